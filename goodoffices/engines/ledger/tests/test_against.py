"""An older copy, kept at home, against which the host with the right key can do nothing."""

import pytest

from goodoffices.engines.ledger import merkle, proofs

from .books import BOOK, KEY, ORIGIN, OTHER_KEY, checkpoint, entries, file, good, leaves, with_line, withheld, wrong

TOLD = entries(20)
NEW = file(TOLD)
TWO_HISTORIES = "its holder has signed two different histories"


def changed(number):
    """The same book, rewritten at one number and signed again by the host."""

    def change(entry):
        if entry["number"] == number:
            entry["data"] = {"text": "What we would rather have said"}

    return entries(20, change)


def proof(told, number, size, **given):
    path = merkle.inclusion_proof(leaves(told), number - 1, size)
    return proofs.write(number - 1, path, checkpoint(told, size, **given))


def lines_of(text):
    return text.splitlines(keepends=True)


@pytest.mark.parametrize("size", [0, 1, 7, 8, 19, 20])
def test_a_book_that_grew_holds_against_every_older_form(size):
    older = TOLD[:size]
    report = good(NEW, against=file(older))
    assert report.proves == "nothing rewritten since the older copy"
    assert not any("itself only" in sentence for sentence in report.sentences)
    good(NEW, against=lines_of(checkpoint(TOLD, size)))
    if size:
        good(NEW, against=lines_of(proof(TOLD, size, size)))
        good(NEW, against=lines_of(proof(TOLD, 1, size)))
    assert "signed under the key given; nothing" in good(NEW, key=str(KEY.verifier), against=file(older)).proves


def test_payloads_may_have_been_withheld_on_either_side():
    shown, hidden = file(TOLD), file(TOLD, [withheld(entry) for entry in TOLD])
    good(shown, against=hidden)
    good(hidden, against=shown)
    other = changed(7)
    hidden_other = file(other, [withheld(entry) for entry in other])
    assert "Entry 7 is not what it was" in wrong(hidden_other, against=shown)


@pytest.mark.parametrize("number", [1, 7, 10])
def test_a_history_rewritten_and_signed_again_is_noticed_and_named(number):
    other = file(changed(number))
    good(other, key=str(KEY.verifier))
    older = TOLD[:10]
    sentence = wrong(other, against=file(older))
    assert f"Entry {number} is not what it was in the older copy." in sentence
    assert TWO_HISTORIES in sentence
    for mark in (checkpoint(TOLD, 10), proof(TOLD, 3, 10)):
        sentence = wrong(other, against=lines_of(mark))
        assert "does not fit: something in the entries 1 to 10 is not what was signed" in sentence
        assert TWO_HISTORIES in sentence


def test_an_earlier_checkpoint_narrows_down_where_a_rewritten_history_parts():
    sentence = wrong(file(changed(10), earlier=(4, 8)), against=lines_of(checkpoint(TOLD, 12)))
    assert "The older checkpoint does not fit: something in the entries 9 to 12 is" in sentence


def test_two_histories_of_one_length_are_noticed():
    assert TWO_HISTORIES in wrong(file(changed(20)), against=NEW)
    assert TWO_HISTORIES in wrong(file(changed(20)), against=lines_of(checkpoint(TOLD)))


def test_a_change_after_the_older_copy_is_none_of_its_business():
    good(file(changed(11)), against=file(TOLD[:10]))


def test_a_file_that_somebody_else_spoilt_does_not_accuse_the_host():
    spoilt = with_line(NEW, 3, by="noor")
    for older in (file(TOLD[:10]), lines_of(checkpoint(TOLD, 10))):
        assert TWO_HISTORIES not in wrong(spoilt, against=older)
    assert "Entry 3 is not what it was" in wrong(spoilt, against=file(TOLD[:10]))
    assert TWO_HISTORIES not in wrong(NEW, against=with_line(file(TOLD[:10]), 3, by="noor"))


def test_an_end_cut_off_and_signed_again_is_noticed():
    short = file(TOLD[:12])
    good(short)
    for older in (NEW, lines_of(checkpoint(TOLD)), lines_of(proof(TOLD, 3, 20))):
        sentence = wrong(short, against=older)
        assert "The older one counts 20 entries, this file 12: its end was cut off" in sentence
        assert TWO_HISTORIES not in sentence
    assert TWO_HISTORIES in wrong(file(changed(3)[:12]), against=NEW)


def test_an_older_copy_that_is_itself_spoilt_proves_nothing():
    assert "of the older copy does not fit" in wrong(NEW, against=with_line(file(TOLD[:9]), 3, by="noor"))
    assert "Line 4 of the older copy should be entry 3" in wrong(NEW, against=file(TOLD[:9])[:3] + file(TOLD[:9])[4:])
    assert "of the older copy counts 9 entries, but 8 are here" in wrong(NEW, against=file(TOLD[:9])[:-1])
    assert "8 are here" in wrong(file(TOLD[:4]), against=file(TOLD[:9])[:-1])


def test_a_forged_key_is_noticed():
    forged = file(changed(3), key=OTHER_KEY)
    assert "another key" in wrong(forged, key=str(KEY.verifier))
    assert "header's key was" in wrong(forged, against=NEW)
    assert "not signed under the key in the file" in wrong(forged, against=lines_of(checkpoint(TOLD, 10)))
    assert TWO_HISTORIES not in wrong(forged, against=NEW)


def test_another_book_is_not_an_older_copy():
    told = entries(3)
    other = with_line(file(told), 0, book="other")
    assert f"The older copy is of another book: “other”, not “{BOOK}”." in wrong(NEW, against=other)
    elsewhere = checkpoint(told, origin="desk.example/river/other")
    assert "not about the origin" in wrong(NEW, against=lines_of(elsewhere))
    assert ORIGIN not in elsewhere


def test_a_proof_that_is_faulty_in_itself_is_refused():
    good_proof = proof(TOLD, 5, 13)
    for was, is_now in (("index 4", "index 5"), ("index 4", "index 13"), ("index 4", "index 04"), ("@v1", "@v2")):
        assert TWO_HISTORIES not in wrong(NEW, against=lines_of(good_proof.replace(was, is_now)))
    lines = lines_of(good_proof)
    for place in range(2, 6):
        assert "older proof" in wrong(NEW, against=lines[:place] + lines[place + 1 :])
    for place in range(len(good_proof)):
        other = good_proof[:place] + chr(ord(good_proof[place]) ^ 1) + good_proof[place + 1 :]
        assert TWO_HISTORIES not in wrong(NEW, against=lines_of(other))
