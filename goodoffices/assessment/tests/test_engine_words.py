"""What an engine finds wrong with a file is told in the reader's language."""

import ast
import pickle
import re
from pathlib import Path

import pytest

from goodoffices import engines
from goodoffices.assessment import engine_words
from goodoffices.assessment.engine_words import SENTENCES, in_words
from goodoffices.assessment.tests.cast import send
from goodoffices.engines.crossimpact.formats import read
from goodoffices.engines.crossimpact.model import Unusable
from goodoffices.engines.crossimpact.model.matrix import _NO_NUMBERS

ENGINES = Path(engines.__file__).parent
FILES = [ENGINES / "spreadsheets.py", *(ENGINES / "crossimpact/formats").glob("*.py"), *(ENGINES / "crossimpact/model").glob("*.py")]  # fmt: skip
OURS = Path(engine_words.__file__).with_name("uploads.py")
TWO_HEADS = ",descriptor,A,A,B\ndescriptor,variant,x,y,z\n"


def _told():
    """By code, the names of the gaps that are filled; None where these are no words of the source."""
    found = {code: {"problem"} for code in (*_NO_NUMBERS.values(), "many_digits")}
    for file in (*FILES, OURS):
        for each in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(each, ast.Call)
                and getattr(each.func, "id", "") == "Told"
                and isinstance(each.args[0], ast.Constant)
            ):
                names = {word.arg for word in each.keywords}
                found[each.args[0].value] = None if None in names else names
    return found


def test_every_code_of_the_engine_has_a_sentence_and_no_other_has():
    told = _told()
    assert told.keys() == SENTENCES.keys()
    for code, gaps in told.items():
        assert gaps is None or set(re.findall(r"%\((\w+)\)s", str(SENTENCES[code]))) <= gaps, code


def test_nothing_that_a_file_is_refused_for_goes_without_a_code():
    """Only solutions, which the office does not read, and formats that are no file's."""
    for file in FILES:
        if file.name in ("sl.py", "choosing.py"):
            continue
        source = file.read_text(encoding="utf-8")
        assert not re.search(r"(refusal|NotRead)\(\s*f?[\"']", source), file


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "m.csv: There is nothing in it."),
        (TWO_HEADS.encode() + b"A,x,,,1\n,y,,,2\nB,z,1,q,\n", "m.csv, line 5, column D: “q” is not a judgement."),
        (TWO_HEADS.encode() + b"A,x,,,1\n,y,,,2\nB,z,1,1/0,\n", "The judgement of “B: z” on “A: y” is not a number."),
        (TWO_HEADS.encode() + b"A,x,,1,1\n,y,,,2\nB,z,1,0,\n", "“A” is judged to influence itself (“x” on “y”: 1)."),
    ],
)
def test_a_problem_is_told_with_its_place(content, words):
    with pytest.raises(Unusable) as refused:
        read(content, "m.csv")
    told = refused.value.sentence
    shown = re.sub("[\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}]", "", in_words(told))
    assert words in shown and shown.lower().startswith(str(told).lower()[:30])
    again = pickle.loads(pickle.dumps(told))
    assert in_words(again) == in_words(told)


def test_a_note_says_what_is_missing_in_words():
    note = read(TWO_HEADS.encode() + b"A,x,,,1\n,y,,,2\nB,z,1,,\n", "m.csv").notes[0]
    assert note == "Judgements are missing and count as 0: “B” on “A”."
    assert re.sub("[\u2068\u2069]", "", in_words(note)) == note


def test_a_page_tells_the_sentence_of_the_office(river, amara, monkeypatch):
    for code in ("old_workbook", "no_matrix"):
        monkeypatch.setitem(SENTENCES, code, f"<{code}>")
    for rest, content, code in (
        ("influences/check", b"\xd0\xcf\x11\xe0rest", "old_workbook"),
        ("influences/check", b"a,b\n", "no_matrix"),
        ("check", b"\xd0\xcf\x11\xe0rest", "old_workbook"),
    ):
        page = send(amara, rest, content, "file.csv").text.partition("<main")[2]
        assert f"&lt;{code}&gt;" in page and 'lang="en"' not in page
