"""Every format: what is written and read again is the same case; what a format cannot hold is refused."""

import tempfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.formats import FORMATS, read, write
from goodoffices.engines.settlement.model import Case, Domain, Exclusion, Issue, Mandate, Term, Unusable
from goodoffices.engines.settlement.tests.cases import ANY, NEGATIVE, cases, entangled
from tests.profiles import examples

quickly = settings(
    max_examples=examples(10, 250),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def there_and_back(case: Case, format: str) -> Case:
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / (case.name if FORMATS[format][1] == "folder" else f"{case.name}.{format}")
        write(case, format, where)
        return read([where])


def writable(case: Case, format: str) -> Case:
    """The case, or another example where the format says that it cannot hold it."""
    try:
        return there_and_back(case, format)
    except Unusable as problem:
        assume(not any(words in str(problem) for words in ("cannot be written", "formula", "exactly", "divides by")))
        raise


@pytest.mark.parametrize("format", ["csv", "xlsx", "genius", "geniusweb", "negmas"])
@quickly
@given(case=cases(floors=False))
def test_a_case_comes_back_the_same(format: str, case: Case) -> None:
    assume(format in ("csv", "xlsx") or distinct(case))
    assert writable(case, format) == case


@pytest.mark.parametrize("format", ["csv", "xlsx", "genius", "negmas"])
@quickly
@given(case=cases())
def test_reservation_values_come_back_stated_or_not(format: str, case: Case) -> None:
    assume(format in ("csv", "xlsx") or distinct(case))
    assert writable(case, format) == case


@quickly
@given(case=cases())
def test_negolog_states_a_reservation_value_always(case: Case) -> None:
    assume(distinct(case))
    stated = tuple(replace(mandate, reservation=mandate.floor) for mandate in case.mandates)
    assert replace(writable(case, "negolog"), name="") == replace(case, mandates=stated, name="")


@quickly
@given(case=cases(floors=False), data=st.data())
def test_geniusweb_states_a_reservation_value_as_a_package(case: Case, data: st.DataObject) -> None:
    assume(distinct(case))
    choice = tuple(data.draw(st.integers(0, len(issue.options) - 1)) for issue in case.domain.issues)
    case = replace(case, mandates=tuple(replace(each, reservation=each.of(choice)) for each in case.mandates))
    assert writable(case, "geniusweb") == case


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@quickly
@given(case=entangled())
def test_a_table_holds_all_that_the_model_holds(format: str, case: Case) -> None:
    assert _in_order(writable(case, format)) == _in_order(case)


def _in_order(case: Case) -> Case:
    """Which dependency is stated first means nothing: a table holds them row by row, for all parties at once."""
    return replace(
        case,
        mandates=tuple(replace(m, terms=tuple(sorted(m.terms, key=lambda term: term.issues))) for m in case.mandates),
    )


@pytest.mark.parametrize("format", ["csv", "xlsx", "genius", "geniusweb", "negmas", "negolog"])
@quickly
@given(case=cases(NEGATIVE, floors=False))
def test_worths_below_nothing_come_back_or_are_refused(format: str, case: Case) -> None:
    assume(format in ("csv", "xlsx") or distinct(case))
    if format == "negolog":
        case = replace(case, name="", mandates=tuple(replace(each, reservation=each.floor) for each in case.mandates))
        assert replace(writable(replace(case, name="a case"), format), name="") == case
    else:
        assert writable(case, format) == case


def test_genius_refuses_an_issue_on_which_nothing_is_worth_anything(tmp_path: Path) -> None:
    domain = Domain.of({"risk": ["some", "much"]})
    one = Mandate("one", ((Fraction(-6), Fraction(-20)),))
    other = Mandate("other", ((Fraction(1), Fraction(0)),))
    with pytest.raises(Unusable, match="the best option is worth less than 0"):
        write(Case(domain, (one, other), "risks"), "genius", tmp_path / "there")


@quickly
@given(case=cases(), data=st.data())
def test_a_scorable_game_comes_back_the_same(case: Case, data: st.DataObject) -> None:
    issues = tuple(
        Issue(letter, tuple(f"{letter}{at + 1}" for at in range(len(issue.options))))
        for letter, issue in zip("ABCD", case.domain.issues, strict=False)
    )
    stated = tuple(replace(each, reservation=each.floor, party=f"party {at}") for at, each in enumerate(case.mandates))
    case = replace(case, domain=Domain(issues), mandates=stated)
    assert there_and_back(case, "scorable") == case


def distinct(case: Case) -> bool:
    """No two parties value everything alike: a folder of such profiles may be taken for variants of one party."""
    rows = [mandate.worth for mandate in case.mandates]
    return len(set(rows)) == len(rows)


@pytest.fixture
def labour() -> Case:
    domain = Domain.of({"wage": ["0 %", "3 %"], "days off": ["20", "25"]})
    union = Mandate("union", ((Fraction(0), Fraction(6)), (Fraction(0), Fraction(4))), Fraction(3))
    firm = Mandate("firm", ((Fraction(5), Fraction(0)), (Fraction(3), Fraction(0))))
    return Case(domain, (union, firm), "labour")


@pytest.mark.parametrize("format", ["genius", "geniusweb", "negmas", "negolog", "scorable"])
def test_what_a_format_has_no_place_for_is_refused_and_not_left_out(format: str, labour: Case, tmp_path: Path) -> None:
    term = Term((0, 1), {(1, 1): Fraction(2)})
    with_term = replace(labour, mandates=(replace(labour.mandates[0], terms=(term,)), labour.mandates[1]))
    with_exclusion = replace(labour, domain=replace(labour.domain, exclusions=(Exclusion((0, 1), (0, 0)),)))
    for at, case in enumerate((with_term, with_exclusion)):
        with pytest.raises(Unusable, match="no place for"):
            write(case, format, tmp_path / str(at))


@pytest.mark.parametrize("format", ["genius", "geniusweb", "negmas", "negolog"])
@pytest.mark.parametrize("others", [["firm"], ["firm", "city"]])
def test_parties_that_value_everything_alike_come_back_by_their_names(
    format: str, others: list[str], labour: Case
) -> None:
    twins = tuple(replace(labour.mandates[0], party=party, reservation=Fraction(4)) for party in ("union", *others))
    case = replace(labour, mandates=twins)
    assert there_and_back(case, format).parties == case.parties


def test_minus_infinity_in_negmas_json_reserves_nothing(tmp_path: Path) -> None:
    table = '{"mapping": {"0 %": 0, "3 %": 5}, "type": "TableFun"}'
    page = (
        '{"type": "LinearAdditiveUtilityFunction", "name": "%s", "reserved_value": %s, "weights": [1], "values": [%s]}'
    )
    (tmp_path / "domain.json").write_text('{"name": "d", "issues": [{"name": "wage", "values": ["0 %", "3 %"]}]}')
    (tmp_path / "a.json").write_text(page % ("union", "-Infinity", table))
    (tmp_path / "b.json").write_text(page % ("firm", "0.5", table))
    assert [each.reservation for each in read([tmp_path]).mandates] == [None, Fraction(1, 2)]
    (tmp_path / "b.json").write_text(page.replace('"weights": [1]', '"weights": [-Infinity]') % ("firm", "0.5", table))
    with pytest.raises(Unusable, match="“-inf” is not a number"):
        read([tmp_path])


@pytest.mark.parametrize("format", ["geniusweb", "negmas", "negolog"])
def test_a_third_is_never_rounded(format: str, labour: Case, tmp_path: Path) -> None:
    worth = ((Fraction(1, 3), Fraction(0)), (Fraction(0), Fraction(1)))
    case = replace(labour, mandates=(replace(labour.mandates[0], worth=worth), labour.mandates[1]))
    with pytest.raises(Unusable, match="1/3"):
        write(case, format, tmp_path / "there")


def test_genius_holds_thirds_of_a_decimal(labour: Case) -> None:
    worth = ((Fraction(1, 3), Fraction(1)), (Fraction(0), Fraction(1)))
    case = replace(labour, mandates=(replace(labour.mandates[0], worth=worth), labour.mandates[1]))
    assert there_and_back(case, "genius") == case


@pytest.mark.parametrize("name", ["", " wage", "two\nlines", "bell\a", "\ud800"])
@pytest.mark.parametrize("format", FORMATS)
def test_names_that_no_file_gives_back_are_refused(format: str, name: str, labour: Case, tmp_path: Path) -> None:
    domain = Domain((Issue(name, ("0 %", "3 %")), labour.domain.issues[1]))
    with pytest.raises(Unusable, match="cannot be written"):
        write(replace(labour, domain=domain), format, tmp_path / "there")


def test_a_csv_says_nothing_that_a_spreadsheet_would_run(labour: Case, tmp_path: Path) -> None:
    domain = Domain((Issue('=HYPERLINK("x")', ("0 %", "3 %")), labour.domain.issues[1]))
    case = replace(labour, domain=domain)
    with pytest.raises(Unusable, match="formula"):
        write(case, "csv", tmp_path / "labour.csv")
    assert there_and_back(case, "xlsx") == case


def test_a_folder_that_is_not_empty_stays_as_it_is(labour: Case, tmp_path: Path) -> None:
    (tmp_path / "domain.xml").write_text("mine")
    with pytest.raises(Unusable, match="not empty"):
        write(labour, "genius", tmp_path)
    assert (tmp_path / "domain.xml").read_text() == "mine"


@quickly
@given(value=ANY)
def test_what_is_written_as_a_number_is_read_as_the_same(value: Fraction) -> None:
    from goodoffices.engines.settlement.model.numbers import number, written

    assert number(written(value), ratio=True) == value


@quickly
@given(value=st.fractions(max_denominator=10**30), digits=st.integers(1, 20))
def test_a_rounded_number_is_as_near_as_its_digits_allow(value: Fraction, digits: int) -> None:
    from goodoffices.engines.settlement.model.numbers import decimal, terminates

    text = decimal(value, digits)
    if terminates(value):
        assert Fraction(text) == value
    else:
        assert abs(Fraction(text) - value) <= abs(value) * Fraction(1, 10 ** (digits - 1)) / 2


SPACE = """<utility_space>
{before}<weight index="1" value="2"/><issue index="1" name="wage" type="discrete" etype="discrete">
<item index="1" value="low" evaluation="{low}"/><item index="2" value="high" evaluation="{high}"/></issue>{after}
</utility_space>"""


def test_a_profile_without_an_objective_is_read_as_if_it_had_one(tmp_path: Path) -> None:
    found = []
    for name, before, after in (("with", '<objective index="0" name="x">', "</objective>"), ("without", "", "")):
        folder = tmp_path / name
        folder.mkdir()
        for party, low, high in (("union", 1, 4), ("firm", 5, 0)):
            page = SPACE.format(before=before, after=after, low=low, high=high)
            (folder / f"{party}.xml").write_text(page, encoding="utf-8")
        found.append(read([folder / "firm.xml", folder / "union.xml"]))
    assert found[0].mandates == found[1].mandates
    assert found[1].mandates[1].worth == ((Fraction(1, 2), Fraction(2)),)


def test_a_space_with_nothing_in_it_is_refused(tmp_path: Path) -> None:
    for party in ("union", "firm"):
        (tmp_path / f"{party}.xml").write_text("<utility_space></utility_space>", encoding="utf-8")
    with pytest.raises(Unusable, match="no objective with issues"):
        read([tmp_path / "firm.xml", tmp_path / "union.xml"])
