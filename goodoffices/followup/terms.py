"""What makes a term sound: its sides, who verifies it, when it is due, and what it waits for."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.followup.clocks import due_day, events_in
from goodoffices.followup.due import ENTRY_INTO_FORCE, When, read
from goodoffices.followup.models import Commitment
from goodoffices.followup.sides import demand_sides, demand_verifier
from goodoffices.process.days import day_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry

#: The fields of a commitment that an adjustment may change.
TERMS = (
    "who", "to", "what", "objective", "due", "verifier", "method", "evidence_kinds", "indicator", "baseline", "publicity",
)  # fmt: skip


def terms_of(row: Commitment) -> dict[str, Any]:
    return {name: getattr(row, name) for name in TERMS}


def demand_sound(seat: Seat, audience: Audience, terms: Mapping[str, Any], changes: Commitment | None = None) -> None:
    """Refused where a term cannot be kept or checked. `changes`: what it adjusts, whose sides may have left since."""
    before = changes.bound if changes else []
    if not terms["who"]:
        raise Refused(_("Nobody owes this yet. Choose at least one side."), "who")
    demand_sides(seat, audience, set(terms["who"]) - set(before), "who")
    demand_sides(seat, audience, set(terms["to"]) - set(before), "to")
    if len(set(terms["who"])) != len(terms["who"]) or len(set(terms["to"])) != len(terms["to"]):
        raise Refused(_("A side stands there twice. Name each side once."), "who")
    demand_verifier(seat, terms["verifier"], terms["who"])
    _demand_others(seat, audience, terms["due"], changes.id if changes else "")


def demand_in_time(seat: Seat, audience: Audience, line: str, now: str) -> str:
    """The day on which it is due, as far as that is known; for `draw`: refused where it has passed, or comes too early."""
    day = due_day(seat, audience, line)
    if day and day < day_of(seat.process, now).isoformat():
        raise Refused(_("This day has passed. Choose one that is still to come."), "due")
    begins = entry_into_force(seat, audience)
    if day and begins and day < begins:
        raise Refused(_("This is due before entry into force on %(day)s. Choose a later day.") % {"day": begins}, "due")
    return day


def entry_into_force(seat: Seat, audience: Audience) -> str:
    """The day that this room has named for it; empty while it has named none."""
    return next((on for event, on in events_in(seat, audience).items() if event in ENTRY_INTO_FORCE), "")


def lacking(seat: Seat, row: Commitment) -> list[str]:
    """What is to be said or settled yet before others can check it, each as a sentence."""
    begins = entry_into_force(seat, row.audience)
    early = [_("It is due before entry into force on %(day)s.") % {"day": begins}] if row.due_on < begins else []
    return [*row.missing, *(early if row.due_on else [])]


def _demand_others(seat: Seat, audience: Audience, line: str, changes: str) -> None:
    """Another commitment that it waits for stands in the same book, and does not wait for it in turn."""
    when = read(line) or When()
    if not when.of:
        return
    rows = {row.id: row for row in Commitment.objects.seen_by(seat).select_related("book")}
    other = rows.get(when.of)
    if other is None:
        raise NotThere
    if other.audience != audience:
        raise Refused(_("The other commitment stands in another room. Choose one of this room."), "due")
    if other.state in ("withdrawn", "superseded"):
        raise Refused(_("The other commitment does not stand any more. Choose one that does."), "due")
    if changes and (circle := circle_through(rows, changes, when)):
        raise Refused(
            _("These would wait for each other: %(circle)s. Give one of them a day of its own.")
            % {"circle": " → ".join(f"“{rows[id].title}”" for id in circle)},
            "due",
        )


def circle_through(rows: Mapping[str, Commitment], changed: str, when: When) -> list[str]:
    """The ids along which a commitment would come to wait for itself, from itself to itself; empty if it would not.

    What happens together waits for nothing: a circle has at least one `after`.
    """
    path, follows, at = [changed], when.how == "after", when
    while at.of and len(path) <= len(rows) + 1:
        of = _latest(rows, at.of)
        path.append(of)
        if of == changed:
            return path if follows else []
        if of in path[:-1]:
            return []
        at = read(rows[of].due) or When()
        follows = follows or at.how == "after"
    return []


def _latest(rows: Mapping[str, Commitment], id: str) -> str:
    while rows[id].superseded_by in rows:
        id = rows[id].superseded_by
    return id


def make_term(entry: Entry, id: str, terms: Mapping[str, Any], **more: Any) -> None:
    """A new row; the entry's facts say on which day it is due."""
    Commitment.make(entry, id=id, **terms, due_on=entry.facts.get("due_on", ""), at=entry.at, **more)
