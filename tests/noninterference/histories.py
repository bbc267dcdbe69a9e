"""Histories, put together from what each office says of itself in its `tests/histories.py`.

All that such a file may hold; a new office needs `deeds` and one of the phases, most often `history`:

    def deeds(setting):        kind of act → a strategy that makes up deeds of this kind
    def unrecorded():          the same for what is not recorded, under names that begin with ~
    def history(setting):      what is done in this office when the long history comes to it, deed by deed

    PLAYED = {name: play}      how a deed is played that is more, or less, than one act: `play(world, deed, way)`
    TWO_WAYS = {name: alike}   deeds that can be done in two ways; `alike(deed, member, setting)`: not to be told apart?
    ENTAILED = {kind: why}     kinds that no deed of their own makes, and where they come from
    TABLES = {label: name}     tables that are not recorded, and the deed that fills each; or why none has to
    CALLED = {field: model}    parameters and fields that are not called as the table whose ids they take
    SAID = {name: [value]}     further values with which a name of a query is asked
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.noninterference.deeds import Deed
from tests.noninterference.members import PLENARY, UNRECORDED, Member, Setting
from tests.noninterference.strategies import everybody
from tests.offices import brought

# One after another, each office's in the order of INSTALLED_APPS. Before them the table is laid (`laying.py`).
PHASES = ("opening", "history", "sessions", "afterwards", "closing", "ending")

Play = Callable[[Any, Deed, int], str]
Alike = Callable[[Deed, Member, Setting], bool]


VISIT = "~visit"


def everything(setting: Setting, offices: tuple[str, ...] | None = None) -> list[Deed]:
    """One long history in which every kind occurs: for what wants one full example rather than many.

    Of `offices`, if there are any: a shorter one, with how all begins, and then what these offices do.
    """
    deeds = []
    for phase in PHASES:
        for office, module in brought("histories").items():
            if offices is None or office in offices or phase == "opening":
                deeds += getattr(module, phase, _nothing)(setting)
        if phase == "afterwards":
            deeds += [Deed(by, VISIT, (UNRECORDED,)) for by in ("lena", "amara")]
    # Keys are used where not everybody sees it.
    return [deed if PLENARY in deed.told else replace(deed, key="k1") for deed in deeds]


def _nothing(setting: Setting) -> list[Deed]:
    return []


def recorded(setting: Setting) -> dict[str, Any]:
    """Kind → how a deed of that kind is made up."""
    return {
        kind: made
        for module in brought("histories").values()
        for kind, made in getattr(module, "deeds", lambda setting: {})(setting).items()
    }


def unrecorded() -> dict[str, Any]:
    made = {VISIT: everybody.map(lambda by: Deed(by, VISIT, (UNRECORDED,)))}
    for module in brought("histories").values():
        made |= getattr(module, "unrecorded", dict)()
    return made


def any_deed(setting: Setting) -> Any:
    """Any deed; talk and the agenda more often than the rest, since most acts of a negotiation are that."""
    acts = recorded(setting)
    often = [acts[kind] for kind in acts if kind.startswith(("consultation.", "agenda.", "~"))]
    return st.one_of(*often, *often, *acts.values(), *unrecorded().values())


def played() -> dict[str, Play]:
    return {VISIT: _visit, **_all("PLAYED")}


def _visit(world: Any, deed: Deed, way: int) -> str:
    """Look at the main pages, as somebody does who works: it fills whatever the server keeps."""
    from tests.noninterference.answers import ask
    from tests.noninterference.asking import main_pages

    seat = world.seat(deed.by)
    if seat is None:
        return "not there"
    credentials = world.sign_in(deed.by)
    for probe in main_pages(seat):
        ask(world, probe, credentials)
    return "done"


def entailed() -> dict[str, str]:
    return _all("ENTAILED")


def unplayed() -> dict[str, str]:
    """Kinds that the long history leaves out, and why."""
    return _all("UNPLAYED")


def unrecorded_tables() -> dict[str, str]:
    return _all("TABLES")


def called() -> dict[str, str]:
    return _all("CALLED")


def said() -> dict[str, list[str]]:
    return _all("SAID")


def looks_the_same(deed: Deed, member: Member, setting: Setting) -> bool:
    """Whether this member cannot tell in which of its two ways a deed was done."""
    alike: Alike | None = _all("TWO_WAYS").get(deed.kind)
    return alike is not None and alike(deed, member, setting)


@cache
def _all(name: str) -> dict[str, Any]:
    return {key: value for module in brought("histories").values() for key, value in getattr(module, name, {}).items()}
