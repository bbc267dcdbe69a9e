from django.urls import path

from goodoffices.site import demo

app_name = "demo"
urlpatterns = [
    path("", demo.seats, name="seats"),
    path("seats/<str:seat>/", demo.seat, name="seat"),
    path("<str:key>/", demo.seats, name="seats-by-link"),
    path("<str:key>/seats/<str:seat>/", demo.seat_by_link, name="seat-by-link"),
]
