"""A world: a database file in which a history was played. Chance and the clock are functions of book, number and slot."""

import hashlib
import shutil
import time
from collections.abc import Callable
from contextlib import ExitStack
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
from django.db import connections, transaction
from django.http import HttpRequest
from django.utils import translation

from goodoffices.accounts.models import Token, User
from goodoffices.accounts.tests.house import a_passkey
from goodoffices.briefing.departures import depart
from goodoffices.briefing.digest import wish
from goodoffices.consultation.models import room_of
from goodoffices.consultation.queries import mark_read
from goodoffices.interpretation.queries import read_first
from goodoffices.listening import pulse
from goodoffices.process.acts import Founder, FoundProcess
from goodoffices.process.invitations import invite
from goodoffices.process.models import Holder, Seat
from goodoffices.process.seats import seat_with_id
from goodoffices.record import memory
from goodoffices.record.acts import KINDS, NotThere, Refused
from goodoffices.record.models import Book, Entry, Register, Retry, recorded_models
from goodoffices.record.perform import found, perform
from goodoffices.record.source import KeyedSource, drawing_from
from goodoffices.record.timestamps import written
from tests.cast import River
from tests.noninterference.deeds import Deed, Room, Row, Who
from tests.noninterference.members import MEMBERS, PLENARY, THIRD, Audience, Setting


class Unplayable(Exception):
    """The deed names a row that there is not."""


class Clocks(KeyedSource):
    """Times, too, are functions of book and number; and each book has its own hours, so that one may run ahead of another."""

    def now(self, place: str) -> str:
        book, _, number = place.partition("/")
        ahead = timedelta(
            hours=int.from_bytes(hashlib.sha256(book.encode()).digest()[:2]) % 200, minutes=int(number.rsplit("/")[-1])
        )
        return written(datetime(2025, 4, 11, tzinfo=UTC) + ahead)


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
        exits.enter_context(drawing_from(Clocks("two worlds")))
        exits.enter_context(translation.override("en"))
        # What one world's server remembers, the other's does not.
        outside = remembered()
        remember(self.remembered)
        exits.callback(remember, outside)
        exits.callback(lambda: setattr(self, "remembered", remembered()))
        return self

    def __exit__(self, *_: object) -> None:
        self._left.pop().close()

    def close(self) -> None:
        self._connection.close()

    # ---- who is who --------------------------------------------------------------------------------------------------

    def seat(self, name: str) -> Seat | None:
        return seat_with_id(self.seats.get(name, ""))

    def book(self, audience: Audience) -> Book | None:
        kind, key = audience
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
            request.session.save()
            request.user = self.account(name)
            UserSession.objects.create_from_request(request)
        _give_passkey(self.account(name))
        given = {"cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={'c' * 32}"}
        if name in self.seats:
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
        try:
            with transaction.atomic():
                outcome = (
                    ODD[deed.kind](self, deed, way)
                    if deed.kind in ODD
                    else self._perform(deed.by, deed.kind, deed.data, deed.key)
                )
        except (NotThere, Unplayable):
            outcome = "not there"
        except Refused:
            outcome = "refused"
        self.outcomes.append(outcome)
        return outcome

    def _perform(self, by: str, kind: str, data: dict[str, Any], key: str = "") -> str:
        self._do(by, kind, data, key)
        return "done"

    def _do(self, by: str, kind: str, data: dict[str, Any], key: str = "") -> Entry:
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
            return list(dict.fromkeys(self._looked_up(each, by) for each in value))
        if isinstance(value, Room):
            return _or_unplayable(self.book(value.audience)).id
        if isinstance(value, Who):
            return self.seats[value.name]
        if isinstance(value, Row):
            return self._row(value, by)
        return value

    def _row(self, wanted: Row, by: str) -> str:
        if wanted.model == "newcomer":
            known = set(self.seats.values())
            ids = [
                s.id for s in Seat._base_manager.filter(process_id=self.process).order_by("number") if s.id not in known
            ]
        else:
            model = next(m for m in recorded_models() if m._meta.label == wanted.model)
            rows = model._base_manager.filter(book=_or_unplayable(self.book(wanted.audience))).order_by("number", "id")
            if wanted.own:
                rows = rows.filter(seat_id=self.seats[by])
            ids = [row.id for row in rows]
        if not ids:
            raise Unplayable
        return str(ids[wanted.index % len(ids)])


def _or_unplayable(book: Book | None) -> Book:
    if book is None:
        raise Unplayable
    return book


def _give_passkey(user: User) -> None:
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "A key", "credential": a_passkey()}
    )


def remembered() -> list[dict[Any, Any]]:
    """What this process of the server keeps between two requests."""
    return [dict(store) for store in _stores()]


def remember(kept: list[dict[Any, Any]]) -> None:
    for store, content in zip_longest(_stores(), kept, fillvalue={}):
        store.clear()
        store.update(content)


def _stores() -> list[dict[Any, Any]]:
    cache: Any = caches["default"]
    return [cache._cache, cache._expire_info, *[memory._kept for memory in memory._memories]]


# ---- deeds that are more, or less, than one act ---------------------------------------------------------------------


def _table(world: World, deed: Deed, way: int) -> str:
    if way == 0:
        stated = world._do(deed.by, "agenda.state_position", deed.data)
        world._do(deed.by, "agenda.table_position", {"position": stated.id})
    else:
        world._do(deed.by, "agenda.put_position", deed.data)
    return "done"


def _say(world: World, deed: Deed, way: int) -> str:
    return world._perform(
        deed.data["speakers"][way],
        "consultation.make_statement",
        {"room": deed.data["room"], "text": deed.data["text"]},
    )


def _ask(world: World, deed: Deed, way: int) -> str:
    return world._perform(deed.data["speakers"][way], "chairing.ask_floor", {"room": deed.data["room"]})


def _idea(world: World, deed: Deed, way: int) -> str:
    """The mediator says it of her own accord, or conveys it as her own idea: to the recipient it is the same."""
    if way == 0:
        return world._perform("amara", "consultation.make_statement", {n: deed.data[n] for n in ("room", "text")})
    return _conveyed(world, deed, "mediators_idea")


def _convey(world: World, deed: Deed, way: int) -> str:
    return _conveyed(world, deed, "gist")


def _conveyed(world: World, deed: Deed, form: str) -> str:
    head, said, to = _said_in_caucus(world, deed)
    release = {"statement": said, "form": form, "text": deed.data["text"], "to": to}
    made = world._do(head, "consultation.release", release)
    return world._perform(deed.by, "consultation.convey", {"release": made.id})


def _carry(world: World, deed: Deed, way: int) -> str:
    _head, said, to = _said_in_caucus(world, deed)
    data = {"statement": said, "form": "gist", "text": deed.data["text"], "to": to}
    return world._perform(deed.by, "consultation.carry", data)


def _said_in_caucus(world: World, deed: Deed) -> tuple[str, str, str]:
    """By a seat of the giver's that may decide there; the statement; the other party."""
    giver = deed.data["giver"]
    heads = Seat._base_manager.filter(process_id=world.process, party__key=giver, decides=True, left__isnull=True)
    head = next(name for name, id in world.seats.items() if id in heads.values_list("id", flat=True))
    caucus: Audience = ("caucus", giver)
    said = world._do(head, "consultation.make_statement", {"room": Room(caucus), "text": "Between us."})
    return head, said.id, {"north": "south", "south": "north"}[giver]


def _found(world: World, deed: Deed, way: int) -> str:
    found(FoundProcess(**deed.data), Founder(f"elsewhere {Register.objects.count()}"))
    return "done"


def _elsewhere(world: World, deed: Deed, way: int) -> str:
    seat = world.seat("noor")
    assert seat is not None
    room = Book.objects.get(register_id=seat.process_id, kind="third_party")
    perform(KINDS["consultation.make_statement"](room=room.id, text=deed.data["text"]), seat)
    return "done"


def _reading(world: World, deed: Deed, way: int) -> str:
    seat = world.seat(deed.by)
    room = room_of(seat, _or_unplayable(world.book(deed.data["room"].audience)).id) if seat else None
    if seat is None or room is None:
        raise NotThere
    mark_read(seat, room, deed.data["number"])
    return "done"


def _pulse(world: World, deed: Deed, way: int) -> str:
    seat = world.seat(deed.by)
    if seat is None:
        raise NotThere
    pulse.keep(seat, world._row(deed.data["session"], deed.by), deed.data["marks"])
    return "done"


def _leaving(world: World, deed: Deed, way: int) -> str:
    """Close the last page, having been told everything."""
    seat = world.seat(deed.by)
    if seat is None:
        raise NotThere
    depart(seat.id, "2025-04-20T18:00:00.000Z", {id: book.head for id, book in seat.shelf().items()})
    return "done"


def _digest(world: World, deed: Deed, way: int) -> str:
    seat = world.seat(deed.by)
    if seat is None:
        raise NotThere
    wish(seat, deed.data["hour"])
    return "done"


def _reading_first(world: World, deed: Deed, way: int) -> str:
    if seat := world.seat(deed.by):
        read_first(seat, deed.data["language"])
    return "done"


def _token(world: World, deed: Deed, way: int) -> str:
    own = Token.objects.filter(seat=world.seats[deed.by]).count()
    Token.issue(world.seats[deed.by], "another", f"go_{deed.by}_{own}")
    return "done"


def _burst(world: World, deed: Deed, way: int) -> str:
    """Much in one room, and a word in another, all told at once."""
    for _ in range(deed.data["count"]):
        world._do(deed.by, "consultation.make_statement", {"room": deed.data["room"], "text": deed.data["text"]})
    return world._perform(
        deed.by, "consultation.make_statement", {"room": deed.data["then"], "text": "And now to all."}
    )


def _invitation(world: World, deed: Deed, way: int) -> str:
    seat, to = world.seat(deed.by), seat_with_id(world._row(deed.data["seat"], deed.by))
    if seat is None or to is None:
        raise NotThere
    invite(to, seat)
    return "done"


def _account(world: World, deed: Deed, way: int) -> str:
    """Somebody new on this host, and one of the cast at her desk again: on another device, with another key."""
    _give_passkey(User.objects.create_user(f"{User.objects.count()}@example.net"))
    world.sign_in(deed.by)
    return "done"


def _visit(world: World, deed: Deed, way: int) -> str:
    """Look at the main pages, as somebody does who works: it fills whatever the server keeps."""
    from tests.noninterference.answers import ask
    from tests.noninterference.asking import main_pages

    seat = world.seat(deed.by)
    if seat is None:
        raise NotThere
    credentials = world.sign_in(deed.by)
    for probe in main_pages(seat):
        ask(world, probe, credentials)
    return "done"


ODD: dict[str, Callable[[World, Deed, int], str]] = {
    "~table": _table,
    "~say": _say,
    "~ask": _ask,
    "~idea": _idea,
    "~convey": _convey,
    "~carry": _carry,
    "~reading": _reading,
    "~pulse": _pulse,
    "~leaving": _leaving,
    "~digest": _digest,
    "~reading_first": _reading_first,
    "~token": _token,
    "~account": _account,
    "~invitation": _invitation,
    "~burst": _burst,
    "~visit": _visit,
    "~elsewhere": _elsewhere,
    "process.found": _found,
}


# ---- the table as it is laid before a history begins -----------------------------------------------------------------


def lay(world: World, setting: Setting, early: tuple[str, str] = ("", "")) -> None:
    """The river case, its cast, ground rules as set, two task forces, and something said in every room.

    `early` is a kind of room and a word, which is put into whatever was said there before its late reader was admitted:
    Olga to the plenary, Idris to a task force.
    """

    def at_first(kind: str) -> str:
        return early[1] if kind == early[0] else "at first"

    river = River.played()
    world.process = river.process
    world.seats = dict(river.outcome.cast)
    entry = found(FoundProcess(title="Another matter", mediator="Mediator"), Founder("another matter"))
    world.elsewhere, world.seats["noor"] = entry.facts["id"], entry.facts["mediator"]

    def do(by: str, kind: str, **data: Any) -> Entry:
        return world._do(by, kind, data)

    word = at_first("plenary")
    water, fish = (
        do("amara", "agenda.raise_issue", title=f"{title}, {word}", summary=f"As it came up {word}.")
        for title in ("Water", "Fish")
    )
    asked = do(
        "amara",
        "consultation.make_statement",
        room=Room(PLENARY),
        text=f"Before we are all here: {word}.",
        issues=[water.id],
    )
    dam = do("lena", "agenda.table_solution", issue=water.id, title=f"A lower dam, {word}", text=f"In steps, {word}.")
    do("idris", "agenda.reserve_solution", solution=dam.id, words=word)
    do("idris", "agenda.put_position", issue=water.id, position=f"Not {word}.")
    struck = do("lena", "consultation.make_statement", room=Room(PLENARY), text=f"I was wrong {word}.")
    do("lena", "consultation.strike_statement", statement=struck.id, words=f"Said {word}.")
    for name, by, role, party in (
        ("nils", "lena", "delegate", "north"),
        ("salma", "idris", "adviser", "south"),
        ("petra", "idris", "delegate", "south"),
        ("sara", "amara", "secretariat", None),
        ("olga", "amara", "observer", None),
    ):
        world.seats[name] = do(
            by, "process.admit_seat", role=role, name=name.title(), **({"party": party} if party else {})
        ).id
    rules = do(
        "amara",
        "process.propose_ground_rules",
        attribution=setting.attribution,
        chatham_house=setting.chatham_house,
        observers=setting.observers,
    )
    for head in ("lena", "idris"):
        do(head, "process.accept_ground_rules", rules=rules.id)
    do("idris", "process.remove_seat", seat=Who("petra"))

    for name in MEMBERS:
        if name != "nobody":
            world.account(name)

    # What came later about what was before.
    do("amara", "agenda.set_status", issue=water.id, status="under_discussion")
    do(
        "idris",
        "consultation.make_statement",
        room=Room(PLENARY),
        text="In answer, see Plenary 12.",
        answers=asked.id,
        issues=[fish.id],
    )
    do("idris", "agenda.support_solution", solution=dam.id)
    do("salma", "agenda.table_solution", issue=fish.id, title="A ladder")
    do("amara", "process.frame_round", title="Round one", items=["Water"])

    do("amara", "process.set_up_task_force", task_force="water", name="Water", members=[Who("lena"), Who("salma")])
    do("amara", "process.set_up_task_force", task_force="maps", name="Maps", members=[Who("amara"), Who("nils")])
    maps: Audience = ("task_force", "maps")
    word = at_first("task_force")
    scale = do("nils", "agenda.raise_issue", title=f"Scale, {word}", book=Room(maps))
    asked = do(
        "nils", "consultation.make_statement", room=Room(maps), text=f"One to ten thousand, {word}.", issues=[scale.id]
    )
    do("amara", "process.change_task_force", task_force="maps", welcome=[Who("idris")])
    do("amara", "consultation.make_statement", room=Room(maps), text="Why?", answers=asked.id, issues=[scale.id])
    do("nils", "agenda.set_status", issue=scale.id, status="tense")

    for by, audience in (
        ("lena", ("caucus", "north")),
        ("idris", ("caucus", "south")),
        ("lena", ("delegation", "north")),
        ("idris", ("delegation", "south")),
        ("amara", THIRD),
        ("lena", ("task_force", "water")),
    ):
        issue = do(by, "agenda.raise_issue", title=f"Among us: {' '.join(audience)}", book=Room(audience))
        do(by, "consultation.make_statement", room=Room(audience), text="Only for us.", issues=[issue.id, water.id])
        do(by, "agenda.table_solution", issue=issue.id, title="Between us", book=Room(audience))
    for by in ("lena", "idris"):
        do(by, "agenda.state_position", issue=water.id, position=f"What {by} wants", interest="And why.")


@dataclass(repr=False)
class Stage:
    """Where worlds come from: a table laid once for each setting, copied for each world."""

    template: Path
    folder: Path
    _laid: dict[tuple[Setting, tuple[str, str]], World] = field(default_factory=dict)
    _count: int = 0

    def __repr__(self) -> str:
        return "Stage()"

    def world(self, setting: Setting, early: tuple[str, str] = ("", "")) -> World:
        laid = self._laid.get((setting, early))
        if laid is None:
            laid = self._laid[setting, early] = World(self._copy(self.template))
            with laid:
                lay(laid, setting, early)
                connections["default"].cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            laid.close()
        return World(self._copy(laid.path), laid.process, laid.elsewhere, dict(laid.seats))

    def anew(self) -> "Stage":
        """Another, on which nothing has been laid yet."""
        folder = self.folder / f"anew-{self._count}"
        self._count += 1
        folder.mkdir()
        return Stage(self.template, folder)

    def find_methods(self) -> None:
        """Ask every address once in each way, to know which do not go together."""
        from tests.noninterference.answers import ask
        from tests.noninterference.asking import NO_SUCH_METHOD, Probe, addresses, known

        world = self.world(Setting())
        with world:
            credentials, values = world.sign_in("amara"), known(world, world, "amara")
            for address in addresses():
                for method in ("GET", "POST"):
                    if ask(world, Probe(method, address.route % values.fill(address)), credentials).status.startswith(
                        "405"
                    ):
                        NO_SUCH_METHOD.add((method, address.route))
        self.drop(world)

    def _copy(self, path: Path) -> Path:
        self._count += 1
        return Path(shutil.copy(path, self.folder / f"world-{self._count}.sqlite3"))

    def drop(self, *worlds: World) -> None:
        for world in worlds:
            world.close()
            for file in self.folder.glob(f"{world.path.name}*"):
                file.unlink()
