"""A single negotiating text: the third party alone edits, shows it to all at once, and hears what each side finds missing."""

from typing import Annotated, Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.agenda.acts.references import PositionId
from goodoffices.agenda.models import Position
from goodoffices.consultation.acts.rooms import demand_open_room
from goodoffices.process.attribution import Attributed, named_how
from goodoffices.process.audience import caucus_of, is_table, is_third_party
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Id, Names, Note, NotThere, Refused, Touched
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import PLENARY, Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw, derived
from goodoffices.text.acts.base import DraftId, ProvisionId, demand_mandate, demand_stands, label_of
from goodoffices.text.acts.tabling import TableDraft
from goodoffices.text.models import Criticism, Draft, OneText, Provision, ShownSingle
from goodoffices.text.single import demand_criticisable, demand_next, last_of_series, single_of, taken_from

SingleId = Annotated[Id, Names("text.Draft")]


class ShowSingle(Attributed):
    """Show a draft of one’s own room to the whole table at once, as the next draft of a single negotiating text."""

    kind: ClassVar[str] = "text.show_single"
    says: ClassVar = gettext_lazy("%(by)s showed a draft of ours to the table as a single negotiating text.")
    label: ClassVar = gettext_lazy("Show it to all at once")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, show it to all")
    consequence: ClassVar = gettext_lazy(
        "Everyone at the table reads it at the same moment. Nobody but the third party changes its words."
    )
    field_labels: ClassVar = {"follows": gettext_lazy("It takes the place of")}
    choice_labels: ClassVar = {"follows": {"": gettext_lazy("none: it is draft 1 of a new text")}}

    draft: DraftId
    follows: SingleId | None = None  # without it, what was shown last from this same draft

    def _draft(self, seat: Seat) -> Draft:
        found: Draft = visible_or_404(Draft, seat, self.draft)
        return found

    def audience(self, seat: Seat) -> Audience:
        """The third party’s own book; the text is tabled in the plenary."""
        return self._draft(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party, with a draft of its own room."""
        return bool(seat.leads) and is_third_party(self._draft(seat).audience)

    def reaches(self, seat: Seat) -> Audience:
        return PLENARY

    def possible(self, seat: Seat) -> None:
        seat.process.demand_open(PLENARY)
        demand_mandate(seat)

    def check(self, seat: Seat) -> None:
        before = self._before(seat)
        if before is not None:
            demand_next(seat, before, self._draft(seat).text)

    def _before(self, seat: Seat) -> OneText | None:
        """The draft of a single text that this one takes the place of: always the last of its numbers."""
        if self.follows is not None:
            named = single_of(seat, self.follows)
            if named is None:
                raise Refused(_("That is not a single negotiating text. Choose one that is."), "follows")
            return last_of_series(seat, named)
        return taken_from(seat, self.draft)

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """What it is called, which number it gets, and its words."""
        before, draft = self._before(seat), self._draft(seat)
        number = before.ordinal + 1 if before else 1
        return [
            (_("Title"), draft.title),
            (_("It becomes"), _("One-text draft %(number)s") % {"number": number}),
            (_("What everyone will read"), draft.text),
        ]

    def tables(self, seat: Seat) -> list[Act]:
        draft, before = self._draft(seat), self._before(seat)
        more: dict[str, Any] = {"language": draft.language} if draft.language else {}
        if before is not None:
            more["follows"] = before.draft_id
        joined, kinds = _corrections(draft)
        if draft.status != "zero_draft":
            more["status"] = draft.status
        return [TableSingle(title=draft.title, text=_words_of(draft), joined=joined, kinds=kinds, **more)]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"shown": draw.id("shown")}

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.draft

    def parts(self, facts: dict[str, Any]) -> dict[str, list[str]]:
        """The text that was tabled, and the ids of the first provisions that it can have."""
        tabled = facts["tabled"][0]["id"]
        return {"draft": [tabled], "provision": [derived(tabled, "provision", place) for place in range(1, 100)]}

    def apply(self, entry: Entry) -> None:
        tabled = entry.facts["tabled"][0]["id"]
        ShownSingle.make(entry, id=entry.facts["shown"], source_id=self.draft, shown_id=tabled, at=entry.at)


def _provisions(draft: Draft) -> list[Provision]:
    return list(Provision.objects.of(draft).filter(draft_id=draft.id, gone=False).order_by("place"))


def _words_of(draft: Draft) -> str:
    return "".join([each.words for each in _provisions(draft)])


def _corrections(draft: Draft) -> tuple[list[int], dict[str, Any]]:
    """How the text has to be read so that its provisions are those of this draft: see `TableDraft.joined` and `kinds`."""
    from goodoffices.engines.brackets.storing import rows
    from goodoffices.text.reading import read_text

    begins, at = {}, 0
    for each in _provisions(draft):
        begins[at] = each.shape["kind"]
        at += len(each.words)
    joined: list[int] = []
    kinds: dict[str, Any] = {}
    at = 0
    for place, row in enumerate(rows(read_text(_words_of(draft)).draft), 1):
        said = row.as_json()["kind"]
        if at not in begins:
            joined.append(place)
        elif begins[at] != said:
            kinds[str(place)] = begins[at]
        at += len(row.words)
    return joined, kinds


class TableSingle(TableDraft):
    """The third party puts a single negotiating text before the whole table; it alone edits it, draft by draft."""

    kind: ClassVar[str] = "text.table_single"
    says: ClassVar = gettext_lazy(
        "%(by)s put draft %(number)s of the single negotiating text “%(title)s” before the table."
    )
    label: ClassVar = gettext_lazy("Put it before the table")

    follows: SingleId | None = None

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party, in the plenary."""
        return bool(seat.leads) and is_table(self.audience(seat))

    def check(self, seat: Seat) -> None:
        super().check(seat)
        if self.follows is None:
            return
        before = single_of(seat, self.follows)
        if before is None:
            raise Refused(_("That is not a single negotiating text. Choose one that is."), "follows")
        demand_next(seat, last_of_series(seat, before), self.text or "")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        facts = super().draw(draw, seat)
        before = single_of(seat, self.follows) if self.follows else None
        before = last_of_series(seat, before) if before else None
        return {
            **facts,
            "single": True,
            "first": before.first if before else facts["id"],
            "ordinal": before.ordinal + 1 if before else 1,
            "follows": before.draft_id if before else None,
        }

    def apply(self, entry: Entry) -> None:
        super().apply(entry)
        facts = entry.facts
        OneText.make(
            entry,
            id=derived(entry.id, "one-text", facts["ordinal"]),
            draft_id=entry.id,
            first=facts["first"],
            ordinal=facts["ordinal"],
            follows_id=facts["follows"],
        )

    def touches(self, entry: Entry) -> list[Touched]:
        before = entry.facts["follows"]
        return [*super().touches(entry), *([Touched("draft", before)] if before else [])]

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "number": entry.facts["ordinal"]}


class Criticise(Attributed):
    """Say in one’s own caucus which interest a provision of the single text does not meet."""

    kind: ClassVar[str] = "text.criticise"
    says: ClassVar = gettext_lazy("%(by)s said which interest %(label)s does not meet: %(said)s")
    label: ClassVar = gettext_lazy("Say it in our caucus")
    counts_as_unread: ClassVar[bool] = True
    field_labels: ClassVar = {
        "interest": gettext_lazy("Which interest of yours does this not meet?"),
        "position": gettext_lazy("The position of yours that says so"),
        "words": gettext_lazy("In words"),
    }
    choice_labels: ClassVar = {"position": {"": gettext_lazy("none")}}

    provision: ProvisionId
    interest: Note = ""
    position: PositionId | None = None
    words: Note = ""

    def _provision(self, seat: Seat) -> Provision:
        found: Provision = visible_or_404(Provision, seat, self.provision, "draft", "draft__book", "book")
        return found

    def audience(self, seat: Seat) -> Audience:
        """The party’s own caucus."""
        if not seat.party_key:
            raise NotThere
        return caucus_of(seat.party_key)

    def allowed(self, seat: Seat) -> bool:
        """Everyone in a delegation, of a single negotiating text."""
        return bool(seat.delegate and seat.speaks) and self._provision(seat).draft.single

    def possible(self, seat: Seat) -> None:
        audience = self.audience(seat)
        seat.process.demand_open(audience)
        if book := seat.shelf().of(audience):
            demand_open_room(seat, book.id)
        found = self._provision(seat)
        demand_criticisable(seat, found.draft)
        demand_stands(found)

    def check(self, seat: Seat) -> None:
        if not self.interest.strip() and self.position is None:
            raise Refused(
                _("Nothing is said yet. Say which interest it does not meet, or name your position."), "interest"
            )
        if self.position is not None and visible_or_404(Position, seat, self.position).party_id != seat.party_id:
            raise Refused(
                _("This is another party’s position. Name one of your own, or write the interest."), "position"
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        found = self._provision(seat)
        named = named_how(seat, self.audience(seat))
        return {"id": draw.id(), "party": seat.party_id, "named": named, "wording": found.worded}

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        Criticism.make(
            entry,
            provision_id=self.provision,
            criticised=facts["wording"],
            position_id=self.position,
            interest=self.interest,
            words=self.words,
            seat_id=entry.actor,
            party_id=facts["party"],
            named=facts["named"],
            at=entry.at,
        )

    def gaps(self, entry: Entry) -> dict[str, Any]:
        said = " ".join(filter(None, [self.interest, self.words]))
        return {"label": label_of(self.provision), "said": said}
