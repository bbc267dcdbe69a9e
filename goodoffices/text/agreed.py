"""What is agreed: derived from what each party agreed to in the words as they stand, and never set by anybody."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from goodoffices.decisions.deciding import deciding_parties
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import Refused
from goodoffices.record.cache import cached
from goodoffices.text.models import Agreement, Draft, Provision


class Agreed(NamedTuple):
    """Who agrees to a provision in its present words. `state`: agreed, agreed_ad_ref, or empty while a party is missing."""

    state: str
    by: tuple[Agreement, ...]

    @property
    def parties(self) -> set[str]:
        return {each.party_id for each in self.by}


NOBODY = Agreed("", ())


def parties_of(seat: Seat, draft: Draft) -> list[Party]:
    """The parties whose heads agree to this text: those that decide in its room."""
    book = draft.book
    return seat.once(f"agree in {book.id}", lambda: deciding_parties(seat, book.audience, book.id))


@cached
def agreements_on(seat: Seat, draft: str) -> Mapping[str, list[Agreement]]:
    """By provision or alternative, the agreements that did not lapse."""
    found: dict[str, list[Agreement]] = {}
    rows = Agreement.objects.seen_by(seat).filter(provision__draft=draft, lapsed=False)
    for each in rows.select_related("party", "book").order_by("number"):
        found.setdefault(each.target or each.provision_id, []).append(each)
    return found


def agreed_on(seat: Seat, draft: Draft, provisions: Iterable[Provision]) -> dict[str, Agreed]:
    """By provision, who agrees to its present words, and what that comes to."""
    parties, given = parties_of(seat, draft), agreements_on(seat, draft.id)
    return {each.id: _agreed(given.get(each.id, ()), each, parties) for each in provisions}


def _agreed(given: Iterable[Agreement], provision: Provision, parties: Iterable[Party]) -> Agreed:
    standing = {each.party_id: each for each in given if each.wording == provision.worded}
    everyone = {party.id for party in parties}
    state = ""
    # A party that joins later is not asked about what all had agreed to before.
    complete = any(each.complete for each in standing.values())
    if complete or (everyone and everyone <= set(standing)):
        state = "agreed_ad_ref" if any(each.ad_ref for each in standing.values()) else "agreed"
    return Agreed(state, tuple(standing.values()))


def agreement_on(seat: Seat, provision: Provision) -> Agreed:
    """The same for one provision."""
    return agreed_on(seat, provision.draft, [provision])[provision.id]


def demand_not_agreed(seat: Seat, provision: Provision) -> None:
    """Agreed words are changed by nobody before those who agreed have let them be reopened."""
    if agreement_on(seat, provision).state:
        raise Refused(
            _("All parties have agreed to this provision. Ask for it to be reopened; those who agreed have to consent.")
        )


def behind(seat: Seat, draft: Draft, target: str) -> list[Agreement]:
    """The agreements to one alternative."""
    return list(agreements_on(seat, draft.id).get(target, ()))
