"""What waits for a seat: the same list for its desk, its brief and the count in its digest."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goodoffices.agenda.models import Solution, Stance
from goodoffices.briefing.words import SORTS
from goodoffices.consultation.models import Statement
from goodoffices.listening import reading as listening
from goodoffices.process.models import Acceptance, Adoption, GroundRules, Round, Seat
from goodoffices.record.models import Book
from goodoffices.record.standing import until_it_grows
from goodoffices.shuttle.models import Gist, Release


class Wait(NamedTuple):
    """One thing that waits: of which sort, in a sentence, where to do it, and the entry it comes from."""

    sort: str
    sentence: str
    address: str
    book: Book | None = None
    number: int = 0
    at: str = ""


def waits_for(seat: Seat) -> list[Wait]:
    """Everything that waits for this seat, sort by sort, the oldest first; days ahead come last."""
    return [*asks_of(seat), *_days_ahead(seat)]


def asks_of(seat: Seat) -> list[Wait]:
    """What somebody waits for this seat to do; the days ahead left out."""
    return _asks_of(seat, seat.id, get_language()) if seat.speaks else []


def in_sorts(waits: list[Wait]) -> list[tuple[str, list[Wait]]]:
    """The same, under the names of their sorts."""
    found = [(str(name), [wait for wait in waits if wait.sort == sort]) for sort, name in SORTS.items()]
    return [(name, those) for name, those in found if those]


@until_it_grows
def _asks_of(seat: Seat, who: str, language: str | None) -> list[Wait]:
    found = [*_loops(seat), *_releases(seat), *_questions(seat), *_reservations(seat), *_decisions(seat)]
    order = list(SORTS)
    return sorted(found, key=lambda wait: (order.index(wait.sort), wait.at))


# ---- each sort -------------------------------------------------------------------------------------------------------


def _loops(seat: Seat) -> Iterator[Wait]:
    for loop in listening.to_confirm(seat):
        last = loop.restatements[-1]
        words = _("Confirm what was said back to you, or say what is missing.")
        yield Wait("loops", words, _page(seat, loop.subject), loop.subject.book, loop.subject.number, last.at)
    for asking in listening.to_restate(seat):
        words = _("Say back what you heard.")
        yield Wait("loops", words, _page(seat, asking.subject), asking.subject.book, asking.subject.number, asking.at)


def _releases(seat: Seat) -> Iterator[Wait]:
    ledger = reverse("shuttle:ledger", args=[seat.process_id])
    if seat.leads:
        for release in Release.objects.seen_by(seat).waiting().select_related("book", "to"):
            words = _("Released for %(party)s: for you to convey.") % {"party": release.to.name}
            yield Wait("releases", words, ledger, release.book, release.number, release.at)
    if seat.delegate:
        drafts = Gist.objects.seen_by(seat).filter(taken__isnull=True).select_related("book", "to", "statement")
        given = set(Release.objects.seen_by(seat).exclude(state="revoked").values_list("statement", "to"))
        for gist in drafts.exclude(statement__state="struck"):
            if (gist.statement_id, gist.to_id) not in given and (seat.decides or gist.statement.seat_id == seat.id):
                words = _("The mediator drafted a gist for %(party)s: approve it, edit it, or leave it.")
                address = reverse("consultation:statement", args=[seat.process_id, gist.statement_id])
                yield Wait("releases", words % {"party": gist.to.name}, address, gist.book, gist.number, gist.at)


def _questions(seat: Seat) -> Iterator[Wait]:
    """Questions of others that nobody but their own side has answered yet, where this seat could."""
    for question in unanswered(seat, _put_to(seat)):
        words = _("A question waits for an answer.")
        address = reverse("consultation:statement", args=[seat.process_id, question.id])
        yield Wait("questions", words, address, question.book, question.number, question.at)


def unanswered(seat: Seat, questions: Any) -> list[Statement]:
    """Those of these questions that nobody but the side that asked has answered."""
    open_ones = list(questions.select_related("book").order_by("at", "number"))
    answers = (
        Statement.objects.seen_by(seat).filter(answers__in=[each.id for each in open_ones]).exclude(state="struck")
    )
    found: dict[str, list[Statement]] = {}
    for answer in answers:
        found.setdefault(str(answer.answers_id), []).append(answer)
    return [each for each in open_ones if not any(answers_it(answer, each) for answer in found.get(each.id, []))]


def answers_it(answer: Statement, question: Statement) -> bool:
    """Whether an answer comes from another side; where speakers are not named, any does: who asked is not to be told."""
    if "nobody" in (answer.named, question.named):
        return True
    if question.book.kind in ("delegation", "third_party", "task_force"):
        return bool(answer.seat_id != question.seat_id)
    return bool(answer.party_id != question.party_id)


def _put_to(seat: Seat) -> Any:
    rows = (
        Statement.objects.seen_by(seat).filter(speech_act="question").exclude(state="struck").exclude(seat_id=seat.id)
    )
    ours = Q(party_id=seat.party_id, book__kind__in=("plenary", "caucus")) & ~Q(named="nobody")
    return rows.exclude(ours)


def _reservations(seat: Seat) -> Iterator[Wait]:
    rows = Stance.objects.seen_by(seat).filter(stance="reserves", current=True, solution__state="tabled")
    rows = rows.select_related("book", "party", "solution__issue").order_by("at", "number")
    for stance in rows if seat.leads else rows.filter(party=seat.party_id) if seat.delegate else ():
        words = (
            _("%(party)s reserves its position on “%(title)s”.")
            if seat.leads
            else _("Your side reserves its position on “%(title)s”, pending instructions.")
        )
        gaps = {"party": stance.party.name, "title": stance.solution.title}
        yield Wait("reservations", words % gaps, _page(seat, stance.solution), stance.book, stance.number, stance.at)


def _decisions(seat: Seat) -> Iterator[Wait]:
    """What only a head decides; and for who leads, on which heads the process waits."""
    if seat.process.state == "concluded" or not (seat.decides or seat.leads):
        return
    yield from _rules(seat)
    yield from _agendas(seat)
    if seat.decides and seat.delegate:
        yield from _solutions(seat)


def _rules(seat: Seat) -> Iterator[Wait]:
    rules = GroundRules.objects.seen_by(seat).filter(state="proposed").select_related("book").last()
    if rules is None:
        return
    accepted = set(
        Acceptance.objects.seen_by(seat).filter(rules=rules, withdrawn=False).values_list("party", flat=True)
    )
    if seat.leads or seat.party_id not in accepted:
        words = (
            _("Ground rules wait for the heads to accept them.")
            if seat.leads
            else _("Ground rules wait for you to accept them.")
        )
        yield Wait(
            "decisions", words, reverse("process:ground-rules", args=[seat.process_id]), rules.book, rules.number, ""
        )


def _agendas(seat: Seat) -> Iterator[Wait]:
    waiting = Round.objects.seen_by(seat).filter(adopted=False).exclude(state="concluded").exclude(items=[])
    for round in waiting.select_related("book"):
        adopted = Adoption.objects.seen_by(seat).filter(round=round).values_list("party", flat=True)
        if seat.leads or seat.party_id not in set(adopted):
            words = _("The provisional agenda of “%(round)s” waits to be adopted.") % {"round": round.title}
            yield Wait(
                "decisions", words, reverse("process:rounds", args=[seat.process_id]), round.book, round.number, ""
            )


def _solutions(seat: Seat) -> Iterator[Wait]:
    """Solutions of others on which the party has not said where it stands."""
    rows = Solution.objects.seen_by(seat).filter(state="tabled", book__kind="plenary").exclude(party=seat.party_id)
    ours = Stance.objects.seen_by(seat).filter(party=seat.party_id, current=True).values("solution")
    for solution in rows.exclude(id__in=ours).select_related("book", "issue").order_by("number"):
        words = _("“%(title)s” waits for where you stand.") % {"title": solution.title}
        yield Wait("decisions", words, _page(seat, solution), solution.book, solution.number, solution.at)


# ---- days ahead ------------------------------------------------------------------------------------------------------


def _days_ahead(seat: Seat) -> Iterator[Wait]:
    today = host_day(seat)
    for round in Round.objects.seen_by(seat).exclude(state="concluded").select_related("book").order_by("ordinal"):
        address = reverse("process:rounds", args=[seat.process_id])
        for day, sentence in (
            (round.begins, _("%(day)s: “%(round)s” begins.")),
            (round.ends, _("%(day)s: “%(round)s” ends.")),
        ):
            if day and date.fromisoformat(day) >= today:
                gaps = {"day": formats.date_format(date.fromisoformat(day), "j F Y"), "round": round.title}
                yield Wait("deadlines", sentence % gaps, address, round.book, round.number, day)


def host_day(seat: Seat) -> date:
    """Today, in the host city."""
    return timezone.now().astimezone(ZoneInfo(seat.process.zone)).date()


def _page(seat: Seat, thing: Any) -> str:
    if isinstance(thing, Statement):
        return reverse("consultation:statement", args=[seat.process_id, thing.id])
    return reverse("agenda:issue", args=[seat.process_id, thing.issue_id])
