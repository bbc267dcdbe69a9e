"""Malformed, contradictory and hostile files get a sentence with the place, and never more time or memory than a file is worth."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.formats import read
from goodoffices.engines.settlement.formats.source import MOST_BYTES
from goodoffices.engines.settlement.model import Unusable
from tests.profiles import examples

Made = Callable[..., Path]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def make(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def refusal(*paths: Path) -> str:
    with pytest.raises(Unusable) as refused:
        read(paths)
    sentence = str(refused.value)
    assert sentence[0].isupper() or any(sentence.startswith((path.name, str(path))) for path in paths)
    assert sentence.endswith((".", "…")) and "Traceback" not in sentence
    return sentence


# ---- tables ----------------------------------------------------------------------------------------------------------

GOOD = "issue,option,union,firm\nwage,0 %,0,5\n,3 %,6,0\n"

TABLES = {
    "no worth": (GOOD + ",5 %,8,\n", "line 4: nothing says what “5 %” is worth to firm"),
    "no number": (GOOD + ",5 %,8,none\n", "line 4: “none” is not a number"),
    "not a number": (GOOD + ",5 %,8,nan\n", "line 4: “nan” is not a number"),
    "infinite": (GOOD + ",5 %,8,-inf\n", "line 4: “-inf” is not a number"),
    "too large": (GOOD + ",5 %,8,1e999999999\n", "more digits than anybody means"),
    "many digits": (GOOD + f",5 %,8,{'9' * 500}\n", "more digits than anybody means"),
    "division by nothing": (GOOD + ",5 %,8,1/0\n", "“1/0” is not a number"),
    "two ways": (GOOD + ',5 %,8,"1,234"\n', "“1,234” may be read in two ways"),
    "option twice": (GOOD + ",3 %,8,1\n", "line 4: “3 %” is listed twice on “wage”"),
    "no issue": ("issue,option,a,b\n,0 %,1,2\n", "line 2: the first option stands without an issue"),
    "no option": (GOOD + "wage,,8,1\n", "line 4: a row of “wage” names no option"),
    "party twice": ("issue,option,a,a\nx,y,1,2\n", "line 1: the party “a” has two columns"),
    "nameless party": ("issue,option,a,,b\nx,y,1,2,3\n", "line 1: each column after “option” needs a party’s name"),
    "too wide": (GOOD + ",5 %,8,1,7\n", "line 4: there are more cells than the header has parties"),
    "two floors": (GOOD + "reservation value,,1,1\nreservation value,,2,2\n", "line 5: there is a second row of reservation"),
    "one party": ("issue,option,a\nx,y,1\n", "Only a says"),
    "no rows": ("issue,option,a,b\n", "no issue to negotiate"),
    "header only by name": ("name,option,a,b\nx,y,1,2\n", "line 1: the first row is “issue, option”"),
    "open quote": (GOOD + ',"5 %,8,1\n', "line 4: this row cannot be read"),
    "binary": (GOOD + "\0,1,2,3\n", "line 4: this is not text"),
    "dependency of one": (GOOD + "dependency,wage=0 %,1,1\n", "line 4: a dependency is between two issues or more"),
    "dependency on nothing": (GOOD + "dependency,pay=0 % & wage=0 %,1,1\n", "line 4: there is no issue “pay”"),
    "dependency on no option": (GOOD + "dependency,wage=9 % & wage=0 %,1,1\n", "line 4: “wage” has no option “9 %”"),
    "dependency in a circle": (GOOD + "dependency,wage=3 % & wage=0 %,1,1\n", "line 4: “wage” stands twice"),
    "dependency unsaid": (GOOD + "dependency,,1,1\n", "line 4: “” is not “issue=option & issue=option”"),
    "exclusion with worth": (GOOD + "exclusion,wage=0 %,1,\n", "line 4: an exclusion has no worth"),
    "exclusion twice": (GOOD + "exclusion,wage=0 %,,\nexclusion,wage=0 %,,\n", "line 5: this combination is excluded twice"),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_wrong_table_is_refused_with_its_line(name: str, made: Made) -> None:
    content, sentence = TABLES[name]
    with pytest.raises(Unusable, match=sentence):
        read([made("case.csv", content)])


def test_other_letters_than_utf_8_are_not_guessed(made: Made) -> None:
    sentence = refusal(made("case.csv", "issue,option,Türkei,b\n".encode("cp1252") + b"x,y,1,2\n"))
    assert "line 1" in sentence and "UTF-8" in sentence


EXCEL = {
    "semicolons and decimal commas": "issue;option;union;firm\nwage;0 %;0;5,5\n;3 %;6,25;0\n",
    "a mark, a separator line, CRLF": "\ufeffsep=;\r\nissue;option;union;firm\r\nwage;0 %;0;5,5\r\n;3 %;6,25;0\r\n",
    "tabs": "issue\toption\tunion\tfirm\nwage\t0 %\t0\t5.5\n\t3 %\t6.25\t0\n",
    "blank lines and empty columns": "Issue,Option,union,firm,,\n\nwage,0 %,0,5.5,,\n,,,,,\n,3 %,6.25,0,,\n,,,,,\n",
    "a minus sign that is one": "issue,option,union,firm\nwage,0 %,\N{MINUS SIGN}0,5.5\n,3 %,6.25,0\n",
    "sixteen bits": "issue,option,union,firm\nwage,0 %,0,5.5\n,3 %,6.25,0\n",
}


@pytest.mark.parametrize("name", EXCEL)
def test_a_table_is_read_as_spreadsheets_save_it(name: str, made: Made) -> None:
    content = EXCEL[name]
    path = made("case.csv", content.encode("utf-16") if name == "sixteen bits" else content)
    assert read([path]) == read([made("case.csv", EXCEL["blank lines and empty columns"])])


def test_points_and_commas_in_one_table_are_refused(made: Made) -> None:
    assert "two ways" in refusal(made("case.csv", "issue;option;a;b\nx;y;1.234;2\n;z;1,5;2\n"))


# ---- workbooks -------------------------------------------------------------------------------------------------------


def workbook(*rows: list[object]) -> bytes:
    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_numbers_in_a_workbook_are_those_that_were_typed(made: Made) -> None:
    case = read([made("case.xlsx", workbook(["issue", "option", "a", "b"], ["x", 25, 0.1, 3], [None, 30, "1/3", 0.7]))])
    assert case.domain.issues[0].options == ("25", "30")
    assert [str(value) for value in (*case.mandates[0].worth[0], *case.mandates[1].worth[0])] == [
        "1/10",
        "1/3",
        "3",
        "7/10",
    ]


def test_a_date_that_excel_made_is_refused_with_its_row(made: Made) -> None:
    from datetime import datetime

    content = workbook(["issue", "option", "a", "b"], ["x", datetime(2025, 2, 1), 1, 2])
    assert "row 2: a cell holds a date" in refusal(made("case.xlsx", content))


def test_a_percentage_is_called_as_the_sheet_shows_it(made: Made) -> None:
    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["issue", "option", "a", "b"])
    book.active.append(["wage", 0.03, 1, 2])
    book.active["B2"].number_format = "0%"
    book.save(out)
    assert read([made("case.xlsx", out.getvalue())]).domain.issues[0].options == ("3%",)


def test_a_zip_bomb_is_not_unpacked(made: Made) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(200):
                sheet.write(b" " * 2**20)
    assert len(out.getvalue()) < MOST_BYTES
    assert "unpacks to 200 MB" in refusal(made("case.xlsx", out.getvalue()))


@pytest.mark.parametrize("content", [b"PK\x03\x04 and no more", b"\xd0\xcf\x11\xe0old"], ids=["broken", "xls"])
def test_what_is_no_workbook_says_so(content: bytes, made: Made) -> None:
    assert "workbook" in refusal(made("case.xlsx", content))


def test_an_archive_is_no_workbook(made: Made) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("readme.txt", "hello")
    assert "an archive, not a workbook" in refusal(made("case.xlsx", out.getvalue()))


# ---- Genius XML ------------------------------------------------------------------------------------------------------

DOMAIN = """<negotiation_template><utility_space><objective index="0" name="d">
<issue index="1" name="wage" {kind}>{items}</issue>
</objective></utility_space></negotiation_template>"""
ITEMS = '<item index="1" value="0 %"/><item index="2" value="3 %"/>'
PROFILE = """<utility_space><objective index="0" name="d">
<weight index="1" value="{weight}"/>
<issue index="1" name="{name}" {kind}>
{items}
</issue></objective>{rest}</utility_space>"""
VALUED = '<item index="1" value="0 %" evaluation="{one}"/>\n<item index="2" value="3 %" evaluation="{two}"/>'


def domain(items: str = ITEMS, kind: str = 'type="discrete"') -> str:
    return DOMAIN.format(items=items, kind=kind)


def profile(
    one: str = "1",
    two: str = "2",
    weight: str = "1",
    name: str = "wage",
    rest: str = "",
    items: str = "",
    kind: str = "",
) -> str:
    return PROFILE.format(
        items=items or VALUED.format(one=one, two=two), weight=weight, name=name, rest=rest, kind=kind
    )


def genius(made: Made, *profiles: str, of: str = "") -> list[Path]:
    return [made("domain.xml", of or domain()), *(made(f"p{at}.xml", each) for at, each in enumerate(profiles, 1))]


BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY a{at} "{f"&a{at - 1 or str()};" * 10}">' for at in range(1, 10)
) + "]><utility_space>&a9;</utility_space>"  # fmt: skip
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><utility_space>&x;</utility_space>'
)
ELSEWHERE = '<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://example.org/a.dtd"><utility_space/>'


@pytest.mark.parametrize("content", [BOMB, OUTSIDE, ELSEWHERE], ids=["billion laughs", "a file", "the network"])
def test_xml_with_entities_or_a_document_type_is_refused(content: str, made: Made) -> None:
    assert "document type or entities" in refusal(*genius(made, profile(), content))


PROFILES = {
    "nan": (profile(one="NaN"), "line 4: the evaluation of “0 %” “NaN” is not a number"),
    "infinite": (profile(two="Infinity"), "line 5: the evaluation of “3 %” “Infinity” is not a number"),
    "no weight": (profile(weight=""), "line 2: the weight is empty"),
    "another issue": (profile(name="pay"), "no issue “pay”: this is a profile for another domain"),
    "other options": (profile(items='<item index="1" value="x" evaluation="1"/>'), "another domain|nothing says"),
    "an option less": (
        profile(items='<item index="1" value="0 %" evaluation="1"/>'),
        "nothing says what “3 %” is worth",
    ),
    "an unknown kind": (profile(items=" ", kind='type="fuzzy" lowerbound="0" upperbound="1"'), "no evaluator"),
    "no reservation": (profile(rest="<reservation value='high'/>"), "the reservation value “high” is not a number"),
    "cut off": (profile()[:120], "line 4: this is not well-formed XML"),
    "empty": ("", "there is nothing in it"),
    "deep": ("<utility_space>" + "<objective>" * 5000, "deeper in each other"),
    "some other xml": ("<html><body/></html>", "none of the formats"),
}


@pytest.mark.parametrize("name", PROFILES)
def test_a_wrong_profile_is_refused_with_its_line(name: str, made: Made) -> None:
    content, sentence = PROFILES[name]
    with pytest.raises(Unusable, match=sentence):
        read(genius(made, profile(), content))


def test_null_is_no_evaluation_and_a_note_says_so(made: Made) -> None:
    case = read(genius(made, profile(one="null"), profile()))
    assert [int(value * 2) for value in case.mandates[0].worth[0]] == [0, 2]
    assert any("no evaluation" in note for note in case.notes)


@pytest.mark.parametrize("attribute", ["type", "etype", "vtype"])
def test_integer_issues_say_so_under_three_names(attribute: str, made: Made) -> None:
    kind = f'{attribute}="integer" lowerbound="2" upperbound="4"'
    lines = [
        '<evaluator ftype="linear" offset="0.25" slope="0.25"/>',
        '<evaluator ftype="linear" offset="1" slope="-0.5"/>',
    ]
    case = read(genius(made, *(profile(items=line, kind=kind) for line in lines), of=domain(" ", kind)))
    assert case.domain.issues[0].options == ("2", "3", "4")
    assert [[float(value) for value in each.worth[0]] for each in case.mandates] == [[0.25, 0.5, 0.75], [1, 0.5, 0]]


def test_bounds_may_stand_in_a_range(made: Made) -> None:
    items = '<range lowerbound="0" upperbound="1"/>'
    line = items + '<evaluator ftype="linear" parameter0="0" parameter1="{}"/>'
    profiles = [profile(items=line.format(slope), kind='vtype="integer"') for slope in ("1", "0.5")]
    case = read(genius(made, *profiles, of=domain(items, 'vtype="integer"')))
    assert [float(value) for value in case.mandates[1].worth[0]] == [0, 0.5]


def test_a_real_issue_is_read_in_steps_and_a_note_says_so(made: Made) -> None:
    kind = 'vtype="real" lowerbound="0" upperbound="0.5"'
    line = '<evaluator ftype="linear" offset="{}" slope="{}"/>'
    profiles = [profile(items=line.format(*each), kind=kind) for each in ((0, 2), (1, -2))]
    case = read(genius(made, *profiles, of=domain(" ", kind)))
    assert len(case.domain.issues[0].options) == 11 and case.domain.issues[0].options[1] == "0.05"
    assert any("10 equal steps" in note for note in case.notes)


def test_a_million_million_options_are_not_made(made: Made) -> None:
    kind = 'vtype="integer" lowerbound="0" upperbound="1000000000000"'
    assert "1000000000001 options" in refusal(*genius(made, profile(), of=domain(" ", kind)))


def test_weights_count_as_they_stand(made: Made) -> None:
    case = read(genius(made, profile(weight="3"), profile(weight="0.5")))
    assert [max(each.worth[0]) for each in case.mandates] == [3, 0.5]


# ---- JSON and YAML ---------------------------------------------------------------------------------------------------

WEB = """{{"LinearAdditiveUtilitySpace": {{"issueUtilities": {{"wage": {{"DiscreteValueSetUtilities": {{"valueUtilities":
{{"0 %": {one}, "3 %": 1}}}}}}}}, "issueWeights": {{"wage": 1}},
"domain": {{"name": "d", "issuesValues": {{"wage": {{"values": ["0 %", "3 %"]}}}}}}, "name": "{name}"{more}}}}}"""


def web(one: str = "0.5", name: str = "p", more: str = "") -> str:
    return WEB.format(one=one, name=name, more=more)


JSONS = {
    "nan": (web("NaN"), "NaN is no number"),
    "words": (web('"much"'), "valueUtilities → 0 %: the number “much” is not a number"),
    "nothing": (web("null"), "valueUtilities → 0 %: a number is expected here"),
    "twice": (web('0.5, "0 %": 0.7'), "“0 %” is stated twice"),
    "cut off": (web()[:-20], r"line \d: this is not JSON"),
    "deep": ("[" * 200_000, "deeper in each other|not JSON"),
    "no domain": ('{"LinearAdditiveUtilitySpace": {"issueUtilities": {}}}', "there is no “domain”"),
    "an order without worths": ('{"DefaultPartialOrdering": {}}', "without saying what they are worth"),
    "a strange bid": (
        web(more=', "reservationBid": {"issuevalues": {"wage": "9 %"}}'),
        "the domain has no “wage: 9 %”",
    ),
    "some other json": ('{"hello": 1}', "none of the formats"),
}


@pytest.mark.parametrize("name", JSONS)
def test_wrong_json_is_refused_with_its_place(name: str, made: Made) -> None:
    content, sentence = JSONS[name]
    with pytest.raises(Unusable, match=sentence):
        read([made("a.json", web(name="other")), made("b.json", content)])


def test_a_geniusweb_profile_reads_numbers_groups_and_a_reservation_bid(made: Made) -> None:
    numbers = (
        '{"LinearAdditiveUtilitySpace": {"issueUtilities": {"n": {"NumberValueSetUtilities": {"lowValue": 1, "highValue": 2,'
        ' "lowUtility": 0, "highUtility": 1}}, "m": {"DiscreteValueSetUtilities": {"valueUtilities": {"x": 1}}}},'
        ' "issueWeights": {"n": 0.5, "m": 0.5}, "domain": {"name": "d", "issuesValues": {"n": {"range": ["1", "2", "0.5"]},'
        ' "m": {"values": ["x", "y"]}}}, "name": "one", "reservationBid": {"issuevalues": {"n": "1.5", "m": "y"}}}}'
    )
    groups = (
        '{"SumOfGroupsUtilitySpace": {"partUtilities": {"g": {"partsutils": {"issues": ["m", "n"], "utilslist":'
        ' [{"values": ["x", "1.5"], "util": 0.3}, {"values": ["y", "2"], "util": 0.9}]}}},'
        ' "domain": {"name": "d", "issuesValues": {"n": {"range": ["1", "2", "0.5"]}, "m": {"values": ["x", "y"]}}},'
        ' "name": "two"}}'
    )
    case = read([made("a.json", numbers), made("b.json", groups)])
    assert case.domain.issues[0].options == ("1", "1.5", "2")
    assert case.mandates[0].reservation == case.mandates[0].of((1, 1)) == 0.25
    assert [float(case.mandates[1].of(choice)) for choice in ((1, 0), (2, 1), (0, 0))] == [0.3, 0.9, 0]


SPACE = """
name: trade
type: negmas.outcomes.CartesianOutcomeSpace
issues:
- {name: quantity, type: ContiguousIssue, values: [1, 3]}
- {name: price, type: DiscreteCardinalIssue, values: [100, 110]}
"""
UFUN = """
name: %s
type: LinearAdditiveUtilityFunction
reserved_value: %s
weights: [0.25, 0.75]
values:
- {type: %s}
- {type: TableFun, mapping: {100: 1.0, 110: 0.1}}
"""


def test_negmas_functions_are_read(made: Made) -> None:
    one = made("one.yml", UFUN % ("buyer", "-.inf", "AffineFun, slope: 0.5, bias: 1"))
    two = made("two.yml", UFUN % ("seller", "0.5", "IdentityFun"))
    case = read([made("trade.yml", SPACE), one, two])
    assert case.parties == ("buyer", "seller")
    assert [mandate.reservation for mandate in case.mandates] == [None, 0.5]
    assert [float(mandate.of((2, 1))) for mandate in case.mandates] == [0.25 * 2.5 + 0.075, 0.75 + 0.075]


YAMLS = {
    "an alias": ("a: &a [1]\nb: *a\n", "line 2: aliases"),
    "twice": (SPACE + "name: other\n", "line 7: “name” is stated twice"),
    "no yaml": ("a: [1\n", r"line \d: this is not YAML"),
    "a sine": (UFUN % ("x", "0", "SinFun"), "the function “SinFun” is not read here"),
    "a hyperrectangle": ("type: HyperRectangleUtilityFunction\n", "not a sum of worths by issue"),
    "not a number": (UFUN % ("x", ".nan", "IdentityFun"), "reserved_value: the number “.nan” is not a number"),
}


@pytest.mark.parametrize("name", YAMLS)
def test_wrong_yaml_is_refused_with_its_place(name: str, made: Made) -> None:
    content, sentence = YAMLS[name]
    good = made("good.yml", UFUN % ("good", "0", "IdentityFun"))
    with pytest.raises(Unusable, match=sentence):
        read([made("trade.yml", SPACE), good, made("bad.yml", content)])


def test_yaml_tags_run_nothing(made: Made, tmp_path: Path) -> None:
    content = f"name: !!python/object/apply:os.mkdir [{tmp_path / 'made'}]\nissues: 3\n"
    refusal(made("trade.yml", content), made("one.yml", UFUN % ("x", "0", "IdentityFun")))
    assert not (tmp_path / "made").exists()


# ---- files and folders -----------------------------------------------------------------------------------------------


def test_a_folder_without_a_case_names_the_folders_in_it(tmp_path: Path) -> None:
    (tmp_path / "port").mkdir()
    assert "Its folders may: port." in refusal(tmp_path)


def test_two_cases_in_a_folder_are_named(made: Made, tmp_path: Path) -> None:
    made("one.csv", GOOD), made("two.csv", GOOD)
    assert "more than one case" in refusal(tmp_path)


def test_a_domain_without_profiles_is_no_case(made: Made) -> None:
    assert "without the parties' profiles" in refusal(*genius(made))


def test_a_profile_needs_another(made: Made) -> None:
    assert "one party's profile" in refusal(made("one.xml", profile()))
    assert "named twice" in refusal(made("one.xml", profile()), made("one.xml", profile()))


def test_a_file_that_is_not_there_or_too_large_is_not_opened(made: Made, tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "nothing.csv")
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert "larger than 16 MB" in refusal(path)


@pytest.mark.parametrize("ending", ["csv", "xml", "json", "yml", "txt", "xlsx"])
@settings(max_examples=examples(15, 400), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace")))
def test_noise_is_refused_in_a_sentence(ending: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"noise.{ending}"
    path.write_bytes(content)
    refusal(path)


@settings(max_examples=examples(40, 1500), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=st.integers(0, 400), what=st.binary(min_size=0, max_size=4), which=st.sampled_from(["csv", "xml", "json", "yml"])
)
def test_a_damaged_file_is_read_or_refused_but_never_breaks(at: int, what: bytes, which: str, tmp_path: Path) -> None:
    whole = {"csv": GOOD, "xml": profile(), "json": web(), "yml": UFUN % ("x", "0", "IdentityFun")}[which].encode()
    path, other = tmp_path / f"damaged.{which}", tmp_path / f"other.{which}"
    path.write_bytes(whole[:at] + what + whole[at + 1 :])
    other.write_bytes(whole)
    space = tmp_path / "space.yml"
    space.write_text(SPACE)
    try:
        read([path] if which == "csv" else [path, other, space] if which == "yml" else [path, other])
    except Unusable as problem:
        assert str(problem)
