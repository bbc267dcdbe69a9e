from django.urls import path

from goodoffices.shuttle import views

app_name = "shuttle"
urlpatterns = [
    path("", views.ledger, name="ledger"),
    path("releases/", views.releases, name="releases"),
    path("releases/<str:release>/revocation", views.revocation, name="revocation"),
    path("releases/<str:release>/conveyance", views.conveyance, name="conveyance"),
    path("statements/<str:statement>/carriage", views.carriage, name="carriage"),
    path("statements/<str:statement>/gists/", views.gists, name="gists"),
    path("statements/<str:statement>/withholding", views.withholding, name="withholding"),
    path("statements/<str:statement>/withholding/end", views.withholding_end, name="withholding-end"),
]
