"""On which single judgements a future hangs, in words: what has to fall or rise, by how much, the smallest changes first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goodoffices.assessment.commentary import Held, minus, title
from goodoffices.engines.crossimpact.model.matrix import written

if TYPE_CHECKING:
    from goodoffices.engines.crossimpact.model import Matrix
    from goodoffices.engines.crossimpact.questions.hinges import Hinge

MOST_LISTED = 60  # judgements


@dataclass(frozen=True)
class Group:
    """Judgements that tip it by the same change: of which each alone is enough. `at_zero`: the words of those that are 0."""

    sentence: str
    judgements: list[Held]
    at_zero: list[str]


@dataclass(frozen=True)
class Hanging:
    """`left`: how many judgements tip it and are not listed; `left_by`: by more than which these would have to move, at least."""

    groups: list[Group] = field(default_factory=list)
    left: int = 0
    left_by: str = ""


def hanging(matrix: "Matrix", chosen: Sequence[int], held: Collection[int] = ()) -> Hanging:
    """`chosen`: a variant of each descriptor, from 0; `held`: descriptors that tip by nothing."""
    from goodoffices.engines.crossimpact.questions.hinges import hinges

    found = hinges(matrix, chosen, held)
    shown, left = found[:MOST_LISTED], found[MOST_LISTED:]
    groups = [
        _group(matrix, chosen, same)
        for same in (
            list(some) for _key, some in groupby(shown, lambda each: (each.by, each.descriptor, each.raised, each.onto))
        )
    ]
    return Hanging(groups, len(left), _value(matrix, left[0].by) if left else "")


def _group(matrix: "Matrix", chosen: Sequence[int], same: "Sequence[Hinge]") -> Group:
    """The strongest first."""
    judged = sorted((each for each in same if each.value), key=lambda each: -abs(each.value))
    at_zero = [title(matrix, each.source, each.variant) for each in same if not each.value]
    return Group(_sentence(matrix, chosen, same[0]), [_held(matrix, each) for each in judged], at_zero)


def _sentence(matrix: "Matrix", chosen: Sequence[int], hinge: "Hinge") -> str:
    gaps = {
        "chosen": title(matrix, hinge.descriptor, chosen[hinge.descriptor]),
        "rival": title(matrix, hinge.descriptor, hinge.rival),
        "by": _value(matrix, hinge.by),
    }
    if hinge.raised and not hinge.by:
        return (
            _("“%(rival)s” would be ahead of “%(chosen)s” if one of these judgements on it rose, however little:")
            % gaps
        )
    if hinge.raised:
        return (
            _("“%(rival)s” would be ahead of “%(chosen)s” if one of these judgements on it rose by more than %(by)s:")
            % gaps
        )
    if not hinge.by:
        return (
            _("“%(chosen)s” would be behind “%(rival)s” if one of these judgements on it fell, however little:") % gaps
        )
    return (
        _("“%(chosen)s” would be behind “%(rival)s” if one of these judgements on it fell by more than %(by)s:") % gaps
    )


def _held(matrix: "Matrix", hinge: "Hinge") -> Held:
    value = written(matrix.value(hinge.value))
    return Held(hinge.source, hinge.variant, value, title(matrix, hinge.source, hinge.variant))


def _value(matrix: "Matrix", scaled: int) -> str:
    return minus(written(matrix.value(scaled)))
