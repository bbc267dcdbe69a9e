"""Leaks of loops and of the pulse, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from goodoffices.listening import models as listening_models
from goodoffices.listening import pulse
from goodoffices.listening.models import PulseAnswer
from tests.noninterference.leaks import seed, unscoped


@seed("amara", "/listening/(pulse/)?$", also=("process", "chairing"))
def a_mean_of_two_answers() -> Iterator[None]:
    """How heard a side felt is told of fewer than three, who can be told apart."""
    with patch.object(pulse, "LEAST", 1):
        yield


@seed("idris", "/listening/pulse/$", also=("process", "chairing"))
def an_answer_that_fills_in_another_s() -> Iterator[None]:
    """Whoever comes to the eight lines finds the marks that somebody set before."""

    def own_marks(seat: Any, session: Any) -> Any:
        return PulseAnswer.objects.filter(session=session.id).values_list("marks", flat=True).first()

    with patch.object(pulse, "own_marks", own_marks):
        yield


@seed("idris", "listening:heard|loops")
def loops_of_every_room() -> Iterator[None]:
    """What was heard in the other side's caucus is counted among the open loops."""
    with unscoped(listening_models.Loop):
        yield
