"""What was mistyped is put right: titles of sheets and diagrams, and what stands on them is called. How it was put before stays readable,
and what was judged of it says so."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.assessment.acts.drawing import MOST_DESCRIPTORS, MOST_VARIANTS, demand_names_apart
from goodoffices.assessment.acts.references import (
    Assessing,
    DescriptorId,
    InfluencesId,
    SheetColumnId,
    SheetRowId,
    VariantId,
    by_whom,
    called_by,
    signed,
)
from goodoffices.assessment.acts.sheets import MOST_COLUMNS, MOST_ROWS, OnSheet
from goodoffices.assessment.acts.standing import demand_apart
from goodoffices.assessment.models import (
    Descriptor,
    Implication,
    Influences,
    Rewording,
    Sheet,
    SheetColumn,
    SheetRow,
    Variant,
)
from goodoffices.process.finding import found_once
from goodoffices.process.models import Seat
from goodoffices.record.acts import Line, Note, NotThere, Refused
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.rows import Row
from goodoffices.record.source import Draw, derived
from goodoffices.record.things import Thing

NAME = gettext_lazy("As it should read")


class RowName(Row):
    """A row of a sheet, and what it is called from here on."""

    field_labels: ClassVar = {"row": gettext_lazy("Row"), "name": NAME}

    row: SheetRowId
    name: Line


class ColumnName(Row):
    """A column of a sheet, and what it is called from here on."""

    field_labels: ClassVar = {"column": gettext_lazy("Column"), "name": NAME}

    column: SheetColumnId
    name: Line


class DescriptorName(Row):
    """A descriptor, and what it is called from here on."""

    field_labels: ClassVar = {"descriptor": gettext_lazy("Descriptor"), "name": NAME}

    descriptor: DescriptorId
    name: Line


class VariantName(Row):
    """A variant, and what it is called from here on."""

    field_labels: ClassVar = {"variant": gettext_lazy("Variant"), "name": NAME}

    variant: VariantId
    name: Line


class AmendSheet(OnSheet):
    """Give a sheet, its rows or its columns other words; how they read before stays readable, and what was judged is told to be of earlier
    words."""

    kind: ClassVar[str] = "assessment.amend_sheet"
    says: ClassVar = gettext_lazy("%(by)s reworded the assessment sheet “%(title)s”.")
    label: ClassVar = gettext_lazy("Record the new wording")
    field_labels: ClassVar = {
        "title": gettext_lazy("What is assessed"),
        "purpose": gettext_lazy("What the sheet is for"),
        "rows": gettext_lazy("Measures and trends"),
        "columns": gettext_lazy("For whom"),
    }
    clears: ClassVar = ("purpose",)

    title: Line | None = None
    purpose: Note | None = None
    rows: Annotated[list[RowName], Field(max_length=MOST_ROWS)] = []
    columns: Annotated[list[ColumnName], Field(max_length=MOST_COLUMNS)] = []

    def allowed(self, seat: Seat) -> bool:
        """Who opened it, or leads the third party."""
        return seat.speaks and (seat.leads or self.found(seat).seat_id == seat.id)

    def check(self, seat: Seat) -> None:
        found, rows, columns = self.found(seat), self._rows(seat), self._columns(seat)
        demand_once([line.row for line in self.rows], rows, "rows")
        demand_once([line.column for line in self.columns], columns, "columns")
        names = self._names()
        demand_apart([(row.kind, names.get(row.id, row.name)) for row in rows.values()], "rows")
        demand_apart([(column.scope, names.get(column.id, column.name)) for column in columns.values()], "columns")
        if not (self._said(found) or self._renamed({**rows, **columns})):
            raise Refused(_("That is how the sheet already reads. Change its title or a name."), "title")

    def _rows(self, seat: Seat) -> dict[str, SheetRow]:
        return {row.id: row for row in SheetRow.objects.seen_by(seat).filter(sheet=self.sheet).order_by("place")}

    def _columns(self, seat: Seat) -> dict[str, SheetColumn]:
        return {row.id: row for row in SheetColumn.objects.seen_by(seat).filter(sheet=self.sheet).order_by("place")}

    def _names(self) -> dict[str, str]:
        return {**{line.row: line.name for line in self.rows}, **{line.column: line.name for line in self.columns}}

    def _said(self, found: Sheet) -> dict[str, str]:
        """What the sheet itself says otherwise, by column of its table."""
        purpose = "" if self.purpose is None and "purpose" in self.model_fields_set else self.purpose
        given = {"title": self.title, "purpose": purpose}
        return {name: str(value) for name, value in given.items() if value not in (None, getattr(found, name))}

    def _renamed(self, known: Mapping[str, Any]) -> dict[str, str]:
        return {id: name for id, name in self._names().items() if known[id].name != name}

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        renamed = self._renamed({**self._rows(seat), **self._columns(seat)})
        touched = Implication.objects.seen_by(seat).filter(sheet=self.sheet).filter(_of(renamed))
        return {"described": _described(self.found(seat), touched), **signed(seat, self.audience(seat))}

    def apply(self, entry: Entry) -> None:
        sheet = Sheet.objects.of(entry).get(id=self.sheet)
        known = [*SheetRow.objects.of(entry).filter(sheet=sheet), *SheetColumn.objects.of(entry).filter(sheet=sheet)]
        said, renamed = self._said(sheet), self._renamed({each.id: each for each in known})
        Sheet.change(entry, sheet.id, **said)
        if said:
            Sheet.reword(entry, sheet.id)
        for each in known:
            if each.id in renamed:
                type(each).change(entry, each.id, name=renamed[each.id])
        _reword_all(entry, Implication.objects.of(entry).filter(sheet=sheet).filter(_of(renamed)))
        _put(entry, renamed, sheet_id=sheet.id, **said)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": self.title or called_by(Sheet, self.sheet)}


def _of(renamed: Iterable[str]) -> Q:
    """Of implications: those in one of these rows or columns."""
    ids = list(renamed)
    return Q(row__in=ids) | Q(column__in=ids)


def _described(sheet: Sheet, touched: Any) -> dict[str, int]:
    """By implication, the number of the entry with the words that it has: from here on its wording is that of another entry, which has
    none of them. What has no words is left out."""
    wordings = dict(
        Thing.objects.of(sheet).filter(id__in=touched.exclude(words="").values("id")).values_list("id", "changed")
    )
    amended = sheet.book.entries.filter(number__in=set(wordings.values()), kind=AmendSheet.kind)
    pointers = {entry.number: entry.facts["described"] for entry in amended}
    return {id: pointers.get(number, {}).get(id, number) for id, number in sorted(wordings.items())}


class AmendInfluences(Assessing):
    """Give a diagram, its descriptors or their variants other words; how they read before stays readable, and what was judged is told to
    be of earlier words."""

    kind: ClassVar[str] = "assessment.amend_influences"
    says: ClassVar = gettext_lazy("%(by)s reworded the influences “%(title)s”.")
    label: ClassVar = gettext_lazy("Record the new wording")
    field_labels: ClassVar = {
        "title": gettext_lazy("Title"),
        "descriptors": gettext_lazy("What may turn out this way or that"),
        "variants": gettext_lazy("In which ways"),
    }

    influences: InfluencesId
    title: Line | None = None
    descriptors: Annotated[list[DescriptorName], Field(max_length=MOST_DESCRIPTORS)] = []
    variants: Annotated[list[VariantName], Field(max_length=MOST_VARIANTS)] = []

    def found(self, seat: Seat) -> Influences:
        influences: Influences = found_once(Influences, seat, self.influences)
        return influences

    def audience(self, seat: Seat) -> Audience:
        """The diagram’s own book."""
        return self.found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Who drew it, or leads the third party."""
        return seat.speaks and (seat.leads or self.found(seat).seat_id == seat.id)

    def check(self, seat: Seat) -> None:
        found, descriptors, variants = self.found(seat), self._descriptors(seat), self._variants(seat)
        demand_once([line.descriptor for line in self.descriptors], descriptors, "descriptors")
        demand_once([line.variant for line in self.variants], variants, "variants")
        names, ways = self._names(), dict[str, list[str]]()
        for each in variants.values():
            ways.setdefault(each.descriptor_id, []).append(names.get(each.id, each.name))
        demand_names_apart([(names.get(id, each.name), ways.get(id, [])) for id, each in descriptors.items()])
        if self.title in (None, found.title) and not self._renamed({**descriptors, **variants}):
            raise Refused(_("That is how the diagram already reads. Change its title or a name."), "title")

    def _descriptors(self, seat: Seat) -> dict[str, Descriptor]:
        rows = Descriptor.objects.seen_by(seat).filter(influences=self.influences).order_by("place")
        return {row.id: row for row in rows}

    def _variants(self, seat: Seat) -> dict[str, Variant]:
        rows = Variant.objects.seen_by(seat).filter(influences=self.influences).order_by("place")
        return {row.id: row for row in rows}

    def _names(self) -> dict[str, str]:
        of_descriptors = {line.descriptor: line.name for line in self.descriptors}
        return {**of_descriptors, **{line.variant: line.name for line in self.variants}}

    def _renamed(self, known: Mapping[str, Any]) -> dict[str, str]:
        return {id: name for id, name in self._names().items() if known[id].name != name}

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return signed(seat, self.audience(seat))

    def apply(self, entry: Entry) -> None:
        drawn = Influences.objects.of(entry).get(id=self.influences)
        known = [each for model in (Descriptor, Variant) for each in model.objects.of(entry).filter(influences=drawn)]
        renamed = self._renamed({each.id: each for each in known})
        said = {"title": self.title} if self.title not in (None, drawn.title) else {}
        Influences.change(entry, drawn.id, **said)
        if said:
            Influences.reword(entry, drawn.id)
        for each in known:
            if each.id in renamed:
                type(each).change(entry, each.id, name=renamed[each.id])
        named = Q(id__in=list(renamed)) | Q(descriptor__in=list(renamed))
        _reword_all(entry, Variant.objects.of(entry).filter(influences=drawn).filter(named))
        _put(entry, renamed, influences_id=drawn.id, **said)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.influences

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": self.title or called_by(Influences, self.influences)}


def demand_once(ids: list[str], known: Mapping[str, Any], field: str) -> None:
    """Each of these stands there, and is named once."""
    if set(ids) - known.keys():
        raise NotThere
    if len(set(ids)) < len(ids):
        raise Refused(_("One of these is named twice. Name each once."), field)


def _reword_all(entry: Entry, nouns: Any) -> None:
    """These have other words now; two statements, however many there are."""
    ids = list(nouns.values_list("id", flat=True))
    nouns.model.objects.of(entry).filter(id__in=ids).update(changed=entry.number)
    Thing.objects.of(entry).filter(id__in=ids).update(changed=entry.number)


def _put(entry: Entry, names: Mapping[str, str], **values: Any) -> None:
    id = derived(str(values.get("sheet_id") or values.get("influences_id")), "rewording", entry.number)
    Rewording.make(entry, id, names=dict(sorted(names.items())), at=entry.at, **by_whom(entry), **values)
