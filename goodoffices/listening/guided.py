"""Guided talk: whom a room, or one statement, lets speak for their own side, and what a restatement must hold there.

After Rogers (1951): each may speak up for themselves only after having said back what the other said, to the other's
satisfaction. Optionally after Rapoport (1960): with where one agrees and what one learnt.
"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from goodoffices.consultation.models import Statement
from goodoffices.listening.labels import ASKING
from goodoffices.listening.models import Guidance
from goodoffices.listening.queries import is_waived, our_loop
from goodoffices.process.audience import in_delegations
from goodoffices.process.models import Seat
from goodoffices.record.acts import Refused
from goodoffices.record.cache import cached


def guidance_of(seat: Seat, room: str) -> Guidance | None:
    """The guidance of a whole room in force, as the seat sees it."""
    return next((rule for rule in _standing(seat) if rule.book_id == room and rule.about_id is None), None)


def guided_rooms(seat: Seat) -> frozenset[str]:
    """The rooms in which anything is guided now."""
    return frozenset(rule.book_id for rule in _standing(seat))


def demand_heard(seat: Seat, act: Any) -> None:
    """The condition on a statement: what the other side said has been confirmed as heard. The third party is free."""
    if seat.third or act.speech_act in ASKING or act.room not in guided_rooms(seat):
        return
    statement = _to_be_heard(seat, act)
    if statement is None or _heard(seat, statement):
        return
    raise Refused(
        _(
            "Talk is guided here. First say back what %(citation)s said, and let its speaker confirm that you heard it. Questions are open at any time."
        )
        % {"citation": statement.citation}
    )


def demands_of(seat: Seat, subject: Any) -> dict[str, bool]:
    """What a restatement of this subject says besides, under the guidance in force: where one agrees, what one learnt."""
    here = [rule for rule in _standing(seat) if rule.book_id == subject.book_id]
    rules = [] if seat.third else [rule for rule in here if rule.about_id in (None, subject.id)]
    return {
        "agreement": any(rule.agreement for rule in rules),
        "learnt": any(rule.learnt for rule in rules),
    }


def demand_whole(seat: Seat, restatement: Any, subject: Any) -> None:
    demands = demands_of(seat, subject)
    if demands["agreement"] and not restatement.agreement.strip():
        raise Refused(_("Talk is guided here. Say also where you agree, then send it again."))
    if demands["learnt"] and not restatement.learnt.strip():
        raise Refused(_("Talk is guided here. Say also what you learnt, then send it again."))


def _to_be_heard(seat: Seat, act: Any) -> Statement | None:
    """The statement of another party that this one would rebut: the one it answers; in a guided room, the latest."""
    seen = Statement.objects.seen_by(seat).select_related("book").filter(book_id=act.room).exclude(state="struck")
    others = _of_others(seat, seen)
    if act.answers and any(rule.about_id == act.answers for rule in _standing(seat)):
        answered: Statement | None = others.filter(id=act.answers).first()
        if answered is not None:
            return answered
    rule = guidance_of(seat, act.room)
    if rule is None:
        return None
    latest: Statement | None = others.filter(number__gt=rule.number).exclude(speech_act__in=ASKING).last()
    return latest


def _of_others(seat: Seat, rows: Any) -> Any:
    """Statements of the other parties. Where speakers are not named, of every other seat: a refusal must not name one."""
    ours = Q(party_id=seat.party_id) & ~in_delegations()
    return rows.exclude(seat_id=seat.id).filter(Q(named="nobody") | (Q(party__isnull=False) & ~ours))


def _heard(seat: Seat, statement: Statement) -> bool:
    loop = our_loop(seat, statement.id)
    if loop is not None and loop.standing in ("confirmed", "waived"):
        return True
    return is_waived(seat, statement.id)


@cached
def _standing(seat: Seat) -> list[Guidance]:
    """Every guidance in force."""
    return list(Guidance.objects.seen_by(seat).filter(ended__isnull=True))
