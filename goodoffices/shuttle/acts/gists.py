"""The mediator's drafts of a gist, and what is marked not to travel."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.process.attribution import side_of
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import Id, Refused, Words
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw
from goodoffices.shuttle.acts.travelling import InCaucus, is_marked, name_of_party, unmark, waiting_releases, wording_of
from goodoffices.shuttle.models import Gist, Withholding


class DraftGist(InCaucus):
    """The mediator drafts a gist for the giver to approve or to edit."""

    kind: ClassVar[str] = "consultation.draft_gist"
    says: ClassVar = gettext_lazy("%(by)s drafted a gist for %(to)s: %(text)s")
    label: ClassVar = gettext_lazy("Send the draft to its giver")
    field_labels: ClassVar = {"to": gettext_lazy("To whom"), "text": gettext_lazy("What you would say")}

    to: Id
    text: Words

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def check(self, seat: Seat) -> None:
        if self._to(seat).id == side_of(seat, self.subject(seat)):
            raise Refused(_("This is the giver’s own party. Name another one."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "to": self._to(seat).id, "wording": self.subject(seat).wording}

    def apply(self, entry: Entry) -> None:
        Gist.make(
            entry,
            about_id=self.subject_id,
            to_id=entry.facts["to"],
            text=self.text,
            at=entry.at,
            of_wording=wording_of(entry, self.subject_id),
        )

    def _to(self, seat: Seat) -> Party:
        party: Party | None = Party.objects.seen_by(seat).filter(key=self.to).first()
        if party is None:
            raise Refused(_("There is no such party at this table. Choose one of the parties."))
        return party

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"to": name_of_party(entry.facts["to"]), "text": self.text}


class Withhold(InCaucus):
    """Mark something said in one’s own caucus not to travel."""

    kind: ClassVar[str] = "consultation.withhold"
    says: ClassVar = gettext_lazy("%(by)s marked something as confidential.")
    label: ClassVar = gettext_lazy("Mark as confidential")

    def allowed(self, seat: Seat) -> bool:
        return seat.delegate

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if waiting_releases(seat, self.subject_id).exists():
            raise Refused(_("This has been released. Revoke the release first."))
        if is_marked(seat, self.subject_id):
            raise Refused(_("This is already marked. There is nothing left to do."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"withholding": draw.id("withholding")}

    def apply(self, entry: Entry) -> None:
        Withholding.make(entry, id=entry.facts["withholding"], about_id=self.subject_id)


class EndWithholding(InCaucus):
    """Take the mark away again."""

    kind: ClassVar[str] = "consultation.end_withholding"
    says: ClassVar = gettext_lazy("%(by)s removed the mark that something is confidential.")
    label: ClassVar = gettext_lazy("Remove the mark")

    def allowed(self, seat: Seat) -> bool:
        """Who decides for the party, and whoever said it."""
        return seat.delegate and (seat.decides or self.subject(seat).author == seat.id)

    def possible(self, seat: Seat) -> None:
        if not is_marked(seat, self.subject_id):
            raise Refused(_("This is not marked. There is nothing to remove."))

    def apply(self, entry: Entry) -> None:
        unmark(entry, self.subject_id)
