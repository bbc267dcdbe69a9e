from django.urls import path

from goodoffices.consultation import views

app_name = "consultation"
urlpatterns = [
    path("<str:room>/", views.room, name="room"),
    path("<str:room>/statements/", views.statements, name="statements"),
    path("<str:room>/reading", views.reading, name="reading"),
    path("<str:room>/closing", views.closing, name="closing"),
    path("<str:room>/reopening", views.reopening, name="reopening"),
    path("<str:room>/minutes", views.minutes, name="minutes"),
    path("statements/<str:statement>/", views.statement, name="statement"),
    path("statements/<str:statement>/amendments/", views.amendments, name="amendments"),
    path("statements/<str:statement>/striking", views.striking, name="striking"),
]
