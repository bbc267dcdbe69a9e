"""Questions that this seat could answer, and that only the side that asked has answered so far, if anyone."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.consultation.models import Statement
from goodoffices.process.audience import among_colleagues, is_among_colleagues, side_to_side
from goodoffices.process.extensions import Todo
from goodoffices.process.models import Seat


def what_waits(seat: Seat) -> list[Todo]:
    return [_todo(seat, question) for question in unanswered(seat, _put_to(seat))]


def unanswered(seat: Seat, questions: Any) -> list[Statement]:
    """Those of these questions that nobody but the side that asked has answered."""
    answers = Statement.objects.seen_by(seat).filter(answers=OuterRef("pk")).exclude(state="struck")
    of_others = answers.exclude(seat=OuterRef("seat"))
    of_other_sides = answers.annotate(by=_side("party")).exclude(by=_side(OuterRef("party")))
    of_one_side = among_colleagues()
    # As `answers_it` says of one answer.
    answered = (
        Exists(answers.filter(named="nobody"))
        | (Q(named="nobody") & Exists(answers))
        | (of_one_side & Exists(of_others))
        | (~of_one_side & Exists(of_other_sides))
    )
    return list(questions.filter(~answered).select_related("book").order_by("at", "number"))


def answers_it(answer: Statement, question: Statement) -> bool:
    """Whether an answer comes from another side; where speakers are not named, any does: who asked is not to be told."""
    if "nobody" in (answer.named, question.named):
        return True
    if is_among_colleagues(question.audience):
        return bool(answer.seat_id != question.seat_id)
    return bool(answer.party_id != question.party_id)


def _side(party: Any) -> Coalesce:
    """A party's id, or "" for the third party: so that two sides can be compared in SQL, where nothing equals NULL."""
    return Coalesce(party, Value(""))


def _put_to(seat: Seat) -> Any:
    rows = Statement.objects.seen_by(seat).filter(speech_act="question").exclude(state="struck")
    ours = Q(party_id=seat.party_id) & side_to_side() & ~Q(named="nobody")
    return rows.exclude(seat_id=seat.id).exclude(ours)


def _todo(seat: Seat, question: Statement) -> Todo:
    words = _("A question is waiting for an answer.")
    address = reverse("consultation:statement", args=[seat.process_id, question.id])
    return Todo("questions", words, address, question.book, question.number, question.at)
