"""Each way in which a file of each format can be wrong has a sentence of its own, with the file and the place.

The tables hold: which file is wrong, what stands in it, and what is said. Every other file of the case is right, and every
table begins with the right case, so that a sentence cannot come from somewhere else.
"""

import json
from pathlib import Path

import pytest

from goodoffices.engines.settlement.formats import read
from goodoffices.engines.settlement.model import Unusable

Files = dict[str, str]


def lay(folder: Path, files: Files) -> list[Path]:
    """Write these files; their paths, in this order."""
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return [folder / name for name in files]


def refusal(folder: Path, files: Files) -> str:
    paths = lay(folder, files)
    with pytest.raises(Unusable) as refused:
        read(paths)
    said = str(refused.value)
    assert said.endswith("."), said
    return said


# ---- Genius ----------------------------------------------------------------------------------------------------------


def space(inside: str, rest: str = "") -> str:
    return f'<utility_space><objective index="0" name="d">\n{inside}\n</objective>{rest}</utility_space>'


WEIGHT = '<weight index="1" value="1"/>'
ISSUE = '<issue index="1" name="wage" {}>\n{}\n</issue>'
TWO = '<item value="low" evaluation="{}"/><item value="high" evaluation="{}"/>'
NUMERIC = 'type="{}" lowerbound="{}" upperbound="{}"'
LINEAR = '<evaluator ftype="linear" offset="0" slope="1"/>'


def genius(inside: str) -> Files:
    return {"one.xml": space(inside), "two.xml": space(WEIGHT + ISSUE.format("", TWO.format(2, 1)))}


GENIUS = {
    "an issue without a name": (
        WEIGHT + ISSUE.format("", TWO).replace("wage", " "),
        "one.xml, line 2: an issue has no name.",
    ),
    "an issue twice": (
        WEIGHT + ISSUE.format("", TWO.format(1, 2)) + '\n<issue index="2" name="wage"/>',
        "one.xml, line 5: the issue “wage” is listed twice.",
    ),
    "no issue": (WEIGHT, "one.xml, line 1: there is no issue in it."),
    "no weight for it": (
        WEIGHT.replace('index="1"', 'index="2"') + ISSUE.format("", TWO.format(1, 2)),
        "one.xml, line 2: the issue “wage” has no weight.",
    ),
    "two weights of one issue": (
        WEIGHT + "\n" + WEIGHT + ISSUE.format("", TWO.format(1, 2)),
        "one.xml, line 3: index 1 has two weights.",
    ),
    "two issues under one index": (
        WEIGHT + ISSUE.format("", TWO.format(1, 2)) + ISSUE.format("", TWO.format(1, 2)).replace("wage", "leave"),
        "two issues have the index 1.",
    ),
    "a weight in words": (
        '<weight index="1" value="much"/>' + ISSUE.format("", TWO.format(1, 2)),
        "one.xml, line 2: the weight “much” is not a number.",
    ),
    "nothing to divide by": (
        WEIGHT + ISSUE.format("", TWO.format(0, -2)),
        "one.xml, line 2: the greatest evaluation on “wage” is 0, and Genius divides by it.",
    ),
    "bounds the wrong way round": (
        WEIGHT + ISSUE.format(NUMERIC.format("integer", 4, 2), LINEAR),
        "one.xml, line 2: the bounds of “wage” are the wrong way round.",
    ),
    "bounds of an integer in halves": (
        WEIGHT + ISSUE.format(NUMERIC.format("integer", "0.5", 2), LINEAR),
        "“wage” is an integer issue, its bounds are not.",
    ),
    "no bound": (
        WEIGHT + ISSUE.format('type="real" lowerbound="1"', LINEAR),
        "the upperbound of “wage” is empty.",
    ),
    "a kind nobody knows": (
        WEIGHT + ISSUE.format(NUMERIC.format("colour", 1, 2), LINEAR),
        "“wage” is of a kind that is not known here: colour.",
    ),
    "an evaluator nobody knows": (
        WEIGHT + ISSUE.format(NUMERIC.format("integer", 1, 2), '\n<evaluator ftype="sine"/>'),
        "one.xml, line 4: the evaluator “sine” is not known here.",
    ),
    "an evaluator without its parameters": (
        WEIGHT + ISSUE.format(NUMERIC.format("integer", 1, 2), '<evaluator ftype="constant"/>'),
        "parameter0 of the evaluator is empty.",
    ),
    "too many steps": (
        WEIGHT + ISSUE.format(NUMERIC.format("integer", 0, 100_000), LINEAR),
        "“wage” has 100001 options; more than 100000 are not read.",
    ),
}  # fmt: skip


def test_the_right_genius_case_is_read(tmp_path: Path) -> None:
    files = genius(WEIGHT + ISSUE.format("", TWO.format(1, 2)))
    assert read(lay(tmp_path, files)).parties == ("one", "two")


@pytest.mark.parametrize("name", GENIUS)
def test_a_genius_file_is_refused_with_its_line(name: str, tmp_path: Path) -> None:
    inside, sentence = GENIUS[name]
    assert sentence in refusal(tmp_path, genius(inside))


# ---- GeniusWeb -------------------------------------------------------------------------------------------------------

DOMAIN = {"name": "d", "issuesValues": {"wage": {"values": ["low", "high"]}, "days": {"range": ["1", "3", "1"]}}}
ADDITIVE = {
    "issueUtilities": {
        "wage": {"DiscreteValueSetUtilities": {"valueUtilities": {"low": 0, "high": 1}}},
        "days": {"NumberValueSetUtilities": {"lowValue": 1, "highValue": 3, "lowUtility": 0, "highUtility": 1}},
    },
    "issueWeights": {"wage": 0.5, "days": 0.5},
    "domain": DOMAIN,
    "name": "one",
}
LIST = "utilslist"


def additive(**changed: object) -> object:
    return {"LinearAdditiveUtilitySpace": {key: each for key, each in (ADDITIVE | changed).items() if each is not None}}


def group(issues: list[str], *rows: tuple[list[str], float]) -> object:
    listed = [{"values": values, "util": util} for values, util in rows]
    parts = {"g": {"partsutils": {"issues": issues, LIST: listed}}}
    return {"SumOfGroupsUtilitySpace": {"partUtilities": parts, "domain": DOMAIN, "name": "one"}}


def with_range(*ends: str) -> object:
    return additive(domain={"issuesValues": {**DOMAIN["issuesValues"], "days": {"range": list(ends)}}})  # type: ignore[dict-item]


def with_numbers(**changed: object) -> object:
    line = ADDITIVE["issueUtilities"]["days"]["NumberValueSetUtilities"] | changed  # type: ignore[index]
    return additive(issueUtilities={**ADDITIVE["issueUtilities"], "days": {"NumberValueSetUtilities": line}})  # type: ignore[dict-item]


STEPS = "issuesValues → days: a range is its lowest value, its highest and the step between them."
GENIUSWEB: dict[str, tuple[object, str]] = {
    "a range of two": (with_range("1", "3"), STEPS),
    "a range without steps": (with_range("1", "3", "0"), STEPS),
    "a range upside down": (with_range("3", "1", "1"), STEPS),
    "a range too fine": (with_range("0", "1", "0.000001"), "issuesValues → days has 1000001 options"),
    "an option twice": (
        additive(domain={"issuesValues": {"wage": {"values": ["low", "low"]}}}),
        "wage: an option is listed twice.",
    ),
    "no weight": (additive(issueWeights={"wage": 1}), "issueWeights: there is no “days”."),
    "no weights": (additive(issueWeights=None), "LinearAdditiveUtilitySpace: there is no “issueWeights”."),
    "weights in a list": (additive(issueWeights=[1, 2]), "issueWeights: there is no “wage”."),
    "an issue that is not there": (
        additive(issueUtilities=ADDITIVE["issueUtilities"] | {"pay": {}}, issueWeights={"wage": 1, "days": 1, "pay": 1}),  # type: ignore[operator]
        "issueUtilities → pay: the domain has no such issue.",
    ),
    "an option that is not there": (
        additive(issueUtilities={"wage": {"discreteutils": {"valueUtilities": {"some": 1}}}}),
        "valueUtilities: the domain has no option “some”.",
    ),
    "utilities of no kind": (additive(issueUtilities={"wage": {}}), "wage: there is no “DiscreteValueSetUtilities”."),
    "a line of no length": (with_numbers(lowValue=3), "the high value is not above the low one."),
    "a line without an end": (with_numbers(highUtility="best"), "highUtility: the number “best” is not a number."),
    "a line over words": (
        additive(issueUtilities={"wage": ADDITIVE["issueUtilities"]["days"]}),  # type: ignore[index]
        "the option “low” is not a number.",
    ),
    "a group of an issue that is not there": (group(["pay"], (["1"], 1)), "“pay” is no issue of the domain"),
    "a group of an issue twice": (group(["wage", "wage"]), "“wage” is no issue of the domain, or named twice."),
    "a group that names too few": (group(["wage", "days"], (["low"], 1)), "it does not name an option for each issue."),
    "a group of an option that is not there": (group(["wage"], (["some"], 1)), "“wage” has no option “some”."),
    "a group twice": (
        group(["wage", "days"], (["low", "1"], 1), (["low", "1"], 2)),
        "utilslist, number 2: this combination is listed twice.",
    ),
    "a reservation of another issue": (
        additive(reservationBid={"issuevalues": {"pay": "low"}}),
        "reservationBid: the domain has no “pay: low”.",
    ),
    "a reservation of no issue": (additive(reservationBid={}), "reservationBid: there is no “issuevalues”."),
    "a reservation in a list": (
        additive(reservationBid={"issuevalues": ["low"]}),
        "issuevalues: names with values are expected here.",
    ),
    "a name that is a list": (additive(name=["one"]), "name: a word or a number is expected here."),
}  # fmt: skip


def test_the_right_geniusweb_case_is_read(tmp_path: Path) -> None:
    files = {"a.json": json.dumps(additive()), "b.json": json.dumps(additive(name="two"))}
    assert read(lay(tmp_path, files)).domain.outcomes == 6


@pytest.mark.parametrize("name", GENIUSWEB)
def test_a_geniusweb_file_is_refused_with_the_way_to_the_place(name: str, tmp_path: Path) -> None:
    page, sentence = GENIUSWEB[name]
    said = refusal(tmp_path, {"a.json": json.dumps(page), "b.json": json.dumps(additive(name="two"))})
    assert sentence in said and said.startswith(("a.json, ", "a.json: LinearAdditiveUtilitySpace → "))


# ---- NegoLog ---------------------------------------------------------------------------------------------------------

NEGOLOG = {
    "issueWeights": {"wage": 1},
    "issues": {"wage": {"low": 0.5, "high": 1}},
    "reservationValue": 0.25,
}
WRONG_NEGOLOG: dict[str, tuple[object, str]] = {
    "a weight of nothing": (NEGOLOG | {"issueWeights": {"wage": 1, "pay": 1}}, "“pay” has a weight and no options."),
    "no weight": (NEGOLOG | {"issueWeights": {}}, "issueWeights: there is no “wage”."),
    "a weight in words": (NEGOLOG | {"issueWeights": {"wage": "much"}}, "issueWeights → wage: the number “much” is not"),
    "a worth that is a list": (
        NEGOLOG | {"issues": {"wage": {"low": [1], "high": 1}}},
        "issues → wage → low: a number is expected here.",
    ),
    "options in a list": (
        NEGOLOG | {"issues": {"wage": ["low"]}},
        "issues → wage: names with values are expected here.",
    ),
    "a reservation in words": (NEGOLOG | {"reservationValue": "none"}, "reservationValue: the number “none” is not"),
    "an option less": (NEGOLOG | {"issues": {"wage": {"low": 1}}}, "nothing says what “high” is worth on “wage”"),
    "another issue": (
        {"issueWeights": {"pay": 1}, "issues": {"pay": {"low": 1, "high": 1}}},
        "the domain has no issue “wage”: this is a profile for another domain.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_NEGOLOG)
def test_a_negolog_file_is_refused_with_the_way_to_the_place(name: str, tmp_path: Path) -> None:
    page, sentence = WRONG_NEGOLOG[name]
    right = json.dumps(NEGOLOG)
    assert read(lay(tmp_path, {"right.json": right, "other.json": right})).parties == ("right", "other")
    assert sentence in refusal(tmp_path, {"wrong.json": json.dumps(page), "right.json": right})


# ---- NegMAS ----------------------------------------------------------------------------------------------------------

SPACE = "name: trade\nissues:\n- {name: wage, values: [low, high]}\n- {name: days, values: 3}\n"
TABLES = "- {type: TableFun, mapping: {low: 0, high: 1}}\n- {0: 0, 1: 0.5, 2: 1}\n"
FUNCTION = "name: one\ntype: LinearAdditiveUtilityFunction\nweights: [1, 2]\nvalues:\n" + TABLES


def trade(issue: str) -> str:
    return f"name: trade\nissues:\n- {issue}\n- {{name: days, values: 3}}\n"


NEGMAS: dict[str, tuple[str, str, str]] = {
    "an issue twice": ("trade.yml", SPACE + "- {name: wage, values: 2}\n", "the issue “wage” is listed twice."),
    "an option twice": ("trade.yml", trade("{name: wage, values: [low, low]}"), "values: an option is listed twice."),
    "no values": ("trade.yml", trade("{name: wage}"), "issues, number 1: there is no “values”."),
    "a count in words": ("trade.yml", trade("{name: wage, values: many}"), "the number “many” is not a number."),
    "a count in halves": ("trade.yml", trade("{name: wage, values: 2.5}"), "a number of values is a whole number, and not below 1."),
    "a count below nothing": ("trade.yml", trade("{name: wage, values: -2}"), "a number of values is a whole number, and not below 1."),
    "a count too large": ("trade.yml", trade("{name: wage, values: 100001}"), "“wage” has 100001 options"),
    "one end": (
        "trade.yml",
        trade("{name: wage, type: ContinuousIssue, values: [1]}"),
        "values: such an issue has two values, the lowest and the highest.",
    ),
    "ends upside down": (
        "trade.yml",
        trade("{name: wage, type: ContiguousIssue, values: [3, 1]}"),
        "such an issue has two values",
    ),
    "a name that is a list": ("trade.yml", trade("{name: [wage], values: 2}"), "name: a word or a number is expected"),
    "issues under lists": ("trade.yml", "? [a]\n: 1\nissues: []\n", "line 1: a name is expected here, not a list."),
    "a tab": ("trade.yml", "issues:\n\t- a\n", "line 2: this is not YAML"),
    "deep": ("trade.yml", "issues: " + "[" * 1_200, "lie deeper in each other than in any case."),
    "weights for three": (
        "one.yml",
        FUNCTION.replace("[1, 2]", "[1, 2, 3]"),
        "weights: there are 3 values for 2 issues.",
    ),
    "weights by name, one missing": (
        "one.yml",
        FUNCTION.replace("[1, 2]", "{wage: 1}"),
        "weights: nothing is said on “days”.",
    ),
    "no values at all": ("one.yml", FUNCTION.split("values")[0], "there is no “values”."),
    "a line without a slope": (
        "one.yml",
        FUNCTION.replace("TableFun, mapping: {low: 0, high: 1}", "AffineFun, bias: 1"),
        "the function “AffineFun” is not read here; write a table of values.",
    ),
    "the identity of words": (
        "one.yml",
        FUNCTION.replace("TableFun, mapping: {low: 0, high: 1}", "IdentityFun"),
        "values, number 1: the option “low” is not a number.",
    ),
    "a constant without one": (
        "one.yml",
        FUNCTION.replace("TableFun, mapping: {low: 0, high: 1}", "ConstFun"),
        "there is no “bias”.",
    ),
    "a table that forgets": ("one.yml", FUNCTION.replace(", 2: 1", ""), "nothing says what “2” is worth on “days”"),
}  # fmt: skip


@pytest.mark.parametrize("name", NEGMAS)
def test_a_negmas_file_is_refused_with_its_place(name: str, tmp_path: Path) -> None:
    wrong, content, sentence = NEGMAS[name]
    files = {"trade.yml": SPACE, "one.yml": FUNCTION, "two.yml": FUNCTION.replace("one", "two")}
    assert read(lay(tmp_path, files)).parties == ("one", "two")
    said = refusal(tmp_path, files | {wrong: content})
    assert sentence in said and said.startswith(wrong)


def test_negmas_profiles_without_their_domain_cannot_be_read(tmp_path: Path) -> None:
    said = refusal(tmp_path, {"one.yml": FUNCTION, "two.yml": FUNCTION})
    assert said == "one.yml: it speaks of the issues by their place. Name the domain's file as well."


# ---- scorable games --------------------------------------------------------------------------------------------------

SCORES = "1, 2\n3, 4\n2\n"
SCORABLE: dict[str, tuple[str, str, str]] = {
    "no minimum": ("one.txt", "1, 2\n3, 4\n", "one.txt, line 2: the last line is the least the party accepts"),
    "a minimum of nothing": ("one.txt", "1, 2\n3, 4\n1-2\n", "one.txt, line 3: the minimum “1-2” is not a number."),
    "a score missing": ("one.txt", "1,, 2\n3, 4\n2\n", "one.txt, line 1: the score of A2 is empty."),
    "a score torn": ("one.txt", "1, 2\n3, 4 5\n2\n", "one.txt, line 2: the score of B2 “ 4 5” is not a number."),
    "an issue more": ("one.txt", "1, 2\n3, 4\n5, 6\n2\n", "nothing says what the options of “C” are worth|no issue “C”"),
    "an option more": ("one.txt", "1, 2, 3\n3, 4\n2\n", "two.txt: nothing says what “A3” is worth on “A”"),
    "more issues than letters": ("one.txt", "1, 2\n" * 27 + "2\n", "one.txt, line 27: there are more than 26 issues."),
    "a party without a file": ("config.txt", "Ada,one,p\nBen\n", "config.txt, line 2: a line names a party, its file"),
    "a party with an empty file": ("config.txt", "Ada,one,p\nBen, ,p\n", "config.txt, line 2: a line names a party"),
}  # fmt: skip


@pytest.mark.parametrize("name", SCORABLE)
def test_a_scorable_game_is_refused_with_its_line(name: str, tmp_path: Path) -> None:
    wrong, content, sentence = SCORABLE[name]
    files = {"config.txt": "Ada,one,p1\n\nBen,two,p2\n", "one.txt": SCORES, "two.txt": SCORES}
    lay(tmp_path, files)
    case = read([tmp_path])
    assert case.parties == ("Ada", "Ben") and case.mandates[0].reservation == 2
    lay(tmp_path, {wrong: content})
    with pytest.raises(Unusable, match=sentence.replace("(", r"\(")):
        read([tmp_path])
