app_name = "interpretation"
urlpatterns = []  # type: ignore[var-annotated]
