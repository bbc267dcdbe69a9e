"""What `text inspect` and `text trend` answer, against counts made another way."""

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.brackets import parse, read
from goodoffices.engines.brackets.counting import metrics
from goodoffices.engines.brackets.tests.drafts import MANNERS, shared
from goodoffices.site import command


def by_hand(data: bytes) -> dict[str, object]:
    """The raw figures again, from the bytes and without a line of the engine: one loop, one list."""
    opened: list[tuple[int, int]] = []
    found: list[tuple[int, int, str]] = []
    most = line = 0
    for line, row in enumerate(data.decode("utf-8", "surrogateescape").split("\n"), 1):
        for column, character in enumerate(row, 1):
            if character == "[":
                opened.append((line, column))
                most = max(most, len(opened))
            elif character == "]" and opened:
                opened.pop()
            elif character == "]":
                found.append((line, column, "stray"))
    found += [(line, column, "unclosed") for line, column in opened]
    return {
        "words": len(data.decode("utf-8", "surrogateescape").split()),
        "open": data.count(b"["),
        "close": data.count(b"]"),
        "stray": sum(kind == "stray" for _, _, kind in found),
        "unclosed": len(opened),
        "depth": most,
        "problems": [{"line": line, "column": column, "kind": kind} for line, column, kind in sorted(found)],
    }


def inspected(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    assert command.main(["text", "inspect", str(path), "--json"]) == 0
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


@pytest.mark.parametrize(
    ("name", "opening"),
    [("paris-2015-10-05-non-paper.txt", 231), ("paris-2015-10-23.md", 1052), ("paris-2015-12-12-adopted.md", 6)],
)
def test_the_real_drafts_have_the_brackets_that_an_independent_count_finds(
    name: str, opening: int, capsys: pytest.CaptureFixture[str]
) -> None:
    path = shared(name)
    answer = inspected(path, capsys)
    assert answer["open"] == opening
    assert answer["round_trip"] is True
    expected = by_hand(path.read_bytes())
    assert {name: answer[name] for name in expected} == expected


def test_the_adopted_text_is_clean_and_its_brackets_are_links(capsys: pytest.CaptureFixture[str]) -> None:
    answer = inspected(shared("paris-2015-12-12-adopted.md"), capsys)
    assert answer["links"] == 2
    assert answer["footnotes"] == answer["alternatives"] == answer["options"] == answer["placeholders"] == 0
    assert answer["clean"] == answer["provisions"]


def test_the_articles_and_footnotes_of_october_are_all_found(capsys: pytest.CaptureFixture[str]) -> None:
    path = shared("paris-2015-10-23.md")
    draft = read(path.read_bytes(), markdown=True)
    headed = [line for line in path.read_text().split("\n") if line.startswith("## ") and "rticle" in line]
    assert [draft.own(one).split("\n")[0] for one in draft.provisions if one.kind == "article"] == headed
    answer = inspected(path, capsys)
    assert answer["footnotes"] == len({line[:5] for line in path.read_text().split("\n") if line.startswith("[^")})
    assert answer["options"] == sum(
        "**Option" in line or " Option 1:" in line or " Option 2:" in line for line in path.read_text().split("\n")
    )


scraps = st.lists(st.sampled_from(["[", "]", "\n", " ", "é", "𝔸", "\r", "\x0b", "\u2028", "w"]), max_size=80).map(
    "".join
)


@given(text=scraps)
def test_problems_stand_where_they_are_said_to(text: str) -> None:
    raw = metrics.plain(text)
    found = [problem._asdict() for problem in metrics.problems(text, raw.offsets)]
    assert found == by_hand(text.encode())["problems"]
    rows = text.split("\n")
    for one in found:
        assert rows[one["line"] - 1][one["column"] - 1] == ("]" if one["kind"] == "stray" else "[")


@given(text=scraps)
def test_no_more_words_stand_in_brackets_than_there_are(text: str) -> None:
    found = metrics.whole(parse(text))
    assert 0 <= found.bracketed_words <= found.words
    assert found.clean <= found.provisions


def test_figures_of_provisions_add_up() -> None:
    draft = parse(MANNERS["compilation"])
    found = metrics.by_provision(draft)
    assert found[0].words == len(draft.text.split())
    assert found[0].open == draft.text.count("[")
    third = draft.by_id("c-general-objective/3") if "c-general-objective/3" in draft._ids else draft.by_id("c/3")
    assert found[third.index].options == 3
    assert found[third.index].alternatives == 2


def test_a_bracket_around_all_leaves_its_paragraphs_clean_but_says_so() -> None:
    found = metrics.whole(parse("[\nArticle 1\n\n1. One.\n\n2. [Two.]\n]\n"))
    assert (found.provisions, found.clean, found.enclosed) == (3, 1, 1)


def test_a_draft_in_words_can_be_read_and_shows_no_control_character(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes("Article 1 \x1b[31m\u202e(WATER)\n\n1. Each Party [shall] measure] it.\n".encode() + b"\xff")
    assert command.main(["text", "inspect", str(path)]) == 0
    words = capsys.readouterr().out
    assert "line 3, column 30: stray" in words
    assert "3 characters cannot be seen" in words
    assert "\x1b" not in words and "\u202e" not in words


def test_the_trend_is_told_and_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, words in {"a.txt": "[one] [two]", "b<&.txt": "[one] two", "c.txt": "one two"}.items():
        (tmp_path / name).write_text(words)
    files = [str(tmp_path / name) for name in ("a.txt", "b<&.txt", "c.txt")]
    assert command.main(["text", "trend", *files, "--json", "--svg", str(tmp_path / "trend.svg")]) == 0
    drafts = json.loads(capsys.readouterr().out)["drafts"]
    assert [(draft["file"], draft["open"], draft["bracketed_words"]) for draft in drafts] == [
        ("a.txt", 2, 2), ("b<&.txt", 1, 1), ("c.txt", 0, 0),
    ]  # fmt: skip
    drawn = ElementTree.parse(tmp_path / "trend.svg").getroot()
    dots = [float(dot.get("cy", "")) for dot in drawn.iter("{http://www.w3.org/2000/svg}circle")][:3]
    assert dots[0] < dots[1] < dots[2]
    assert any("b<&.txt" in (text.text or "") for text in drawn.iter("{http://www.w3.org/2000/svg}text"))


def test_what_is_no_text_is_refused_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "draft.docx").write_bytes(b"PK\x03\x04rest")
    for name in ("draft.docx", "missing.txt", "."):
        assert command.main(["text", "inspect", str(tmp_path / name), "--json"]) == 1
        problem = json.loads(capsys.readouterr().out)["problem"]
        assert problem.endswith(".") and len(problem) > 30
