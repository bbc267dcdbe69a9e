"""What is in files that people and other programs have written: evaluators, groups, ranges, and which files make a case."""

import json
from fractions import Fraction
from itertools import permutations
from pathlib import Path

import pytest

from goodoffices.engines.settlement.formats import read, write
from goodoffices.engines.settlement.formats.source import Source
from goodoffices.engines.settlement.model import Case, Domain, Issue, Mandate, Unusable
from goodoffices.engines.settlement.tests.random_cases import seeded
from goodoffices.engines.settlement.tests.test_formats_sentences import (
    FUNCTION,
    SPACE,
    additive,
    genius,
    group,
    lay,
    space,
)

F = Fraction


def worths(case: Case, party: int = 0, issue: int = 0) -> list[str]:
    return [str(each) for each in case.mandates[party].worth[issue]]


# ---- Genius ----------------------------------------------------------------------------------------------------------

EVALUATORS = {
    "an offset and a slope": ('ftype="linear" offset="0.5" slope="0.25"', ["1/2", "3/4", "1", "1", "1"]),
    "a slope down, cut at nothing": ('ftype="linear" offset="0.5" slope="-0.25"', ["1/2", "1/4", "0", "0", "0"]),
    "a line by parameters, from 0 on": ('ftype="linear" parameter0="0" parameter1="0.1"', ["1/5", "3/10", "2/5", "1/2", "3/5"]),
    "a constant": ('ftype="constant" parameter0="0.3"', ["3/10"] * 5),
    "a triangle": ('ftype="triangular" parameter0="2" parameter1="6" parameter2="4"', ["0", "1/2", "1", "1/2", "0"]),
    "a triangle that leans": ('type="Triangular" parameter0="1" parameter1="7" parameter2="5"', ["1/4", "1/2", "3/4", "1", "1/2"]),
    "a triangle upright on the left": ('ftype="triangular" parameter0="2" parameter1="6" parameter2="2"', ["1", "3/4", "1/2", "1/4", "0"]),
    "a triangle upright on the right": ('ftype="triangular" parameter0="2" parameter1="6" parameter2="6"', ["0", "1/4", "1/2", "3/4", "1"]),
    "a triangle of one point": ('ftype="triangular" parameter0="4" parameter1="4" parameter2="4"', ["0", "0", "1", "0", "0"]),
}  # fmt: skip


@pytest.mark.parametrize("name", EVALUATORS)
def test_integers_are_valued_by_their_evaluator(name: str, tmp_path: Path) -> None:
    """From 2 to 6; the weight is 1, so that what is worth is what was evaluated."""
    attributes, expected = EVALUATORS[name]
    issue = '<issue index="1" name="wage" vtype="integer" lowerbound="2" upperbound="6">{}</issue>'
    files = {
        "one.xml": space('<weight index="1" value="1"/>' + issue.format(f"<evaluator {attributes}/>")),
        "two.xml": space(
            '<weight index="1" value="2"/>' + issue.format('<evaluator ftype="constant" parameter0="1"/>')
        ),
    }
    case = read(lay(tmp_path, files))
    assert case.domain.issues[0].options == ("2", "3", "4", "5", "6")
    assert worths(case) == expected and worths(case, 1) == ["2"] * 5


def test_weights_of_objectives_within_objectives_multiply(tmp_path: Path) -> None:
    items = '<item value="a" evaluation="1"/><item value="b" evaluation="2"/>'
    inner = (
        '<objective index="2" name="pay"><weight index="3" value="0.5"/><weight index="4" value="0.25"/>'
        f'<issue index="3" name="wage">{items}</issue><issue index="4" name="bonus">{items}</issue></objective>'
    )
    outer = f'<weight index="1" value="0.6"/><weight index="2" value="0.4"/><issue index="1" name="days">{items}</issue>{inner}'
    case = read(
        lay(tmp_path, {"one.xml": space(outer), "two.xml": space(outer.replace('evaluation="1"', 'evaluation="0"'))})
    )
    assert {issue.name: worths(case, 0, at)[1] for at, issue in enumerate(case.domain.issues)} == {
        "days": "3/5", "wage": "1/5", "bonus": "1/10",
    }  # fmt: skip


def test_a_reservation_and_a_discount_stand_beside_the_objective(tmp_path: Path) -> None:
    files = genius('<weight index="1" value="1"/><issue index="1" name="wage"><item value="low" evaluation="1"/><item value="high" evaluation="2"/></issue>')  # fmt: skip
    right = files["one.xml"]
    for rest, floor, noted in (
        ('<reservation value="0.25"/><discount_factor value="0.9"/>', F(1, 4), True),
        ('<reservation value="1e-1"/><discount_factor value="1.0"/>', F(1, 10), False),
        ('<discount_factor value=""/>', None, False),
    ):
        files["one.xml"] = right.replace("</objective>", f"</objective>{rest}")
        case = read(lay(tmp_path, files))
        assert case.mandates[0].reservation == floor
        assert any("discount factor" in note for note in case.notes) == noted


def test_a_template_says_whose_file_is_whose_by_the_end_of_its_path(tmp_path: Path) -> None:
    files = genius('<weight index="1" value="1"/><issue index="1" name="wage"><item value="low" evaluation="1"/><item value="high" evaluation="2"/></issue>')  # fmt: skip
    agents = '<agent name="Lena" utility_space="etc\\templates\\two.xml"/><agent name=" Idris " utility_space="a/b/one.xml"/>'
    issue = '<issue index="1" name="wage"><item value="low"/><item value="high"/></issue>'
    files["domain.xml"] = f"<negotiation_template>{agents}{space(issue)}</negotiation_template>"
    lay(tmp_path, files)
    assert read([tmp_path]).parties == ("Lena", "Idris"), "in the order of the template"
    named = [tmp_path / name for name in ("domain.xml", "one.xml", "two.xml")]
    assert read(named).parties == ("Idris", "Lena"), "in the order in which they are named"


# ---- GeniusWeb -------------------------------------------------------------------------------------------------------


def web(folder: Path, page: object) -> Case:
    return read(lay(folder, {"a.json": json.dumps(page), "b.json": json.dumps(additive(name="two"))}))


def test_numbers_outside_a_line_are_worth_nothing(tmp_path: Path) -> None:
    line = {"lowValue": 2, "highValue": 3, "lowUtility": 0.5, "highUtility": 1}
    one = {"wage": {"discreteutils": {"valueUtilities": {"high": 1}}}, "days": {"numberutils": line}}
    case = web(tmp_path, additive(issueUtilities=one))
    assert (worths(case, 0, 0), worths(case, 0, 1)) == (["0", "1/2"], ["0", "1/4", "1/2"])
    assert case.domain.issues[1].options == ("1", "2", "3")


def test_a_group_of_one_is_that_issues_worth_and_of_two_a_dependency_in_the_order_of_the_domain(tmp_path: Path) -> None:
    case = web(tmp_path, group(["days", "wage"], (["3", "low"], 0.75), (["1", "high"], 0.5)))
    (term,) = case.mandates[0].terms
    assert (term.issues, dict(term.worth)) == ((0, 1), {(0, 2): F(3, 4), (1, 0): F(1, 2)})
    assert set(worths(case, 0, 0) + worths(case, 0, 1)) == {"0"}
    case = web(tmp_path, group(["days"], (["3"], 0.75)))
    assert (case.mandates[0].terms, worths(case, 0, 1)) == ((), ["0", "0", "3/4"])


BIDS = [
    ({"wage": "high", "days": "3"}, F(1)), ({"wage": "high"}, F(1, 2)), ({"days": "2"}, F(1, 4)), ({}, F(0)),
]  # fmt: skip


@pytest.mark.parametrize(("bid", "floor"), BIDS)
@pytest.mark.parametrize("spelling", ["issuevalues", "issueValues"])
def test_a_reservation_bid_is_worth_what_it_names(
    bid: dict[str, str], floor: Fraction, spelling: str, tmp_path: Path
) -> None:
    assert web(tmp_path, additive(reservationBid={spelling: bid})).mandates[0].reservation == floor
    assert web(tmp_path, additive(reservationBid=None)).mandates[0].reservation is None


def test_a_reservation_bid_in_a_dependency_counts_it_where_it_names_all_of_it(tmp_path: Path) -> None:
    page = group(["wage", "days"], (["high", "3"], 0.75))
    inner = page["SumOfGroupsUtilitySpace"]  # type: ignore[index]
    for bid, floor in (({"wage": "high", "days": "3"}, F(3, 4)), ({"wage": "high"}, F(0))):
        inner["reservationBid"] = {"issuevalues": bid}
        assert web(tmp_path, page).mandates[0].reservation == floor


# ---- NegMAS ----------------------------------------------------------------------------------------------------------


def negmas(folder: Path, one: str, domain: str = SPACE) -> Case:
    return read(lay(folder, {"trade.yml": domain, "one.yml": one, "two.yml": FUNCTION.replace("one", "two")}))


FUNCTIONS = {
    "a table": ("{type: TableFun, mapping: {0: 4, 1: 5, 2: 6}}", ["8", "10", "12"]),
    "a table without a kind": ("{0: 4, 1: 5, 2: 6}", ["8", "10", "12"]),
    "a table of decimals": ("{0.0: 4, 1.00: 5, 2: 6}", ["8", "10", "12"]),
    "the identity": ("{type: IdentityFun}", ["0", "2", "4"]),
    "a constant": ("{type: ConstFun, bias: 0.5}", ["1", "1", "1"]),
    "a slope": ("{type: LinearFun, slope: -1}", ["0", "-2", "-4"]),
    "a slope and a bias": ("{type: negmas.AffineFun, slope: 0.5, bias: 3}", ["6", "7", "8"]),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_negmas_functions_give_what_they_say_times_the_weight(name: str, tmp_path: Path) -> None:
    function, expected = FUNCTIONS[name]
    case = negmas(tmp_path, FUNCTION.replace("{0: 0, 1: 0.5, 2: 1}", function))
    assert worths(case, 0, 1) == expected and worths(case, 0, 0) == ["0", "1"]


def test_a_bias_is_added_to_every_package_and_a_discount_left_out_with_a_note(tmp_path: Path) -> None:
    case = negmas(tmp_path, FUNCTION + "bias: 0.25\nreserved_value: 0.5\n")
    assert (case.mandates[0].base, case.mandates[0].reservation, case.notes) == (F(1, 4), F(1, 2), ())
    inner = "\n".join(f"  {line}" for line in FUNCTION.replace("name: one\n", "").splitlines())
    outer = "type: ExpDiscountedUFun\nname: late\nreserved_value: 0.75\ndiscount: 0.9\nufun:\n"
    discounted = negmas(tmp_path, f"{outer}{inner}\n  reserved_value: 0.1\n")
    assert discounted.parties[0] == "late" and discounted.mandates[0].reservation == F(3, 4)
    assert discounted.mandates[0].worth == case.mandates[0].worth
    assert [note for note in discounted.notes if "one.yml is discounted over time" in note]


def test_an_affine_function_weighs_the_numbers_themselves(tmp_path: Path) -> None:
    domain = "issues:\n- {name: quantity, type: ContiguousIssue, values: [2, 4]}\n- {name: price, type: ContinuousIssue, values: [1, 2]}\n"
    function = "name: {}\ntype: {}\nweights: [{}, 10]\nbias: -1\n"
    files = {
        "trade.yml": domain,
        "one.yml": function.format("buyer", "LinearUtilityFunction", -1),
        "two.yml": function.format("seller", "AffineUtilityFunction", 1),
    }
    case = read(lay(tmp_path, files))
    assert case.name == "trade" and case.domain.issues[0].options == ("2", "3", "4")
    assert case.domain.issues[1].options[:3] == ("1", "1.1", "1.2") and len(case.domain.issues[1].options) == 11
    assert worths(case) == ["-2", "-3", "-4"] and worths(case, 1) == ["2", "3", "4"]
    assert case.mandates[1].of((2, 1)) == 4 + 11 - 1
    assert [note for note in case.notes if note.startswith("“price” runs from 1 to 2 without steps")]


# ---- files and folders -----------------------------------------------------------------------------------------------


@pytest.fixture
def three() -> Case:
    case = seeded(3, 2, 3, 20, 5)
    names = ["Lena", "Idris", "Noor"]
    issues = tuple(Issue(name, issue.options) for name, issue in zip(("wage", "days"), case.domain.issues, strict=True))
    mandates = tuple(Mandate(n, m.worth, F(3)) for n, m in zip(names, case.mandates, strict=True))
    return Case(Domain(issues), mandates, "three")


@pytest.mark.parametrize("format", ["genius", "negmas", "negolog"])
def test_the_order_in_which_profiles_are_named_is_that_of_the_parties(format: str, three: Case, tmp_path: Path) -> None:
    domain, *profiles = write(three, format, tmp_path / "there")
    if format == "negolog":  # it has no domain apart from the profiles
        domain, profiles = None, [domain, *profiles]  # type: ignore[assignment]
    before = [domain] if domain else []
    for order in permutations(range(3)):
        case = read([*before, *(profiles[at] for at in order)])
        assert case.mandates == tuple(three.mandates[at] for at in order) and case.domain == three.domain
    two = read([*before, *profiles[:2]])
    assert two.mandates == three.mandates[:2]


def test_two_domains_two_tables_or_a_folder_among_files_are_not_one_case(three: Case, tmp_path: Path) -> None:
    files = write(three, "genius", tmp_path / "one")
    others = write(three, "genius", tmp_path / "two")
    (table,) = write(three, "csv", tmp_path / "case.csv")
    for paths, sentence in (
        ([], "Name a file or a folder with a case."),
        ([files[0], others[0]], "are two domains; name one"),
        ([table, files[1]], "A table holds a whole case; name it alone."),
        ([tmp_path / "one", files[1]], "is a folder; name it alone, or name files."),
        ([files[0], files[1]], "is one party's profile; name the other parties' profiles as well"),
        ([files[0], files[1], files[1]], "is named twice"),
        ([files[0], files[0]], "are two domains"),
    ):
        with pytest.raises(Unusable, match=sentence):
            read(paths)
    (tmp_path / "one" / "again.xml").write_bytes(files[0].read_bytes())
    with pytest.raises(Unusable, match=r"more than one domain \(again.xml, domain.xml\); name one with its profiles"):
        read([tmp_path / "one"])


def test_what_is_hidden_or_of_no_case_is_passed_over_in_a_folder(three: Case, tmp_path: Path) -> None:
    write(three, "genius", tmp_path / "there")
    for name, content in {
        ".hidden.xml": "<", "_draft.csv": "issue", "~$case.xlsx": "x", "readme.md": "# hello", "notes.txt": "Call Lena.",
        "page.xml": "<html/>", "package.json": '{"version": 1}',
    }.items():  # fmt: skip
        (tmp_path / "there" / name).write_text(content)
    assert read([tmp_path / "there"]) == three


def test_a_profile_may_leave_out_what_nobody_values_and_take_in_what_the_domain_forgot(tmp_path: Path) -> None:
    profile = (
        '{{"name": "{}", "issueWeights": {{"wage": 1}}, "issues": {{"wage": {{"low": 0, "high": 1, "top": {}}}}}}}'
    )
    files = {
        "d.json": '{"name": "d", "issues": {"wage": ["none", "high", "low"]}}',
        "one.json": profile.format("one", 2),
        "two.json": profile.format("two", 3),
    }
    case = read(lay(tmp_path, files))
    assert case.domain.issues[0].options == ("high", "low", "top"), "in the domain's order, then the profiles'"
    assert worths(case, 1) == ["1", "0", "3"] and case.name == "d"
    assert case.notes == (
        "On “wage”, no party values “none”: left out.",
        "On “wage”, the parties value “top”, which the domain does not list: taken in.",
    )


@pytest.mark.parametrize(
    ("mark", "encoding"), [("", "utf-8"), ("\ufeff", "utf-8"), ("\ufeff", "utf-16-le"), ("\ufeff", "utf-16-be")]
)
def test_text_is_read_in_utf_8_and_by_its_mark_in_utf_16(mark: str, encoding: str) -> None:
    assert Source(Path("a.csv"), f"{mark}Türkei عربي 工资".encode(encoding)).text() == "Türkei عربي 工资"


def test_the_place_of_a_refusal_is_a_line_or_words_or_the_file_alone() -> None:
    source = Source(Path("folder/a.csv"), b"")
    said = [str(source.refusal("no.", place)) for place in (3, "row 4", None, "")]
    assert said == ["a.csv, line 3: no.", "a.csv, row 4: no.", "a.csv: no.", "a.csv: no."]
    with pytest.raises(Unusable, match=r"a.csv, line 2: the worth “x{40}” is not a number"):
        source.number("x" * 50, "the worth", 2)
