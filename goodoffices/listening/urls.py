from django.urls import path

from goodoffices.listening import views

app_name = "listening"
urlpatterns = [
    path("", views.heard, name="heard"),
    path("pulse/", views.felt, name="pulse"),
    path("pulse/<str:session>/answer", views.answer, name="pulse-answer"),
]
