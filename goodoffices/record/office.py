"""An office declares itself: one class in its `apps.py` says what it is called, where it is mounted, and what it adds to
the pages and acts of other offices. Everything that would otherwise be a list in a hub loops over the offices.

A declaration is a path inside the office, such as `"queries.commitments_on"`. It is resolved when it is first used, so that
starting the server imports no page.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any, ClassVar

from django.apps import AppConfig, apps
from django.utils.functional import Promise

Path = str  # "module.name", relative to the office


class Office(AppConfig):
    """The base of every office's `AppConfig`. All declarations are optional.

    Signatures of what a path names (`seat` is a `process.models.Seat`):

    annotations  sort of thing → (seat, ids) -> Mapping[id, Part]: what stands beside such things. Depends on nothing but
                 what the seat may read, since the same fragment is pushed to everyone
    actions      sort of thing → (seat, thing) -> Iterable[Part]: what this seat may do about it, on the thing's own page
    fragments    sort → (entry, id) -> list[Fragment]: how pages show a thing that an act touched
    refresh      sort → (entry, id) -> list[Fragment]: what stands beside a changed thing and must be shown anew
    panels       (seat, room) -> Iterable[Part]: panels on a room's page
    rail         (seat) -> Iterable[Link]: lines in the rail
    conditions   kind of act → (seat, act) -> None: raises Refused where this office forbids it now
    warnings     (seat, act) -> Iterable[Warning]: what to say before the act is sent from a page
    todo         (seat) -> Iterable[Todo]: what waits for this seat
    changes      (seat, heads) -> Iterable[…]: what changed after these heads
    dates        (seat) -> Iterable[Date]: days ahead
    """

    default = False  # this class is not an app; those below it are

    title: ClassVar[str | Promise] = ""
    group: ClassVar[str] = ""
    address: ClassVar[str] = ""  # mounted below processes/<process>/
    router: ClassVar[Path] = ""  # its part of the API, e.g. "api.router"
    stylesheets: ClassVar[tuple[str, ...]] = ()  # static paths, on every page of a process
    scripts: ClassVar[tuple[str, ...]] = ()

    annotations: ClassVar[Mapping[str, Path]] = {}
    actions: ClassVar[Mapping[str, Path]] = {}
    fragments: ClassVar[Mapping[str, Path]] = {}
    refresh: ClassVar[Mapping[str, Path]] = {}
    panels: ClassVar[Path] = ""
    rail: ClassVar[Path] = ""
    conditions: ClassVar[Mapping[str, Path]] = {}
    warnings: ClassVar[Path] = ""
    todo: ClassVar[Path] = ""
    changes: ClassVar[Path] = ""
    dates: ClassVar[Path] = ""

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
    return tuple(office.resolve(path) for office in offices() if (path := getattr(office, what)))


# house: kept between requests: which offices there are: the code itself
@cache
def declared_for(what: str, key: str) -> tuple[Callable[..., Any], ...]:
    """The same for one key of a mapping, such as `declared_for("annotations", "statement")`."""
    return tuple(office.resolve(path) for office in offices() if (path := getattr(office, what).get(key)))
