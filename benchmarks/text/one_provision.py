"""One act on one provision of a long draft, and its page drawn again: with all of it read anew, and with rows of provisions."""

from collections.abc import Iterator

from benchmarks.text.drafts import draft
from benchmarks.text.measuring import Measured, timed
from goodoffices.engines.brackets import operations, parse
from goodoffices.engines.brackets.counting import metrics
from goodoffices.engines.brackets.model import Draft
from goodoffices.engines.brackets.rendering import html
from goodoffices.engines.brackets.storing import needed, part, rows

WORDS = 55_000
WORD = "account"  # one that the draft has outside brackets and labels


def measure(runs: int, most: int) -> Iterator[Measured]:
    """A row for the whole read anew, and one for the rows that are needed, in the same run."""
    text = draft(min(WORDS, most))
    whole = parse(text)
    kept = rows(whole)
    index = next(i for i in range(len(kept) // 2, len(kept)) if _place(part(kept, i), kept[i].id) >= 0)
    id = kept[index].id
    assert anew(text, id) == alone(kept, index)
    for work, done, goal in (
        ("propose and draw: all read anew", lambda: anew(text, id), 0.0),
        ("propose and draw: one provision's rows", lambda: alone(kept, index), 0.010),
    ):
        row = Measured(work, metrics.words(text), text.count("["), goal=goal)
        row.seconds = timed(done, runs)
        yield row


def anew(text: str, id: str) -> str:
    """The provision's HTML after a proposal, with the whole text read before and after."""
    return html.provision(_proposed(parse(text), id), id, language())


def alone(kept: list, index: int) -> str:
    """The same, from rows; the rows that come out of it are made as well."""
    run = needed(kept, index)
    small = _proposed(part(kept, index), kept[index].id)
    assert len(rows(small)) == len(run)
    return html.provision(small, kept[index].id, language())


def language() -> html.RenderOptions:
    return html.RenderOptions(language="en", alternatives=True)


def _proposed(there: Draft, id: str) -> Draft:
    at = _place(there, id)
    done = operations.propose(there, at, at + len(WORD), "consideration", "North")
    assert isinstance(done, Draft)
    return done


def _place(there: Draft, id: str) -> int:
    """Where the word stands plainly in a provision, or -1."""
    one = there.by_id(id)
    at = there.text.find(f" {WORD} ", one.start, one.own_end)
    return at + 1 if at >= 0 and there.bracket_at(at + 1) is None else -1
