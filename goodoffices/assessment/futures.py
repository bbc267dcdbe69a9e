"""What a run found, as its pages show it: futures by number, what moves one into another, and where judges' disagreement matters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.assessment.commentary import minus, paired, percent
from goodoffices.assessment.models import Run

Chosen = tuple[int, ...]  # a variant of each descriptor, from 1


@dataclass(frozen=True)
class Future:
    """`place` from 1 among those that hold together; `share`: of all configurations, what drifts there."""

    place: int
    words: list[str]
    consistency: str
    impact: str
    share: str
    sampled: bool


def answer_of(run: Run) -> dict[str, Any]:
    """What the engine said; nothing, as long as it has said nothing."""
    return run.answer or {}


def futures(run: Run, sort: str = "consistent") -> list[Future]:
    answer = answer_of(run)
    weights = {tuple(each["scenarios"][0]): each for each in answer.get("weights", ()) if each["length"] == 1}
    return [_future(run, each, place, weights) for place, each in enumerate(answer.get(sort, ()), 1)]


def _future(run: Run, told: Mapping[str, Any], place: int, weights: Mapping[Chosen, Mapping[str, Any]]) -> Future:
    weight = weights.get(tuple(told["variants"]))
    return Future(
        place,
        words_of(run, told["variants"]),
        "–" if told["consistency"] is None else minus(told["consistency"]),
        minus(told["impact"]),
        percent(weight["share"]) if weight else "",
        weight is not None and not weight["exact"],
    )


def words_of(run: Run, variants: Sequence[int]) -> list[str]:
    """Descriptors, each with the words of the chosen variant."""
    return [
        paired(each["name"], each["variants"][v - 1])
        for each, v in zip(run.matrix["descriptors"], variants, strict=True)
    ]


def cycles_share(answer: Mapping[str, Any]) -> str:
    """What of all configurations goes round and settles nowhere; empty where nothing does."""
    share = sum(float(each["share"]) for each in answer.get("weights", ()) if each["length"] > 1)
    return percent(f"{share:.4f}") if share else ""


def titled(run: Run, pair: Sequence[int]) -> str:
    """[descriptor, variant], both from 0."""
    found = run.matrix["descriptors"][pair[0]]
    return paired(found["name"], found["variants"][pair[1]])


@dataclass(frozen=True)
class Moved:
    """A future that is moved while something is held: in a sentence, and what turns then."""

    sentence: str
    after: str
    turned: list[str]


def moved(run: Run, move: Mapping[str, Any], known: Sequence[Sequence[int]] | None = None) -> Moved:
    """`known`: the futures by number; those of this run, unless others are given."""
    known = [each["variants"] for each in answer_of(run).get("consistent", ())] if known is None else known
    begin, end = _number(known, move["from"]), _number(known, move["to"])
    held = {at for at, _v in move["held"]}
    turned = [
        titled(run, (at, after - 1))
        for at, (before, after) in enumerate(zip(move["from"], move["to"], strict=True))
        if before != after and at not in held
    ]
    return Moved(_where(begin, end, move), _afterwards(begin, _number(known, move["after"]), move), turned)


def _number(known: Sequence[Sequence[int]], variants: Sequence[int]) -> int | None:
    return known.index(variants) + 1 if variants in known else None


def _where(begin: int | None, end: int | None, move: Mapping[str, Any]) -> str:
    gaps = {"from": begin or "–", "to": end}
    if move["cycle"]:
        return _("From future %(from)s: it settles nowhere while this is held.") % gaps
    if move["from"] == move["to"]:
        return _("Future %(from)s stays as it is.") % gaps
    if end is not None:
        return _("From future %(from)s to future %(to)s.") % gaps
    if move["lasts"]:
        return _("From future %(from)s to one that is not among those listed.") % gaps
    return _("From future %(from)s to one that holds together only while this is held.") % gaps


def _afterwards(begin: int | None, after: int | None, move: Mapping[str, Any]) -> str:
    if move["from"] == move["to"] == move["after"]:
        return ""
    if move["lasts"]:
        return _("It lasts: it stays so once this is let go.")
    if move["falls_back"]:
        return _("It falls back once this is let go.")
    if after is not None and after != begin:
        return _("Once this is let go, it goes on to future %(number)s.") % {"number": after}
    return _("Once this is let go, it goes elsewhere.")


def numbers(answer: Mapping[str, Any], which: str) -> list[int] | None:
    """The numbers of the futures that hold together by each judge’s own judgements (“alike”), or whatever mixture of them is right
    (“certain”); None where that cannot be said."""
    known = [each["variants"] for each in answer.get("consistent", ())]
    told = (answer.get("disagreement") or {}).get(which)
    return None if told is None else sorted(known.index(each) + 1 for each in told if each in known)


@dataclass(frozen=True)
class Changed:
    """What a run found against the one before it with the same judgements."""

    before: Run
    gained: list[list[str]]
    lost: list[list[str]]
    kept: int
    whole: bool  # whether both listed everything


def changes(rows: Sequence[tuple[Run, Sequence[Any]]], seat: str) -> dict[str, Changed]:
    """By run, against the one before. Who is not named is not told apart: runs by unnamed judges are compared by themselves alone.

    `rows`: runs in the order of their time, with the descriptors that they were about."""
    last: dict[tuple[str, str], Run] = {}
    found: dict[str, Changed] = {}
    for run, descriptors in rows:
        if run.question != "scenarios" or not run.answer or run.state == "failed":
            continue
        if run.whose == "mine" and run.seat_id != seat:
            continue
        key = seat if run.whose in ("mine", seat) else run.whose
        before = last.get((key, run.book_id))
        if before is not None:
            found[run.id] = _changed(before, run, descriptors)
        last[key, run.book_id] = run
    return found


def _changed(before: Run, after: Run, descriptors: Sequence[Any]) -> Changed:
    was, now = ([tuple(each["variants"]) for each in answer_of(run)["consistent"]] for run in (before, after))
    whole = all(
        run.state == "complete" and answer_of(run)["listed"] == len(answer_of(run)["consistent"])
        for run in (before, after)
    )

    def words(chosen: Chosen) -> list[str]:
        return [paired(name, variants[v - 1]) for (name, variants), v in zip(descriptors, chosen, strict=True)]

    return Changed(
        before,
        [words(each) for each in now if each not in was],
        [words(each) for each in was if each not in now],
        len(set(was) & set(now)),
        whole,
    )
