"""Measures: the variants of a diagram that something negotiated brings about, as far as every reader of a room may know."""

from goodoffices.assessment.judged import Drawn
from goodoffices.assessment.models import Link
from goodoffices.process.models import Seat
from goodoffices.record.audience import Audience
from goodoffices.record.scope import seen_by
from goodoffices.record.things import nouns_of


def measures_within(seat: Seat, drawn: Drawn, audience: Audience) -> list[list[int]]:
    """The variants that something negotiated brings about which still stands or was done, as far as every reader of a room may know:
    [descriptor, variant], from 0."""
    rows = Link.objects.seen_by(seat).filter(current=True, variant__influences=drawn.influences.id)
    known = [
        row
        for row in rows.select_related("book", "about")
        if row.audience == audience or seat.may_cite(row.audience, within=audience)
    ]
    nouns = nouns_of([row.about for row in known], seen_by(seat)) if known else {}
    linked = {row.variant_id for row in known if row.about_id in nouns and nouns[row.about_id].holds}
    return [
        [n, v]
        for n, descriptor in enumerate(drawn.descriptors)
        for v, variant in enumerate(drawn.variants[descriptor.id])
        if variant.id in linked
    ]
