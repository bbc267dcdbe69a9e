"""Private signals to the mediator during a session: a word from one seat, which nobody else learns of.

They stand in no book, are counted nowhere, and are gone once the session is closed or the next one opens.
"""

from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from goodoffices.listening.labels import SIGNALS
from goodoffices.listening.models import Signal
from goodoffices.listening.pulse import sessions_of
from goodoffices.process.models import Seat, Session
from goodoffices.record.acts import NotThere, Refused


class Given(NamedTuple):
    """A signal, as the mediator reads it."""

    seat: Seat
    word: str  # in the reader's language


def sitting(seat: Seat) -> Session | None:
    """The session that is open now."""
    last = next(iter(reversed(sessions_of(seat))), None)
    return last if last is not None and not last.closed_at else None


def may_signal(seat: Seat) -> bool:
    return seat.delegate and sitting(seat) is not None


def own_signal(seat: Seat) -> str:
    """The word that this seat has given in the present session; empty: none."""
    session = sitting(seat)
    if session is None:
        return ""
    given: str | None = Signal.objects.filter(seat=seat.id, session=session.id).values_list("word", flat=True).first()
    return given or ""


def given_to(seat: Seat) -> list[Given]:
    """The signals of the present session, for who leads the third party; to everyone else there are none."""
    session = sitting(seat)
    if not seat.leads or session is None:
        return []
    words = dict(Signal.objects.filter(process=seat.process_id, session=session.id).values_list("seat", "word"))
    seats = Seat.objects.seen_by(seat).seated().filter(id__in=list(words)).select_related("party", "process")
    return [Given(each, str(SIGNALS[words[each.id]])) for each in seats.order_by("number", "id")]


def signal(seat: Seat, word: str) -> None:
    """Give a signal in the present session, in place of the one before; an empty word takes it back."""
    if not seat.delegate or (word and word not in SIGNALS):
        raise NotThere
    with transaction.atomic():
        session = sitting(seat.again())
        Signal.objects.filter(seat=seat.id).delete()
        if not word:
            return
        if session is None:
            raise Refused(_("No session is open. Write to the mediator in your caucus."))
        Signal.objects.filter(process=seat.process_id).exclude(session=session.id).delete()
        Signal.objects.create(process=seat.process_id, session=session.id, seat=seat.id, word=word)
