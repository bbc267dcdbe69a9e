"""The model: what a case may be, what is refused in which sentence, and the same in whole numbers."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.formats.json_tree import Place, parse
from goodoffices.engines.settlement.formats.source import Source
from goodoffices.engines.settlement.model import Case, Domain, Exclusion, Issue, Mandate, Term, Unusable
from goodoffices.engines.settlement.model.numbers import decimal, decimals, number, power, terminates, written
from goodoffices.engines.settlement.model.scaled import ScaledCase
from goodoffices.engines.settlement.reports.legible import legible
from goodoffices.engines.settlement.solutions.measures import Measure, SideConditions
from goodoffices.engines.settlement.tests.brute_force import cases
from goodoffices.engines.settlement.tests.random_cases import all_packages, dependent_cases
from tests.profiles import examples

F = Fraction
DOMAIN = Domain.of({"wage": ["low", "high"], "days off": ["20", "25", "30"]})
ROWS = ((F(0), F(6)), (F(0), F(2), F(4)))


def mandate(worth: object = ROWS, **named: object) -> Mandate:
    return Mandate("union", worth, **named)  # type: ignore[arg-type]


REFUSED: dict[str, tuple[Domain, tuple[Mandate, ...], str]] = {
    "no issue": (Domain(()), (mandate(()),), "There is no issue to negotiate."),
    "no party": (DOMAIN, (), "No party says what the options are worth to it."),
    "issue twice": (Domain((Issue("a", ("x",)),) * 2), (mandate(((F(0),),) * 2),), "The issue “a” is listed twice."),
    "option twice": (Domain((Issue("a", ("x", "x")),)), (mandate(((F(0),) * 2,)),), "On “a”, the option “x” is listed twice."),
    "no option": (Domain((Issue("a", ()),)), (mandate(((),)),), "The issue “a” has no options."),
    "party twice": (DOMAIN, (mandate(), mandate()), "The party “union” is listed twice."),
    "short worths": (DOMAIN, (mandate(ROWS[:1]),), "does not cover every option of every issue"),
    "short row": (DOMAIN, (mandate((ROWS[0], ROWS[1][:2])),), "does not cover every option of every issue"),
    "dependency of one": (DOMAIN, (mandate(terms=(Term((0,), {(0,): F(1)}),)),), "names issues that are not there"),
    "dependency in disorder": (DOMAIN, (mandate(terms=(Term((1, 0), {}),)),), "or not in order"),
    "dependency twice on one": (DOMAIN, (mandate(terms=(Term((0, 0), {}),)),), "or not in order"),
    "dependency beyond": (DOMAIN, (mandate(terms=(Term((0, 5), {}),)),), "names issues that are not there"),
    "dependency on no option": (DOMAIN, (mandate(terms=(Term((0, 1), {(0, 3): F(1)}),)),), "names an option that is not there"),
    "dependency too short": (DOMAIN, (mandate(terms=(Term((0, 1), {(0,): F(1)}),)),), "names an option that is not there"),
    "exclusion of nothing": (Domain(DOMAIN.issues, (Exclusion((), ()),)), (mandate(),), "An exclusion names issues"),
    "exclusion beyond": (Domain(DOMAIN.issues, (Exclusion((2,), (0,)),)), (mandate(),), "An exclusion names issues"),
    "exclusion of no option": (Domain(DOMAIN.issues, (Exclusion((0,), (2,)),)), (mandate(),), "An exclusion names an option"),
    "exclusion below": (Domain(DOMAIN.issues, (Exclusion((0,), (-1,)),)), (mandate(),), "An exclusion names an option"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_fit_together_is_refused(name: str) -> None:
    domain, mandates, sentence = REFUSED[name]
    with pytest.raises(Unusable, match=sentence):
        Case(domain, mandates)


PACKAGES: dict[str, tuple[dict[str, str], str]] = {
    "an issue too many": ({"wage": "low", "days off": "20", "pay": "x"}, "There is no issue “pay”"),
    "an issue too few": ({"wage": "low"}, "says nothing on “days off”"),
    "no such option": ({"wage": "mid", "days off": "20"}, "“wage” has no option “mid”. It has: low, high."),
    "excluded": ({"wage": "low", "days off": "30"}, "that the domain excludes"),
}


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_that_is_none_is_refused(name: str) -> None:
    package, sentence = PACKAGES[name]
    domain = Domain(DOMAIN.issues, (Exclusion((0, 1), (0, 2)),))
    with pytest.raises(Unusable, match=sentence):
        domain.choice(package)
    with pytest.raises(Unusable, match=r"\.$"):
        domain.choice(package)


@settings(max_examples=examples(40, 500), deadline=None)
@given(case=dependent_cases())
def test_names_and_indices_are_the_same_package(case: Case) -> None:
    for choice, utilities in all_packages(case)[:10]:
        assert case.domain.choice(case.domain.named(choice)) == choice
        assert case.acceptable(choice) == all(u >= m.floor for u, m in zip(utilities, case.mandates, strict=True))


@settings(max_examples=examples(60, 800), deadline=None)
@given(drawn=st.tuples(st.integers(1, 3), st.booleans()).flatmap(lambda each: cases(*each)))
def test_whole_numbers_lose_nothing(drawn: Case) -> None:
    scaled = ScaledCase.of(drawn)
    for choice, utilities in all_packages(drawn)[:30]:
        value = scaled.value(choice)
        assert scaled.utilities(value) == utilities
        assert all(abs(each) <= scaled.bound for each in value)
        for each, least, utility, mine in zip(value, scaled.floors, utilities, drawn.mandates, strict=True):
            assert (each >= least) == (utility >= mine.floor)
    assert all(min(vector[p] for vector in row) == 0 for row in scaled.worth for p in range(len(drawn.mandates)))


NUMBERS = [
    ("3", F(3)), ("-0.10", F(-1, 10)), ("+2.5e1", F(25)), (".5", F(1, 2)), ("5.", F(5)), ("−3", F(-3)), (" 7 ", F(7)),
    ("1e-3", F(1, 1000)), ("0", F(0)), ("00012", F(12)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_numbers_are_read_exactly(text: str, value: Fraction) -> None:
    assert number(text) == value


NONE = [
    "",
    " ",
    "a",
    "1,5",
    "1.2.3",
    "--1",
    "0x10",
    "1/0",
    "1/3",
    "inf",
    "nan",
    "1e",
    "e5",
    "1e401",
    "9" * 401,
    "١٢",
    "1_000",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_number_is_half_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"^(is|has) "):
        number(text)
    if text != "1/3":
        with pytest.raises(ValueError, match=r"^(is|has) "):
            number(text, ratio=True)


SPELLED = [
    (F(1, 8), "0.125"), (F(-1, 8), "-0.125"), (F(300), "300"), (F(0), "0"), (F(1, 3), "0.33333333333333333"),
    (F(2, 3), "0.66666666666666667"), (F(10**20, 3), "33333333333333333333"), (F(1, 10**20), "0.00000000000000000001"),
    (F(-1, 7), "-0.14285714285714286"), (F(1, 6 * 10**6), "0.00000016666666666666667"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), SPELLED)
def test_decimals_are_exact_or_have_seventeen_digits(value: Fraction, text: str) -> None:
    assert decimal(value) == text
    assert terminates(value) == (number(text) == value)
    assert number(written(value), ratio=True) == value


@settings(max_examples=examples(60, 500), deadline=None)
@given(values=st.lists(st.integers(-(10**9), 10**9), max_size=6), scale=st.sampled_from([1, 2, 8, 10, 125, 3, 7, 12]))
def test_many_decimals_are_those_of_each(values: list[int], scale: int) -> None:
    assert decimals(values, scale) == [decimal(Fraction(value, scale)) for value in values]


@pytest.mark.parametrize(
    ("value", "text"),
    [(F(123456), "1.23 × 10^5"), (F(-99999), "-9.99 × 10^4"), (F(10**400), "1.00 × 10^400"), (F(5), "5.00 × 10^0")],
)
def test_long_numbers_are_shown_as_powers(value: Fraction, text: str) -> None:
    assert power(value) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("wage", "wage"),
        ("a\nb\tc\rd", "a b c d"),
        ("\x1b[2J", "�[2J"),
        ("\ud800", "�"),
        ("عربي", "عربي"),
        ("\uffff", "�"),
    ],
)
def test_names_are_shown_without_what_a_terminal_obeys(text: str, shown: str) -> None:
    assert legible(text) == shown and legible(shown) == shown


def place(content: str, tmp_path) -> Place:
    path = tmp_path / "file.json"
    path.write_text(content, encoding="utf-8")
    source = Source.of(path)
    return Place(parse(source), source)


TREES = {
    "missing": ('{"a": 1}', lambda at: at["b"], "there is no “b”"),
    "no names": ("[1]", lambda at: list(at.items()), "names with values are expected"),
    "no list": ('{"a": 1}', lambda at: at["a"].elements(), "a list is expected"),
    "no text": ('{"a": []}', lambda at: at["a"].text(), "a word or a number is expected"),
    "no number": ('{"a": "x"}', lambda at: at["a"].number(), "the number “x” is not a number"),
    "neither": ('{"a": null}', lambda at: at["a"].number(), "a number is expected"),
    "in a list": ('{"a": [1, {}]}', lambda at: at["a"].elements()[1].text(), "a, number 2: a word or a number"),
    "deep down": ('{"a": {"b": {}}}', lambda at: at["a"]["b"]["c"], "a → b: there is no “c”"),
}


@pytest.mark.parametrize("name", TREES)
def test_a_place_knows_where_it_is(name: str, tmp_path) -> None:
    content, ask, sentence = TREES[name]
    with pytest.raises(Unusable, match=sentence):
        ask(place(content, tmp_path))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [('{"a": 1, "a": 2}', "“a” is stated twice"), ("{", "line 1: this is not JSON"), ("NaN", "no number to negotiate"), ("[" * 10_000, "deeper")],
)  # fmt: skip
def test_json_that_is_none_is_refused(content: str, sentence: str, tmp_path) -> None:
    with pytest.raises(Unusable, match=sentence):
        place(content, tmp_path)


def test_numbers_in_json_never_pass_through_a_float(tmp_path) -> None:
    at = place('{"a": 0.10, "b": 12345678901234567890.5, "c": -Infinity}', tmp_path)
    assert at["a"].number() == F(1, 10) and at["a"].text() == "0.10"
    assert at["b"].number() == F(24691357802469135781, 2)
    assert at.first("z", "b").number() == at["b"].number() and at.either("z") is at
    assert "a" in at and "z" not in at


@settings(max_examples=examples(40, 500), deadline=None)
@given(case=dependent_cases(3), amount=st.fractions(-50, 50, max_denominator=6), data=st.data())
def test_least_values_are_the_least_that_reach_and_exceed(case: Case, amount: Fraction, data: st.DataObject) -> None:
    scaled = ScaledCase.of(case)
    members = range(len(case.mandates))
    zero = [data.draw(st.fractions(-3, 3, max_denominator=4)) for _ in members]
    size = [data.draw(st.fractions(Fraction(1, 4), 3, max_denominator=4)) for _ in members]
    measure = Measure.of(scaled, zero, size, members)
    for choice, utilities in all_packages(case)[:5]:
        expected = [(u - z) / s for u, z, s in zip(utilities, zero, size, strict=True)]
        assert measure.at(scaled.value(choice)) == expected
    for p, (least, above) in enumerate(zip(measure.least(amount), measure.above(amount), strict=True)):

        def at(value: int, p: int = p) -> Fraction:
            return measure.base[p] + measure.per[p] * value

        assert at(least) >= amount > at(least - 1)
        assert at(above) > amount >= at(above - 1)


def test_floors_that_follow_from_an_amount_are_left_out() -> None:
    measure = Measure((0, 2), (F(0), F(-1)), (F(1), F(2)))
    side = SideConditions(3, [9, 9, 9], {0: 4, 1: 5, 2: 3})
    assert side.without_what_follows(measure, F(5)).floors == {1: 5}
    assert side.without_what_follows(measure, F(3)).floors == {0: 4, 1: 5, 2: 3}
    assert side.without_what_follows(measure, F(7, 2)).floors == {1: 5}
    assert side.demands == [4, 5, 3] and SideConditions(1, [1], {}, (2,), 7).demands == [7]
