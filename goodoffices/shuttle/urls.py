from django.urls import path

from goodoffices.shuttle import views

app_name = "shuttle"
urlpatterns = [path("", views.ledger, name="ledger")]
