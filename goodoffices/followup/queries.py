"""What the pages of commitments ask."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.followup.in_words import changes_in_words, due_in_words
from goodoffices.followup.models import (
    Adjustment,
    AdjustmentConsent,
    Assessment,
    ClosingAsked,
    Closure,
    Commitment,
    DayPassed,
    Dispute,
    DisputeFinding,
    Finding,
    PublicityConsent,
    Report,
    Response,
    Voice,
)
from goodoffices.followup.sides import names_of_sides, verifier_name
from goodoffices.followup.states import latest, state_name, state_of, tone_of, waiting_among
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
    before: Commitment | None = None  # the last earlier term of which something was said, while nothing is of this one
    source: Noun | None = None

    @property
    def reported(self) -> str:
        """How far its obligors report it, or reported its last term to be."""
        return self.row.reported_name or _on_term(self.before, "reported_name")

    @property
    def found(self) -> str:
        """What was found of it, or of its last term."""
        return self.row.found_name or _on_term(self.before, "found_name")

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
            _said_before(row, all_of),
        )
        for row in found
    ]


def _said_before(row: Commitment, all_of: Mapping[str, Commitment]) -> Commitment | None:
    """So that a new day takes no finding out of sight."""
    while not (row.reported or row.found) and row.supersedes in all_of:
        row = all_of[row.supersedes]
        if row.reported or row.found:
            return row
    return None


def _on_term(row: Commitment | None, field: str) -> str:
    said = getattr(row, field) if row else ""
    return _("on term %(term)s: %(said)s") % {"term": row.term, "said": said} if row and said else ""


def disputed_among(seat: Seat, all_of: Mapping[str, Commitment]) -> set[str]:
    """The ids of those about which a dispute is open that this seat reads: of the term that it names, and of the newest."""
    open_ones = Dispute.objects.seen_by(seat).open().filter(commitment__in=list(all_of))
    named = set(open_ones.values_list("commitment_id", flat=True))
    return named | {newest.id for id in named if (newest := latest(all_of, id))}


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
    about: Dispute | None = None  # the dispute in which it was said
    at: str = ""  # where the row itself has no time

    @property
    def anchor(self) -> str:
        """Its id on the page: a report and a finding are cited there."""
        return f"said-{self.row.id}" if self.sort in ("report", "finding") else f"{self.sort}-of-{self.row.id}"


def terms_of_story(seat: Seat, row: Commitment) -> list[Commitment]:
    """Every term of it, the first one first."""
    by_id = {each.id: each for each in Commitment.objects.seen_by(seat).select_related("book")}
    found = [row]
    while found[0].supersedes in by_id:
        found.insert(0, by_id[found[0].supersedes])
    while found[-1].superseded_by in by_id:
        found.append(by_id[found[-1].superseded_by])
    return found


def story(seat: Seat, terms: list[Commitment]) -> list[Chapter]:
    """From its proposal to its last finding or its end, in the order in which it happened."""
    ids, names = [row.id for row in terms], names_of_sides(seat)
    found = [Chapter("term", row) for row in terms]
    for sort, model in (("voice", Voice), ("report", Report), ("finding", Finding), ("publicity", PublicityConsent)):
        rows = model.objects.seen_by(seat).filter(commitment__in=ids).select_related("book", "commitment")
        found += [Chapter(sort, each, names.get(each.side, each.side)) for each in rows]
    adjustments = adjustments_of(seat, ids)
    found += [Chapter("adjustment", each) for each in adjustments]
    consents = AdjustmentConsent.objects.seen_by(seat).filter(adjustment__in=[each.id for each in adjustments])
    found += [Chapter("consent", each, names.get(each.side, each.side)) for each in consents.select_related("book")]
    said = Assessment.objects.seen_by(seat).filter(commitment__in=ids, current=True, check_of__state="held")
    found += [Chapter("assessment", each, at=each.check_of.held_on) for each in said.select_related("book", "check_of")]
    found += [Chapter("passed", each) for each in _about(DayPassed, seat, ids)]
    found += [Chapter("closure", each) for each in _about(Closure, seat, ids)]
    found += _of_disputes(seat, ids, names)
    return sorted(found, key=_in_order(seat))


def _about(model: type[DayPassed | Closure], seat: Seat, ids: list[str]) -> Any:
    return model.objects.seen_by(seat).filter(commitment__in=ids).select_related("book")


def _of_disputes(seat: Seat, ids: list[str], names: Mapping[str, str]) -> Iterator[Chapter]:
    """What was alleged, answered and found, and how it was closed; for those who read the commission’s book."""
    disputes = Dispute.objects.seen_by(seat).filter(commitment__in=ids).select_related("book", "party", "commitment")
    by_id = {each.id: each for each in disputes}
    for dispute in by_id.values():
        yield Chapter("dispute", dispute, names.get(dispute.party.key, dispute.party.key))
    of_these = {"dispute__in": list(by_id)}
    for response in Response.objects.seen_by(seat).filter(**of_these).select_related("book"):
        yield Chapter("response", response, names.get(response.side, response.side), about=by_id[response.dispute_id])
    for found in DisputeFinding.objects.seen_by(seat).filter(**of_these).select_related("book"):
        yield Chapter("dispute_finding", found, about=by_id[found.dispute_id])
    # The last to ask has closed it.
    asked = ClosingAsked.objects.seen_by(seat).filter(**of_these, dispute__state="closed").select_related("book")
    for last in {each.dispute_id: each for each in asked.order_by("number")}.values():
        yield Chapter("dispute_closing", last, about=by_id[last.dispute_id])


def _in_order(seat: Seat) -> Callable[[Chapter], tuple[str, str, int]]:
    """By time, and within a book by number. What stood before the reader was admitted has no time for it, and comes first."""
    first = seat.books()

    def place(chapter: Chapter) -> tuple[str, str, int]:
        row = chapter.row
        at = (chapter.at or row.at) if row.number >= first[row.book_id] else ""
        return at, row.book.name, row.number

    return place


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
