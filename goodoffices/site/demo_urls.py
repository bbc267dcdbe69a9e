from django.urls import path

from goodoffices.site import demo

app_name = "demo"
urlpatterns = [
    path("", demo.seats, name="seats"),
    path("seats/<str:seat>/", demo.seat, name="seat"),
]
