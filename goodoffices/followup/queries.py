"""What the pages of commitments ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.followup.in_words import changes_in_words, due_in_words
from goodoffices.followup.models import (
    Adjustment,
    AdjustmentConsent,
    Assessment,
    Commitment,
    Dispute,
    Finding,
    PublicityConsent,
    Report,
    Voice,
)
from goodoffices.followup.sides import names_of_sides, verifier_name
from goodoffices.followup.states import state_name, state_of, tone_of, waiting_among
from goodoffices.process.audience import table_first
from goodoffices.process.extensions import Link, Place
from goodoffices.process.models import Party, Seat
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.cache import cached
from goodoffices.record.scope import seen_by
from goodoffices.record.things import Noun, nouns_of


@dataclass
class Line:
    """A line of the implementation matrix: a commitment as its reader sees it today."""

    row: Commitment
    state: str
    who: list[str]
    to: list[str]
    due: str
    verifier: str
    source: Noun | None = None

    @property
    def state_name(self) -> str:
        return state_name(self.state)

    @property
    def tone(self) -> str:
        return tone_of(self.state)


def lines_for(seat: Seat, rows: Iterable[Commitment], today: date) -> list[Line]:
    """These commitments as they stand on a day."""
    found = list(rows)
    all_of = {row.id: row for row in Commitment.objects.seen_by(seat).select_related("book")}
    titles, names = {id: row.title for id, row in all_of.items()}, names_of_sides(seat)
    waiting, disputed = waiting_among(found, all_of), disputed_among(seat, all_of)
    return [
        Line(
            row,
            state_of(row, today, row.id in waiting, row.id in disputed),
            [names.get(side, side) for side in row.who],
            [names.get(side, side) for side in row.to],
            due_in_words(seat, row.due, row.due_on, titles),
            verifier_name(seat, row.verifier),
        )
        for row in found
    ]


def disputed_among(seat: Seat, all_of: Mapping[str, Commitment]) -> set[str]:
    """Those of these commitments about which a dispute is open that this seat reads: in any term of their story, since an
    adjustment settles no dispute."""
    rows = Dispute.objects.seen_by(seat).open().values_list("commitment_id", flat=True)
    return {term.id for id in set(rows) & set(all_of) for term in _story_among(all_of, all_of[id])}


def commitments_seen_by(seat: Seat) -> list[Commitment]:
    """Every commitment whose term stands or came to its end, the plenary’s first; superseded terms are in their stories."""
    rows = Commitment.objects.seen_by(seat).exclude(state="superseded").select_related("book", "source")
    return sorted(rows, key=lambda row: table_first(row.audience, row.book.name, row.number))


def matrix(seat: Seat, asked: Mapping[str, str], today: date) -> list[Line]:
    """The lines that a reader asked for: of one side, in one state, public or not, before a day."""
    lines = with_sources(seat, lines_for(seat, commitments_seen_by(seat), today))
    if side := asked.get("who", ""):
        lines = [line for line in lines if side in line.row.who]
    if state := asked.get("state", ""):
        lines = [line for line in lines if line.state == state]
    if asked.get("sort", "") == "due":
        lines.sort(key=lambda line: (line.row.due_on == "", line.row.due_on))
    return lines


def with_sources(seat: Seat, lines: list[Line]) -> list[Line]:
    """The same, each with what it comes from, as far as this seat reads that."""
    things = [line.row.source for line in lines if line.row.source]
    nouns = nouns_of(things, seen_by(seat)) if things else {}
    for line in lines:
        line.source = nouns.get(line.row.source_id or "")
    return lines


def counts_by_state(lines: Iterable[Line]) -> list[tuple[str, str, int]]:
    """How many there are in each state: a state, its name, a number. No share and no mean of unlike things."""
    found: dict[str, int] = {}
    for line in lines:
        found[line.state] = found.get(line.state, 0) + 1
    return [(state, state_name(state), number) for state, number in found.items()]


def line_of(seat: Seat, id: str, today: date) -> Line:
    row: Commitment = visible_or_404(Commitment, seat, id, "source", "source__book")
    return with_sources(seat, lines_for(seat, [row], today))[0]


# ---- the story of one ------------------------------------------------------------------------------------------------


@dataclass
class Chapter:
    """Something that was said or done about a commitment: of which sort, by which side, when, and the row itself."""

    sort: str
    row: Any
    side: str = ""

    @property
    def anchor(self) -> str:
        """Its id on the page: a report and a finding are cited there."""
        return f"said-{self.row.id}" if self.sort in ("report", "finding") else f"{self.sort}-of-{self.row.id}"


def terms_of_story(seat: Seat, row: Commitment) -> list[Commitment]:
    """Every term of it, the first one first."""
    return _story_among({each.id: each for each in Commitment.objects.seen_by(seat).select_related("book")}, row)


def _story_among(by_id: Mapping[str, Commitment], row: Commitment) -> list[Commitment]:
    found = [row]
    while found[0].supersedes in by_id:
        found.insert(0, by_id[found[0].supersedes])
    while found[-1].superseded_by in by_id:
        found.append(by_id[found[-1].superseded_by])
    return found


def story(seat: Seat, terms: list[Commitment]) -> list[Chapter]:
    """From its proposal to its last finding, in the order of its book."""
    ids, names = [row.id for row in terms], names_of_sides(seat)
    found = [Chapter("term", row) for row in terms]
    for sort, model in (("voice", Voice), ("report", Report), ("finding", Finding), ("publicity", PublicityConsent)):
        rows = model.objects.seen_by(seat).filter(commitment__in=ids).select_related("book", "commitment")
        found += [Chapter(sort, each, names.get(each.side, each.side)) for each in rows]
    adjustments = adjustments_of(seat, ids)
    found += [Chapter("adjustment", each) for each in adjustments]
    said = Assessment.objects.seen_by(seat).filter(commitment__in=ids, current=True, check_of__state="held")
    found += [Chapter("assessment", each) for each in said.select_related("book", "check_of")]
    return sorted(found, key=lambda each: each.row.number)


def adjustments_of(seat: Seat, commitments: list[str]) -> list[Adjustment]:
    """Each with the sides that have consented, and what it changes in words."""
    rows = Adjustment.objects.seen_by(seat).filter(commitment__in=commitments).select_related("book", "commitment")
    found, names = list(rows), names_of_sides(seat)
    said: dict[str, list[str]] = {}
    for each in AdjustmentConsent.objects.seen_by(seat).filter(adjustment__in=[row.id for row in found]):
        said.setdefault(each.adjustment_id, []).append(each.side)
    for row in found:
        row.asked = [(names.get(side, side), side in said.get(row.id, ())) for side in row.sides]
        row.lines = changes_in_words(seat, row)
    return found


def obligors(seat: Seat, row: Commitment) -> list[tuple[str, Voice | None]]:
    """Each side that owes it, with what its head last said."""
    names = names_of_sides(seat)
    voices = {
        v.side: v for v in Voice.objects.seen_by(seat).filter(commitment=row.id, current=True).select_related("book")
    }
    return [(names.get(side, side), voices.get(side)) for side in row.who]


def reports_by_side(seat: Seat, row: Commitment) -> list[tuple[str, Report | None]]:
    """Each side that owes it, with its last report: two sides that owe one thing report each for itself."""
    names = names_of_sides(seat)
    rows = Report.objects.seen_by(seat).filter(commitment=row.id).select_related("book").order_by("number")
    latest = {each.side: each for each in rows}
    return [(names.get(side, side), latest.get(side)) for side in row.who]


def findings_by_side(seat: Seat, row: Commitment) -> list[tuple[str, Finding]]:
    """The last finding of each side that found something, the latest last: of a joint body more than one may have."""
    names = names_of_sides(seat)
    rows = Finding.objects.seen_by(seat).filter(commitment=row.id).select_related("book").order_by("number")
    latest: dict[str, Finding] = {}
    for each in rows:
        latest.pop(each.side, None)
        latest[each.side] = each
    return [(names.get(side, side), each) for side, each in latest.items()]


def publicity_of(seat: Seat, row: Commitment) -> list[tuple[str, bool]]:
    """Each side that is bound, and whether it consents that the public reads it."""
    names = names_of_sides(seat)
    said = set(PublicityConsent.objects.seen_by(seat).filter(commitment=row.id).values_list("side", flat=True))
    return [(names.get(side, side), side in said) for side in row.bound]


# ---- elsewhere -------------------------------------------------------------------------------------------------------


@cached
def places(seat: Seat) -> tuple[Place, ...]:
    rows = Commitment.objects.seen_by(seat).exclude(state="superseded").select_related("book").order_by("number")
    names = names_of_sides(seat)
    return tuple(
        [
            Place(_("Commitments"), row.title, row.page(), ", ".join(names.get(side, side) for side in row.who))
            for row in rows
        ]
    )


def rail(seat: Seat) -> Iterable[Link]:
    """Regular follow-ups and disputes, beside the commitments."""
    yield Link(_("Progress checks"), "followup:checks", place=2, pages=("followup:check", "followup:strategies"))
    yield Link(_("Disputes"), "followup:disputes", place=3, pages=("followup:dispute", "followup:ladder"))


def sides_with_marks(seat: Seat) -> dict[str, Party]:
    """By key, the parties, for their marks."""
    return {party.key: party for party in Party.objects.seen_by(seat)}
