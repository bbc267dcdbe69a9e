"""What waits to be said back, or confirmed; and the pulse that this seat has not answered."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.listening import pulse
from goodoffices.listening.queries import to_confirm, to_restate, to_restate_anew
from goodoffices.process.extensions import Todo
from goodoffices.process.models import Seat


def what_waits(seat: Seat) -> Iterator[Todo]:
    for loop in to_confirm(seat):
        words = _("Confirm what was said back to you, or say what is missing.")
        yield _todo(loop.subject, words, loop.restatements[-1].at)
    for asking in to_restate(seat):
        yield _todo(asking.subject, _("Say back what you heard."), asking.at)
    for loop in to_restate_anew(seat):
        words = _("The words were corrected after you said them back. Say back how they read now.")
        yield _todo(loop.subject, words, loop.began_at)


def pulse_that_waits(seat: Seat) -> Iterator[Todo]:
    """The heard-ness pulse: it closes by the clock, and who has answered stands on no record."""
    session = pulse.open_pulse(seat) if pulse.answers(seat) else None
    if session is not None and pulse.own_marks(seat, session) is None:
        words = _("Say how heard you felt in “%(session)s”: eight questions that only you can read.")
        address = reverse("listening:pulse", args=[seat.process_id])
        yield Todo("loops", words % {"session": session.title}, address, None, 0, session.closed_at)


def _todo(subject: Any, words: str, at: str) -> Todo:
    return Todo("loops", words, subject.page(), subject.book, subject.number, at)
