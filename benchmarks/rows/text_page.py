"""How long the page of a long text takes, an edit of one provision, and the part of a page that an edit redraws.

The text has 200 provisions and 2,500 brackets; it is tabled by the front door. Times are the processor's, of the one thread
that answers; what a browser needs to paint comes on top.
"""

import time
from collections.abc import Callable

from benchmarks.figures import Figure, Run, percentile
from benchmarks.inside import do, ready

PROVISIONS, BRACKETS = 200, 2_500
MOST_PAGE_MS = 1_000


def measure(run: Run) -> None:
    ready()
    from goodoffices.text.models import Provision
    from tests.cast import River, client_of

    river = River.played()
    amara, lena = river.seat("amara"), river.seat("lena")
    entry = do(amara, "text.table_draft", title="A long text", text=long_text())
    rows = list(Provision.objects.seen_by(lena).filter(draft=entry.id).order_by("place"))
    brackets = sum(each.words.count("[") for each in rows)
    if (len(rows), brackets) != (PROVISIONS, BRACKETS):
        raise RuntimeError(f"the text has {len(rows)} provisions and {brackets} brackets")

    browser, base = client_of(lena), f"/processes/{river.process}/text/"
    times = 3 if run.quick else 10 * run.times
    pages = [_processor(lambda: _got(browser, f"{base}{entry.id}/")) for _ in range(times)]
    edited = rows[PROVISIONS // 2 : PROVISIONS // 2 + times]
    edits = [
        _processor(lambda row=row: do(lena, "text.propose", provision=row.id, span=span(row.words), words="a"))
        for row in edited
    ]
    parts = [_processor(lambda row=row: _got(browser, f"{base}provisions/{row.id}/part")) for row in edited]
    run.add(
        Figure(
            f"page of a text of {PROVISIONS} provisions and {BRACKETS:,} brackets, p50", percentile(pages, 0.5), "ms"
        ),
        Figure("the same, the slowest", max(pages), "ms", at_most=MOST_PAGE_MS),
        Figure("a proposal in it, p50", percentile(edits, 0.5), "ms"),
        Figure(
            "the provision drawn again, p50", percentile(parts, 0.5), "ms", "the whole page", percentile(pages, 0.5)
        ),
    )


def long_text() -> str:
    """Numbered provisions of twelve or thirteen brackets each: pairs of alternatives between plain words."""
    each, more = divmod(BRACKETS, PROVISIONS)
    return "\n\n".join(
        _provision(number, each + (number <= PROVISIONS // 2) * (more * 2 // PROVISIONS))
        for number in range(1, PROVISIONS + 1)
    )


def _provision(number: int, brackets: int) -> str:
    words = [
        "".join(f"[wording {number}.{n}]" for n in range(first, min(first + 2, brackets)))
        for first in range(0, brackets, 2)
    ]
    return f"{number}. The Parties agree on " + " and further on ".join(words) + " as stated."


def span(words: str) -> list[int]:
    """A plain word of a provision."""
    start = words.index("Parties")
    return [start, start + len("Parties")]


def _processor(work: Callable[[], object]) -> float:
    """Milliseconds of the processor."""
    begun = time.thread_time()
    work()
    return (time.thread_time() - begun) * 1000


def _got(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    answer = browser.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
