"""What the pages of checks ask."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from goodoffices.followup.models import (
    Assessment,
    Check,
    CheckConsent,
    Commitment,
    Framework,
    FrameworkAdoption,
    Review,
    Strategy,
)
from goodoffices.followup.queries import Line, lines_for
from goodoffices.process.audience import at_the_table
from goodoffices.process.models import Party, Seat
from goodoffices.record.at_hand import visible_or_404


@dataclass(frozen=True)
class Mark:
    """Something on the line of checks: a check, or the day of a commitment."""

    day: str
    what: str  # check, commitment
    state: str
    tone: str
    state_name: str
    title: str
    address: str
    detail: str = ""


def frameworks_seen_by(seat: Seat) -> list[Framework]:
    """Those that stand, each with who has adopted it."""
    found = list(Framework.objects.seen_by(seat).exclude(state="replaced").select_related("book"))
    said = list(FrameworkAdoption.objects.seen_by(seat).values_list("framework_id", "side"))
    parties = list(Party.objects.seen_by(seat).at_the_table().order_by("mark"))
    for each in found:
        each.adopting = [(party, (each.id, party.key) in said) for party in parties]  # type: ignore[misc]
    return found


def checks_seen_by(seat: Seat) -> list[Check]:
    rows = Check.objects.seen_by(seat).exclude(state="replaced").select_related("book", "framework")
    return list(rows.order_by("day", "place"))


def marks_for(seat: Seat, checks: list[Check], today: date) -> list[Mark]:
    """Checks and the days of commitments, in one line."""
    due = Commitment.objects.seen_by(seat).binding().exclude(due_on="").select_related("book")
    found = [Mark(c.day, "check", c.state, c.tone, c.state_name, c.title, c.page(), c.venue) for c in checks]
    for line in lines_for(seat, due, today):
        row = line.row
        found.append(
            Mark(
                row.due_on,
                "commitment",
                line.state,
                line.tone,
                line.state_name,
                row.title,
                row.page(),
                ", ".join(line.who),
            )
        )
    return sorted(found, key=lambda mark: (mark.day, mark.what, mark.title))


def check_seen_by(seat: Seat, id: str) -> Check:
    check: Check = visible_or_404(Check, seat, id, "framework")
    return check


def assessments_of(seat: Seat, check: Check) -> list[Assessment]:
    rows = Assessment.objects.seen_by(seat).filter(check_of=check, current=True)
    return list(rows.select_related("book", "commitment", "commitment__book"))


def reviews_of(seat: Seat, check: Check) -> list[Review]:
    rows = Review.objects.seen_by(seat).filter(check_of=check, current=True)
    return list(rows.select_related("book", "strategy"))


def consents_of(seat: Seat, check: Check) -> list[tuple[str, bool]]:
    """Each party at the table, and whether its head has consented to the report as it stands."""
    said = set(CheckConsent.objects.seen_by(seat).filter(check_of=check, current=True).values_list("side", flat=True))
    parties = Party.objects.seen_by(seat).at_the_table().order_by("mark")
    return [(party.name, party.key in said) for party in parties]


def lines_to_draft(seat: Seat, check: Check, today: date) -> dict[str, Any]:
    """What a report has a line for: each commitment of the plenary that binds, and each strategy; with what stands there."""
    rows = Commitment.objects.seen_by(seat).binding().filter(at_the_table()).select_related("book")
    said = {each.commitment_id: each for each in assessments_of(seat, check)}
    reviewed = {each.strategy_id: each for each in reviews_of(seat, check)}
    lines: list[tuple[Line, Assessment | None]] = [
        (line, said.get(line.row.id)) for line in lines_for(seat, rows, today)
    ]
    strategies = [(each, reviewed.get(each.id)) for each in Strategy.objects.seen_by(seat).order_by("number")]
    return {"lines": lines, "strategies": strategies}


def strategies_seen_by(seat: Seat) -> list[Strategy]:
    """Each with its reviews in checks that were held, the latest last."""
    found = {each.id: each for each in Strategy.objects.seen_by(seat).select_related("book").order_by("number")}
    for each in found.values():
        each.reviews = []
    held = Review.objects.seen_by(seat).filter(current=True, check_of__state="held").select_related("book", "check_of")
    for review in held.order_by("check_of__day"):
        if review.strategy_id in found:
            found[review.strategy_id].reviews.append(review)
    return list(found.values())
