"""What waits for the lead, a head, a co-chair, or whoever sees to an item of a work plan."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.decisions.deciding import is_lead
from goodoffices.process.extensions import Todo
from goodoffices.process.models import Party, Seat
from goodoffices.record.cache import cached
from goodoffices.taskforces.deciding import ended_keys, members_of, rapporteur_of, signatures
from goodoffices.taskforces.models import Adoption, Chair, Delivery, Item, Report, Terms, Wish

SORT = "task_forces"


def what_waits(seat: Seat) -> tuple[Todo, ...]:
    return _waiting(seat)


@cached(per="seat")
def _waiting(seat: Seat) -> tuple[Todo, ...]:
    found = [*_for_head(seat)] if seat.decides and seat.delegate else []
    found += _for_lead(seat) if is_lead(seat) else []
    return (*found, *_for_chair(seat), *_for_owner(seat))


def _for_head(seat: Seat) -> Iterator[Todo]:
    """Terms to adopt, a co-chair to name, and what the other heads wish."""
    rows = Terms.objects.seen_by(seat).filter(state__in=("drafted", "in_force")).select_related("book", "force")
    here = set(Party.objects.seen_by(seat).filter(left__isnull=True).values_list("id", flat=True))
    adopted, wished = _parties(Adoption.objects.seen_by(seat)), _wishes(seat)
    chaired = _parties(Chair.objects.seen_by(seat).filter(current=True))
    for each in rows.order_by("number"):
        if seat.party_id not in each.parties or seat.party is None or not seat.party.at_the_table:
            continue
        asked = {*each.parties} & here
        said = adopted.get(each.id, set())
        if not each.in_force and seat.party_id not in said:
            yield _todo(each, _("The terms of “%(title)s” are waiting to be adopted by your party."))
        elif not each.in_force and not asked - said:
            yield _todo(
                each,
                _(
                    "All parties at the table have adopted the terms of “%(title)s”: adopt them once more to put them in force."
                ),
            )
        if seat.party_id not in chaired.get(each.id, set()):
            yield _todo(each, _("“%(title)s” is waiting for your party’s co-chair."))
        if each.in_force:
            yield from _about_wishes(seat, each, wished.get(each.id, {}), asked)


def _about_wishes(seat: Seat, terms: Terms, wished: dict[str, str], asked: set[str]) -> Iterator[Todo]:
    """What other heads wish; and what everybody at the table wishes, since a party that did not has left."""
    if seat.party_id not in wished:
        if wished:
            yield _todo(terms, _("Another head would extend “%(title)s” or wind it up: say what your party wishes."))
        return
    if asked <= {party for party, sunset in wished.items() if sunset == wished[seat.party_id]}:
        yield _todo(
            terms, _("All parties at the table wish the same for “%(title)s”: say it once more, and it is done.")
        )


def _parties(rows: Any) -> dict[str, set[str]]:
    """By terms, the parties of these rows."""
    found: dict[str, set[str]] = {}
    for terms, party in rows.values_list("terms_id", "party_id"):
        found.setdefault(terms, set()).add(party)
    return found


def _wishes(seat: Seat) -> dict[str, dict[str, str]]:
    """By terms and party, until when it would extend it; empty where it would wind it up."""
    found: dict[str, dict[str, str]] = {}
    for each in Wish.objects.seen_by(seat).filter(current=True):
        found.setdefault(each.terms_id, {})[each.party_id] = each.sunset
    return found


def _todo(terms: Terms, sentence: str) -> Todo:
    words = sentence % {"title": terms.title}
    return Todo(SORT, words, terms.page(), terms.book, terms.number, terms.at)


def _for_lead(seat: Seat) -> Iterator[Todo]:
    """Task forces at work in which nobody reports."""
    rows = Terms.objects.seen_by(seat).filter(state="in_force").select_related("book", "force", "rapporteur")
    for each in rows.order_by("number"):
        if rapporteur_of(each, each.force) is None:
            yield _todo(each, _("“%(title)s” has no rapporteur: name one, or nothing is reported."))


def _for_chair(seat: Seat) -> Iterator[Todo]:
    """Reports to sign for delivery; again, where a dissent was noted or a party left after that."""
    if seat.party_id is None:
        return
    chaired = Chair.objects.seen_by(seat).filter(seat=seat.id, current=True, terms__state="in_force")
    keys = set(chaired.values_list("terms__force__key", flat=True))
    rows = [*Report.objects.seen_by(seat).filter(state="drafted").select_related("book", "force").order_by("number")]
    signed: dict[str, list[Delivery]] = {}
    for delivery in signatures(seat, rows):
        signed.setdefault(delivery.report_id, []).append(delivery)
    for each in rows:
        if each.book.key in keys and (sentence := _to_sign(seat, each, signed.get(each.id, []))):
            yield Todo(SORT, sentence % {"title": each.book.name}, each.page(), each.book, each.number, each.at)


def _to_sign(seat: Seat, report: Report, signed: list[Delivery]) -> str:
    ours = [each for each in signed if each.party_id == seat.party_id]
    if not ours:
        return _("The report of “%(title)s” is waiting for your signature.")
    if not ours[0].counts:
        return _("A dissent was noted after you had signed the report of “%(title)s”: read it, and sign again.")
    sides = {other.party_id for other in members_of(seat, report.force)} - {None}
    if sides <= {each.party_id for each in signed if each.counts}:
        return _("All who are still in “%(title)s” have signed its report: sign once more to deliver it.")
    return ""


def _for_owner(seat: Seat) -> Iterator[Todo]:
    """Items of a work plan that are to be done."""
    rows = Item.objects.seen_by(seat).filter(owner=seat.id, state__in=("open", "under_way"))
    ended = ended_keys(seat)
    for each in rows.select_related("book").order_by("number"):
        if each.book.key not in ended:
            words = _("To do in “%(title)s”: %(what)s") % {"title": each.book.name, "what": each.what}
            yield Todo(SORT, words, each.page(), each.book, each.number, each.at)
