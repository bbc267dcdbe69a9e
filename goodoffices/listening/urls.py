from django.urls import path

from goodoffices.listening import views

app_name = "listening"
urlpatterns = [
    path("", views.heard, name="heard"),
    path("pulse/", views.felt, name="pulse"),
    path("pulse/<str:session>/answer", views.answer, name="pulse-answer"),
    path("guidance", views.guidance, name="guidance"),
    path("guidance/end", views.freedom, name="freedom"),
    path("confirmers/", views.confirmers, name="confirmers"),
    path("confirmers/end", views.confirmers_end, name="confirmers-end"),
    path("restatements/<str:restatement>/correction", views.correction, name="correction"),
    path("restatements/<str:restatement>/confirmation", views.confirmation, name="confirmation"),
    path("things/<str:about>/askings/", views.askings, name="askings"),
    path("things/<str:about>/restatements/", views.restatements, name="restatements"),
    path("things/<str:about>/waiver", views.waiver, name="waiver"),
]
