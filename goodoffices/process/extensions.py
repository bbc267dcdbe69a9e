"""What the offices above add to the pages and acts of the offices below, which do not know them.

An office declares it in its `apps.py` (`record/office.py`); here stand the types that it answers with, and the questions
that pages ask of all offices.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, NotThere
from goodoffices.record.cache import cached
from goodoffices.record.models import Book
from goodoffices.record.office import Named, Office, declared, declared_for, deeds, offices
from goodoffices.record.things import Noun


class Part(NamedTuple):
    """A piece of a page: a template, and what it knows as `it`."""

    template: str
    it: Any


class Link(NamedTuple):
    """A line in the rail: its name, and the page of the process that it leads to."""

    name: str
    view: str
    waiting: int = 0  # how many things wait for this seat there
    group: str = ""  # its group of lines; empty: that of its office
    whole: bool = False  # it is marked on every page of its office, not only on this one
    place: int | None = None  # among the lines of its group, the smallest first; None: that of its office
    pages: tuple[str, ...] = ()  # other pages on which it is marked


#: The groups of lines in the rail, from top to bottom, with their headings. One without lines is not shown.
GROUPS: Mapping[str, str | Promise] = {
    "table": _("Table"),
    "papers": _("Papers"),
    "afterwards": _("Afterwards"),
    "setup": _("Set-up and record"),
}


class Place(NamedTuple):
    """Somewhere in the process that a reader may go to by its name: in the palette, and on the page `go/`."""

    heading: str  # among which places it is listed
    name: str
    address: str
    detail: str = ""  # said beside the name, and searched with it


class Warning(NamedTuple):
    """What to think of before something is sent: a sentence, and what each of those concerned says about it."""

    sentence: str
    said: tuple[tuple[str, str], ...] = ()  # who, and what


class Todo(NamedTuple):
    """One thing that waits for a seat: of which sort, in a sentence, where to do it, and the entry it comes from."""

    sort: str  # declared by an office in `todo_sorts`
    sentence: str
    address: str
    book: Book | None = None
    number: int = 0
    at: str = ""


class Unread(NamedTuple):
    """A room in which something was said that a seat has not read, its own words left out."""

    book: Book
    mark: str  # which picture of a table stands for it
    statements: int
    spoke: tuple[str, ...]  # who, as far as they are named there, in the order of their first words
    address: str  # where the first of it stands


class Date(NamedTuple):
    """A day that the record names: what happens on it, as a sentence with a gap for `day` and for each of `gaps`.

    Past days are named, too: the calendar shows them. What is done or cancelled reminds nobody.
    """

    day: str  # ISO, in the host city
    sentence: str
    gaps: Mapping[str, str]
    address: str
    book: Book
    number: int
    at: str = ""  # the moment, as the record writes moments, where it has one
    until: str = ""  # when it ends: a moment, or a day that still belongs to it
    thing: str = ""  # the id of the thing whose date it is
    kind: str = ""  # its sort; of one thing, each date has another
    cancelled: bool = False
    done: bool = False  # nothing is left to wait for: it is over, or came before its day
    title: str = ""  # the sentence without its day, with the same gaps; empty: a calendar shows the sentence
    place: str = ""  # where, where that is known
    reminds: bool = True  # else another date of the same day reminds of it

    @property
    def ahead(self) -> bool:
        """Whether somebody may still have to think of it."""
        return not (self.cancelled or self.done)


class Change(NamedTuple):
    """What came or changed of one sort, on one issue (or on none): the rows to show, the latest of `in_all`."""

    rows: list[Any]
    issue: Any = None  # an agenda.Issue, read with its book
    in_all: int = 0  # 0: the number of rows

    @property
    def unshown(self) -> int:
        return max(0, self.in_all - len(self.rows))


class Reading(NamedTuple):
    """A comparison of two sides as whole sentences: nothing on one side, about twice, so many times as much, about the same.

    Gaps: `more` and `less` are names of parties, `times` is a number.
    """

    place: int  # among all comparisons
    only: str | Promise
    twice: str | Promise
    times: str | Promise
    even: str | Promise


class Measure(NamedTuple):
    """One figure of even-handedness for each party, as far as the reader sees."""

    name: (
        str  # several offices may count under one name: their values are added, under the label that one of them gives
    )
    label: str | Promise
    place: int  # among all figures
    values: Mapping[str, float]  # by the party's id; seconds, if `lasts`; a party that is missing has none
    lasts: bool = False  # a length of time, not a number of things
    reading: Reading | None = None
    of: int | None = None  # how many things a length of time is of: of few, nothing is said in words
    by_day: Mapping[str, Mapping[str, int]] | None = None  # the same by party and ISO day, for a chart …
    chart: str | Promise = ""  # … with this title


MOST_REMEMBERED = 200  # things beside which something may stand, in one answer that is remembered


def annotations_on(seat: Seat, sort: str, ids: Iterable[str]) -> dict[str, list[Part]]:
    """By id, what stands beside each of these things, all of one sort."""
    wanted = tuple(ids)
    return _annotations(seat, sort, wanted) if len(wanted) <= MOST_REMEMBERED else _read_annotations(seat, sort, wanted)


@cached
def _annotations(seat: Seat, sort: str, ids: tuple[str, ...]) -> dict[str, list[Part]]:
    return _read_annotations(seat, sort, ids)


def _read_annotations(seat: Seat, sort: str, ids: tuple[str, ...]) -> dict[str, list[Part]]:
    found = dict[str, list[Part]]()
    for annotate in declared_for("annotations", sort) if ids else ():
        for id, part in annotate(seat, sort, list(ids)).items():
            found.setdefault(id, []).append(part)
    return found


def annotations_of(seat: Seat, nouns: Iterable[Noun]) -> dict[str, list[Part]]:
    """The same for things of several sorts, all that one page shows."""
    by_sort: dict[str, list[str]] = {}
    for noun in nouns:
        by_sort.setdefault(noun.sort, []).append(noun.id)
    return {id: parts for sort, ids in by_sort.items() for id, parts in annotations_on(seat, sort, ids).items()}


def annotations_beside(seat: Seat, sort: str, id: str) -> list[Part]:
    """The same of one thing, for its own page."""
    return annotations_on(seat, sort, [id]).get(id, [])


def actions_on(seat: Seat, thing: Noun) -> list[Part]:
    """What this seat may do about a thing, on its own page."""
    return [part for act in declared_for("actions", thing.sort) for part in act(seat, thing)]


def beforehand_of(seat: Seat, thing: Noun) -> list[Part]:
    """What stands beside the words of a thing, just where this seat may commit to them."""
    return [part for before in declared("beforehand") for part in before(seat, thing)]


def speaking_in(seat: Seat, book: str) -> list[Part]:
    """Who has the floor in a room, and who is next."""
    return [part for speaking in declared("speaking") for part in speaking(seat, book)]


def panels_of(seat: Seat, room: Any) -> list[Part]:
    """Beside what is said in a room: the offices from the lowest floor up."""
    return [part for panels in reversed(declared("panels")) for part in panels(seat, room)]


def bar_of(seat: Seat, room: Any) -> list[Part]:
    """What stands in the bar at the foot of a room."""
    return [part for bar in declared("bar") for part in bar(seat, room)]


def deeds_offered(seat: Seat, room: Any) -> list[Named]:
    """What this seat may do at statements of a room, in order."""
    return [each for each in deeds() if each.office.resolve(each.deed.offered)(seat, room)]


def deed_at(seat: Seat, name: str, thing: Noun) -> list[Part]:
    """What one of these deeds opens at a statement."""
    found = next((each for each in deeds() if each.name == name), None)
    if found is None:
        raise NotThere
    return list(found.office.resolve(found.deed.opens)(seat, thing))


def minuted_in(seat: Seat, room: Any, session: Any) -> list[Part]:
    """What else happened in a room, whole or during one session, for its printed minutes."""
    return [part for minuted in declared("minuted") for part in minuted(seat, room, session)]


def links_for(seat: Seat) -> list[Link]:
    """The lines in the rail, group by group."""
    order = list(GROUPS)
    found = [_of_office(office, link) for office in offices() for link in _lines_of(office, seat)]
    return sorted(found, key=lambda link: (order.index(link.group), link.place))


def _lines_of(office: Office, seat: Seat) -> Iterable[Link]:
    if office.home:
        yield Link(str(office.title), office.home, whole=True)
    if office.rail:
        yield from office.resolve(office.rail)(seat)


def _of_office(office: Office, link: Link) -> Link:
    """The same line, its group and its place taken from its office where it names none."""
    place = office.place if link.place is None else link.place
    return link._replace(group=link.group or office.group, place=place)


@cached(per="seat")
def places_for(seat: Seat) -> tuple[Place, ...]:
    """Where this seat may go by name: what every office lists, under one heading what belongs together."""
    listing = sorted([office for office in offices() if office.places], key=lambda office: office.place)
    found = [place for office in listing for place in office.resolve(office.places)(seat)]
    headings = list(dict.fromkeys([place.heading for place in found]))
    return tuple(sorted(found, key=lambda place: headings.index(place.heading)))


def found_for(seat: Seat, words: str) -> list[Place]:
    """What offices find for the words that a reader typed, beyond the names that are listed anyway."""
    return [place for find in declared("finds") for place in find(seat, words)] if words else []


def warnings_of(seat: Seat, act: Act) -> list[Warning]:
    """What to say before an act is sent from a page; nothing, where there is nothing for this seat to do anyway."""
    found = [each for warn in declared("warnings") for each in warn(seat, act)]
    if found and not (act.audience(seat) and act.allowed(seat)):
        raise NotThere
    return found


def page_data_for(seat: Seat) -> dict[str, str]:
    """The `data-` attributes of a page's body, by name."""
    return {name: value for data in declared("page_data") for name, value in data(seat).items()}


def read_marks_of(seat: Seat) -> dict[str, int]:
    """How far the seat has read in each book."""
    read: dict[str, int] = {}
    for marks in declared("read_marks"):
        for book, number in marks(seat).items():
            read[book] = max(read.get(book, 0), number)
    return read


def unread_by(seat: Seat) -> list[Unread]:
    """The rooms in which something is new to this seat, in the order of the rail."""
    return [each for unread in declared("unread") for each in unread(seat)]


def beside_session(seat: Seat) -> list[Part]:
    """What stands beside the session that is open or ahead."""
    return [part for beside in declared("sitting") for part in beside(seat)]


def beside_book(seat: Seat, book: Book) -> list[Part]:
    """What stands on the page of a book of the record."""
    return [part for beside in declared("of_book") for part in beside(seat, book)]
