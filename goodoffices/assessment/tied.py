"""Measures: the variants of a diagram that something negotiated brings about, as far as every reader of a room may know."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from goodoffices.assessment.agreed import AGREED, agreement_of, hang_agreements
from goodoffices.assessment.judged import Drawn
from goodoffices.assessment.models import Link
from goodoffices.process.models import Seat
from goodoffices.record.audience import Audience
from goodoffices.record.scope import seen_by
from goodoffices.record.things import Noun, nouns_of

Pair = list[int]  # descriptor and variant, both from 0


class Tie(NamedTuple):
    """That a variant comes true with a thing, for facts: as a dict of these."""

    held: Pair
    about: str  # the id of the thing
    state: str  # a key of `labels.AGREEMENT`


def ties_within(seat: Seat, drawn: Drawn, audience: Audience) -> list[dict[str, Any]]:
    """What each variant is tied to that still stands or was done, and whether that is agreed now."""
    places = {
        variant.id: [n, v]
        for n, descriptor in enumerate(drawn.descriptors)
        for v, variant in enumerate(drawn.variants[descriptor.id])
    }
    links = {(str(each.variant_id), each.about_id): each for each in _known(seat, drawn, audience)}
    nouns = _holding(seat, links.values())
    states = agreement_of(seat, nouns.values())
    return [
        Tie(places[variant], about, states[about])._asdict()
        for variant, about in sorted(links, key=lambda each: (places.get(each[0], []), links[each].number, each[1]))
        if variant in places and about in states
    ]


def pairs_of(ties: Iterable[Mapping[str, Any]]) -> list[Pair]:
    """The variants of these ties, each once, in the order of the diagram."""
    return [list(pair) for pair in sorted({tuple(each["held"]) for each in ties})]


def agreed_pairs(asked: Mapping[str, Any]) -> Sequence[Pair]:
    """Of what a run was asked, the variants that are tied to something agreed. A run of before that was noted counts all."""
    if "tied" not in asked:
        pairs: Sequence[Pair] = asked["measures"]
        return pairs
    return pairs_of(each for each in asked["tied"] if each["state"] == AGREED)


def _known(seat: Seat, drawn: Drawn, audience: Audience) -> list[Link]:
    """The links that every reader of the room may read."""
    rows = Link.objects.seen_by(seat).filter(current=True, variant__influences=drawn.influences.id)
    return [
        row
        for row in rows.select_related("book", "about").order_by("number", "id")
        if row.audience == audience or seat.may_cite(row.audience, within=audience)
    ]


def _holding(seat: Seat, links: Iterable[Link]) -> dict[str, Noun]:
    """By id, what they lead to and may be built on."""
    things = {each.about_id: each.about for each in links}
    nouns = nouns_of(things.values(), seen_by(seat)) if things else {}
    hang_agreements(seat, nouns.values())
    return {id: noun for id, noun in nouns.items() if noun.holds}
