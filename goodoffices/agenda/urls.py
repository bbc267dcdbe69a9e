from django.urls import path

from goodoffices.agenda import views

app_name = "agenda"
urlpatterns = [
    path("", views.sheet, name="sheet"),
    path("issues/<str:issue>/", views.issue, name="issue"),
]
