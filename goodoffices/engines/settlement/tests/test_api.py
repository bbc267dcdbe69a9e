"""The engine in a few lines: what goes in, exactly, and what is refused."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines import settlement
from goodoffices.engines.settlement import api
from goodoffices.engines.settlement.model import Unusable
from tests.profiles import examples

LABOUR = Path(settlement.__file__).parent / "examples" / "labour.csv"


def test_a_path_a_text_and_several_paths_are_read() -> None:
    one, other = api.read(LABOUR), api.read(LABOUR.read_text(encoding="utf-8"))
    assert (one.domain, one.mandates) == (other.domain, other.mandates)
    assert api.read(str(LABOUR)) == api.read([LABOUR]) == one
    with pytest.raises(Unusable, match="text, line 2: nothing says what"):
        api.read("issue,option,a,b\nwage,0,1,\n")


@settings(max_examples=examples(12, 300), deadline=None)
@given(
    worths=st.integers(1, 3).flatmap(
        lambda issues: st.lists(
            st.lists(st.lists(st.integers(-9, 9), min_size=2, max_size=2), min_size=issues, max_size=issues),
            min_size=2,
            max_size=3,
        )
    )
)
def test_arrays_and_lists_give_the_same_case(worths: list[list[list[int]]]) -> None:
    case = api.from_arrays(worths)
    assert api.from_arrays(np.array(worths)) == case
    assert [[[int(cell) for cell in row] for row in each.worth] for each in case.mandates] == worths


def test_names_and_reservations_are_taken() -> None:
    case = api.from_arrays(
        [[[0, Fraction(1, 3)]], [[1, 0]]],
        parties=["union", "firm"],
        issues={"wage": ["0 %", "3 %"]},
        reservations=[None, Fraction(1, 2)],
    )
    assert case.parties == ("union", "firm") and case.mandates[0].worth == ((0, Fraction(1, 3)),)
    assert [each.reservation for each in case.mandates] == [None, Fraction(1, 2)]
    assert case.domain.named((1,)) == {"wage": "3 %"}


@pytest.mark.parametrize("cell", [0.1, np.float64(2), "3", True, None])
def test_what_is_not_exact_is_refused_in_a_sentence(cell: object) -> None:
    with pytest.raises(Unusable, match="is not an exact number"):
        api.from_arrays([[[cell, 0]], [[0, 1]]])  # type: ignore[list-item]


def test_what_does_not_fit_together_is_refused() -> None:
    with pytest.raises(Unusable, match="2 parties, 1 names"):
        api.from_arrays([[[0]], [[1]]], parties=["a"])
    with pytest.raises(Unusable, match="No party"):
        api.from_arrays([])


class Frame:
    """As much of a data frame as is used."""

    def __init__(self, columns: list[str], rows: list[tuple[object, ...]]) -> None:
        self.columns, self.rows = columns, rows

    def itertuples(self, index: bool = True, name: str | None = "Pandas") -> list[tuple[object, ...]]:
        assert not index and name is None
        return self.rows


def test_a_frame_is_a_table() -> None:
    rows = [("wage", "0 %", 0.1, 5), ("wage", "3 %", 6, float("nan")), ("reservation value", None, 1, None)]
    with pytest.raises(Unusable, match="row 2: nothing says what “3 %” is worth to firm"):
        api.from_frame(Frame(["issue", "option", "union", "firm"], rows))
    rows[1] = ("wage", "3 %", 6, 0)
    case = api.from_frame(Frame(["issue", "option", "union", "firm"], rows))
    assert case.mandates[0].worth == ((Fraction(1, 10), 6),) and case.mandates[0].reservation == 1


def test_a_certificate_is_checked_by_the_independent_checker() -> None:
    case = api.read(LABOUR)
    found = api.solve(case, ["ks"])["ks"]
    assert api.check(case, found.certificate).startswith("Proven: no package")
    with pytest.raises(Exception, match="changed after it was made"):
        api.check(case, dict(found.certificate or {}) | {"rule": "nash"})


def test_the_further_questions_are_asked_through_it_too() -> None:
    case = api.from_arrays([[[0, 6], [0, 4]], [[5, 0], [3, 0]]], parties=["union", "firm"])
    pick = api.solve(case, ["nash"])["nash"].choice
    assert len(api.stable(case, "nash", pick)) == 8
    assert api.why_not(case, "nash", pick).is_picked and not api.why_not(case, "nash", (1, 1)).is_picked
    assert api.next_step(case, pick) is None and api.improve(case, pick).efficient
    assert 0 < api.measures(case).together < 1
    assert sum(api.with_payments(case, [Fraction(1), Fraction(1)]).payments) == 0
    assert all(hasattr(api, name) for name in api.__all__)
