"""What waits in disputes, which of their days are ahead, and what changed in them."""

from collections.abc import Iterator, Mapping

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from goodoffices.decisions.deciding import is_lead
from goodoffices.followup.checking import missing
from goodoffices.followup.disputing import THIRD, side_of, steers
from goodoffices.followup.models import (
    Concern,
    Dispute,
    DisputeFinding,
    FactFinding,
    Ladder,
    LadderAdoption,
    Level,
    Response,
)
from goodoffices.process.extensions import Change, Date, Todo
from goodoffices.process.models import Seat

SORT = "disputes"
NAMED = ("book", "commitment")


def waiting(seat: Seat) -> tuple[Todo, ...]:
    """What a seat is to do: adopt a ladder, look after a concern, respond, find facts, record a finding."""
    return (*_ladders(seat), *_concerns(seat), *_responses(seat), *_facts(seat), *_findings(seat))


def _ladders(seat: Seat) -> Iterator[Todo]:
    if not (seat.decides and seat.delegate):
        return
    said: dict[str, set[str]] = {}
    for ladder, party in LadderAdoption.objects.seen_by(seat).values_list("ladder_id", "party__key"):
        said.setdefault(ladder, set()).add(party)
    everyone = missing(seat, ())
    for each in Ladder.objects.seen_by(seat).filter(state="proposed").select_related("book").order_by("number"):
        adopted = said.get(each.id, set())
        if seat.party_key not in adopted:
            words = _("A ladder for disputes is waiting for your party.")
        elif everyone <= adopted:
            words = _(
                "All parties at the table have adopted the ladder for disputes: adopt it once more to put it in force."
            )
        else:
            continue
        yield Todo(SORT, words, each.page(), each.book, each.number, each.at)


def _concerns(seat: Seat) -> Iterator[Todo]:
    """The third party tries quietly."""
    if not seat.leads:
        return
    for each in Concern.objects.seen_by(seat).open().select_related("book", "commitment").order_by("number"):
        words = _("A concern about “%(what)s” is waiting for you to try quietly.") % {"what": each.commitment.title}
        yield Todo(SORT, words, each.page(), each.book, each.number, each.at)


def _responses(seat: Seat) -> Iterator[Todo]:
    side = THIRD if is_lead(seat) else seat.party_key
    answered = Response.objects.seen_by(seat).filter(dispute=OuterRef("id"), side=side)
    rows = Dispute.objects.seen_by(seat).open().filter(~Exists(answered)).select_related("book", "commitment")
    for each in rows.order_by("number"):
        if side in each.against and side_of(seat, each.audience) == side:
            words = _("It is alleged that “%(what)s” is not kept: respond.") % {"what": each.title}
            yield Todo(SORT, words, each.page(), each.book, each.number, each.at)


def _facts(seat: Seat) -> Iterator[Todo]:
    later = DisputeFinding.objects.seen_by(seat).filter(dispute=OuterRef("dispute"), number__gt=OuterRef("number"))
    rows = FactFinding.objects.seen_by(seat).filter(~Exists(later), who=seat.id, dispute__closed_at="")
    for each in rows.select_related("book", "dispute__book", "dispute__commitment").order_by("number"):
        words = _("Find the facts about “%(what)s”.") % {"what": each.dispute.title}
        yield Todo(SORT, words, each.dispute.page(), each.book, each.number, each.at)


def _findings(seat: Seat) -> Iterator[Todo]:
    """Who conducts the commission is to record a finding once it has been responded to."""
    rows = Dispute.objects.seen_by(seat).filter(state="responded").select_related("book", "commitment")
    for each in rows.order_by("number"):
        if steers(seat, each.audience):
            words = _("The dispute about “%(what)s” is waiting for facts, or a finding.") % {"what": each.title}
            yield Todo(SORT, words, each.page(), each.book, each.number, each.at)


def days(seat: Seat) -> tuple[Date, ...]:
    """The days at whose end levels lapse, and until which facts are to be found; also those that are over or called off."""
    disputes = {each.id: each for each in Dispute.objects.seen_by(seat).select_related("book", "commitment")}
    return (*_lapses(seat, disputes), *_until(seat, disputes))


def _lapses(seat: Seat, disputes: Mapping[str, Dispute]) -> Iterator[Date]:
    """A level that was referred on, or ended with the dispute, does not lapse any more."""
    rows = Level.objects.seen_by(seat).filter(dispute__in=disputes)
    for each in rows.order_by("last_day", "number", "ordinal"):
        dispute = disputes[each.dispute_id]
        sentence = _("%(day)s, at its end: the time of the level “%(level)s” runs out, on “%(what)s”.")
        gaps = {"level": dispute.levels[each.ordinal - 1]["name"], "what": dispute.title}
        title = _("The time of the level “%(level)s” runs out, on “%(what)s”.")
        told = Date(each.last_day, sentence, gaps, dispute.page(), dispute.book, dispute.number, title=title)
        called_off = each.ended_how in ("referred", "closed")
        told = told._replace(done=each.ended_how == "lapsed", cancelled=called_off)
        yield told._replace(thing=dispute.id, kind=f"level {each.ordinal}")


def _until(seat: Seat, disputes: Mapping[str, Dispute]) -> Iterator[Date]:
    """Once something was found, the facts are; of a dispute that is closed, nobody waits for them."""
    later = DisputeFinding.objects.seen_by(seat).filter(dispute=OuterRef("dispute"), number__gt=OuterRef("number"))
    rows = FactFinding.objects.seen_by(seat).filter(dispute__in=disputes).annotate(done=Exists(later))
    for each in rows.order_by("until", "number"):
        dispute = disputes[each.dispute_id]
        sentence = _("%(day)s: facts are to be found about “%(what)s”.")
        title, gaps = _("Facts are to be found about “%(what)s”."), {"what": dispute.title}
        told = Date(each.until, sentence, gaps, dispute.page(), dispute.book, each.number, title=title)
        told = told._replace(done=each.done, cancelled=not each.done and not dispute.open)
        # Its dispute is the thing: that changes when it is over, and the feed's count with it.
        yield told._replace(thing=dispute.id, kind=f"facts {each.id}")


def changed(seat: Seat, heads: Mapping[str, int]) -> Iterator[Change]:
    """Disputes that began, or in which something happened; concerns and ladders likewise."""
    rows: list[Ladder | Concern | Dispute] = [
        *Ladder.objects.seen_by(seat).changed_after(heads).select_related("book").order_by("number"),
        *Concern.objects.seen_by(seat).changed_after(heads).select_related(*NAMED).order_by("book__name", "number"),
        *Dispute.objects.seen_by(seat).changed_after(heads).select_related(*NAMED).order_by("book__name", "number"),
    ]
    yield Change([each for each in rows if each.seat_id != seat.id or each.changed > each.number])
