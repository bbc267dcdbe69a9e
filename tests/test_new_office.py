"""What the how-tos for contributors promise, done in a copy of the sources: a new act, a new office, and what checks them."""

import os
import re
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
CHOSEN = ["calls", "--noun", "call", "--verb", "open_call", "--live", "fetch"]
OWN = ["goodoffices/archives", "goodoffices/calls", "goodoffices/agenda/tests/test_renaming.py"]
RULES = ["tests/house_rules", "tests/test_docs.py::test_what_is_written_from_the_code_is_what_the_code_says"]


def test_offices_and_an_act_made_by_the_book_keep_every_rule(tmp_path: Path) -> None:
    """One copy for all: starting is what costs."""
    copy = copied(tmp_path / "house")
    recipes.follow(page("new-act"), copy)
    python(copy, "-m", "scripts.frozen")
    made_with_a_noun_of_its_own(copy)
    made(copy, "archives")
    assert "goodoffices/archives/apps.py" in recipes.follow(page("new-office"), copy)

    python(copy, "-m", "ruff", "check", *OWN, "goodoffices/agenda")
    python(copy, "-m", "ruff", "format", "--check", *OWN, "goodoffices/agenda")
    told = python(copy, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", *OWN, *RULES)
    assert " passed" in told


def made(copy: Path, *given: str) -> dict[str, str]:
    """A new office, which touches nothing foreign; its files, and what the command printed as `""`."""
    before = contents(copy)
    told, after = python(copy, "-m", "scripts.new_office", *given), contents(copy)
    office = {name for name in after if name.startswith(f"goodoffices/{given[0]}/")}
    assert changed(before, after) - office <= FOREIGN
    return {"": told} | {name.split("/", 2)[2]: after[name].decode() for name in office}


def made_with_a_noun_of_its_own(copy: Path) -> None:
    """Nothing has to be renamed: neither words, nor tables, nor frozen kinds. What it says is still to be translated."""
    office = made(copy, *CHOSEN)
    assert not re.search(r"paper(?!s\">)|\[\[", "".join(office.values())), (
        "the scaffold's own noun, or a gap of its templates"
    )
    assert office["tests/kinds.txt"].startswith("calls.open_call\n")
    assert "Call" in office["migrations/0001_initial.py"]
    assert "partials.py" not in office and 'hx-select="#calls"' in office["templates/calls/calls.html"]
    if shutil.which("xgettext"):
        assert re.search(r"goodoffices/calls/acts.py:\d+: Open a call\n", office[""])


def test_make_calls_what_is_tested_here() -> None:
    for asked, arguments in (
        ("NAME=archives", "archives"),
        ("NAME=calls NOUN=call VERB=open_call LIVE=fetch", " ".join(CHOSEN)),
    ):
        assert f"\n    make new-office {asked}\n" in page("new-office")
        make = ["make", "--dry-run", "--no-print-directory", "new-office", *asked.split()]
        said = subprocess.run(make, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        assert " ".join(said.split()).endswith(f"python -m scripts.new_office {arguments}")


@pytest.mark.parametrize(
    "given",
    [
        *["Archives", "x", "a-b", "", "agenda", "../record", "commitments", "calendar"],
        *[
            "calls --noun issue",
            "calls --noun class",
            "calls --noun Call",
            "calls --verb open",
            "calls --live sometimes",
        ],
    ],
)
def test_what_cannot_be_an_office_is_refused_and_nothing_is_made(given: str) -> None:
    before = sorted(path.name for path in (ROOT / "goodoffices").iterdir())
    done = subprocess.run(
        [sys.executable, "-m", "scripts.new_office", *(given.split() or [""])],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
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
