from django.urls import path

from goodoffices.agenda import views

app_name = "agenda"
urlpatterns = [
    path("", views.sheet, name="sheet"),
    path("issues/<str:issue>/", views.issue, name="issue"),
    path("issues/<str:issue>/status", views.status, name="status"),
    path("issues/<str:issue>/wording", views.wording, name="wording"),
    path("issues/<str:issue>/solutions/", views.solutions, name="solutions"),
    path("issues/<str:issue>/positions/", views.positions, name="positions"),
    path("positions/<str:position>/tabling", views.tabling, name="tabling"),
    path("solutions/<str:solution>/support", views.support, name="support"),
    path("solutions/<str:solution>/reservation", views.reservation, name="reservation"),
    path("solutions/<str:solution>/acceptance", views.acceptance, name="acceptance"),
    path("solutions/<str:solution>/confirmation", views.confirmation, name="confirmation"),
    path("solutions/<str:solution>/declining", views.declining, name="declining"),
    path("solutions/<str:solution>/withdrawal", views.withdrawal, name="withdrawal"),
]
