"""The answers to further questions, as JSON. Variants are counted from 1."""

from fractions import Fraction

from goodoffices.engines.crossimpact.model.matrix import Matrix, counted, written
from goodoffices.engines.crossimpact.questions.attractors import Attractors
from goodoffices.engines.crossimpact.questions.flips import Flips
from goodoffices.engines.crossimpact.questions.least_flips import LeastFlips
from goodoffices.engines.crossimpact.questions.robust import Change, Robust
from goodoffices.engines.crossimpact.reports.plain import Object, measures, number, variants

#: So many scenarios are listed for each measure and for each change of a judgement; `count` tells how many there are.
SHOWN = 20


def attractors(found: Attractors) -> Object:
    return {
        "rule": found.rule,
        "status": found.status,
        "proven": found.proven,
        "followed": found.followed,
        "unfinished": found.unfinished,
        "attractors": [
            {
                "scenarios": [variants(each) for each in one.scenarios],
                "length": one.length,
                "basin": None if one.basin is None else counted(one.basin),
                "share": one.share,
                "between": [one.low, one.high],
            }
            for one in found.attractors
        ],
    }


def flips(matrix: Matrix, found: Flips) -> Object:
    return {
        "status": found.status,
        "proven": found.proven,
        "measures": [
            {
                **measures(matrix, [(each.descriptor, each.variant)])[0],
                "count": None if each.count is None else counted(each.count),
                "lasting": each.lasting,
                "scenarios": [variants(one) for one in each.scenarios[:SHOWN]],
            }
            for each in found.measures
        ],
        "moves": [
            {
                "from": variants(each.origin),
                **measures(matrix, [(each.descriptor, each.variant)])[0],
                "held": {"variants": variants(each.held), "length": each.held_length},
                "released": {"variants": variants(each.released), "length": each.released_length},
                "lasts": each.lasts,
            }
            for each in found.moves
        ],
    }


def least_flips(matrix: Matrix, found: LeastFlips) -> Object:
    return {
        "status": found.status,
        "proven": found.proven,
        "size": found.size,
        "at_least": found.at_least,
        "answers": [
            {"measures": measures(matrix, each.measures), "variants": variants(each.scenario)} for each in found.answers
        ],
    }


def robust(matrix: Matrix, found: Robust) -> Object:
    return {
        "status": found.status,
        "proven": found.proven,
        **({"spread": written(found.spread)} if found.spread is not None else {"judges": list(found.judges)}),
        "judged": found.judged,
        "certain": [variants(each) for each in found.certain],
        "possible_count": None if found.possible_count is None else counted(found.possible_count),
        "possible": [variants(each) for each in found.possible[:SHOWN]],
        "fragile": [
            {
                "from": measures(matrix, [place(matrix, each.source)])[0],
                "to": measures(matrix, [place(matrix, each.target)])[0],
                "value": number(Fraction(each.value, found.scale)),
                "lowered": _change(each.lowered, found.scale),
                "raised": _change(each.raised, found.scale),
            }
            for each in found.fragile
        ],
    }


def place(matrix: Matrix, variant: int) -> tuple[int, int]:
    """Descriptor and variant of a place among all variants."""
    at = next(at for at in range(len(matrix.sizes)) if variant < matrix.starts[at + 1])
    return at, variant - matrix.starts[at]


def _change(change: Change | None, scale: int) -> Object | None:
    if change is None:
        return None
    return {
        "by": number(Fraction(change.by, scale)),
        "beyond": change.beyond,
        "lost": [variants(each) for each in change.lost[:SHOWN]],
        "gained": [variants(each) for each in change.gained[:SHOWN]],
        "count": len(change.lost) + len(change.gained),
    }
