"""What a line of a form is called, so that people find it again: by the rows that it names, else by what they wrote in it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import Truncator

from goodoffices.process.form_fields import Field
from goodoffices.process.models import Seat
from goodoffices.record.acts import Names, naming_fields
from goodoffices.record.rows import Row
from goodoffices.record.things import Thing

MOST = 60  # characters of a line that are said


class NamedLines:
    """The lines of one field, as one seat reads what they name: asked for once, however many there are."""

    def __init__(self, seat: Seat, row: type[Row], lines: Iterable[Mapping[str, Any]]) -> None:
        sent = list(lines)
        self._naming = {
            name: _called(seat, names, {line[name] for line in sent if isinstance(line.get(name), str)})
            for name, names in naming_fields(row)
        }

    def called(self, line: Mapping[str, Any], wrong: str) -> str:
        """A line by the rows that it names, else by the first words in it beside what is `wrong`; empty where there are none."""
        named = [words for name, called in self._naming.items() if (words := called.get(line.get(name, "")))]
        if named or self._naming:
            return " · ".join(_isolated(words) for words in named)
        written = (value for name, value in line.items() if name != wrong)
        words = next((value if isinstance(value, str) else ", ".join(value) for value in written), "")
        return _isolated(Truncator(words).chars(MOST)) if words else ""

    def put(self, rows: Iterable[Iterable[Field]]) -> None:
        """Let fields that name a row say which, and not by its id."""
        for field in (each for line in rows for each in line):
            name = field.name.rpartition("-")[2]
            if called := self._naming.get(name, {}).get(field.value):
                field.shape, field.called = "given", called

    @property
    def name_rows(self) -> bool:
        """Whether each line is about something: then there are no further ones to write in."""
        return bool(self._naming)


def _called(seat: Seat, names: Names, ids: set[str]) -> dict[str, str]:
    if names.model is Thing:
        rows = names.rows(seat, ids)
    else:
        related = getattr(names.model, "related", ("book",))
        read = names.model.objects.seen_by(seat).select_related(*related).filter(id__in=ids).order_by()
        rows = {row.id: row for row in read}
    return {id: str(getattr(row, "title", "") or getattr(row, "name", "") or row.citation) for id, row in rows.items()}


def _isolated(words: str) -> str:
    """Words that people wrote, which turn no sentence around them."""
    return f"\N{FIRST STRONG ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}"
