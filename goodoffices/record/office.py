"""An office declares itself: one class in its `apps.py` says what it is called, where it is mounted, and what it adds to
the pages and acts of other offices. Everything that would otherwise be a list in a hub loops over the offices.

A declaration is a path inside the office, such as `"queries.commitments_on"`. It is resolved when it is first used, so that
starting the server imports no page. Offices are asked in the order of INSTALLED_APPS.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any, ClassVar, NamedTuple

from django.apps import AppConfig, apps
from django.utils.functional import Promise

Path = str  # "module.name", relative to the office
ANY = "*"  # as a key: every sort of thing, including those of later offices


class Sort(NamedTuple):
    """A sort of what waits: its heading on the page of today, and its place among all of them, the most pressing first."""

    place: int
    title: str | Promise


class Deed(NamedTuple):
    """Something that may be done at a statement in its room: a button below it, which opens a part of the page there."""

    place: int  # among all of them, from the first
    label: str | Promise
    offered: Path  # (seat, room) -> bool: whether this seat does such things in this room at all
    opens: Path  # (seat, statement) -> Iterable[Part]: the forms; none if there is nothing to do now
    by: str = "all"  # beside whose words: "all", "own" or "others"


class Section(NamedTuple):
    """A sort of change: who finds it, and how the brief and its API show it.

    With a heading it stands beside the issues, else on the issue that each change names.
    """

    find: Path  # (seat, heads) -> Iterable[process.extensions.Change]: what came, or changed, after these numbers
    template: str = ""  # shows the rows of one `change`; empty: the heading of the issue says it
    heading: str | Promise = ""
    told: str | None = "id"  # the attribute of each row that the API lists; "": whether there is any; None: nothing
    of_words: bool = False  # new with every statement, and much: not remembered
    label: str | Promise = ""  # what one change of this sort is called on a timeline; empty: as the heading says
    counted: str = ""  # the API's name for how many rows there are in all, where it lists only the latest


class Office(AppConfig):
    """The base of every office's `AppConfig`. All declarations are optional.

    What a path names (`seat` is a `process.models.Seat`; the types are those of `process/extensions.py`):

    annotations  sort of thing, or ANY → (seat, sort, ids) -> Mapping[id, Part]: what stands beside such things. Depends on
                 nothing but what the seat may read, since the same fragment is pushed to everyone
    actions      sort of thing, or ANY → (seat, thing) -> Iterable[Part]: what this seat may do about it, on its own page
    fragments    sort → (entry, id) -> list[Fragment]: how pages show a thing that an act touched
    refresh      sort of thing, or ANY → (entry, id) -> list[Fragment]: what stands beside a changed thing and must be shown anew
    beforehand   (seat, thing) -> Iterable[Part]: what a seat is shown beside the words of a thing, just where it is about to
                 commit to them
    speaking     (seat, book) -> Iterable[Part]: who has the floor in a room, and who is next, for pages other than the room's
    panels       (seat, room) -> Iterable[Part]: panels beside what is said in a room
    bar          (seat, room) -> Iterable[Part]: what stands in the bar at the foot of a room, before the line to write in
    deeds        name → Deed: what may be done at a statement, right where it stands in its room
    minuted      (seat, room, session or None) -> Iterable[Part]: what else happened there, for its printed minutes
    rail         (seat) -> Iterable[Link]: further lines in the rail
    places       (seat) -> Iterable[Place]: what a reader may go to by its name; from the record alone, since it is remembered
    finds        (seat, words) -> Iterable[Place]: what is meant by words that a reader typed to go somewhere, such as a citation
    conditions   kind of act → (seat, act) -> None: raises Refused where this office forbids it now
    entails      kind of act → (seat, entry) -> Iterable[Act]: what follows from it in this office, in the same transaction
    warnings     (seat, act) -> Iterable[Warning]: what to say before the act is sent from a page
    todo         (seat) -> Iterable[Todo]: what waits for this seat, from the record alone. Every page asks: it costs the same
                 number of queries however much waits, and is asked anew when one of its tables has changed
    unrecorded_todo  the same of what stands on no record, or hangs on the clock: asked anew each time
    dates        (seat) -> Iterable[Date]: days that the record names, ahead and past: for the calendar, and for reminders
    measures     (seat, plenary_only) -> Iterable[Measure]: figures of even-handedness, side by side
    read_marks   (seat) -> Mapping[book, number]: how far this seat has read, as far as this office knows
    unread       (seat) -> Iterable[Unread]: rooms in which something is new to this seat
    sitting      (seat) -> Iterable[Part]: what stands beside the session that is open or ahead, such as where it meets
    of_book      (seat, book) -> Iterable[Part]: what stands on the page of a book of the record, such as its witnesses
    help         name of a view of its own, or ANY → the how-to in its folder `help/` that explains this page
    renders      sorts of thing whose renderings this office makes and shows on its own pages
    work         (process = "") -> bool: takes up one piece of work of this office, in one process or in any, that takes long and waits
                 for the host, does it outside any request, and puts what came of it on record; whether there was any
    page_data    (seat) -> Mapping[name, value]: `data-` attributes of every page's body, for the office's scripts. The same
                 for everyone in the process
    """

    default = False  # this class is not an app; those below it are

    title: ClassVar[str | Promise] = ""  # its line in the rail …
    home: ClassVar[str] = ""  # … which page it leads to, such as "followup:commitments" …
    group: ClassVar[str] = "table"  # … among which lines: `process.extensions.GROUPS` …
    place: ClassVar[int] = 10  # … and where among them, the smallest first; also among those that list places
    address: ClassVar[str | None] = None  # its `urls` are mounted here, below processes/<process>/
    router: ClassVar[Path] = ""  # its part of the API, e.g. "api.router"
    stylesheets: ClassVar[tuple[str, ...]] = ()  # static paths, on every page
    scripts: ClassVar[tuple[str, ...]] = ()

    help: ClassVar[Mapping[str, str]] = {}

    annotations: ClassVar[Mapping[str, Path]] = {}
    actions: ClassVar[Mapping[str, Path]] = {}
    fragments: ClassVar[Mapping[str, Path]] = {}
    refresh: ClassVar[Mapping[str, Path]] = {}
    beforehand: ClassVar[Path] = ""
    speaking: ClassVar[Path] = ""
    panels: ClassVar[Path] = ""
    bar: ClassVar[Path] = ""
    deeds: ClassVar[Mapping[str, Deed]] = {}
    minuted: ClassVar[Path] = ""
    rail: ClassVar[Path] = ""
    places: ClassVar[Path] = ""
    finds: ClassVar[Path] = ""
    conditions: ClassVar[Mapping[str, Path]] = {}
    entails: ClassVar[Mapping[str, Path]] = {}
    warnings: ClassVar[Path] = ""
    todo: ClassVar[Path] = ""
    unrecorded_todo: ClassVar[Path] = ""
    todo_sorts: ClassVar[Mapping[str, Sort]] = {}
    changes: ClassVar[Mapping[str, Section]] = {}  # by their names over the API
    dates: ClassVar[Path] = ""
    measures: ClassVar[Path] = ""
    read_marks: ClassVar[Path] = ""
    unread: ClassVar[Path] = ""
    sitting: ClassVar[Path] = ""
    of_book: ClassVar[Path] = ""
    renders: ClassVar[tuple[str, ...]] = ()
    work: ClassVar[Path] = ""
    page_data: ClassVar[Path] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.default = True

    def resolve(self, path: Path) -> Any:
        """What a declaration names."""
        module, _dot, name = path.rpartition(".")
        return getattr(import_module(f"{self.name}.{module}"), name)


def offices() -> Iterator[Office]:
    """Every office, in the order of INSTALLED_APPS."""
    return (config for config in apps.get_app_configs() if isinstance(config, Office))


# house: kept between requests: which offices there are: the code itself
@cache
def declared(what: str) -> tuple[Callable[..., Any], ...]:
    """What all offices declare under a name, such as `declared("panels")`."""
    return tuple([office.resolve(path) for office in offices() if (path := getattr(office, what))])


# house: kept between requests: which offices there are: the code itself
@cache
def declared_for(what: str, key: str) -> tuple[Callable[..., Any], ...]:
    """The same for one key of a mapping, such as `declared_for("annotations", "statement")`."""
    found = [(office, getattr(office, what)) for office in offices()]
    return tuple([office.resolve(path) for office, by_key in found if (path := by_key.get(key) or by_key.get(ANY))])


# house: kept between requests: which offices there are: the code itself
@cache
def rendered_by_their_office() -> frozenset[str]:
    """The sorts of thing whose renderings are made and shown by the office that they belong to."""
    return frozenset(sort for office in offices() for sort in office.renders)


class Named(NamedTuple):
    """A deed with its name, and the office that declares it."""

    name: str
    deed: Deed
    office: Office


# house: kept between requests: which offices there are: the code itself
@cache
def deeds() -> tuple[Named, ...]:
    """All deeds at statements, in their order."""
    found = [Named(name, deed, office) for office in offices() for name, deed in office.deeds.items()]
    return tuple(sorted(found, key=lambda each: each.deed.place))


def demand_conditions(seat: Any, act: Any) -> None:
    """Every office's condition on an act of this kind; raises the first Refused."""
    for condition in declared_for("conditions", act.kind):
        condition(seat, act)


def entailed_by_offices(seat: Any, entry: Any) -> list[Any]:
    """The acts that follow from an entry in the offices above the one whose act it is."""
    return [act for entail in declared_for("entails", entry.kind) for act in entail(seat, entry)]
