from django.urls import path

from goodoffices.briefing import views

app_name = "briefing"
urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/digest", views.digest_hour, name="digest-hour"),
    path("desk/digest/now", views.digest_now, name="digest-now"),
    path("brief/", views.brief, name="brief"),
    path("brief/file", views.brief_file, name="brief-file"),
    path("brief/caught-up", views.caught_up, name="caught-up"),
]
