"""Where pages show loops: beside a thing, on its page, in the room and in the rail; and what the stream pushes of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.listening import pulse, queries, signals
from goodoffices.listening.guided import demands_of, guidance_of
from goodoffices.listening.labels import SIGNALS, SORTS
from goodoffices.listening.models import Asking, Guidance, Loop, Restatement, Waiver
from goodoffices.process.attribution import side_of
from goodoffices.process.audience import is_delegation, parties_in
from goodoffices.process.extensions import Link, Part
from goodoffices.process.fragments import Fragment, beside
from goodoffices.process.models import Party, Seat, parties_by_name
from goodoffices.record.models import Entry
from goodoffices.record.scope import Scope, of, seen_by
from goodoffices.record.things import Noun, OnThing, subject_of

TEMPLATE = "listening/_loops.html"


def loops(entry: Entry, subject: str) -> list[Fragment]:
    """The loops on a thing, as they are after this entry; also where the thing itself has changed."""
    it = _by_subject(of(entry), [subject]).get(subject)
    if it is None:  # the thing was changed, and nobody has asked for it or said it back
        return []
    rows: list[Asking | Loop | Waiver] = [*it["askings"], *it["loops"], *it["waivers"]]
    return beside(entry, subject_of(rows[0], entry), "loops", rows, TEMPLATE, it)


def loops_beside(seat: Seat, sort: str, ids: list[str]) -> Mapping[str, Part]:
    return {id: Part(TEMPLATE, it) for id, it in _by_subject(seen_by(seat), ids).items()}


def actions_on(seat: Seat, subject: Noun) -> Iterable[Part]:
    """What the seat may do about a thing: ask, say back, correct or confirm, let go."""
    if not seat.speaks or not seat.process.takes(subject.audience) or not subject.stands:
        return []
    waived = queries.is_waived(seat, subject.id)
    loop = queries.our_loop(seat, subject.id)
    loops = queries.loops_about(seat, subject.id)
    asks = demands_of(seat, subject)
    to_confirm = [
        loop.restatements[-1]
        for loop in loops
        if loop.standing == "restated"
        and queries.may_confirm(seat, subject)
        and loop.restatements[-1].seat_id != seat.id
    ]
    it = {
        "sort": subject.sort,
        "subject": subject,
        "needs_agreement": asks["agreement"],
        "needs_learnt": asks["learnt"],
        "may_restate": not waived and subject.author != seat.id and not (loop and loop.standing == "confirmed"),
        "may_ask": not waived,
        "may_waive": seat.leads and not waived,
        "to_confirm": [(each, _checklist(seat, subject, each)) for each in to_confirm],
        "parties": _listeners(seat, subject),
        "guided": _guidance_of_answers(seat, subject),
    }
    return [Part("listening/_deeds.html", it)]


def says_back(seat: Seat, room: Any) -> bool:
    return seat.speaks and seat.process.takes(room.book.audience)


def say_back(seat: Seat, subject: Noun) -> Iterable[Part]:
    """Where the seat says a thing back in its own words."""
    return [Part("listening/_say_back.html", part.it) for part in actions_on(seat, subject) if part.it["may_restate"]]


def _checklist(seat: Seat, subject: Noun, restatement: Restatement) -> list[dict[str, Any]]:
    """The operative words of what was said, beside those of what was said back."""
    from goodoffices.engines.operative import checklist  # imported late: few pages need it, and it slows the start

    names = [party.name for party in parties_by_name(seat)]
    lines = checklist(subject.in_words(), restatement.text, names)
    return [{**line._asdict(), "sort": SORTS[line.sort]} for line in lines]


def _guidance_of_answers(seat: Seat, subject: Noun) -> Any:
    """The guidance of the answers to this statement alone, for who may begin or end it."""
    if not seat.leads or subject.sort != "statement":
        return None
    return Guidance.objects.seen_by(seat).filter(about=subject.id, ended__isnull=True).first()


def guidance_in(seat: Seat, room: Any) -> Iterable[Part]:
    rule = guidance_of(seat, room.id)
    if rule or (seat.leads and not is_delegation(room.book.audience) and room.open):
        yield Part("listening/_guidance.html", {"rule": rule, "room": room, "may_guide": seat.leads})


def panels_in(seat: Seat, room: Any) -> Iterable[Part]:
    """Guided talk; and, while a session is open, one's own signal to the mediator, or the signals that were given."""
    yield from guidance_in(seat, room)
    if signals.may_signal(seat):
        yield Part("listening/_signal.html", {"words": SIGNALS, "own": signals.own_signal(seat)})
    elif seat.leads and signals.sitting(seat) is not None:
        yield Part("listening/_signals.html", {"given": signals.given_to(seat)})


def rail(seat: Seat) -> Iterable[Link]:
    if pulse.answers(seat) or seat.third:
        asked = pulse.open_pulse(seat) if pulse.answers(seat) else None
        waits = asked is not None and pulse.own_marks(seat, asked) is None
        yield Link(_("Feeling heard"), "listening:pulse", int(waits))


def _listeners(seat: Seat, subject: Noun) -> list[Party]:
    """The parties that may be asked to say it back."""
    audience = subject.audience
    side = side_of(seat, subject)
    return parties_in(audience, [party for party in parties_by_name(seat) if party.id != side])


def _by_subject(scope: Scope, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """By subject, all that was asked, said back and let go about it."""
    wanted = list(ids)
    rows_by_name: dict[str, Sequence[OnThing]] = {
        "askings": queries.askings_on(scope, wanted),
        "loops": queries.loops_on(scope, wanted),
        "waivers": queries.waivers_on(scope, wanted),
    }
    found: dict[str, dict[str, Any]] = {}
    for name, rows in rows_by_name.items():
        for row in rows:
            empty = {"id": row.subject_id, "sort": row.subject_sort, "askings": [], "loops": [], "waivers": []}
            found.setdefault(row.subject_id, empty)[name].append(row)
    return found
