"""How a token or a session becomes a subscriber, and which credentials still hold."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.http import HttpRequest, parse_cookie
from django.utils import timezone, translation

from goodoffices.accounts.models import Token, User
from goodoffices.live.credential_version import credential_version
from goodoffices.live.readers import books_read_by, memberships_of
from goodoffices.live.subscriber import CLIENT, Credential, Memberships, Subscriber
from goodoffices.process.models import Holder, Seat
from goodoffices.process.seats import seat_with_id
from goodoffices.record.acts import NotThere
from goodoffices.record.models import Book


class Unknown(Exception):
    """Nobody is known by this token or session."""


class Versions(NamedTuple):
    """What access rests on, as numbers. They are read first, so that they are never newer than what they stand for."""

    memberships: Memberships
    credentials: int


def subscriber_with_token(process: str, token: str) -> Subscriber:
    versions = _versions(process)
    held = Token.holding(token)
    seat = seat_with_id(held.seat) if held else None
    if held is None or seat is None:
        raise Unknown
    return _subscriber(process, seat, versions, Credential(seat.id, held.hash), CLIENT)


def subscriber_with_cookies(process: str, cookies: str, accept_language: str) -> Subscriber:
    versions = _versions(process)
    request = _request(cookies, accept_language)
    user = get_user(request)
    if not isinstance(user, User):
        raise Unknown
    held = Holder.objects.filter(user=user, process=process).first()
    seat = seat_with_id(held.seat) if held else None
    if seat is None:
        raise NotThere
    credential = Credential(seat.id, str(request.session.session_key), user.pk, hash(user.password))
    return _subscriber(process, seat, versions, credential, _language(request, user))


def _versions(process: str) -> Versions:
    return Versions(memberships_of(process), credential_version())


def _subscriber(process: str, seat: Seat, versions: Versions, credential: Credential, channel: str) -> Subscriber:
    if seat.process_id != process:
        raise NotThere
    # One statement, so that the heads and the position are those of the same moment.
    rows = list(Book.objects.filter(register_id=process).values_list("id", "head", "register__position"))
    return Subscriber(
        seat=seat.id,
        process=process,
        plenary=seat.book_id,
        books=books_read_by(seat),
        memberships=versions.memberships,
        credential=credential,
        credential_version=versions.credentials,
        channel=channel,
        position=rows[0][2],
        heads={id: head for id, head, _position in rows},
    )


def _request(cookies: str, accept_language: str) -> HttpRequest:
    request = HttpRequest()
    request.COOKIES = parse_cookie(cookies)
    request.META["HTTP_ACCEPT_LANGUAGE"] = accept_language
    store = import_module(settings.SESSION_ENGINE).SessionStore
    request.session = store(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    return request


def _language(request: HttpRequest, user: User) -> str:
    return (
        user.language if user.language in dict(settings.LANGUAGES) else translation.get_language_from_request(request)
    )


def revoked_among(given: set[Credential]) -> set[Credential]:
    """Those that would no longer be let in. A few queries, however many are given."""
    by_token = [credential for credential in given if not credential.user]
    by_session = [credential for credential in given if credential.user]
    return given - {
        *(credential for batch in _batches(by_token) for credential in _valid_tokens(batch)),
        *(credential for batch in _batches(by_session) for credential in _valid_sessions(batch)),
    }


def _valid_tokens(given: list[Credential]) -> Iterable[Credential]:
    tokens = Token.good().filter(hash__in=[c.key for c in given])
    valid = set(tokens.values_list("hash", "seat"))
    return (c for c in given if (c.key, c.seat) in valid)


def _valid_sessions(given: list[Credential]) -> Iterable[Credential]:
    sessions = Session.objects.filter(session_key__in=[c.key for c in given], expire_date__gt=timezone.now())
    open_sessions = set(sessions.values_list("session_key", flat=True))
    people = User.objects.filter(id__in={c.user for c in given}, is_active=True)
    passwords = {(id, hash(password)) for id, password in people.values_list("id", "password")}
    held = set(Holder.objects.filter(user__in={c.user for c in given}).values_list("user", "seat"))
    return (
        c for c in given if c.key in open_sessions and (c.user, c.password) in passwords and (c.user, c.seat) in held
    )


def _batches(given: list[Credential], size: int = 5_000) -> Iterator[list[Credential]]:
    # SQLite takes some 32,000 values in one query.
    return (given[start : start + size] for start in range(0, len(given), size))
