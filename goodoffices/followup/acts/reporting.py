"""Two axes that are never mixed: what an obligor reports, and what the verifier finds."""

from typing import Annotated, Any, ClassVar, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.files.acts import FileId
from goodoffices.files.models import File
from goodoffices.followup.acts.base import OnCommitment, Publicity
from goodoffices.followup.acts.publishing import tells_public
from goodoffices.followup.clocks import set_due
from goodoffices.followup.labels import FINDINGS, FOR_ALL, PROGRESS, PUBLICITY
from goodoffices.followup.models import Commitment, Finding, Report
from goodoffices.followup.sides import (
    acts_for,
    here,
    is_verifier,
    reporters_of,
    side_of,
    sits_in_verifier,
    still_there,
    verifier_name,
)
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Note, NotThere, Refused
from goodoffices.record.audience import PUBLIC, Audience
from goodoffices.record.models import Entry, Recorded
from goodoffices.record.source import Draw

Files = Annotated[list[FileId], Field(max_length=50)]
ORDER = ("not_begun", "under_way", "done")


class _Says(OnCommitment):
    files: Files = []

    def overtaken(self, thing: Recorded, number: int) -> bool:
        """What it lets choose beside its subject may be newer than that."""
        return isinstance(thing, Commitment) and super().overtaken(thing, number)

    def check(self, seat: Seat) -> None:
        rows = File.objects.seen_by(seat).filter(id__in=self.files).values_list("id", "book_id")
        if {id for id, _book in rows} != set(self.files):
            raise NotThere
        if any(book != self.found(seat).book_id for _id, book in rows):
            raise Refused(_("One of these files stands in another room. Attach it to this commitment first."), "files")


class ReportProgress(_Says):
    """A side that owes it reports how far it is."""

    kind: ClassVar[str] = "followup.report"
    says: ClassVar = gettext_lazy("%(by)s reported on a commitment: %(outcome)s.")
    label: ClassVar = gettext_lazy("Report")
    field_labels: ClassVar = {
        "progress": gettext_lazy("How far it is"),
        "words": gettext_lazy("In words"),
        "files": gettext_lazy("Evidence: files that are attached to it"),
    }
    choice_labels: ClassVar = {"progress": PROGRESS}

    progress: Literal["not_begun", "under_way", "done"]
    words: Note = ""

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a side that owes it."""
        return bool(acts_for(seat, self.found(seat).who))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "side": acts_for(seat, self.found(seat).who)}

    def reaches(self, seat: Seat) -> Audience:
        """The public book, where a copy of it stands there: how far it is, and none of the words."""
        return PUBLIC if self.found(seat).public else self.audience(seat)

    def tables(self, seat: Seat) -> list[Act]:
        """What the public reads of it, where it is public."""
        return tells_public(seat, self.found(seat), reported=self._least(seat))

    def _least(self, seat: Seat) -> str:
        found = self.found(seat)
        rows = Report.objects.seen_by(seat).filter(commitment=self.commitment).order_by("number")
        said = {**dict(rows.values_list("side", "progress")), acts_for(seat, found.who): self.progress}
        return least(said, here(seat, found.who) or found.who)

    def apply(self, entry: Entry) -> None:
        Report.make(
            entry,
            commitment_id=self.commitment,
            seat_id=entry.actor,
            side=entry.facts["side"],
            progress=self.progress,
            words=self.words,
            files=self.files,
            at=entry.at,
        )
        row = Commitment.objects.of(entry).get(id=self.commitment)
        rows = Report.objects.of(entry).filter(commitment=self.commitment).order_by("number")
        reported = least(dict(rows.values_list("side", "progress")), still_there(entry, row.who) or row.who)
        Commitment.change(entry, self.commitment, reported=reported, reported_number=entry.number)
        set_due(entry, self.commitment)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return str(facts["id"])

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"outcome": PROGRESS[self.progress]}


class VerifyCommitment(_Says):
    """Its verifier finds whether it is met, by which method."""

    kind: ClassVar[str] = "followup.verify"
    says: ClassVar = gettext_lazy("%(by)s found on a commitment: %(outcome)s.")
    label: ClassVar = gettext_lazy("Record the finding")
    field_labels: ClassVar = {
        "finding": gettext_lazy("What you find"),
        "method_used": gettext_lazy("By which method"),
        "words": gettext_lazy("In words"),
        "files": gettext_lazy("Files that it rests on"),
        "publicity": gettext_lazy("Who may be told"),
    }
    choice_labels: ClassVar = {"finding": FINDINGS, "publicity": PUBLICITY}
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, this is the finding")
    consequence: ClassVar = gettext_lazy(
        "Everyone who reads this commitment reads it. A later finding does not erase it."
    )

    finding: Literal["met", "partly", "not_met", "cannot_tell"]
    method_used: Note = ""
    words: Note = ""
    publicity: Publicity = "table"

    def allowed(self, seat: Seat) -> bool:
        """Its verifier, and never a side that owes it; of a joint body whoever reports what it found."""
        found = self.found(seat)
        return is_verifier(seat, found) or sits_in_verifier(seat, found)

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        found = self.found(seat)
        if is_verifier(seat, found):
            return
        body = {"body": verifier_name(seat, found.verifier)}
        if reporting := reporters_of(seat, found):
            names = ", ".join(each.name for each in reporting)
            raise Refused(
                _("What “%(body)s” finds is reported by %(names)s. Tell them what you found.")
                % {**body, "names": names}
            )
        raise Refused(
            _("“%(body)s” has no neutral rapporteur. Ask the third party to name one, who then reports the finding.")
            % body
        )

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """What is to be done, and the finding."""
        said = [
            (_("What is to be done"), self.found(seat).what),
            (_("What you find"), str(FINDINGS[self.finding])),
            (_("By which method"), self.method_used),
            (_("In words"), self.words),
        ]
        return [(label, words) for label, words in said if words]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "side": side_of(seat)}

    def reaches(self, seat: Seat) -> Audience:
        """The public book, where a copy of it stands there and the finding is meant for it."""
        told = self.publicity == FOR_ALL  # house: audience: how far it is told, not a book
        return PUBLIC if told and self.found(seat).public else self.audience(seat)

    def tables(self, seat: Seat) -> list[Act]:
        """What the public reads of it, where both the commitment and the finding are public."""
        told = self.publicity == FOR_ALL  # house: audience: how far it is told, not a book
        return tells_public(seat, self.found(seat), found=self.finding) if told else []

    def apply(self, entry: Entry) -> None:
        Finding.make(
            entry,
            commitment_id=self.commitment,
            seat_id=entry.actor,
            side=entry.facts["side"],
            finding=self.finding,
            method_used=self.method_used,
            words=self.words,
            files=self.files,
            publicity=self.publicity,
            at=entry.at,
        )
        Commitment.change(entry, self.commitment, found=self.finding, found_number=entry.number)
        set_due(entry, self.commitment)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return str(facts["id"])

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"outcome": FINDINGS[self.finding]}


def least(said: dict[str, str], sides: Any) -> str:
    """How far it is, if each of these sides says so much: whoever said nothing has not begun."""
    return min((said.get(side, ORDER[0]) for side in sides), key=ORDER.index)
