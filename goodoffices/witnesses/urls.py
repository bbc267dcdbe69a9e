from django.urls import path

from goodoffices.witnesses import views

app_name = "witnesses"
urlpatterns = [
    path("", views.witnesses, name="witnesses"),
    path("fingerprints/", views.fingerprints, name="fingerprints"),
    path("<str:book>/", views.book, name="book"),
    path("<str:book>/offered", views.offered, name="offered"),
    path("<str:book>/consistency", views.consistency, name="consistency"),
    path("<str:book>/cosignatures", views.cosignatures, name="cosignatures"),
]
