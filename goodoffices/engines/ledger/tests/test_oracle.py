"""Another implementation of the same standards, not ours, agrees with us (aics-tlog, an oracle and no dependency)."""

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.ledger import merkle, notes, sealing

from .books import KEY, ORIGIN, OTHER_KEY, checkpoint, entries, leaves

oracle = pytest.importorskip("aics_tlog", reason="aics-tlog, the oracle, is published for Python 3.12 and later only")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=8), min_size=1, max_size=80), st.data())
def test_roots_and_proofs_are_the_oracles(content, data):
    tree, hashes, size = oracle.MerkleTree(content), [merkle.leaf_hash(item) for item in content], len(content)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    assert merkle.root(hashes) == tree.root()

    path = merkle.inclusion_proof(hashes, index, size)
    assert path == tree.inclusion_proof(index)
    assert oracle.verify_leaf_inclusion(content[index], index, size, path, tree.root())

    path = merkle.consistency_proof(hashes, old, size)
    assert path == tree.consistency_proof(old)
    assert merkle.verify_consistency(old, size, tree.root(old), tree.root(), path)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.lists(st.sampled_from([0, 1, 2, 3]), max_size=4))
def test_odd_proofs_are_judged_alike(first, second, third, steps):
    some = [merkle.leaf_hash(bytes([i])) for i in range(4)]
    path = [some[step] for step in steps]
    root = some[0] if not path else merkle.node_hash(some[0], path[0])
    ours = merkle.verify_inclusion(some[0], first, second, path, root)
    assert ours == judged(oracle.verify_inclusion, some[0], first, second, path, root)
    ours = merkle.verify_consistency(second, third, some[0], root, path)
    assert ours == judged(oracle.verify_consistency, second, third, some[0], root, path)


def judged(verify, *given):
    try:
        return verify(*given)
    except (ValueError, IndexError):
        return False


def test_the_oracle_opens_our_checkpoints_and_we_open_its():
    told = entries(7)
    ours = checkpoint(told)
    key = oracle.parse_vkey(str(KEY.verifier))
    assert oracle.format_vkey(key) == str(KEY.verifier)
    assert oracle.verify_checkpoint(oracle.parse_note(ours), key, expected_origin=ORIGIN).ok
    assert not oracle.verify_checkpoint(oracle.parse_note(checkpoint(told, key=OTHER_KEY)), key).ok

    private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"the desk's key").digest())
    said = oracle.Checkpoint(ORIGIN, 7, merkle.root(leaves(told)))
    theirs = oracle.sign_checkpoint(said, private, KEY.name).serialise()
    assert theirs == ours
    assert notes.open_checkpoint(theirs, [KEY.verifier]) == (said.origin, said.size, said.root)


def test_the_oracles_witness_finds_its_place_below_our_signature():
    told = entries(7)
    witness, name = Ed25519PrivateKey.from_private_bytes(bytes(32)), "witness.example/w1"
    root = merkle.root(leaves(told))
    _, line = oracle.sign_cosignature(witness, name, 1_770_000_000, ORIGIN, 7, root)
    cosigned = notes.cosign(checkpoint(told), [str(notes.Signature(line.name, line.key_id, line.signature))])
    assert notes.open_checkpoint(cosigned, [KEY.verifier]) == (ORIGIN, 7, root)

    log, seen = oracle.parse_vkey(str(KEY.verifier)), oracle.cosignature_vkey(name, witness.public_key())
    assert oracle.verify_checkpoint(oracle.parse_note(cosigned), log, [seen], 1).ok


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=8,
    )
)
def test_canonical_json_is_the_oracles(value):
    assert sealing.canonical(value) == oracle.bundle.canonical_json(value)
