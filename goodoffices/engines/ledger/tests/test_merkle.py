"""The tree: known vectors of Certificate Transparency, and properties for any size."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.ledger import merkle

# The sample tree of the Certificate Transparency reference code (RFC 6962, the same hashes as RFC 9162).
CONTENT = [
    bytes.fromhex(text)
    for text in ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
]
LEAVES = [merkle.leaf_hash(data) for data in CONTENT]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

INCLUSION = {  # (index, size): path
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {  # (old, new): path
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}

sizes = st.integers(min_value=1, max_value=70)


def grown(size):
    return [merkle.leaf_hash(size.to_bytes(2, "big") + i.to_bytes(2, "big")) for i in range(size)]


def test_the_empty_tree_has_the_hash_of_nothing():
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle.EMPTY_ROOT.hex() == merkle.root([]).hex() == merkle.Peaks().root().hex() == empty


def test_roots_are_those_of_certificate_transparency():
    assert [merkle.root(LEAVES[:size]).hex() for size in range(1, 9)] == ROOTS


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_proofs_are_those_of_certificate_transparency(index, size):
    proof = merkle.inclusion_proof(LEAVES, index, size)
    assert [step.hex() for step in proof] == INCLUSION[index, size]
    assert merkle.verify_inclusion(LEAVES[index], index, size, proof, bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_consistency_proofs_are_those_of_certificate_transparency(old, new):
    proof = merkle.consistency_proof(LEAVES, old, new)
    assert [step.hex() for step in proof] == CONSISTENCY[old, new]
    assert merkle.verify_consistency(old, new, bytes.fromhex(ROOTS[old - 1]), bytes.fromhex(ROOTS[new - 1]), proof)


def test_every_proof_of_every_small_tree_verifies_and_no_other_leaf_passes():
    for size in range(1, 18):
        leaves = grown(size)
        root = merkle.root(leaves)
        for index in range(size):
            proof = merkle.inclusion_proof(leaves, index, size)
            passing = [i for i in range(size + 2) if merkle.verify_inclusion(leaves[index], i, size, proof, root)]
            assert passing == [index]
        for old in range(size + 1):
            proof = merkle.consistency_proof(leaves, old, size)
            assert merkle.verify_consistency(old, size, merkle.root(leaves[:old]), root, proof)


@settings(max_examples=60, deadline=None)
@given(size=sizes, data=st.data())
def test_an_altered_inclusion_proof_does_not_verify(size, data):
    leaves = grown(size)
    index = data.draw(st.integers(0, size - 1))
    proof, root = merkle.inclusion_proof(leaves, index, size), merkle.root(leaves)
    for place in range(len(proof)):
        flipped = [*proof[:place], flip(proof[place], data), *proof[place + 1 :]]
        assert not merkle.verify_inclusion(leaves[index], index, size, flipped, root)
        assert not merkle.verify_inclusion(leaves[index], index, size, proof[:place] + proof[place + 1 :], root)
    assert not merkle.verify_inclusion(leaves[index], index, size, [*proof, bytes(32)], root)
    assert not merkle.verify_inclusion(flip(leaves[index], data), index, size, proof, root)
    assert not merkle.verify_inclusion(leaves[index], index, size, proof, flip(root, data))
    assert not merkle.verify_inclusion(leaves[index], -1, size, proof, root)


@settings(max_examples=60, deadline=None)
@given(new=sizes, data=st.data())
def test_an_altered_consistency_proof_does_not_verify(new, data):
    leaves = grown(new)
    old = data.draw(st.integers(1, new))
    proof = merkle.consistency_proof(leaves, old, new)
    was, now = merkle.root(leaves[:old]), merkle.root(leaves)
    for place in range(len(proof)):
        flipped = [*proof[:place], flip(proof[place], data), *proof[place + 1 :]]
        assert not merkle.verify_consistency(old, new, was, now, flipped)
        assert not merkle.verify_consistency(old, new, was, now, proof[:place] + proof[place + 1 :])
    assert not merkle.verify_consistency(old, new, was, now, [*proof, bytes(32)])
    assert not merkle.verify_consistency(old, new, flip(was, data), now, proof)
    assert not merkle.verify_consistency(old, new, was, flip(now, data), proof)
    assert not merkle.verify_consistency(new + 1, new, was, now, proof)


@settings(max_examples=60, deadline=None)
@given(size=st.integers(0, 300), cut=st.integers(0, 300))
def test_peaks_have_the_root_of_the_whole_tree_and_survive_being_stored(size, cut):
    leaves = grown(size)
    peaks = merkle.Peaks()
    for leaf in leaves[:cut]:
        peaks.append(leaf)
    peaks = merkle.Peaks.from_bytes(peaks.to_bytes())
    for leaf in leaves[cut:]:
        peaks.append(leaf)
    assert (peaks.size, peaks.root()) == (size, merkle.root(leaves))
    assert len(peaks.to_bytes()) == 8 + 32 * size.bit_count()


def test_damaged_peaks_are_refused():
    peaks = merkle.Peaks()
    for leaf in LEAVES[:5]:
        peaks.append(leaf)
    stored = peaks.to_bytes()
    for damaged in (stored[:-1], stored + b"x", stored[:7], b"\x00" * 7 + b"\x01"):
        with pytest.raises(ValueError, match="not the peaks"):
            merkle.Peaks.from_bytes(damaged)
    assert merkle.Peaks.from_bytes(b"").size == 0
    with pytest.raises(ValueError, match="32 bytes"):
        peaks.append(b"short")


def test_a_proof_about_what_is_not_there_is_refused():
    for index, size in ((-1, 3), (3, 3), (0, 0), (0, 9)):
        with pytest.raises(IndexError):
            merkle.inclusion_proof(LEAVES, index, size)
    for old, new in ((-1, 3), (4, 3), (1, 9)):
        with pytest.raises(IndexError):
            merkle.consistency_proof(LEAVES, old, new)


def flip(data, draw):
    place = draw.draw(st.integers(0, len(data) * 8 - 1))
    number = int.from_bytes(data, "big") ^ (1 << place)
    return number.to_bytes(len(data), "big")
