"""Even-handedness in figures, party beside party: what each said and waited for, tabled, and was heard to say.

Counted from what the reader sees. Where speakers are not named, nothing is counted for any side: the desk unmasks nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from goodoffices.agenda.models import Solution
from goodoffices.briefing.labels import READINGS
from goodoffices.briefing.todo import answers_it
from goodoffices.chairing.models import Floor
from goodoffices.consultation.models import Statement
from goodoffices.interpretation.models import Rendering
from goodoffices.listening.models import Loop
from goodoffices.process.attribution import side_of
from goodoffices.process.models import Party, Seat
from goodoffices.record.scope import seen_by
from goodoffices.record.standing import until_it_grows
from goodoffices.record.things import with_subjects
from goodoffices.record.timestamps import moment
from goodoffices.shuttle.models import Release

PAUSE = 600.0  # seconds: whoever writes again later than this has been away, and no time is counted
EVEN = 1.25  # sides within this ratio count as even
TWICE = (1.75, 2.25)


@dataclass
class Side:
    """One party's figures. Times in seconds."""

    party: Party
    plenary_words: int = 0
    plenary_time: float = 0.0
    floor_time: float = 0.0  # in the plenary, while turns or hands gave it the floor
    caucus_words: int = 0  # the party's own
    caucus_time: float = 0.0  # of everybody in its caucus
    waits: list[float] = field(default_factory=list)
    unanswered: int = 0
    tabled: int = 0
    accepted: int = 0
    heard_open: int = 0
    confirmed: int = 0
    to_confirm: list[float] = field(default_factory=list)
    rendered: int = 0  # what it said, put into another language
    released: int = 0
    conveyed: int = 0
    days: dict[str, int] = field(default_factory=dict)  # words in the plenary by day

    @property
    def waited(self) -> float:
        """The median wait for an answer."""
        return median(self.waits) if self.waits else 0.0

    @property
    def time_to_confirm(self) -> float:
        return median(self.to_confirm) if self.to_confirm else 0.0


@until_it_grows
def sides_of(seat: Seat, plenary_only: bool) -> list[Side]:
    """The figures of each party, in the order of their names; of the plenary alone, what the whole table has in common."""
    kinds = ["plenary"] if plenary_only else ["plenary", "caucus"]
    sides = {party.id: Side(party) for party in Party.objects.seen_by(seat).order_by("name")}
    keys = {side.party.key: side for side in sides.values()}
    statements = list(
        Statement.objects.seen_by(seat)
        .filter(book__kind__in=kinds)
        .exclude(state="struck")
        .select_related("book")
        .order_by("book_id", "number")
    )
    _count_talk(statements, sides, keys)
    _count_answers(statements, sides)
    for solution in Solution.objects.seen_by(seat).filter(book__kind="plenary", party__isnull=False):
        side = sides[solution.party_id]
        side.tabled += 1
        side.accepted += solution.state in ("accepted_ad_ref", "confirmed")
    for loop in Loop.objects.seen_by(seat).filter(speaker__isnull=False, book__kind__in=kinds):
        _count_loop(loop, sides[loop.speaker_id])
    for floor in Floor.objects.seen_by(seat).filter(book__kind="plenary", party__isnull=False).exclude(ended_at=""):
        if floor.named != "nobody":
            sides[str(floor.party_id)].floor_time += _seconds(floor.at, floor.ended_at)
    rendered = Rendering.objects.seen_by(seat).filter(state="standing", book__kind__in=kinds).select_related("about")
    for rendering in with_subjects(rendered, seen_by(seat)):
        side_id = None if rendering.subject.anonymous else side_of(seat, rendering.subject)
        if side_id is not None and side_id in sides:
            sides[side_id].rendered += 1
    for release in () if plenary_only else Release.objects.seen_by(seat).select_related("book"):
        side = keys[release.book.key]
        side.released += 1
        side.conveyed += release.state == "conveyed"
    return list(sides.values())


def _count_talk(statements: Iterable[Statement], sides: dict[str, Side], keys: dict[str, Side]) -> None:
    before: Statement | None = None
    for each in statements:
        same_room = before is not None and before.book_id == each.book_id
        lasted = _between(before, each) if before and same_room else 0.0
        before = each
        words = len(each.text.split())
        if each.book.kind == "caucus":
            side = keys[each.book.key]
            side.caucus_time += lasted
            side.caucus_words += words if each.party_id else 0
        elif each.party_id and each.named != "nobody":
            side = sides[each.party_id]
            side.plenary_words += words
            side.plenary_time += lasted
            side.days[each.at[:10]] = side.days.get(each.at[:10], 0) + words


def _between(before: Statement, after: Statement) -> float:
    lasted = _seconds(before.at, after.at)
    return lasted if lasted <= PAUSE else 0.0


def _seconds(begin: str, end: str) -> float:
    return (moment(end) - moment(begin)).total_seconds()


def _count_answers(statements: Iterable[Statement], sides: dict[str, Side]) -> None:
    questions = {each.id: each for each in statements if each.speech_act == "question" and each.party_id}
    first: dict[str, str] = {}
    for each in statements:
        question = questions.get(each.answers_id or "")
        if question is not None and answers_it(each, question):
            first.setdefault(question.id, each.at)
    for question in questions.values():
        if question.named == "nobody":
            continue
        side = sides[str(question.party_id)]
        if question.id in first:
            side.waits.append(_seconds(question.at, first[question.id]))
        else:
            side.unanswered += 1


def _count_loop(loop: Loop, side: Side) -> None:
    if loop.named == "nobody":
        return
    if loop.state == "confirmed":
        side.confirmed += 1
        side.to_confirm.append(_seconds(loop.began_at, loop.settled_at))
    elif loop.state in ("restated", "corrected"):
        side.heard_open += 1


# ---- put into words --------------------------------------------------------------------------------------------------


def in_words(sides: list[Side], names: Iterable[str]) -> list[str]:
    """A plain reading of these figures, a sentence each. What nobody has anything of is not spoken of."""
    return [sentence for name in names if (sentence := _compared(name, [(s.party.name, _of(s, name)) for s in sides]))]


def _of(side: Side, name: str) -> float:
    return float(getattr(side, name))


def _compared(name: str, values: list[tuple[str, float]]) -> str:
    if len(values) < 2 or not any(value for _name, value in values):
        return ""
    (less, least), (more, most) = min(values, key=_value), max(values, key=_value)
    reading, gaps = READINGS[name], {"more": more, "less": less}
    if not least:
        holders = [value for _name, value in values if value]
        return str(reading.only) % gaps if len(holders) == 1 else ""
    ratio = most / least
    if ratio < EVEN:
        return str(reading.even)
    if TWICE[0] <= ratio < TWICE[1]:
        return str(reading.twice) % gaps
    return str(reading.times) % {**gaps, "times": _times(ratio)}


def _value(pair: tuple[str, float]) -> float:
    return pair[1]


def _times(ratio: float) -> str:
    return str(number_format(round(ratio, 1) if ratio < 10 else round(ratio), use_l10n=True)).removesuffix(".0")


def lasting(seconds: float) -> str:
    """A length of time as one says it: minutes up to two hours, hours up to two days, then days."""
    minutes = round(seconds / 60)
    if minutes < 120:
        return _("%(count)s min") % {"count": minutes}
    if minutes < 2880:
        return _("%(count)s h") % {"count": round(minutes / 60)}
    return _("%(count)s days") % {"count": round(minutes / 1440)}


def rows(sides: list[Side], table_only: bool) -> list[dict[str, Any]]:
    """The lines of the comparison: a name, and for each side a figure in words and the share of the greatest."""
    lines: list[tuple[str, str, bool]] = [
        ("plenary_words", _("Words in the plenary"), False),
        ("plenary_time", _("Time in the plenary"), True),
        ("floor_time", _("Time at the floor"), True),
        ("caucus_time", _("Time in caucus"), True),
        ("caucus_words", _("Words in caucus"), False),
        ("waited", _("Median wait for an answer"), True),
        ("unanswered", _("Questions still open"), False),
        ("tabled", _("Solutions tabled"), False),
        ("accepted", _("… of these accepted by all"), False),
        ("heard_open", _("Loops open on what it said"), False),
        ("confirmed", _("Loops confirmed"), False),
        ("time_to_confirm", _("Median time to confirmation"), True),
        ("rendered", _("Renderings of what it said"), False),
        ("released", _("Released from its caucus"), False),
        ("conveyed", _("… of these conveyed"), False),
    ]
    only_third = ("caucus_time", "caucus_words", "released", "conveyed")
    return [
        {"name": label, "cells": _cells(sides, name, is_time)}
        for name, label, is_time in lines
        if not (table_only and name in only_third)
    ]


def _cells(sides: list[Side], name: str, is_time: bool) -> list[dict[str, Any]]:
    greatest = max((_of(side, name) for side in sides), default=0.0) or 1.0
    return [
        {
            "party": side.party,
            "figure": lasting(_of(side, name)) if is_time else str(int(_of(side, name))),
            "share": round(100 * _of(side, name) / greatest),
        }
        for side in sides
    ]


def spoken_of(table_only: bool) -> list[str]:
    """Which comparisons are read out: those that the reader's figures hold."""
    return [name for name in READINGS if not (table_only and name == "caucus_time")]
