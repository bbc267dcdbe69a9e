"""A run ends: the host has worked it out, or somebody has cancelled it. Both may come after the talks are over."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import PrivateAttr

from goodoffices.assessment import engine
from goodoffices.assessment.acts.asking import called_run
from goodoffices.assessment.acts.references import Assessing, RunId
from goodoffices.assessment.labels import RUN_STATES
from goodoffices.assessment.models import Run
from goodoffices.process.finding import found_once
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Refused
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named
from goodoffices.record.source import Draw


class CancelRun(Assessing):
    """Cancel a run that is being worked out."""

    kind: ClassVar[str] = "assessment.cancel_run"
    says: ClassVar = gettext_lazy("%(by)s cancelled a run of “%(title)s”.")
    label: ClassVar = gettext_lazy("Cancel it")

    run: RunId

    def found(self, seat: Seat) -> Run:
        run: Run = found_once(Run, seat, self.run)
        return run

    def audience(self, seat: Seat) -> Audience:
        """The run’s own book."""
        return self.found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Who asked, or leads the third party."""
        return seat.speaks and (seat.leads or self.found(seat).seat_id == seat.id)

    def possible(self, seat: Seat) -> None:
        if self.found(seat).state != "asked":
            raise Refused(_("This run has ended. Ask again if you need another."))

    def apply(self, entry: Entry) -> None:
        Run.change(entry, self.run, state="cancelled", ended_at=entry.at)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": called_run(self.run)}


class RunAnswered(Act):
    """The host has worked out a run; what the engine said stands in the facts."""

    kind: ClassVar[str] = "assessment.answer_run"
    says: ClassVar = gettext_lazy("A run of “%(title)s” was worked out: %(state)s.")
    only_entailed: ClassVar[bool] = True

    run: RunId

    _answer: dict[str, Any] = PrivateAttr(default_factory=dict)

    @classmethod
    def of(cls, run: Run, answer: dict[str, Any]) -> "RunAnswered":
        act = cls(run=run.id)
        act._answer = answer
        return act

    def audience(self, seat: Any) -> Audience:
        """The run’s own book."""
        run: Run = row_named(Run, self.run)
        return run.audience

    def hides_author(self, seat: Any) -> bool:
        return True

    def possible(self, seat: Any) -> None:
        run = row_named(Run, self.run)
        if run is None or run.state != "asked":
            raise Refused

    def draw(self, draw: Draw, seat: Any) -> dict[str, Any]:
        run = row_named(Run, self.run)
        return {"engine": engine.ENGINE, "input": run.input, "answer": self._answer}

    def apply(self, entry: Entry) -> None:
        answer = entry.facts["answer"]
        told = {"state": answer["status"], "answer": answer, "engine": entry.facts["engine"]}
        Run.change(entry, self.run, ended_at=entry.at, **told)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": called_run(self.run), "state": RUN_STATES[entry.facts["answer"]["status"]]}
