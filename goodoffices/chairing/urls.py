from django.urls import path

from goodoffices.chairing import views

app_name = "chairing"
urlpatterns = [
    path("rooms/<str:room>/", views.speakers, name="speakers"),
    path("rooms/<str:room>/hands/", views.hands, name="hands"),
    path("rooms/<str:room>/floor", views.floor, name="floor"),
    path("rooms/<str:room>/floor/end", views.floor_end, name="floor-end"),
    path("rooms/<str:room>/turns", views.turns, name="turns"),
    path("rooms/<str:room>/turns/end", views.turns_end, name="turns-end"),
    path("rooms/<str:room>/points/", views.points, name="points"),
    path("rooms/<str:room>/adjournment", views.adjournment, name="adjournment"),
    path("rooms/<str:room>/adjournment/end", views.adjournment_end, name="adjournment-end"),
    path("hands/<str:hand>/lowering", views.lowering, name="lowering"),
    path("hands/<str:hand>/floor", views.calling, name="calling"),
    path("points/<str:point>/ruling", views.ruling, name="ruling"),
]
