"""What is asked: every address of the resolver and every kind of act, with the ids of both worlds, hidden ones too.

Nothing here lists addresses, fields or kinds: they are read from the resolver, the models and the acts, so that a new one
is asked as soon as it is there.
"""

import json
import random
import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any, Literal, NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import URLPattern, get_resolver
from django.utils.regex_helper import normalize
from pydantic import ValidationError

from goodoffices.process.audience import is_table
from goodoffices.process.models import Seat
from goodoffices.process.posting import posted
from goodoffices.process.read_back import digest_of
from goodoffices.record.acts import KINDS, Act, Names
from goodoffices.record.models import recorded_models
from goodoffices.record.office import deeds
from goodoffices.record.rows import row_of
from tests.noninterference.heeding import heeded_at, query_names
from tests.noninterference.histories import called, said
from tests.noninterference.members import MEMBERS
from tests.noninterference.worlds import World, secret_of
from tests.profiles import LONG

# Methods and addresses that do not go together, found out once (`conftest.py`): a 405 is the same for everybody.
NO_SUCH_METHOD: set[tuple[str, str]] = set()
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
NOWHERE = "nosuchidnosuchidnosuchid"  # an id as they look, that nobody ever drew
BOOKS = ("book", "room")  # a room is known by its book's id


@dataclass(frozen=True)
class Probe:
    method: str
    path: str
    body: bytes = b""
    content: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    about: str = ""  # the address's or the kind's name, and what is odd about the values

    def __str__(self) -> str:
        body = f" {self.body.decode()[:300]}" if self.body else ""
        headers = f" {dict(self.headers)}" if self.headers else ""
        return f"{self.method} {self.path}{headers}{body} ({self.about})"


class Address(NamedTuple):
    route: str  # with %(name)s for each parameter
    names: tuple[str, ...]
    office: str = ""  # the folder of what answers there; none where that is not ours

    @property
    def api(self) -> bool:
        return self.route.startswith("/api/")

    @property
    def account(self) -> bool:
        return self.route.startswith("/account/")


def addresses() -> list[Address]:
    """Every address that the resolver knows, those of included modules too."""
    return sorted({Address("/" + route, *rest) for route, *rest in _walk(get_resolver().url_patterns)})


def _walk(patterns: Any) -> Iterator[tuple[str, tuple[str, ...], str]]:
    for pattern in patterns:
        for route, names in normalize(pattern.pattern.regex.pattern):
            if isinstance(pattern, URLPattern):
                yield route, tuple(names), _office_of(pattern.callback)
            else:
                for further, more, office in _walk(pattern.url_patterns):
                    yield route + further, tuple(names) + more, office


def _office_of(view: Any) -> str:
    package, _, rest = view.__module__.partition(".")
    return rest.partition(".")[0] if package == "goodoffices" else ""


# ---- what is known in either world -----------------------------------------------------------------------------------


@dataclass
class Known:
    """The ids of two worlds, as they are to one member: those it may see in both, and all others."""

    process: str  # the one in which the member sits; else the one that is about others
    processes: list[str]
    own: dict[str, list[str]] = field(default_factory=dict)
    hidden: dict[str, list[str]] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=dict)  # the greater of the two worlds'
    place: dict[str, str] = field(default_factory=dict)  # id → its book
    home: dict[str, str] = field(default_factory=dict)  # book → its process
    plenary: str = ""
    feed: str = NOWHERE  # under which the member's own calendar is read elsewhere

    def fill(self, address: Address) -> dict[str, str]:
        """The first of the member's own values for every parameter."""
        return {name: "1" if name == "number" else Pick(self, None).own(name) for name in address.names}

    def all_ids(self) -> list[str]:
        return [id for sort in sorted(self.own) for id in [*self.own[sort], *self.hidden[sort]]]

    def within(self, process: str, sort: str) -> list[str]:
        """The ids of this sort that belong to one process."""
        return [id for id in [*self.own[sort], *self.hidden[sort]] if self.home.get(self.place.get(id, "")) == process]


def known(a: World, b: World, name: str) -> Known:
    """What can be named in either world, sorted by whether this member reads it.

    First comes what tells most: a row that is there in one world alone, or that differs under the surface.
    """
    found, heads, reads, result = [], [], [], Known("", [])
    for world in (a, b):
        with world:
            found.append(world.rows())
            heads.append(world.heads())
            result.home |= world.processes()
            seat = world.seat(name)
            reads.append(set(seat.books()) if seat else set())
    result.feed = secret_of(name)
    result.process = a.elsewhere if name == "noor" else a.process
    result.processes = sorted({*found[0]["process"], *found[1]["process"]}, key=lambda p: (p in found[1]["process"], p))
    for sort in found[0]:
        here, there = found[0][sort], found[1][sort]
        result.place |= {id: book for id, (book, _) in {**here, **there}.items()}
        own = {id for id in here if id in there and all(here[id][0] in books for books in reads)}
        if sort == "process":
            own = {result.process} if MEMBERS[name].seated else set()
        differs = {id for id in {*here, *there} if here.get(id) != there.get(id)}
        result.own[sort] = sorted(own, key=lambda id: (id not in differs, id))
        result.hidden[sort] = sorted({*here, *there} - own, key=lambda id: (_far(id, result), id not in differs, id))
    result.heads = {book: max(h.get(book, 0) for h in heads) for book in {*heads[0], *heads[1]}}
    with a:
        plenary = a.book(("plenary", ""))
    result.plenary = plenary.id if plenary else NOWHERE
    return result


def _far(id: str, known: Known) -> bool:
    """Whether it belongs to another process than the member's."""
    return known.home.get(known.place[id], known.process) != known.process


@cache
def sorts() -> frozenset[str]:
    return frozenset({*(str(model._meta.model_name) for model in recorded_models()), "process", "book"})


def sort_of(name: str) -> str | None:
    """Of which sort the values of a parameter or field of this name are; None if its name does not say."""
    if name in BOOKS:
        return "book"
    name = called().get(name, name.removesuffix("_id").replace("_", ""))
    return name if name in sorts() else None


# ---- addresses, filled -----------------------------------------------------------------------------------------------


def probes(known: Known, chance: random.Random | None = None) -> list[Probe]:
    """Everything to ask; with `chance`, each address and each kind now and then, and other values at every call."""
    pick = Pick(known, chance)
    found = [*_at_addresses(pick), *_with_queries(pick), *_acts(pick)]
    return list(dict.fromkeys([*found, *_unusual(pick, found)]))


class Pick:
    """Which of the values that there are: (nearly) all of them, or a few at random."""

    MOST = 6  # of a sort, where all are asked: what comes first is in one world alone

    def __init__(self, known: Known, chance: random.Random | None) -> None:
        self.known, self.chance = known, chance

    @cached_property
    def forms(self) -> list[tuple[str, bytes]]:
        return [(note, urlencode(form, doseq=True).encode()) for note, form in _forms(self)]

    def few(self, values: list[Any], count: int = 1, first: int = 4) -> list[Any]:
        """Most; or `count` of them, every other time from among the first."""
        if not self.chance:
            return values[: self.MOST]
        if len(values) <= count:
            return values
        if self.chance.random() < 0.5:
            values = values[: max(first, count)]
        return self.chance.sample(values, count)

    def now_and_then(self, likelihood: float) -> bool:
        return not self.chance or self.chance.random() < likelihood

    def answers(self, method: str, address: Address) -> bool:
        """Whether the address knows this method; one that does not is asked seldom."""
        return (method, address.route) not in NO_SUCH_METHOD or self.now_and_then(0.03)

    def own(self, name: str) -> str:
        """A value that this member sees, of the right sort."""
        if name == "deed":
            return self.few([each.name for each in deeds()])[0]
        if name == "feed":
            return self.known.feed
        sort = sort_of(name)
        values = [self.known.process] if sort == "process" else self.known.own.get(sort or "", [])
        return str(self.few(values, first=2)[0]) if values else NOWHERE

    def odd(self, name: str) -> list[str]:
        """Values that this member must not be able to tell from nothing."""
        known, sort = self.known, sort_of(name)
        if sort == "process":
            others = [p for p in known.processes if p != known.process]
            return (
                self.few([*others, NOWHERE], first=2)
                if self.now_and_then(0.12 if known.own["process"] else 0.5)
                else []
            )
        if sort is None:
            return self.few([*KEYS, *known.all_ids()])
        strangers = [ids[0] for other, ids in sorted(known.hidden.items()) if other not in (sort, "process") and ids]
        return [*self.few(known.hidden[sort]), *(self.few([NOWHERE, *strangers]) if self.now_and_then(0.1) else [])]


DAYS = ("2024-12-22", "2025-04-20", "0001-01-01")  # long before whoever is late was admitted, and after
KEYS = ("north", "south", "water", "maps", "rain", "1", "0", "en")


_LIKELY = {(True, False): 0.6, (True, True): 0.3, (False, False): 0.5, (False, True): 0.3}  # inside a process; odd


def _at_addresses(pick: Pick) -> Iterator[Probe]:
    for address in addresses():
        inside = "process" in address.names
        if "kind" in address.names:
            yield from _at_the_door(address, pick)
            continue
        for values, odd in _fillings(address, pick):
            path = address.route % values
            about = f"{address.route}{f', odd {odd}' if odd else ''}"
            if pick.answers("GET", address) and pick.now_and_then(
                _LIKELY[inside, bool(odd)] if not address.account else 0.12
            ):
                yield Probe("GET", path, about=about)
            if pick.answers("POST", address) and pick.now_and_then(0.25 if inside else 0.1):
                yield from _posts(address, path, about, pick)


def _at_the_door(address: Address, pick: Pick) -> Iterator[Probe]:
    """Every kind of act as a form sends it: as the member may, naming what it may not see, stale, read back and warned."""
    known = pick.known
    for kind, act in sorted(KINDS.items()):
        variations = [(f"{note} form", form) for note, form in _as_forms(kind, act, pick)]
        for note, form in pick.chance.sample(variations, min(2, len(variations))) if pick.chance else variations:
            if pick.now_and_then(0.3):
                path = address.route % {"process": known.process, "kind": kind}
                yield Probe("POST", path, urlencode(form, doseq=True).encode(), FORM, about=f"{kind}, {note}")
    for process, kind in [
        (known.process, NOWHERE),
        *((process, "agenda.raise_issue") for process in pick.odd("process")),
    ]:
        path = address.route % {"process": process, "kind": kind}
        yield Probe("POST", path, urlencode({"title": "x"}).encode(), FORM, about=f"{address.route}, odd")
        yield Probe("GET", path, about=f"{address.route}, odd")


def _as_forms(kind: str, act: type[Act], pick: Pick) -> Iterator[tuple[str, dict[str, Any]]]:
    for note, data, more in _variations(kind, act, pick):
        form = {key: value for name, each in data.items() for key, value in _fields(name, each)}
        if seen := more.get("seen"):
            form |= {"seen_book": seen["book"], "seen_number": seen["number"]}
        form |= {"key": more["key"]} if "key" in more else {}
        yield ("own" if note == "as it may" else note), form
        if note == "as it may":
            read = {"read_back": _read_back(act, form), "warned": "yes"}
            yield "read", {**form, **read, "then": f"/processes/{pick.known.process}/"}


def _read_back(act: type[Act], form: dict[str, Any]) -> str:
    """What the button of its sheet says: nothing that anybody draws."""
    try:
        return digest_of(act(**posted(QueryDict(urlencode(form, doseq=True)), act)))
    except ValidationError:
        return "misshapen"


def _fillings(address: Address, pick: Pick) -> Iterator[tuple[dict[str, str], str]]:
    """Values for every parameter: first all of them the member's own, then one after another something else."""
    known = pick.known
    if "deed" in address.names:
        rest = address._replace(names=tuple([name for name in address.names if name != "deed"]))
        yield from [
            ({**values, "deed": each.name}, odd)
            for values, odd in _fillings(rest, pick)
            for each in pick.few([*deeds()], first=len(deeds()))
        ]
        return
    own = {name: pick.own(name) for name in address.names if name != "number"}
    numbered = "number" in address.names
    for number in _numbers(own, known, pick) if numbered else [""]:
        yield ({**own, "number": number} if numbered else own), ""
    if not pick.chance:  # every row that the member sees, one after the other
        for name in own:
            for value in known.own.get(sort_of(name) or "", []):
                yield {**own, name: value, **({"number": "1"} if numbered else {})}, ""
    for name in own:
        for value in pick.odd(name):
            filled = {**own, name: value}
            if name == "process":  # what is inside belongs to it, where there is such a thing
                filled |= {
                    n: pick.few(known.within(value, sort_of(n) or "book") or [NOWHERE])[0] for n in own if n != name
                }
            for number in _numbers(filled, known, pick)[:3] if numbered else [""]:
                yield ({**filled, "number": number} if numbered else filled), name


def _numbers(filled: dict[str, str], known: Known, pick: Pick) -> list[str]:
    """Entry numbers up to a little beyond the head of the book, in whichever world it is greater."""
    head = known.heads.get(filled.get("book", ""), 0)
    numbers = [head, head + 1, head - 1, *range(1, head - 1), head + 2, 0]
    return [str(n) for n in (pick.few(numbers, first=3) if pick.chance else numbers) if n >= 0]


def _posts(address: Address, path: str, about: str, pick: Pick) -> Iterator[Probe]:
    if address.api:
        yield Probe("POST", path, b"{}", JSON, about=about)
        return
    for note, form in pick.few(pick.forms, 1):
        yield Probe("POST", path, form, FORM, about=f"{about}, {note}")


def _with_queries(pick: Pick) -> Iterator[Probe]:
    """Every name that an address reads from the query, one by one; and all that only others read, at once."""
    for address in addresses():
        if not pick.now_and_then(0.1):
            continue
        own = {name: pick.own(name) for name in address.names}
        own |= {"number": "1"} if "number" in address.names else {}
        path, heeded = address.route % own, sorted(query_names()) if LONG else heeded_at(address)
        for name in pick.few(heeded) if pick.chance else heeded:
            for value in pick.few(_values(name, pick), 2):
                yield Probe("GET", f"{path}?{urlencode({name: value})}", about=f"{address.route}?{name}")
        if others := sorted(query_names() - set(heeded)):
            several = {name: value for name in others for value in pick.few(_values(name, pick))[:1]}
            yield Probe("GET", f"{path}?{urlencode(several)}", about=f"{address.route}?others")


def _values(name: str, pick: Pick) -> list[str]:
    """What may stand behind this name in a query."""
    if sort := sort_of(name):
        return [*pick.few(pick.known.hidden[sort]), *pick.few(pick.known.own[sort])]
    return [*said().get(name, []), "0", "999", *DAYS, "x", "2", "7", "north.9~south.9"]


def _some_books(seat: Seat) -> list[str]:
    """Three of those that it reads, the plenary’s among them: there stands what all read."""
    books = sorted(seat.shelf().values(), key=lambda book: (not is_table(book.audience), book.id))
    return [book.id for book in books][:3]


def main_pages(seat: Seat) -> list[Probe]:
    """The pages of the seat's process that need no further parameter, and those of some rooms and books that it reads."""
    pages = []
    for address in addresses():
        names = set(address.names) - {"process"}
        if (
            address.api
            or "process" not in address.names
            or names - set(BOOKS)
            or ("GET", address.route) in NO_SUCH_METHOD
        ):
            continue
        for book in _some_books(seat) if names else [""]:
            pages.append(Probe("GET", address.route % {"process": seat.process_id, **dict.fromkeys(names, book)}))
    return pages


# ---- acts ------------------------------------------------------------------------------------------------------------


def _acts(pick: Pick) -> Iterator[Probe]:
    """Every kind of act: as the member may do it, naming what it may not see, from a stale form, with a used key."""
    known = pick.known
    path = f"/api/processes/{known.process}/acts"
    for kind, act in sorted(KINDS.items()):
        variations = _variations(kind, act, pick)
        for note, data, more in pick.chance.sample(variations, min(2, len(variations))) if pick.chance else variations:
            if pick.now_and_then(0.3):
                yield Probe(
                    "POST",
                    path,
                    json.dumps({"kind": kind, "data": data, **more}).encode(),
                    JSON,
                    about=f"{kind}, {note}",
                )


def _variations(kind: str, act: type[Act], pick: Pick) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """What to send of one kind: a word on it, its data, and what goes beside the data."""
    known, fields = pick.known, act.model_fields
    found = []
    for book in [*pick.few(known.own["book"]), known.plenary]:
        good = _data(act, pick, book)
        bare = {name: value for name, value in good.items() if fields[name].is_required()}
        things = [id for name, info in fields.items() if _marks(info) and isinstance(id := good.get(name), str)] or [
            NOWHERE
        ]
        found += [("as it may", good, {}), ("bare", bare, {})]
        # Asked from a form that was drawn when its thing's book was empty: the answer says what the thing is now.
        found += [("stale", good, {"seen": {"book": known.place.get(thing, book), "number": 0}}) for thing in things]
    for name, info in fields.items():
        if sort := _names_sort(name, info):
            several = _plain(info.annotation) is list
            found += [
                (f"hidden {name}", {**good, name: [id] if several else id}, {})
                for id in pick.few(known.hidden[sort], 2)
            ]
            found += [
                (f"hidden {name}, bare", {**bare, name: [id] if several else id}, {})
                for id in pick.few(known.hidden[sort])
            ]
            # Each thing that the member sees, since what it is now may hold what others may not know.
            found += [
                (
                    f"stale {name}",
                    {**bare, name: [id] if several else id},
                    {"seen": {"book": known.place[id], "number": 0}},
                )
                for id in pick.few(known.own[sort], first=2)
                if _marks(info)
            ]
    found += [("stale elsewhere", bare, {"seen": {"book": id, "number": 0}}) for id in pick.few(known.hidden["book"])]
    return [*found, ("used key", bare, {"key": f"k1-{kind}"}), ("shape", {**bare, "further": 1}, {})]


def _data(act: type[Act], pick: Pick, book: str) -> dict[str, Any]:
    """Data that belongs together: of this book, or of the plenary, where there is such a thing that the member sees."""
    older = getattr(act, "older", ())  # an act about a thing names it once
    return {name: _value(name, info, pick, book) for name, info in act.model_fields.items() if name not in older}


def _forms(pick: Pick) -> list[tuple[str, dict[str, Any]]]:
    """Forms that hold every field that any act has: with the member's own ids, with hidden ones, and as if drawn long ago."""
    known = pick.known
    book = (pick.few(known.own["book"]) or [NOWHERE])[0]
    ways: dict[str, list[Any]] = {}  # kinds that call different things by one name have each its turn
    hidden: dict[str, Any] = {}
    for act in KINDS.values():
        for name, info in act.model_fields.items():
            sort = _names_sort(name, info)
            value = _value(name, info, pick, book)
            for key, each in _fields(name, value):
                if each not in ways.setdefault(key, []):
                    ways[key].append(each)
                hidden[key] = (pick.few(known.hidden[sort]) or [NOWHERE])[0] if sort else each
    own, other = ({name: values[at] for name, values in ways.items()} for at in (0, -1))
    stale = {"seen_book": known.plenary, "seen_number": "0"}
    return [
        ("empty form", {}),
        ("own form", {**own, "number": "3", "key": "k1", "language": "ar", "next": "/", "address": "a@example.org"}),
        ("other form", other),
        ("hidden form", hidden),
        ("hidden book", {**own, "book": hidden["book"], "room": hidden["room"]}),
        ("stale form", {**own, **stale}),
    ]


def _fields(name: str, value: Any) -> list[tuple[str, Any]]:
    """How a form sends it: what has keys, as a field for each; a line with keys, too, under its number."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [(f"{name}-{at}-{key}", each) for at, line in enumerate(value) for key, each in line.items()]
    return [(f"{name}-{key}", each) for key, each in value.items()] if isinstance(value, dict) else [(name, value)]


def _names_sort(name: str, info: Any) -> str | None:
    """The sort of ids that a field takes: as it is marked, or as it is called."""
    if marks := _marks(info):
        return str(marks[0].model._meta.model_name)
    return "book" if name in BOOKS else None


def _marks(info: Any) -> list[Names]:
    """The marks of a field, wherever in its annotation they stand. (The product looks for them by its own means.)"""
    found = [mark for mark in info.metadata if isinstance(mark, Names)]

    def look(annotation: Any) -> None:
        found.extend(mark for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, Names))
        for inner in typing.get_args(annotation):
            look(inner)

    look(info.annotation)
    return found


def _plain(annotation: Any) -> Any:
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        return _plain(next(arg for arg in typing.get_args(annotation) if arg is not type(None)))
    if origin is typing.Annotated:
        return _plain(typing.get_args(annotation)[0])
    return Literal if origin is Literal else origin or annotation


def _value(name: str, info: Any, pick: Pick, book: str) -> Any:
    """Some value that this field takes, of what the member sees."""
    plain, known = _plain(info.annotation), pick.known
    if sort := _names_sort(name, info):
        there = [book] if sort == "book" else [id for id in known.own[sort] if known.place[id] == book]
        id = (
            pick.few(there, first=2)
            or pick.few([id for id in known.own[sort] if known.place[id] == known.plenary])
            or [NOWHERE]
        )[0]
        return [id] if plain is list else id
    if (row := row_of(info.annotation)) is not None:
        needed = {n: f for n, f in row.model_fields.items() if f.is_required()}
        return [{n: _value(n, f, pick, book) for n, f in needed.items()}]
    made: dict[Any, Callable[[], Any]] = {
        bool: lambda: False,
        int: lambda: 1,
        date: lambda: "2025-05-01",
        list: lambda: ["en"] if name == "languages" else ["Words"],
        dict: lambda: {"en": "Words"},
    }
    if plain is Literal:
        options = typing.get_args(_literal(info.annotation))
        return pick.chance.choice(options) if pick.chance else options[0]
    if plain in made:
        return made[plain]()
    if name in ("party", "task_force", "commission"):
        return pick.chance.choice(("north", "south", "water", "maps", "rain")) if pick.chance else "north"
    return {"zone": "UTC", "since": "09:00", "to": "10:00"}.get(name, "Words of a probe")


def _literal(annotation: Any) -> Any:
    return (
        annotation
        if typing.get_origin(annotation) is Literal
        else next(filter(None, map(_literal, typing.get_args(annotation))), None)
    )


# ---- unusual manners -------------------------------------------------------------------------------------------------


def _unusual(pick: Pick, probes: list[Probe]) -> list[Probe]:
    """The same addresses asked in other ways: other methods, another language, as htmx, without or with a wrong key."""
    gets = list({p.about: p for p in probes if p.method == "GET"}.values())
    posts = list({p.about: p for p in probes if p.method == "POST" and p.content == FORM}.values())
    manners: list[Probe] = []
    for p in pick.few(gets, 2) if pick.chance else gets:
        manners += [Probe(m, p.path, about=f"{m} {p.about}") for m in ("HEAD", "OPTIONS", "DELETE")]
        manners.append(Probe("GET", p.path, headers=(("accept-language", "ar"),), about=f"in Arabic {p.about}"))
        manners.append(
            Probe(
                "GET",
                p.path,
                headers=(("if-none-match", '"1"'), ("range", "bytes=0-5")),
                about=f"conditional {p.about}",
            )
        )
        manners.append(
            Probe("GET", p.path.rstrip("/") if p.path.endswith("/") else p.path + "/", about=f"other slash {p.about}")
        )
        if p.path.startswith("/api/"):
            manners.append(
                Probe("GET", p.path, headers=(("authorization", "Bearer go_wrong"),), about=f"wrong token {p.about}")
            )
        else:
            manners.append(Probe("GET", p.path, headers=(("cookie", ""),), about=f"not signed in {p.about}"))
            manners.append(Probe("GET", p.path, headers=(("hx-request", "true"),), about=f"htmx {p.about}"))
    for p in pick.few(posts, 2) if pick.chance else posts:
        manners.append(Probe("POST", p.path, p.body, FORM, (("hx-request", "true"),), about=f"htmx {p.about}"))
        manners.append(Probe("POST", p.path, p.body, FORM, (("x-csrftoken", "wrong"),), about=f"forged {p.about}"))
    return manners if not pick.chance else pick.chance.sample(manners, min(6, len(manners)))
