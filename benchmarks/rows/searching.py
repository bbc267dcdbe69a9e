"""How long a search takes among a hundred thousand statements: the answer alone, and the whole page around it.

The statements are laid into the tables as rows, without entries, which would take minutes and change nothing that a search
reads. The office itself builds the index from them, in larger pieces than beside other writers. Asked are words as frequent as
they are said. Times are the processor's, of the one thread that answers.
"""

import random
import time
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from benchmarks.figures import Figure, Run, percentile
from benchmarks.inside import do, ready
from benchmarks.words.texts import LANGUAGES, texts

STATEMENTS, MOST_MS, AT_ONCE = 100_000, 50, 5_000


def measure(run: Run) -> None:
    ready()
    from goodoffices.search import finding
    from goodoffices.search.question import Question
    from tests.cast import River, client_of

    count = 5_000 if run.quick else STATEMENTS
    river = River.played()
    said = list(_said(count))
    _lay(river, said)
    building = _processor(lambda: _index(river))

    seat, browser = river.seat("idris"), client_of(river.seat("idris"))
    page = f"/processes/{river.process}/search/"
    asked = _asked(said, 30 if run.quick else 100 * run.times)
    hello = [_processor(lambda: _got(browser, page)) for _ in range(20)]
    found: list[Any] = []
    answers = [_processor(lambda q=q: found.append(finding.search(seat, Question(q)))) for q in asked]
    if any("unfinished" in answer.notes for answer in found) or sum(bool(answer.found) for answer in found) < 0.9 * len(
        found
    ):
        raise RuntimeError("words that were said were not found")
    pages = [_processor(lambda q=q: _got(browser, f"{page}?{urlencode({'q': q})}")) for q in asked]
    empty = percentile(hello, 0.5)
    run.add(
        Figure(f"search among {count:,} statements, the answer, p50", percentile(answers, 0.5), "ms"),
        Figure("the same, p95", percentile(answers, 0.95), "ms", at_most=MOST_MS),
        Figure(
            f"search among {count:,} statements, the page, p50", percentile(pages, 0.5), "ms", "nothing asked", empty
        ),
        Figure("the same, p95", percentile(pages, 0.95), "ms", at_most=MOST_MS),
        Figure("to index 10,000 of them", building / count * 10, "s"),
    )


def _said(count: int) -> Iterator[str]:
    """Statements of one to five real texts of a language; the same ones each time."""
    chance = random.Random(7)
    for _each in range(count):
        pool = texts(chance.choice(LANGUAGES))
        yield " ".join(chance.choice(pool) for _part in range(chance.randint(1, 5)))


def _lay(river: Any, said: list[str]) -> None:
    """One statement by the front door, and all others after its pattern."""
    from django.db import transaction

    from goodoffices.consultation.models import Statement
    from goodoffices.record.things import Thing

    plenary, lena = river.book("plenary"), river.seat("lena")
    first = do(lena, "consultation.make_statement", room=plenary.id, text=said[0])
    with transaction.atomic():
        for model in (Statement, Thing):
            pattern = model._base_manager.filter(id=first.facts["id"]).values().get()
            rows = (model(**_after(pattern, n, words)) for n, words in enumerate(said) if n)
            model._base_manager.bulk_create(rows, batch_size=AT_ONCE)


def _after(pattern: dict[str, Any], n: int, words: str) -> dict[str, Any]:
    """The columns of the nth row behind the first."""
    number = pattern["number"] + n
    return {
        **pattern,
        "id": f"said{n:020}",
        "number": number,
        "changed": number,
        **({"text": words} if "text" in pattern else {}),
    }


def _index(river: Any) -> None:
    from goodoffices.search import indexing

    with patch.object(indexing, "PIECE", AT_ONCE):
        while not indexing.catch_up([river.book("plenary").id], most=AT_ONCE):
            pass


def _asked(said: list[str], count: int) -> list[str]:
    """One word, or two of one statement, or a beginning."""
    chance, asked = random.Random(11), []
    while len(asked) < count:
        words = [word for word in chance.choice(said).split() if word.isalpha() and len(word) > 2]
        if len(words) > 1:
            one, other = chance.sample(words, 2)
            asked.append(chance.choice([one, one, f"{one} {other}", f"{one[:4]}*"]))
    return asked


def _got(browser: Any, address: str) -> None:
    status = browser.get(address).status_code
    if status != 200:
        raise RuntimeError(f"{address} was answered {status}")


def _processor(does: Callable[[], Any]) -> float:
    """Milliseconds of the processor that this thread took."""
    begun = time.thread_time_ns()
    does()
    return (time.thread_time_ns() - begun) / 1e6
