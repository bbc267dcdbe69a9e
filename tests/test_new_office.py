"""What the how-tos for contributors promise, done in a copy of the sources: a new act, a new office, and what checks them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import recipes

ROOT = Path(__file__).resolve().parents[1]
HOW_TO = ROOT / "docs/how-to"
# What `make new-office` may touch outside the folder that it makes.
FOREIGN = {
    "goodoffices/locale/ar/LC_MESSAGES/django.mo",
    "goodoffices/locale/ar/LC_MESSAGES/django.po",
    "goodoffices/site/settings.py",
    "pyproject.toml",
}
OWN = ["goodoffices/commitments", "goodoffices/agenda/tests/test_renaming.py"]
RULES = ["tests/house_rules", "tests/test_docs.py::test_what_is_written_from_the_code_is_what_the_code_says"]


def test_an_office_and_an_act_made_by_the_book_keep_every_rule(tmp_path: Path) -> None:
    """One copy for both: starting is what costs."""
    copy = copied(tmp_path / "house")
    recipes.follow(page("new-act"), copy)
    python(copy, "-m", "scripts.frozen")
    before = contents(copy)
    python(copy, "-m", "scripts.new_office", "commitments")
    office = {name for name in contents(copy) if name.startswith("goodoffices/commitments/")}
    assert changed(before, contents(copy)) - office <= FOREIGN

    assert "goodoffices/commitments/apps.py" in recipes.follow(page("new-office"), copy)
    python(copy, "-m", "ruff", "check", *OWN, "goodoffices/agenda")
    python(copy, "-m", "ruff", "format", "--check", *OWN, "goodoffices/agenda")
    told = python(copy, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", *OWN, *RULES)
    assert " passed" in told


def test_make_calls_what_is_tested_here() -> None:
    assert "\n\t$(RUN) python -m scripts.new_office $(NAME)\n" in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "make new-office NAME=commitments" in page("new-office")


@pytest.mark.parametrize("name", ["Commitments", "x", "a-b", "", "agenda", "../record"])
def test_a_name_that_cannot_be_an_office_is_refused_and_nothing_is_made(name: str) -> None:
    before = sorted(path.name for path in (ROOT / "goodoffices").iterdir())
    done = subprocess.run(
        [sys.executable, "-m", "scripts.new_office", name], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2 and "error: " in done.stderr
    assert sorted(path.name for path in (ROOT / "goodoffices").iterdir()) == before


def page(name: str) -> str:
    return (HOW_TO / f"{name}.md").read_text(encoding="utf-8")


def copied(folder: Path) -> Path:
    """The sources as git has them, with the same Python."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    files = (Path(base, name) for base, _folders, names in os.walk(folder) for name in names)  # not into links
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in files if f.suffix != ".pyc"}


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def python(folder: Path, *call: str) -> str:
    """Run it there; what it printed."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "GOODOFFICES_", "DJANGO_"))
    }
    done = subprocess.run(
        [sys.executable, *call], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
