"""Every field of every kind of certificate, spoilt in every way that fits it: refused, or still a proof of what is true.

Whoever forges writes a fresh digest, so each forgery gets one. Whether what is still accepted is true is decided by looking at
every package, with the rules written down once more.
"""

import copy
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from math import prod
from typing import Any

import pytest

from goodoffices.engines.settlement.audit import audit
from goodoffices.engines.settlement.certificates.checker import Refused, check
from goodoffices.engines.settlement.certificates.making import digest, plain
from goodoffices.engines.settlement.model import Case, Domain, Exclusion, Mandate, Term
from goodoffices.engines.settlement.solutions import SOLUTIONS, NoAcceptablePackage, solve
from goodoffices.engines.settlement.tests.random_cases import all_packages, seeded
from goodoffices.engines.settlement.tests.test_checker_refusals import prize

Json = Any
F = Fraction
Way = tuple[str | int, ...]


# ---- certificates ----------------------------------------------------------------------------------------------------


@cache
def ordinary() -> Case:
    drawn = seeded(3, 2, 3, 12, 6)
    floors = tuple(replace(each, reservation=F(6)) for each in drawn.mandates)
    return replace(drawn, mandates=floors)


@cache
def entangled() -> Case:
    """With a dependency, an exclusion, a base value and thirds."""
    drawn = seeded(2, 3, 2, 9, 4)
    one, two = drawn.mandates
    one = replace(one, terms=(Term((0, 2), {(1, 1): F(-4), (0, 1): F(3)}),), base=F(1, 3))
    return replace(drawn, domain=replace(drawn.domain, exclusions=(Exclusion((0, 1), (0, 1)),)), mandates=(one, two))


@cache
def hopeless() -> Case:
    drawn = seeded(2, 3, 3, 12, 4)
    floors = tuple(replace(each, reservation=F(26)) for each in drawn.mandates)
    return replace(drawn, mandates=floors)


@cache
def certificates() -> dict[str, tuple[Case, Json]]:
    found: dict[str, tuple[Case, Json]] = {}
    for name, case in (("ordinary", ordinary()), ("entangled", entangled()), ("prize", prize())):
        for rule, solution in solve(case, SOLUTIONS).items():
            found[f"{name} {rule}"] = case, solution.certificate
    picked = solve(ordinary(), ["leximin"])["leximin"].choice
    found["efficient"] = ordinary(), audit(ordinary(), picked).certificate
    found["improvable"] = ordinary(), audit(ordinary(), BETTERED).certificate
    with pytest.raises(NoAcceptablePackage) as nothing:
        solve(hopeless(), ["nash"])
    found["nothing"] = hopeless(), nothing.value.certificate
    return found


#: A draft of the ordinary case that leaves something on the table.
BETTERED = (0, 2)

NAMES = [
    *(f"ordinary {rule}" for rule in SOLUTIONS),
    "entangled nash", "entangled leximin", "entangled egalitarian", "prize nash", "prize ks",
    "efficient", "improvable", "nothing",
]  # fmt: skip


# ---- what can be done to a field -------------------------------------------------------------------------------------


def fields(value: Json, way: Way = ()) -> Iterator[Way]:
    """The ways to all fields, those within fields, too."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in pairs:
        yield (*way, key)
        yield from fields(each, (*way, key))


def spoilt(value: Json) -> list[Json]:
    """Other values of the same sort, and of other sorts."""
    others: list[Json] = [None, [], {}, "", "x", 7, -1, 1.5, True]
    match value:
        case bool():
            others.append(not value)
        case int():
            others += [value + 1, value - 1, -value - 5, float(value), str(value), [value]]
        case str():
            others += [value + " ", value.upper(), f"{value}/2", f"0{value}"]
        case list():
            others += [
                value[:-1],
                value[1:],
                value[::-1],
                [*value, *value[-1:]],
                {str(place): each for place, each in enumerate(value)},
            ]
        case dict():
            others += [{**value, "more": 1}, list(value)]
    return [each for each in others if repr(each) != repr(value)]


def misproven(value: Json) -> list[Json]:
    """The same within a proof, which has very many fields of few sorts."""
    match value:
        case int():
            return [value + 1, value - 1, float(value), True]
        case list():
            return [value[:-1], [*value, *value[-1:]], value[::-1]]
    return spoilt(value)[:2]


def forged(certificate: Json, way: Way, value: Json) -> Json:
    """The certificate with another value there, and a digest that fits."""
    changed = copy.deepcopy(certificate)
    inner = changed
    for step in way[:-1]:
        inner = inner[step]
    inner[way[-1]] = value
    return resealed(changed)


def without(certificate: Json, way: Way) -> Json:
    changed = copy.deepcopy(certificate)
    inner = changed
    for step in way[:-1]:
        inner = inner[step]
    del inner[way[-1]]
    return resealed(changed)


def resealed(certificate: Json) -> Json:
    body = {key: value for key, value in certificate.items() if key != "digest"}
    return {**body, "digest": digest(body)}


# ---- what is true ----------------------------------------------------------------------------------------------------


def standing(rule: str, case: Case, utilities: tuple[Fraction, ...], acceptable: list[tuple[Fraction, ...]]) -> Json:
    """Where a package stands under a rule, from the definitions; greater is better."""
    floors = [mandate.floor for mandate in case.mandates]
    gains = [each - floor for each, floor in zip(utilities, floors, strict=True)]
    worst_first = sorted(utilities)
    match rule:
        case "utilitarian":
            return sum(utilities), worst_first
        case "nash":
            gaining = [gain for gain in gains if gain > 0]
            return len(gaining), prod(gaining, start=F(1)), worst_first
        case "egalitarian":
            return sorted(gains), worst_first
        case "ks":
            most = [max(column) - floor for column, floor in zip(zip(*acceptable, strict=True), floors, strict=True)]
            shares = [gain / top for gain, top in zip(gains, most, strict=True) if top > 0]
            return min(shares, default=F(0)), worst_first
    return worst_first


def is_true(case: Case, claim: Json) -> bool:
    every = all_packages(case)
    acceptable = [utilities for choice, utilities in every if case.acceptable(choice)]
    if claim["kind"] == "nothing acceptable":
        return not acceptable
    mine = case.utilities(tuple(claim["package"]))
    if claim["kind"] == "solution":
        best = max(standing(claim["rule"], case, each, acceptable) for each in acceptable)
        return mine in acceptable and standing(claim["rule"], case, mine, acceptable) == best
    better = [utilities for _, utilities in every if utilities != mine and all(map(F.__ge__, utilities, mine))]
    return not better if claim["kind"] == "efficient" else case.utilities(tuple(claim["better"])) in better


# ---- the tests -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_as_it_was_made_it_is_accepted_and_true(name: str) -> None:
    case, certificate = certificates()[name]
    assert check(plain(case), certificate).startswith("Proven") and is_true(case, certificate)


@pytest.mark.parametrize("name", NAMES)
def test_a_spoilt_field_is_refused_or_what_is_claimed_is_true_all_the_same(name: str) -> None:
    """What the proof is made of, and what is proven beside it, may have another form that proves it, too; what is claimed has none."""
    case, certificate = certificates()[name]
    written, tried = plain(case), 0
    for way in fields(certificate):
        proving = bool({"proof", "unable", "others"} & set(way))
        for value in (misproven if proving else spoilt)(at(certificate, way)):
            other = forged(certificate, way, value)
            if way == ("digest",):  # it was made anew
                continue
            tried += 1
            try:
                check(written, other)
            except Refused as refusal:
                assert str(refusal)[-1] in ".)", refusal
                continue
            assert is_true(case, other), (way, value)
            assert proving or same_rule(way, value, certificate) or other_package_alike(case, way), (way, value)
    assert tried > 50


def at(value: Json, way: Way) -> Json:
    for step in way:
        value = value[step]
    return value


def same_rule(way: Way, value: Json, certificate: Json) -> bool:
    """Maximin and leximin are the same rule under two names."""
    return way == ("rule",) and {value, certificate["rule"]} == {"maximin", "leximin"}


def other_package_alike(case: Case, way: Way) -> bool:
    """Another package may be worth the same, or be better than the draft as well."""
    return "package" in way or "better" in way


@pytest.mark.parametrize("name", NAMES)
def test_a_named_field_left_out_is_refused(name: str) -> None:
    case, certificate = certificates()[name]
    written = plain(case)
    for way in fields(certificate):
        if way == ("digest",) or isinstance(way[-1], int):
            continue
        with pytest.raises(Refused):
            check(written, without(certificate, way))


@pytest.mark.parametrize("name", NAMES)
def test_without_a_fresh_digest_every_spoilt_field_is_refused_by_it(name: str) -> None:
    case, certificate = certificates()[name]
    written = plain(case)
    for key, value in certificate.items():
        other = {**certificate, key: [value]}
        with pytest.raises(Refused, match=r"another format" if key == "format" else "its digest differs"):
            check(written, other)


@pytest.mark.parametrize("name", ["ordinary nash", "entangled leximin", "efficient", "nothing"])
def test_every_field_of_the_case_is_held_by_its_digest(name: str) -> None:
    case, certificate = certificates()[name]
    written = plain(case)
    for way in fields(written):
        for value in spoilt(at(written, way))[:4]:
            other = copy.deepcopy(written)
            inner: Json = other
            for step in way[:-1]:
                inner = inner[step]
            inner[way[-1]] = value
            with pytest.raises(Refused, match="about another case"):
                check(other, certificate)


@pytest.mark.parametrize("name", ["ordinary utilitarian", "entangled egalitarian", "efficient", "nothing"])
def test_a_certificate_made_out_for_another_case_is_refused_or_true_of_it(name: str) -> None:
    """One worth or floor at a time is another; whoever forges writes the digest of that case into it."""
    case, certificate = certificates()[name]
    refused = 0
    for p, mandate in enumerate(case.mandates):
        for i, row in enumerate(mandate.worth):
            for o in range(len(row)):
                for by in (F(-9), F(1, 3), F(9)):
                    rows = [list(each) for each in mandate.worth]
                    rows[i][o] += by
                    mandates = list(case.mandates)
                    mandates[p] = replace(mandate, worth=tuple(map(tuple, rows)))
                    other = replace(case, mandates=tuple(mandates))
                    made_out = {**certificate, "case": digest(plain(other))}
                    if "utilities" in made_out:
                        made_out["utilities"] = [str(each) for each in other.utilities(tuple(made_out["package"]))]
                    try:
                        check(plain(other), resealed(made_out))
                    except Refused:
                        refused += 1
                        continue
                    assert is_true(other, made_out), (p, i, o, by)
    assert refused > 0


def test_no_certificate_is_accepted_as_one_of_another_kind() -> None:
    for name in ("ordinary nash", "efficient", "improvable", "nothing"):
        case, certificate = certificates()[name]
        for other in ("solution", "nothing acceptable", "efficient", "improvable"):
            if other == certificate["kind"]:
                continue
            with pytest.raises(Refused):
                check(plain(case), resealed({**certificate, "kind": other}))


def test_no_rule_passes_for_another_that_picks_something_else() -> None:
    picks = {rule: solution.utilities for rule, solution in solve(ordinary(), SOLUTIONS).items()}
    assert len(set(picks.values())) > 1
    tried = 0
    for rule in SOLUTIONS:
        _, certificate = certificates()[f"ordinary {rule}"]
        for other in SOLUTIONS:
            if picks[other] == picks[rule]:
                continue
            tried += 1
            with pytest.raises(Refused):
                check(plain(ordinary()), resealed({**certificate, "rule": other}))
    assert tried


def one_prize(to_c: int) -> Case:
    """It goes to A, who has 3 of it, or to C: nobody can gain together with anybody."""
    domain = Domain.of({"prize": ["to none", "to A", "to C"]})
    rows = {"A": (0, 3, 0), "C": (0, 0, to_c)}
    return Case(domain, tuple(Mandate(name, (tuple(map(F, row)),)) for name, row in rows.items()))


def test_other_parties_that_could_gain_as_many_have_to_be_looked_at() -> None:
    """Where C has 1 of the prize, A's package is picked. The same proof without a word on C is none where C has 9."""
    small, large = one_prize(1), one_prize(9)
    true = solve(small, ["nash"])["nash"].certificate
    assert true is not None and true["package"] == [1] and check(plain(small), true).startswith("Proven")
    assert solve(large, ["nash"])["nash"].choice == (2,)
    silent = resealed({**true, "case": digest(plain(large)), "others": []})
    with pytest.raises(Refused, match="Not every set of parties is looked at"):
        check(plain(large), silent)
    with pytest.raises(Refused, match="Other parties could gain more together"):
        check(plain(large), resealed({**true, "case": digest(plain(large))}))
