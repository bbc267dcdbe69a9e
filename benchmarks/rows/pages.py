"""What pages cost when the record is long: twenty thousand statements on two hundred issues, each page asked in process.

No page costs more because the record is longer. Counted are the statements that the database is asked; measured is the
processor's time of the thread that answers: warm, and as the first page after an act, and after an act that changes the
structure of a book that the reader reads.
"""

import statistics
import time
from collections.abc import Callable
from typing import Any

from benchmarks.figures import Figure, Run
from benchmarks.host import LINE
from benchmarks.inside import ready

STATEMENTS, ISSUES = 20_000, 200
MOST_MS, MOST_STATEMENTS, AFTER_STRUCTURE = 10, 12, 2


def measure(run: Run) -> None:
    table = Long(statements=1_000 if run.quick else STATEMENTS, issues=20 if run.quick else ISSUES)
    times = 5 if run.quick else 10 * run.times
    for name, page in table.pages().items():
        warm = table.cost(page, times, before=lambda: None)
        after = table.cost(page, times, before=table.say)
        structural = table.cost(page, times, before=table.set_status)
        run.add(
            Figure(f"{name}, {table.statements:,} statements: after an act", after[0], "ms", at_most=MOST_MS),
            Figure(f"{name}: statements asked after an act", after[1], "", at_most=MOST_STATEMENTS),
            Figure(
                f"{name}: after a structural act", structural[0], "ms", "warm page", warm[0], at_most=AFTER_STRUCTURE
            ),
        )


class Long:
    """The river case with a long record, in a data folder of its own; read through the eyes of South's head."""

    def __init__(self, statements: int, issues: int) -> None:
        ready()
        from goodoffices.record.writing import one_writer
        from tests.cast import River, client_of

        self.statements = statements
        self.river = River.played()
        self.plenary = self.river.book("plenary").id
        self.lena, self.idris = self.river.seat("lena"), self.river.seat("idris")
        with one_writer():
            self.issues = [self._do("agenda.raise_issue", title=f"Issue {n + 1}") for n in range(issues)]
            said = [
                self._do(
                    "consultation.make_statement",
                    room=self.plenary,
                    text=LINE.format(n=1900 + n),
                    issues=[self.issues[n % issues]],
                )
                for n in range(statements)
            ]
        self.said = said[len(said) // 2]
        self.client = client_of(self.idris)

    def pages(self) -> dict[str, str]:
        from django.urls import reverse

        place = [self.river.process]
        return {
            "room": reverse("consultation:room", args=[*place, self.plenary]),
            "statement": reverse("consultation:statement", args=[*place, self.said]),
            "issue": reverse("agenda:issue", args=[*place, self.issues[0]]),
            "today": reverse("briefing:today", args=place),
            "brief": reverse("briefing:brief", args=place),
            "heard": reverse("listening:heard", args=place),
            "ledger": reverse("shuttle:ledger", args=place),
            "speakers": reverse("chairing:speakers", args=[*place, self.plenary]),
            "book": reverse("record:book", args=[*place, self.plenary]),
            "entry": reverse("record:entry", args=[*place, self.plenary, self.statements // 2]),
        }

    def cost(self, page: str, times: int, before: Callable[[], Any]) -> tuple[float, float]:
        """Medians: milliseconds of the processor, and statements asked."""
        from django.db import connection

        asked: list[str] = []

        def note(execute: Any, sql: str, *more: Any) -> Any:
            asked.append(sql)
            return execute(sql, *more)

        took, counts = [], []
        self.client.get(page)
        for _ in range(times):
            before()
            asked.clear()
            with connection.execute_wrapper(note):
                begun = time.thread_time_ns()
                status = self.client.get(page).status_code
                took.append((time.thread_time_ns() - begun) / 1e6)
            counts.append(len(asked))
            if status != 200:
                raise RuntimeError(f"{page} was answered {status}")
        return statistics.median(took), statistics.median(counts)

    def say(self) -> None:
        self._do("consultation.make_statement", room=self.plenary, text="Once more.")

    def set_status(self) -> None:
        self._statuses = getattr(self, "_statuses", 0) + 1
        self._do("agenda.set_status", issue=self.issues[-1], status=("tense", "rising")[self._statuses % 2])

    def _do(self, kind: str, **data: Any) -> str:
        from goodoffices.record.acts import KINDS
        from goodoffices.record.perform import perform

        act = KINDS[kind](**data)
        return str(act.thing(perform(act, self.lena).entry.facts))
