"""Forms a letter or two from one that stands nowhere, as of a mistyped name. Trigrams say which are worth a look."""

from collections.abc import Iterable, Sequence

from goodoffices.engines.words import postings
from goodoffices.engines.words.tables import Connection

MOST = 4
SHORTEST = 4
LONG = 8
"""From so many letters on two may differ, else one."""


def trigrams(form: str) -> set[str]:
    """Runs of three signs, the spaces before and behind among them.

    >>> sorted(trigrams("deleg"))
    [' de', 'del', 'eg ', 'ele', 'leg']
    """
    padded = f" {form} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def remember(connection: Connection, book: int, forms: Iterable[str]) -> None:
    rows = [(book, gram, form) for form in forms if form[:1] != "=" for gram in trigrams(form)]
    connection.executemany(
        "INSERT INTO words_trigram (book, trigram, form) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", sorted(rows)
    )


def forget(connection: Connection, book: int, forms: Iterable[str]) -> None:
    rows = [(book, gram, form) for form in forms for gram in trigrams(form)]
    connection.executemany("DELETE FROM words_trigram WHERE book = ? AND trigram = ? AND form = ?", rows)


def near(connection: Connection, forms: Iterable[str], books: Sequence[tuple[int, int]]) -> list[str]:
    """The forms most like one of `forms` that stand in the books, each read from its key on; at most `MOST`."""
    found: dict[str, int] = {}
    for form in forms:
        if len(form) >= SHORTEST:
            for other in {other for book, _first in books for other in _sharing(connection, book, form)}:
                steps = distance(form, other)
                if steps <= allowed(form):
                    found[other] = min(steps, found.get(other, steps))
    kept: list[str] = []
    for form in sorted(found, key=lambda other: (found[other], other)):
        if any(postings.read(connection, book, form, first).keys for book, first in books):
            kept.append(form)
        if len(kept) == MOST:
            break
    return kept


def _sharing(connection: Connection, book: int, form: str) -> list[str]:
    """Forms of a book that have enough trigrams in common with a form to be so few letters from it."""
    own = trigrams(form)
    least = max(1, len(form) - 4 * allowed(form))
    marks = ", ".join("?" * len(own))
    rows = connection.execute(
        f"SELECT form FROM words_trigram WHERE book = ? AND trigram IN ({marks}) GROUP BY form"  # noqa: S608
        " HAVING count(*) >= ? AND abs(length(form) - ?) <= ?",
        (book, *sorted(own), least, len(form), allowed(form)),
    )
    return [other for (other,) in rows]


def allowed(form: str) -> int:
    return 1 if len(form) < LONG else 2


def distance(one: str, two: str) -> int:
    """Letters put in, left out, changed, or swapped with their neighbour (optimal string alignment). O(mn).

    >>> distance("sanction", "sanctoin"), distance("border", "bordeaux"), distance("", "abc")
    (1, 3, 3)
    """
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(two, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], earlier[j - 2] + 1)
    return row[-1]
