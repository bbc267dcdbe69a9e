"""Good files to spoil, each with older ones that it holds against."""

from __future__ import annotations

from functools import cache

from goodoffices.engines.ledger import merkle, proofs

from .. import decisions
from ..books import checkpoint, entries, file, leaves, withheld
from .editing import joined


@cache
def valid() -> list[tuple[bytes, list[bytes]]]:
    """Good files, each with older ones that it holds against."""
    told = entries(9)
    shown = [withheld(each) if each["number"] in (4, 7) else each for each in told]
    mark = checkpoint(told, 5)
    proof = proofs.write(1, merkle.inclusion_proof(leaves(told), 1, 5), mark)
    olders = [joined(file(told[:6], earlier=(2,))), mark.encode(), proof.encode(), joined(file([]))]
    books = [
        (joined(file(told, shown, earlier=(3, 5))), olders),
        (joined(file(told)), olders),
        (joined(file(entries(40), earlier=(9, 17, 32))), [joined(file(entries(33)))]),
        (joined(file(told[:1])), [joined(file([]))]),
        (joined(file([])), []),
        (joined(file(decisions.book_of())), []),
    ]
    told_in = [decisions.decided(ending, about) for ending in decisions.ENDINGS for about in (None, "s1")]
    spellings = [decisions.spelled(each, indent) for each in told_in for indent in (1, None)]
    return [*books * 4, *((each, []) for each in spellings)]
