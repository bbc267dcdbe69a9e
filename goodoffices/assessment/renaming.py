"""The forms in which a sheet or a diagram is reworded: a line for each name, filled in as it reads now."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from goodoffices.assessment.commentary import isolated
from goodoffices.assessment.judged import Drawn
from goodoffices.assessment.sheet_queries import Grid

MOST_VARIANTS = 150  # in one form, which may send no more than 200 lines of a sort


@dataclass
class Line:
    """A name as a form shows it. `key`: the act’s list; `of`: the field of a line that says whose name it is; `n`: which line."""

    key: str
    n: int
    of: str
    id: str
    label: str | Promise
    name: str


@dataclass
class NameForm:
    """`whole`: whether it is the one that also has the title."""

    whole: bool = True
    lines: list[Line] = field(default_factory=list)

    def add(self, key: str, of: str, id: str, label: str | Promise, name: str) -> None:
        self.lines.append(Line(key, sum(line.key == key for line in self.lines), of, id, label, name))

    @property
    def shown(self) -> list[tuple[str, str]]:
        """By list, its lines as JSON: what is left as it is, is not sent again."""
        return [(key, json.dumps(rows, ensure_ascii=False)) for key, rows in self._by_key().items()]

    def _by_key(self) -> dict[str, list[dict[str, str]]]:
        found: dict[str, list[dict[str, str]]] = {}
        for line in self.lines:
            found.setdefault(line.key, []).append({line.of: line.id, "name": line.name})
        return found


def of_sheet(grid: Grid) -> NameForm:
    """In the order in which rows and columns are shown; what needs no name of its own may get one."""
    form = NameForm()
    for row in (line.row for line in grid.lines):
        form.add("rows", "row", row.id, row.kind_name, row.name)
    for column in _columns(grid):
        form.add("columns", "column", column.id, column.scope_name, column.name)
    return form


def _columns(grid: Grid) -> Iterable[Any]:
    return (column for group in grid.groups for column in group.columns)


def of_diagram(plan: Drawn) -> list[NameForm]:
    """Descriptor by descriptor, with its variants; in several forms where one could not send them all."""
    forms, count = [NameForm()], 0
    for each in plan.descriptors:
        variants = plan.variants[each.id]
        if count + len(variants) > MOST_VARIANTS:
            forms.append(NameForm(whole=False))
            count = 0
        count += len(variants)
        forms[-1].add("descriptors", "descriptor", each.id, _("Descriptor"), each.name)
        label = _("Variant of “%(name)s”") % {"name": isolated(each.name)}
        for variant in variants:
            forms[-1].add("variants", "variant", variant.id, label, variant.name)
    return forms
