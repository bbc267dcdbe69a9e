"""What the pages of minutes ask."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from goodoffices.minutes.locking import approvals_standing, approving_parties
from goodoffices.minutes.models import Approval, Correction, Minutes, Paragraph, Wording
from goodoffices.process.extensions import Place
from goodoffices.process.models import Party, Seat, Session
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import PLENARY
from goodoffices.record.cache import cached


class Last(NamedTuple):
    """The session that was closed last, and what stands in the plenary as its minutes, if anything does."""

    session: Session
    minutes: Minutes | None


def minutes_seen_by(seat: Seat) -> list[Minutes]:
    """All that this seat reads: those that wait for approval first, then the latest."""
    rows = list(Minutes.objects.seen_by(seat).select_related("book", "session"))
    rows.sort(key=lambda each: (each.session.opened_at, each.at), reverse=True)
    return sorted(rows, key=lambda each: each.locked)


def minutes_with_id(seat: Seat, id: str) -> Minutes:
    found: Minutes = visible_or_404(Minutes, seat, id, "session")
    return found


def paragraphs_of(seat: Seat, minutes: Minutes) -> list[Paragraph]:
    """In their order, each with its corrections, whatever became of these."""
    rows = Paragraph.objects.seen_by(seat).filter(minutes=minutes).select_related("book").order_by("place")
    corrections: dict[str, list[Correction]] = {}
    for correction in corrections_of(seat, minutes):
        corrections.setdefault(correction.paragraph_id, []).append(correction)
    found = list(rows)
    for paragraph in found:
        paragraph.minutes = minutes
        paragraph.corrections = corrections.get(paragraph.id, [])
        for correction in paragraph.corrections:
            correction.minutes, correction.paragraph = minutes, paragraph
    minutes.text = "\n\n".join(paragraph.words for paragraph in found)
    return found


def corrections_of(seat: Seat, minutes: Minutes) -> Iterable[Correction]:
    rows = Correction.objects.seen_by(seat).filter(minutes=minutes)
    return rows.select_related("book", "party", "seat").order_by("number")


def paragraph_with_id(seat: Seat, id: str) -> Paragraph:
    """With its minutes and corrections."""
    found: Paragraph = visible_or_404(Paragraph, seat, id, "minutes__session", "minutes__book")
    rows = Correction.objects.seen_by(seat).filter(paragraph=found).select_related("book", "party", "seat")
    found.corrections = list(rows.order_by("number"))
    for correction in found.corrections:
        correction.minutes, correction.paragraph = found.minutes, found
    return found


def wordings_of(seat: Seat, paragraph: Paragraph) -> list[Wording]:
    """Every wording it has had, the first one first."""
    return list(Wording.objects.seen_by(seat).filter(paragraph=paragraph).select_related("book").order_by("number"))


def approvals_of(seat: Seat, minutes: Minutes) -> list[tuple[Party, Approval | None]]:
    """The parties that approve, each with its approval of this version; of locked minutes, those that did."""
    approved = {each.party_id: each for each in approvals_standing(seat, minutes)}
    if minutes.locked:
        return [(each.party, each) for each in approved.values()]
    return [(party, approved.get(party.id)) for party in approving_parties(seat, minutes)]


@cached
def last_minutes(seat: Seat) -> Last | None:
    """None where no session has been closed; or, for those admitted later, where they are not told what it had."""
    rows = Session.objects.seen_by(seat).exclude(closed_at="").select_related("book")
    session = rows.order_by("-closed_at", "-number").first()
    plenary = seat.shelf().of(PLENARY)
    if session is None or plenary is None:
        return None
    found = Minutes.objects.seen_by(seat).filter(session=session, book=plenary.id)
    minutes = found.select_related("book", "session").first()
    return Last(session, minutes) if minutes or seat.books()[plenary.id] <= session.changed else None


def sessions_of(seat: Seat) -> list[Session]:
    """Every session, the latest that was closed first, and one that is open last."""
    rows = list(Session.objects.seen_by(seat).select_related("book").order_by("-opened_at"))
    return sorted(rows, key=lambda each: not each.closed_at)


def sessions_without(seat: Seat, book: str) -> list[Session]:
    """Those that have no minutes in this room yet, the latest first."""
    written = Minutes.objects.seen_by(seat).filter(book=book).values("session")
    rows = Session.objects.seen_by(seat).exclude(id__in=written).select_related("book")
    return list(rows.order_by("-opened_at"))


@cached
def places(seat: Seat) -> tuple[Place, ...]:
    rows = Minutes.objects.seen_by(seat).select_related("book", "session").order_by("-at")
    return tuple([Place(_("Minutes"), each.title, each.page(), each.state_name) for each in rows])
