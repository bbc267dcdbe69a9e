"""A world: a database file in which a history was played. Chance and the clock are functions of book, number and slot."""

import hashlib
import time
from collections import OrderedDict
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import import_module
from itertools import zip_longest
from pathlib import Path
from typing import Any
from unittest.mock import patch

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.core.cache import caches
from django.db import connections, models, transaction
from django.http import HttpRequest
from django.utils import translation

from goodoffices.accounts.models import Token, User
from goodoffices.accounts.tests.house import a_passkey
from goodoffices.briefing.feeds import make
from goodoffices.process.models import Holder, Seat
from goodoffices.process.seats import seat_with_id
from goodoffices.record import memory
from goodoffices.record.acts import KINDS, NotThere, Refused
from goodoffices.record.models import Book, Entry, Recorded, Register, Retry, recorded_models
from goodoffices.record.perform import perform
from goodoffices.record.source import KeyedSource, drawing_from
from goodoffices.record.timestamps import written
from tests.noninterference.deeds import Deed, Room, Row, Who
from tests.noninterference.histories import VISIT, played
from tests.noninterference.members import Audience


class Unplayable(Exception):
    """The deed names a row that there is not."""


class Clocks(KeyedSource):
    """Times, too, are functions of book and number; and each book has its own hours, so that one may run ahead of another.

    `back` puts them some days earlier; `slowly` leaves three days from one entry to the next, where it is a minute else.
    """

    def __init__(self, seed: str, back: int = 0, slowly: bool = False) -> None:
        super().__init__(seed)
        self._back, self._step = timedelta(days=back), timedelta(days=3) if slowly else timedelta(minutes=1)

    def now(self, place: str) -> str:
        book, _, number = place.partition("/")
        ahead = timedelta(hours=int.from_bytes(hashlib.sha256(book.encode()).digest()[:2]) % 200)
        return written(
            datetime(2025, 4, 11, tzinfo=UTC) + ahead + int(number.rsplit("/")[-1]) * self._step - self._back
        )


def secret_of(name: str) -> str:
    """Under which this member's calendar is read elsewhere."""
    return f"feed{name:x>36}"


def data_beside(path: Path) -> Path:
    """Where the files of the world lie whose database this is."""
    return path.with_name(f"{path.name}.data")


@dataclass
class World:
    """`with world:` makes its database, its chance and its caches those of this thread."""

    path: Path
    process: str = ""
    elsewhere: str = ""
    seats: dict[str, str] = field(default_factory=dict)
    outcomes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._connection = connections.create_connection("default")
        self._connection.settings_dict = {**self._connection.settings_dict, "NAME": self.path}
        self.remembered: list[dict[Any, Any]] = []
        self._signed_in: dict[str, dict[str, str]] = {}
        self._left: list[ExitStack] = []

    def __enter__(self) -> "World":
        # One for each entering, so that each leaving undoes its own; a world that one is in already stays as it is.
        exits = ExitStack()
        self._left.append(exits)
        if connections["default"] is self._connection:
            return self
        exits.callback(partial(connections.__setitem__, "default", connections["default"]))
        connections["default"] = self._connection
        # Threads that the live floor starts open connections of their own, from the settings.
        named = connections.settings["default"]
        exits.callback(partial(named.__setitem__, "NAME", named["NAME"]))
        named["NAME"] = self.path
        exits.callback(partial(setattr, settings, "DATA", settings.DATA))
        settings.DATA = self._data(settings.DATA)
        exits.enter_context(drawing_from(Clocks("two worlds")))
        exits.enter_context(translation.override("en"))
        # What one world's server remembers, the other's does not.
        outside = exchanged(self.remembered)
        exits.callback(lambda: setattr(self, "remembered", exchanged(outside)))
        return self

    def __exit__(self, *_: object) -> None:
        self._left.pop().close()

    def close(self) -> None:
        self._connection.close()

    def _data(self, outside: Path) -> Path:
        """A data folder of its own: the keys of the host, and files that lie beside this world's database alone."""
        own = data_beside(self.path)
        if not own.exists():
            own.mkdir()
        for name in {each.name for each in outside.iterdir()} - {"files"} - {each.name for each in own.iterdir()}:
            (own / name).symlink_to(outside / name)
        return own

    def copied_to(self, path: Path) -> "World":
        """The same world, whose file has been copied there: with what its server remembers, and who is signed in."""
        other = World(path, self.process, self.elsewhere, dict(self.seats), list(self.outcomes))
        other.remembered = [store.copy() for store in self.remembered]
        other._signed_in = dict(self._signed_in)
        return other

    # ---- who is who --------------------------------------------------------------------------------------------------

    def seat(self, name: str) -> Seat | None:
        return seat_with_id(self.seats.get(name, ""))

    def book(self, audience: Audience) -> Book | None:
        kind, key = audience
        if kind == "sidebar":  # called by its name: its key is drawn
            return Book.objects.filter(register_id=self.process, kind=kind, name=key).first()
        return Book.objects.filter(register_id=self.process, kind=kind, key=key).first()

    def account(self, name: str) -> User:
        """The person behind one of the cast."""
        user, made = User.objects.get_or_create(
            email=f"{name}@example.org", defaults={"name": name.title(), "is_staff": name == "ada"}
        )
        if made and name in self.seats:
            process = Seat._base_manager.get(id=self.seats[name]).process_id
            Holder.objects.filter(seat=self.seats[name]).delete()
            Holder.objects.create(user=user, process=process, seat=self.seats[name])
        return user

    def sign_in(self, name: str) -> dict[str, str]:
        """What this member's browser and client send along: the same in every world."""
        if name == "nobody":
            return {}
        if name not in self._signed_in:
            # A new account, so that its row comes after those of hidden ones.
            User.objects.filter(email=f"{name}@example.org").delete()
            self._signed_in[name] = self._let_in(name)
        return self._signed_in[name]

    def _let_in(self, name: str) -> dict[str, str]:
        session = f"session{name:z>25}"
        request = HttpRequest()
        request.META |= {"REMOTE_ADDR": "203.0.113.7", "HTTP_USER_AGENT": "A browser"}
        store = import_module(settings.SESSION_ENGINE).SessionStore
        request.session = store()
        with patch.object(store, "_get_new_session_key", lambda _: session):
            login(request, self.account(name), backend=settings.AUTHENTICATION_BACKENDS[0])
            # Signed in just now by a password: pages that ask for it once more do not.
            request.session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
            # And used just now: else each question would write that down, and take it back.
            request.session.update({"began": int(time.time()), "used": int(time.time())})
            request.session.save()
            request.user = self.account(name)
            UserSession.objects.create_from_request(request)
        give_passkey(self.account(name))
        given = {"cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={'c' * 32}"}
        if name in self.seats:
            make(self.seats[name], self.account(name), secret_of(name))
            given["authorization"] = f"Bearer {Token.issue(self.seats[name], 'its own', f'go_{name:x>40}')}"
        return given

    # ---- what there is -----------------------------------------------------------------------------------------------

    def rows(self) -> dict[str, dict[str, tuple[str, str]]]:
        """Everything that has an id, by sort: id → the book it belongs to (a process to none), and all that it holds."""
        found = {}
        for model in recorded_models():
            rows = model._base_manager.values()
            found[str(model._meta.model_name)] = {row["id"]: (row["book_id"], str(row)) for row in rows}
        found["process"] = dict.fromkeys(Register.objects.values_list("process", flat=True), ("", ""))
        found["book"] = {id: (id, str(head)) for id, head in Book.objects.values_list("id", "head")}
        return found

    def processes(self) -> dict[str, str]:
        """Book → its process."""
        return dict(Book.objects.values_list("id", "register_id"))

    def heads(self) -> dict[str, int]:
        return dict(Book.objects.values_list("id", "head"))

    # ---- what is done ------------------------------------------------------------------------------------------------

    def play(self, deed: Deed, way: int = 0) -> str:
        """Do it, in one of its ways; what came of it, in a word."""
        own = played()
        # Little is remembered inside a transaction, and who looks about leaves nothing but what is remembered.
        whole = nullcontext() if deed.kind == VISIT else transaction.atomic()
        try:
            with whole:
                outcome = (
                    own[deed.kind](self, deed, way)
                    if deed.kind in own
                    else self.perform(deed.by, deed.kind, deed.data, deed.key)
                )
        except (NotThere, Unplayable):
            outcome = "not there"
        except Refused:
            outcome = "refused"
        self.outcomes.append(outcome)
        return outcome

    def perform(self, by: str, kind: str, data: dict[str, Any], key: str = "") -> str:
        self.do(by, kind, data, key)
        return "done"

    def do(self, by: str, kind: str, data: dict[str, Any], key: str = "") -> Entry:
        seat = self.seat(by)
        if seat is None:
            raise NotThere
        act = KINDS[kind](**self._looked_up(data, by))
        # A key is used once by each seat for each kind, whatever for: what it opened is nobody else's.
        key = f"{key}-{kind}" if key else ""
        used = Retry.objects.filter(seat=seat.id, key=key).exists()
        return perform(act, seat, key=key if key and not used else None).entry

    def _looked_up(self, value: Any, by: str) -> Any:
        if isinstance(value, dict):
            return {name: self._looked_up(each, by) for name, each in value.items()}
        if isinstance(value, (list, tuple)):
            found = [self._looked_up(each, by) for each in value]
            return [each for at, each in enumerate(found) if each not in found[:at]]
        if isinstance(value, Room):
            return or_unplayable(self.book(value.audience)).id
        if isinstance(value, Who):
            return self.seats[value.name]
        if isinstance(value, Row):
            return self.row(value, by)
        return value

    def row(self, wanted: Row, by: str) -> str:
        if wanted.model == "newcomer":
            known = set(self.seats.values())
            ids = [
                s.id for s in Seat._base_manager.filter(process_id=self.process).order_by("number") if s.id not in known
            ]
        else:
            model = next(m for m in recorded_models() if m._meta.label == wanted.model)
            rows = model._base_manager.filter(book=or_unplayable(self.book(wanted.audience))).order_by(*_as_made(model))
            if wanted.own:
                rows = rows.filter(seat_id=self.seats[by])
            ids = [row.id for row in rows]
        if not ids:
            raise Unplayable
        return str(ids[wanted.index % len(ids)])


def _as_made(model: type[Recorded]) -> list[str]:
    """One after the other, as they were recorded; what one entry made, by its place and by what it holds, for ids are drawn."""
    fields = [f for f in model._meta.fields if f.model is model]
    placed = ["place"] if _has_place(model) else [f"{f.name}__place" for f in fields if _has_place(f.related_model)]
    return ["number", *placed, *[f.name for f in fields if isinstance(f, models.JSONField)], "id"]


def _has_place(model: Any) -> bool:
    """Whether its rows stand in an order of their own."""
    fields = model._meta.fields if model else ()
    return any(f.name == "place" and isinstance(f, models.IntegerField) for f in fields)


def or_unplayable(book: Book | None) -> Book:
    if book is None:
        raise Unplayable
    return book


def give_passkey(user: User) -> None:
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "A key", "credential": a_passkey()}
    )


def remembered() -> list[dict[Any, Any]]:
    """What this process of the server keeps between two requests."""
    return [store.copy() for store in _stores()]


def remember(kept: list[dict[Any, Any]]) -> None:
    for store, content in zip_longest(_stores(), kept, fillvalue={}):
        store.clear()
        store.update(content)


def exchanged(kept: list[dict[Any, Any]]) -> list[dict[Any, Any]]:
    """What was remembered until now; from now on it is `kept`. Nothing is copied: two worlds take turns at every question."""
    shared = _shared()
    before = [dict(store) for store in shared]
    for store, content in zip_longest(shared, kept[: len(shared)], fillvalue={}):
        store.clear()
        store.update(content)
    for each, content in zip_longest(memory._memories, kept[len(shared) :]):
        before.append(each._kept)
        each._kept = OrderedDict() if content is None else content
    return before


def _stores() -> list[dict[Any, Any]]:
    return [*_shared(), *[each._kept for each in memory._memories]]


def _shared() -> list[dict[Any, Any]]:
    """Django's own: each thread has another object before the same two dictionaries, so these stay where they are."""
    cache: Any = caches["default"]
    return [cache._cache, cache._expire_info]
