"""A book as a file: what it holds, and that its seals are what they say they are, by a few independent lines."""

import base64
import hashlib
import json

import pytest

from tests.contract.host import is_problem

HEADER = {"format", "process", "book", "name", "origin", "checkpoint", "key", "earlier"}
SHOWN = {"number", "salt", "kind", "by", "at", "data", "facts"}


# ---- The few lines, from the words of the contract


def canonical(value):
    """JCS, as far as our values need it: no number here is anything but a small integer, no name anything but ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def unbase64url(text):
    assert not text.endswith("=")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def base64url(raw):
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def commitment_of(line):
    if "commitment" in line:
        return unbase64url(line["commitment"])
    salt = unbase64url(line["salt"])
    assert len(salt) == 32
    return hashlib.sha256(
        salt + canonical({name: line[name] for name in ("kind", "by", "at", "data", "facts")})
    ).digest()


def leaf_of(book, line):
    leaf = {"v": 1, "book": book, "number": line["number"], "commitment": base64url(commitment_of(line))}
    return hashlib.sha256(b"\0" + canonical(leaf)).digest()


def root_of(leaves):
    """RFC 9162, section 2.1.1."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\1" + root_of(leaves[:split]) + root_of(leaves[split:])).digest()


def root_by(path, index, size, leaf):
    """RFC 9162, section 2.1.3.2: the root that an inclusion path comes to."""
    number, last, root = index, size - 1, leaf
    for node in path:
        assert last > 0
        if number % 2 or number == last:
            root = hashlib.sha256(b"\1" + node + root).digest()
            while number and not number % 2:
                number, last = number // 2, last // 2
        else:
            root = hashlib.sha256(b"\1" + root + node).digest()
        number, last = number // 2, last // 2
    assert last == 0
    return root


def checkpoint_read(note):
    """C2SP checkpoint: origin, size, root, an empty line, signatures."""
    body, _, signatures = note.partition("\n\n")
    origin, size, root = body.split("\n")
    lines = signatures.rstrip("\n").split("\n")
    for line in lines:
        dash, name, raw = line.split(" ")
        assert dash == "—"
        assert len(base64.b64decode(raw, validate=True)) == 4 + 64
        assert origin.startswith(f"{name}/")
    return origin, int(size), base64.b64decode(root, validate=True)


def copy_read(caller, book):
    answer = caller.get(f"/books/{book}/copy")
    assert answer.status == 200
    assert answer.body.endswith(b"\n")
    header, *lines = [json.loads(line) for line in answer.text.rstrip("\n").split("\n")]
    return header, lines


# ---- The facts


@pytest.mark.parametrize("kind", ["plenary", "caucus", "delegation"])
def test_a_copy_is_a_header_and_a_line_an_entry(host, lena, kind):
    book = lena.book(kind)
    room = lena.room(kind)
    lena.done("consultation.make_statement", {"room": room, "text": 'Ünïcödé – ماء 👩‍🔧 \\ " </script>'})
    header, lines = copy_read(lena, book)
    assert set(header) == HEADER
    assert (header["format"], header["process"], header["book"]) == ("goodoffices-book/1", host.process_id, book)
    assert isinstance(header["earlier"], list)
    assert [line["number"] for line in lines] == list(range(1, len(lines) + 1))
    assert all(set(line) == SHOWN for line in lines)
    told = {e["number"]: e for e in lena.entries(book)}
    for line in lines[:500]:
        assert {name: line[name] for name in SHOWN - {"salt"}} == {n: told[line["number"]][n] for n in SHOWN - {"salt"}}
    assert len({line["salt"] for line in lines}) == len(lines)


@pytest.mark.parametrize("kind", ["plenary", "caucus", "delegation", "public"])
def test_the_seals_come_out_the_same_when_worked_out_from_the_copy(lena, kind):
    header, lines = copy_read(lena, lena.book(kind))
    origin, size, root = checkpoint_read(header["checkpoint"])
    assert (origin, size) == (header["origin"], len(lines))
    leaves = [leaf_of(header["book"], line) for line in lines]
    assert root_of(leaves) == root
    for note in header["earlier"]:
        origin, size, root = checkpoint_read(note)
        assert origin == header["origin"]
        assert 0 < size < len(lines)
        assert root_of(leaves[:size]) == root


def test_every_reader_takes_away_the_same_bytes(lena, idris, amara, plenary):
    copies = {caller.get(f"/books/{plenary}/copy").body for caller in (lena, idris, amara)}
    assert len(copies) == 1


def test_a_later_copy_goes_on_from_the_earlier_one(lena, plenary):
    before, after = copy_read(lena, plenary)[1], None
    lena.done("consultation.make_statement", {"room": lena.room("plenary"), "text": "One more."})
    header, after = copy_read(lena, plenary)
    assert after[: len(before)] == before
    assert root_of([leaf_of(plenary, line) for line in after]) == checkpoint_read(header["checkpoint"])[2]


def test_the_books_call_gives_the_checkpoint_of_its_head(lena):
    for book in lena.told("/books")["books"]:
        header, lines = copy_read(lena, book["book"])
        assert checkpoint_read(book["checkpoint"])[1] == book["head"] <= len(lines)
        if len(lines) == book["head"]:
            assert header["checkpoint"] == book["checkpoint"]


def test_nothing_of_the_host_stands_in_a_copy(lena, plenary):
    lena.done("agenda.raise_issue", {"title": "With a key"}, key="a-key-that-stays-here")
    header, lines = copy_read(lena, plenary)
    assert set(header) == HEADER
    assert all(set(line) == SHOWN for line in lines)  # neither the order of replay nor who it was where that is hidden
    text = json.dumps(lines)
    for word in ("a-key-that-stays-here", lena.token, "@"):
        assert word not in text, word


def test_a_proof_shows_that_an_entry_stands_under_the_checkpoint(lena, plenary):
    header, lines = copy_read(lena, plenary)
    for number in {1, 2, len(lines) // 2, len(lines) - 1, len(lines)}:
        answer = lena.get(f"/books/{plenary}/entries/{number}/proof")
        assert answer.status == 200
        proof, _, note = answer.text.partition("\n\n")
        first, *rest = proof.split("\n")
        assert first == "c2sp.org/tlog-proof@v1"
        rest = [line for line in rest if not line.startswith("extra ")]
        assert rest[0] == f"index {number - 1}"
        path = [base64.b64decode(line, validate=True) for line in rest[1:]]
        origin, size, root = checkpoint_read(note)
        assert origin == header["origin"]
        assert root_by(path, number - 1, size, leaf_of(plenary, lines[number - 1])) == root


def test_a_changed_entry_comes_out_otherwise(lena, plenary):
    header, lines = copy_read(lena, plenary)
    changed = [dict(line) for line in lines]
    changed[1]["data"] = {**changed[1]["data"], "name": "Another"}
    assert root_of([leaf_of(plenary, line) for line in changed]) != checkpoint_read(header["checkpoint"])[2]


def test_copies_and_proofs_of_others_are_not_there(lena, idris, amara):
    for book in (idris.book("caucus"), idris.book("delegation"), amara.book("third_party")):
        is_problem(lena.get(f"/books/{book}/copy"), 404)
        is_problem(lena.get(f"/books/{book}/entries/1/proof"), 404)
    is_problem(amara.get(f"/books/{lena.book('delegation')}/copy"), 404)


def test_an_empty_book_is_a_header_alone(amara):
    header, lines = copy_read(amara, amara.book("public"))
    _origin, size, root = checkpoint_read(header["checkpoint"])
    assert (lines, size, root) == ([], 0, hashlib.sha256(b"").digest())
