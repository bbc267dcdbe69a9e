from django.urls import path

from goodoffices.followup import check_views, dispute_urls, views

app_name = "followup"
urlpatterns = [
    *dispute_urls.urlpatterns,
    path("", views.matrix, name="matrix"),
    *[
        path(f"matrix.{form}", views.matrix_file, {"form": form}, name=f"matrix_{form}")
        for form in ("xlsx", "csv", "pdf")
    ],
    path("next/", views.next_days, name="next"),
    path("measures/", views.measures, name="measures"),
    path("public/", views.public, name="public"),
    path("checks/", check_views.checks, name="checks"),
    path("checks/strategies/", check_views.strategies, name="strategies"),
    path("checks/<str:check>/", check_views.check, name="check"),
    path("checks/<str:check>/report.pdf", check_views.check_file, {"form": "pdf"}, name="check_pdf"),
    path("checks/<str:check>/report.xlsx", check_views.check_file, {"form": "xlsx"}, name="check_xlsx"),
    path("<str:commitment>/", views.commitment, name="commitment"),
]
