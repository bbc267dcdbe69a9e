"""A decision as a file: the checker takes it as it is, and finds whatever was changed in it."""

import base64
import copy
import hashlib
import json

import pytest

from goodoffices.engines import ledger
from goodoffices.engines.ledger import checker
from goodoffices.engines.ledger.tests.books import BOOK, KEY, NAME, ORIGIN, PROCESS

SALT = bytes(range(32))


def letters(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def payloads():
    frozen = "Forty days."
    put = {"id": "d1", "frozen": frozen, "wording_hash": hashlib.sha256(frozen.encode()).hexdigest(),
           "expires": "", "of_wording": None, "in_session": False, "parties": ["p", "q"]}  # fmt: skip
    said = [
        ("consultation.make_statement", {"text": "Good morning."}, {"id": "s1"}),
        ("decisions.put", {"words": frozen}, put),
        ("decisions.consent", {"decision": "d1"}, {"consent": "c1", "party": "p"}),
        ("consultation.make_statement", {"text": "And so do we."}, {"id": "s2"}),
        ("decisions.consent", {"decision": "d1"}, {"consent": "c2", "party": "q"}),
    ]
    return [
        {"kind": kind, "by": "seat", "at": f"2025-05-02T10:0{n}:00.000Z", "data": data, "facts": facts}
        for n, (kind, data, facts) in enumerate(said)
    ]


@pytest.fixture
def file():
    sealed = payloads()
    leaves = [ledger.leaf(BOOK, n, ledger.commitment(SALT, each)) for n, each in enumerate(sealed, start=1)]
    entries = [
        {
            "number": n,
            "salt": letters(SALT),
            **sealed[n - 1],
            "proof": [letters(step) for step in ledger.merkle.inclusion_proof(leaves, n - 1, len(leaves))],
        }
        for n in (2, 3, 5)
    ]
    put = sealed[1]["facts"]
    return {
        "format": "goodoffices-decision/1",
        "process": PROCESS,
        "book": BOOK,
        "name": NAME,
        "origin": ORIGIN,
        "checkpoint": ledger.sign(ledger.checkpoint_text(ORIGIN, len(leaves), ledger.merkle.root(leaves)), KEY),
        "key": str(KEY.verifier),
        "decision": {"id": "d1", "about": None, "wording": 2, "wording_hash": put["wording_hash"], "method": "consent",
                     "state": "adopted", "expires": None, "citation": "Plenary 2"},
        "entries": entries,
    }  # fmt: skip


def verified(file, **how):
    return checker.verify([json.dumps(file)], **how)


def test_it_is_as_it_says(file):
    report = verified(file, key=file["key"])
    assert report.ok, report.sentences
    assert "adopted" in report.sentences[0] and report.proves == "signed under the key given"


def test_alone_it_proves_that_it_agrees_with_itself(file):
    assert verified(file).proves == checker.ITSELF_ONLY


def test_written_over_several_lines_it_is_the_same(file, tmp_path):
    path = tmp_path / "decision.json"
    path.write_text(json.dumps(file, indent=1))
    assert checker.verify(path).ok


def changes():
    def change(name, do):
        return pytest.param(do, id=name)

    return [
        change("the words", lambda f: f["entries"][0]["facts"].update(frozen="Thirty days.")),
        change("the hash", lambda f: f["decision"].update(wording_hash="0" * 64)),
        change("the state", lambda f: f["decision"].update(state="match")),
        change("the method", lambda f: f["decision"].update(method="silence")),
        change("what it is about", lambda f: f["decision"].update(about="s1")),
        change("a consent left out", lambda f: f["entries"].pop()),
        change("a consent twice", lambda f: f["entries"].append(f["entries"][-1])),
        change("another number", lambda f: f["entries"][1].update(number=4)),
        change("a proof", lambda f: f["entries"][1]["proof"].reverse()),
        change("no proof", lambda f: f["entries"][1].update(proof=[])),
        change("a proof that is none", lambda f: f["entries"][1].update(proof="x")),
        change("a salt", lambda f: f["entries"][1].update(salt=letters(bytes(32)))),
        change("who", lambda f: f["entries"][2].update(by="another")),
        change("when", lambda f: f["entries"][2].update(at="2025-05-02T11:00:00.000Z")),
        change("the origin", lambda f: f.update(origin="elsewhere/p1/b1")),
        change("the book", lambda f: f.update(book="b2")),
        change("a field too many", lambda f: f.update(more=1)),
        change("no entries", lambda f: f.update(entries=[])),
        change("an entry that is none", lambda f: f.update(entries=[1])),
        change("a decision that is none", lambda f: f.update(decision=1)),
    ]


@pytest.mark.parametrize("change", changes())
def test_whatever_is_changed_is_found(file, change):
    spoilt = copy.deepcopy(file)
    change(spoilt)
    report = verified(spoilt)
    assert not report.ok and report.sentences


def test_with_one_consent_it_is_still_open(file):
    file["entries"].pop()
    file["decision"]["state"] = "put"
    assert verified(file).ok
