"""Tags for account pages."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import template
from django.forms import BoundField

from goodoffices.accounts import views
from goodoffices.accounts.models import Token

register = template.Library()


@register.filter
def bare(field: BoundField) -> BoundField:
    """A field without the placeholder that would say its label once more."""
    field.field.widget.attrs.pop("placeholder", None)
    return field


@register.filter
def passkey_handle(key: Authenticator) -> str:
    return views.passkey_handle(key)


@register.filter
def handle(session: UserSession) -> str:
    return views.handle(session)


@register.simple_tag(takes_context=True)
def localhost_instead(context: template.Context) -> str:
    """The same page under a name for which a browser makes passkeys, where the host was called by its number."""
    request = context["request"]
    name, colon, port = request.get_host().partition(":")
    return f"http://localhost{colon}{port}{request.get_full_path()}" if name == "127.0.0.1" else ""


@register.simple_tag(takes_context=True)
def tokens_made(context: template.Context) -> list[Token]:
    """The tokens that the person in front of the page has made, and that are good."""
    return list(Token.made_by(context["request"].user))
