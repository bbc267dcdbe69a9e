"""What the reveal of a blind decision among three parties costs, beside an ordinary act in the same room."""

import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median
from typing import Any
from unittest.mock import patch

from benchmarks.figures import Figure, Run
from benchmarks.inside import do, ready

PARTIES = ("north", "south", "west")
BEGIN = "2027-05-02T10:00:00.000Z"  # the clock goes on from here, an hour for each decision


def measure(run: Run) -> None:
    ready()
    mediator, heads, room = _table()
    times = 10 if run.quick else 20 * run.times
    revealed, said = zip(*(_reveal(mediator, heads, room, n) for n in range(times)), strict=True)
    run.add(
        Figure(
            f"reveal of a blind decision, {len(PARTIES)} parties, p50",
            median(revealed),
            "ms",
            "statement",
            median(said),
        )
    )


def _table() -> tuple[Any, list[Any], str]:
    """A process of its own, with three parties whose heads sit under ground rules; the mediator may propose."""
    from goodoffices.process.acts import Founder, FoundProcess
    from goodoffices.process.seats import seat_with_id
    from goodoffices.record.models import Book
    from goodoffices.record.perform import found

    founded = found(FoundProcess(title="Three at a river", mediator="Mediator"), Founder("three at a river")).facts
    mediator = founded["mediator"]

    def led(kind: str, **data: Any) -> str:
        return str(do(seat_with_id(mediator), kind, **data).facts.get("id", ""))

    led("process.set_mandate", mandate="mediation")
    for party in PARTIES:
        led("process.admit_party", party=party, name=party.title())
    heads = [led("process.admit_seat", role="head", name=f"Head of {party.title()}", party=party) for party in PARTIES]
    rules = led("process.propose_ground_rules")
    for head in heads:
        do(seat_with_id(head), "process.accept_ground_rules", rules=rules)
    room = Book.objects.get(register_id=founded["id"], kind="plenary").id
    return seat_with_id(mediator), [seat_with_id(head) for head in heads], room


def _reveal(mediator: Any, heads: list[Any], room: str, n: int) -> tuple[float, float]:
    """Milliseconds of wall time: of the clock's reveal, and of a statement just before."""
    from goodoffices.record.models import Entry
    from goodoffices.record.perform import ring
    from goodoffices.record.source import Draw
    from goodoffices.record.timestamps import moment, written

    now = moment(BEGIN) + timedelta(hours=n)
    until = written(now + timedelta(minutes=30))
    with patch.object(Draw, "now", lambda _draw: written(now)):
        put = do(mediator, "decisions.put", words="Forty days, and then again.", method="blind", expires=until)
        for head in heads:
            do(head, "decisions.answer", decision=put.id, answer="yes")
        said = _wall(lambda: do(mediator, "consultation.make_statement", room=room, text="The time is nearly up."))
    with patch.object(Draw, "now", lambda _draw: until):
        revealed = _wall(lambda: ring(until))
    if not Entry.objects.filter(
        book_id=put.book_id, kind="decisions.reveal", data__decision=put.id, facts__match=True
    ).exists():
        raise RuntimeError("the clock revealed nothing")
    return revealed, said


def _wall(does: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    does()
    return (time.perf_counter() - begun) * 1e3
