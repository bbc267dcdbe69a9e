from django.urls import path

from goodoffices.listening import views

app_name = "listening"
urlpatterns = [
    path("", views.heard, name="heard"),
    path("restatements/<str:restatement>/confirming", views.confirming, name="confirming"),
    path("signal", views.signal, name="signal"),
    path("signals", views.given_signals, name="signals"),
    path("pulse/", views.felt, name="pulse"),
    path("pulse/<str:session>/answer", views.answer, name="pulse-answer"),
]
