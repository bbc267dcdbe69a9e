"""What others wait for a seat to do, sort by sort."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodoffices.agenda.acts import called
from goodoffices.agenda.models import Solution, Stance
from goodoffices.chairing.models import Hand, Point
from goodoffices.chairing.queries import chairs
from goodoffices.consultation.models import Statement
from goodoffices.interpretation.models import Query, Term
from goodoffices.interpretation.queries import glossary
from goodoffices.listening import pulse
from goodoffices.listening import queries as listening
from goodoffices.process.models import Acceptance, Adoption, GroundRules, Round, Seat
from goodoffices.record.models import Book
from goodoffices.record.scope import seen_by
from goodoffices.record.things import with_subjects
from goodoffices.shuttle.models import Gist, Release


class Todo(NamedTuple):
    """One thing that waits: of which sort, in a sentence, where to do it, and the entry it comes from."""

    sort: str
    sentence: str
    address: str
    book: Book | None = None
    number: int = 0
    at: str = ""


def recorded(seat: Seat) -> Iterator[Todo]:
    """What follows from the record, and may be otherwise after any act."""
    for sort in (_loops, _releases, _questions, _floor, _renderings):
        yield from sort(seat)


def standing(seat: Seat) -> Iterator[Todo]:
    """What follows from tables that stand until somebody changes them."""
    for sort in (_reservations, _decisions, _terms):
        yield from sort(seat)


def asked_privately(seat: Seat) -> Iterator[Todo]:
    """The heard-ness pulse: it closes by the clock, and who has answered stands on no record."""
    session = pulse.open_pulse(seat) if pulse.answers(seat) else None
    if session is not None and pulse.own_marks(seat, session) is None:
        words = _("Say how heard you felt in “%(session)s”: eight lines, read by nobody else.")
        address = reverse("listening:pulse", args=[seat.process_id])
        yield Todo("loops", words % {"session": session.title}, address, None, 0, session.closed_at)


def _loops(seat: Seat) -> Iterator[Todo]:
    for loop in listening.to_confirm(seat):
        last = loop.restatements[-1]
        words = _("Confirm what was said back to you, or say what is missing.")
        yield Todo("loops", words, loop.subject.page(), loop.subject.book, loop.subject.number, last.at)
    for asking in listening.to_restate(seat):
        words = _("Say back what you heard.")
        yield Todo("loops", words, asking.subject.page(), asking.subject.book, asking.subject.number, asking.at)


def _releases(seat: Seat) -> Iterator[Todo]:
    ledger = reverse("shuttle:ledger", args=[seat.process_id])
    if seat.leads:
        for release in Release.objects.seen_by(seat).waiting().select_related("book", "to"):
            words = _("Released for %(party)s: for you to convey.") % {"party": release.to.name}
            yield Todo("releases", words, ledger, release.book, release.number, release.at)
    if seat.delegate:
        drafts = Gist.objects.seen_by(seat).filter(taken__isnull=True).select_related("book", "to", "about")
        given = set(Release.objects.seen_by(seat).exclude(state="revoked").values_list("about", "to"))
        for gist in with_subjects(drafts, seen_by(seat)):
            ours = seat.decides or gist.subject.author == seat.id
            if gist.subject.stands and ours and (gist.about_id, gist.to_id) not in given:
                words = _("The mediator drafted a gist for %(party)s: approve it, edit it, or leave it.")
                gaps = {"party": gist.to.name}
                yield Todo("releases", words % gaps, gist.subject.page(), gist.book, gist.number, gist.at)


def _questions(seat: Seat) -> Iterator[Todo]:
    """Questions of others that nobody but their own side has answered yet, where this seat could."""
    for question in unanswered(seat, _put_to(seat)):
        words = _("A question waits for an answer.")
        address = reverse("consultation:statement", args=[seat.process_id, question.id])
        yield Todo("questions", words, address, question.book, question.number, question.at)


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


def _reservations(seat: Seat) -> Iterator[Todo]:
    rows = Stance.objects.seen_by(seat).filter(stance="reserves", current=True, solution__state="tabled")
    rows = rows.select_related("book", "party", "solution__book").order_by("at", "number")
    for stance in rows if seat.leads else rows.filter(party=seat.party_id) if seat.delegate else ():
        words = (
            _("%(party)s reserves its position on “%(title)s”.")
            if seat.leads
            else _("Your side reserves its position on “%(title)s”, pending instructions.")
        )
        gaps = {"party": stance.party.name, "title": called(stance.solution).to(seat)}
        yield Todo("reservations", words % gaps, stance.solution.page(), stance.book, stance.number, stance.at)


def _decisions(seat: Seat) -> Iterator[Todo]:
    """What only a head decides; and for who leads, on which heads the process waits."""
    if seat.process.state == "concluded" or not (seat.decides or seat.leads):
        return
    yield from _rules(seat)
    yield from _agendas(seat)
    if seat.decides and seat.delegate:
        yield from _solutions(seat)
        yield from _capitals(seat)


def _rules(seat: Seat) -> Iterator[Todo]:
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
        yield Todo(
            "decisions", words, reverse("process:ground-rules", args=[seat.process_id]), rules.book, rules.number, ""
        )


def _agendas(seat: Seat) -> Iterator[Todo]:
    waiting = Round.objects.seen_by(seat).filter(adopted=False).exclude(state="concluded").exclude(items=[])
    for round in waiting.select_related("book"):
        adopted = Adoption.objects.seen_by(seat).filter(round=round).values_list("party", flat=True)
        if seat.leads or seat.party_id not in set(adopted):
            words = _("The provisional agenda of “%(round)s” waits to be adopted.") % {"round": round.title}
            yield Todo(
                "decisions", words, reverse("process:rounds", args=[seat.process_id]), round.book, round.number, ""
            )


def _solutions(seat: Seat) -> Iterator[Todo]:
    """Solutions of others on which the party has not said where it stands."""
    rows = Solution.objects.seen_by(seat).filter(state="tabled", book__kind="plenary").exclude(party=seat.party_id)
    ours = Stance.objects.seen_by(seat).filter(party=seat.party_id, current=True).values("solution")
    for solution in rows.exclude(id__in=ours).select_related("book", "issue").order_by("number"):
        words = _("“%(title)s” waits for where you stand.") % {"title": solution.title}
        yield Todo("decisions", words, solution.page(), solution.book, solution.number, solution.at)


def _capitals(seat: Seat) -> Iterator[Todo]:
    """What was accepted ad referendum, until the party says what its capital says."""
    rows = Solution.objects.seen_by(seat).filter(state="accepted_ad_ref", book__kind="plenary")
    said = Stance.objects.seen_by(seat).filter(party=seat.party_id, current=True, stance="confirms").values("solution")
    for solution in rows.exclude(id__in=said).select_related("book", "issue").order_by("number"):
        words = _("“%(title)s” was accepted ad referendum: say what your capital says.") % {"title": solution.title}
        yield Todo("decisions", words, solution.page(), solution.book, solution.number, solution.at)


def _floor(seat: Seat) -> Iterator[Todo]:
    """For whoever chairs a room: points of order to rule on, and raised hands, counted together."""
    chaired = {id: book for id, book in seat.shelf().items() if chairs(seat, book.audience)}
    for point in Point.objects.seen_by(seat).filter(book__in=list(chaired), state="pending"):
        words = _("A point of order waits for your ruling.")
        address = reverse("chairing:speakers", args=[seat.process_id, point.book_id])
        yield Todo("floor", words, address, chaired[point.book_id], point.number, point.at)
    raised: dict[str, list[Hand]] = {}
    for hand in Hand.objects.seen_by(seat).filter(book__in=list(chaired)).waiting():
        raised.setdefault(hand.book_id, []).append(hand)
    for book, hands in raised.items():
        words = ngettext("%(count)s hand is raised.", "%(count)s hands are raised.", len(hands)) % {"count": len(hands)}
        address = reverse("chairing:speakers", args=[seat.process_id, book])
        yield Todo("floor", words, address, chaired[book], hands[0].number, hands[0].at)


def _renderings(seat: Seat) -> Iterator[Todo]:
    """Doubts about a rendering, for interpreters and for whoever made it."""
    rows = Query.objects.seen_by(seat).filter(state="open", rendering__state="standing")
    if seat.role != "interpreter":
        rows = rows.filter(rendering__seat=seat.id)
    found = list(rows.select_related("book", "rendering__about"))
    with_subjects([query.rendering for query in found], seen_by(seat))
    for query in found:
        words = _("Somebody asks about a rendering.")
        page = (query.rendering.subject or query.rendering).page()
        yield Todo("renderings", words, page, query.book, query.number, query.at)


def _terms(seat: Seat) -> Iterator[Todo]:
    """For a head: proposed terms on which its side has neither agreed nor said what it means."""
    if not (seat.decides and seat.delegate) or seat.process.state == "concluded":
        return
    for term in glossary(seat):
        if term.book.kind == "plenary" and (words := _asked_of(term, seat)):
            address = reverse("interpretation:term", args=[seat.process_id, term.id])
            yield Todo("decisions", words % {"term": term.title}, address, term.book, term.number, term.at)


def _asked_of(term: Term, seat: Seat) -> str:
    stated = {row.party_id for row in term.usages}
    if term.status != "proposed" or seat.party_id in stated | {row.party_id for row in term.accepted}:
        return ""
    if stated:
        return _("Another side has said what it means by “%(term)s”: agree on the term, or say what yours means.")
    return _("The term “%(term)s” waits for you to agree on it.")
