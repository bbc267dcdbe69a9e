"""Canonical bytes, commitments and leaves."""

import hashlib
import json

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.ledger import sealing

from .books import entries

ENTRY = entries(1)[0]


def test_canonical_json_is_that_of_rfc_8785():
    # The samples of RFC 8785 sections 3.2.2 to 3.2.4.
    numbers = "[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001]"
    assert sealing.canonical(json.loads(numbers)) == b"[333333333.3333333,1e+30,4.5,0.002,1e-27]"
    names = {"€": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\x80": 6, "ö": 7}
    assert list(json.loads(sealing.canonical(names)).values()) == [2, 4, 6, 7, 1, 5, 3]
    assert sealing.canonical('€$\x0f\nA\'B"\\\\"/') == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'.encode()


ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(1 - 2**53, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(ANY_JSON)
def test_the_quick_spelling_is_that_of_rfc_8785(value):
    assert sealing.canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [2**53, float("nan"), float("inf"), "\ud800", {"\ud800": 1}, {1: 2}, object(), b"x"])
def test_what_json_cannot_carry_exactly_is_not_sealed(value):
    with pytest.raises(ValueError):
        sealing.canonical(value)


def test_a_commitment_is_the_hash_of_salt_and_payload():
    sealed = {name: ENTRY[name] for name in sealing.SEALED_FIELDS}
    spelled = json.dumps(sealed, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert sealing.commitment(ENTRY["salt"], ENTRY) == hashlib.sha256(ENTRY["salt"] + spelled).digest()


@pytest.mark.parametrize("field", sealing.SEALED_FIELDS)
def test_every_sealed_field_changes_the_commitment(field):
    other = {**ENTRY, field: {"other": 1}}
    assert sealing.commitment(ENTRY["salt"], other) != sealing.commitment(ENTRY["salt"], ENTRY)


def test_the_place_of_retries_and_of_replay_is_in_no_commitment():
    assert sealing.commitment(ENTRY["salt"], {**ENTRY, "position": 7}) == sealing.commitment(ENTRY["salt"], ENTRY)


def nested(depth):
    inner = {"a": '"[[[' * 80}  # brackets in a text are no depth
    for _ in range(depth - 1):
        inner = [inner, 1]
    return inner


def test_what_is_nested_deeper_than_readers_go_is_not_sealed():
    assert sealing.canonical(nested(sealing.DEEPEST)).count(b"[1") == 0
    for depth in (sealing.DEEPEST + 1, 900, 100_000):
        with pytest.raises(ValueError, match="inside each other"):
            sealing.canonical(nested(depth))


@pytest.mark.parametrize("salt", [b"", bytes(31), bytes(33)])
def test_a_salt_of_another_length_is_refused(salt):
    with pytest.raises(ValueError, match="32 bytes"):
        sealing.commitment(salt, ENTRY)


@given(st.text(), st.integers(1, 2**53 - 1), st.binary(min_size=32, max_size=32))
def test_a_leaf_is_taken_of_canonical_json(book, number, commitment):
    record = {"v": 1, "book": book, "number": number, "commitment": sealing.b64(commitment)}
    assert sealing.leaf_record(book, number, commitment) == sealing.canonical(record)


def test_a_leaf_belongs_to_its_book_and_number():
    here = sealing.leaf("b", 1, bytes(32))
    record = b'{"book":"b","commitment":"' + b"A" * 43 + b'","number":1,"v":1}'
    assert here == hashlib.sha256(b"\x00" + record).digest()
    assert len({here, sealing.leaf("c", 1, bytes(32)), sealing.leaf("b", 2, bytes(32))}) == 3
    for number, commitment in ((0, bytes(32)), (1, bytes(31))):
        with pytest.raises(ValueError):
            sealing.leaf("b", number, commitment)


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=70))
def test_base64url_comes_back(data):
    assert sealing.unb64(sealing.b64(data)) == data


@pytest.mark.parametrize("text", ["AA==", "AB", "A", "A A", "++", "//", "AA\n", "ÄA", "AAAA="])
def test_base64url_has_one_spelling_only(text):
    with pytest.raises(ValueError, match="not base64url"):
        sealing.unb64(text)
