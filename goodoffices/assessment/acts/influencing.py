"""Judges say how far variants promote or restrain each other, and adopt what is to stand in the joint matrix."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BeforeValidator, ConfigDict, Field

from goodoffices.assessment.acts.drawing import of_itself
from goodoffices.assessment.acts.linking import called_variant
from goodoffices.assessment.acts.references import (
    Assessing,
    InfluencesId,
    OnWider,
    VariantId,
    by_whom,
    called_by,
    demand_room,
    round_now,
    signed,
)
from goodoffices.assessment.acts.strength import Strength
from goodoffices.assessment.judged import Pair, of_earlier_words, said
from goodoffices.assessment.labels import STRENGTHS
from goodoffices.assessment.models import Influences, Section, SectionAdoption, Variant
from goodoffices.assessment.models.influences import OfSection
from goodoffices.process.audience import named_how
from goodoffices.process.finding import found_once
from goodoffices.process.form_rows import AsText, Given, rows_from_lines
from goodoffices.process.models import Seat
from goodoffices.record.acts import Note, NotThere, Refused
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry, Recorded
from goodoffices.record.rows import Row
from goodoffices.record.source import Draw, derived

MOST_CELLS = 4_000

Section_ = tuple[str, str]  # ids of descriptors: from, to

LABELS: dict[str, Any] = {
    "source": gettext_lazy("If this comes true"),
    "target": gettext_lazy("what becomes of this"),
    "value": gettext_lazy("How far: from −3 (restrains strongly) to 3 (promotes strongly)"),
    "reason": gettext_lazy("Why"),
}


class JudgeInfluence(OnWider):
    """Judge how far one variant promotes another, or restrains it: in the diagram’s own book, or privately in another."""

    # `from` is a word of Python's own: clients and the record know the field by it.
    model_config = ConfigDict(validate_by_name=True)

    kind: ClassVar[str] = "assessment.judge_influence"
    says: ClassVar = gettext_lazy("%(by)s judged how far “%(what)s” bears on “%(on)s”: %(said)s.")
    label: ClassVar = gettext_lazy("Judge it")
    field_labels: ClassVar = LABELS

    source: Annotated[VariantId, Field(alias="from")]
    target: Annotated[VariantId, Field(alias="to")]
    value: Strength
    reason: Note = ""

    def asked(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_unset=True, by_alias=True)

    def wider(self, seat: Seat) -> Audience:
        return variant_seen_by(seat, self.source).audience

    def check(self, seat: Seat) -> None:
        demand_room(self.audience(seat))
        source, target = variant_seen_by(seat, self.source), variant_seen_by(seat, self.target)
        if source.influences_id != target.influences_id:
            raise Refused(_("These two stand in different diagrams. Judge what stands in one."), "target")
        if source.descriptor_id == target.descriptor_id:
            raise of_itself(source.descriptor.name, "target")
        if repeats(seat, Section, source.influences_id, self.audience(seat), [self]):
            raise Refused(
                _("You have already judged it so here. Change how far or why, or leave it as it is."), "value"
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        source, target = variant_seen_by(seat, self.source), variant_seen_by(seat, self.target)
        return {
            "id": draw.id(),
            "influences": source.influences_id,
            "section": [source.descriptor_id, target.descriptor_id],
            **of_words(source, target),
            **round_now(seat),
            **signed(seat, self.audience(seat)),
        }

    def apply(self, entry: Entry) -> None:
        source, target = entry.facts["section"]
        cell = {"from": self.source, "to": self.target, "value": self.value, "reason": self.reason, **words_in(entry)}
        put_sections(entry, Section, entry.facts["influences"], {(source, target): (entry.id, [cell])})

    def thing(self, facts: dict[str, Any]) -> str | None:
        return str(facts["influences"]) if "influences" in facts else None

    def gaps(self, entry: Entry) -> dict[str, Any]:
        ends = {"what": called_variant(self.source), "on": called_variant(self.target)}
        return {**ends, "said": STRENGTHS.get(self.value, self.value)}


class InfluenceLine(Row):
    """One judgement among several."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)

    field_labels: ClassVar = LABELS

    source: Annotated[VariantId, Field(alias="from"), Given()]
    target: Annotated[VariantId, Field(alias="to"), Given()]
    value: Strength
    reason: Note = ""


Cells = Annotated[
    list[InfluenceLine],
    Field(min_length=1, max_length=MOST_CELLS),
    AsText(),
    BeforeValidator(rows_from_lines("from", "to", "value")),
]


class _OnCells(Assessing):
    """What is judged or adopted in several places of one diagram."""

    field_labels: ClassVar = {"cells": gettext_lazy("Judgements")}

    influences: InfluencesId
    cells: Cells

    def asked(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_unset=True, by_alias=True)

    def overtaken(self, thing: Recorded, number: int) -> bool:
        """What is judged, or adopted, hangs on the words of these variants, and not on others of the diagram."""
        return isinstance(thing, Variant) and super().overtaken(thing, number)

    def found(self, seat: Seat) -> Influences:
        influences: Influences = found_once(Influences, seat, self.influences)
        return influences

    def sections(self, seat: Seat) -> dict[tuple[str, str], list[InfluenceLine]]:
        """The cells by the descriptors between which they stand."""
        rows = Variant.objects.seen_by(seat).filter(influences=self.influences).select_related("descriptor")
        known = {row.id: row for row in rows}
        found: dict[tuple[str, str], list[InfluenceLine]] = {}
        seen = set()
        for each in self.cells:
            source, target = known.get(each.source), known.get(each.target)
            if source is None or target is None:
                raise NotThere
            if source.descriptor_id == target.descriptor_id:
                raise of_itself(source.descriptor.name, "cells")
            if (each.source, each.target) in seen:
                raise Refused(_("One pair is judged twice. Judge each once."), "cells")
            seen.add((each.source, each.target))
            found.setdefault((source.descriptor_id, target.descriptor_id), []).append(each)
        return found

    def facts(self, draw: Draw, seat: Seat, audience: Audience) -> dict[str, Any]:
        owner: dict[str, str] = {}
        for (source, target), cells in self.sections(seat).items():
            owner |= {cell.source: source for cell in cells} | {cell.target: target for cell in cells}
        return {
            "sections": draw.id("sections"),
            "of": dict(sorted(owner.items())),
            **of_words(self.found(seat)),
            **round_now(seat),
            **signed(seat, audience),
        }

    def put(self, entry: Entry, model: Any) -> None:
        of, found = entry.facts["of"], dict[tuple[str, str], list[dict[str, Any]]]()
        for each in self.cells:
            cell = {"from": each.source, "to": each.target, "value": each.value, "reason": each.reason}
            cell.update(words_in(entry))
            found.setdefault((of[each.source], of[each.target]), []).append(cell)
        ids = {section: derived(entry.facts["sections"], *section) for section in found}
        put_sections(
            entry, model, self.influences, {section: (ids[section], cells) for section, cells in found.items()}
        )

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.influences

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": called_by(Influences, self.influences), "count": len(self.cells)}


class JudgeSections(_OnCells, OnWider):
    """Judge several influences at once: a section, or a whole matrix from a file."""

    kind: ClassVar[str] = "assessment.judge_influences"
    says: ClassVar = gettext_lazy("%(by)s judged %(count)s influences in “%(title)s”.")
    label: ClassVar = gettext_lazy("Put these judgements on record")

    def wider(self, seat: Seat) -> Audience:
        return self.found(seat).audience

    def check(self, seat: Seat) -> None:
        demand_room(self.audience(seat))
        self.sections(seat)
        if repeats(seat, Section, self.influences, self.audience(seat), self.cells):
            raise Refused(
                _("You have already judged all of these so here. Change one of them, or leave them as they are."),
                "cells",
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return self.facts(draw, seat, self.audience(seat))

    def apply(self, entry: Entry) -> None:
        self.put(entry, Section)


class AdoptInfluences(_OnCells):
    """A judge adopts judgements for the joint matrix; they stand there once every judge has adopted the same."""

    kind: ClassVar[str] = "assessment.adopt_influences"
    says: ClassVar = gettext_lazy("%(by)s adopted %(count)s influences for the joint matrix of “%(title)s”.")
    label: ClassVar = gettext_lazy("Adopt them for the joint matrix")

    def audience(self, seat: Seat) -> Audience:
        """The diagram’s own book."""
        return self.found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Those who were named as its judges."""
        return seat.speaks and seat.id in self.found(seat).judges

    def check(self, seat: Seat) -> None:
        self.sections(seat)
        if repeats(seat, SectionAdoption, self.influences, self.audience(seat), self.cells):
            raise Refused(
                _("You have already adopted all of these so. Change one of them, or leave them as they are."), "cells"
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return self.facts(draw, seat, self.audience(seat))

    def apply(self, entry: Entry) -> None:
        self.put(entry, SectionAdoption)


def variant_seen_by(seat: Seat, id: str) -> Variant:
    found: Variant = found_once(Variant, seat, id, *Variant.related)
    return found


def repeats(
    seat: Seat,
    model: type[Section] | type[SectionAdoption],
    influences: str,
    audience: Audience,
    cells: Sequence[JudgeInfluence | InfluenceLine],
) -> bool:
    """Whether this seat last said just this in that room, named as it would be now. Of words that were changed since it did not."""
    book = seat.shelf().of(audience)
    own = model.objects.seen_by(seat).current().filter(influences=influences, seat=seat.id)
    rows = own.filter(book=book.id if book else None).select_related("book")
    named, last = named_how(seat, audience), dict[Pair, dict[str, Any] | None]()
    for row, cell in said(rows):
        last[cell["from"], cell["to"]] = cell if row.named == named else None
    known = [last.get((each.source, each.target)) for each in cells]
    if any(
        cell is None or (cell["value"], cell["reason"]) != (each.value, each.reason)
        for cell, each in zip(known, cells, strict=True)
    ):
        return False
    variants = Variant.objects.seen_by(seat).filter(influences=influences).in_bulk()
    return not any(of_earlier_words(cell, variants) for cell in known if cell)


def of_words(*named: Influences | Variant) -> dict[str, Any]:
    """For `facts`: the number of the entry that last reworded any of these; nothing while they are called as they were drawn."""
    last = max(each.changed for each in named)
    return {"of_words": last} if any(each.changed > each.number for each in named) else {}


def words_in(entry: Entry) -> dict[str, Any]:
    """For a cell: of which names it was made."""
    return {"of_words": entry.facts["of_words"]} if "of_words" in entry.facts else {}


def kept(row: OfSection) -> list[dict[str, Any]]:
    """The cells of a row for one that takes its place, each with the number of the entry that said it: else it would be the later one’s."""
    return [{"number": row.number, **cell} for cell in row.cells]


def put_sections(
    entry: Entry, model: Any, influences: str, found: Mapping[Section_, tuple[str, list[dict[str, Any]]]]
) -> None:
    """By section, its row's id and what is said anew. What the same judge said of it before in this book, named in the same way, stays
    as it was where nothing is said anew. Two statements, and one for each section, however many there are."""
    whose = by_whom(entry)
    rows = (
        model.objects.of(entry)
        .current()
        .filter(
            influences=influences,
            seat_id=entry.actor,
            named=whose["named"],
            source__in={source for source, _to in found},
        )
    )
    before = {(row.source_id, row.target_id): row for row in rows if (row.source_id, row.target_id) in found}
    model.objects.of(entry).filter(id__in=[row.id for row in before.values()]).update(
        current=False, changed=entry.number
    )
    for section, (id, cells) in found.items():
        known = {(cell["from"], cell["to"]): cell for cell in (kept(before[section]) if section in before else ())}
        known.update({(cell["from"], cell["to"]): {**cell, "number": entry.number} for cell in cells})
        model.make(
            entry,
            id,
            influences_id=influences,
            source_id=section[0],
            target_id=section[1],
            cells=[known[ends] for ends in sorted(known)],
            count=len(known),
            round=entry.facts.get("round"),
            at=entry.at,
            **whose,
        )
