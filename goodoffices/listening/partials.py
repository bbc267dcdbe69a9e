"""Loops where they stand: beside what was said, on its own page, in the room, in the rail; and as the stream pushes them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.listening import pulse, queries
from goodoffices.listening.guided import demands_of, guidance_of
from goodoffices.listening.labels import SORTS
from goodoffices.listening.models import Asking, Guidance, Loop, Restatement, Waiver
from goodoffices.process.extensions import Link, Part
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import Fragment
from goodoffices.record.models import Entry

TEMPLATE = "listening/_loops.html"


def shown(entry: Entry, sort: str, subject: str) -> list[Fragment]:
    """The loops on a subject, for those who have its room open. The agenda's pages fetch themselves anew."""
    if sort != "statement":
        return []
    piece = _pieces(lambda model: model.objects.of(entry), sort, [subject])[subject]
    first = min(row.number for row in (*piece["askings"], *piece["loops"], *piece["waivers"])) == entry.number
    target, swap = (f"#statement-{subject}", "afterend") if first else (f"#loops-{subject}", "outerHTML")
    since = _subject_number(piece)
    return [Fragment(since, target, swap, TEMPLATE, {"it": piece})]


def loops_beside(seat: Seat, sort: str, ids: list[str]) -> Mapping[str, Part]:
    if sort not in queries.SORTS:
        return {}
    return {id: Part(TEMPLATE, piece) for id, piece in _pieces(queries.seen_by(seat), sort, ids).items()}


def actions_on(seat: Seat, subject: Any) -> Iterable[Part]:
    """What the seat may do about a subject: ask, say back, correct or confirm, let go."""
    sort = subject._meta.model_name
    if sort not in queries.SORTS or not seat.speaks or not seat.process.takes(subject.audience):
        return []
    if getattr(subject, "state", "") in ("struck", "withdrawn"):
        return []
    waived = bool(queries.waivers_on(queries.seen_by(seat), sort, [subject.id]))
    loop = queries.our_loop(seat, sort, subject.id)
    loops = queries.loops_on(queries.seen_by(seat), sort, [subject.id])
    asks = demands_of(seat, subject)
    to_confirm = [
        loop.restatements[-1]
        for loop in loops
        if loop.state == "restated" and queries.may_confirm(seat, subject) and loop.restatements[-1].seat_id != seat.id
    ]
    it = {
        "sort": sort,
        "subject": subject,
        "needs_agreement": asks["agreement"],
        "needs_learnt": asks["learnt"],
        "may_restate": not waived and subject.seat_id != seat.id and not (loop and loop.state == "confirmed"),
        "may_ask": not waived,
        "may_waive": seat.leads and not waived,
        "to_confirm": [(each, _checklist(seat, subject, each)) for each in to_confirm],
        "parties": _listeners(seat, subject),
        "guided": _guidance_of_answers(seat, subject),
    }
    return [Part("listening/_deeds.html", it)]


def _checklist(seat: Seat, subject: Any, restatement: Restatement) -> list[dict[str, Any]]:
    """The operative words of what was said, beside those of what was said back."""
    from goodoffices.engines.operative import checklist  # few pages compare, and a server that starts is waited for

    names = list(Party.objects.seen_by(seat).values_list("name", flat=True))
    lines = checklist(queries.words_of(seat, subject), restatement.text, names)
    return [{**line._asdict(), "sort": SORTS[line.sort]} for line in lines]


def _guidance_of_answers(seat: Seat, subject: Any) -> Any:
    """The guidance of the answers to this statement alone, for who may begin or end it."""
    if not seat.leads or subject._meta.model_name != "statement":
        return None
    return Guidance.objects.seen_by(seat).filter(statement=subject, ended__isnull=True).first()


def guidance_in(seat: Seat, room: Any) -> Iterable[Part]:
    rule = guidance_of(seat, room.id)
    if rule or (seat.leads and room.kind != "delegation" and room.open):
        yield Part("listening/_guidance.html", {"rule": rule, "room": room, "may_guide": seat.leads})


def rail(seat: Seat) -> Iterable[Link]:
    if pulse.answers(seat) or seat.third:
        asked = pulse.open_pulse(seat) if pulse.answers(seat) else None
        waits = asked is not None and pulse.own_marks(seat, asked) is None
        yield Link(_("How heard we felt"), "listening:pulse", int(waits))


def _listeners(seat: Seat, subject: Any) -> list[Party]:
    """The parties that may be asked to say it back."""
    audience = subject.audience
    parties = Party.objects.seen_by(seat).order_by("name").exclude(id=subject.party_id)
    return [party for party in parties if audience.kind not in ("caucus", "delegation") or audience.key == party.key]


def _pieces(scope: queries.Scope, sort: str, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    wanted = list(ids)
    askings, loops, waivers = (
        queries.askings_on(scope, sort, wanted),
        queries.loops_on(scope, sort, wanted),
        queries.waivers_on(scope, sort, wanted),
    )
    found: dict[str, dict[str, Any]] = {}
    for name, rows in (("askings", askings), ("loops", loops), ("waivers", waivers)):
        for row in rows:
            piece = found.setdefault(
                row.subject_id, {"id": row.subject_id, "sort": sort, "askings": [], "loops": [], "waivers": []}
            )
            piece[name].append(row)
    return found


def _subject_number(piece: dict[str, Any]) -> int:
    rows: list[Asking | Loop | Waiver] = [*piece["askings"], *piece["loops"], *piece["waivers"]]
    return int(rows[0].subject.number)
