"""The documentation holds: links lead somewhere, examples run, generated pages are those of today's code."""

import ast
import re
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from goodoffices.record.acts import KINDS
from goodoffices.site.config import Config
from scripts import reference
from tests import consoles
from tests.folders import Folders
from tests.serving import Host

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PAGES = [README, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
OFFICES = sorted(
    [*ROOT.glob("goodoffices/*/kinds.md"), *ROOT.glob("goodoffices/*/help/*.md")]
)  # what each has to say stands in its own folder
NAMES = [str(page.relative_to(ROOT)) for page in [*PAGES, *OFFICES]]

LINK = re.compile(r"!?\[(?:[^\]`]|`[^`]*`)*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
FENCED = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)

every_page = pytest.mark.parametrize("page", [*PAGES, *OFFICES], ids=NAMES)


def prose(page: Path) -> str:
    return FENCED.sub("", page.read_text(encoding="utf-8"))


def blocks(page: Path, language: str) -> list[str]:
    return [
        textwrap.dedent(text) for name, text in FENCED.findall(page.read_text(encoding="utf-8")) if name == language
    ]


def anchors(page: Path) -> set[str]:
    """The headings of a page, as an address names them."""
    titles = [re.sub(r"[^\w\- ]", "", title.lower()) for title in HEADING.findall(prose(page))]
    return {title.replace(" ", "-") for title in titles}


@every_page
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = []
    for link in LINK.findall(prose(page)):
        if "://" in link:
            continue
        place, _, anchor = link.partition("#")
        there = (page.parent / place).resolve() if place else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            lost.append(link)
    assert lost == []


def test_every_page_is_reached_from_the_index() -> None:
    reached, waiting = set(), [README, ROOT / "docs/index.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        waiting += [
            (page.parent / link.partition("#")[0]).resolve() for link in LINK.findall(prose(page)) if "://" not in link
        ]
    assert {page for page in PAGES if page not in reached} == set()


def test_decisions_are_numbered_without_gaps_and_listed_in_order() -> None:
    """A number is a name: two decisions that share one cannot be cited."""
    files = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
    titles = [file.read_text(encoding="utf-8").split("\n", 1)[0] for file in files]
    listed = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    for number, (file, title) in enumerate(zip(files, titles, strict=True), 1):
        assert file.name.startswith(f"{number:04}-"), f"{file.name} has a number that is taken, or leaves one out"
        assert title.startswith(f"# {number}. "), f"{file.name} calls itself {title}"
        assert f"\n{number}. [{title.split('. ', 1)[1]}]({file.name})\n" in listed, f"the list lacks {file.name}"
    assert len(re.findall(r"^\d+\. ", listed, re.MULTILINE)) == len(files)


NAME = re.compile(r"`([A-Za-z]\w*(?:[./_]\w+)+)`")


def test_decisions_speak_of_what_is_there_or_say_what_it_is_called_now() -> None:
    """A name that is gone is explained in the first lines, before the decision itself."""
    files = [file for folder in ("goodoffices", "tests", "benchmarks") for file in (ROOT / folder).rglob("*.*")]
    code = [file for file in files if file.suffix in (".py", ".html", ".js")]
    words = {word for file in code for word in re.findall(r"\w+", file.read_text(encoding="utf-8"))}
    for page in sorted((ROOT / "docs/decisions").glob("[0-9]*.md")):
        _title, first, rest = page.read_text(encoding="utf-8").split("\n\n", 2)
        explained = set(NAME.findall(first)) if first.startswith("Names have changed since") else set()
        gone = [name for name in NAME.findall(rest) if not _is_there(name, words, files)]
        assert set(gone) <= explained, f"{page.name}: say first what these are called now"


def _is_there(name: str, words: set[str], files: list[Path]) -> bool:
    if "/" in name or name.endswith(".py"):
        return any(file.as_posix().endswith(f"/{name}") for file in files)
    return name.rpartition(".")[2] in words


DECISION = re.compile(r"\[decision (\d+)\]\([^)]*?(\d{4})-[^)]*\)")


@every_page
def test_a_link_to_a_decision_names_its_number(page: Path) -> None:
    assert [match[0] for match in DECISION.finditer(prose(page)) if int(match[1]) != int(match[2])] == []


@every_page
def test_a_page_speaks_of_the_product_alone(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    foreign = re.findall(r"pypi\.org|pythonhosted|npmjs|docker\.io|ghcr\.io|/home/\w+|/root\b|/work\b|/Users/\w+", text)
    assert foreign == []
    assert re.findall("[\U0001f300-\U0001faff\u2705\u274c\u26a0\u2728]", text) == []


def test_what_is_written_from_the_code_is_what_the_code_says() -> None:
    stale = [
        str(file.relative_to(ROOT))
        for file, text in reference.pages().items()
        if not file.exists() or file.read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run: .venv/bin/python -m scripts.reference"


def test_every_kind_of_act_stands_in_the_reference_of_its_office() -> None:
    ours = {
        kind: act.__module__.split(".")[1] for kind, act in KINDS.items() if act.__module__.startswith("goodoffices.")
    }
    pages = {office: (ROOT / f"goodoffices/{office}/kinds.md").read_text(encoding="utf-8") for office in ours.values()}
    assert [kind for kind, office in ours.items() if f"## `{kind}`" not in pages[office]] == []


def test_the_readme_names_the_two_commands_and_they_are_there() -> None:
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in ("demo", "test"):
        assert f"make {command}" in README.read_text(encoding="utf-8")
        assert f"\n{command}:" in made


def test_pictures_are_small_and_labelled() -> None:
    pictures = re.findall(r"\((docs/images/[\w-]+\.png)\)", README.read_text(encoding="utf-8"))
    assert 3 <= len(pictures) <= 5
    for picture in pictures:
        content = (ROOT / picture).read_bytes()
        assert content.startswith(b"\x89PNG") and len(content) < 220_000, picture
    assert "illustrative scenario" in README.read_text(encoding="utf-8")


@every_page
def test_examples_can_be_read(page: Path) -> None:
    for text in blocks(page, "python"):
        ast.parse(text)
    for text in blocks(page, "yaml"):
        yaml.safe_load(text)
    for text in blocks(page, "toml"):
        Config(**tomllib.loads(text))


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory, folders: Folders) -> Iterator[Host]:
    """The river case, for the pages that need little of it and leave it as they found it, or come first."""
    host = Host(folders.played(tmp_path_factory.mktemp("docs") / "data"))
    yield host
    host.stop()


@pytest.mark.xdist_group("docs")
@pytest.mark.parametrize("name", ["verify-a-copy", "run-a-host", "write-a-case"])
def test_a_how_to_works(name: str, host: Host, tmp_path: Path) -> None:
    page = next(ROOT.glob(f"*/*/{name}.md"), ROOT / f"goodoffices/record/help/{name}.md")
    assert run(page, host, tmp_path) == {}


@pytest.mark.xdist_group("docs")
def test_the_api_answers_as_its_page_says(tmp_path: Path, folders: Folders) -> None:
    host = Host(folders.played(tmp_path / "data"))
    try:
        differences = run(ROOT / "docs/reference/api.md", host, tmp_path)
    finally:
        host.stop()
    assert differences == {}


@pytest.mark.xdist_group("docs")
def test_the_readme_verifies_a_copy_as_it_says(tmp_path: Path, folders: Folders) -> None:
    host = Host(folders.played(tmp_path / "data", "istanbul"), "--case", "istanbul")
    try:
        head = host.seat("head", "ru")
        plenary = host.room(head, "plenary")
        (tmp_path / "plenary-83.jsonl").write_bytes(copy_of(host, head, plenary["book"]))
        host.act(head, "consultation.make_statement", room=plenary["id"], text="We are ready for the next item.")
        (tmp_path / "plenary-84.jsonl").write_bytes(copy_of(host, head, plenary["book"]))
        differences = run(README, host, tmp_path)
    finally:
        host.stop()
    assert differences == {}


def run(page: Path, host: Host, folder: Path) -> dict[str, str]:
    """Type a page's commands; by command, what came instead of what the page says."""
    text = page.read_text(encoding="utf-8")
    pairs = zip(consoles.commands_of(text), consoles.answers(text, host, folder), strict=True)
    return {command.words: difference for command, answer in pairs if (difference := command.answer_differs(answer))}


def copy_of(host: Host, seat: dict[str, Any], book: str) -> bytes:
    import urllib.request

    request = urllib.request.Request(
        f"{host.url}/api/processes/{host.told['process']}/books/{book}/copy",
        headers={"Authorization": f"Bearer {seat['token']}"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return bytes(answer.read())
