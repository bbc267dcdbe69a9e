"""On which single judgements a future hangs, and how many of them are listed."""

from goodoffices.assessment import hanging as listed
from goodoffices.assessment.hanging import hanging
from goodoffices.assessment.tests.drawing import Diagram, page_of
from goodoffices.assessment.tests.test_influence_pages import plain
from goodoffices.engines.crossimpact.model import Matrix


def listed_of(found):
    return sum(len(each.judgements) + len(each.at_zero) for each in found.groups)


def test_a_tie_without_any_support_hangs_on_all_that_could_be_said_of_it(river, amara, lena):
    diagram = Diagram(amara, {"A": ("a", "b"), "B": ("c", "d")})
    diagram.judge(lena, [(0, 2, "0", "")])
    page = plain(page_of(lena, f"runs/{diagram.run(lena)}/scenarios/1/")).partition("What would tip it")[2]
    assert "No variant that turns alone would put a rival ahead elsewhere." in page
    for chosen, rival, of in (("A: a", "A: b", "B: c"), ("B: c", "B: d", "A: a")):
        assert (
            f"“{chosen}” would be behind “{rival}” if one of these judgements on it fell, however little: no influence (0): {of}"
            in page
        )
        assert (
            f"“{rival}” would be ahead of “{chosen}” if one of these judgements on it rose, however little: no influence (0): {of}"
            in page
        )


def test_a_restraint_of_a_rival_that_eases_tips_it_as_well():
    matrix = Matrix.of({"a": ["x"], "b": ["u", "v"]}, [[0, "0.25", "-1"], [0, 0, 0], [0, 0, 0]])
    first, second = hanging(matrix, [0, 0]).groups
    assert "fell by more than 1.25" in first.sentence and [each.number for each in first.judgements] == ["+0.25"]
    assert "rose by more than 1.25" in second.sentence and [each.number for each in second.judgements] == ["−1"]
    assert second.judgements[0].how == "restrains weakly" and first.judgements[0].how == "promotes very weakly"


def test_what_is_not_listed_is_counted_with_how_far_it_would_have_to_move(monkeypatch):
    ways = {name: ["u", "v"] for name in "abcd"}
    rows = [[0] * 8 for _row in range(8)]
    rows[0][2] = rows[0][4] = 1
    matrix = Matrix.of(ways, rows)
    whole = hanging(matrix, [0, 0, 0, 0])
    assert (listed_of(whole), whole.left, whole.left_by) == (24, 0, "")
    monkeypatch.setattr(listed, "MOST_LISTED", 13)
    cut = hanging(matrix, [0, 0, 0, 0])
    assert (listed_of(cut), cut.left, cut.left_by) == (13, 11, "1")
    assert (
        all("however little" in each.sentence for each in cut.groups[:-1])
        and "by more than 1" in cut.groups[-1].sentence
    )
