"""Who may know whom."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from django.template.loader import get_template

from tests.house_rules.reading import HOUSE, ROOT, place, template_text, templates, tree


def test_floors_import_only_what_is_below() -> None:
    """The contracts stand in pyproject.toml; a new folder has to take a place there."""
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_checker_stands_alone() -> None:
    """Whoever keeps a copy keeps this file beside it: it runs with nothing of ours, and shares no code with the writer."""
    names = set()
    for node in ast.walk(tree(HOUSE / "engines/ledger/checker.py")):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "a relative import"
            names.add((node.module or "").split(".")[0])
    assert names - set(sys.stdlib_module_names) - {"__future__", "cryptography", "rfc8785"} == set()


def test_a_template_takes_in_its_own_office_and_lower_floors_alone() -> None:
    """As Python does; only the page that stands around every page belongs to the top floor."""
    floor = {office: height for height, offices in enumerate(_floors()) for office in offices}
    offices = {place(file).split("/templates/", 1)[1]: place(file).split("/")[0] for file in templates()}
    found, taken = [], 0
    for file in templates():
        own = place(file).split("/")[0]
        for name in re.findall(r"""\{%-?\s*(?:include|extends)\s+["']([^"']+)["']""", template_text(file)):
            other = offices.get(name)
            taken += 1
            if other is None:
                get_template(name)  # allauth's own: it is there
            elif name != "base.html" and other != own and floor[other] <= floor[own]:
                found.append(f"{place(file)} takes in {name}")
    assert found == []
    assert taken > 100


def _floors() -> list[list[str]]:
    """The offices of each floor, from the top, as import-linter has them."""
    with (ROOT / "pyproject.toml").open("rb") as settings:
        contracts = tomllib.load(settings)["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return [re.split(r"\s*[:|]\s*", layer) for layer in layers]
