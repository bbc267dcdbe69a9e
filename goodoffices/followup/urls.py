from django.urls import path

from goodoffices.followup import check_views, views

app_name = "followup"
urlpatterns = [
    path("", views.matrix, name="matrix"),
    path("matrix.<str:form>", views.matrix_file, name="matrix_file"),
    path("next/", views.next_days, name="next"),
    path("measures/", views.measures, name="measures"),
    path("public/", views.public, name="public"),
    path("checks/", check_views.checks, name="checks"),
    path("checks/strategies/", check_views.strategies, name="strategies"),
    path("checks/<str:check>/", check_views.check, name="check"),
    path("checks/<str:check>/report.<str:form>", check_views.check_file, name="check_file"),
    path("<str:commitment>/", views.commitment, name="commitment"),
]
