from django.urls import path

from goodoffices.process import invitation_pages, token_pages, views

app_name = "process"
urlpatterns = [
    path("", views.table, name="table"),
    path("seats/", views.seats, name="seats"),
    path("seats/<str:seat>/removal", views.removal, name="removal"),
    path("seats/<str:seat>/headship", views.headship, name="headship"),
    path("seats/<str:seat>/invitation", invitation_pages.invitation, name="invitation"),
    path("seats/<str:seat>/invitation/revocation", invitation_pages.revocation, name="invitation-revocation"),
    path("tokens/", token_pages.tokens, name="tokens"),
    path("tokens/<str:token>/revocation", token_pages.token_revocation, name="token-revocation"),
    path("acting-head", views.acting_head, name="acting-head"),
    path("parties/", views.parties, name="parties"),
    path("task-forces/", views.task_forces, name="task-forces"),
    path("task-forces/<str:task_force>/members", views.members, name="members"),
    path("mandate", views.mandate, name="mandate"),
    path("ground-rules/", views.ground_rules, name="ground-rules"),
    path("ground-rules/<str:rules>/acceptance", views.acceptance, name="acceptance"),
    path("consent", views.consent, name="consent"),
    path("conclusion", views.conclusion, name="conclusion"),
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/<str:round>/frame", views.framing, name="framing"),
    path("rounds/<str:round>/adoption", views.adoption, name="adoption"),
    path("rounds/<str:round>/opening", views.opening, name="opening"),
    path("rounds/<str:round>/conclusion", views.round_conclusion, name="round-conclusion"),
    path("rounds/<str:round>/sessions/", views.sessions, name="sessions"),
    path("sessions/<str:session>/closing", views.closing, name="closing"),
]
