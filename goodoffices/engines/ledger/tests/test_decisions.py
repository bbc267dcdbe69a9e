"""A decision as a file: the checker takes it as it is, and finds whatever was changed in it."""

import copy
import json

import pytest

from goodoffices.engines.ledger import checker
from goodoffices.engines.ledger.tests import decisions


@pytest.fixture
def file():
    return decisions.decided()


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
        change("a consent left out", lambda f: f["entries"].pop(2)),
        change("the wording", lambda f: f["decision"].update(wording=1)),
        change("the citation", lambda f: f["decision"].update(citation="Plenary 1")),
        change("true for one", lambda f: f["decision"].update(wording=True)),
        change("a consent twice", lambda f: f["entries"].append(f["entries"][-1])),
        change("another number", lambda f: f["entries"][1].update(number=4)),
        change("a proof", lambda f: f["entries"][1]["proof"].reverse()),
        change("no proof", lambda f: f["entries"][1].update(proof=[])),
        change("a proof that is none", lambda f: f["entries"][1].update(proof="x")),
        change("a salt", lambda f: f["entries"][1].update(salt="A" * 43)),
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
    file["entries"] = file["entries"][:2]
    file["decision"]["state"] = "put"
    assert verified(file).ok


@pytest.mark.parametrize("ending", decisions.ENDINGS)
def test_however_it_ended_its_file_holds_and_no_other_end_can_be_told(ending):
    for about in (None, "s1"):
        told = decisions.decided(ending, about)
        assert verified(told).ok, verified(told).sentences
        assert ending == "open" or f"“{told['decision']['state']}”" in verified(told).sentences[0]
        for other in {each[1] for each in decisions.ENDINGS.values()} - {told["decision"]["state"]}:
            told["decision"]["state"] = other
            assert verified(told).codes == ["state"]
