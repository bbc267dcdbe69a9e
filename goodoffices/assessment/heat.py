"""The judgements of a diagram as a table with tints, as many rows of it as a page bears; and which descriptors bear on which."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.assessment.commentary import minus
from goodoffices.assessment.judged import Drawn, Matrix
from goodoffices.assessment.models import Descriptor, Variant
from goodoffices.assessment.pictures import Bearing

MOST_CELLS = 2_500  # of one page
ALL_DRAWN = 20  # descriptors of a diagram of which every arrow is drawn
STRONGEST = 60  # arrows that are drawn of a larger one


@dataclass(frozen=True)
class Shown:
    """The descriptors whose rows are shown: page `number` of `count`."""

    sources: list[Descriptor]
    number: int
    count: int

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def after(self) -> int:
        return self.number + 1 if self.number < self.count else 0


def page_of(plan: Drawn, number: int) -> Shown:
    """Whole descriptors, as many as make no more cells than a page bears."""
    columns = len(plan.all_variants)
    pages: list[list[Descriptor]] = [[]]
    cells = 0
    for each in plan.descriptors:
        more = columns * len(plan.variants[each.id])
        if pages[-1] and cells + more > MOST_CELLS:
            pages.append([])
            cells = 0
        pages[-1].append(each)
        cells += more
    at = min(max(number, 1), len(pages))
    return Shown(pages[at - 1], at, len(pages))


@dataclass(frozen=True)
class Cell:
    """`tint`: of −3 to 3; “itself” where a descriptor would bear on itself, “none” where nothing is judged."""

    value: str
    tint: str
    first: bool  # of its descriptor


@dataclass(frozen=True)
class Row:
    variant: Variant
    begins: int  # how many rows its descriptor has, in the first of them; else 0
    cells: list[Cell]


def heat_map(plan: Drawn, matrix: Matrix, shown: Shown) -> list[Row]:
    firsts = {variants[0].id for variants in plan.variants.values()}
    columns = plan.all_variants
    found = []
    for descriptor in shown.sources:
        variants = plan.variants[descriptor.id]
        for n, variant in enumerate(variants):
            cells = [_cell(matrix, variant, other, other.id in firsts) for other in columns]
            found.append(Row(variant, 0 if n else len(variants), cells))
    return found


def _cell(matrix: Matrix, variant: Variant, other: Variant, first: bool) -> Cell:
    if variant.descriptor_id == other.descriptor_id:
        return Cell("", "itself", first)
    value = matrix.cells.get((variant.id, other.id))
    if value is None:
        return Cell("·", "none", first)
    return Cell(minus(value), tint(value), first)


def tint(value: str) -> str:
    """The word of a tint: “up3” to “down3”, “even” for 0.

    >>> tint("-3"), tint("0.5"), tint("0"), tint("2.5")
    ('down3', 'up1', 'even', 'up3')
    """
    exact = Fraction(value)
    if not exact:
        return "even"
    return f"{'up' if exact > 0 else 'down'}{min(3, -(-abs(exact).numerator // exact.denominator))}"


def bearings(plan: Drawn, matrix: Matrix) -> list[Bearing]:
    """Every ordered pair of descriptors between which some judgement is not 0, in order."""
    owner = {v.id: at for at, each in enumerate(plan.descriptors) for v in plan.variants[each.id]}
    found: dict[tuple[int, int], list[Fraction]] = {}
    for (a, b), value in matrix.cells.items():
        if a in owner and b in owner and Fraction(value):
            found.setdefault((owner[a], owner[b]), []).append(Fraction(value))
    return [
        Bearing(a, b, _sort(values), float(max(map(abs, values))), float(sum(map(abs, values))))
        for (a, b), values in sorted(found.items())
    ]


def strongest(every: Iterable[Bearing], count: int) -> list[Bearing]:
    """As many as a picture of `count` descriptors bears, in their order; of equals, not those of the first descriptors alone."""
    rank = {each: (-each.most, -each.total, (each.target - each.source) % count) for each in every}
    kept = sorted(rank, key=lambda each: rank[each])[:STRONGEST]
    return sorted(kept, key=lambda each: (each.source, each.target))


def _sort(values: Iterable[Fraction]) -> str:
    signs = {value > 0 for value in values}
    return "both" if len(signs) > 1 else "promotes" if True in signs else "restrains"
