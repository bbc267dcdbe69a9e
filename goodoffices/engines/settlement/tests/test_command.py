"""`goodoffices settle`: what it answers, how exactly, and how it ends."""

import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.cli import Answer, Request, pick, settle
from goodoffices.engines.settlement.formats import read
from goodoffices.engines.settlement.formats.json_tree import dump
from goodoffices.engines.settlement.frontier import elimination, frontier
from goodoffices.engines.settlement.model import Case, Unusable
from goodoffices.engines.settlement.model.numbers import decimal, decimals
from goodoffices.engines.settlement.reports.answer import spelled
from goodoffices.engines.settlement.reports.svg import draw
from goodoffices.engines.settlement.reports.text import as_text
from goodoffices.engines.settlement.solutions import SOLUTIONS, solve
from goodoffices.engines.settlement.tests.cases import DOMAINS, TABLE, cases
from goodoffices.site.command import main
from tests.profiles import examples


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "labour.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, Any, str]:
    status = main(["settle", *map(str, arguments), "--json"])
    out, err = capsys.readouterr()
    assert out.count("\n") == 1, "one object, on one line"
    return status, json.loads(out, parse_float=Fraction), err


def test_the_object_has_exactly_the_fields_of_the_reference(table: Path, tmp_path: Path, capsys: Any) -> None:
    draft = tmp_path / "draft.json"
    draft.write_text(json.dumps({"wage": "4 %", "days off": "20", "training": "none"}))
    status, found, _ = run(capsys, table, "--frontier", "--solutions", "nash,utilitarian", "--audit", draft)
    assert status == 0
    assert list(found) == [
        "parties",
        "issues",
        "outcomes",
        "frontier",
        "acceptable",
        "solutions",
        "audit",
        "budget",
        "seconds",
    ]
    assert (found["parties"], found["issues"], found["outcomes"]) == (["union", "firm"], 3, "18")
    assert set(found["frontier"]) == {"status", "points", "packages", "utilities", "shown"}
    assert set(found["acceptable"]) == {"points", "packages"}
    assert list(found["solutions"]) == ["nash", "utilitarian"]
    assert set(found["solutions"]["nash"]) == {"status", "why", "utilities", "package", "score", "bound"}
    assert set(found["audit"]) == {"status", "why", "improvable", "better", "left_on_table"}


def test_the_frontier_is_over_all_packages_and_acceptable_counts_within_it(table: Path, capsys: Any) -> None:
    _, found, _ = run(capsys, table, "--frontier")
    case = read([table])
    every = [case.utilities((one, two, three)) for one in range(3) for two in range(3) for three in range(2)]
    best = [
        mine
        for mine in every
        if not any(each != mine and all(a >= b for a, b in zip(each, mine, strict=True)) for each in every)
    ]
    assert sorted(map(tuple, found["frontier"]["utilities"])) == sorted(set(best))
    assert found["frontier"]["packages"] == len(best)
    assert found["acceptable"]["packages"] == sum(mine[0] >= 20 and mine[1] >= 15 for mine in best)
    assert found["frontier"]["status"] == "complete"


def test_what_was_not_asked_for_is_left_out_and_nothing_asked_means_both(table: Path, capsys: Any) -> None:
    assert "frontier" not in run(capsys, table, "--solutions", "ks")[1]
    assert "solutions" not in run(capsys, table, "--frontier")[1]
    both = run(capsys, table)[1]
    assert list(both["solutions"]) == ["nash", "ks", "maximin", "leximin", "utilitarian"] and both["frontier"]["points"]


def test_a_draft_that_can_be_bettered_is_and_an_efficient_one_is_not(table: Path, tmp_path: Path, capsys: Any) -> None:
    case, draft = read([table]), tmp_path / "draft.json"
    package = {"wage": "4 %", "days off": "20", "training": "none"}
    draft.write_text(json.dumps(package))
    audit = run(capsys, table, "--audit", draft)[1]["audit"]
    now, then = (
        case.utilities(case.domain.choice(package)),
        case.utilities(case.domain.choice(audit["better"]["package"])),
    )
    assert audit["improvable"] and now != then and all(a <= b for a, b in zip(now, then, strict=True))
    assert tuple(audit["better"]["utilities"]) == then
    draft.write_text(json.dumps(audit["better"]))  # what was answered can be given back
    after = run(capsys, table, "--audit", draft)[1]["audit"]
    nothing = {"improvable": False, "better": None, "left_on_table": [0, 0]}
    assert after == {"status": "exact", "why": ""} | nothing


DRAFTS = {
    '{"wage": "4 %"}': "says nothing on “days off”",
    '{"wage": "4 %", "days off": "20", "training": "none", "pay": "x"}': "no issue “pay”",
    '{"wage": "9 %", "days off": "20", "training": "none"}': "has no option “9 %”",
    '["wage"]': "a draft is an object",
    '{"wage": ["4 %"], "days off": "20", "training": "none"}': "one option for each issue",
    "wage": "line 1: this is not JSON",
}


@pytest.mark.parametrize("content", DRAFTS)
def test_a_draft_that_is_none_is_refused(content: str, table: Path, tmp_path: Path, capsys: Any) -> None:
    draft = tmp_path / "draft.json"
    draft.write_text(content)
    status, found, err = run(capsys, table, "--audit", draft)
    assert (
        status == 1 and list(found) == ["problem"] and DRAFTS[content] in found["problem"] and found["problem"] in err
    )


def test_where_nothing_is_acceptable_a_sentence_says_so_and_the_frontier_is_there(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "far.csv"
    path.write_text(TABLE.replace("reservation value,,20,15", "reservation value,,80,80"))
    status, found, err = run(capsys, path, "--frontier", "--solutions", "nash")
    assert status == 0 and "No package meets every party’s reservation value" in err
    assert (
        found["solutions"] == {} and found["acceptable"] == {"points": 0, "packages": 0} and found["frontier"]["points"]
    )
    assert "No package" in run(capsys, path, "--frontier")[2]


def test_numbers_are_exact_where_a_decimal_is_and_have_17_digits_where_none_is() -> None:
    assert dump([Fraction("0.1"), Fraction(1, 3), Fraction(10**20), Fraction("1e-20")], indent=None) == (
        "[0.1, 0.33333333333333333, 100000000000000000000, 0.00000000000000000001]"
    )


@given(values=st.lists(st.integers(-(10**20), 10**20), max_size=5), scale=st.integers(1, 5000))
def test_many_numbers_are_spelled_as_each_would_be(values: list[int], scale: int) -> None:
    assert decimals(values, scale) == [decimal(Fraction(value, scale)) for value in values]


def test_a_frontier_is_spelled_the_same_short_or_long(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = settle(Request([table], frontier=True)).frontier
    assert found is not None
    short = spelled(found)
    monkeypatch.setattr("goodoffices.engines.settlement.reports.answer.FEW", 0)
    assert spelled(found) == short


def test_there_may_be_more_packages_than_python_writes_out(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    rows = "".join(f"i{at},a,1,0\n,b,0,0\n,c,0,0\n" for at in range(10_000))
    path.write_text("issue,option,union,firm\n" + rows)
    answer = Answer(read([path]))
    assert len(answer.object()["outcomes"]) == 4772  # 3 ** 10,000
    assert "1.63 × 10^4771 packages" in as_text(answer)


@pytest.mark.parametrize(
    "arguments",
    [["--solutions", "fair"], ["--solutions", ""], ["--budget", "soon"], ["--budget", "-1"], ["--to", "pdf"]],
)
def test_what_the_command_does_not_understand_is_status_2(arguments: list[str], table: Path, capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["settle", str(table), *arguments])
    assert ended.value.code == 2


def test_a_refusal_is_status_1_with_a_sentence_and_nothing_else(tmp_path: Path, capsys: Any) -> None:
    status, found, err = run(capsys, tmp_path / "nothing")
    assert status == 1 and found["problem"].endswith(".") and err.strip() == found["problem"]


def test_without_json_there_are_columns_and_reasons(table: Path) -> None:
    text = as_text(settle(Request([table])))
    assert "what each party gets" in text and "reservation value" in text and "union gains" in text
    assert max(map(len, text.splitlines())) < 200


def test_the_draft_is_told_with_what_changes(table: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.json"
    draft.write_text(json.dumps({"wage": "4 %", "days off": "20", "training": "none"}))
    text = as_text(settle(Request([table], audit=draft)))
    assert "leaves value on the table" in text and "what changes" in text


def test_a_case_is_written_in_another_format_and_never_over_what_is_there(
    table: Path, tmp_path: Path, capsys: Any
) -> None:
    where = tmp_path / "there"
    status, found, _ = run(capsys, table, "--to", "genius", "--out", where)
    assert status == 0 and len(found["files"]) == 3 and read([where]).mandates == read([table]).mandates
    assert run(capsys, table, "--to", "genius", "--out", where)[0] == 1
    assert run(capsys, table, "--to", "genius")[0] == 1


@settings(max_examples=examples(20, 600), deadline=None)
@given(case=cases(st.integers(0, 6).map(Fraction)))
def test_what_is_picked_from_the_frontier_is_what_is_found_without_it(case: Case) -> None:
    those = frontier(case, acceptable=True)
    if not those.points:
        return
    for name, found in solve(case, SOLUTIONS).items():
        mine = pick(name, those)
        assert (mine.choice, mine.utilities) == (found.choice, found.utilities), name


# ---- the picture -----------------------------------------------------------------------------------------------------

SVG = "{http://www.w3.org/2000/svg}"


def test_a_picture_says_in_words_what_it_shows(table: Path, tmp_path: Path, capsys: Any) -> None:
    run(capsys, table, "--svg", tmp_path / "labour.svg")
    root = ElementTree.parse(tmp_path / "labour.svg").getroot()
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "labour"
    assert "Nash" in root.findtext(f"{SVG}desc", "") and "union" in root.findtext(f"{SVG}desc", "")
    assert root.findall(f".//{SVG}circle[@class='point']")
    assert not root.findall(f".//{SVG}script") and "href" not in (tmp_path / "labour.svg").read_text()


def test_names_in_a_picture_are_text_and_never_markup() -> None:
    name = '<script>alert("x")</script>&'
    for parties in ([name, "b"], [name, "b", "c"]):
        svg = draw(
            parties, [Fraction(1)] * len(parties), [[Fraction(at)] * len(parties) for at in (1, 2)], {}, title=name
        )
        assert name in "".join(ElementTree.fromstring(svg).itertext()) or "<script" not in svg
        assert "<script" not in svg


def test_very_many_points_make_a_picture_that_opens() -> None:
    many = 2 * 10**4
    points = [(Fraction(at), Fraction(many - at)) for at in range(many)]
    assert len(draw(["a", "b"], [Fraction(0)] * 2, points, {})) < 300_000


# ---- beginning and ending --------------------------------------------------------------------------------------------


def begun(*arguments: object) -> "subprocess.Popen[str]":
    code = "import sys; from goodoffices.site.command import main; sys.exit(main())"
    return subprocess.Popen(
        [sys.executable, "-c", code, "settle", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )


def test_a_small_case_wakes_neither_django_nor_a_compiler(table: Path) -> None:
    code = (
        "import sys; from goodoffices.site.command import main; "
        f"assert main(['settle', {str(table)!r}, '--json']) == 0; "
        "heavy = [name for name in ('django', 'numba', 'openpyxl', 'pydantic', 'yaml', 'defusedxml') if name in sys.modules]; "
        "assert heavy == [], heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_whoever_has_read_enough_may_close_the_pipe(table: Path) -> None:
    command = begun(table)
    assert command.stdout is not None and command.stderr is not None
    command.stdout.close()
    assert command.wait(timeout=60) == 0 and "Traceback" not in command.stderr.read()


def hard(path: Path) -> Path:
    """Six parties, forty issues: more efficient packages than anybody waits for."""
    import random

    drawn = random.Random(5)
    rows = ["issue,option," + ",".join("abcdef")]
    for issue in range(40):
        rows += [f"i{issue},o{at}," + ",".join(str(drawn.randrange(120)) for _ in "abcdef") for at in range(4)]
    path.write_text("\n".join(rows))
    return path


def test_a_budget_ends_the_work_and_the_status_says_so(tmp_path: Path, capsys: Any) -> None:
    status, found, err = run(capsys, hard(tmp_path / "hard.csv"), "--frontier", "--budget", "0.5")
    assert status == 0 and found["frontier"]["status"] == "truncated" and found["frontier"]["points"] > 0
    assert "time allowed" in err


def test_control_c_gives_what_there_is(tmp_path: Path) -> None:
    """Pressed at the second of forty issues: before the search could give up by itself."""
    told = []

    def pressed(*progress: Any) -> None:
        told.append(progress)
        if len(told) == 2:
            raise KeyboardInterrupt

    asked = Request([hard(tmp_path / "hard.csv")], frontier=True)
    answer = settle(asked, progress=pressed)
    assert answer.frontier is not None and answer.frontier.status.value == "truncated" and answer.frontier.points > 0
    assert any("Broken off" in sentence for sentence in answer.sentences)


# ---- the public domains ----------------------------------------------------------------------------------------------


@pytest.mark.skipif(not DOMAINS.exists(), reason="the public domains are not beside the repository")
def test_the_port_game_is_answered_as_published(capsys: Any) -> None:
    _, found, _ = run(capsys, DOMAINS / "scorable/base")
    assert found["frontier"]["points"] == 481 and found["acceptable"]["points"] == 12
    case = read([DOMAINS / "scorable/base"])
    for each in found["solutions"].values():
        assert case.acceptable(case.domain.choice(each["package"]))


def test_an_unknown_file_is_no_case(tmp_path: Path) -> None:
    with pytest.raises(Unusable):
        settle(Request([tmp_path / "no"]))


def test_egalitarian_is_given_where_it_is_asked_for(table: Path, capsys: Any) -> None:
    _, found, _ = run(capsys, table, "--solutions", "egalitarian")
    assert list(found["solutions"]) == ["egalitarian"]
    _, whole, _ = run(capsys, table)
    assert list(whole["solutions"]) == ["nash", "ks", "maximin", "leximin", "utilitarian"]


def test_where_too_many_issues_depend_on_each_other_nothing_is_said_of_what_is_acceptable(
    tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elimination, "MOST_ENTRIES", 3)
    path = tmp_path / "tied.csv"
    path.write_text(TABLE + "dependency,wage=4 % & days off=30,,-5\n", encoding="utf-8")
    status, found, err = run(capsys, path, "--frontier", "--solutions", "nash")
    assert status == 0
    assert (found["frontier"]["status"], found["acceptable"]) == ("entangled", None)
    assert found["solutions"]["nash"]["package"] and "depend on each other" in err
