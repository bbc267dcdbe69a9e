"""The measures of a run, as its page shows them: those that are agreed, those that are only on the table, and what nobody has proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.assessment.agreed import AGREED, hang_agreements, name_of, today
from goodoffices.assessment.commentary import counted
from goodoffices.assessment.engine import MOST_MOVED
from goodoffices.assessment.futures import Moved, answer_of, moved, titled
from goodoffices.assessment.judged import Drawn
from goodoffices.assessment.labels import AGREEMENT
from goodoffices.assessment.models import Link, Run
from goodoffices.process.models import Seat
from goodoffices.record.scope import seen_by
from goodoffices.record.things import Noun, Thing, nouns_of


@dataclass(frozen=True)
class Tie:
    """What a variant comes true with: None where its reader does not read it. `then`: whether it was agreed when the run was asked,
    empty where that was not noted; `now`: its state today."""

    subject: Noun | None
    name: str
    then: str
    now: str


@dataclass
class Measure:
    """Something that may be brought about, what it is tied to, and which futures it moves; else `nothing`, why it moves none."""

    title: str
    nothing: str
    agreed: bool
    ties: list[Tie] = field(default_factory=list)
    moves: list[Moved] = field(default_factory=list)


@dataclass(frozen=True)
class Measures:
    """`noted`: whether the run says what was agreed when it was asked; where not, all of them are in `tabled`. `free`: what is tied
    to nothing, where the run says what it moves, from the first `origins` futures; `free_left`: of so many it was not worked out."""

    noted: bool
    agreed: list[Measure]
    tabled: list[Measure]
    free: list[Measure]
    origins: int
    free_left: int


def measures(seat: Seat, run: Run, found: Drawn | None, links: Sequence[Link]) -> Measures:
    """`found`: the diagram, for those who read it; `links`: those of today, of which a run tells that did not note them."""
    noted, free = "tied" in run.asked, answer_of(run).get("free") or {}
    ties = _ties(seat, run) if noted else _of_today(seat, found, links)
    tied = [_measure(run, pair, ties.get(tuple(pair), [])) for pair in run.asked.get("measures", ())]
    return Measures(
        noted,
        [each for each in tied if each.agreed],
        [each for each in tied if not each.agreed],
        _free(run, free.get("moves", ())),
        int(free.get("origins", 0)),
        int(free.get("left", 0)),
    )


def _measure(run: Run, pair: Sequence[int], ties: Sequence[tuple[str, Tie]]) -> Measure:
    answer = answer_of(run)
    return Measure(
        titled(run, pair),
        _nothing(answer, pair),
        any(state == AGREED for state, _tie in ties),
        [tie for _state, tie in ties],
        [moved(run, each) for each in answer.get("moves", ()) if each["held"] == [list(pair)]],
    )


def _free(run: Run, moves: Sequence[Mapping[str, Any]]) -> list[Measure]:
    found: dict[tuple[int, ...], Measure] = {}
    for each in moves:
        pair = tuple(each["held"][0])
        found.setdefault(pair, Measure(titled(run, pair), "", False)).moves.append(moved(run, each))
    return list(found.values())


Ties = dict[tuple[int, ...], list[tuple[str, Tie]]]


def _ties(seat: Seat, run: Run) -> Ties:
    """By variant, as it was when the run was asked: each with a key of `labels.AGREEMENT`."""
    things = Thing.objects.seen_by(seat).filter(id__in={each["about"] for each in run.asked["tied"]})
    nouns = nouns_of(list(things), seen_by(seat))
    hang_agreements(seat, nouns.values())
    found: Ties = {}
    for each in run.asked["tied"]:
        tie = _tie(nouns.get(each["about"]), str(AGREEMENT[each["state"]]))
        found.setdefault(tuple(each["held"]), []).append((each["state"], tie))
    return found


def _of_today(seat: Seat, found: Drawn | None, links: Sequence[Link]) -> Ties:
    places = {
        variant.id: (n, v)
        for n, descriptor in enumerate(found.descriptors if found else ())
        for v, variant in enumerate(found.variants[descriptor.id] if found else ())
    }
    ties: Ties = {}
    for link in links:
        if link.variant_id in places:
            ties.setdefault(places[link.variant_id], []).append(("", _tie(link.subject, "")))
    return ties


def _tie(subject: Noun | None, then: str) -> Tie:
    if subject is None:
        return Tie(None, "", then, "")
    return Tie(subject, name_of(subject), then, today(subject))


def _nothing(answer: Mapping[str, Any], pair: Sequence[int]) -> str:
    """Why a measure moves none of the futures from which moves are told."""
    listed = int(answer.get("listed", 0))
    tried = answer.get("consistent", ())[:MOST_MOVED]
    if any(each["variants"][pair[0]] - 1 != pair[1] for each in tried):
        return _("What it moves was not worked out. Allow more seconds, or link fewer variants, and run it again.")
    if listed > len(tried):
        return _("Of the first %(count)s futures it moves none: they have it.") % {"count": counted(len(tried))}
    if answer.get("status") != "complete":
        return _("It moves nothing: every future that was listed has it.")
    return _("It moves nothing: every future that holds together has it.")
