"""What the pages of task forces ask."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodoffices.process.extensions import Place
from goodoffices.process.models import Party, Seat, TaskForce
from goodoffices.record.acts import NotThere
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.cache import cached
from goodoffices.record.models import Book
from goodoffices.record.scope import seen_by
from goodoffices.record.things import Thing, nouns_of
from goodoffices.taskforces.deciding import (
    Side,
    are_unequal,
    book_of,
    members_of,
    rapporteur_of,
    sides_among,
    signatures,
)
from goodoffices.taskforces.models import (
    Adoption,
    Chair,
    Delivery,
    Dissent,
    Item,
    Recommendation,
    Report,
    TabledReport,
    Terms,
    Wish,
)


@dataclass
class Card:
    """A task force with its terms, as this seat reads them."""

    force: TaskForce
    terms: Terms | None
    sides: list[Side]
    neutral: list[Seat]  # its members from neither side
    adopted: dict[str, Adoption]  # by the party's id
    wishes: list[Wish]
    book: Book | None  # None for those who are not in it

    @property
    def unequal(self) -> bool:
        return are_unequal(self.sides)

    @property
    def rapporteur(self) -> Seat | None:
        return rapporteur_of(self.terms, self.force) if self.terms else None

    @property
    def missing(self) -> list[str]:
        """What its terms lack, in sentences."""
        return list(_missing(self)) if self.terms and self.terms.stands else []


def _missing(card: Card) -> Any:
    terms = card.terms
    assert terms is not None
    for side in card.sides:
        if side.chair is None and (side.members or not card.unequal):
            yield _("%(party)s has no co-chair.") % {"party": side.party.name}
    if card.rapporteur is None:
        yield _("Nobody is rapporteur.")
    if not terms.deliverables:
        yield _("No deliverable is named.")
    for side in card.sides:
        if terms.seats_per_party is not None and len(side.members) < terms.seats_per_party:
            yield _("%(party)s has filled %(filled)s of %(seats)s seats.") % {
                "party": side.party.name,
                "filled": len(side.members),
                "seats": terms.seats_per_party,
            }


def cards(seat: Seat) -> list[Card]:
    """Every task force that this seat knows of: those at work first, those that have ended last."""
    forces = TaskForce.objects.seen_by(seat).select_related("book").order_by("number")
    found = _cards(seat, list(forces))
    return sorted(found, key=lambda card: card.terms is not None and card.terms.state == "ended")


def card_of(seat: Seat, id: str) -> Card:
    return _cards(seat, [visible_or_404(TaskForce, seat, id)])[0]


def _cards(seat: Seat, forces: list[TaskForce]) -> list[Card]:
    rows = Terms.objects.seen_by(seat).standing().filter(force__in=forces)
    by_force = {each.force_id: each for each in rows.select_related("book", "force", "rapporteur").order_by("number")}
    terms = [each.id for each in by_force.values()]
    parties = list(Party.objects.seen_by(seat).at_the_table().order_by("mark"))
    chairs: dict[str, dict[str, str]] = {}
    for chair in Chair.objects.seen_by(seat).filter(terms__in=terms, current=True):
        chairs.setdefault(chair.terms_id, {})[chair.party_id] = chair.seat_id
    adoptions = list(Adoption.objects.seen_by(seat).filter(terms__in=terms).select_related("party", "book"))
    wishes = list(Wish.objects.seen_by(seat).filter(terms__in=terms, current=True).select_related("party", "book"))
    found = []
    for force in forces:
        of_force, members = by_force.get(force.id), members_of(seat, force)
        id = of_force.id if of_force else ""
        found.append(
            Card(
                force,
                of_force,
                sides_among(parties, members, chairs.get(id, {})),
                [other for other in members if other.party_id is None],
                {each.party_id: each for each in adoptions if each.terms_id == id},
                [each for each in wishes if each.terms_id == id],
                book_of(seat, force.key),
            )
        )
    return found


def days_left(terms: Terms | None, today: date) -> str:
    """How long until the sunset, in words; empty unless the terms are in force."""
    if terms is None or not terms.in_force:
        return ""
    days = (date.fromisoformat(terms.sunset) - today).days
    if days < 1:
        return _("It ends today.")
    return ngettext("%(days)s day to its sunset.", "%(days)s days to its sunset.", days) % {"days": days}


def own_book(card: Card) -> Book:
    """The task force’s own book; to who is not in it, as if there were none."""
    if card.book is None:
        raise NotThere
    return card.book


def items_in(seat: Seat, book: Book) -> list[Item]:
    """The work plan: by its days, what has none last."""
    rows = Item.objects.seen_by(seat).filter(book=book).select_related("book", "owner")
    return sorted(rows, key=lambda item: (not item.due, item.due, item.number))


def reports_in(seat: Seat, book: Book) -> list[tuple[Report, list[Dissent], list[Delivery]]]:
    """The drafts in the task force’s own book, the latest first, each with dissents and signatures."""
    reports = list(Report.objects.seen_by(seat).filter(book=book).select_related("book").order_by("-number"))
    dissents = list(Dissent.objects.seen_by(seat).filter(report__in=reports, current=True).select_related("party"))
    signed = signatures(seat, reports)
    return [
        (
            each,
            [dissent for dissent in dissents if dissent.report_id == each.id],
            [delivery for delivery in signed if delivery.report_id == each.id],
        )
        for each in reports
    ]


def delivered(seat: Seat, force: TaskForce) -> list[TabledReport]:
    """What it delivered to the plenary, the latest first."""
    rows = TabledReport.objects.seen_by(seat).filter(force=force).select_related("book", "force")
    return list(rows.order_by("-number"))


def tabled_report(seat: Seat, id: str) -> TabledReport:
    found: TabledReport = visible_or_404(TabledReport, seat, id, "force")
    return found


def recommendations_of(seat: Seat, reports: list[TabledReport]) -> list[tuple[Recommendation, Any]]:
    """What these recommend, each with what it became, if it was taken up."""
    rows = list(Recommendation.objects.seen_by(seat).filter(report__in=reports).select_related("book"))
    rows.sort(key=lambda each: (each.number, each.ordinal))
    things = Thing.objects.seen_by(seat).filter(id__in=[each.became for each in rows if each.became])
    nouns = nouns_of(things.select_related("book"), seen_by(seat))
    return [(each, nouns.get(each.became)) for each in rows]


def dissents_in(seat: Seat, report: TabledReport) -> list[tuple[Party, str]]:
    """The parties’ dissents, as they were delivered."""
    parties = {party.key: party for party in Party.objects.seen_by(seat)}
    return [(parties[each["party"]], each["words"]) for each in report.dissents if each["party"] in parties]


@cached
def places(seat: Seat) -> tuple[Place, ...]:
    rows = Terms.objects.seen_by(seat).standing().select_related("book", "force").order_by("number")
    return tuple([Place(_("Task forces"), each.title, each.page(), each.state_name) for each in rows])
