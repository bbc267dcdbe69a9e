"""What waits for a head, a co-chair, or whoever sees to an item of a work plan."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from goodoffices.process.extensions import Todo
from goodoffices.process.models import Party, Seat
from goodoffices.record.cache import cached
from goodoffices.taskforces.deciding import ended_keys
from goodoffices.taskforces.models import Adoption, Chair, Delivery, Item, Report, Terms, Wish

SORT = "task_forces"


def what_waits(seat: Seat) -> tuple[Todo, ...]:
    return _waiting(seat)


@cached(per="seat")
def _waiting(seat: Seat) -> tuple[Todo, ...]:
    found = [*_for_head(seat)] if seat.decides and seat.delegate else []
    return (*found, *_for_chair(seat), *_for_owner(seat))


def _for_head(seat: Seat) -> Iterator[Todo]:
    """Terms to adopt, a co-chair to name, and what the other heads wish."""
    ours = {"terms": OuterRef("id"), "party": seat.party_id}
    others = Wish.objects.seen_by(seat).filter(terms=OuterRef("id"), current=True).exclude(party=seat.party_id)
    rows = Terms.objects.seen_by(seat).filter(state__in=("drafted", "in_force")).select_related("book", "force")
    rows = rows.annotate(
        adopted_by_us=Exists(Adoption.objects.seen_by(seat).filter(**ours)),
        chaired=Exists(Chair.objects.seen_by(seat).filter(**ours, current=True)),
        wished=Exists(Wish.objects.seen_by(seat).filter(**ours, current=True)),
        wished_by_others=Exists(others),
    )
    sitting = set(Party.objects.seen_by(seat).at_the_table().values_list("id", flat=True))
    for each in rows.order_by("number"):
        if seat.party_id not in each.parties or seat.party_id not in sitting:
            continue
        if not each.in_force and not each.adopted_by_us:
            yield _todo(each, _("The terms of “%(title)s” are waiting to be adopted by your party."))
        if not each.chaired:
            yield _todo(each, _("“%(title)s” is waiting for your party’s co-chair."))
        if each.wished_by_others and not each.wished:
            yield _todo(each, _("Another head would extend “%(title)s” or wind it up: say what your party wishes."))


def _todo(terms: Terms, sentence: str) -> Todo:
    words = sentence % {"title": terms.title}
    return Todo(SORT, words, terms.page(), terms.book, terms.number, terms.at)


def _for_chair(seat: Seat) -> Iterator[Todo]:
    """Reports to sign for delivery."""
    if seat.party_id is None:
        return
    signed = Delivery.objects.seen_by(seat).filter(report=OuterRef("id"), party=seat.party_id)
    chaired = Chair.objects.seen_by(seat).filter(seat=seat.id, current=True, terms__state="in_force")
    keys = set(chaired.values_list("terms__force__key", flat=True))
    rows = Report.objects.seen_by(seat).filter(state="drafted").select_related("book")
    for each in rows.annotate(signed=Exists(signed)).order_by("number"):
        if each.book.key in keys and not each.signed:
            words = _("The report of “%(title)s” is waiting for your signature.") % {"title": each.book.name}
            yield Todo(SORT, words, each.page(), each.book, each.number, each.at)


def _for_owner(seat: Seat) -> Iterator[Todo]:
    """Items of a work plan that are to be done."""
    rows = Item.objects.seen_by(seat).filter(owner=seat.id, state__in=("open", "under_way"))
    ended = ended_keys(seat)
    for each in rows.select_related("book").order_by("number"):
        if each.book.key not in ended:
            words = _("To do in “%(title)s”: %(what)s") % {"title": each.book.name, "what": each.what}
            yield Todo(SORT, words, each.page(), each.book, each.number, each.at)
