app_name = "briefing"
urlpatterns = []  # type: ignore[var-annotated]
