"""Proof files."""

import pytest

from goodoffices.engines.ledger import merkle, notes, proofs, sealing

from .books import BOOK, KEY, ORIGIN, OTHER_KEY, checkpoint, commitment, entries, leaves

TOLD = entries(11)
LEAVES = leaves(TOLD)


def proof_of(number, **change):
    path = merkle.inclusion_proof(LEAVES, number - 1, 11)
    return proofs.write(number - 1, path, checkpoint(TOLD, **change))


@pytest.mark.parametrize("number", [1, 2, 8, 11])
def test_a_proof_of_an_entry_verifies_and_that_of_another_does_not(number):
    said = proofs.verify(proof_of(number), LEAVES[number - 1], [KEY.verifier], ORIGIN)
    assert (said.origin, said.size) == (ORIGIN, 11)
    with pytest.raises(notes.BadNote, match="does not lead"):
        proofs.verify(proof_of(number), LEAVES[number - 2], [KEY.verifier], ORIGIN)


def test_a_proof_file_comes_back_as_it_was_written():
    path = merkle.inclusion_proof(LEAVES, 4, 11)
    record = sealing.leaf_record(BOOK, 5, commitment(TOLD[4]))
    for extra in (None, b"", record):
        text = proofs.write(4, path, checkpoint(TOLD), extra)
        assert proofs.parse(text) == proofs.Proof(4, tuple(path), checkpoint(TOLD), extra)
        assert str(proofs.parse(text)) == text
    assert text.startswith("c2sp.org/tlog-proof@v1\nextra eyJib29rIjoi")
    assert merkle.leaf_hash(record) == LEAVES[4]


def test_the_only_entry_of_a_book_has_a_proof_without_hashes():
    told = entries(1)
    text = proofs.write(0, [], checkpoint(told))
    assert proofs.verify(text, leaves(told)[0], [KEY.verifier], ORIGIN).size == 1


def test_a_proof_from_another_book_or_under_another_key_is_refused():
    with pytest.raises(notes.BadNote, match="another book"):
        proofs.verify(proof_of(3), LEAVES[2], [KEY.verifier], "desk.example/river/other")
    with pytest.raises(notes.BadNote, match="None of the known keys"):
        proofs.verify(proof_of(3, key=OTHER_KEY), LEAVES[2], [KEY.verifier], ORIGIN)


def test_no_single_letter_of_a_proof_can_be_changed():
    text = proof_of(6)
    for place in range(len(text)):
        other = text[:place] + chr(ord(text[place]) ^ 1) + text[place + 1 :]
        with pytest.raises(notes.BadNote):
            proofs.verify(other, LEAVES[5], [KEY.verifier], ORIGIN)


@pytest.mark.parametrize(
    ("was", "is_now"),
    [
        ("tlog-proof@v1", "tlog-proof@v2"),
        ("index 5", "index 05"),
        ("index 5", "index -5"),
        ("index 5", "Index 5"),
        ("index 5", "extra !\nindex 5"),
        ("index 5", "index 5\nAAAA"),
        ("\n\ndesk", "\ndesk"),
        ("index 5\n", "index 5\n" + "A" * 43 + "=\n" * 1 + ("A" * 43 + "=\n") * 64),
    ],
)
def test_a_proof_spelled_otherwise_is_refused(was, is_now):
    with pytest.raises(notes.BadNote):
        proofs.parse(proof_of(6).replace(was, is_now))
