"""What the pages of texts ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goodoffices.engines.brackets import Draft as Bracketed
from goodoffices.process.extensions import Place
from goodoffices.process.models import Party, Seat
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.cache import cached
from goodoffices.record.scope import seen_by
from goodoffices.text.agreed import Agreed, agreed_on
from goodoffices.text.figures import figures_of
from goodoffices.text.labels import PROVISION_STATES, PROVISION_TONES, STANCES
from goodoffices.text.models import (
    Alternative,
    Bridge,
    Draft,
    Move,
    Provision,
    Reason,
    Reopening,
    Revision,
    ShownReason,
    Wording,
)
from goodoffices.text.stances import Standing, in_play, standings, with_party_names
from goodoffices.text.working import THIRD, demand_draft_is_read, names_of_sides, part_for, provisions_of, sides, whole


@dataclass(frozen=True)
class Stance:
    """Where one side stands on words: a party at the table, the third party, or a name that only the text knows."""

    side: str
    stance: str
    party: Party | None
    pending: str = ""
    words: str = ""

    @property
    def third(self) -> bool:
        return self.side == THIRD

    @property
    def mark(self) -> str:
        return str(self.party.mark) if self.party else "third" if self.third else "observer"

    @property
    def letter(self) -> str:
        return self.party.letter if self.party else "M" if self.third else self.side[:1]

    @property
    def name(self) -> str:
        return self.party.name if self.party else _("Third party") if self.third else self.side

    @property
    def stance_name(self) -> str:
        return str(STANCES[self.stance])


@dataclass
class Choice:
    """Words in a bracket, or an option, as a page shows them beside the text."""

    id: str
    provision: str
    words: str
    beside: int
    stances: list[Stance]
    reasons: list[Any] = field(default_factory=list)
    row: Alternative | None = None  # set where forms are about it

    @property
    def proposers(self) -> list[Stance]:
        return [each for each in self.stances if each.stance == "proposed"]

    def of(self, side: str) -> Stance | None:
        """Where this side stands on it."""
        return next((each for each in self.stances if each.side == side), None)


@dataclass
class Shown:
    """A provision as a page shows it: its words as HTML, what is in brackets in it, and who agrees."""

    provision: Provision
    html: SafeString
    choices: list[Choice]
    agreed: Agreed
    bracketed: bool

    def confirmable(self, seat: Seat) -> bool:
        """Whether this seat's party has agreed ad referendum alone, and its capital has still to confirm."""
        return any(each.ad_ref and each.party_id == seat.party_id for each in self.agreed.by)

    @property
    def spoken(self) -> list[Choice]:
        """Those on which somebody has said anything: what the margin shows."""
        return [each for each in self.choices if each.stances or each.reasons]

    @property
    def mergeable(self) -> list[tuple[str, str]]:
        """Wordings that stand beside others: each with its id."""
        return [(each.id, each.words) for each in self.choices if each.beside > 1]

    @property
    def state(self) -> str:
        if self.provision.gone:
            return "withdrawn"
        if self.agreed.state:
            return self.agreed.state
        if not self.bracketed:
            return "open"
        stances = [each.stance for choice in self.choices for each in choice.stances]
        return "reserved" if stances and set(stances) == {"reserved"} else "bracketed"

    @property
    def state_name(self) -> str:
        return str(PROVISION_STATES[self.state])

    @property
    def tone(self) -> str:
        return PROVISION_TONES.get(self.state, "quiet")


def drafts_seen_by(seat: Seat) -> list[Draft]:
    """Every text that this seat reads, the latest first."""
    return list(Draft.objects.seen_by(seat).select_related("book", "party").order_by("-at", "id"))


def draft_with_id(seat: Seat, id: str) -> Draft:
    found: Draft = visible_or_404(Draft, seat, id, "party")
    return found


def provision_with_id(seat: Seat, id: str) -> Provision:
    found: Provision = visible_or_404(Provision, seat, id, "draft", "draft__party")
    found.draft.book = found.book
    demand_draft_is_read(seat, found)
    return found


def revision_with_id(seat: Seat, id: str) -> Revision:
    found: Revision = visible_or_404(Revision, seat, id, "draft", "draft__book")
    return found


# ---- A text as its page shows it


def shown_whole(seat: Seat, draft: Draft) -> list[Shown]:
    """Every provision of a text, in order."""
    rows = provisions_of(seen_by(seat), draft.id)
    for each in rows:
        each.draft, each.book = draft, draft.book
    return _shown(seat, draft, rows, whole(draft, rows))


def shown_one(seat: Seat, provision: Provision) -> Shown:
    """One provision; no more of its text is read than stands in brackets with it."""
    if provision.gone:
        return Shown(provision, SafeString(), [], Agreed("", ()), False)
    part = part_for(seat, provision)
    for each in part.provisions:
        each.draft = provision.draft
    return next(
        each for each in _shown(seat, provision.draft, part.provisions, part.draft) if each.provision.id == provision.id
    )


def _shown(seat: Seat, draft: Draft, rows: Iterable[Provision], read: Bracketed) -> list[Shown]:
    from goodoffices.engines.brackets.rendering import html

    found, agreed = list(rows), agreed_on(seat, draft, rows)
    choices: dict[str, list[Choice]] = {}
    for choice in choices_in(seat, draft, read):
        choices.setdefault(choice.provision, []).append(choice)
    words = html.provisions(with_party_names(read, names_of_sides(seat)))
    return [
        Shown(
            each,
            mark_safe(words.get(each.id, "")),  # the engine escapes every word
            choices.get(each.id, []),
            agreed[each.id],
            in_play(read, each.id),
        )
        for each in found
    ]


def choices_in(seat: Seat, draft: Draft, read: Bracketed) -> list[Choice]:
    """What is in brackets, in text order, with where each side stands and the reasons that this seat may read."""
    parties, words = sides(seat), last_words(seat, draft.id)
    reasons = reasons_on(seat, draft)
    return [_choice(each, parties, words, reasons) for each in standings(read) if each.id and not each.placeholder]


def with_rows(seat: Seat, shown: Shown) -> Shown:
    """The same provision, with the row of each wording in it, for forms about it."""
    rows = Alternative.objects.seen_by(seat).filter(id__in=[each.id for each in shown.choices])
    by_id = {each.id: each for each in rows}
    for choice in shown.choices:
        if choice.row is None and (row := by_id.get(choice.id)):
            row.provision, row.book = shown.provision, shown.provision.book
            choice.row = row
    return shown


def _choice(
    each: Standing,
    parties: Mapping[str, Party],
    words: Mapping[Any, Move],
    reasons: Mapping[str, list[Any]],
) -> Choice:
    stances = []
    for side, stance in each.by.items():
        party = parties.get(side)
        said = words.get((each.id, party.id if party else None))
        stances.append(Stance(side, stance, party, said.pending_name if said else "", said.words if said else ""))
    order = {"proposed": 0, "supported": 1, "reserved": 2, "opposed": 3}
    stances.sort(key=lambda one: (order.get(one.stance, 4), one.name))
    return Choice(each.id, each.provision, each.words, each.beside, stances, reasons.get(each.id, []))


@cached
def last_words(seat: Seat, draft: str) -> Mapping[tuple[str, str | None], Move]:
    """By alternative and party, what the party said with its last stance there."""
    rows = Move.objects.seen_by(seat).filter(provision__draft=draft, deed__in=("support", "oppose", "reserve"))
    return {(each.target, each.party_id): each for each in rows.order_by("number")}


def reasons_on(seat: Seat, draft: Draft) -> dict[str, list[Any]]:
    """By alternative, the reasons that this seat may read: those shown to all, and its own delegation's."""
    found: dict[str, list[Any]] = {}
    shown = ShownReason.objects.seen_by(seat).filter(provision__draft=draft).select_related("party", "book")
    own = Reason.objects.seen_by(seat).filter(current=True).select_related("book")
    every: list[Any] = [*shown.order_by("number"), *own.order_by("number")]
    for each in every:
        here = found.setdefault(each.target, [])
        # What one's delegation noted and then showed is told once, as what all may read.
        if not any((one.reason, one.words, one.party_id) == (each.reason, each.words, seat.party_id) for one in here):
            here.append(each)
    return found


# ---- One provision


def history_of(seat: Seat, provision: Provision) -> list[Move]:
    """What was done at a provision, the latest first."""
    rows = Move.objects.seen_by(seat).filter(provision=provision).select_related("book", "party", "seat")
    return list(rows.order_by("-number"))


def wordings_of(seat: Seat, provision: Provision) -> list[Wording]:
    """Every wording it has had, the first one first."""
    return list(Wording.objects.seen_by(seat).filter(provision=provision).select_related("book").order_by("number"))


def beside(seat: Seat, provision: Provision) -> dict[str, Provision | None]:
    """The provisions before and after one."""
    rows = Provision.objects.seen_by(seat).filter(draft=provision.draft_id, gone=False)
    before = rows.filter(place__lt=provision.place).order_by("-place").select_related("book").first()
    after = rows.filter(place__gt=provision.place).order_by("place").select_related("book").first()
    return {"before": before, "after": after}


def bridges_on(seat: Seat, provision: Provision) -> list[Bridge]:
    rows = Bridge.objects.seen_by(seat).filter(provision=provision, state="open").select_related("book")
    found = list(rows.order_by("number"))
    for each in found:
        each.provision = provision
    return [each for each in found if each.stands]


def reopenings_of(seat: Seat, provision: Provision) -> list[Reopening]:
    rows = Reopening.objects.seen_by(seat).filter(provision=provision, state="asked").select_related("book", "party")
    found = list(rows.order_by("number"))
    for each in found:
        each.provision = provision
    return [each for each in found if each.wording == provision.worded]


# ---- A text over time


def revisions_of(seat: Seat, draft: Draft) -> list[Revision]:
    rows = Revision.objects.seen_by(seat).filter(draft=draft).select_related("book")
    found = list(rows.order_by("revision"))
    for each in found:
        each.draft = draft
    return found


def figures_now(seat: Seat, draft: Draft) -> Mapping[str, Any]:
    """The figures of a text as it stands."""
    return _figures(seat, draft.id)


@cached
def _figures(seat: Seat, draft: str) -> Mapping[str, Any]:
    found = draft_with_id(seat, draft)
    return figures_of(whole(found, provisions_of(seen_by(seat), draft)))


@cached
def places(seat: Seat) -> tuple[Place, ...]:
    rows = Draft.objects.seen_by(seat).select_related("book").order_by("-at")
    return tuple([Place(_("Texts"), each.title, each.page(), each.status_name) for each in rows])
