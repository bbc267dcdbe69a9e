"""How much each side has said, and how long it has waited for answers.

Counted from what the reader sees. Where speakers are not named, nothing is counted, so that the figures name nobody.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

from django.utils.translation import gettext_lazy as _

from goodoffices.consultation.models import Statement
from goodoffices.consultation.scripts import SCRIPTS, counted
from goodoffices.consultation.todo import answers_it
from goodoffices.process.audience import is_caucus, party_key_of, side_to_side
from goodoffices.process.extensions import Measure, Reading
from goodoffices.process.models import Party, Seat
from goodoffices.record.timestamps import seconds_between

PAUSE = 600.0  # seconds; after a longer pause the writer has been away, and the time is not counted

WAITED = Reading(
    place=10,
    only=_("So far only %(more)s has had to wait for answers."),
    twice=_("%(more)s has waited twice as long for answers as %(less)s."),
    times=_("%(more)s has waited %(times)s times as long for answers as %(less)s."),
    even=_("All sides have waited about equally long for answers."),
)
CAUCUS_TIME = Reading(
    place=20,
    only=_("Only %(more)s has been in caucus so far."),
    twice=_("The caucus with %(more)s has taken twice the time of that with %(less)s."),
    times=_("The caucus with %(more)s has taken %(times)s times the time of that with %(less)s."),
    even=_("The caucuses have taken about the same time."),
)
STATEMENTS = Reading(
    place=30,
    only=_("Only %(more)s has spoken in the plenary so far."),
    twice=_("%(more)s has spoken twice as often in the plenary as %(less)s."),
    times=_("%(more)s has spoken %(times)s times as often in the plenary as %(less)s."),
    even=_("All sides have spoken about as often in the plenary."),
)


@dataclass
class Talk:
    """What one party said. Times in seconds."""

    statements: int = 0  # in the plenary
    words: Counter[str] = field(default_factory=Counter)  # in the plenary, by script
    plenary_time: float = 0.0
    caucus_statements: int = 0  # the party's own
    caucus_time: float = 0.0  # of everybody in its caucus
    waits: list[float] = field(default_factory=list)
    unanswered: int = 0
    days: dict[str, int] = field(default_factory=dict)  # statements in the plenary by day

    @property
    def waited(self) -> float:
        """The median wait for an answer."""
        return median(self.waits) if self.waits else 0.0


def of_talk(seat: Seat, plenary_only: bool) -> list[Measure]:
    talk = talk_of(seat, plenary_only)

    def by_party(name: str) -> dict[str, float]:
        return {party: getattr(each, name) for party, each in talk.items()}

    days = {party: each.days for party, each in talk.items()}
    answered = sum(len(each.waits) for each in talk.values())
    scripts = {script for each in talk.values() for script in each.words}
    found = [
        Measure("statements", _("Statements in the plenary"), 10, by_party("statements"), reading=STATEMENTS,
                by_day=days, chart=_("Statements in the plenary, day by day")),
        *[
            Measure(f"words_{script}", label, 12, {party: each.words[script] for party, each in talk.items()})
            for script, label in SCRIPTS.items() if script in scripts
        ],
        Measure("plenary_time", _("Time in the plenary"), 20, by_party("plenary_time"), lasts=True),
        Measure("waited", _("Median wait for an answer"), 60, by_party("waited"), lasts=True, reading=WAITED,
                of=answered),
        Measure("unanswered", _("Questions still open"), 70, by_party("unanswered")),
    ]  # fmt: skip
    if not plenary_only:
        found += [
            Measure(
                "caucus_time",
                _("Time in caucus"),
                40,
                by_party("caucus_time"),
                lasts=True,
                reading=CAUCUS_TIME,
                of=sum(each.caucus_statements for each in talk.values()),
            ),
            Measure("caucus_statements", _("Statements in caucus"), 50, by_party("caucus_statements")),
        ]
    return found


def talk_of(seat: Seat, plenary_only: bool) -> dict[str, Talk]:
    """By party's id; of the plenary alone, what the whole table has in common."""
    parties = list(Party.objects.seen_by(seat))
    talk, of_key = {party.id: Talk() for party in parties}, {party.key: party.id for party in parties}
    rows = (
        Statement.objects.seen_by(seat)
        .filter(side_to_side(plenary_only))
        .exclude(state="struck")
        .select_related("book")
    )
    statements = list(rows.order_by("book_id", "number"))
    _count_words(statements, talk, of_key)
    _count_answers(statements, talk)
    return talk


def _count_words(statements: Iterable[Statement], talk: dict[str, Talk], of_key: dict[str, str]) -> None:
    before: Statement | None = None
    for each in statements:
        same_room = before is not None and before.book_id == each.book_id
        lasted = _between(before, each) if before and same_room else 0.0
        before = each
        if is_caucus(each.audience):
            side = talk[of_key[party_key_of(each.audience)]]
            side.caucus_time += lasted
            side.caucus_statements += 1 if each.party_id else 0
        elif each.party_id and each.named != "nobody":
            side = talk[each.party_id]
            side.statements += 1
            side.words += counted(each.text)
            side.plenary_time += lasted
            side.days[each.at[:10]] = side.days.get(each.at[:10], 0) + 1


def _between(before: Statement, after: Statement) -> float:
    lasted = seconds_between(before.at, after.at)
    return lasted if lasted <= PAUSE else 0.0


def _count_answers(statements: Iterable[Statement], talk: dict[str, Talk]) -> None:
    questions = {each.id: each for each in statements if each.speech_act == "question" and each.party_id}
    first: dict[str, str] = {}
    for each in statements:
        question = questions.get(each.answers_id or "")
        if question is not None and answers_it(each, question):
            first.setdefault(question.id, each.at)
    for question in questions.values():
        if question.named == "nobody":
            continue
        side = talk[str(question.party_id)]
        if question.id in first:
            side.waits.append(seconds_between(question.at, first[question.id]))
        else:
            side.unanswered += 1
