"""Witnesses: what they sign, and everything that they do not."""

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.ledger import merkle, notes
from goodoffices.engines.ledger.cosigning import Cosigned, WitnessKey, WitnessSigner, cosignature_of
from goodoffices.engines.ledger.witnessing import Reason, Refused, Seen, examine

from .books import KEY, ORIGIN, OTHER_KEY

NORTH, SOUTH = WitnessSigner("north.example/w", b"n" * 32), WitnessSigner("south.example/w", b"s" * 32)
AT = 1_679_315_147  # the time in the example of c2sp.org/tlog-cosignature
HASHES = [merkle.leaf_hash(bytes([i])) for i in range(40)]
FORKED = [*HASHES[:3], merkle.leaf_hash(b"other"), *HASHES[4:]]


def note(size, hashes=HASHES, key=KEY, origin=ORIGIN):
    return notes.sign(notes.checkpoint_text(origin, size, merkle.root(hashes[:size])), key)


def seen(size, hashes=HASHES):
    return Seen(size, merkle.root(hashes[:size]), note(size, hashes))


def proof(old, new, hashes=HASHES):
    return merkle.consistency_proof(hashes, old, new)


def refuses(reason, *given, **more):
    with pytest.raises(Refused) as refusal:
        examine(*given, **more)
    assert refusal.value.reason is reason and str(refusal.value).endswith(".")
    return refusal.value


# ---- Cosignatures


def test_a_cosignature_is_written_as_the_standard_says():
    text = notes.parse_note(note(5)).text
    line = NORTH.cosign(text, AT)
    key = NORTH.verifier
    assert line.name == "north.example/w" and len(line.data) == 72
    assert line.id == hashlib.sha256(b"north.example/w\n\x04" + key.key).digest()[:4]
    assert line.data[:8] == bytes.fromhex("00000000641850cb")
    message = b"cosignature/v1\ntime 1679315147\n" + text.encode()
    Ed25519PublicKey.from_public_bytes(key.key).verify(line.data[8:], message)  # raises if it is another message
    assert str(line).startswith("\N{EM DASH} north.example/w ") and str(line).endswith("\n")


def test_the_published_example_has_the_shape_that_is_read_here():
    spec = (
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "— example.com/behind-the-sofa "
        "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
        "— witness.example.com/w1 "
        "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
    )
    _host, witness = notes.parse_note(spec).signatures
    assert len(witness.data) == 72 and int.from_bytes(witness.data[:8], "big") == AT


def test_keys_are_of_their_type_and_come_back_as_they_were():
    text = str(NORTH.verifier)
    assert WitnessKey.parse(text) == NORTH.verifier
    for wrong in (str(KEY.verifier), text[:-4], text.replace("north", "south"), "", "north.example/w"):
        with pytest.raises(notes.BadNote):
            WitnessKey.parse(wrong)
    with pytest.raises(notes.BadNote):
        notes.VerifierKey.parse(text)
    weak = bytes(32)
    with pytest.raises(notes.BadNote):
        WitnessKey.parse(str(WitnessKey("weak.example/w", weak)))
    assert "n" * 32 not in repr(NORTH) and (b"n" * 32).hex() not in repr(NORTH)


def test_the_latest_line_of_a_witness_counts_and_a_false_one_spoils_the_note():
    text = notes.parse_note(note(5)).text
    both = notes.cosign(note(5), [str(NORTH.cosign(text, AT)), str(NORTH.cosign(text, AT + 60))])
    found = cosignature_of(notes.parse_note(both), NORTH.verifier)
    assert found == Cosigned(NORTH.verifier, AT + 60, NORTH.cosign(text, AT + 60))
    assert cosignature_of(notes.parse_note(both), SOUTH.verifier) is None
    assert notes.open_checkpoint(both, [KEY.verifier]).size == 5

    other = NORTH.cosign(notes.parse_note(note(6)).text, AT)
    with pytest.raises(notes.BadNote):
        cosignature_of(notes.parse_note(notes.cosign(note(5), [str(other)])), NORTH.verifier)
    line = NORTH.cosign(text, AT)
    for data in (line.data[:-1], line.data + b"\0", (AT + 1).to_bytes(8, "big") + line.data[8:], line.data[8:]):
        false = notes.Signature(line.name, line.id, data)
        with pytest.raises(notes.BadNote):
            cosignature_of(notes.parse_note(notes.cosign(note(5), [str(false)])), NORTH.verifier)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 71), st.integers(1, 255))
def test_no_byte_of_a_cosignature_may_change(place, change):
    text = notes.parse_note(note(5)).text
    data = bytearray(NORTH.cosign(text, AT).data)
    data[place] ^= change
    assert not NORTH.verifier.verifies(bytes(data), text)


def test_only_checkpoints_are_cosigned_and_at_a_time_that_there_is():
    for text in ("A letter.\n", "", "one\ntwo\nthree\n"):
        with pytest.raises(notes.BadNote):
            NORTH.cosign(text, AT)
    for at in (0, -1, 10**18):
        with pytest.raises(notes.BadNote):
            NORTH.cosign(notes.parse_note(note(5)).text, at)


# ---- What a witness signs, and what not


def test_what_continues_is_good():
    assert examine(note(5), ORIGIN, KEY.verifier).size == 5
    assert examine(note(5), ORIGIN, str(KEY.verifier), seen(5)).size == 5
    for old in range(1, 40):
        assert examine(note(40), ORIGIN, KEY.verifier, seen(old), proof(old, 40)).size == 40


def test_a_forged_checkpoint_is_not_signed():
    refuses(Reason.FORGED, note(5, key=OTHER_KEY), ORIGIN, KEY.verifier)
    signature = note(5).split("\n\n")[1]
    refuses(
        Reason.FORGED,
        notes.checkpoint_text(ORIGIN, 6, merkle.root(HASHES[:6])) + "\n" + signature,
        ORIGIN,
        KEY.verifier,
    )
    for nonsense in ("", "A letter.\n", notes.sign("A letter.\n", KEY), note(5)[:-1], "\0" * 9):
        assert not refuses(Reason.FORGED, nonsense, ORIGIN, KEY.verifier).accuses


def test_a_checkpoint_of_another_book_is_not_signed():
    other = note(5, origin=ORIGIN + "x")
    assert not refuses(Reason.OTHER_BOOK, other, ORIGIN, KEY.verifier, seen(5)).accuses


def test_an_empty_book_is_not_signed():
    refuses(Reason.EMPTY, note(0), ORIGIN, KEY.verifier)


def test_a_replayed_checkpoint_is_not_signed_and_accuses_nobody():
    refused = refuses(Reason.OLDER, note(5), ORIGIN, KEY.verifier, seen(9), proof(5, 9))
    assert not refused.accuses and "5" in str(refused) and "9" in str(refused)


def test_a_rolled_back_book_is_not_signed():
    for given_proof in ((), proof(5, 9)[:-1], proof(4, 9), [bytes(32)] * 3):
        assert refuses(Reason.ROLLED_BACK, note(5), ORIGIN, KEY.verifier, seen(9), given_proof).accuses
    assert refuses(Reason.ROLLED_BACK, note(5, FORKED), ORIGIN, KEY.verifier, seen(9), proof(5, 9, FORKED)).accuses


def test_a_fork_of_the_same_size_is_not_signed_whatever_proof_comes_with_it():
    for given_proof in ((), [HASHES[0]], proof(4, 9, FORKED)):
        assert refuses(Reason.FORK, note(9, FORKED), ORIGIN, KEY.verifier, seen(9), given_proof).accuses


def test_a_split_view_ends_where_the_two_meet():
    """One was shown a book, the other another one. Neither witness signs what the other saw, however far it went on."""
    for size in range(9, 40):
        for given_proof in ((), proof(9, size), proof(9, size, FORKED)):
            reason = Reason.FORK if size == 9 else Reason.UNPROVED
            assert refuses(reason, note(size, FORKED), ORIGIN, KEY.verifier, seen(9), given_proof).accuses


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 39), st.integers(1, 40), st.data())
def test_nothing_is_signed_that_does_not_continue(old, new, data):
    """Any sizes, either history, any proof: what is signed is always a continuation."""
    hashes = data.draw(st.sampled_from((HASHES, FORKED)))
    made = proof(min(old, new), max(old, new), data.draw(st.sampled_from((HASHES, FORKED))))
    given_proof = data.draw(st.sampled_from((made, made[:-1], made[::-1], [*made, HASHES[0]], [])))
    try:
        found = examine(note(new, hashes), ORIGIN, KEY.verifier, seen(old), given_proof)
    except Refused:
        return
    assert (
        new >= old
        and merkle.root(hashes[:old]) == merkle.root(HASHES[:old])
        and found.root == merkle.root(hashes[:new])
    )
