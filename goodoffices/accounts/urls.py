from django.urls import path

from goodoffices.accounts import views

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="sign-in"),
    path("logout/", views.sign_out, name="sign-out"),
]
