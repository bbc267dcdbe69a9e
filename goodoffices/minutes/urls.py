from django.urls import path

from goodoffices.minutes import views

app_name = "minutes"
urlpatterns = [
    path("", views.minutes, name="minutes"),
    path("draft/", views.draft, name="draft"),
    path("paragraphs/<str:paragraph>/", views.paragraph, name="paragraph"),
    path("<str:minutes>/", views.one, name="one"),
    path("<str:minutes>/minutes.docx", views.file, {"form": "docx"}, name="docx"),
    path("<str:minutes>/minutes.pdf", views.file, {"form": "pdf"}, name="pdf"),
]
