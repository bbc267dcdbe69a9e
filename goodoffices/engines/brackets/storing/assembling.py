"""Rows as a draft, and which rows an operation needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from goodoffices.engines.brackets.model import Draft, Given, Mark, Provision, Span
from goodoffices.engines.brackets.reading.given import laid
from goodoffices.engines.brackets.storing.row import Row

_ROOT = "draft"


def assembled(
    rows: Sequence[Row],
    *,
    parties: Iterable[str] = (),
    markdown: bool = False,
    above: Sequence[Row] = (),
    taken: Iterable[str] = (),
) -> Draft:
    """The draft in these rows: all of a text, or neighbours in it. O(n).

    Provisions are those of the rows. From the words are read brackets, choices, marks, options and nothing else, and
    operations on the draft keep its structure.

    parties   names to read as parties', besides the known states and groups
    above     the rows above the first one, outermost first, if these are a part: they stand in the draft without words
    taken     ids of rows elsewhere, which no new provision may get

    ValueError if a row stands under one that is neither among them nor above.

    >>> from goodoffices.engines.brackets import parse
    >>> from goodoffices.engines.brackets.storing import rows
    >>> assembled(rows(parse("1. Each Party [shall][should] report.\\n"))[:1]).choices[0].members
    (0, 1)
    """
    parts = _Parts(above)
    for row, start in zip(rows, accumulate((len(row.words) for row in rows), initial=0), strict=False):
        parts.take(row, start)
    return laid(
        "".join(row.words for row in rows),
        parts.provisions,
        markdown=markdown,
        parties=parties,
        notes=[
            note._replace(start=note.start + start, end=note.end + start)
            for row, start in parts.taken
            for note in row.notes
        ],
        furniture=[
            Mark("furniture", span.start + start, span.end + start)
            for row, start in parts.taken
            for span in row.furniture
        ],
        given=Given(
            heard=frozenset(name for row in rows for name in row.heard),
            defined=frozenset(pair for row in rows for pair in row.defined),
            outside=frozenset(row.id for row in above if row.kind != "document"),
            taken=frozenset(taken),
            begins=any(row.kind == "document" for row in rows),
        ),
    )


def needed(rows: Sequence[Row], index: int, upto: int | None = None) -> range:
    """The smallest run of neighbouring rows around one that no bracket, option or group of options crosses the ends of.

    upto   take in the rows up to, not including, this one as well

    What is stored is enough; nothing is read. O(the rows in the run).
    """
    first, stop = index, max(index + 1, upto or 0)
    while first and rows[first].joined:
        first -= 1
    while stop < len(rows) and rows[stop].joined:
        stop += 1
    return range(first, stop)


def above(rows: Sequence[Row], index: int, stop: int = 0) -> list[Row]:
    """The rows that a row stands under, or those up to, not including, `stop`; in text order. O(n), with nothing read.

    An option may stand under another row than those before it: “1. … (a) … (b) … Option 1: …”.
    """
    found: list[Row] = []
    wanted = {row.parent for row in rows[index : max(stop, index + 1)]}
    for row in reversed(rows[:index]):
        if row.id in wanted:
            found.append(row)
            wanted.add(row.parent)
    return found[::-1]


def under(rows: Sequence[Row], index: int) -> range:
    """A row with all that stand under it, such as an article with its paragraphs."""
    stop = index + 1
    while stop < len(rows) and rows[stop].depth > rows[index].depth:
        stop += 1
    return range(index, stop)


def part(
    rows: Sequence[Row], index: int, upto: int | None = None, *, parties: Iterable[str] = (), markdown: bool = False
) -> Draft:
    """The draft of the rows `needed` around one, under those above it. Reads them alone; see `assembled`.

    upto   take in the rows up to, not including, this one as well. An act on a provision with all under it (bracket it, turn
           it into options) needs `under(rows, index).stop`; to merge one into the one before it, begin there
    """
    run = needed(rows, index, upto)
    inside = rows[run.start : run.stop]
    return assembled(
        inside,
        parties=parties,
        markdown=markdown,
        above=above(rows, run.start, run.stop),
        taken=(row.id for row in rows),
    )


class _Parts:
    """Provisions as they are taken from rows, in order."""

    def __init__(self, above: Sequence[Row]) -> None:
        self.provisions = [Provision(0, "document", "", 0, "", False, _ROOT, Span(0, 0), 0, 0, 0, -1, 0)]
        self.taken: list[tuple[Row, int]] = []
        self.place: dict[str, int] = {"": 0, _ROOT: 0}
        for row in above:
            if row.kind != "document":
                self._put(row.provision(0, self._under(row)), row, Span(0, 0))

    def take(self, row: Row, start: int) -> None:
        """Add the provision of a row whose words begin at this offset."""
        self.taken.append((row, start))
        if row.kind == "document":
            self.provisions[0] = row.provision(start, -1)
            self.place[row.id] = 0
        else:
            self._put(row.provision(start, self._under(row)), row)

    def _under(self, row: Row) -> int:
        """The place of the provision above a row."""
        if row.parent not in self.place:
            raise ValueError(
                f"The row {row.id} stands under {row.parent}, which is not here. Give the rows above, too."
            )
        return self.place[row.parent]

    def _put(self, one: Provision, row: Row, label_span: Span | None = None) -> None:
        self.place[row.id] = len(self.provisions)
        self.provisions.append(one if label_span is None else replace(one, label_span=label_span))
