"""What waits for a seat: to accept, consent, report what was missed, verify what was reported done, adopt, and draft."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from goodoffices.followup import dispute_waits
from goodoffices.followup.checking import missing
from goodoffices.followup.models import (
    Adjustment,
    AdjustmentConsent,
    Check,
    CheckConsent,
    Commitment,
    Framework,
    FrameworkAdoption,
    PublicityConsent,
    Voice,
)
from goodoffices.followup.sides import acts_for, here, is_verifier, side_of
from goodoffices.process.extensions import Todo
from goodoffices.process.models import Seat
from goodoffices.record.cache import cached

SORT = "commitments"


def what_waits(seat: Seat) -> tuple[Todo, ...]:
    return _waits(seat) if seat.speaks else ()


@cached(per="seat")
def _waits(seat: Seat) -> tuple[Todo, ...]:
    rows = list(Commitment.objects.seen_by(seat).standing().select_related("book").order_by("number"))
    return (*_of_commitments(seat, rows), *_of_adjustments(seat), *_of_checks(seat), *dispute_waits.waiting(seat))


def _of_commitments(seat: Seat, rows: list[Commitment]) -> Iterator[Todo]:
    voices = set(Voice.objects.seen_by(seat).filter(current=True).values_list("commitment_id", "side", "accepts"))
    public = set(PublicityConsent.objects.seen_by(seat).values_list("commitment_id", "side"))
    for row in rows:
        ours = acts_for(seat, row.who)
        if row.state == "proposed" and ours and _is_asked(seat, row, ours, voices):
            yield _todo(_("“%(title)s” is waiting for your side to accept it."), row)
        if row.state != "in_force":
            continue
        if row.missed and ours and row.reported != "done":
            yield _todo(_("The day of “%(title)s” has passed: report where it stands."), row)
        if row.reported == "done" and row.found_number < row.reported_number and is_verifier(seat, row):
            yield _todo(_("“%(title)s” is reported done: find whether it is."), row)
        bound = acts_for(seat, row.bound)
        if row.for_the_public and not row.public and bound and (row.id, bound) not in public:
            yield _todo(_("“%(title)s” is to be public: consent, or propose an adjustment."), row)


def _is_asked(seat: Seat, row: Commitment, ours: str, voices: set[tuple[str, str, bool]]) -> bool:
    """Whether it waits for this side: to say something, or to say it once more after the last other side has left."""
    said = {side: accepts for id, side, accepts in voices if id == row.id}
    return ours not in said or (said[ours] and not here(seat, row.who) - {side for side, yes in said.items() if yes})


def _of_adjustments(seat: Seat) -> Iterator[Todo]:
    said = set(AdjustmentConsent.objects.seen_by(seat).values_list("adjustment_id", "side"))
    rows = Adjustment.objects.seen_by(seat).filter(state="proposed").select_related("book", "commitment__book")
    for row in rows.order_by("number"):
        ours = acts_for(seat, row.sides)
        consents = {side for id, side in said if id == row.id}
        if ours and (ours not in consents or not here(seat, row.sides) - consents):
            words = _("An adjustment of “%(title)s” is waiting for your side’s consent.")
            yield Todo(SORT, words % {"title": row.commitment.title}, row.page(), row.book, row.number, row.at)


def _of_checks(seat: Seat) -> Iterator[Todo]:
    ours, everyone = side_of(seat) if seat.decides else "", missing(seat, ())
    adopted = _by_thing(FrameworkAdoption.objects.seen_by(seat).values_list("framework_id", "side"))
    for each in Framework.objects.seen_by(seat).filter(state="proposed").select_related("book"):
        if ours and ours not in adopted.get(each.id, ()):
            words = _("The framework of regular follow-ups is waiting for your adoption.")
            yield Todo(SORT, words, each.page(), each.book, each.number, each.at)
        elif ours and everyone <= adopted[each.id]:
            words = _(
                "All parties at the table have adopted the framework of regular follow-ups: adopt it once more to put it in force."
            )
            yield Todo(SORT, words, each.page(), each.book, each.number, each.at)
    said = _by_thing(CheckConsent.objects.seen_by(seat).filter(current=True).values_list("check_of_id", "side"))
    # What a framework that was replaced had planned, nobody has to hold any more; that it was missed stays on record.
    rows = Check.objects.seen_by(seat).filter(state__in=("drafted", "missed")).exclude(framework__state="replaced")
    for check in rows.select_related("book"):
        if check.state == "drafted" and ours and ours not in said.get(check.id, ()):
            words = _("The report of “%(title)s” is waiting for your consent.")
            yield Todo(SORT, words % {"title": check.title}, check.page(), check.book, check.drafted or 0)
        elif check.state == "drafted" and ours and everyone <= said[check.id]:
            words = _(
                "All parties at the table have consented to the report of “%(title)s”: consent once more, and it stands."
            )
            yield Todo(SORT, words % {"title": check.title}, check.page(), check.book, check.drafted or 0)
        if check.state == "missed" and seat.leads:
            words = _("“%(title)s” was missed: hold it, and say why it was late.")
            yield Todo(SORT, words % {"title": check.title}, check.page(), check.book, check.changed)


def _by_thing(said: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for thing, side in said:
        found.setdefault(thing, set()).add(side)
    return found


def _todo(words: str, row: Commitment) -> Todo:
    return Todo(SORT, words % {"title": row.title}, row.page(), row.book, row.number, row.at)
