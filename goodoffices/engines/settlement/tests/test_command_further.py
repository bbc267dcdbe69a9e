"""The command's further questions: what stands in the object, in the text, and which sentence says that something is not answered."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from goodoffices.engines.settlement import cli
from goodoffices.engines.settlement.audit.imprecise import efficiency
from goodoffices.engines.settlement.certificates import checker
from goodoffices.engines.settlement.formats import read
from goodoffices.engines.settlement.model import Unusable
from goodoffices.engines.settlement.reports.further import Further, read_ranges
from goodoffices.engines.settlement.tests.cases import TABLE
from goodoffices.site.command import main

DRAFT = {"wage": "4 %", "days off": "20", "training": "none"}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "labour.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.json"
    path.write_text(json.dumps(DRAFT))
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, Any, str]:
    status = main(["settle", *map(str, arguments), "--json"])
    out, err = capsys.readouterr()
    return status, json.loads(out, parse_float=Fraction), err


def test_each_question_has_a_field_of_its_own_and_wakes_no_frontier(table: Path, draft: Path, capsys: Any) -> None:
    asked = {
        "stability": ["--stability"], "why_not": ["--why-not", draft], "improve": ["--improve", draft],
        "measures": ["--measures"], "payments": ["--payments", "1,2"],
    }  # fmt: skip
    usual = {"parties", "issues", "outcomes", "budget", "seconds"}
    for field, arguments in asked.items():
        status, found, _ = run(capsys, table, *arguments)
        picks = {"solutions"} if field in ("stability", "why_not") else set()
        assert status == 0 and set(found) == usual | {field} | picks
    _, whole, _ = run(capsys, table, *(each for arguments in asked.values() for each in arguments))
    assert set(asked) < set(whole)


def test_ranges_of_worths_are_told_for_the_rules_asked_for(table: Path, capsys: Any) -> None:
    _, found, _ = run(capsys, table, "--solutions", "utilitarian,ks", "--stability")
    assert list(found["stability"]) == ["utilitarian"]
    rows = found["stability"]["utilitarian"]
    assert len(rows) == 8 * 2
    for row in rows:
        assert row["low"] is None or row["low"] <= row["worth"]
        assert row["high"] is None or row["high"] >= row["worth"]
    assert main(["settle", str(table), "--solutions", "utilitarian,ks", "--stability"]) == 0
    text = capsys.readouterr().out
    assert "How far a worth may move" in text and "utilitarian stays while “" in text
    assert "ks: not answered, its ideals move with the worths." in text


def test_why_not_says_what_is_picked_and_what_is_needed(table: Path, draft: Path, capsys: Any) -> None:
    _, found, _ = run(capsys, table, "--solutions", "nash,leximin", "--why-not", draft)
    assert list(found["why_not"]) == ["nash", "leximin"]
    for name, why in found["why_not"].items():
        picked = found["solutions"][name]["utilities"]
        assert [a + b for a, b in zip(why["utilities"], why["instead"], strict=True)] == picked
        assert all(needed is None or needed["more"] >= 0 for needed in why["needed"])
        assert why["sentences"] and all(sentence.endswith(".") for sentence in why["sentences"])


def test_a_next_step_can_be_given_back_until_there_is_none(table: Path, draft: Path, capsys: Any) -> None:
    case, seen = read([table]), 0
    while True:
        _, found, _ = run(capsys, table, "--improve", draft)
        step = found["improve"]["step"]
        if step is None:
            break
        before = case.utilities(case.domain.choice(json.loads(draft.read_text())))
        assert all(new >= old for new, old in zip(step["utilities"], before, strict=True)) and len(step["issues"]) <= 2
        draft.write_text(json.dumps(step["package"]))
        seen += 1
    assert 0 < seen < 10
    assert run(capsys, table, "--audit", draft)[1]["audit"]["improvable"] is False


def test_measures_tell_the_distance_where_there_is_a_frontier(table: Path, capsys: Any) -> None:
    _, alone, _ = run(capsys, table, "--measures")
    _, beside, _ = run(capsys, table, "--measures", "--frontier")
    assert alone["measures"]["distance"] is None and 0 < beside["measures"]["distance"] < 1
    assert 0 <= alone["measures"]["win_win"] <= 1 and alone["measures"]["correlation"][0]["parties"] == [
        "union",
        "firm",
    ]
    assert alone["measures"]["together"] == beside["measures"]["together"]


def test_payments_add_up_to_nothing(table: Path, capsys: Any) -> None:
    _, found, _ = run(capsys, table, "--payments", "1,1/2")
    assert sum(found["payments"]["payments"]) == 0 and len(set(found["payments"]["gains"])) == 1
    status, found, err = run(capsys, table, "--payments", "1")
    assert status == 0 and "payments" not in found and "what a unit of money is worth" in err


@pytest.mark.parametrize("rates", ["", "a", "1,,2", "1/0"])
def test_rates_that_are_no_numbers_are_status_2(rates: str, table: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["settle", str(table), "--payments", rates])
    assert ended.value.code == 2


RANGES = {
    "scale": {"good": [8, 12]},
    "parties": {"union": {"wage": {"2 %": [15, 25], "4 %": "40"}, "training": {"a week": "good"}}},
    "order": {"union": {"wage": ["4 %", "2 %", "0 %"]}},
}


def test_ranges_scales_and_orders_are_read_and_judged(table: Path, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "ranges.json"
    path.write_text(json.dumps(RANGES))
    case = read([table])
    ranges = read_ranges(case, path)
    union, firm = ranges.mandates
    assert (union.low[0], union.high[0]) == ((0, 15, 40), (0, 25, 40))
    assert (union.low[2], union.high[2]) == ((0, 8), (0, 12)) and union.order == {0: ((2, 1), (1, 0))}
    assert firm.low == firm.high == case.mandates[1].worth and union.reservation == 20
    _, found, _ = run(capsys, table, "--solutions", "nash,leximin", "--imprecise", path)
    judged = {each["package"]: each for each in found["imprecise"]["packages"]}
    assert list(judged) == ["nash", "leximin"]
    for name, each in judged.items():
        choice = case.domain.choice(found["solutions"][name]["package"])
        assert each["efficient"] == efficiency(ranges, choice).verdict
        assert each["regret"] >= found["imprecise"]["least_regret"]["regret"]


WRONG = {
    "[]": "ranges are an object",
    '{"ranges": {}}': "ranges are an object",
    '{"parties": {"unions": {}}}': "there is no party “unions”",
    '{"parties": {"union": []}}': "what is said of “union” is an object",
    '{"parties": {"union": {"wage": {"2 %": "fine"}}}}': "“fine” is no number",
    '{"parties": {"union": {"wage": {"2 %": [1, 2, 3]}}}}': "is no number",
    '{"order": {"union": {"pay": []}}}': "there is no issue “pay”",
    '{"order": {"union": {"wage": ["9 %"]}}}': "lists some of: 0 %, 2 %, 4 %",
    '{"order": {"union": {"wage": "4 %"}}}': "lists some of",
    '{"order": {"union": {"wage": ["0 %", "4 %"]}}}': "No worth fits what “union” says",
    "wage": "line 1: this is not JSON",
}


@pytest.mark.parametrize("content", WRONG)
def test_ranges_that_say_nothing_are_refused_in_a_sentence(
    content: str, table: Path, tmp_path: Path, capsys: Any
) -> None:
    path = tmp_path / "ranges.json"
    path.write_text(content)
    status, found, err = run(capsys, table, "--imprecise", path)
    assert status == 0 and "imprecise" not in found and WRONG[content] in err


def test_ranges_of_a_case_with_dependencies_are_refused(table: Path, tmp_path: Path) -> None:
    table.write_text(TABLE + "dependency,wage=4 % & days off=30,,-5\n", encoding="utf-8")
    path = tmp_path / "ranges.json"
    path.write_text("{}")
    with pytest.raises(Unusable, match="depend on each other"):
        read_ranges(read([table]), path)


def test_what_is_said_against_a_package_comes_with_its_proof(
    table: Path, draft: Path, tmp_path: Path, capsys: Any
) -> None:
    proofs = tmp_path / "proofs.json"
    run(capsys, table, "--solutions", "nash", "--why-not", draft, "--certificate", proofs)
    written = json.loads(proofs.read_text(encoding="utf-8"))
    assert set(written["certificates"]) == {"nash", "why_not nash"}
    for certificate in written["certificates"].values():
        assert checker.check(written["case"], certificate).startswith("Proven")


def test_a_draft_that_names_nothing_known_ends_no_other_question(table: Path, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "draft.json"
    path.write_text('{"wage": "9 %"}')
    status, found, err = run(capsys, table, "--why-not", path, "--improve", path, "--measures")
    assert status == 0 and "measures" in found and "why_not" not in found and "improve" not in found
    assert "says nothing on" in err or "has no option" in err


def test_kernels_can_be_made_ready_without_a_case(capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "warm", lambda: "Compiled code is ready.")
    assert main(["settle", "--warm"]) == 0
    assert "Compiled code is ready." in capsys.readouterr().err
    assert main(["settle"]) == 1
    assert "Name a table, a folder, or a domain and profiles." in capsys.readouterr().err


def test_asking_for_nothing_further_is_nothing() -> None:
    assert not Further() and Further(stability=True) and Further(payments=[Fraction(1)])
