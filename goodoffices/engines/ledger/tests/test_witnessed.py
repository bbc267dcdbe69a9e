"""The checker and the cosignatures on a copy, given the keys of witnesses."""

import json

import pytest

from goodoffices.engines.ledger import checker, notes
from goodoffices.engines.ledger.cosigning import WitnessSigner

from .books import checkpoint, entries, file

TOLD = entries(12)
NORTH, SOUTH = WitnessSigner("north.example/w", b"n" * 32), WitnessSigner("south.example/w", b"s" * 32)
AT = 1_772_355_600


def line(by, note, at=AT):
    return str(by.cosign(notes.parse_note(note).text, at))


def copy(*on_last, on_earlier=()):
    """A copy of twelve entries with an earlier checkpoint at seven, and these lines of witnesses below them."""
    lines = file(TOLD, earlier=(7,))
    header = json.loads(lines[0])
    header["checkpoint"] += "".join(on_last)
    header["earlier"] = [note + "".join(on_earlier) for note in header["earlier"]]
    return [json.dumps(header).encode() + b"\n", *lines[1:]]


def keys(*of):
    return "\n".join(str(each.verifier) for each in of)


def test_lines_of_witnesses_are_told_with_what_they_cover():
    told = copy(line(NORTH, checkpoint(TOLD)), on_earlier=[line(SOUTH, checkpoint(TOLD, 7), AT - 60)])
    report = checker.verify(told, witnesses=keys(NORTH, SOUTH))
    assert report.ok and report.proves == "signed by the witnesses given"
    north, south = report.sentences[-2:]
    assert "north.example/w" in north and "first 12 entries" in north and "2026-03-01 at 09:00 UTC" in north
    assert "south.example/w" in south and "first 7 entries" in south


def test_without_their_keys_lines_of_witnesses_change_nothing():
    plain, told = checker.verify(copy()), checker.verify(copy(line(NORTH, checkpoint(TOLD))))
    assert plain.as_dict() == told.as_dict() and plain.ok


def test_a_witness_that_has_not_signed_is_missed():
    report = checker.verify(copy(line(NORTH, checkpoint(TOLD))), witnesses=keys(NORTH, SOUTH))
    assert not report.ok and "south.example/w” has signed none" in report.sentences[0]


@pytest.mark.parametrize("place", [4, 11, 12, 75])
def test_a_line_that_does_not_hold_is_a_fault(place):
    good = NORTH.cosign(notes.parse_note(checkpoint(TOLD)).text, AT)
    data = bytearray(good.id + good.data)
    data[place] ^= 1
    spoilt = str(notes.Signature(good.name, bytes(data[:4]), bytes(data[4:])))
    report = checker.verify(copy(spoilt), witnesses=keys(NORTH))
    assert not report.ok and "does not hold" in report.sentences[0]


def test_a_line_from_another_checkpoint_does_not_hold():
    report = checker.verify(copy(line(NORTH, checkpoint(TOLD, 7))), witnesses=keys(NORTH))
    assert not report.ok and "does not hold" in report.sentences[0]


def test_what_is_no_key_of_a_witness_is_said(tmp_path, capsys):
    whole = tmp_path / "book.jsonl"
    whole.write_bytes(b"".join(copy(line(NORTH, checkpoint(TOLD)))))
    named = tmp_path / "witnesses.txt"
    named.write_text(keys(NORTH) + "\n\n")
    assert checker.main([str(whole), "--witnesses", str(named)]) == 0
    assert "north.example/w" in capsys.readouterr().out
    for wrong in ("nonsense", "", json.loads(copy()[0])["key"]):
        named.write_text(wrong)
        with pytest.raises(SystemExit) as end:
            checker.main([str(whole), "--witnesses", str(named)])
        assert end.value.code == 2
