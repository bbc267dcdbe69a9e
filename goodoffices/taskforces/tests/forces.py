"""A task force on the river, as tests of task forces set one up."""

from typing import Any

from goodoffices.process.models import Seat
from goodoffices.record.perform import perform
from goodoffices.record.source import Draw
from goodoffices.taskforces.acts import AdoptTerms, DeliverReport, DraftReport, DraftTerms, NameChair
from goodoffices.taskforces.models import Terms
from tests.table import admit, now, task_force

BEGIN = "2025-05-02T10:00:00.000Z"
SUNSET = "2025-06-30"
KEY = "gauges"


class Force:
    """A task force with a member of each side and a rapporteur of the secretariat; its terms, once drafted."""

    def __init__(self, patch: Any, amara: Seat, lena: Seat, idris: Seat, *more: Seat) -> None:
        self._patch = patch
        self.set(BEGIN)
        self.amara, self.heads = amara, (lena, idris)
        self.writer = admit(amara, "interpreter", "Rapporteur")
        self.book = task_force(amara, KEY, lena, idris, self.writer, *more)
        self.terms = ""

    def set(self, at: str) -> None:
        """What every draw finds for the time."""
        self._patch.setattr(Draw, "now", lambda draw: at)

    def draft(self, **more: Any) -> str:
        chairs = [head.id for head in self.heads]
        given = {"task_force": KEY, "purpose": "Read the gauges.", "sunset": SUNSET, "co_chairs": chairs}
        given["rapporteur"] = self.writer.id
        self.terms = perform(DraftTerms(**{**given, **more}), now(self.amara)).entry.id
        return self.terms

    def chaired(self) -> None:
        for head in self.heads:
            perform(NameChair(terms=self.terms, seat=head.id), now(head))

    def adopted(self, **more: Any) -> "Force":
        """In force, and chaired by both heads."""
        self.draft(**more)
        for head in self.heads:
            perform(AdoptTerms(terms=self.terms), now(head))
        return self

    def report(self, **more: Any) -> str:
        given = {"task_force": KEY, "words": "We read them.", "recommendations": ["One gauge for both."]}
        return perform(DraftReport(**{**given, **more}), now(self.writer)).entry.id

    def delivered(self, **more: Any) -> Any:
        """The entry by which the last co-chair delivered a report."""
        report = self.report(**more)
        return [perform(DeliverReport(report=report), now(head)).entry for head in self.heads][-1]

    def found(self, seat: Seat) -> Terms:
        terms: Terms = Terms.objects.seen_by(now(seat)).select_related("book", "force").get(id=self.terms)
        return terms
