"""A revision: the draft as it stands, frozen, so that it can be cited, compared, put to a decision and taken to a capital."""

import hashlib
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.process.audience import is_delegation
from goodoffices.process.finding import found_once
from goodoffices.process.models import Seat
from goodoffices.record.acts import Called, Refused, Touched
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named, seen_by
from goodoffices.record.source import Draw
from goodoffices.text.acts.base import DraftId, OnDraft, who
from goodoffices.text.editors import is_editor
from goodoffices.text.figures import figures_of
from goodoffices.text.models import Draft, Provision, Revision
from goodoffices.text.working import provisions_of, whole


class IssueRevision(OnDraft):
    """Freeze the text as it stands under the next number. The text goes on; the revision stays as it is."""

    kind: ClassVar[str] = "text.issue_revision"
    says: ClassVar = gettext_lazy("%(by)s issued Rev. %(revision)s of “%(title)s”.")
    label: ClassVar = gettext_lazy("Issue a revision")
    counts_as_unread: ClassVar[bool] = True

    draft: DraftId

    def found(self, seat: Seat) -> Draft:
        found: Draft = found_once(Draft, seat, self.draft)
        return found

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party, a drafting editor, and in a room of one’s own whoever speaks there."""
        draft = self.found(seat)
        return seat.leads or is_editor(seat, draft) or (is_delegation(draft.audience) and seat.speaks)

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        draft = self.found(seat)
        last = Revision.objects.seen_by(seat).filter(draft=draft).order_by("-revision").first()
        if last is not None and last.changed >= draft.changed and not _changed_since(seat, draft, last.number):
            raise Refused(
                _("Nothing has changed since Rev. %(revision)s. Cite that one.") % {"revision": last.revision}
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        draft = self.found(seat)
        provisions = provisions_of(seen_by(seat), draft.id)
        words = "".join(each.words for each in provisions)
        return {
            "id": draw.id(),
            **who(seat, self.audience(seat)),
            "revision": draft.revision + 1,
            "rows": [{**each.shape, "id": each.id, "words": each.words} for each in provisions],
            "sha256": hashlib.sha256(words.encode()).hexdigest(),
            "figures": figures_of(whole(draft, provisions)),
        }

    def thing(self, facts: dict[str, Any]) -> str | None:
        return str(facts["id"])

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        Revision.make(
            entry,
            draft_id=self.draft,
            seat_id=entry.actor,
            revision=facts["revision"],
            rows=facts["rows"],
            sha256=facts["sha256"],
            figures=facts["figures"],
            at=entry.at,
        )
        Draft.change(entry, self.draft, revision=facts["revision"])

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("draft", self.draft)]

    def gaps(self, entry: Entry) -> dict[str, Any]:
        row = row_named(Draft, self.draft)
        title = Called(row.book_id, row.number, row.title, row.citation)
        return {"revision": entry.facts["revision"], "title": title}


def _changed_since(seat: Seat, draft: Draft, number: int) -> bool:
    return bool(Provision.objects.seen_by(seat).filter(draft=draft, changed__gt=number).exists())
