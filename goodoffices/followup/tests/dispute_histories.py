"""Disputes, for the two-world test: quiet concerns in caucuses, the rest before a commission in which the mediator is not."""

from typing import Any

from hypothesis import strategies as st

from tests.noninterference.deeds import Deed, Row, Who
from tests.noninterference.members import PLENARY, Audience
from tests.noninterference.strategies import fixed, heads, in_room, plenary, row, row_in, texts

JOINT: Audience = ("commission", "joint")
NORTH, SOUTH = ("caucus", "north"), ("caucus", "south")
RAISING: dict[Audience, tuple[str, ...]] = {NORTH: ("lena",), SOUTH: ("idris",)}
SETTLING: dict[Audience, tuple[str, ...]] = {NORTH: ("amara", "sara", "lena"), SOUTH: ("amara", "sara", "idris")}
SIDES: dict[Audience, tuple[str, ...]] = {JOINT: ("lena", "idris")}
CONDUCTING: dict[Audience, tuple[str, ...]] = {JOINT: ("sara",)}
#: So many days that no level lapses while the histories are played.
LEVELS = [{"name": "Joint commission", "days": 300, "working": True}, {"name": "Ministers", "days": 365}]
PLACES = [{"name": "Vienna", "weekend": ["sat", "sun"], "holidays": ["2031-12-25"]}]


def deeds() -> dict[str, Any]:
    commitment = row("followup.Commitment", PLENARY)

    def on(kind: str, by: dict[Audience, tuple[str, ...]], **more: Any) -> Any:
        return in_room(kind, fixed(lambda a: {"dispute": row_in("followup.Dispute", a), **more}), by)

    return {
        "followup.propose_ladder": plenary(
            "followup.propose_ladder", heads, {"levels": st.just(LEVELS)}, {"places": st.just(PLACES), "top": texts}
        ),
        "followup.adopt_ladder": plenary("followup.adopt_ladder", heads, {"ladder": row("followup.Ladder", PLENARY)}),
        "followup.raise_concern": in_room(
            "followup.raise_concern", fixed(lambda a: {"commitment": commitment, "words": texts}), RAISING
        ),
        "followup.settle_concern": in_room(
            "followup.settle_concern",
            fixed(lambda a: {"concern": row_in("followup.Concern", a), "how": texts}),
            SETTLING,
        ),
        "followup.allege": in_room(
            "followup.allege",
            fixed(lambda a: {"commitment": commitment, "words": texts, "commission": st.just("joint")}),
            SIDES,
        ),
        "followup.respond": on("followup.respond", SIDES, words=texts),
        "followup.fact_find": on(
            "followup.fact_find", CONDUCTING, who=st.just(Who("sara")), method=texts, until=st.just("2031-02-01")
        ),
        "followup.find": on(
            "followup.find", CONDUCTING, finding=st.sampled_from(("upheld", "partly", "not_upheld")), words=texts
        ),
        "followup.note_dissent": on("followup.note_dissent", SIDES, words=texts),
        "followup.refer": on("followup.refer", CONDUCTING, level=st.just(2)),
        "followup.extend": on("followup.extend", SIDES, days=st.integers(1, 2)),
        "followup.close": on("followup.close", SIDES, how=st.sampled_from(("settled", "withdrawn", "unresolved"))),
    }


def history(owed: int) -> list[Deed]:
    """About what South owes, the commitment with this index in the plenary: from a quiet word to the end."""
    commitment = {"commitment": Row("followup.Commitment", PLENARY, owed)}

    def in_dispute(by: str, kind: str, index: int = 0, **data: Any) -> Deed:
        return Deed(by, f"followup.{kind}", (JOINT,), {"dispute": Row("followup.Dispute", JOINT, index), **data})

    def adopts(by: str) -> Deed:
        return Deed(by, "followup.adopt_ladder", (PLENARY,), {"ladder": Row("followup.Ladder", PLENARY, 0)})

    concern = {"concern": Row("followup.Concern", NORTH, 0), "how": "They will open it."}
    alleges = {**commitment, "words": "The gate is shut.", "commission": "joint"}
    return [
        Deed("amara", "followup.propose_ladder", (PLENARY,), {"levels": LEVELS, "places": PLACES, "top": "speak."}),
        adopts("lena"),
        adopts("idris"),
        Deed("lena", "followup.raise_concern", (NORTH,), {**commitment, "words": "It is shut."}),
        Deed("sara", "followup.settle_concern", (NORTH,), concern),
        Deed("lena", "followup.raise_concern", (NORTH,), {**commitment, "words": "It is shut again."}),
        Deed("lena", "followup.allege", (JOINT,), alleges),
        in_dispute("idris", "respond", words="It is being repaired."),
        in_dispute("sara", "fact_find", who=Who("sara"), method="Go and look.", until="2031-02-01"),
        in_dispute("lena", "extend", days=2),
        in_dispute(
            "sara", "find", finding="partly", words="Half open.", dissent=[{"party": "north", "words": "Shut."}]
        ),
        in_dispute("idris", "note_dissent", words="More than half."),
        in_dispute("sara", "refer", level=2),
        in_dispute("lena", "close", how="as_found"),
        in_dispute("idris", "close", how="as_found"),
        Deed("lena", "followup.allege", (JOINT,), {**alleges, "words": "Shut, once more."}),
    ]
