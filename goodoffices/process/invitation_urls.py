from django.urls import path

from goodoffices.process import invitation_pages

urlpatterns = [
    path("<str:secret>/", invitation_pages.opened, name="invitation"),
    path("<str:secret>/account", invitation_pages.account, name="invitation-account"),
    path("<str:secret>/seat", invitation_pages.taking, name="invitation-seat"),
]
