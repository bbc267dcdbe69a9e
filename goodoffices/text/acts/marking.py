"""A delegation marks a text up for itself, in Word or here, and tables what it ticks as plain proposals."""

import hashlib
from collections.abc import Sequence
from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from goodoffices.consultation.acts.rooms import demand_open_room
from goodoffices.files import storing
from goodoffices.files.acts import AttachFile
from goodoffices.process.acts.rules import Language
from goodoffices.process.attribution import Attributed
from goodoffices.process.audience import delegation_of
from goodoffices.process.models import Seat
from goodoffices.record.about import ThingId
from goodoffices.record.acts import Act, Id, Names, Note, NotThere, Refused, Words
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry, Recorded
from goodoffices.record.source import Draw, derived
from goodoffices.record.things import thing_seen_by
from goodoffices.text.acts.base import DraftId, ProvisionId, Span, label_of, quoted
from goodoffices.text.acts.tabling import FileToken
from goodoffices.text.bases import Base, base_of
from goodoffices.text.fitting import Table, act_of, in_order, moved
from goodoffices.text.marking import MOST_CHANGES, marked_in
from goodoffices.text.models import Draft, MarkedChange, Markup, Provision
from goodoffices.text.sent_files import sent_file

MarkedId = Annotated[Id, Names("text.MarkedChange")]
Ticked = Annotated[list[MarkedId], Field(max_length=MOST_CHANGES)]


class Among(Attributed):
    """An act of a delegation among itself, in its own book."""

    def audience(self, seat: Seat) -> Audience:
        """One’s own delegation’s book."""
        if not seat.party_key:
            raise NotThere
        return delegation_of(seat.party_key)

    def allowed(self, seat: Seat) -> bool:
        """Everyone in a delegation."""
        return seat.delegate

    def possible(self, seat: Seat) -> None:
        book = seat.shelf().of(self.audience(seat))
        if book is not None:
            demand_open_room(seat, book.id)


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
        for each in facts["proposals"]:
            keep(entry, facts["draft"], each, facts["bases"][each["provision"]], markup=entry.id)

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
        facts = entry.facts
        for each in facts["proposals"]:
            keep(entry, facts["draft"], each, facts["bases"][each["provision"]])
        if self.instead_of is not None:
            MarkedChange.change(entry, self.instead_of, state="dropped")

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"label": label_of(self.provision), "about": quoted(self.words)}


class TableMarkup(Among):
    """Table what is ticked of the changes that a delegation keeps: each as a plain proposal in the text’s own book.

    All of it is tabled, or nothing: what a delegation ticks may hang together. What no longer fits is named in the refusal.
    """

    kind: ClassVar[str] = "text.table_markup"
    says: ClassVar = gettext_lazy("%(by)s tabled changes that the delegation had kept: %(count)s.")
    label: ClassVar = gettext_lazy("Table what is ticked")
    field_labels: ClassVar = {
        "proposals": gettext_lazy("Changes"),
        "reasons": gettext_lazy("Comments that are said with them"),
    }

    proposals: Ticked
    reasons: Ticked = []  # those whose comment is said with them, to all who read the text
    draft: DraftId | None = None  # may be named as well; it is that of the changes

    def reaches(self, seat: Seat) -> Audience:
        """The readers of the text."""
        if self.draft is None:
            return self.audience(seat)
        found: Draft = visible_or_404(Draft, seat, self.draft)
        return found.audience

    def check(self, seat: Seat) -> None:
        changes = self._changes(seat)
        if not changes:
            raise Refused(_("Nothing is ticked. Tick what is to be tabled."), "proposals")
        demand_kept(changes, "proposals")
        if len({each.draft_id for each in changes}) > 1 or (self.draft and changes[0].draft_id != self.draft):
            raise Refused(_("These changes are of several texts. Table those of one text at a time."), "proposals")
        self._demand_that_all_fit(seat, changes)

    def _changes(self, seat: Seat) -> list[MarkedChange]:
        related = ("book", "draft", "draft__book", "provision")
        rows = MarkedChange.objects.seen_by(seat).select_related(*related).filter(id__in=self.proposals)
        return in_order(rows)

    def _demand_that_all_fit(self, seat: Seat, changes: Sequence[MarkedChange]) -> None:
        table, problems = Table(seat, changes[0].draft), []
        for change in changes:
            fit = table.fit(change, change.id in self.reasons)
            sentence = fit.sentence or (table.play(fit.act) if fit.act else "")
            if sentence:
                words = _("%(label)s, “%(words)s”: %(why)s")
                told = quoted(change.words or change.old, 80)
                problems.append(words % {"label": change.provision.label, "words": told, "why": sentence})
        if problems:
            raise Refused(
                _(
                    "Nothing was tabled, since not all of this fits the text as it stands. Untick these, then table the others: %(list)s"
                )
                % {"list": " · ".join(problems)},
                "proposals",
            )

    def tables(self, seat: Seat) -> list[Act]:
        changes = self._changes(seat)
        now = Table(seat, changes[0].draft).provisions
        return [act_of(each, moved(each, now[each.provision_id].words), each.id in self.reasons) for each in changes]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"order": [each.id for each in self._changes(seat)]}

    def thing(self, facts: dict[str, Any]) -> str | None:
        return None

    def apply(self, entry: Entry) -> None:
        for id, tabled in zip(entry.facts["order"], entry.facts["tabled"], strict=True):
            MarkedChange.change(entry, id, state="tabled", tabled=tabled)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"count": len(set(self.proposals))}


class DropMarkup(Among):
    """Put kept changes aside for good: they stay on the delegation’s record, and are offered no more."""

    kind: ClassVar[str] = "text.drop_markup"
    says: ClassVar = gettext_lazy("%(by)s put kept changes aside: %(count)s.")
    label: ClassVar = gettext_lazy("Put aside what is ticked")
    field_labels: ClassVar = {"proposals": gettext_lazy("Changes")}

    proposals: Ticked

    def check(self, seat: Seat) -> None:
        rows = MarkedChange.objects.seen_by(seat).filter(id__in=self.proposals)
        if not self.proposals:
            raise Refused(_("Nothing is ticked. Tick what is to be put aside."), "proposals")
        demand_kept(list(rows), "proposals")

    def thing(self, facts: dict[str, Any]) -> str | None:
        return None

    def apply(self, entry: Entry) -> None:
        for id in dict.fromkeys(self.proposals):
            MarkedChange.change(entry, id, state="dropped")

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"count": len(set(self.proposals))}


# ---- What they share


def keep(entry: Entry, draft: str, proposal: dict[str, Any], base: dict[str, Any], markup: str | None = None) -> None:
    """A kept change, from what was drawn of it."""
    end_of_it = len(base["words"]) if proposal["kind"] == "insert" else 0  # a new provision stands behind it
    start, end = proposal["span"] or (end_of_it, end_of_it)
    MarkedChange.make(
        entry,
        id=proposal["id"],
        draft_id=draft,
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
        comment=proposal["comment"],
        author=proposal["author"],
        tracked=proposal["tracked"],
        at=entry.at,
    )


def may_cite(seat: Seat, thing: Recorded | None) -> bool:
    """Whether all of one's delegation may read this."""
    return thing is not None and seat.may_cite(thing.audience, within=delegation_of(seat.party_key))


def demand_kept(changes: Sequence[MarkedChange], field: str) -> None:
    """Refused where one of them is no longer kept."""
    if any(each.state == "tabled" for each in changes):
        raise Refused(_("Some of this has been tabled already. Load the page again to see what is still kept."), field)
    if any(each.state == "dropped" for each in changes):
        raise Refused(_("Some of this was put aside. Load the page again to see what is still kept."), field)


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
