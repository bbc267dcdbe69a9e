"""Whether what a variant is tied to is agreed, only on the table, or open; and how that is called."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from goodoffices.agenda.agreement import with_agreements
from goodoffices.agenda.models import Issue, Settlement, Solution
from goodoffices.assessment.labels import AGREEMENT
from goodoffices.decisions.models import Decision
from goodoffices.followup.labels import ENDINGS, STATES
from goodoffices.followup.models import Commitment
from goodoffices.minutes.models import Minutes
from goodoffices.process.models import Seat
from goodoffices.record.things import Noun
from goodoffices.text.agreed import agreed_on
from goodoffices.text.models import Draft, Provision

AGREED, TABLED, OPEN = AGREEMENT
#: What other things say of themselves that all who were asked have accepted.
ACCEPTED = ("in_force", "adopted")

#: Of things whose own row says it. What is put forward, and agreed to by none so far, is on the table.
BY_ROW: dict[str, Callable[[Any], bool]] = {
    Solution.sort: lambda solution: solution.state in ("accepted_ad_ref", "confirmed"),
    Commitment.sort: lambda commitment: commitment.state == "in_force" or commitment.kept,
    Decision.sort: lambda decision: decision.adopted,
    Draft.sort: lambda draft: not draft.open,
    Minutes.sort: lambda minutes: minutes.locked,
}
PUT_FORWARD = (*BY_ROW, Provision.sort)


def agreement_of(seat: Seat, things: Iterable[Noun]) -> dict[str, str]:
    """By id, a key of `labels.AGREEMENT`; of an issue once its agreement is hung on it, see `hang_agreements`."""
    found = list(things)
    agreed = _settled(seat, found) | _agreed_provisions(seat, [each for each in found if isinstance(each, Provision)])
    return {
        each.id: AGREED if each.id in agreed or is_agreed(each) else TABLED if each.sort in PUT_FORWARD else OPEN
        for each in found
    }


def hang_agreements(seat: Seat, things: Iterable[Noun]) -> None:
    """Issues among these are told as agreed by what all accept, not by the status that was last set."""
    if issues := [each for each in things if isinstance(each, Issue)]:
        with_agreements(seat, issues)


def is_agreed(thing: Noun) -> bool:
    """As far as its own row says it."""
    if isinstance(thing, Issue):
        return thing.agreement is not None
    if by_row := BY_ROW.get(thing.sort):
        return by_row(thing)
    return getattr(thing, "state", "") in ACCEPTED


def told(seat: Seat, things: Iterable[Noun]) -> dict[str, str]:
    """By id, its state in words and whether that is agreed."""
    found = list(things)
    hang_agreements(seat, found)
    agreement = agreement_of(seat, found)
    return {each.id: _together(today(each), _counted(each, agreement[each.id])) for each in found}


def _counted(thing: Noun, agreement: str) -> str:
    return str(AGREEMENT[agreement]) if thing.holds else _("no longer counted")


def _together(state: str, agreed: str) -> str:
    return _("%(state)s; %(agreed)s") % {"state": state, "agreed": agreed} if state else agreed


def name_of(thing: Noun) -> str:
    return str(getattr(thing, "title", "") or thing.citation)


def today(thing: Noun) -> str:
    """What its own office calls its state; empty where it has none."""
    if isinstance(thing, Commitment):
        return str(ENDINGS[thing.closed_how] if thing.closed_how else STATES[thing.state])
    return str(getattr(thing, "state_name", "") or getattr(thing, "status_name", ""))


def _settled(seat: Seat, things: list[Noun]) -> set[str]:
    """Those that a decision has adopted in the words that they have now. What may be declined or closed later says so by itself."""
    ids = [each.id for each in things if each.sort not in BY_ROW or isinstance(each, Draft)]
    if not ids:
        return set()
    rows = Settlement.objects.seen_by(seat).filter(about__in=ids, about__changed__lte=F("number"))
    return set(rows.values_list("about_id", flat=True))


def _agreed_provisions(seat: Seat, provisions: list[Provision]) -> set[str]:
    drafts = {each.draft_id: each.draft for each in provisions}
    found = [
        agreed_on(seat, draft, [each for each in provisions if each.draft_id == id]) for id, draft in drafts.items()
    ]
    return {id for each in found for id, agreed in each.items() if agreed.state}
