"""Sides: parties by their keys, and the third party. Who acts for one, and what it is called."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import Field, StringConstraints

from goodoffices.decisions.deciding import deciding_parties, is_lead
from goodoffices.followup.models import Commitment
from goodoffices.followup.models.commitments import THIRD_PARTY
from goodoffices.process.audience import audience_called, commission_of, is_commission, is_delegation, task_force_of
from goodoffices.process.finding import once_as_it_stands
from goodoffices.process.labels import label
from goodoffices.process.models import Body, Commission, Party, Seat, TaskForce, names_of_seats
from goodoffices.record.acts import Refused
from goodoffices.record.audience import Audience
from goodoffices.record.cache import cached
from goodoffices.record.models import Entry

Side = Annotated[str, StringConstraints(max_length=24, pattern=r"^[a-z0-9_-]+$")]
Sides = Annotated[list[Side], Field(max_length=50)]
SEAT = "seat:"


def side_of(seat: Seat) -> str:
    """The side that a seat speaks for; empty for those who speak for none."""
    return THIRD_PARTY if seat.third else seat.party_key


def acts_for(seat: Seat, sides: Iterable[str]) -> str:
    """The one of these sides for which this seat decides; empty if none."""
    ours = THIRD_PARTY if is_lead(seat) else seat.party_key if seat.decides else ""
    return ours if ours and ours in set(sides) else ""


@cached
def names_of_sides(seat: Seat) -> Mapping[str, str]:
    """By side, what it is called: all parties that ever sat there, and the third party."""
    parties = Party.objects.seen_by(seat).order_by("mark").values_list("key", "name")
    return {**dict(parties), THIRD_PARTY: label(THIRD_PARTY, seat.process.field)}


def sides_in(seat: Seat, audience: Audience) -> dict[str, str]:
    """The sides that can bind themselves in a room: those whose heads read it, by side, with their names."""
    return once_as_it_stands(seat, f"sides in {audience}", lambda: _sides_in(seat, audience))


def _sides_in(seat: Seat, audience: Audience) -> dict[str, str]:
    names, book = names_of_sides(seat), seat.shelf().of(audience)
    found = {party.key: party.name for party in (deciding_parties(seat, audience, book.id) if book else [])}
    return found if is_delegation(audience) else {**found, THIRD_PARTY: names[THIRD_PARTY]}


def demand_sides(seat: Seat, audience: Audience, sides: Iterable[str], field: str) -> None:
    known = sides_in(seat, audience)
    if any(side not in known for side in sides):
        raise Refused(
            _("One of these sides does not decide in this room. Choose among those who do: %(sides)s.")
            % {"sides": ", ".join(known.values())},
            field,
        )


def _gone(seat: Seat) -> set[str]:
    return once_as_it_stands(seat, "sides that left", lambda: _left(seat))


def _left(seat: Seat) -> set[str]:
    return set(Party.objects.seen_by(seat).filter(left__isnull=False).values_list("key", flat=True))


def here(seat: Seat, sides: Iterable[str]) -> set[str]:
    """Those of these sides that are still at the table."""
    return set(sides) - _gone(seat)


def still_there(entry: Entry, sides: Iterable[str]) -> set[str]:
    """The same for `apply`."""
    # house: read for nobody: who sits at the table, for a commitment whose readers all know it
    rows = Party._base_manager.filter(process_id=entry.process_id, left__isnull=True)
    return set(sides) & {THIRD_PARTY, *rows.values_list("key", flat=True)}


# ---- who verifies ----------------------------------------------------------------------------------------------------


def demand_verifier(seat: Seat, verifier: str, who: Iterable[str]) -> None:
    """Known at the table, and no obligor."""
    if not verifier:
        return
    obligors, side = set(who), verifier
    if verifier.startswith(SEAT):
        row = (
            Seat.objects.seen_by(seat)
            .seated()
            .select_related("party", "process")
            .filter(id=verifier.removeprefix(SEAT))
            .first()
        )
        if row is None:
            raise _unknown_verifier()
        side = side_of(row)
    elif ":" in verifier:
        if verifier not in joint_bodies(seat):
            raise _unknown_verifier()
    elif verifier not in names_of_sides(seat):
        raise _unknown_verifier()
    if side in obligors:
        raise Refused(
            _("Who owes this cannot verify it. Choose another side, a joint body or the third party."), "verifier"
        )


def _unknown_verifier() -> Refused:
    return Refused(
        _(
            "Nobody at the table is called that. Choose a side, a body such as commission:‹key›, or a seat as seat:‹id›."
        ),
        "verifier",
    )


def is_verifier(seat: Seat, commitment: Commitment) -> bool:
    """Whether this seat may find how it stands. What a joint body finds is reported by one who belongs to neither side."""
    verifier = commitment.verifier
    if side_of(seat) in commitment.who:
        return False
    if verifier.startswith(SEAT):
        return bool(seat.id == verifier.removeprefix(SEAT))
    if ":" in verifier:
        return seat.id in {each.id for each in reporters_of(seat, commitment)}
    by_third = verifier == THIRD_PARTY  # house: audience: a side, not a book
    return bool(acts_for(seat, [verifier])) or (by_third and seat.leads)


def sits_in_verifier(seat: Seat, commitment: Commitment) -> bool:
    """Whether this seat is in the joint body that verifies it, for a side that does not owe it."""
    body = audience_called(commitment.verifier) if ":" in commitment.verifier else None
    ours = body is not None and seat.shelf().of(body) is not None
    return ours and seat.speaks and side_of(seat) not in commitment.who


def reporters_of(seat: Seat, commitment: Commitment) -> list[Seat]:
    """Who may report what the joint body found that verifies it: a commission’s rapporteur, or else the third party’s
    members there; of a task force those of no party, of whom its terms name one as rapporteur. Nobody of a side that owes it."""
    audience = audience_called(commitment.verifier)
    model: type[Body] = Commission if audience and is_commission(audience) else TaskForce
    body: Body | None = model.objects.seen_by(seat).filter(key=audience.key).first() if audience else None
    known = Seat.objects.seen_by(seat).seated().filter(id__in=body.members if body else []).select_related("party")
    members = [each for each in known.order_by("number", "id") if side_of(each) not in commitment.who]
    if isinstance(body, Commission):
        named = [each for each in members if each.id == body.rapporteur_id]
        return named or [each for each in members if each.third and each.speaks]
    return [each for each in members if each.party_id is None and not each.observes]


@cached
def joint_bodies(seat: Seat) -> Mapping[str, str]:
    """Task forces and commissions, as a verifier is written, with their names."""
    forces = {str(task_force_of(row.key)): row.name for row in TaskForce.objects.seen_by(seat).order_by("number")}
    joint = Commission.objects.seen_by(seat).order_by("number")
    return {**forces, **{str(commission_of(row.key)): row.name for row in joint}}


def verifiers_for(seat: Seat, who: Iterable[str] = ()) -> dict[str, str]:
    """Who is offered, as a verifier is written, with their names; of single seats, the third party’s."""
    names, obligors = names_of_sides(seat), set(who)
    sides = {side: name for side, name in names.items() if side not in obligors}
    seats = Seat.objects.seen_by(seat).seated().select_related("party", "process").order_by("number")
    people = {
        f"{SEAT}{row.id}": row.name
        for row in seats
        if row.third and row.role != "interpreter" and side_of(row) not in obligors
    }
    return {THIRD_PARTY: sides.pop(THIRD_PARTY, names[THIRD_PARTY]), **sides, **joint_bodies(seat), **people}


def verifier_name(seat: Seat, verifier: str) -> str:
    if verifier.startswith(SEAT):
        return names_of_seats(seat).get(verifier.removeprefix(SEAT), "")
    return joint_bodies(seat).get(verifier) or names_of_sides(seat).get(verifier, verifier)
