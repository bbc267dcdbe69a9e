from django.urls import path

from goodoffices.consultation import views

app_name = "consultation"
urlpatterns = [
    path("<str:room>/", views.room, name="room"),
    path("<str:room>/reading", views.reading, name="reading"),
    path("<str:room>/lines", views.lines, name="lines"),
    path("<str:room>/minutes", views.minutes, name="minutes"),
    path("statements/<str:statement>/", views.statement, name="statement"),
    path("statements/<str:statement>/deeds/<str:deed>", views.deed, name="deed"),
]
