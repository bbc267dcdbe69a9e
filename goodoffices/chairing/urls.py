app_name = "chairing"
urlpatterns = []  # type: ignore[var-annotated]
