"""Where pages show assessments: beside what implications and variants are linked to, and what sets or invokes a precedent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.assessment.acts.linking import OWN
from goodoffices.assessment.choosing import implications_to_choose, precedents_for
from goodoffices.assessment.models import Implication, Invocation, Link, Precedent, Sheet, Variant
from goodoffices.assessment.sheet_queries import Cell, judgements_of
from goodoffices.assessment.wordings import mark_earlier
from goodoffices.process.extensions import Part
from goodoffices.process.models import Seat
from goodoffices.record.cache import cached
from goodoffices.record.things import Noun

NO_SUBJECTS = (*OWN, "precedent")
#: What has no page of its own, or of which a page shows many: its forms stand on the page of sheets.
SHOWN_AMONG_OTHERS = ("solution", "position", "statement")


@dataclass
class Beside:
    """What is read of one thing."""

    id: str
    sort: str
    cells: list[tuple[Link, Cell]] = field(default_factory=list)
    variants: list[tuple[Link, Variant]] = field(default_factory=list)
    sets: list[Precedent] = field(default_factory=list)
    invoked: list[Invocation] = field(default_factory=list)


def on_things(seat: Seat, sort: str, ids: list[str]) -> Mapping[str, Part]:
    """Each row by its own book, and only where its reader also reads what it leads to."""
    ids = [id for id in ids if id in _subjects(seat)] if sort not in NO_SUBJECTS else []
    if not ids:
        return {}
    found: dict[str, Beside] = {}

    def beside(id: str) -> Beside:
        return found.setdefault(id, Beside(id, sort))

    _put_links(seat, ids, beside)
    for precedent in Precedent.objects.seen_by(seat).filter(about__in=ids, state="set").select_related("book"):
        beside(precedent.about_id).sets.append(precedent)
    invoked = Invocation.objects.seen_by(seat).filter(about__in=ids, precedent__in=Precedent.objects.seen_by(seat))
    for each in invoked.select_related("book", "precedent__book"):
        beside(each.about_id).invoked.append(each)
    return {id: Part("assessment/_beside.html", each) for id, each in found.items()}


@cached
def _subjects(seat: Seat) -> frozenset[str]:
    """Of what anything is said here at all: most things of a room are none, and each new statement asks."""
    rows = (
        Link.objects.seen_by(seat).filter(current=True),
        Precedent.objects.seen_by(seat),
        Invocation.objects.seen_by(seat),
    )
    return frozenset(id for each in rows for id in each.order_by().values_list("about_id", flat=True))


def _put_links(seat: Seat, ids: list[str], beside: Any) -> None:
    """“If this, then …”: the implications, with what judges say of them, and the variants that come true with it."""
    links = list(Link.objects.seen_by(seat).filter(about__in=ids, current=True).select_related("book"))
    if not links:
        return
    cells = _cells(seat, [link.implication_id for link in links if link.implication_id])
    variants = _variants(seat, [link.variant_id for link in links if link.variant_id])
    for link in links:
        if link.implication_id in cells:
            beside(link.about_id).cells.append((link, cells[link.implication_id]))
        if link.variant_id in variants:
            beside(link.about_id).variants.append((link, variants[link.variant_id]))


def _cells(seat: Seat, ids: list[str]) -> dict[str, Cell]:
    if not ids:
        return {}
    rows = Implication.objects.seen_by(seat).filter(id__in=ids, sheet__in=Sheet.objects.seen_by(seat))
    said = judgements_of(seat, ids)
    cells = {row.id: Cell(row, said.get(row.id, [])) for row in rows.select_related(*Implication.related)}
    for cell in cells.values():
        mark_earlier(cell.implication, cell.judgements)
    return cells


def _variants(seat: Seat, ids: list[str]) -> dict[str, Variant]:
    if not ids:
        return {}
    rows = Variant.objects.seen_by(seat).filter(id__in=ids).select_related(*Variant.related)
    return {row.id: row for row in rows}


def beforehand(seat: Seat, thing: Noun) -> Iterable[Part]:
    """Beside an issue, whose page holds no actions of offices: the way to what may be said of it here."""
    if thing.sort == "issue" and seat.speaks and thing.stands:
        yield Part("assessment/_actions_elsewhere.html", {"subject": thing})


def actions_on(seat: Seat, thing: Noun) -> Iterable[Part]:
    """To link an implication to it, to note which precedent it sets, and to invoke one for it."""
    if thing.sort in NO_SUBJECTS or not (seat.speaks and thing.holds):
        return
    if thing.sort in SHOWN_AMONG_OTHERS:
        yield Part("assessment/_actions_elsewhere.html", {"subject": thing})
    else:
        yield Part(
            "assessment/_actions.html",
            {
                "subject": thing,
                "under": _("Implications and precedents"),
                "implications": implications_to_choose(seat),
                "precedents": precedents_for(seat, thing),
            },
        )
