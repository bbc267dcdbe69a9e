"""A delegation marks a text up for itself, in Word or here: each change becomes a proposal that it keeps."""

import hashlib
from collections.abc import Sequence
from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from goodoffices.files import storing
from goodoffices.files.acts import AttachFile
from goodoffices.process.acts.rules import Language
from goodoffices.process.models import Seat
from goodoffices.record.about import ThingId
from goodoffices.record.acts import Act, Note, NotThere, Refused, Words
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw, derived
from goodoffices.record.things import thing_seen_by
from goodoffices.text.acts.among import Among, MarkedId, demand_kept, may_cite
from goodoffices.text.acts.base import ProvisionId, Span, label_of, quoted
from goodoffices.text.acts.tabling import FileToken
from goodoffices.text.bases import Base, base_of
from goodoffices.text.marking import marked_in
from goodoffices.text.models import MarkedChange, Markup, Provision
from goodoffices.text.sent_files import sent_file


class UploadMarkup(Among):
    """Read a Word file with one’s delegation’s changes: each becomes a proposal that it keeps for itself."""

    kind: ClassVar[str] = "text.upload_markup"
    says: ClassVar = gettext_lazy("%(by)s sent a marked-up text, “%(name)s”. Changes in it: %(count)s.")
    label: ClassVar = gettext_lazy("Keep these changes in our room")
    field_labels: ClassVar = {
        "revision": gettext_lazy("What the file was made from"),
        "file": gettext_lazy("File"),
    }

    revision: ThingId  # a revision; or a draft, where the file was made from the text between two revisions
    file: FileToken  # an upload of this seat for its delegation's book, or a file that this seat reads
    wording: Annotated[int, Field(ge=1)] | None = None  # of a draft: the entry up to which its text was written
    language: Language | None = None  # in which the file was made; without one, that of whoever sends it

    def allowed(self, seat: Seat) -> bool:
        """Everyone in a delegation, where all of it read the text."""
        return super().allowed(seat) and (not self.revision or may_cite(seat, thing_seen_by(seat, self.revision)))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        base = base_of(seat, self.revision, self.wording)
        book = seat.shelf().of(self.audience(seat))
        if book is None:
            raise NotThere
        data, name = sent_file(seat, self.file, book.id, self.audience(seat))
        found = marked_in(seat, base, data, self.language or "")
        demand_changes(base, found.proposals, found.remarks)
        id, about = draw.id(), {each["provision"] for each in found.proposals}
        places = _places(seat, base)
        return {
            "id": id,
            "draft": base.draft.id,
            "revision": base.revision.id if base.revision else None,
            "upto": base.upto,
            "name": name,
            "sha256": hashlib.sha256(data).hexdigest(),
            "bases": {id: {"words": words, "place": places[id]} for id, words in base.words.items() if id in about},
            "proposals": [
                {"id": derived(id, "change", number), **each} for number, each in enumerate(found.proposals, 1)
            ],
            "remarks": found.remarks,
            "notices": found.notices,
        }

    def thing(self, facts: dict[str, Any]) -> str | None:
        return str(facts["id"])

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        Markup.make(
            entry,
            draft_id=facts["draft"],
            revision_id=facts["revision"],
            upto=facts["upto"],
            seat_id=entry.actor,
            name=facts["name"],
            sha256=facts["sha256"],
            remarks=facts["remarks"],
            notices=facts["notices"],
            at=entry.at,
        )
        for nth, each in enumerate(facts["proposals"], 1):
            keep(entry, nth, each, markup=entry.id)

    def entails(self, seat: Seat, entry: Entry) -> list[Act]:
        """An upload is kept beside the mark-up that was read from it."""
        waiting = storing.waiting_of(seat.id, self.file)
        if waiting is None:
            return []
        return [AttachFile(about=entry.id, file=waiting.token, title=waiting.name)]

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"name": entry.facts["name"], "count": len(entry.facts["proposals"])}


class KeepProposal(Among):
    """Keep a proposal in one’s own delegation’s room: other words for a provision, as one would have it."""

    kind: ClassVar[str] = "text.keep_proposal"
    says: ClassVar = gettext_lazy("%(by)s kept a proposal for %(label)s: “%(about)s”.")
    label: ClassVar = gettext_lazy("Keep it in our room")
    field_labels: ClassVar = {
        "words": gettext_lazy("In words"),
        "comment": gettext_lazy("Comment, read by your delegation until you show it"),
    }

    provision: ProvisionId
    words: Words
    span: Span | None = None
    comment: Note = ""
    instead_of: MarkedId | None = None  # a change that it takes the place of

    @model_validator(mode="after")
    def _a_span_that_runs_forward(self) -> "KeepProposal":
        if self.span is not None and self.span[0] >= self.span[1]:
            raise PydanticCustomError("span", "A span runs from its first character up to, not including, its last.")
        return self

    def allowed(self, seat: Seat) -> bool:
        """Everyone in a delegation, where all of it read the text."""
        return super().allowed(seat) and may_cite(seat, self._provision(seat))

    def _provision(self, seat: Seat) -> Provision:
        found: Provision = visible_or_404(Provision, seat, self.provision, "draft", "draft__book")
        return found

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if self._provision(seat).gone:
            raise Refused(_("This provision is no longer in the text. Read the draft as it stands."))

    def check(self, seat: Seat) -> None:
        own = self._provision(seat).words
        if self.span is None and self.words.split() == own.split():
            raise Refused(_("The provision says that already. Change its words, then keep them."), "words")
        if self.span is not None and self.span[1] > len(own):
            raise Refused(_("The words have changed or are shorter than that. Mark them again in the text."), "span")
        if self.instead_of is not None:
            demand_kept([visible_or_404(MarkedChange, seat, self.instead_of)], "instead_of")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        provision, id = self._provision(seat), draw.id("change")
        proposal = {
            "id": id,
            "provision": provision.id,
            "span": self.span,
            "words": self.words.strip(),
            "kind": "propose",
            "comment": self.comment,
            "author": seat.name[:200],
            "tracked": False,
        }
        return {
            "change": id,
            "draft": provision.draft_id,
            "bases": {provision.id: {"words": provision.words, "place": provision.place}},
            "proposals": [proposal],
        }

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.provision

    def parts(self, facts: dict[str, Any]) -> dict[str, list[str]]:
        return {"change": [facts["change"]]}

    def apply(self, entry: Entry) -> None:
        for nth, each in enumerate(entry.facts["proposals"], 1):
            keep(entry, nth, each)
        if self.instead_of is not None:
            MarkedChange.change(entry, self.instead_of, state="dropped")

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"label": label_of(self.provision), "about": quoted(self.words)}


def keep(entry: Entry, nth: int, proposal: dict[str, Any], markup: str | None = None) -> None:
    """A kept change, from what was drawn of it; `nth`: which it is in its file."""
    base = entry.facts["bases"][proposal["provision"]]
    end_of_it = len(base["words"]) if proposal["kind"] == "insert" else 0  # a new provision stands behind it
    start, end = proposal["span"] or (end_of_it, end_of_it)
    MarkedChange.make(
        entry,
        id=proposal["id"],
        draft_id=entry.facts["draft"],
        provision_id=proposal["provision"],
        markup_id=markup,
        seat_id=entry.actor,
        deed=proposal["kind"],
        whole=proposal["span"] is None,
        start=start,
        end=end,
        words=proposal["words"],
        base=base["words"],
        place=base["place"],
        nth=nth,
        comment=proposal["comment"],
        author=proposal["author"],
        tracked=proposal["tracked"],
        at=entry.at,
    )


def demand_changes(base: Base, proposals: Sequence[Any], remarks: Sequence[Any]) -> None:
    if not proposals and not remarks:
        raise Refused(
            _(
                "This file says the same as %(base)s. Change it in Word with tracked changes, save it, and send it again."
            )
            % {"base": base.name},
            "file",
        )


def _places(seat: Seat, base: Base) -> dict[str, int]:
    """By provision, its place in the text."""
    rows = Provision.objects.seen_by(seat).filter(draft=base.draft)
    return dict(rows.values_list("id", "place"))
