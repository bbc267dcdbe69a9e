"""What anybody may do to a file, by chance and by a seed: `case(7)` is always the same.

A manipulation takes a valid file and a source of chance, and gives other bytes; `KINDS` has them by name. Some are done by the
host itself, which can sign: then everything holds but what stands in the entries.
"""

from __future__ import annotations

import random
from typing import NamedTuple

from ..books import KEY, OTHER_KEY
from .editing import Doing
from .letters import (
    bit_flipped,
    byte_changed,
    byte_order_mark,
    cut_off,
    line_doubled,
    line_dropped,
    line_endings,
    lines_shuffled,
    lines_swapped,
    nothing,
    put_in,
    spliced,
    taken_out,
)
from .sealed import decided_otherwise, decision_edited, header_edited, signature_edited, signed_anew
from .valid import valid
from .values import (
    field_doubled,
    field_gone,
    field_more,
    fields_moved,
    letters_respelled,
    nested,
    number_respelled,
    value_edited,
    value_nudged,
)

OWN = {"signed anew", "decided otherwise", "decision edited"}
"""Those that make a file of their own, whichever they are given."""
KINDS: dict[str, Doing] = {
    does.__name__.replace("_", " "): does
    for does in (
        nothing, bit_flipped, byte_changed, cut_off, taken_out, put_in, byte_order_mark, line_dropped, line_doubled, lines_swapped,
        lines_shuffled, line_endings, spliced, value_edited, value_nudged, field_gone, field_more, fields_moved, field_doubled,
        number_respelled, letters_respelled, nested, signature_edited, header_edited, signed_anew, decided_otherwise, decision_edited,
    )
}  # fmt: skip


class Case(NamedTuple):
    """What a checker is asked, and what was done to it."""

    kind: str
    copy: bytes
    against: bytes | None = None
    key: str | None = None


def case(seed: int) -> Case:
    """One manipulation. Of the copy, or sometimes of the older file beside it; with the host's key given or not."""
    chance = random.Random(seed)
    kind = chance.choice(list(KINDS))
    copy, olders = chance.choice(valid())
    against = chance.choice(olders) if olders and chance.random() < 0.4 else None
    key = (
        chance.choice([str(KEY.verifier), str(KEY.verifier), str(OTHER_KEY.verifier), "nonsense"])
        if chance.random() < 0.2
        else None
    )
    if against is not None and kind not in OWN and chance.random() < 0.4:
        return Case(kind, copy, KINDS[kind](against, chance), key)
    return Case(kind, KINDS[kind](copy, chance), against, key)
