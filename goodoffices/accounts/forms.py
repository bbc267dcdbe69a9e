"""Account forms, where allauth's lack something."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import AddEmailForm, SignupForm
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from goodoffices.accounts.models import User


class SignUp(SignupForm):
    """A new account, for whoever has been admitted."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("Only for your account. At the table you appear under the name of your seat."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    field_order = ["name", "email", "password1", "password2"]

    def clean_email(self) -> str:
        # Somebody began to sign up and left without a passkey. Nobody can ever use that account, so the address is free.
        for user in User.objects.filter(email=self.cleaned_data["email"].lower(), last_login=None, held=None):
            if not user.has_usable_password() and not Authenticator.objects.filter(user=user).exists():
                user.delete()
        return str(super().clean_email())


class NewAddress(AddEmailForm):
    """Another e-mail address; it takes the place of the present one once its link was opened."""

    def clean_email(self) -> str:
        email = str(super().clean_email())
        if User.objects.exclude(pk=self.user.pk).filter(email=email).exists():
            raise get_adapter().validation_error("email_taken")
        return email

    def save(self, request: HttpRequest) -> EmailAddress:
        # allauth's form would mistake an address that was never confirmed for the new one, and delete it.
        EmailAddress.objects.filter(user=self.user, verified=False).exclude(email=self.user.email).delete()
        return EmailAddress.objects.add_email(request, self.user, self.cleaned_data["email"], confirm=True)


class Person(forms.ModelForm):
    """Name and language."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ("name", "language")
        labels = {"name": _("Name")}
        help_texts = {"name": _("Only for your account. At the table you appear under the name of your seat.")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
