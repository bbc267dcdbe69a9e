"""What a history is put together from: words, rooms, who may do what there, and rows of tables, for Hypothesis to choose.

`in_room(kind, data)` makes deeds of one kind in every room; `plenary(kind, by, …)` those that the whole table is told of.
"""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tests.noninterference.deeds import Deed, Row
from tests.noninterference.members import COMMISSIONS, MEMBERS, PLENARY, PUBLIC, SIDEBARS, TASK_FORCES, THIRD, Audience

TEXTS = (
    "Our red line is the dam.",
    "Plenary 3 says otherwise.",
    "نريد الماء في الصيف.",
    "<b>Bold</b> & “quoted” 'words'",
    "Two lines\n\nand a third, about North caucus 2.",
    "Ten days. " * 40,
)
TITLES = ("The dam", "Water in summer", "Fish", "السد", "A <i>tilted</i> title & more", "Plenary 1")
ROOMS: tuple[Audience, ...] = (
    PLENARY,
    THIRD,
    *[("caucus", party) for party in ("north", "south")],
    *[("delegation", party) for party in ("north", "south")],
    *[("task_force", key) for key in TASK_FORCES],
    *[("commission", key) for key in COMMISSIONS],
    *[("sidebar", name) for name in SIDEBARS],
)
SPEAKERS: dict[Audience, tuple[str, ...]] = {
    PLENARY: ("amara", "sara", "lena", "nils", "idris", "salma"),
    THIRD: ("amara", "sara"),
    PUBLIC: ("amara", "lena", "idris"),
    ("caucus", "north"): ("amara", "sara", "lena", "nils"),
    ("caucus", "south"): ("amara", "sara", "idris", "salma"),
    ("delegation", "north"): ("lena", "nils"),
    ("delegation", "south"): ("idris", "salma"),
    ("task_force", "water"): ("lena", "salma"),
    ("task_force", "maps"): ("amara", "nils", "idris"),
    ("commission", "joint"): ("lena", "idris", "sara"),
    ("sidebar", "Quiet"): ("lena", "idris"),
}
PARTIES = {"north": ("lena", "nils"), "south": ("idris", "salma")}

texts, titles, index = st.sampled_from(TEXTS), st.sampled_from(TITLES), st.integers(0, 3)
rooms = st.sampled_from(ROOMS)
heads = st.sampled_from(("lena", "idris"))
delegates = st.sampled_from(("lena", "nils", "idris", "salma"))
leaders = st.sampled_from(("amara", "sara"))
keys = st.sampled_from(("", "", "k1"))
everybody = st.sampled_from(("amara", "sara", "lena", "nils", "idris", "salma"))

CLOSABLE = dict.fromkeys((PLENARY, THIRD, ("caucus", "north"), ("caucus", "south")), ("amara", "sara"))
BY_DELEGATES = {a: tuple(n for n in who if MEMBERS[n].party) for a, who in SPEAKERS.items() if a != THIRD}
HEADS = ("lena", "idris")
BY_HEADS = {a: tuple(n for n in who if n in HEADS) for a, who in BY_DELEGATES.items() if {*who} & {*HEADS}}
CAUCUSES: dict[Audience, tuple[str, ...]] = {("caucus", party): names for party, names in PARTIES.items()}


def in_room(kind: str, data: Callable[[Audience], Any], who: dict[Audience, tuple[str, ...]] = SPEAKERS) -> Any:
    """Deeds of this kind in every room where somebody of `who` may do them."""

    def there(audience: Audience) -> Any:
        return st.builds(
            lambda by, data, key: Deed(by, kind, (audience,), data, key),
            st.sampled_from(who[audience]),
            dictionaries(*data(audience)),
            keys,
        )

    return st.sampled_from([a for a in ROOMS if a in who]).flatmap(there)


def dictionaries(needed: dict[str, Any], optional: dict[str, Any]) -> Any:
    return st.fixed_dictionaries(needed, optional=optional)


def plenary(kind: str, by: Any, needed: dict[str, Any] | None = None, optional: dict[str, Any] | None = None) -> Any:
    """Deeds that the whole table is told of."""
    return st.builds(lambda by, data: Deed(by, kind, (PLENARY,), data), by, dictionaries(needed or {}, optional or {}))


def row(model: str, audience: Audience, own: bool = False) -> Any:
    """A row in this book, or (an issue) in the plenary's, which every reader of the book sees."""
    places = (audience, PLENARY) if model == "agenda.Issue" and audience != PLENARY else (audience,)
    return st.builds(Row, st.just(model), st.sampled_from(places), index, st.just(own))


def fixed(needed: Callable[[Audience], dict[str, Any]], optional: dict[str, Any] | None = None) -> Any:
    """The data of `in_room`: what an act needs in a room of this audience, and what it may have anywhere."""
    return lambda audience: (needed(audience), optional or {})


def in_delegation(by: Any, kind: str, needed: Callable[[str], dict[str, Any]], also: tuple[Audience, ...] = ()) -> Any:
    """Deeds into the actor's own delegation."""
    return by.flatmap(
        lambda name: st.builds(
            lambda data: Deed(name, kind, (("delegation", MEMBERS[name].party), *also), data),
            st.fixed_dictionaries(needed(name)),
        )
    )


def row_in(model: str, audience: Audience) -> Any:
    """A row of this very book."""
    return st.builds(Row, st.just(model), st.just(audience), index)
