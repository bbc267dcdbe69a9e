"""The way from a founded process to its first round, step by step: what is done, what is next, and for whom it waits.

Shown until the first round has been opened. Who leads is told about parties, invitations, rules and the round; a head, what
it has to do; everybody else, how far things are. Nobody is told more than the pages behind the steps tell them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodoffices.process.delegation_rules import held_among
from goodoffices.process.invitations import open_invitations, within_reach
from goodoffices.process.models import (
    Acceptance,
    Adoption,
    GroundRules,
    Party,
    Seat,
    parties_by_name,
    seats_by_number,
)
from goodoffices.process.queries import any_round_opened, items_of, round_ahead

DONE, NEXT, WAITS, LATER, FREE = "done", "next", "waits", "later", "free"


@dataclass(frozen=True)
class Step:
    """One step: what it is called, how it stands, in a sentence, and where it is done."""

    called: str
    state: str  # done; next: for this seat to do; waits: for others; later; free: as one likes
    sentence: str
    address: str = ""
    deed: str = ""  # the words of the link; empty where this seat has nothing to do there
    form: str = ""  # a template with forms that do it here and now …
    it: Any = None  # … and what they are about

    @property
    def is_next(self) -> bool:
        return self.state == NEXT

    @property
    def state_name(self) -> str:
        names = {DONE: _("Done"), NEXT: _("Next"), WAITS: _("Waiting"), LATER: _("Later"), FREE: _("Optional")}
        return names[self.state]


def setup_of(seat: Seat) -> list[Step]:
    """The steps, in order; none once a round has been opened, or for who is not at the table."""
    if not seat.at_the_table or seat.process.state not in ("preparing", "open") or any_round_opened(seat):
        return []
    rules, round = _rules(seat), _round(seat)
    if seat.leads:
        return [_parties(seat), _invitations(seat), rules, round, _opening(seat)]
    ours = [_delegation(seat)] if seat.decides else []
    return [rules, *ours, round, _opening(seat)]


# ---- parties and their heads


def _parties(seat: Seat) -> Step:
    parties = _at_the_table(seat)
    address = _page(seat, "seats")
    if len(parties) < 2:
        said = _("Admit the sides that talk: two at least. Each gets a caucus and a delegation room.")
        return Step(_("Parties"), NEXT, said, form="process/_setup_party.html")
    return Step(_("Parties"), DONE, _listed(party.name for party in parties), address)


def _invitations(seat: Seat) -> Step:
    """The heads' seats: admitted, invited, taken. Which of them are vacant, only who may invite to them is told."""
    name, parties = _("Heads of delegation"), _at_the_table(seat)
    if len(parties) < 2:
        return Step(name, LATER, _("Once the parties are admitted, each gets a head, who is invited by a link."))
    headed = {other.party_id for other in seats_by_number(seat) if other.role == "head" and other.left is None}
    missing = [party for party in parties if party.id not in headed]
    if missing:
        said = _("No seat for a head yet: %(parties)s.") % {"parties": _listed(party.name for party in missing)}
        heads = [(party, _("Head of delegation, %(party)s") % {"party": party.name}) for party in missing]
        return Step(name, NEXT, said, form="process/_setup_heads.html", it=heads)
    vacant = _vacant_heads(seat)
    invited = open_invitations(vacant)
    uninvited = [other for other in vacant if other.id not in invited]
    if uninvited:
        said = _("Not invited yet: %(seats)s.") % {"seats": _listed(other.name for other in uninvited)}
        return Step(name, NEXT, said, form="process/_setup_invitations.html", it=uninvited)
    if vacant:
        said = _("Invited, and not here yet: %(seats)s.") % {"seats": _listed(other.name for other in vacant)}
        return Step(name, WAITS, said, _page(seat, "seats", "#vacant"), _("See the invitations"))
    return Step(name, DONE, _("Every party’s head has taken the seat."), _page(seat, "seats"))


def _vacant_heads(seat: Seat) -> list[Seat]:
    within = [other for other in within_reach(seat) if other.role == "head"]
    held = held_among(within)
    return [other for other in within if other.id not in held]


def _delegation(seat: Seat) -> Step:
    ours = [o for o in seats_by_number(seat) if o.party_id == seat.party_id and o.left is None and o.id != seat.id]
    name, address = _("Your delegation"), _page(seat, "seats", "#process-admit_seat")
    if ours:
        return Step(name, DONE, _listed(other.name for other in ours), _page(seat, "seats"))
    return Step(name, FREE, _("Delegates and advisers sit beside you once you admit them."), address, _("Admit a seat"))


# ---- rules, round, opening


def _rules(seat: Seat) -> Step:
    name, address = _("Ground rules"), _page(seat, "ground-rules")
    rules, accepted = _proposed_rules(seat)
    if rules is None and seat.leads:
        said = _("Say what is confidential, what binds and how speakers are named. Each head accepts it.")
        return Step(name, NEXT, said, f"{address}#process-propose_ground_rules", _("Propose ground rules"))
    if rules is None:
        return Step(name, WAITS, _("Waiting for the third party to propose them."))
    if rules.state == "in_force":
        return Step(name, DONE, _("In force: every head has accepted them."), address)
    if seat.decides and seat.party_id not in accepted:
        said = _("Proposed. They bind once every head has accepted them.")
        return Step(name, NEXT, said, address, _("Read and accept them"))
    return Step(name, WAITS, _waits_for(seat, accepted), address, _("Read them"))


def _round(seat: Seat) -> Step:
    name, address, round = _("First round"), _page(seat, "rounds"), round_ahead(seat)
    if round is None and seat.leads:
        said = _("Set the place, the dates and a provisional agenda.")
        return Step(name, NEXT, said, form="process/_setup_round.html")
    if round is None:
        return Step(name, WAITS, _("Waiting for the third party to plan it."))
    if round.adopted or not round.items:
        return Step(name, DONE, round.title, address)
    adopted = _adopted_by(seat, round.id)
    if seat.decides and seat.party_id not in adopted:
        said = _("The provisional agenda of “%(round)s” is waiting to be adopted.") % {"round": round.title}
        return Step(name, NEXT, said, form="process/_setup_agenda.html", it=(round, items_of(seat, round.id)))
    return Step(name, WAITS, _waits_for(seat, adopted), address, _("See the agenda"))


def _opening(seat: Seat) -> Step:
    name, round = _("Open"), round_ahead(seat)
    if seat.process.state != "open":
        return Step(name, LATER, _("The talks open with the last head’s acceptance of the ground rules."))
    if round is None:
        return Step(name, LATER, _("The talks are open. The first round has yet to be planned."))
    if not seat.leads:
        return Step(name, WAITS, _("The talks are open. The round is waiting for the third party to open it."))
    said = _("The talks are open. Open the round when everyone is ready.")
    return Step(name, NEXT, said, form="process/_setup_opening.html", it=round)


def _proposed_rules(seat: Seat) -> tuple[GroundRules | None, frozenset[str]]:
    """The newest ground rules that count, and the parties that have accepted them."""
    rows = GroundRules.objects.seen_by(seat).exclude(state="superseded")
    rules = rows.order_by("number").last()
    if rules is None:
        return None, frozenset()
    accepted = Acceptance.objects.seen_by(seat).filter(rules=rules, withdrawn=False)
    return rules, frozenset(accepted.values_list("party_id", flat=True))


def _adopted_by(seat: Seat, round: str) -> frozenset[str]:
    rows = Adoption.objects.seen_by(seat).filter(round_id=round, current=True)
    return frozenset(rows.values_list("party_id", flat=True))


def _waits_for(seat: Seat, settled: frozenset[str]) -> str:
    missing = [party.name for party in _at_the_table(seat) if party.id not in settled]
    return _("Waiting for %(parties)s.") % {"parties": _listed(missing)}


def _at_the_table(seat: Seat) -> list[Party]:
    return [party for party in parties_by_name(seat) if party.at_the_table]


def _listed(names: Iterable[str]) -> str:
    """Names in a row; those of seats hold commas of their own."""
    row = list(names)
    commas = any(mark in name for name in row for mark in ",،")
    between = pgettext("between names that hold commas", "; ") if commas else pgettext("between names in a row", ", ")
    return str(between).join(row)


def _page(seat: Seat, name: str, part: str = "") -> str:
    return reverse(f"process:{name}", args=[seat.process_id]) + part
