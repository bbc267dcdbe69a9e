"""Account pages. Where two patterns match an address the first one counts, so ours come before allauth's."""

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.mfa.webauthn.views import edit_webauthn, remove_webauthn
from django.contrib.auth.decorators import login_required
from django.urls import include, path
from django.views.generic import RedirectView

from goodoffices.accounts import views

urlpatterns = [
    path("login/", account.login, name="sign-in"),
    path("logout/", account.logout, name="sign-out"),
    path("signup/passkey/", account.signup_by_passkey, name="account_signup_by_passkey"),
    path("signup/passkey/making/", views.passkey_making, name="mfa_signup_webauthn"),
    path("administrator/<str:secret>/", views.administrator, name="administrator"),
    path("administrator/<str:secret>/account", views.administrator_account, name="administrator-account"),
    path("administrator/<str:secret>/office", views.administrator_office, name="administrator-office"),
    path("sessions/", views.sessions, name="usersessions_list"),
    path("tokens/<str:token>/end", views.token_end, name="token-end"),
    path("sessions/<str:session>/end", views.session_end, name="session-end"),
    # Setting a first password needs a fresh sign-in, in case a laptop was left unlocked.
    path("password/set/", login_required(reauthentication_required(account.password_set, app="allauth.account"))),
    path("keys/webauthn/keys/<str:key>/edit/", views.passkey, {"then": edit_webauthn}, name="passkey-name"),
    path("keys/webauthn/keys/<str:key>/remove/", views.passkey, {"then": remove_webauthn}, name="passkey-removal"),
    path("keys/", RedirectView.as_view(pattern_name="account"), name="mfa_index"),
    path("", include("allauth.account.urls")),
    path("keys/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
