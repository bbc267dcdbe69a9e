"""Judges say of an implication how likely and how severe it is, when, and how sure they are; and revise it."""

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Literal

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from pydantic import Field

from goodoffices.assessment.acts.references import (
    Assessing,
    ImplicationId,
    JudgementId,
    OnWider,
    SheetId,
    by_whom,
    called_by,
    demand_room,
    round_now,
    signed,
)
from goodoffices.assessment.acts.standing import FROM_A_FILE, called_implication, demand_open, implication_seen_by
from goodoffices.assessment.labels import CONFIDENCE, EFFECTS, HORIZONS, LIKELIHOOD_CHOICES, SEVERITY
from goodoffices.assessment.models import Implication, Judgement, Sheet
from goodoffices.process.audience import named_how
from goodoffices.process.finding import found_once, once_as_it_stands
from goodoffices.process.models import Seat
from goodoffices.record.acts import Line, Note, NotThere, Refused
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.rows import Row
from goodoffices.record.scope import row_named
from goodoffices.record.source import Draw, derived
from goodoffices.record.sources import note
from goodoffices.record.things import Thing

Likelihood = Literal["very_unlikely", "unlikely", "even", "likely", "very_likely"]
Severity = Literal["negligible", "minor", "moderate", "major", "severe"]
Effect = Literal["harm", "benefit", "mixed"]
Horizon = Literal["weeks", "months", "years", "generations"]
Confidence = Literal["very_low", "low", "medium", "high", "very_high"]

FIELD_LABELS: dict[str, Any] = {
    "likelihood": gettext_lazy("How likely it is"),
    "severity": gettext_lazy("How much it matters"),
    "effect": gettext_lazy("For those affected it is"),
    "horizon": gettext_lazy("When"),
    "confidence": gettext_lazy("How sure you are"),
    "reasons": gettext_lazy("Reasons"),
    "source": gettext_lazy("Source"),
}
NOT_SAID = pgettext_lazy("in a judgement", "not said")
CHOICE_LABELS: dict[str, Any] = {
    "likelihood": LIKELIHOOD_CHOICES,
    "severity": SEVERITY,
    "effect": {**EFFECTS, "": NOT_SAID},
    "horizon": {**HORIZONS, "": NOT_SAID},
    "confidence": {**CONFIDENCE, "": NOT_SAID},
}
MOST = 480
#: What a judgement says of the effect that leaves it out: nothing. Entries without this fact are older, and meant harm; a revision
#: among them kept what it left empty.
OPEN = {"without_effect": ""}


class Judge(OnWider):
    """Judge an implication: in the sheet’s own book, or privately in the room whose book is named."""

    kind: ClassVar[str] = "assessment.judge"
    says: ClassVar = gettext_lazy("%(by)s judged an implication: %(title)s.")
    label: ClassVar = gettext_lazy("Judge it")
    field_labels: ClassVar = FIELD_LABELS
    choice_labels: ClassVar = CHOICE_LABELS

    cell: ImplicationId
    likelihood: Likelihood
    severity: Severity
    effect: Effect | None = None
    horizon: Horizon | None = None
    confidence: Confidence | None = None
    reasons: Note = ""
    source: Line | None = None

    def wider(self, seat: Seat) -> Audience:
        return implication_seen_by(seat, self.cell).audience

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        sheet = implication_seen_by(seat, self.cell).sheet
        demand_open(sheet)
        if not self.private(seat):
            demand_asked(seat, sheet)
        if own_judgements(seat, self.audience(seat), [self.cell]):
            raise Refused(_("You have judged this here. Revise your judgement."))

    def check(self, seat: Seat) -> None:
        demand_room(self.audience(seat))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        wording, audience = implication_seen_by(seat, self.cell).wording, self.audience(seat)
        place = places_so_far(seat, audience, [self.cell]).get(self.cell, 0) + 1
        again = {"place": place} if place > 1 else {}
        return {"id": draw.id(), "wording": wording, **again, **OPEN, **round_now(seat), **signed(seat, audience)}

    def apply(self, entry: Entry) -> None:
        _make(entry, entry.id, self.cell, entry.facts.get("place", 1), entry.facts["wording"], _said(self, entry))

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": called_implication(self.cell)}


class OnOwnJudgement(Assessing):
    """An act of a judge on a judgement of an implication: on one’s own, in the book in which it stands."""

    judgement: JudgementId

    def found(self, seat: Seat) -> Judgement:
        judgement: Judgement = found_once(Judgement, seat, self.judgement, "implication__sheet")
        return judgement

    def audience(self, seat: Seat) -> Audience:
        """The judgement’s own book."""
        return self.found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Whose judgement it is."""
        return seat.speaks and self.found(seat).seat_id == seat.id


class ReviseJudgement(OnOwnJudgement):
    """Judge again what one has judged; the earlier judgement stays beside it, with its round."""

    kind: ClassVar[str] = "assessment.revise"
    says: ClassVar = gettext_lazy("%(by)s revised a judgement: %(title)s.")
    label: ClassVar = gettext_lazy("Revise it")
    field_labels: ClassVar = FIELD_LABELS
    choice_labels: ClassVar = CHOICE_LABELS
    clears: ClassVar = ("effect", "horizon", "confidence", "reasons", "source")

    likelihood: Likelihood | None = None
    severity: Severity | None = None
    effect: Effect | None = None
    horizon: Horizon | None = None
    confidence: Confidence | None = None
    reasons: Note | None = None
    source: Line | None = None

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        found = self.found(seat)
        demand_open(found.implication.sheet)
        if found.withdrawn_at:
            raise Refused(_("You have withdrawn this judgement. Judge the implication again if it holds."))
        if not found.current:
            raise Refused(_("You have revised this judgement. Revise the latest one."))
        if found.named != named_how(seat, found.audience):
            raise Refused(
                _(
                    "How judges are named here has changed since, and a revision would tell whose this was. Judge it again."
                )
            )

    def check(self, seat: Seat) -> None:
        found = self.found(seat)
        reworded = implication_seen_by(seat, found.implication_id).wording > found.of_words
        if not reworded and not any(
            getattr(found, name) != (value or "") for name, value in self._changes(OPEN).items()
        ):
            raise Refused(_("Nothing would change. Choose otherwise, or leave it as it is."), "likelihood")

    def _changes(self, facts: dict[str, Any]) -> dict[str, Any]:
        given = {name: getattr(self, name) for name in FIELD_LABELS if name in self.model_fields_set}
        needed = ("likelihood", "severity", *(() if "without_effect" in facts else ("effect",)))
        return {name: value for name, value in given.items() if value is not None or name not in needed}

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        found = self.found(seat)
        wording = implication_seen_by(seat, found.implication_id).wording
        return {"id": draw.id(), "wording": wording, **OPEN, **round_now(seat), **signed(seat, found.audience)}

    def apply(self, entry: Entry) -> None:
        earlier = Judgement.objects.of(entry).get(id=self.judgement)
        said = {name: getattr(earlier, name) for name in FIELD_LABELS}
        said.update({name: value or "" for name, value in self._changes(entry.facts).items()})
        Judgement.change(entry, earlier.id, current=False)
        _make(entry, entry.id, earlier.implication_id, earlier.place + 1, entry.facts["wording"], said)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": called_judgement(self.judgement)}


class JudgementLine(Row):
    """One judgement among several."""

    field_labels: ClassVar = FIELD_LABELS
    choice_labels: ClassVar = CHOICE_LABELS

    cell: ImplicationId
    likelihood: Likelihood
    severity: Severity
    effect: Effect | None = None
    horizon: Horizon | None = None
    confidence: Confidence | None = None
    reasons: Note = ""
    source: Line | None = None


class JudgeMany(OnWider):
    """Judge several implications of a sheet at once, as from a file; what one judged of them before is revised."""

    kind: ClassVar[str] = "assessment.judge_many"
    says: ClassVar = gettext_lazy("%(by)s judged %(count)s implications of “%(title)s”.")
    label: ClassVar = gettext_lazy("Put these judgements on record")
    field_labels: ClassVar = {"judgements": gettext_lazy("Judgements")}

    sheet: SheetId
    judgements: Annotated[list[JudgementLine], Field(min_length=1, max_length=MOST), *FROM_A_FILE]

    def found(self, seat: Seat) -> Sheet:
        sheet: Sheet = found_once(Sheet, seat, self.sheet)
        return sheet

    def wider(self, seat: Seat) -> Audience:
        return self.found(seat).audience

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        demand_open(self.found(seat))
        if not self.private(seat):
            demand_asked(seat, self.found(seat))

    def check(self, seat: Seat) -> None:
        demand_room(self.audience(seat))
        cells = [each.cell for each in self.judgements]
        if len(set(cells)) < len(cells):
            raise Refused(_("One implication is judged twice. Judge each once."), "judgements")
        known = Implication.objects.seen_by(seat).filter(sheet=self.sheet, id__in=cells).count()
        if known < len(cells):
            raise NotThere

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        cells = [each.cell for each in self.judgements]
        words = Thing.objects.seen_by(seat).filter(id__in=cells).values_list("id", "changed")
        own = places_so_far(seat, self.audience(seat), cells)
        return {
            "ids": draw.id("judgements"),
            "wordings": dict(words),
            "places": {cell: own.get(cell, 0) + 1 for cell in cells},
            **OPEN,
            **round_now(seat),
            **signed(seat, self.audience(seat)),
        }

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        rows = Judgement.objects.of(entry).filter(seat_id=entry.actor, current=True, named=facts["named"])
        rows.filter(implication__in=[each.cell for each in self.judgements]).update(current=False, changed=entry.number)
        for each in self.judgements:
            id, place = derived(facts["ids"], "judgement", each.cell), facts["places"][each.cell]
            _make(entry, id, each.cell, place, facts["wordings"][each.cell], _said(each, entry))

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.sheet

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": called_by(Sheet, self.sheet), "count": len(self.judgements)}


def demand_asked(seat: Seat, sheet: Sheet) -> None:
    if sheet.judges and seat.id not in sheet.judges:
        raise Refused(_("This sheet names its judges, and you are not among them. Judge it in a room of your own."))


def own_judgements(seat: Seat, audience: Audience, cells: Iterable[str]) -> list[Judgement]:
    """What this seat has judged there of these, named as it would be now, and has not revised; asked once for all rooms that a form
    offers. What it said when it was named otherwise stays: that it went would tell whose it was."""
    book, wanted = seat.shelf().of(audience), tuple(cells)
    rows = Judgement.objects.seen_by(seat).current().filter(seat=seat.id, implication__in=wanted)
    found: list[Judgement] = once_as_it_stands(seat, f"own judgements of {wanted}", lambda: list(rows))
    note(frozenset({Judgement._meta.db_table}))
    named = named_how(seat, audience)
    return [each for each in found if book and each.book_id == book.id and each.named == named]


def places_so_far(seat: Seat, audience: Audience, cells: Iterable[str]) -> dict[str, int]:
    """By implication, how often this seat has judged it there, named as it would be now: also what it withdrew."""
    book = seat.shelf().of(audience)
    rows = Judgement.objects.seen_by(seat).filter(
        seat=seat.id, implication__in=list(cells), book=book.id if book else None
    )
    rows = rows.filter(named=named_how(seat, audience)).order_by()
    return dict(rows.values_list("implication").annotate(Max("place")))


def _said(row: Any, entry: Entry) -> dict[str, Any]:
    said = {name: getattr(row, name) or "" for name in FIELD_LABELS}
    return {**said, "effect": said["effect"] or entry.facts.get("without_effect", "harm")}


def _make(entry: Entry, id: str, cell: str, place: int, wording: int, said: dict[str, Any]) -> None:
    whose, round_ = by_whom(entry), entry.facts.get("round")
    Judgement.make(
        entry, id, implication_id=cell, place=place, of_words=wording, round=round_, at=entry.at, **whose, **said
    )


def called_judgement(id: str) -> Any:
    """By the implication that it is of."""
    found: Judgement | None = row_named(Judgement, id)
    return called_implication(found.implication_id) if found else ""
