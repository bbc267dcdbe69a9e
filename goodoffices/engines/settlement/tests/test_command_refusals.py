"""What the command says when something is wrong, with and without --json; and that its words and its object agree.

A refusal is one sentence on standard error and a status; with --json the same sentence is the object. What was read and only
needs saying goes to standard error as well, and never into the answer.
"""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from goodoffices.engines.settlement import api
from goodoffices.engines.settlement.cli import Request, as_json, as_text, read_package, settle
from goodoffices.engines.settlement.formats import FORMATS, read, write
from goodoffices.engines.settlement.frontier import frontier
from goodoffices.engines.settlement.model import Case, Unusable
from goodoffices.engines.settlement.reports.answer import Answer
from goodoffices.engines.settlement.reports.fairness import amount_of
from goodoffices.engines.settlement.reports.further import Further
from goodoffices.engines.settlement.reports.text import columns
from goodoffices.engines.settlement.solutions import SOLUTIONS, solve
from goodoffices.engines.settlement.tests.cases import TABLE
from goodoffices.engines.settlement.tests.random_cases import seeded
from goodoffices.site.command import main

F = Fraction
DRAFT = {"wage": "4 %", "days off": "20", "training": "none"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A table, a draft, a folder that holds something, and the same case in Genius files."""
    (tmp_path / "labour.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "draft.json").write_text(json.dumps(DRAFT), encoding="utf-8")
    (tmp_path / "bad.csv").write_text(TABLE + "training,none,1,1\n", encoding="utf-8")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    write(read([tmp_path / "labour.csv"]), "genius", tmp_path / "genius")
    return tmp_path


REFUSED: dict[str, tuple[str, str]] = {
    "no path": ("", "Name a table, a folder, or a domain and profiles."),
    "no such file": ("none.csv", "none.csv cannot be read: No such file or directory."),
    "a folder without a case": ("full", "holds no case in a format that is read: Genius XML,"),
    "a table with a mistake": ("bad.csv", "bad.csv, line 11: “none” is listed twice on “training”."),
    "two cases": ("labour.csv bad.csv", "bad.csv, line 11"),
    "a table and more": ("labour.csv genius/domain.xml", "A table holds a whole case; name it alone."),
    "a domain and one profile": ("genius/domain.xml genius/union.xml", "union.xml is one party's profile"),
    "a file twice": ("genius/union.xml genius/union.xml", "union.xml is named twice."),
    "a folder among files": ("genius genius/union.xml", "genius is a folder; name it alone, or name files."),
    "no draft": ("labour.csv --audit none.json", "none.json cannot be read: No such file or directory."),
    "a draft that is a table": ("labour.csv --audit labour.csv", "labour.csv, line 1: this is not JSON"),
    "a picture nowhere": ("labour.csv --svg nowhere/a.svg", "a.svg cannot be written: No such file or directory."),
    "proofs in a folder": ("labour.csv --solutions nash --certificate full", "full cannot be written: Is a directory."),
    "a format without a place": ("labour.csv --to genius", "Say with --out where the case shall be written."),
    "a full folder": ("labour.csv --to negmas --out full", "full is not empty. Name another"),
    "a file where a folder belongs": ("labour.csv --to negmas --out draft.json", "draft.json cannot be written: File exists."),
    "a format that cannot hold it": ("labour.csv --to scorable --out new", "call their issues A, B, C and the options A1, A2"),
}  # fmt: skip


@pytest.mark.parametrize("json_too", [False, True], ids=["words", "json"])
@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_is_one_sentence_and_status_1(
    name: str, json_too: bool, folder: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments, sentence = REFUSED[name]
    monkeypatch.chdir(folder)
    assert main(["settle", *arguments.split(), *(["--json"] if json_too else [])]) == 1
    out, err = capsys.readouterr()
    assert sentence in err and err.strip().endswith(".") and err.strip().count("\n") == 0 and "Traceback" not in err
    if json_too:
        assert json.loads(out) == {"problem": err.strip()}
    else:
        assert out == ""
    assert (folder / "full" / "mine.txt").read_text() == "mine" and len(list((folder / "full").iterdir())) == 1


UNKNOWN = {
    "a rule": ("--solutions nash,fair", "fair"),
    "a budget in words": ("--budget long", "long"),
    "a budget below nothing": ("--budget -3", "-3"),
    "rates in words": ("--payments much", "much"),
    "a format": ("--to pdf", "pdf"),
    "an option": ("--best", "--best"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_is_not_understood_is_named_with_the_usage_and_status_2(name: str, folder: Path, capsys: Any) -> None:
    arguments, named = UNKNOWN[name]
    with pytest.raises(SystemExit) as ended:
        main(["settle", str(folder / "labour.csv"), *arguments.split()])
    assert ended.value.code == 2
    out, err = capsys.readouterr()
    assert out == "" and named in err and err.startswith("usage: ")


def test_notes_of_the_reader_are_said_and_are_no_part_of_the_answer(folder: Path, capsys: Any) -> None:
    profile = folder / "genius" / "union.xml"
    profile.write_text(
        profile.read_text().replace("</utility_space>", '<discount_factor value="0.5"/></utility_space>')
    )
    assert main(["settle", str(folder / "genius"), "--solutions", "nash", "--json"]) == 0
    out, err = capsys.readouterr()
    assert "union.xml has a discount factor of 0.5: left out" in err and "discount" not in out
    assert main(["settle", str(folder / "genius"), "--to", "csv", "--out", str(folder / "new.csv")]) == 0
    out, err = capsys.readouterr()
    assert "discount factor" in err and out == f"Written: {folder / 'new.csv'}\n"


@pytest.mark.parametrize("format", [each for each in FORMATS if each != "scorable"])
def test_every_format_that_is_offered_is_written_and_read_again_by_the_command(
    format: str, folder: Path, capsys: Any
) -> None:
    """20 and 35 are what one option alone is worth to the union and the firm, so that GeniusWeb can state them as packages."""
    (folder / "labour.csv").write_text(TABLE.replace("value,,20,15", "value,,20,35"), encoding="utf-8")
    where = folder / (f"new.{format}" if FORMATS[format][1] == "file" else "new")
    assert main(["settle", str(folder / "labour.csv"), "--to", format, "--out", str(where), "--json"]) == 0
    assert all(Path(each).is_file() for each in json.loads(capsys.readouterr().out)["files"])
    answers = []
    for source in (folder / "labour.csv", where):
        assert main(["settle", str(source), "--solutions", ",".join(SOLUTIONS), "--json"]) == 0
        answers.append(json.loads(capsys.readouterr().out)["solutions"])
    assert answers[0] == answers[1]


# ---- drafts ----------------------------------------------------------------------------------------------------------


def test_a_draft_may_be_what_was_answered_whole_or_in_part(folder: Path) -> None:
    path = folder / "draft.json"
    for written in (DRAFT, {"package": DRAFT}, {"utilities": [1, 2], "package": DRAFT}):
        path.write_text(json.dumps(written), encoding="utf-8")
        assert read_package(path) == DRAFT
    path.write_text('{"package": "x", "wage": 4}', encoding="utf-8")
    assert read_package(path) == {"package": "x", "wage": "4"}, "an issue may be called so, and an option be a number"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("[]", "a draft is an object"),
        ("3", "a draft is an object"),
        ('{"package": {"wage": []}}', "a draft names one option for each issue"),
        ('{"wage": null}', "a draft names one option for each issue"),
        ('{"wage": "a", "wage": "b"}', "“wage” is stated twice"),
        ("", "this is not JSON"),
    ],
)
def test_a_draft_that_is_none_is_refused_with_its_file(content: str, sentence: str, folder: Path) -> None:
    path = folder / "draft.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Unusable, match=f"draft.json.*{sentence}"):
        read_package(path)


# ---- the object, the text and the library agree ----------------------------------------------------------------------


@pytest.fixture
def answered(folder: Path) -> Answer:
    further = Further(stability=True, improve=folder / "draft.json", measures=True, payments=[F(1), F(1, 2)])
    return settle(
        Request([folder / "labour.csv"], True, SOLUTIONS, folder / "draft.json", certificate=True, further=further)
    )


def test_the_object_says_what_the_library_finds(answered: Answer) -> None:
    found, case = json.loads(as_json(answered), parse_float=F), answered.case
    draft = case.domain.choice(DRAFT)
    for name, each in solve(case, SOLUTIONS).items():
        shown = found["solutions"][name]
        assert (shown["package"], shown["utilities"]) == (case.domain.named(each.choice), list(each.utilities))
        assert (shown["status"], shown["score"], shown["bound"]) == ("optimal", each.score, each.bound)
    looked = api.audit(case, draft)
    assert found["audit"]["left_on_table"] == list(looked.left_on_table)
    step = api.next_step(case, draft)
    assert step is not None and found["improve"]["step"]["package"] == case.domain.named(step.package)
    assert found["improve"]["step"]["issues"] == [case.domain.issues[at].name for at in step.issues]
    assert found["measures"]["together"] == pytest.approx(float(api.measures(case).together))
    paid = api.with_payments(case, [F(1), F(1, 2)])
    assert found["payments"]["payments"] == list(paid.payments)
    ranges = api.stable(case, "utilitarian", case.domain.choice(found["solutions"]["utilitarian"]["package"]))
    assert [(each["low"], each["high"]) for each in found["stability"]["utilitarian"]] == [
        (r.low, r.high) for r in ranges
    ]


def test_the_text_shows_what_the_object_holds(answered: Answer) -> None:
    text, case = as_text(answered, listed=True), answered.case
    for heading in ("How far a worth may move", "A next step that makes nobody worse off", "With side payments"):
        assert heading in text
    for issue in case.domain.issues:
        assert issue.name in text
    assert answered.frontier is not None and answered.solutions is not None and answered.audit is not None
    for at in range(answered.frontier.points):
        assert all(amount_of(each) in text for each in answered.frontier.utility(at))
    for each in answered.solutions.values():
        assert all(amount_of(value) in text for value in each.utilities)
    for left in answered.audit.left_on_table:
        assert amount_of(left) in text
    assert "3 issues, 18 packages" in text and text.endswith(" seconds")


def alone(case: Case, **found: Any) -> str:
    return as_text(replace(Answer(case), **found))


def test_of_a_draft_it_is_told_whether_better_is_better_for_all_and_what_is_not_proven() -> None:
    case = seeded(2, 4, 3, 20, 3)
    every = [(choice, api.audit(case, choice)) for choice in ((0, 0, 0, 0), (2, 1, 0, 1), (1, 1, 1, 1))]
    for choice, looked in every:
        told = alone(case, audit=looked, draft=choice)
        if not looked.improvable:
            assert "The draft is efficient: no package is better for someone and worse for nobody." in told
        else:
            who = "better for every party" if looked.strictly else "better for someone and worse for nobody"
            assert f"there is a package {who}." in told and "but not above" not in told
    looked = next(each for _, each in every if each.improvable)
    unsure = replace(looked, status="best_found", at_most=(None, looked.at_most[1]))
    told = alone(case, audit=unsure, draft=looked.draft)
    assert "but not above" in told and "?" in told
    nothing = replace(looked, improvable=False, better=None, status="best_found")
    assert "nothing better was found in the time allowed" in alone(case, audit=nothing, draft=looked.draft)


def test_a_solution_that_is_not_proven_is_told_with_how_near_it_is() -> None:
    case = seeded(2, 4, 3, 20, 3)
    found = solve(case, ["utilitarian", "nash"])
    near = replace(found["utilitarian"], status="best_found", bound=found["utilitarian"].score + 3)
    open_end = replace(found["nash"], status="best_found", bound=None)
    told = alone(case, solutions={"utilitarian": near, "nash": open_end})
    reached = amount_of(near.score)
    assert f"a sum of {reached} is the best that was found; none is above {amount_of(near.score + 3)}." in told
    assert f"a product of the gains of {amount_of(open_end.score)} is the best that was found." in told
    assert "Not proven" not in alone(case, solutions=found)


def test_a_frontier_of_one_point_is_told_in_the_singular() -> None:
    case = api.from_arrays([[[1, 0]], [[1, 0]]], parties=["one", "two"])
    told = alone(case, frontier=frontier(case), acceptable=frontier(case))
    assert "The frontier (complete): 1 point, 1 package." in told and "1 point of them, 1 package, meet" in told
    assert "1 issue, 2 packages" in told
    high = replace(case, mandates=tuple(replace(each, reservation=F(9)) for each in case.mandates))
    told = alone(high, frontier=frontier(high), acceptable=frontier(high, acceptable=True))
    assert "None of them meets every reservation value." in told


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["", "a"], ["x", "1"], ["yy", "22"]], "     a\nx    1\nyy  22"),
        ([["", "a"], ["x", "1"], ["yy", "none"]], "    a\nx   1\nyy  none"),
        ([["", "a", "b"], ["x", "1,000", "−2.5"]], "       a     b\nx  1,000  −2.5"),
        (
            [["", "a"], ["x", "under 0.0001"], ["y", "1.23 × 10^20"]],
            "              a\nx  under 0.0001\ny  1.23 × 10^20",
        ),
    ],
)
def test_numbers_stand_to_the_right_and_words_to_the_left(rows: list[list[str]], expected: str) -> None:
    assert columns(rows) == expected


def test_long_names_are_cut_and_say_so() -> None:
    (_, line) = columns([["", "a", "b"], ["x" * 50, "y" * 50, "z" * 130]]).splitlines()
    one, two, three = line.split()
    assert [len(each) for each in (one, two, three)] == [38, 38, 120] and all(
        each[-1] == "…" for each in (one, two, three)
    )
