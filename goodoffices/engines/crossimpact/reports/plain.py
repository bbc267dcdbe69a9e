"""Numbers, variants and scenarios as plain JSON."""

from fractions import Fraction
from typing import Any

from goodoffices.engines.crossimpact.model.matrix import Matrix
from goodoffices.engines.crossimpact.search.solving import Found

#: A float goes no farther.
LARGEST = 10**308
#: A JSON object.
Object = dict[str, Any]


def number(value: Fraction | int) -> int | float:
    """A number for JSON: whole where it is, else the nearest a program reads."""
    exact = Fraction(value)
    if exact.denominator == 1 or abs(exact) > LARGEST:
        return round(exact)
    return float(exact)


def variants(chosen: tuple[int, ...]) -> list[int]:
    return [v + 1 for v in chosen]


def measures(matrix: Matrix, held: Any) -> list[Object]:
    return [
        {"descriptor": matrix.descriptors[at].name, "variant": matrix.descriptors[at].variants[v]} for at, v in held
    ]


def scenario(matrix: Matrix, each: Found) -> Object:
    found: Object = {
        "variants": variants(each.variants),
        "consistency": None if each.consistency is None else number(matrix.value(each.consistency)),
        "impact": number(matrix.value(each.impact)),
    }
    if each.against:
        found["against"] = [
            {"descriptor": matrix.descriptors[at].name, "margin": number(matrix.value(margin))}
            for at, margin in each.against
        ]
    return found
