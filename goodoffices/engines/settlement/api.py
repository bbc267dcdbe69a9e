"""The engine in ten lines: cases in, frontiers, solutions, audits and certificates out.

>>> from goodoffices.engines.settlement import api
>>> case = api.read('''issue,option,union,firm
... wage,0 %,0,5
... ,3 %,6,0
... days off,20,0,3
... ,25,4,0
... ''')
>>> found = api.solve(case, ["nash"])["nash"]
>>> case.domain.named(found.choice), found.status
({'wage': '0 %', 'days off': '25'}, 'optimal')
>>> api.check(case, found.certificate).split(":")[0]
'Proven'
>>> api.frontier(case).points, api.audit(case, (0, 0)).improvable
(4, False)
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from numbers import Rational
from pathlib import Path
from typing import Protocol, TypeAlias

from goodoffices.engines.settlement import formats
from goodoffices.engines.settlement.audit import Audit, audit
from goodoffices.engines.settlement.audit.imprecise import Ranges, efficiency, least_regret
from goodoffices.engines.settlement.audit.stepwise import improve, next_step
from goodoffices.engines.settlement.audit.why_not import why_not
from goodoffices.engines.settlement.certificates import checker, making
from goodoffices.engines.settlement.certificates.making import Certificate
from goodoffices.engines.settlement.formats import csv_file, table
from goodoffices.engines.settlement.formats.source import Source
from goodoffices.engines.settlement.frontier import Frontier, frontier
from goodoffices.engines.settlement.model import Case, Domain, Mandate, Unusable
from goodoffices.engines.settlement.reports.opposition import measures
from goodoffices.engines.settlement.solutions import Solution, solve
from goodoffices.engines.settlement.solutions.side_payments import with_payments
from goodoffices.engines.settlement.solutions.stability import stable

__all__ = [
    "Audit", "Frontier", "Ranges", "Solution", "audit", "check", "efficiency", "from_arrays", "from_frame", "frontier", "improve",
    "least_regret", "measures", "next_step", "read", "solve", "stable", "why_not", "with_payments",
]  # fmt: skip

#: A worth that is exact: a whole number or a ratio, one of numpy's integers too.
Exact: TypeAlias = int | Rational


class Frame(Protocol):
    """What is used of a pandas data frame."""

    @property
    def columns(self) -> Iterable[object]: ...

    def itertuples(self, index: bool = True, name: str | None = "Pandas") -> Iterable[Sequence[object]]: ...


def read(source: str | Path | Sequence[str | Path]) -> Case:
    """The case in a file, a folder, several files, or a text that holds a table.

    A text is one with a line break in it. Raises `Unusable` with a sentence that names the place.
    """
    if isinstance(source, str) and "\n" in source:
        return csv_file.read(Source(Path("text"), source.encode()))
    paths = [source] if isinstance(source, str | Path) else source
    return formats.read([Path(each) for each in paths])


def from_arrays(
    worths: Sequence[Sequence[Sequence[Exact]]],
    *,
    parties: Sequence[str] | None = None,
    issues: Mapping[str, Sequence[str]] | None = None,
    reservations: Sequence[Exact | None] | None = None,
) -> Case:
    """A case from numbers, [parties, issues, options]: lists, or a numpy array of integers.

    `issues`: their names with their options' names; numbered where they are not named. Floats are refused: 0.1 is not a tenth.

    >>> case = from_arrays([[[0, 6], [0, 4]], [[5, 0], [3, 0]]], parties=["union", "firm"])
    >>> case.parties, case.domain.outcomes
    (('union', 'firm'), 4)
    """
    rows = [[[_exact(cell) for cell in row] for row in party] for party in worths]
    if not rows:
        raise Unusable("No party says what the options are worth to it.")
    if issues is None:
        issues = {f"issue {at + 1}": [f"option {o + 1}" for o in range(len(row))] for at, row in enumerate(rows[0])}
    names = parties or [f"party {at + 1}" for at in range(len(rows))]
    floors = reservations or [None] * len(rows)
    if len(names) != len(rows) or len(floors) != len(rows):
        raise Unusable(
            f"There are worths of {len(rows)} parties, {len(names)} names and {len(floors)} reservation values."
        )
    mandates = tuple(
        Mandate(name, tuple(map(tuple, party)), None if floor is None else _exact(floor))
        for name, party, floor in zip(names, rows, floors, strict=True)
    )
    return Case(Domain.of(issues), mandates)


def from_frame(frame: Frame) -> Case:
    """A case from a pandas data frame with the columns `issue`, `option` and one for each party, as in a table (CSV).

    A float counts as the shortest decimal that is written for it, as in a workbook.
    """
    rows: list[table.Row] = [("the header", [str(name) for name in frame.columns])]
    for at, cells in enumerate(frame.itertuples(index=False, name=None), 1):
        rows.append((f"row {at}", ["" if cell is None or cell != cell else str(cell) for cell in cells]))
    return table.read(rows, lambda sentence, place: Unusable(f"{place}: {sentence}"), commas=False)


def check(case: Case, certificate: Certificate | None) -> str:
    """What a certificate proves, as a sentence, by the independent checker. Raises `checker.Refused` where it proves nothing."""
    return checker.check(making.plain(case), certificate)


def _exact(value: object) -> Fraction:
    if isinstance(value, bool) or not (isinstance(value, int | Rational) or hasattr(value, "__index__")):
        raise Unusable(
            f'{value!r} is not an exact number. Give whole numbers or fractions; Fraction("0.1") is a tenth, the float 0.1 is not.'
        )
    return Fraction(value) if isinstance(value, int | Rational) else Fraction(value.__index__())
