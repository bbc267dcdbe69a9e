"""The vectors in the reference are what this code makes, and can be worked out without this code."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from goodoffices.engines.ledger import checker, proofs

from . import checks, vectors
from .judging import judged

REFERENCE = Path(__file__).parents[4] / "docs" / "reference"
FOLDER = REFERENCE / "vectors"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the reference is not part of an installed package")


@pytest.mark.parametrize("name", vectors.vectors())
def test_each_published_vector_is_made_again_byte_by_byte(name):
    assert (FOLDER / name).read_bytes() == vectors.vectors()[name]


def test_the_published_files_verify_in_every_combination():
    steps = json.loads((FOLDER / "plenary.steps.json").read_text(encoding="utf-8"))
    key = steps["key"]["verifier"]
    for older in ("plenary.older.book.jsonl", "plenary.checkpoint", "plenary-4.tlog-proof", "plenary.book.jsonl"):
        report = checker.verify(FOLDER / "plenary.book.jsonl", key, FOLDER / older)
        assert report.ok, report.sentences
    report = checker.verify(FOLDER / "plenary.rewritten.book.jsonl", key)
    assert report.ok
    report = checker.verify(FOLDER / "plenary.rewritten.book.jsonl", key, FOLDER / "plenary.older.book.jsonl")
    assert report.sentences[0] == "Entry 2 is not what it was in the older copy."
    fourth = bytes.fromhex(steps["entries"][3]["leaf_hash"])
    assert (
        proofs.verify(
            (FOLDER / "plenary-4.tlog-proof").read_text(encoding="utf-8"), fourth, [key], steps["origin"]
        ).size
        == 5
    )


def test_the_steps_follow_from_each_other_by_hand():
    """As an outsider would do it, with hashes and signatures only; canonical JSON is taken as published."""
    steps = json.loads((FOLDER / "plenary.steps.json").read_text(encoding="utf-8"))
    hashes = []
    for entry in steps["entries"]:
        commitment = sha(bytes.fromhex(entry["salt"]) + entry["payload"].encode())
        assert commitment.hex() == entry["commitment"]
        spelled = base64.urlsafe_b64encode(commitment).decode().rstrip("=")
        assert entry["leaf"] == (
            f'{{"book":"{vectors.BOOK}","commitment":"{spelled}","number":{entry["number"]},"v":1}}'
        )
        hashes.append(sha(b"\x00" + entry["leaf"].encode()))
        assert hashes[-1].hex() == entry["leaf_hash"]

    a, b, c, d, e = hashes
    root = sha(b"\x01" + sha(b"\x01" + sha(b"\x01" + a + b) + sha(b"\x01" + c + d)) + e)
    assert root.hex() == steps["roots"]["5"]
    text = f"{steps['origin']}\n5\n{base64.b64encode(root).decode()}\n"
    assert text == steps["checkpoint_text"]

    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(steps["key"]["seed"]))
    assert private.sign(text.encode()).hex() == steps["signature"]
    public, name = private.public_key().public_bytes_raw(), steps["key"]["name"]
    id = sha(name.encode() + b"\n\x01" + public)[:4]
    assert steps["key"]["verifier"] == f"{name}+{id.hex()}+{base64.b64encode(bytes([1]) + public).decode()}"
    line = f"— {name} {base64.b64encode(id + bytes.fromhex(steps['signature'])).decode()}\n"
    assert (FOLDER / "plenary.checkpoint").read_text(encoding="utf-8") == f"{text}\n{line}"


def test_the_page_quotes_the_vectors_as_they_are():
    page = (REFERENCE / "book-file.md").read_text(encoding="utf-8")
    steps = json.loads((FOLDER / "plenary.steps.json").read_text(encoding="utf-8"))
    first, key = steps["entries"][0], steps["key"]
    for quoted in (
        *(first[name] for name in ("salt", "payload", "commitment", "commitment_base64url", "leaf", "leaf_hash")),
        *(key[name] for name in ("seed", "verifier", "fingerprint")),
        *(entry["leaf_hash"] for entry in steps["entries"]),
        steps["roots"]["5"],
        (FOLDER / "plenary.checkpoint").read_text(encoding="utf-8"),
        *vectors.vectors(),
    ):
        assert quoted in page


def sha(data):
    return hashlib.sha256(data).digest()


def test_the_checks_that_every_checker_reads_are_made_again_and_answered_alike():
    assert (FOLDER / checks.NAME).read_bytes() == checks.vectors(), "renew them: see checks.py"
    answers = [check["ok"] for check in json.loads(checks.vectors())["checks"]]
    assert answers.count(True) > 30 and answers.count(False) > 120


def test_the_modules_that_write_books_judge_the_checks_alike():
    told = checks.files()
    for check in checks.checks():
        against, key = told.get(check.against), told[check.key].decode() if check.key else None
        report = checker.verify(
            checks.lines_of(told[check.copy]), key, None if against is None else checks.lines_of(against)
        )
        found = judged(told[check.copy], against, key)
        assert report.ok == (not found), check
        assert report.ok or found & set(report.codes), check


def test_every_code_is_in_the_reference_and_every_code_of_the_reference_is_met():
    page = (REFERENCE / "book-file.md").read_text(encoding="utf-8")
    table = page.partition("| code |")[2].partition("\n\n")[0]
    listed = set(re.findall(r"`([a-z-]+)`", "".join(line.split("|")[1] for line in table.split("\n")[2:])))
    source = Path(checker.__file__).read_text(encoding="utf-8")
    given = set(re.findall(r'(?:Wrong|Fault)\(\s*"([a-z-]+)"', source))
    assert listed == given
    met = {code for check in json.loads(checks.vectors())["checks"] for code in check["codes"]}
    assert given - met == {
        "unreadable",
        "too-long",
        "witness",
        "unwitnessed",
    }  # of files that one would not publish, or of keys
