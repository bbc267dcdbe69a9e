"""Addresses of disputes, concerns and the ladder, for `urls.py`."""

from django.urls import path

from goodoffices.followup import dispute_views as views

urlpatterns = [
    path("disputes/", views.disputes, name="disputes"),
    path("disputes/<str:dispute>/", views.dispute, name="dispute"),
    path("ladder/", views.ladder, name="ladder"),
]
