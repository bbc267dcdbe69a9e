"""Every way in which a certificate can fall short is refused in a sentence of its own, whatever its digest says.

Each row forges a certificate that is true otherwise; whoever forges can write a fresh digest, so each gets one.
"""

import copy
import json
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from goodoffices.engines.settlement.audit import audit
from goodoffices.engines.settlement.certificates import checker
from goodoffices.engines.settlement.certificates.checker import Refused, check, main
from goodoffices.engines.settlement.certificates.making import digest, plain
from goodoffices.engines.settlement.model import Case, Domain, Exclusion, Mandate
from goodoffices.engines.settlement.solutions import NoAcceptablePackage, solve
from goodoffices.engines.settlement.tests.random_cases import seeded

Json = Any
F = Fraction


def resealed(certificate: Json) -> Json:
    body = {key: value for key, value in certificate.items() if key != "digest"}
    return {**body, "digest": digest(body)}


@cache
def small() -> Case:
    return seeded(3, 4, 3, 30, 1)


@cache
def prize() -> Case:
    """Nobody can gain together with all others."""
    domain = Domain.of({"prize": ["to none", "to A and B", "to C"]})
    worth = [(0, 3, 0), (0, 2, 0), (0, 0, 9)]
    return Case(domain, tuple(Mandate(name, (tuple(map(F, row)),)) for name, row in zip("ABC", worth, strict=True)))


@cache
def excluded() -> Case:
    case = small()
    domain = Domain(case.domain.issues, (Exclusion((0, 1), (0, 0)),))
    return Case(domain, case.mandates)


@cache
def certificate(of: str) -> tuple[Case, Json]:
    match of:
        case "nothing":
            buyer, seller = (Mandate(n, (row,), F(3)) for n, row in (("b", (F(5), F(0))), ("s", (F(0), F(5)))))
            none = Case(Domain.of({"price": ["low", "high"]}), (buyer, seller))
            try:
                solve(none, ["nash"])
            except NoAcceptablePackage as problem:
                return none, problem.certificate
            raise AssertionError
        case "efficient":
            return small(), audit(small(), solve(small(), ["nash"])["nash"].choice).certificate
        case "improvable":
            return small(), audit(small(), (0, 0, 0, 0)).certificate
        case "prize":
            return prize(), solve(prize(), ["nash"])["nash"].certificate
        case "excluded":
            return excluded(), solve(excluded(), ["leximin"])["leximin"].certificate
        case rule:
            return small(), solve(small(), [rule])[rule].certificate


def put(*path: Any, to: Json) -> Callable[[Json], None]:
    """Put something at a place of the certificate."""

    def change(certificate: Json) -> None:
        for step in path[:-1]:
            certificate = certificate[step]
        certificate[path[-1]] = to

    return change


def drop(*path: Any) -> Callable[[Json], None]:
    def change(certificate: Json) -> None:
        for step in path[:-1]:
            certificate = certificate[step]
        del certificate[path[-1]]

    return change


def add(*path: Any, what: Json) -> Callable[[Json], None]:
    def change(certificate: Json) -> None:
        for step in path:
            certificate = certificate[step]
        certificate.append(what)

    return change


ALL = {"parties": [0, 1, 2]}
FORGED: dict[str, tuple[str, Callable[[Json], None], str]] = {
    "another format": ("nash", put("format", to="other/2"), "certificate of another format"),
    "another kind": ("nash", put("kind", to="best"), "claims something this checker does not know"),
    "kind of another sort": ("nash", put("kind", to=[]), "not in the form that is expected"),
    "no kind": ("nash", drop("kind"), "not in the form that is expected"),
    "unknown rule": ("nash", put("rule", to="fair"), "no rule of this name"),
    "no rule": ("nash", drop("rule"), "not in the form"),
    "more than belongs there": ("nash", put("extra", to=1), "does not belong there"),
    "ideals where none belong": ("leximin", put("ideals", to=[]), "does not belong there"),
    "no proof": ("nash", drop("proof"), "missing, or does not belong"),
    "short package": ("nash", put("package", to=[0, 0, 0]), "does not name an option for every issue"),
    "option beyond": ("nash", put("package", to=[0, 0, 0, 9]), "does not name an option for every issue"),
    "option below": ("nash", put("package", to=[0, 0, 0, -1]), "does not name an option for every issue"),
    "option half": ("nash", put("package", to=[0, 0, 0, 1.0]), "1.0 stands where a whole number belongs"),
    "option true": ("nash", put("package", to=[0, 0, 0, True]), "True stands where a whole number belongs"),
    "excluded package": ("excluded", put("package", to=[0, 0, 0, 0]), "contains what the case excludes"),
    "other utilities": ("nash", put("utilities", to=["1", "2", "3"]), "not worth what is claimed"),
    "other spelling": ("nash", put("utilities", 0, to="01"), "not worth what is claimed"),
    "one ideal too few": ("ks", drop("ideals", 2), "ideals are not one per party"),
    "an ideal that is none": ("ks", put("ideals", 0, "package", to=[0, 0, 0, 0]), "The ideal of party 1"),
    "an ideal without proof": ("ks", drop("ideals", 1, "proof"), "missing, or does not belong"),
    "others gain": ("prize", put("gaining", to=[0]), "Other parties gain than is claimed"),
    "nobody is unable": ("prize", put("unable", to=[]), "Not every set of parties is looked at"),
    "unable without proof": ("prize", put("unable", 0, to=ALL), "missing, or does not belong"),
    "unable in disorder": ("prize", put("unable", 0, "parties", to=[2, 1, 0]), "not there, or not in order"),
    "unable who is not there": ("prize", put("unable", 0, "parties", to=[7]), "not there, or not in order"),
    "gaining left out": ("prize", drop("gaining"), "parts that do not belong there"),
    "gaining of all left out": ("nash", put("unable", to=[]), "parts that do not belong there"),
    "efficient but not": ("efficient", put("package", to=[0, 0, 0, 0]), "leaf that its weights do not close|passes over"),
    "better is the draft": ("improvable", put("better", to=[0, 0, 0, 0]), "not better for one party at nobody"),
    "most without proof": ("improvable", drop("proof"), "parts that do not belong there"),
    "most of two": ("improvable", drop("most", 2), "not there for every party"),
    "most that is less": ("improvable", put("most", 1, "package", to=[0, 0, 0, 0]), "What party 2 leaves on the table"),
    "nothing acceptable, and more": ("nothing", put("package", to=[0]), "missing, or does not belong"),
    "no tree": ("leximin", put("proof", "tree", to=[]), "ends too early|not in the form|whole number"),
    "no weights": ("leximin", put("proof", "weights", to=[]), "ends too early|does not close|goes on"),
    "a tree that goes on": ("leximin", add("proof", "tree", what=0), "goes on after its end"),
    "weights nobody uses": ("leximin", add("proof", "weights", what=[1, 1, 1]), "weights that it does not use"),
    "weights below 0": ("leximin", put("proof", "weights", 0, to=[-1, 1, 1]), "Weights below 0 prove nothing"),
    "weights for two": ("leximin", put("proof", "weights", 0, to=[1, 1]), "not one for each party that is measured"),
    "weights in halves": ("leximin", put("proof", "weights", 0, to=[0.5, 1, 1]), "0.5 stands where a whole number belongs"),
    "floors for two": ("leximin", put("proof", "weights", 0, to=[[1, 1, 1], [1, 1], 0]), "not one for each party"),
    "a part as a package": ("leximin", put("proof", "tree", 0, to=-1), "takes a part for a package"),
    "a branch beyond": ("leximin", put("proof", "tree", 0, to=[-9, 0, 1, 2]), "branches where nothing is open"),
    "a branch without an option": ("leximin", put("proof", "tree", 0, to=[-1, 0, 1]), "does not look at every option"),
    "a branch with one twice": ("leximin", put("proof", "tree", 0, to=[-1, 0, 1, 1]), "does not look at every option"),
    "a leaf of words": ("leximin", put("proof", "tree", 0, to="0"), "stands where a whole number belongs"),
    "a leaf that is true": ("leximin", put("proof", "tree", 0, to=True), "True stands where a whole number belongs"),
    "more levels than there are": ("leximin", put("proof", "tree", 0, to=[0] * 9), "its weights do not close|ends too early|goes on"),
    "weights of nothing": ("leximin", put("proof", "weights", 0, to=[0, 0, 0]), "its weights do not close"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_certificate_is_refused_in_its_own_sentence(name: str) -> None:
    of, change, sentence = FORGED[name]
    case, true = certificate(of)
    assert check(plain(case), true).startswith("Proven")
    forged = copy.deepcopy(true)
    change(forged)
    assert forged != true
    with pytest.raises(Refused, match=sentence) as refusal:
        check(plain(case), resealed(forged))
    assert str(refusal.value).endswith((".", ")"))


CASES: dict[str, tuple[Callable[[Json], None], str]] = {
    "no issue": (put("issues", to=[]), "no issue, or one without options"),
    "an issue without options": (put("issues", 0, "options", to=[]), "no issue, or one without options"),
    "no party": (put("parties", to=[]), "There is no party"),
    "more than belongs there": (put("author", to="me"), "does not belong there"),
    "a worth that is a number": (put("parties", 0, "worth", 0, 0, to=3), "stands where a number like"),
    "a worth that is a float": (put("parties", 0, "worth", 0, 0, to="0.5"), "stands where a number like"),
    "a worth that is a power": (put("parties", 0, "worth", 0, 0, to="1e9"), "stands where a number like"),
    "a worth too long": (put("parties", 0, "worth", 0, 0, to="9" * 4001), "stands where a number like"),
    "a worth by nothing": (put("parties", 0, "worth", 0, 0, to="1/0"), "not in the form"),
    "a row too short": (drop("parties", 1, "worth", 0, 0), "do not cover every option"),
    "no reservation": (drop("parties", 1, "reservation"), "not in the form"),
    "exclusion of no issue": (add("exclusions", what={"issues": [9], "options": [0]}), "not there, or not in order"),
    "exclusion in disorder": (add("exclusions", what={"issues": [1, 0], "options": [0, 0]}), "not there, or not in order"),
    "dependency of no issue": (
        add("parties", 0, "dependencies", what={"issues": [0, 9], "worth": []}), "not there, or not in order"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_case_that_is_none_is_refused(name: str) -> None:
    change, sentence = CASES[name]
    case, true = certificate("leximin")
    written = copy.deepcopy(plain(case))
    change(written)
    with pytest.raises(Refused, match="about another case"):
        check(written, true)
    with pytest.raises(Refused, match=sentence):
        check(written, resealed({**true, "case": digest(written)}))


def test_another_case_that_differs_in_one_worth_is_refused_or_still_true() -> None:
    """One worth at a time, higher and lower: what is accepted is true of the changed case."""
    case, true = certificate("utilitarian")
    accepted = 0
    for party in range(3):
        for issue in range(4):
            for option in range(3):
                for by in (-7, 7):
                    written = copy.deepcopy(plain(case))
                    row = written["parties"][party]["worth"][issue]
                    row[option] = str(int(row[option]) + by)
                    forged = {**copy.deepcopy(true), "case": digest(written)}
                    worth = [[[F(cell) for cell in r] for r in p["worth"]] for p in written["parties"]]
                    of_package = [str(sum(w[i][o] for i, o in enumerate(true["package"]))) for w in worth]
                    forged["utilities"] = of_package
                    try:
                        check(written, resealed(forged))
                    except Refused:
                        continue
                    accepted += 1
                    best = sum(max(sum(w[i][o] for w in worth) for o in range(3)) for i in range(4))
                    assert sum(map(F, of_package)) == best
    assert 0 < accepted < 72


@pytest.mark.parametrize("rule", checker.RULES)
def test_each_rule_is_named_with_its_package(rule: str) -> None:
    case, true = certificate(rule)
    said = check(plain(case), true)
    assert f"under “{rule}”" in said and "issue 0: " in said
    assert json.loads(json.dumps(true)) == true, "plain JSON and nothing else"


FILES: dict[str, tuple[Json, int, str]] = {
    "nothing proven": ({"case": {}, "certificates": {}}, 1, "There is no certificate in it."),
    "a case alone": ({"issues": []}, 2, "could not be read"),
    "a list": ([], 2, "could not be read"),
    "certificates that are none": ({"case": {}, "certificates": 3}, 2, "could not be read"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_without_proofs_has_a_status_of_its_own(name: str, tmp_path: Path, capsys: Any) -> None:
    content, status, sentence = FILES[name]
    path = tmp_path / "file.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert main([str(path)]) == status
    captured = capsys.readouterr()
    assert sentence in captured.out + captured.err


def test_one_false_certificate_among_true_ones_is_told_by_its_name(tmp_path: Path, capsys: Any) -> None:
    case, nash = certificate("nash")
    _, leximin = certificate("leximin")
    path = tmp_path / "bundle.json"
    bundle = {"case": plain(case), "certificates": {"nash": nash, "leximin": {**leximin, "rule": "ks"}}}
    path.write_text(json.dumps(bundle), encoding="utf-8")
    assert main([str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("nash: Proven") and lines[1].startswith("leximin: The certificate was changed")
    bundle["certificates"]["leximin"] = leximin
    path.write_text(json.dumps(bundle), encoding="utf-8")
    assert main([str(path)]) == 0
