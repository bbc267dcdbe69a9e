"""A run is asked: which futures hold together, by whose judgements. The host works it out outside any request."""

from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.assessment import differing, engine, judged
from goodoffices.assessment.acts.asking import Budget, demand_few_waiting, make_run
from goodoffices.assessment.acts.references import (
    InfluencesId,
    OnWider,
    SeatId,
    called_by,
    demand_room,
    round_now,
    signed,
)
from goodoffices.assessment.counting import said_within
from goodoffices.assessment.labels import WHOSE
from goodoffices.assessment.models import Influences, Section
from goodoffices.assessment.tied import pairs_of, ties_within
from goodoffices.process.audience import named_how
from goodoffices.process.finding import found_once, once_as_it_stands
from goodoffices.process.models import Seat
from goodoffices.record.acts import Refused
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw

JOINT, MINE = "joint", "mine"
NOT_ASKED: dict[str, Any] = {"apart": True, "judges": 0, "changed": []}  # how far others disagree


class RunScenarios(OnWider):
    """Ask which futures hold together, by one’s own judgements, another judge’s, or the joint ones."""

    kind: ClassVar[str] = "assessment.run"
    says: ClassVar = gettext_lazy("%(by)s asked which futures hold together in “%(title)s”.")
    label: ClassVar = gettext_lazy("Find them")
    field_labels: ClassVar = {
        "whose": gettext_lazy("By whose judgements"),
        "judge": gettext_lazy("Or by those of another judge"),
        "near": gettext_lazy("Also those that fail by no more than"),
        "disagreement": gettext_lazy("Also how far the judges’ disagreement matters"),
        "however_named": gettext_lazy("Also what I judged when judges were named otherwise"),
        "budget": gettext_lazy("Seconds that it may take"),
    }

    choice_labels: ClassVar = {"whose": WHOSE}

    influences: InfluencesId
    whose: Literal["mine", "joint"] = "mine"
    judge: SeatId | None = None  # another judge's, in place of `whose`
    near: Annotated[int, Field(ge=0, le=20)] = 0
    disagreement: bool = True
    however_named: bool = False  # of one's own: whoever reads the run then sees that all of it is one judge's
    budget: Budget = 20

    def found(self, seat: Seat) -> Influences:
        influences: Influences = found_once(Influences, seat, self.influences)
        return influences

    def wider(self, seat: Seat) -> Audience:
        return self.found(seat).audience

    def check(self, seat: Seat) -> None:
        demand_room(self.audience(seat))
        if self.judge is not None and self.whose == JOINT:
            raise Refused(
                _("A run counts the joint matrix or one judge’s judgements, not both. Choose one of them."), "judge"
            )
        self._once(seat, lambda: self._chosen(seat))
        demand_few_waiting(seat, self.audience(seat))

    def _once(self, seat: Seat, read: Callable[[], judged.Matrix]) -> judged.Matrix:
        """The judgements that are meant, read once for what is checked and what is drawn: meanwhile every writer waits."""
        whose = f"{self.judge or self.whose} {self.however_named}"
        what = f"judgements of {self.influences} by {whose} within {self.audience(seat)}"
        matrix: judged.Matrix = once_as_it_stands(seat, what, read)
        return matrix

    def _chosen(self, seat: Seat) -> judged.Matrix:
        """The judgements that are meant; refused where there are none, or where they would tell whose they are."""
        found, audience = self.found(seat), self.audience(seat)
        if self.judge is None and self.whose == JOINT:
            matrix = judged.joint(seat, found)
            if not matrix.cells:
                raise Refused(
                    _("The judges have adopted nothing together. Adopt influences first, or choose one judge’s."),
                    "whose",
                )
            return matrix
        rows = _sections(seat, found, audience)
        if self.judge in (None, seat.id):
            matrix = self._own(rows, seat, audience)
        else:
            matrix = judged.named_matrix(rows, str(self.judge))
        if not matrix.cells:
            raise Refused(
                _(
                    "Nothing has been judged here under this judge’s name. Judge influences first, or choose other judgements."
                ),
                "whose",
            )
        return matrix

    def _own(self, rows: list[Section], seat: Seat, audience: Audience) -> judged.Matrix:
        apart = [] if self.however_named else judged.named_otherwise(rows, seat, audience)
        left_out = {id(row) for row in apart}
        matrix = judged.merged([row for row in judged.own(rows, seat) if id(row) not in left_out])
        if apart and not matrix.cells:
            raise Refused(
                _(
                    "What you judged here, you judged when judges were named otherwise. Count that, too, or judge again."
                ),
                "however_named",
            )
        return matrix

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        found, audience = self.found(seat), self.audience(seat)
        matrix = self._once(seat, lambda: self._chosen(seat))
        drawn = judged.drawn(seat, found)
        tied = ties_within(seat, drawn, audience)
        plain = judged.plain(drawn, matrix)
        return {
            "id": draw.id(),
            "engine": engine.ENGINE,
            "input": engine.hash_of(plain),
            "matrix": plain,
            "whose": self._told(seat, audience),
            "measures": pairs_of(tied),
            "tied": tied,
            "others": self._others(seat, drawn, matrix) if self.disagreement else NOT_ASKED,
            "judged": len(matrix.cells),
            "unjudged": drawn.pairs - len(matrix.cells),
            **round_now(seat),
            **signed(seat, audience),
        }

    def _told(self, seat: Seat, audience: Audience) -> str:
        """Whose judgements these are, as far as readers are told: “joint”, a seat’s id, or “mine”, whoever asked."""
        if self.judge is None and self.whose == JOINT:
            return JOINT
        return (self.judge or seat.id) if named_how(seat, audience) == "seat" else MINE

    def _others(self, seat: Seat, drawn: judged.Drawn, matrix: judged.Matrix) -> dict[str, Any]:
        """What the other judges say otherwise."""
        rows = _sections(seat, drawn.influences, self.audience(seat))
        named = all(row.named == "seat" for row in rows)
        return differing.others(drawn, matrix, judged.matrices_of(rows).values(), named)

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        asked = {"near": self.near, "budget": self.budget, "measures": facts["measures"], "others": facts["others"]}
        if "tied" in facts:  # entries of before it was noted have none
            asked["tied"] = facts["tied"]
        asked |= {"judged": facts["judged"], "unjudged": facts["unjudged"]}
        make_run(entry, self.influences, "scenarios", facts["whose"], facts["matrix"], asked)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": called_by(Influences, self.influences)}


def _sections(seat: Seat, influences: Influences, audience: Audience) -> list[Section]:
    """What a run in this room may count: of others what all who read the room may read, of one's own also what was said before some
    of them came. Read once, for what an act checks and what it draws."""

    def read() -> list[Section]:
        rows = said_within(seat, influences, audience)
        others = [row for row in rows if row.seat_id != seat.id]
        return [*judged.own(rows, seat), *judged.read_by_all(seat, others, audience)]

    found: list[Section] = once_as_it_stands(seat, f"sections of {influences.id} within {audience}", read)
    return found
