"""Witnesses, for the two-world test: keys that sides name, and what they sign of the books that they read."""

from typing import Any

from hypothesis import strategies as st

from goodoffices.record.acts import NotThere
from goodoffices.record.checkpoints import offered
from goodoffices.witnesses.models import Witness
from goodoffices.witnesses.receiving import take
from goodoffices.witnesses.tests.signing import cosigned, signer
from tests.noninterference.deeds import Deed, Row
from tests.noninterference.members import MEMBERS, PLENARY, THIRD, Audience, Setting
from tests.noninterference.strategies import SPEAKERS, heads, plenary, row
from tests.noninterference.worlds import Unplayable, World, or_unplayable

KEYS = ("one", "two", "three")
COSIGN = "~cosign"


def deeds(setting: Setting) -> dict[str, Any]:
    keys = st.sampled_from([str(signer(name).verifier) for name in KEYS])
    return {
        "record.name_witness": plenary("record.name_witness", heads, {"verifier": keys}),
        "record.dismiss_witness": plenary(
            "record.dismiss_witness", heads, {"witness": row("witnesses.Witness", PLENARY)}
        ),
    }


def unrecorded() -> dict[str, Any]:
    rooms = st.sampled_from([(by, room) for room, names in SPEAKERS.items() if room[0] != "public" for by in names])
    return {COSIGN: rooms.map(lambda each: Deed(each[0], COSIGN, (each[1],)))}


def _cosign(world: World, deed: Deed, way: int) -> str:
    """The side's witness signs what the host offers of this book."""
    seat, book = world.seat(deed.by), or_unplayable(world.book(deed.told[0]))
    if seat is None or book.id not in seat.books():
        raise NotThere
    note = offered(book, seat.books()[book.id])
    named = {each.called for each in Witness.objects.seen_by(seat).standing().of_side(seat)}
    mine = next((made for made in map(signer, (*KEYS, *MEMBERS)) if made.verifier.name in named), None)
    if not note or mine is None:
        raise Unplayable
    take(seat, book.id, cosigned(note, mine))
    return "done"


PLAYED = {COSIGN: _cosign}
ENTAILED = {"record.note_witness": "done by the clock"}
UNPLAYED = {"record.note_witness": "by the clock, a day later: test_acts.py, test_rhythm.py"}


def history(setting: Setting) -> list[Deed]:
    def names(by: str) -> Deed:
        return Deed(by, "record.name_witness", (PLENARY,), {"verifier": str(signer(by).verifier)})

    def signs(by: str, where: Audience) -> Deed:
        return Deed(by, COSIGN, (where,))

    return [
        names("lena"),
        names("idris"),
        names("amara"),
        Deed("amara", "record.dismiss_witness", (PLENARY,), {"witness": Row("witnesses.Witness", PLENARY, 2)}),
        Deed("amara", "record.name_witness", (PLENARY,), {"verifier": str(signer("one").verifier)}),
    ]


def ending(setting: Setting) -> list[Deed]:
    """When the books have grown past an hour: checkpoints on the clock, and witnesses who sign them."""
    signing = [
        ("lena", PLENARY),
        ("idris", PLENARY),
        ("amara", PLENARY),
        ("lena", ("caucus", "north")),
        ("amara", ("caucus", "north")),
        ("amara", THIRD),
        ("lena", ("delegation", "north")),
    ]
    return [Deed(by, COSIGN, (where,)) for by, where in signing]
