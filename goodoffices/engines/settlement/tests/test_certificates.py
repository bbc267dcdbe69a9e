"""Certificates: what is true is accepted, what is corrupted or false is refused, by a checker that stands alone."""

import ast
import copy
import json
import subprocess
import sys
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.audit import audit
from goodoffices.engines.settlement.certificates import checker
from goodoffices.engines.settlement.certificates.checker import Refused, World, check
from goodoffices.engines.settlement.certificates.making import digest, plain
from goodoffices.engines.settlement.model import Case
from goodoffices.engines.settlement.solutions import SOLUTIONS, NoAcceptablePackage, solve
from goodoffices.engines.settlement.tests.random_cases import all_packages, dependent_cases, seeded
from tests.profiles import examples


@settings(max_examples=examples(20, 500), deadline=None)
@given(case=dependent_cases(4), data=st.data())
def test_what_the_engine_proves_the_checker_accepts(case: Case, data: st.DataObject) -> None:
    written = through_json(plain(case))
    try:
        for found in solve(case, SOLUTIONS).values():
            assert f"“{found.name}”" in check(written, through_json(found.certificate))
    except NoAcceptablePackage as nothing:
        assert check(written, through_json(nothing.certificate)) == "Proven: no package meets every reservation value."
    if packages := all_packages(case):
        found = audit(case, data.draw(st.sampled_from(packages))[0])
        said = check(written, through_json(found.certificate))
        assert ("can be bettered" in said) == found.improvable


@cache
def subjects() -> list[tuple[Case, Any]]:
    """Certificates of every kind, small and large."""
    some = seeded(3, 5, 3, 40, 1)
    found: list[tuple[Case, Any]] = [(some, each.certificate) for each in solve(some, SOLUTIONS).values()]
    found.append((some, audit(some, (0,) * 5).certificate))
    found.append((some, audit(some, solve(some, ["nash"])["nash"].choice).certificate))
    large = seeded(5, 12, 4, 1000, 2)
    found += [(large, each.certificate) for each in solve(large, ["leximin", "nash"]).values()]
    return found


@settings(max_examples=examples(100, 3000), deadline=None)
@given(data=st.data())
def test_any_change_is_refused(data: st.DataObject) -> None:
    case, certificate = data.draw(st.sampled_from(subjects()))
    changed = mutated(data, certificate)
    with pytest.raises(Refused):
        check(plain(case), changed)


@settings(max_examples=examples(50, 2000), deadline=None)
@given(data=st.data())
def test_a_change_with_a_fresh_digest_proves_nothing_false(data: st.DataObject) -> None:
    """Whoever can write a certificate can also write its digest. Then only the proof protects: it may still be one, of
    something that is still true."""
    case, certificate = data.draw(st.sampled_from(subjects()[:8]))
    changed = mutated(data, certificate)
    if not isinstance(changed, dict):
        return
    changed["digest"] = digest({key: value for key, value in changed.items() if key != "digest"})
    try:
        check(plain(case), changed)
    except Refused:
        return
    assert is_true(case, changed), "accepted, and false"


def is_true(case: Case, certificate: dict[str, Any]) -> bool:
    """By looking at every package."""
    packages = all_packages(case)
    if certificate["kind"] == "solution":
        found = solve(case, [certificate["rule"]])[certificate["rule"]]
        return list(map(str, found.utilities)) == certificate["utilities"]
    mine = case.utilities(tuple(certificate["package"]))
    better = [one for _, one in packages if one != mine and all(map(Fraction.__ge__, one, mine))]
    if certificate["kind"] == "efficient":
        return not better
    return bool(certificate["kind"] == "improvable" and case.utilities(tuple(certificate["better"])) in better)


def test_a_false_claim_is_refused_whatever_its_digest() -> None:
    case = seeded(3, 5, 3, 40, 1)
    solutions = solve(case, ["nash", "leximin", "utilitarian"])
    assert len({each.utilities for each in solutions.values()}) > 1
    for one in solutions.values():
        for other in solutions.values():
            if one.utilities == other.utilities:
                continue
            forged = {**copy.deepcopy(one.certificate or {}), "package": list(other.choice)}
            forged["utilities"] = [str(each) for each in other.utilities]
            with pytest.raises(Refused):
                check(plain(case), resealed(forged))


def test_a_tree_with_a_missing_branch_is_refused() -> None:
    case = seeded(5, 12, 4, 1000, 2)
    certificate = solve(case, ["leximin"])["leximin"].certificate
    assert certificate is not None and len(certificate["proof"]["tree"]) > 1
    for at, node in enumerate(certificate["proof"]["tree"]):
        if isinstance(node, list) and node[0] < 0:
            forged = copy.deepcopy(certificate)
            forged["proof"]["tree"][at] = node[:-1]
            with pytest.raises(Refused, match="every option"):
                check(plain(case), resealed(forged))
            break


def test_another_case_is_refused() -> None:
    case, other = seeded(3, 5, 3, 40, 1), seeded(3, 5, 3, 40, 2)
    certificate = solve(case, ["nash"])["nash"].certificate
    with pytest.raises(Refused, match="another case"):
        check(plain(other), certificate)
    assert certificate is not None
    with pytest.raises(Refused):
        check(plain(other), resealed({**certificate, "case": digest(plain(other))}))


def test_the_checker_imports_nothing_but_the_standard_library() -> None:
    tree = ast.parse(Path(checker.__file__).read_text(encoding="utf-8"))
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in named} <= sys.stdlib_module_names


def test_the_checker_runs_alone(tmp_path: Path) -> None:
    case = seeded(3, 5, 3, 40, 1)
    certificate = solve(case, ["nash"])["nash"].certificate
    alone = tmp_path / "checking.py"
    alone.write_text(Path(checker.__file__).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "case.json").write_text(json.dumps(plain(case)), encoding="utf-8")
    (tmp_path / "good.json").write_text(json.dumps(certificate), encoding="utf-8")
    (tmp_path / "bad.json").write_text(json.dumps({**(certificate or {}), "rule": "ks"}), encoding="utf-8")
    (tmp_path / "torn.json").write_text(json.dumps(certificate)[:-9], encoding="utf-8")

    def run(*files: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-I", str(alone), *(str(tmp_path / file) for file in files)],
            capture_output=True,
            text=True,
            cwd=tmp_path,
        )
        return done.returncode, done.stdout + done.stderr

    assert run("case.json", "good.json")[0] == 0 and "Proven" in run("case.json", "good.json")[1]
    assert run("case.json", "bad.json")[0] == 1
    assert run("case.json", "torn.json")[0] == 2
    assert run("case.json")[0] == 2 and "python checker.py" in run("case.json")[1]


@pytest.mark.parametrize(
    "nonsense",
    [None, [], {}, 3, {"format": checker.FORMAT}, {"format": checker.FORMAT, "digest": 1}, {"format": {}}],
)
def test_nonsense_is_refused_in_a_sentence(nonsense: Any) -> None:
    with pytest.raises(Refused, match=r"\.$"):
        check(plain(seeded(2, 2, 2, 5, 0)), nonsense)


def mutated(data: st.DataObject, certificate: Any) -> Any:
    """A copy with one leaf, entry or key changed."""
    changed = copy.deepcopy(certificate)
    path = data.draw(st.sampled_from(places(changed)))
    above = changed
    for step in path[:-1]:
        above = above[step]
    old = above[path[-1]]
    how = data.draw(st.sampled_from(["other", "drop", "double"]))
    if how == "drop":
        del above[path[-1]]
    elif how == "double" and isinstance(above, list):
        above.insert(path[-1], copy.deepcopy(old))
    elif isinstance(old, int):
        above[path[-1]] = old + data.draw(st.sampled_from([-2, -1, 1, 2, 1000]))
    elif isinstance(old, str):
        above[path[-1]] = data.draw(
            st.sampled_from(["0", "1/2", "leximin", "nash", "efficient", old + "0"]).filter(lambda new: new != old)
        )
    else:
        above[path[-1]] = data.draw(
            st.sampled_from([None, [], {}, 0, -1, 1.5, True, "x"]).filter(lambda new: new != old)
        )
    return changed


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The ways to everything in it, at most 40 entries of each list."""
    found = [path] if path else []
    entries = value.items() if isinstance(value, dict) else enumerate(value[:40]) if isinstance(value, list) else ()
    for key, below in entries:
        found += places(below, (*path, key))
    return found


def through_json(value: Any) -> Any:
    return json.loads(json.dumps(value))


def resealed(certificate: dict[str, Any]) -> dict[str, Any]:
    body = {key: value for key, value in certificate.items() if key != "digest"}
    return {**body, "digest": digest(body)}


@settings(max_examples=examples(20, 600), deadline=None)
@given(data=st.data(), largest=st.sampled_from([9, 1 << 40, 1 << 63, 1 << 64, 1 << 90]))
def test_the_checker_weighs_options_side_by_side_as_one_by_one(data: st.DataObject, largest: int) -> None:
    cell = st.integers(0, largest).map(str)
    rows = data.draw(st.lists(st.lists(st.tuples(cell, cell), min_size=1, max_size=3), min_size=1, max_size=4))
    world = World(
        {
            "issues": [{"name": str(at), "options": [str(each) for each in range(len(row))]} for at, row in enumerate(rows)],
            "exclusions": [],
            "parties": [
                {"name": str(p), "worth": [[cells[p] for cells in row] for row in rows], "base": "0", "reservation": "0",
                 "dependencies": []}
                for p in range(2)
            ],
        }
    )  # fmt: skip
    weights = data.draw(st.lists(st.integers(0, 1 << data.draw(st.sampled_from([3, 40, 64]))), min_size=2, max_size=2))
    fixed = [data.draw(st.integers(-1, size - 1)) for size in world.sizes]
    expected = sum(
        max(sum(q * each for q, each in zip(weights, vector, strict=True)) for vector in (row if o < 0 else [row[o]]))
        for row, o in zip(world.worth, fixed, strict=True)
    )
    assert world.bound(weights, fixed) == expected
