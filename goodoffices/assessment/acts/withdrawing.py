"""Judges withdraw what they judged, or adopted, in the room where it stands. What was said stays readable as that, and counts no more."""

from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from pydantic import BeforeValidator, ConfigDict, Field

from goodoffices.assessment.acts.influencing import LABELS, MOST_CELLS, kept
from goodoffices.assessment.acts.judging import OnOwnJudgement, called_judgement
from goodoffices.assessment.acts.references import (
    Assessing,
    InfluencesId,
    OnWider,
    VariantId,
    by_whom,
    called_by,
    round_now,
    signed,
)
from goodoffices.assessment.acts.standing import demand_open
from goodoffices.assessment.models import Influences, Judgement, Section, SectionAdoption
from goodoffices.process.audience import named_how
from goodoffices.process.finding import found_once, once_as_it_stands
from goodoffices.process.form_rows import AsText, rows_from_lines
from goodoffices.process.models import Seat
from goodoffices.record.acts import Refused
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry, Recorded
from goodoffices.record.rows import Row
from goodoffices.record.source import Draw, derived

Pair = tuple[str, str]  # ids of variants: from, to


class WithdrawJudgement(OnOwnJudgement):
    """Withdraw what one judged of an implication; what it said stays readable, and counts no more."""

    kind: ClassVar[str] = "assessment.withdraw_judgement"
    says: ClassVar = gettext_lazy("%(by)s withdrew a judgement: %(title)s.")
    label: ClassVar = pgettext_lazy("a judgement", "Withdraw it")

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        found = self.found(seat)
        demand_open(found.implication.sheet)
        if found.withdrawn_at:
            raise Refused(_("You have withdrawn this judgement. Judge the implication again if it holds."))
        if not found.current:
            raise Refused(_("You have revised this judgement. Withdraw the latest one."))
        if found.named != named_how(seat, found.audience):
            raise Refused(
                _(
                    "How judges are named here has changed since, and a withdrawal would tell whose this was. Judge it again."
                )
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {**round_now(seat), **signed(seat, self.audience(seat))}

    def apply(self, entry: Entry) -> None:
        withdrawn = {"withdrawn_at": entry.at, "withdrawn_in": entry.facts.get("round")}
        Judgement.change(entry, self.judgement, current=False, **withdrawn)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": called_judgement(self.judgement)}


class PairLine(Row):
    """One pair of variants among several."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)

    field_labels: ClassVar = LABELS

    source: Annotated[VariantId, Field(alias="from")]
    target: Annotated[VariantId, Field(alias="to")]


Pairs = Annotated[
    list[PairLine],
    Field(min_length=1, max_length=MOST_CELLS),
    AsText(),
    BeforeValidator(rows_from_lines("from", "to")),
]


class _OnPairs(Assessing):
    """What is withdrawn in several places of one diagram."""

    of: ClassVar[type[Section] | type[SectionAdoption]]
    field_labels: ClassVar = {"pairs": gettext_lazy("What you withdraw")}

    influences: InfluencesId
    pairs: Pairs

    def asked(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_unset=True, by_alias=True)

    def overtaken(self, thing: Recorded, number: int) -> bool:
        """Whatever it is called by now."""
        return False

    def found(self, seat: Seat) -> Influences:
        influences: Influences = found_once(Influences, seat, self.influences)
        return influences

    def own(self, seat: Seat) -> tuple[set[Pair], set[Pair]]:
        """What this seat says there now, named as it would be now; and what it says named otherwise."""
        audience = self.audience(seat)
        rows = self.of.objects.seen_by(seat).current().filter(influences=self.influences, seat=seat.id)
        what = f"own {self.of.__name__} of {self.influences} to withdraw"
        found = [
            row
            for row in once_as_it_stands(seat, what, lambda: list(rows.select_related("book")))
            if row.audience == audience
        ]
        named = named_how(seat, audience)
        return pairs_in([row for row in found if row.named == named]), pairs_in(
            [row for row in found if row.named != named]
        )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"sections": draw.id("sections"), **round_now(seat), **signed(seat, self.audience(seat))}

    def apply(self, entry: Entry) -> None:
        whose, wanted = by_whom(entry), {(each.source, each.target) for each in self.pairs}
        rows = self.of.objects.of(entry).current().filter(influences=self.influences, seat_id=entry.actor)
        for row in rows.filter(named=whose["named"]):
            gone = sorted(pairs_in([row]) & wanted)
            if not gone:
                continue
            self.of.change(entry, row.id, current=False)
            left = [cell for cell in kept(row) if (cell["from"], cell["to"]) not in wanted]
            self.of.make(
                entry,
                derived(entry.facts["sections"], row.source_id, row.target_id),
                influences_id=self.influences,
                source_id=row.source_id,
                target_id=row.target_id,
                cells=left,
                count=len(left),
                round=entry.facts.get("round"),
                at=entry.at,
                current=bool(left),
                withdrawn=[list(pair) for pair in gone],
                **whose,
            )

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.influences

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": called_by(Influences, self.influences), "count": len(self.pairs)}


class WithdrawInfluences(_OnPairs, OnWider):
    """Withdraw what one judged of influences in a room; what it said stays readable, and counts no more."""

    kind: ClassVar[str] = "assessment.withdraw_influences"
    says: ClassVar = gettext_lazy("%(by)s withdrew %(count)s judgements of influences in “%(title)s”.")
    label: ClassVar = gettext_lazy("Withdraw these judgements")
    of = Section

    def wider(self, seat: Seat) -> Audience:
        return self.found(seat).audience

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if not any(self.own(seat)):
            raise Refused(_("You have judged nothing here. Choose the room in which you judged."))

    def check(self, seat: Seat) -> None:
        now, otherwise = self.own(seat)
        wanted = {(each.source, each.target) for each in self.pairs}
        if (wanted - now) & otherwise:
            raise Refused(
                _(
                    "How judges are named here has changed since, and a withdrawal would tell whose this was. Judge it again."
                ),
                "pairs",
            )
        if wanted - now:
            raise Refused(
                _("You have not judged one of these here. Choose among what you judged in this room."), "pairs"
            )


class WithdrawAdoption(_OnPairs):
    """Withdraw what one adopted for the joint matrix; what it said stays readable, and the pair is joint no more."""

    kind: ClassVar[str] = "assessment.withdraw_adoption"
    says: ClassVar = gettext_lazy("%(by)s withdrew %(count)s influences from what they adopted for “%(title)s”.")
    label: ClassVar = gettext_lazy("Withdraw what you adopted")
    of = SectionAdoption

    def audience(self, seat: Seat) -> Audience:
        """The diagram’s own book."""
        return self.found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Those who were named as its judges."""
        return seat.speaks and seat.id in self.found(seat).judges

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if not any(self.own(seat)):
            raise Refused(_("You have adopted nothing. Adopt influences first."))

    def check(self, seat: Seat) -> None:
        now, otherwise = self.own(seat)
        wanted = {(each.source, each.target) for each in self.pairs}
        if (wanted - now) & otherwise:
            raise Refused(
                _(
                    "How judges are named here has changed since, and a withdrawal would tell whose this was. Adopt another value."
                ),
                "pairs",
            )
        if wanted - now:
            raise Refused(_("You have not adopted one of these. Choose among what you adopted."), "pairs")


def pairs_in(rows: list[Any]) -> set[Pair]:
    return {(cell["from"], cell["to"]) for row in rows for cell in row.cells}
