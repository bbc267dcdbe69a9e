from django.urls import path

from goodoffices.decisions import views

app_name = "decisions"
urlpatterns = [
    path("", views.decisions, name="decisions"),
    path("record/", views.record, name="record"),
    path("<str:decision>/", views.decision, name="decision"),
    path("<str:decision>/decision.json", views.signed, name="signed"),
    path("<str:decision>/decision.pdf", views.one_sheet, name="one_sheet"),
]
