from django.urls import path

from goodoffices.listening import views
from goodoffices.listening.queries import SORTS

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
    *(
        path(f"{sort}s/<str:{sort}>/{place}", view, name=f"{sort}-{name}")
        for sort in SORTS
        for place, view, name in (
            ("askings/", views.askings, "askings"),
            ("restatements/", views.restatements, "restatements"),
            ("waiver", views.waiver, "waiver"),
        )
    ),
]
