"""Where a token or a session becomes a seat that listens, and whether what they came in by still holds."""

from collections.abc import Iterator
from importlib import import_module
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.http import HttpRequest, parse_cookie
from django.utils import timezone, translation

from goodoffices.accounts.models import Token, User
from goodoffices.live.readers import Books, Membership, books_read_by, membership_of
from goodoffices.process.models import Holder, Seat
from goodoffices.process.seats import seat_with_id
from goodoffices.record.acts import NotThere
from goodoffices.record.models import Book

CLIENT = ""  # the channel of a client of the API; a page's channel is its language


class Unknown(Exception):
    """Nobody is known by this token or session."""


class Credential(NamedTuple):
    """What somebody came in by. `key` is a token's hash or a session's key; `password` changes with the person's."""

    seat: str
    key: str
    user: int = 0
    password: int = 0


class Subscriber(NamedTuple):
    """A seat that wants to listen: what it may read, in which channel, and how far the record had come by then."""

    seat: str
    process: str
    table: str  # the book of who sits there
    books: Books
    membership: Membership
    credential: Credential
    channel: str
    position: int
    heads: dict[str, int]

    @property
    def reads_the_table(self) -> bool:
        return any(book == self.table for book, _first in self.books)


def subscriber_with_token(process: str, token: str) -> Subscriber:
    membership = membership_of(process)  # before the seat is read, so that it is never newer than what it stands for
    held = Token.holding(token)
    seat = seat_with_id(held.seat) if held else None
    if held is None or seat is None:
        raise Unknown
    return _subscriber(process, seat, membership, Credential(seat.id, held.hash), CLIENT)


def subscriber_with_cookies(process: str, cookies: str, accept_language: str) -> Subscriber:
    membership = membership_of(process)
    request = _request(cookies, accept_language)
    user = get_user(request)
    if not isinstance(user, User):
        raise Unknown
    held = Holder.objects.filter(user=user, process=process).first()
    seat = seat_with_id(held.seat) if held else None
    if seat is None:
        raise NotThere
    credential = Credential(seat.id, str(request.session.session_key), user.pk, hash(user.password))
    return _subscriber(process, seat, membership, credential, _language(request, user))


def _subscriber(process: str, seat: Seat, membership: Membership, credential: Credential, channel: str) -> Subscriber:
    if seat.process_id != process:
        raise NotThere
    # One statement, so that the heads and the position are those of the same moment.
    rows = list(Book.objects.filter(register_id=process).values_list("id", "head", "register__position"))
    heads = {id: head for id, head, _position in rows}
    return Subscriber(
        seat.id, process, seat.book_id, books_read_by(seat), membership, credential, channel, rows[0][2], heads
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


def still_good(given: set[Credential]) -> set[Credential]:
    """Those among them that would still be let in: a few questions, however many they are."""
    by_token = [credential for credential in given if not credential.user]
    by_session = [credential for credential in given if credential.user]
    return {credential for some in _some(by_token) for credential in _unrevoked(some)} | {
        credential for some in _some(by_session) for credential in _signed_in(some)
    }


def _unrevoked(given: list[Credential]) -> Iterator[Credential]:
    tokens = Token.objects.filter(hash__in=[c.key for c in given], revoked__isnull=True)
    good = set(tokens.values_list("hash", "seat"))
    return (c for c in given if (c.key, c.seat) in good)


def _signed_in(given: list[Credential]) -> Iterator[Credential]:
    sessions = Session.objects.filter(session_key__in=[c.key for c in given], expire_date__gt=timezone.now())
    open_ones = set(sessions.values_list("session_key", flat=True))
    people = User.objects.filter(id__in={c.user for c in given}, is_active=True)
    known = {(id, hash(password)) for id, password in people.values_list("id", "password")}
    held = set(Holder.objects.filter(user__in={c.user for c in given}).values_list("user", "seat"))
    return (c for c in given if c.key in open_ones and (c.user, c.password) in known and (c.user, c.seat) in held)


def _some(given: list[Credential], most: int = 5_000) -> Iterator[list[Credential]]:
    # SQLite takes some 32,000 values in one question.
    return (given[start : start + most] for start in range(0, len(given), most))
