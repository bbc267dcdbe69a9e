"""How a person takes a seat: by a link that works once, expires, and is void once its maker may no longer invite.

Not recorded: an invitation is a hash and perhaps an address, and no book knows a person.
"""

# house: clock or chance: invitations are not recorded

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from goodoffices.accounts.models import Token, User
from goodoffices.accounts.secrets import digest, fresh
from goodoffices.process.delegation_rules import held_among, may_invite, taken_among
from goodoffices.process.models import Holder, Invitation, Seat
from goodoffices.process.seats import seat_with_id, seats_held_by, seats_of
from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.perform import one_writer

LASTS = timedelta(days=7)


@dataclass(frozen=True)
class Offer:
    """A good invitation: which seat, from whom (nobody: the host), until when."""

    invitation: Invitation
    seat: Seat
    maker: Seat | None


def within_reach(seat: Seat) -> list[Seat]:
    """The seats for which the one in `seat` chooses who sits there."""
    everyone = seats_of(seat.process_id)
    taken = taken_among(everyone)
    return [to for to in everyone if may_invite(seat, to, everyone, taken)]


def invite(to: Seat, by: Seat, address: str = "") -> str:
    """Make the seat's invitation, in place of any made before; returns its secret, for the only time."""
    with one_writer():
        _demand_choice(by, to)
        if held_among([to]):
            raise Refused(_("This seat is taken. Admit another seat and invite to that one."))
        return _made(to, made_by=by.id, address=address)


def invite_as_host(to: Seat, address: str = "", instead: bool = False) -> str:
    """The host's own invitation. With `instead`, whoever sits there gives way when it is taken up, and no sooner."""
    with one_writer():
        if held_among([to]) and not instead:
            raise Refused(_("This seat is taken."))
        return _made(to, address=address, instead=instead)


def open_invitations(seats: list[Seat]) -> dict[str, Invitation]:
    """By seat, the invitation that could be taken up today."""
    rows = Invitation.objects.filter(seat__in=[seat.id for seat in seats], used=None)
    return {row.seat: row for row in rows if offered(row.hash)}


def revoke(to: Seat, by: Seat) -> None:
    with one_writer():
        _demand_choice(by, to)
        Invitation.objects.filter(seat=to.id, used=None).delete()


def offered(hash: str) -> Offer | None:
    """What this invitation offers; nothing if it never was, was used, ran out, was taken back, or lost seat or maker."""
    row = Invitation.objects.filter(hash=hash, used=None, expires__gt=timezone.now()).first()
    seat = seat_with_id(row.seat) if row else None
    if row is None or seat is None or (held_among([seat]) and not row.instead):
        return None
    if not row.made_by:
        return Offer(row, seat, None)
    # Check again now: an invitation by the third party is void once the head has taken its seat.
    maker = seat_with_id(row.made_by)
    return Offer(row, seat, maker) if maker and seat in within_reach(maker) else None


def take(hash: str, user: User) -> Seat:
    """Sit down. NotThere for an invitation that is no longer good; Refused for somebody who sits here already."""
    with _one_to_a_seat():
        offer = offered(hash)
        if offer is None:
            raise NotThere
        if sits_in(offer.seat.process_id, user):
            raise Refused(
                _(
                    "You already have a seat in this process, and one person has one seat. Pass the link on to the person it is for."
                )
            )
        if offer.invitation.instead:
            _free(offer.seat)
        return _seated(user, offer.seat)


def sit(seat: Seat, user: User) -> Seat:
    """Sit down without an invitation: the founder of a process who mediates it."""
    with _one_to_a_seat():
        return _seated(user, seat)


def sits_in(process: str, user: User) -> bool:
    return any(held.process_id == process for held in seats_held_by(user))


def leave_every_seat(user: User) -> None:
    """Delete the account. Its seats stay at the table, and in the record; nothing that the person had opens them."""
    with one_writer():
        held = list(Holder.objects.filter(user=user).values_list("seat", flat=True))
        Token.objects.filter(seat__in=held, revoked=None).update(revoked=timezone.now())
        user.delete()


@contextmanager
def _one_to_a_seat() -> Iterator[None]:
    """Writers queue here; should two still meet, the table's own rule decides, and the later one reads a sentence."""
    try:
        with one_writer():
            yield
    except IntegrityError:
        raise Refused(_("Someone has just taken this seat. Ask the person who invited you for another.")) from None


def _demand_choice(by: Seat, to: Seat) -> None:
    if to not in within_reach(by.again()):
        raise NotThere


def _made(to: Seat, **values: object) -> str:
    secret, now = fresh(), timezone.now()
    Invitation.objects.filter(seat=to.id, used=None).delete()
    Invitation.objects.create(
        hash=digest(secret), process=to.process_id, seat=to.id, made=now, expires=now + LASTS, **values
    )
    return secret


def _seated(user: User, seat: Seat) -> Seat:
    # A seat that this person once held, and that has been removed, does not keep them from another.
    gone = Holder.objects.filter(user=user, process=seat.process_id)
    if not sits_in(seat.process_id, user):
        gone.delete()
    Holder.objects.filter(seat=seat.id, user=None).delete()
    Holder.objects.create(user=user, process=seat.process_id, seat=seat.id)
    Invitation.objects.filter(seat=seat.id, used=None).update(used=timezone.now(), address="")
    return seat


def _free(seat: Seat) -> None:
    """Nothing that the former holder has opens the seat any more."""
    Holder.objects.filter(seat=seat.id).delete()
    Token.objects.filter(seat=seat.id, revoked=None).update(revoked=timezone.now())
