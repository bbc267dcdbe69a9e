"""What forms of assessment let their reader choose from: things of the table, implications, precedents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from goodoffices.agenda.models import Issue, Solution
from goodoffices.assessment.models import Implication, Judgement, Precedent, Sheet
from goodoffices.assessment.order import place_shown
from goodoffices.decisions.models import Decision
from goodoffices.followup.models import Commitment
from goodoffices.process.audience import is_room, table_first
from goodoffices.process.models import Seat
from goodoffices.record.cache import cached
from goodoffices.record.things import Noun
from goodoffices.text.models import Draft

#: What a thing is called before its title, in the order in which the sorts are offered.
SORTS_OFFERED: dict[str, str | Promise] = {
    "issue": gettext_lazy("Issue: %(title)s"),
    "solution": gettext_lazy("Solution: %(title)s"),
    "commitment": gettext_lazy("Commitment: %(title)s"),
    "decision": gettext_lazy("Decision: %(title)s"),
    "draft": gettext_lazy("Draft: %(title)s"),
}
MOST = 200  # that one form offers


@dataclass(frozen=True)
class Choice:
    """Rows to choose from: each by its id, as a form calls it. `first` is what the form is tried with."""

    rows: Sequence[Noun]

    @property
    def first(self) -> Noun | None:
        return self.rows[0] if self.rows else None

    @property
    def options(self) -> list[tuple[str, str]]:
        return [(row.id, called(row)) for row in self.rows]

    def without(self, *ids: str) -> "Choice":
        return Choice([row for row in self.rows if row.id not in ids])


def called(thing: Noun) -> str:
    """A thing by its sort and its title; of a sort that has none, by its citation."""
    title = str(getattr(thing, "title", "") or thing.citation)
    return str(SORTS_OFFERED[thing.sort]) % {"title": title} if thing.sort in SORTS_OFFERED else title


def things_to_choose(seat: Seat) -> Choice:
    """What is negotiated and still stands: sort by sort, what the whole table reads first."""
    return Choice(_things(seat))


@cached
def _things(seat: Seat) -> list[Noun]:
    rows: list[Iterable[Noun]] = [
        Issue.objects.seen_by(seat).select_related(*Issue.related),
        Solution.objects.seen_by(seat).standing().select_related(*Solution.related),
        Commitment.objects.seen_by(seat).standing().select_related(*Commitment.related),
        Decision.objects.seen_by(seat).select_related(*Decision.related),
        Draft.objects.seen_by(seat).select_related(*Draft.related),
    ]
    order = list(SORTS_OFFERED)
    found = [row for of_sort in rows for row in of_sort if row.stands and is_room(row.audience)]
    return sorted(
        found, key=lambda row: (order.index(row.sort), *table_first(row.audience, row.book.name, -row.number))
    )[:MOST]


def settled_to_choose(seat: Seat) -> Choice:
    """Of these, what was settled: decisions that were adopted, commitments in force, what all accepted, texts initialled or signed."""
    return Choice([row for row in _things(seat) if _settled(row)])


def _settled(thing: Noun) -> bool:
    if isinstance(thing, Decision):
        return thing.adopted
    if isinstance(thing, Draft):
        return not thing.open
    return getattr(thing, "state", "") in ("in_force", "accepted_ad_ref", "confirmed")


@cached
def _implications(seat: Seat) -> list[Implication]:
    """Of open sheets, those that say something: they were described, or judged."""
    sheets = Sheet.objects.seen_by(seat).filter(state="open")
    rows = Implication.objects.seen_by(seat).filter(sheet__in=sheets).select_related(*Implication.related)
    said = set(Judgement.objects.seen_by(seat).current().values_list("implication_id", flat=True))
    found = [row for row in rows if row.words or row.id in said]
    return sorted(
        found,
        key=lambda row: (
            *table_first(row.audience, row.book.name, -row.sheet.number),
            *place_shown(row),
        ),
    )[:MOST]


def implications_to_choose(seat: Seat) -> Choice:
    return Choice(_implications(seat))


@cached
def _precedents(seat: Seat) -> list[Precedent]:
    rows = Precedent.objects.seen_by(seat).filter(state="set").select_related(*Precedent.related)
    return sorted(rows, key=lambda row: table_first(row.audience, row.book.name, -row.number))[:MOST]


def precedents_for(seat: Seat, subject: Noun) -> Choice:
    """Those that may be invoked for a thing: any but what it sets itself."""
    return Choice([row for row in _precedents(seat) if subject.id not in (row.id, row.about_id)])
