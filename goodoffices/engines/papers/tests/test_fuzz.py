"""Damaged files of every type: an answer each time, never an error, and what is taken is taken the same way again."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.engines.papers.examining import examine
from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.tests.making import looked_at, one_of_each, zipped
from goodoffices.engines.papers.tests.test_office import parts_of
from goodoffices.engines.papers.told import REFUSED, NotTaken
from tests.profiles import examples

FILES = one_of_each()
OFFICE = {"docx", "xlsx", "pptx", "odt", "ods", "odp"}
TIGHT = Limits(pixels=1_000_000, unpacked=20_000_000, members=100)


BITS = (
    b"\xff" * 4,
    b"\x00" * 4,
    b"\x7f\xff\xff\xff",
    b"PK\x05\x06",
    b"<!DO",
    b"/JS ",
    b">>]]",
    b"<a>",
    b"</",
    b'"',
    b" 5 0 R ",
)


def mangled(draw: st.DrawFn, came: bytes) -> bytes:
    """Bytes changed, cut out, doubled, or mixed with those of another file."""
    data = bytearray(came)
    for _each in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        size = draw(st.integers(0, 40))
        deed = draw(st.sampled_from(["flip", "write", "insert", "cut", "double", "mix", "end"]))
        if deed == "flip" and data:
            data[at] ^= 1 << draw(st.integers(0, 7))
        elif deed in {"write", "insert"}:
            data[at : at + 4 * (deed == "write")] = draw(st.sampled_from(BITS))
        elif deed == "cut":
            del data[at : at + size]
        elif deed == "double":
            data[at:at] = data[at : at + size] * draw(st.integers(1, 50))
        elif deed == "mix":
            other = FILES[draw(st.sampled_from(sorted(FILES)))]
            data[at:at] = other[: draw(st.integers(0, len(other)))]
        elif deed == "end":
            del data[at:]
    return bytes(data)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A valid file that was mangled: as a whole, or one part of it that was packed again, so that its sums are right."""
    type = draw(st.sampled_from(sorted(FILES)))
    if type in OFFICE and draw(st.booleans()):
        parts = parts_of(FILES[type])
        part = draw(st.sampled_from(sorted(parts)))
        return zipped({**parts, part: mangled(draw, parts[part])}, stored=("mimetype",))
    return mangled(draw, FILES[type])


@settings(max_examples=examples(400, 20_000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged(), st.sampled_from(["a.txt", "a.csv", "a.pdf"]))
def test_the_child_has_an_answer_to_every_damage(data, name):
    try:
        type, cleaned, told = looked_at(data, name, TIGHT)
    except NotTaken as refusal:
        assert refusal.code in REFUSED and refusal.code != "broke"
        return
    again = looked_at(data, name, TIGHT)
    assert again == (type, cleaned, told), "the same bytes give the same bytes"
    assert looked_at(cleaned, name, TIGHT)[:2] == (type, cleaned), "what is clean stays as it is"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("papers")


@settings(
    max_examples=examples(15, 500),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(data=damaged())
def test_the_parent_has_an_answer_to_every_damage(folder, data):
    came = folder / "came"
    came.write_bytes(data)
    try:
        with examine(came, "a.bin", TIGHT, folder) as examined:
            assert examined.path.stat().st_size == examined.size
    except NotTaken as refusal:
        assert refusal.code in REFUSED and refusal.code not in {"broke", "too-heavy"}
    assert list(folder.iterdir()) == [came]
