"""What the pages of disputes, concerns and the ladder ask, and the clock of a dispute in words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodoffices.engines.workdays import working_days_between
from goodoffices.followup.acts.disputes import commissions_of
from goodoffices.followup.dispute_labels import CLOSINGS, ENDED, WEEKDAYS
from goodoffices.followup.disputing import THIRD, neutral_members, places_in
from goodoffices.followup.models import (
    ClosingAsked,
    Commitment,
    Concern,
    Dispute,
    DisputeFinding,
    Dissent,
    ExtensionAsked,
    FactFinding,
    Ladder,
    LadderAdoption,
    Level,
    Response,
    days_in_words,
)
from goodoffices.followup.queries import terms_of_story
from goodoffices.process.days import host_day
from goodoffices.process.models import Commission, Party, Seat, parties_by_name
from goodoffices.record.at_hand import visible_or_404

RELATED = ("book", "commitment", "commitment__book", "party")


@dataclass
class Side:
    """A side of a dispute as pages show it: its name and its mark."""

    key: str
    name: str
    mark: str
    letter: str


@dataclass
class Story:
    """A dispute with all that was said and done in it, as far as this seat reads it."""

    dispute: Dispute
    by: Side
    against: list[Side]
    clock: list[str]
    levels: list[dict[str, Any]]
    responses: list[tuple[Side, Response]]
    fact_findings: list[FactFinding]
    findings: list[tuple[DisputeFinding, list[tuple[Side, Dissent]]]]
    extensions: list[tuple[Side, ExtensionAsked]]
    closings: list[tuple[Side, ClosingAsked]] = field(default_factory=list)


def disputes_seen_by(seat: Seat) -> list[Dispute]:
    """Every dispute that this seat reads: what is open first, then the latest."""
    rows = list(Dispute.objects.seen_by(seat).select_related(*RELATED).order_by("-at", "-number"))
    return sorted(rows, key=lambda each: not each.open)


def on_commitment(seat: Seat, commitment: Commitment) -> dict[str, Any]:
    """What is disputed about a commitment in any of its terms, and quiet concerns about it, as far as this seat reads them."""
    terms = [term.id for term in terms_of_story(seat, commitment)]
    disputes = Dispute.objects.seen_by(seat).filter(commitment__in=terms).select_related(*RELATED)
    concerns = Concern.objects.seen_by(seat).filter(commitment__in=terms).select_related("book", "party")
    return {
        "commitment": commitment,
        "disputes": list(disputes.order_by("number")),
        "concerns": list(concerns.order_by("number")),
        "commissions": commissions_to_choose(seat),
    }


def concerns_seen_by(seat: Seat) -> list[Concern]:
    related = ("book", "party", "commitment", "commitment__book")
    rows = list(Concern.objects.seen_by(seat).select_related(*related).order_by("-at", "-number"))
    return sorted(rows, key=lambda each: not each.open)


def story_of(seat: Seat, id: str) -> Story:
    dispute: Dispute = visible_or_404(Dispute, seat, id, *RELATED[1:])
    known = sides(seat)

    def named(key: str) -> Side:
        return known.get(key) or Side(key, key, "observer", "")

    def said(model: Any, *related: str) -> Any:
        rows = model.objects.seen_by(seat).filter(dispute=dispute)
        return rows.select_related("book", *related).order_by("number", "id")

    dissents = [(named(each.side), each) for each in said(Dissent)]
    return Story(
        dispute,
        named(dispute.party.key),
        [named(key) for key in dispute.against],
        list(clock_in_words(seat, dispute)),
        _levels(dispute, {each.ordinal: each for each in said(Level)}),
        [(named(each.side), each) for each in said(Response)],
        list(said(FactFinding, "who")),
        [
            (finding, [(side, each) for side, each in dissents if each.finding_id == finding.id])
            for finding in said(DisputeFinding)
        ],
        [(named(e.side), e) for e in said(ExtensionAsked).filter(level=dispute.level).exclude(state="replaced")],
        [(named(e.side), e) for e in said(ClosingAsked).filter(current=True)],
    )


def sides(seat: Seat) -> dict[str, Side]:
    """Every side there may be in a dispute, by its key."""
    found = {p.key: Side(p.key, p.name, str(p.mark), p.letter) for p in parties_by_name(seat)}
    return {**found, THIRD: Side(THIRD, _("The third party"), "third", "M")}


def _levels(dispute: Dispute, reached: dict[int, Level]) -> list[dict[str, Any]]:
    """The ladder of a dispute, each level with its days, whether it is the present one, and how it ended."""
    return [
        {
            "ordinal": ordinal,
            "name": level["name"],
            "days": days_in_words(level["days"], level["working"]),
            "reached": reached.get(ordinal),
            "ended": ENDED[reached[ordinal].ended_how] if ordinal in reached and reached[ordinal].ended_how else "",
            "present": ordinal == dispute.level and bool(dispute.lapses),
        }
        for ordinal, level in enumerate(dispute.levels, 1)
    ]


# ---- the clock in words ----------------------------------------------------------------------------------------------


def clock_in_words(seat: Seat, dispute: Dispute) -> Iterator[str]:
    """Where its clock stands, and what follows: whole sentences."""
    if not dispute.open:
        yield _("Closed: %(how)s.") % {"how": CLOSINGS[dispute.how]}
        return
    if not dispute.level:
        yield _("No ladder was in force when it was alleged, so no time runs.")
        return
    if dispute.lapses:
        yield _running(seat, dispute)
    if further := dispute.next_level:
        yield _("Then it goes to “%(name)s”, for %(days)s.") % {
            "name": further["name"],
            "days": days_in_words(further["days"], further["working"]),
        }
        return
    if dispute.at_the_top:
        yield _("The time of the last level has run out.")
    yield _may(dispute)


def _running(seat: Seat, dispute: Dispute) -> str:
    last, level = date.fromisoformat(dispute.last_day), dispute.present_level
    known = {
        "ordinal": dispute.level,
        "of": len(dispute.levels),
        "name": level["name"],
        "day": formats.date_format(last, "l j F Y"),
    }
    today = host_day(seat.process)
    if last <= today:
        return _("Level %(ordinal)s of %(of)s, “%(name)s”: its time runs out today, at the end of the day.") % known
    if not level["working"]:
        days = (last - today).days
        words = ngettext(
            "Level %(ordinal)s of %(of)s, “%(name)s”: its time runs out at the end of %(day)s, in %(days)s day.",
            "Level %(ordinal)s of %(of)s, “%(name)s”: its time runs out at the end of %(day)s, in %(days)s days.",
            days,
        )
    else:
        days = working_days_between(today, last, places_in(dispute.places))
        words = ngettext(
            "Level %(ordinal)s of %(of)s, “%(name)s”: its time runs out at the end of %(day)s, in %(days)s working day.",
            "Level %(ordinal)s of %(of)s, “%(name)s”: its time runs out at the end of %(day)s, in %(days)s working days.",
            days,
        )
    return words % {**known, "days": days}


def _may(dispute: Dispute) -> str:
    """At the top nothing happens by itself."""
    if dispute.top and dispute.at_the_top:
        return _("Nothing follows by itself. Either side may: %(top)s") % {"top": dispute.top}
    if dispute.top:
        return _("Then nothing follows by itself. Either side may: %(top)s") % {"top": dispute.top}
    if dispute.at_the_top:
        return _("Nothing follows by itself. Either side may say what it will do.")
    return _("Then nothing follows by itself. Either side may say what it will do.")


# ---- the ladder, and what may be chosen in forms ---------------------------------------------------------------------


def ladders_seen_by(seat: Seat) -> list[tuple[Ladder, list[dict[str, Any]], list[tuple[Party, LadderAdoption | None]]]]:
    """The ladders that stand, each with its places and with who has adopted it: the one in force first."""
    rows = Ladder.objects.seen_by(seat).exclude(state="replaced").select_related("book").order_by("number")
    adoptions = list(LadderAdoption.objects.seen_by(seat).select_related("book"))
    parties = Party.objects.seen_by(seat).at_the_table().order_by("mark")
    return [
        (
            ladder,
            [_place(row) for row in ladder.places],
            [(party, _adoption(adoptions, ladder, party)) for party in parties],
        )
        for ladder in sorted(rows, key=lambda each: each.state != "adopted")
    ]


def _adoption(adoptions: list[LadderAdoption], ladder: Ladder, party: Party) -> LadderAdoption | None:
    return next((each for each in adoptions if each.ladder_id == ladder.id and each.party_id == party.id), None)


def _place(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": row["name"],
        "weekend": [WEEKDAYS[day] for day in row["weekend"]],
        "holidays": [formats.date_format(date.fromisoformat(day), "j F Y") for day in row["holidays"]],
    }


def commissions_to_choose(seat: Seat) -> list[tuple[str, str]]:
    """The commissions of which this seat is a member: none to choose where there is but one."""
    keys = {audience.key for audience in commissions_of(seat)}
    if len(keys) < 2:
        return []
    return [(each.key, each.name) for each in Commission.objects.seen_by(seat).filter(key__in=keys).order_by("number")]


def members_to_send(seat: Seat, dispute: Dispute) -> list[Seat]:
    """The members of the commission who are of no side of the dispute, to find facts."""
    return neutral_members(seat, dispute)


def later_levels(dispute: Dispute) -> list[tuple[str, str]]:
    names = enumerate(dispute.levels, 1)
    return [(str(ordinal), level["name"]) for ordinal, level in names if ordinal > dispute.level]
