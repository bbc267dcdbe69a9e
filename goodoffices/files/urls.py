from django.urls import path

from goodoffices.files import views

app_name = "files"
urlpatterns = [
    path("", views.files, name="files"),
    path("attach", views.attach, name="attach"),
    path("uploads", views.uploads, name="uploads"),
    path("uploads/<str:upload>", views.upload, name="upload"),
    path("<str:file>/", views.file, name="file"),
    path("<str:file>/content", views.content, name="content"),
]
