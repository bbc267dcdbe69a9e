"""The cross-impact matrix: descriptors with variants, and a judgement for each pair of variants, as integers at one scale."""

import hashlib
import json
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from goodoffices.engines.settlement.model.numbers import decimal, number, terminates
from goodoffices.engines.told import Told

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: One variant of each descriptor, by its place from 0.
Scenario: TypeAlias = tuple[int, ...]
#: A judgement as a caller may give it; None was not judged. No floats: 0.1 is not a tenth.
Given: TypeAlias = int | Fraction | Decimal | str | None

#: More variants all told would need more memory than a machine may have; no published matrix has a tenth of them.
MOST_VARIANTS = 2_000
#: A descriptor's variants have to fit the bits of a machine's word.
MOST_OF_ONE = 60
#: The sum of all judgements at their scale has to stay below.
MOST_SUM = 2**60


_NO_NUMBERS = {"is empty": "is_empty", "is not a number": "is_no_number"}


class Unusable(Exception):
    """A sentence: what is wrong with the input, and what to do. About a file or a matrix it is `Told`."""

    @property
    def sentence(self) -> str:
        return self.args[0] if self.args else ""


@dataclass(frozen=True)
class Descriptor:
    """What may turn out this way or that."""

    name: str
    variants: tuple[str, ...]


@dataclass(frozen=True)
class Matrix:
    """`rows[x][y]`: what variant x does to variant y, both counted through all descriptors, in units of 1/`scale`.

    `notes`: sentences on what was supplied while reading, such as judgements that are missing. `gaps[x]`: as bits, the variants y on
    which x was not judged, so that the 0 there is nobody's; without any, no row. Neither is part of the matrix.

    >>> matrix = Matrix.of({"oil": ["dear", "cheap"], "peace": ["yes", "no"]}, [[0, 0, 1, -1], [0, 0, "-0.5", 0], [0, 2, 0, 0], [0] * 4])
    >>> matrix.scale, matrix.configurations, matrix.rows[1]
    (2, 4, (0, 0, -1, 0))
    """

    descriptors: tuple[Descriptor, ...]
    rows: tuple[tuple[int, ...], ...]
    scale: int = 1
    name: str = ""
    notes: tuple[str, ...] = field(default=(), compare=False)
    gaps: tuple[int, ...] = field(default=(), compare=False)

    @classmethod
    def of(
        cls,
        descriptors: Mapping[str, Iterable[str]] | Sequence[Descriptor],
        rows: Sequence[Sequence[Given]],
        *,
        name: str = "",
        notes: Iterable[str] = (),
    ) -> "Matrix":
        """The matrix from names and judgements. Raises `Unusable`. What is None counts 0, and a note says so."""
        named = (
            tuple(Descriptor(each, tuple(variants)) for each, variants in descriptors.items())
            if isinstance(descriptors, Mapping)
            else tuple(descriptors)
        )
        _check_names(named)
        places = [(at, v) for at, each in enumerate(named) for v in range(len(each.variants))]
        if len(rows) != len(places) or any(len(row) != len(places) for row in rows):
            raise Unusable(
                f"There are {len(places)} variants, so the judgements are {len(places)} rows of {len(places)} each. "
                f"Give exactly these; there are {len(rows)} rows, the longest of {max(map(len, rows), default=0)}."
            )
        exact, missing, gaps = _exact_rows(named, places, rows)
        scale = math.lcm(*{cell.denominator for row in exact for cell in row if isinstance(cell, Fraction)})
        units = {cell: int(cell * scale) for cell in set(chain.from_iterable(exact))}
        whole = tuple(tuple(map(units.__getitem__, row)) for row in exact)
        if len(whole) * max((abs(cell) for row in whole for cell in row), default=0) >= MOST_SUM:
            said = "The judgements have more digits than can be added exactly. Write them with fewer decimal places."
            raise Unusable(Told("digits", said))
        return cls(named, whole, scale, name, (*notes, *_missing_note(missing)), gaps if any(gaps) else ())

    def judged(self, x: int, y: int) -> bool:
        """Whether anything was said of what variant x does to variant y, be it 0."""
        return not (self.gaps and self.gaps[x] >> y & 1)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many variants each descriptor has."""
        return tuple(len(each.variants) for each in self.descriptors)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The place of each descriptor's first variant among all variants, and their number in the end."""
        found = [0]
        for size in self.sizes:
            found.append(found[-1] + size)
        return tuple(found)

    @cached_property
    def impacts(self) -> "NDArray[np.int64]":
        """The rows as an array, [variants, variants]: of a large matrix that takes long to make."""
        import numpy as np  # which reading and writing a matrix do without

        return np.array(self.rows, dtype=np.int64).reshape(len(self.rows), -1)

    @property
    def configurations(self) -> int:
        """How many scenarios can be written down."""
        return math.prod(self.sizes)

    def value(self, scaled: int) -> Fraction:
        """A sum of judgements in the units that people wrote."""
        return Fraction(scaled, self.scale)

    def named(self, chosen: Scenario) -> dict[str, str]:
        """The scenario in words."""
        return {each.name: each.variants[v] for each, v in zip(self.descriptors, chosen, strict=True)}

    def plain(self) -> dict[str, object]:
        """The matrix as plain JSON: what is hashed, and what a checker may be given."""
        texts = {cell: written(Fraction(cell, self.scale)) for cell in set(chain.from_iterable(self.rows))}
        return {
            "descriptors": [{"name": each.name, "variants": list(each.variants)} for each in self.descriptors],
            "judgements": [[texts[cell] for cell in row] for row in self.rows],
        }

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical JSON of `plain()`: sorted keys, no spaces, UTF-8. Names of files and notes do not count."""
        text = json.dumps(self.plain(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def written(value: Fraction) -> str:
    """The value as text that is read back as the same.

    >>> written(Fraction(-3, 2)), written(Fraction(1, 3))
    ('-1.5', '1/3')
    """
    return decimal(value) if terminates(value) else f"{value.numerator}/{value.denominator}"


def counted(number: int) -> str:
    """An integer of any length as text; Python writes no more than 4,300 digits by itself."""
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        return str(number)
    finally:
        sys.set_int_max_str_digits(limit)


def _check_names(descriptors: Sequence[Descriptor]) -> None:
    if not descriptors:
        raise Unusable(Told("no_descriptor", "There is no descriptor. Name at least one, with its variants."))
    if sum(len(each.variants) for each in descriptors) > MOST_VARIANTS:
        said = (
            "%(descriptors)s descriptors have more than %(most)s variants together. "
            "Leave out descriptors, or judge parts of the system apart."
        )
        raise Unusable(Told("many_variants", said, descriptors=f"{len(descriptors):,}", most=f"{MOST_VARIANTS:,}"))
    seen: set[str] = set()
    for each in descriptors:
        if not each.variants:
            said = "The descriptor “%(name)s” has no variant. Give it one, or leave it out."
            raise Unusable(Told("no_variant", said, name=each.name))
        if len(each.variants) > MOST_OF_ONE:
            said = "The descriptor “%(name)s” has more than %(most)s variants. Join some of them."
            raise Unusable(Told("many_of_one", said, name=each.name, most=MOST_OF_ONE))
        if each.name in seen:
            said = "Two descriptors are called “%(name)s”. Give each a name of its own."
            raise Unusable(Told("same_descriptors", said, name=each.name))
        seen.add(each.name)
        if len(set(each.variants)) < len(each.variants):
            said = "Two variants of “%(name)s” have the same name. Give each a name of its own."
            raise Unusable(Told("same_variants", said, name=each.name))


def _exact_rows(
    descriptors: Sequence[Descriptor], places: Sequence[tuple[int, int]], rows: Sequence[Sequence[Given]]
) -> tuple[list[list[Fraction | int]], list[tuple[str, str]], tuple[int, ...]]:
    """The judgements as exact numbers, the pairs of descriptors where some are missing, and in each row which, as bits."""
    found: list[list[Fraction | int]] = []
    gaps: list[int] = []
    missing: dict[tuple[str, str], None] = {}
    known: dict[Given, Fraction | int] = {}
    for (source, v), row in zip(places, rows, strict=True):
        cells: list[Fraction | int] = []
        gap = 0
        for at, ((target, w), given) in enumerate(zip(places, row, strict=True)):
            if given is None:
                if source != target:
                    gap |= 1 << at
                    missing[descriptors[source].name, descriptors[target].name] = None
                cells.append(0)
                continue
            if type(given) is int:
                cell: Fraction | int = given
            elif type(given) is str and given in known:
                cell = known[given]
            else:
                cell = exact(given, _judgement(descriptors[source], v, descriptors[target], w))
                cell = cell.numerator if cell.denominator == 1 else cell  # much faster from here on
                if type(given) is str:
                    known[given] = cell
            if source == target and cell:
                raise Unusable(_on_itself(descriptors[source], v, w, cell))
            cells.append(cell)
        found.append(cells)
        gaps.append(gap)
    return found, list(missing), tuple(gaps)


def _on_itself(descriptor: Descriptor, v: int, w: int, value: Fraction | int) -> Told:
    return Told(
        "on_itself",
        "“%(name)s” is judged to influence itself (“%(source)s” on “%(target)s”: %(value)s). Leave the diagonal empty or 0.",
        name=descriptor.name,
        source=descriptor.variants[v],
        target=descriptor.variants[w],
        value=written(Fraction(value)),
    )


def _judgement(source: Descriptor, v: int, target: Descriptor, w: int) -> Told:
    pair = {"source": f"{source.name}: {source.variants[v]}", "target": f"{target.name}: {target.variants[w]}"}
    return Told("judgement", "The judgement of “%(source)s” on “%(target)s”", **pair)


def exact(given: Given, what: str) -> Fraction:
    """A number that is exact. `what` begins the sentence otherwise. Raises `Unusable`.

    >>> exact("-2.5", "It"), exact(3, "It")
    (Fraction(-5, 2), Fraction(3, 1))
    """
    if isinstance(given, str):
        try:
            return number(given, ratio=True)
        except ValueError as problem:
            said = "%(what)s %(problem)s. Write a number such as -2 or 0.5."
            why = Told(_NO_NUMBERS.get(str(problem), "many_digits"), str(problem))
            raise Unusable(Told("bad_number", said, what=what, problem=why)) from None
    if isinstance(given, Decimal) and not given.is_finite():
        raise Unusable(f"{what} is no number. Write a number such as -2 or 0.5.")
    if isinstance(given, Fraction | Decimal):
        return Fraction(given)
    if isinstance(given, bool) or not hasattr(type(given), "__index__"):
        raise Unusable(f"{what} is {given!r}, which is not exact. Give whole numbers, fractions or decimals as text.")
    return Fraction(given.__index__())  # type: ignore[union-attr]


def _missing_note(missing: Sequence[tuple[str, str]]) -> list[Told]:
    if not missing:
        return []
    pairs = [
        Told("pair", "“%(source)s” on “%(target)s”", source=source, target=target) for source, target in missing[:3]
    ]
    shown = pairs[0]
    for pair in pairs[1:]:
        shown = Told("pairs", "%(pairs)s, %(pair)s", pairs=shown, pair=pair)
    if len(missing) <= 3:
        return [Told("missing", "Judgements are missing and count as 0: %(pairs)s.", pairs=shown)]
    said = "Judgements are missing and count as 0: %(pairs)s and %(more)s more."
    return [Told("more_missing", said, pairs=shown, more=len(missing) - 3)]
