from django.urls import path

from goodoffices.chairing import views

app_name = "chairing"
urlpatterns = [
    path("rooms/<str:room>/", views.speakers, name="speakers"),
    path("rooms/<str:room>/mine", views.mine, name="mine"),
    path("rooms/<str:room>/meetings/", views.meetings, name="meetings"),
]
