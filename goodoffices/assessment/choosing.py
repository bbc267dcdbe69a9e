"""What forms of assessment let their reader choose from: things of the table, implications, precedents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.agenda.models import Issue, Solution
from goodoffices.assessment.agreed import is_agreed
from goodoffices.assessment.models import Implication, Judgement, Precedent, Sheet
from goodoffices.assessment.order import place_shown
from goodoffices.decisions.models import Decision
from goodoffices.followup.models import Commitment
from goodoffices.minutes.models import Minutes
from goodoffices.process.audience import is_room, is_table, table_first
from goodoffices.process.audience_in_words import book_in_words
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
    "minutes": "%(title)s",  # which says that they are minutes
}
MOST = 200  # that one form offers
MOST_CELLS = 1_000


@dataclass(frozen=True)
class Choice:
    """Rows to choose from: each by its id, as a form calls it. `first` is what the form is tried with, `field` the field of the
    talks, by which their rooms are called; `cut`: whether there are more than one form offers."""

    rows: Sequence[Noun]
    field: str = ""
    cut: bool = False

    @property
    def first(self) -> Noun | None:
        return self.rows[0] if self.rows else None

    @property
    def options(self) -> list[tuple[str, str]]:
        return [(row.id, self._called(row)) for row in self.rows]

    @property
    def where_it_goes(self) -> str:
        """What to know where any of them stands in a narrower room than the whole table's; else nothing."""
        if all(is_table(row.audience) for row in self.rows):
            return ""
        return _("If what you choose stands in a narrower room, this goes there, and not to the whole table.")

    @property
    def what_is_left_out(self) -> str:
        if not self.cut:
            return ""
        return _("Not all fit here: the newest of each sort are offered. Others offer this on their own pages.")

    def without(self, *ids: str) -> "Choice":
        return Choice([row for row in self.rows if row.id not in ids], self.field, self.cut)

    def _called(self, row: Noun) -> str:
        if is_table(row.audience):
            return called(row)
        room = book_in_words(row.book.kind, row.book.name, self.field)
        return _("%(title)s · %(room)s") % {"title": called(row), "room": room}


def called(thing: Noun) -> str:
    """A thing by its sort and its title; of a sort that has none, by its citation; an implication with its sheet."""
    title = str(getattr(thing, "title", "") or thing.citation)
    if isinstance(thing, Implication):
        return _("%(title)s (%(sheet)s)") % {"title": title, "sheet": thing.sheet.title}
    return str(SORTS_OFFERED[thing.sort]) % {"title": title} if thing.sort in SORTS_OFFERED else title


def things_to_choose(seat: Seat) -> Choice:
    """What is negotiated, or was minuted, and still stands or was done: sort by sort, what the whole table reads first."""
    return _bounded(seat, _things(seat))


@cached
def _things(seat: Seat) -> list[Noun]:
    rows: list[Iterable[Noun]] = [
        Issue.objects.seen_by(seat).select_related(*Issue.related),
        Solution.objects.seen_by(seat).standing().select_related(*Solution.related),
        Commitment.objects.seen_by(seat).holding().select_related(*Commitment.related),
        Decision.objects.seen_by(seat).select_related(*Decision.related),
        Draft.objects.seen_by(seat).select_related(*Draft.related),
        Minutes.objects.seen_by(seat).select_related(*Minutes.related),
    ]
    order = list(SORTS_OFFERED)
    found = [row for of_sort in rows for row in of_sort if row.holds and is_room(row.audience)]
    return sorted(
        found, key=lambda row: (order.index(row.sort), *table_first(row.audience, row.book.name, -row.number))
    )


def _bounded(seat: Seat, rows: Iterable[Noun]) -> Choice:
    """As many as one form offers: of each sort its share, which grows by what others leave of theirs."""
    by_sort: dict[str, list[Noun]] = {}
    for row in rows:
        by_sort.setdefault(row.sort, []).append(row)
    left, cut = MOST, False
    for n, (sort, every) in enumerate(sorted(by_sort.items(), key=lambda item: len(item[1]))):
        by_sort[sort] = every[: left // (len(by_sort) - n)]
        left -= len(by_sort[sort])
        cut = cut or len(by_sort[sort]) < len(every)
    return Choice([row for every in by_sort.values() for row in every], seat.process.field, cut)


def settled_to_choose(seat: Seat) -> Choice:
    """Of these, what may set a precedent. First what was settled: decisions that were adopted, commitments in force, what all accepted,
    texts initialled or signed, minutes that are locked; then issues, since that one was raised may be the precedent."""
    things = _things(seat)
    return _bounded(seat, [row for row in things if is_agreed(row)] + [row for row in things if isinstance(row, Issue)])


@cached
def _implications(seat: Seat) -> list[Implication]:
    """Those of open sheets."""
    sheets = Sheet.objects.seen_by(seat).filter(state="open")
    rows = Implication.objects.seen_by(seat).filter(sheet__in=sheets).select_related(*Implication.related)
    return sorted(
        rows,
        key=lambda row: (
            *table_first(row.audience, row.book.name, -row.sheet.number),
            *place_shown(row),
        ),
    )


def implications_to_choose(seat: Seat) -> Choice:
    """Those that say something: they were described, or judged."""
    said = _judged(seat)
    found = [row for row in _implications(seat) if row.words or row.id in said]
    return Choice(found[:MOST], seat.process.field, len(found) > MOST)


def all_implications_to_choose(seat: Seat) -> Choice:
    """Also those of which nothing is said so far: a view from outside may be the first word on them."""
    return Choice(_implications(seat)[:MOST_CELLS], seat.process.field)


@cached
def _judged(seat: Seat) -> frozenset[str]:
    return frozenset(Judgement.objects.seen_by(seat).current().values_list("implication_id", flat=True))


@cached
def _precedents(seat: Seat) -> list[Precedent]:
    rows = Precedent.objects.seen_by(seat).filter(state="set").select_related(*Precedent.related)
    return sorted(rows, key=lambda row: table_first(row.audience, row.book.name, -row.number))[:MOST]


def precedents_for(seat: Seat, subject: Noun) -> Choice:
    """Those that may be invoked for a thing: any but what it sets itself."""
    found = [row for row in _precedents(seat) if subject.id not in (row.id, row.about_id)]
    return Choice(found, seat.process.field)
