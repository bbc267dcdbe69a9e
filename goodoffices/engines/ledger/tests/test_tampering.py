"""Someone without the host's key changes a file: whatever the change, the checker notices."""

import hashlib
import json

import pytest

from goodoffices.engines.ledger import bookfile, keys, notes

from .books import KEY, ORIGIN, OTHER_KEY, checkpoint, entries, file, good, header, with_line, withheld, wrong

TOLD = entries(5)
LINES = file(TOLD, [withheld(entry) if entry["number"] == 4 else entry for entry in TOLD], earlier=(2,))


def test_no_single_byte_can_be_changed_save_in_the_label():
    whole = b"".join(LINES)
    good(whole.splitlines(keepends=True))
    label = whole.index(b'"name":"') + len(b'"name":"')
    for place in range(len(whole)):
        if label <= place < label + len("Plenary"):
            continue
        other = whole[:place] + bytes([whole[place] ^ (1 << place % 8)]) + whole[place + 1 :]
        wrong(other.splitlines(keepends=True))


def test_no_byte_can_be_left_out_save_in_the_label_and_the_last_newline():
    whole = b"".join(LINES)
    label = whole.index(b'"name":"') + len(b'"name":"')
    for place in range(len(whole) - 1):
        if not label <= place < label + len("Plenary"):
            wrong((whole[:place] + whole[place + 1 :]).splitlines(keepends=True))


def test_a_changed_label_is_noticed_against_an_older_copy():
    assert "name was “Plenary”" in wrong(with_line(LINES, 0, name="North caucus"), against=LINES)


@pytest.mark.parametrize("field", ["format", "process", "book", "origin", "checkpoint", "key", "earlier"])
def test_every_other_field_of_the_header_is_held(field):
    values: list[object] = ["other", "", None, 7, [], ["other"], {}, ...]
    for value in values:
        if (field, value) != ("earlier", []):
            wrong(with_line(LINES, 0, **{field: value}))


STRANGE: list[object] = ["other", "", None, 7, [], {}, {"a": 1}, "2026-03-01T09:00:01.001Z", "A" * 43]


@pytest.mark.parametrize("field", ["number", "salt", "kind", "by", "at", "data", "facts"])
def test_every_field_of_an_entry_is_held(field):
    for value in [*STRANGE, ...]:
        wrong(with_line(LINES, 1, **{field: value}))


@pytest.mark.parametrize("field", ["number", "commitment"])
def test_every_field_of_a_withheld_entry_is_held(field):
    for value in [*STRANGE, ...]:
        wrong(with_line(LINES, 4, **{field: value}))


@pytest.mark.parametrize("line", [1, 4])
@pytest.mark.parametrize("field", ["salt", "kind", "commitment", "position", "key"])
def test_nothing_unsealed_can_be_slipped_into_an_entry(line, field):
    if field not in json.loads(LINES[line]):
        for value in STRANGE:
            assert f"Line {line + 1}" in wrong(with_line(LINES, line, **{field: value}))


def test_a_change_is_placed_between_the_checkpoints_around_it():
    lines = file(TOLD, earlier=(2, 3))
    changed = with_line(lines, 3, by="noor")
    assert "Earlier checkpoint 2 does not fit: entry 3 is not what was signed." in wrong(changed)
    changed = with_line(lines, 5, by="noor")
    assert "The checkpoint does not fit: something in the entries 4 to 5 is not what was signed." in wrong(changed)


@pytest.mark.parametrize("place", range(1, 6))
def test_a_line_can_be_neither_taken_out_nor_doubled_nor_moved(place):
    without = LINES[:place] + LINES[place + 1 :]
    sentence = wrong(without)
    assert "the end was cut off" in sentence if place == 5 else f"Line {place + 1} should be entry {place}" in sentence
    assert f"Line {place + 2} should be entry {place + 1}" in wrong([*LINES[: place + 1], *LINES[place:]])
    if place > 1:
        swapped = [*LINES[: place - 1], LINES[place], LINES[place - 1], *LINES[place + 1 :]]
        assert f"Line {place} should be entry {place - 1}, but is entry" in wrong(swapped)


def test_a_line_taken_out_and_the_rest_renumbered_does_not_add_up():
    rows = [json.loads(line) for line in LINES[2:]]
    renumbered = [json.dumps({**row, "number": n}).encode() + b"\n" for n, row in enumerate(rows, start=1)]
    assert "4 are here: the end was cut off" in wrong([LINES[0], *renumbered])


def test_an_entry_of_ones_own_cannot_be_added():
    mine = json.dumps({**json.loads(LINES[1]), "number": 6, "at": "2026-03-01T10:00:00.000Z"}).encode()
    assert "something was added" in wrong([*LINES, mine])


def test_a_book_cannot_pass_as_another_book():
    told = entries(3)
    wrong(with_line(file(told), 0, book="caucus"))
    assert "another process" in wrong(with_line(file(told), 0, process="lake"))


def test_a_checkpoint_of_another_book_or_key_or_of_text_around_it_is_refused():
    told = entries(3)
    elsewhere = checkpoint(told, origin="desk.example/river/other")
    assert "is about “desk.example/river/other”" in wrong(with_line(file(told), 0, checkpoint=elsewhere))
    assert "not signed under the key" in wrong(with_line(file(told), 0, checkpoint=checkpoint(told, key=OTHER_KEY)))
    good_note = checkpoint(told)
    bigger = good_note.replace(f"{ORIGIN}\n3\n", f"{ORIGIN}\n4\n")
    assert "does not hold" in wrong(with_line(file(told), 0, checkpoint=bigger))


def test_an_earlier_checkpoint_that_never_was_or_lies_ahead_is_noticed():
    told, other = entries(5), entries(5, lambda entry: entry.update(by="noor"))
    head = header(told)
    fits_not = list(bookfile.write({**head, "earlier": [checkpoint(other, 2)]}, told))
    assert "Earlier checkpoint 1 does not fit" in wrong(fits_not)
    ahead = list(bookfile.write({**head, "earlier": [checkpoint(entries(9))]}, told))
    assert "counts more entries than the last" in wrong(ahead)


@pytest.mark.parametrize("damage", [{"data": []}, {"facts": None}, {"kind": ""}, {"kind": 7}, {"by": 7}])
def test_the_host_itself_cannot_seal_what_is_no_entry(damage):
    assert "Line 2: " in wrong(file(entries(1, lambda entry: entry.update(damage))))


def test_true_is_not_the_number_one():
    assert "should be entry 1, but is entry “true”" in wrong(with_line(LINES, 1, number=True))


def test_the_empty_beginning_has_a_root_too():
    odd = notes.sign(notes.checkpoint_text(ORIGIN, 0, bytes(32)), KEY)
    told = entries(3)
    sentence = wrong(list(bookfile.write({**header(told), "earlier": [odd]}, told)))
    assert "Earlier checkpoint 1 does not fit: a book of these 0 entries is not what was signed." in sentence
    assert "does not fit" in wrong(file([], checkpoint=odd))


def test_keys_and_roots_have_their_right_lengths():
    short = keys.encode(b"\x01" + bytes(range(31)))
    id = hashlib.sha256(b"desk\n\x01" + bytes(range(31))).hexdigest()[:8]
    assert "The key holds something" in wrong(with_line(LINES, 0, key=f"desk+{id}+{short}"))
    cut = notes.sign(f"{ORIGIN}\n5\n{keys.encode(bytes(31))}\n", KEY)
    assert "The checkpoint holds something" in wrong(with_line(LINES, 0, checkpoint=cut))


@pytest.mark.parametrize(
    "at",
    [
        "2026-03-01T09:00:01Z",
        "2026-03-01T09:00:01.000",
        "2026-03-01T09:00:01.000+00:00",
        "2026-03-01 09:00:01.000Z",
        "2026-02-30T09:00:01.000Z",
        "2026-03-01T24:00:01.000Z",
        "2026-03-01T09:00:01.0000Z",
        "２026-03-01T09:00:01.000Z",
        "2026-03-01T09:00:01.000Z\n",
        17,
        None,
        [[[]]],
    ],
)
def test_the_host_itself_cannot_write_a_time_of_another_form(at):
    told = entries(2, lambda entry: entry.update(at=at))
    assert "is not a time like" in wrong(file(told))


def test_the_host_itself_cannot_let_time_run_backwards():
    told = entries(3)
    told[1]["at"] = "2026-03-01T08:00:00.000Z"
    assert "Line 3: its time 2026-03-01T08:00:00.000Z lies before" in wrong(file(told))
    good(file(told, [told[0], withheld(told[1]), told[2]]))
    same = entries(3, lambda entry: entry.update(at="2026-03-01T08:00:00.000Z"))
    good(file(same))
