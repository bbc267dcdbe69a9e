"""Whatever a file does to the child, the parent gives a clear answer, and leaves nothing behind."""

import hashlib
import resource
import time
from pathlib import Path

import pytest

from goodoffices.engines.papers import examining
from goodoffices.engines.papers.examining import Examined, examine
from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.names import SUFFIXES
from goodoffices.engines.papers.tests.making import docx, jpeg, one_of_each, pdf, photo
from goodoffices.engines.papers.told import NotTaken


@pytest.fixture
def paper(tmp_path: Path):
    """Examines bytes in a child; what is left in the folder for results can be looked at in `paper.folder`."""

    def examined(data: bytes, name: str = "paper", limits: Limits | None = None) -> Examined:
        came = tmp_path / "came"
        came.write_bytes(data)
        return examine(came, name, limits, examined.folder)

    examined.folder = tmp_path / "results"
    examined.folder.mkdir()
    return examined


def refused(examined, *arguments, **more) -> NotTaken:
    with pytest.raises(NotTaken) as refusal:
        examined(*arguments, **more)
    assert list(examined.folder.iterdir()) == [], "nothing is left behind"
    return refusal.value


def test_a_folder_may_be_named_from_where_one_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("data").mkdir()
    Path("came").write_bytes(b"Name,Share\nNorth,3\n")
    with examine("came", "Shares.csv", folder="data") as examined:
        assert examined.path.read_bytes() == b"Name,Share\nNorth,3\n"
        assert examined.path.is_relative_to(tmp_path / "data")


NAMES = {"csv": "Shares.csv", "markdown": "Draft.md"}


@pytest.mark.parametrize("type", SUFFIXES)
def test_every_type_is_taken_and_measured(paper, type):
    data = one_of_each()[type]
    with paper(data, NAMES.get(type, "Draft.exe")) as first, paper(data, NAMES.get(type, "Draft.exe")) as second:
        assert first.type == type
        assert first.name == (NAMES.get(type) or "Draft" + SUFFIXES[type])
        assert (first.size_before, first.sha256_before) == (len(data), hashlib.sha256(data).hexdigest())
        kept = first.path.read_bytes()
        assert (first.size, first.sha256) == (len(kept), hashlib.sha256(kept).hexdigest())
        assert second.path.read_bytes() == kept, "the same bytes give the same bytes"
        assert second.told == first.told
    assert list(paper.folder.iterdir()) == []


def test_what_is_told_are_plain_records(paper):
    with paper(photo()) as examined:
        assert {"code": "metadata-removed", "names": ["author", "position", "comment", "xmp", "iptc"]} in examined.told


def test_a_refusal_is_a_sentence_with_a_way_forward(paper):
    refusal = refused(paper, pdf(root="/OpenAction << /S /JavaScript /JS (1) >>"))
    assert refusal.code == "action"
    assert str(refusal) == "The PDF contains scripts or actions (JavaScript). Print it to a new PDF, and upload that."


def test_size_is_checked_before_anything_else(paper):
    refusal = refused(paper, jpeg(), limits=Limits(size=100))
    assert refusal.code == "too-big" and refusal.facts == {"size": len(jpeg()), "most": 100}
    assert refused(paper, b"").code == "empty"


def test_a_bomb_fills_the_child_and_not_the_parent(paper):
    """Limits that let the bomb in: then memory is what stops it."""
    bomb = docx(parts={"word/media/image1.jpeg": bytes(400_000_000)})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refusal = refused(paper, bomb, limits=Limits(unpacked=10**12, ratio=10**9, memory=300_000_000))
    assert (refusal.code, refusal.facts) == ("too-heavy", {"how": "memory"})
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes


def test_an_honest_looking_hog_kills_only_the_child(paper):
    """A PDF of many small objects: each takes many times its bytes."""
    many = 60_000
    objects = ["<< /A [0 0 0 0 0 0 0 0] /B << /C (x) /D /E >> /F2 [<< >> << >>] >>"] * many
    hog = pdf(*objects, page="/X [" + " ".join(f"{number} 0 R" for number in range(5, 5 + many)) + "]")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refusal = refused(paper, hog, limits=Limits(memory=150_000_000, processor=120, wall=200))
    assert (refusal.code, refusal.facts) == ("too-heavy", {"how": "memory"})
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_time_on_the_processor_ends(paper):
    slow = docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 1_500_000)
    refusal = refused(paper, slow, limits=Limits(processor=1, ratio=10**6))
    assert (refusal.code, refusal.facts) == ("too-heavy", {"how": "time"})


def test_time_on_the_wall_ends(paper):
    began = time.monotonic()
    refusal = refused(paper, jpeg(), limits=Limits(wall=0.001))
    assert (refusal.code, refusal.facts) == ("too-heavy", {"how": "time"})
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    ("deed", "code", "how"),
    [("crash", "broke", "signal 11"), ("leave", "broke", "status 3"), ("nothing", "broke", "answer"), ("flood", "broke", "answer"),
     ("deep", "broke", "answer"), ("hang", "too-heavy", "time"), ("unknown_type", "broke", "answer"), ("unknown_code", "broke", "answer"),
     ("long_words", "broke", "answer"), ("no_file", "broke", "answer"), ("link", "broke", "answer"), ("pipe", "broke", "answer"), ("empty", "broke", "answer"),
     ("reach_network", "broke", "kept from it"), ("start_program", "broke", "kept from it"), ("fork", "broke", "kept from it"),
     ("write_elsewhere", "broke", "kept from it"), ("remove", "broke", "kept from it"), ("write_too_much", "too-heavy", "space")],
)  # fmt: skip
def test_a_child_that_was_taken_over_is_not_believed(paper, monkeypatch, deed, code, how):
    monkeypatch.setattr(examining, "_MODULE", "goodoffices.engines.papers.tests.misbehaving")
    refusal = refused(paper, b"whatever", deed, Limits(wall=3 if deed == "hang" else 60, size=1_000_000))
    assert (refusal.code, refusal.facts.get("how")) == (code, how)


def test_a_file_that_is_not_there_is_an_error_of_the_caller(tmp_path):
    with pytest.raises(FileNotFoundError):
        examine(tmp_path / "none", "none", folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_child_sees_nothing_of_our_surroundings(paper, monkeypatch):
    monkeypatch.setenv("PYTHONSTARTUP", "/nonexistent")
    monkeypatch.setenv("PYTHONPATH", str(paper.folder))
    (paper.folder / "json.py").write_text("raise SystemExit(9)")
    came = paper.folder / "came"
    came.write_bytes(jpeg())
    with examine(came, "x", folder=paper.folder) as examined:
        assert examined.type == "jpeg"
