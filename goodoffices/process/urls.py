from django.urls import path

from goodoffices.process import coming_pages, door, invitation_pages, token_pages, views

app_name = "process"
urlpatterns = [
    path("about/", views.about, name="about"),
    path("acts/<str:kind>", door.act, name="act"),
    path("form-token", views.form_token, name="form-token"),
    path("seats/", views.seats, name="seats"),
    path("seats/<str:seat>/invitation", invitation_pages.invitation, name="invitation"),
    path("seats/<str:seat>/invitation/revocation", invitation_pages.revocation, name="invitation-revocation"),
    path("tokens/", token_pages.tokens, name="tokens"),
    path("tokens/<str:token>/revocation", token_pages.token_revocation, name="token-revocation"),
    path("ground-rules/", views.ground_rules, name="ground-rules"),
    path("coming-and-going/", coming_pages.coming_and_going, name="coming-and-going"),
    path("rounds/", views.rounds, name="rounds"),
]
