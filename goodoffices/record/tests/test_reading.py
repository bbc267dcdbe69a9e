"""Reading the record: for somebody in particular, as far as they may; copies, proofs and checkpoints."""

import json

import pytest

from goodoffices.agenda.acts import RaiseIssue, SetStatus
from goodoffices.agenda.models import Issue, Position, Solution, Stance, StatusChange
from goodoffices.consultation.models import Statement
from goodoffices.engines import ledger
from goodoffices.process.models import Seat
from goodoffices.record.api import told
from goodoffices.record.copy import copy, copy_for, proof
from goodoffices.record.models import Checkpoint, Recorded, recorded_models
from goodoffices.record.perform import perform
from goodoffices.record.querysets import Unscoped
from goodoffices.record.replay import differences, tables
from goodoffices.record.source import KeyedSource, drawing_from
from tests.cast import Api, client_of
from tests.table import admit, now, rules, say


@pytest.mark.parametrize("model", [Issue, Solution, Stance, StatusChange, Position, Statement, Seat])
@pytest.mark.parametrize(
    "question",
    [
        lambda rows: list(rows.all()),
        lambda rows: rows.count(),
        lambda rows: rows.exists(),
        lambda rows: rows.first(),
        lambda rows: rows.get(id="x"),
        lambda rows: list(rows.values("id")),
        lambda rows: list(rows.iterator()),
        lambda rows: rows.update(changed=0),
        lambda rows: rows.delete(),
        lambda rows: rows.all()[0],
        lambda rows: list(rows.filter(id="x").order_by("id")[:3]),
    ],
    ids=range(11),
)
def test_nobody_reads_a_recorded_table_for_nobody_in_particular(river, model, question):
    with pytest.raises(Unscoped, match="seen_by"):
        question(model.objects)


def test_two_readers_tables_are_not_put_together(river, lena, idris):
    perform(RaiseIssue(title="Theirs", book=river.book("caucus", "south").id), idris)
    for both in (
        lambda: Issue.objects.seen_by(lena) | Issue.objects.all(),
        lambda: Issue.objects.all() | Issue.objects.seen_by(lena),
        lambda: Issue.objects.seen_by(lena).union(Issue.objects.all()),
    ):
        with pytest.raises(Unscoped):
            list(both())
    assert not (Issue.objects.seen_by(lena) | Issue.objects.seen_by(lena)).exists()


def test_every_recorded_table_names_its_book_and_entry():
    for model in recorded_models():
        assert issubclass(model, Recorded)
        assert {"id", "book", "number", "changed"} <= {field.name for field in model._meta.fields}


def test_a_row_changes_only_in_its_own_audience(river, lena):
    ours = perform(RaiseIssue(title="Ours", book=river.book("caucus", "north").id), lena).entry
    plenary = river.entries("plenary")[-1]
    with pytest.raises(RuntimeError, match="another audience"):
        Issue.change(plenary, ours.id, title="Theirs")


def test_what_a_row_tells_leaves_out_whose_it_is(river, lena):
    said = say(lena, river.book("plenary"))
    row = Statement.objects.seen_by(lena).get(id=said.id).told()
    assert (row["book"], row["number"], row["text"]) == (said.book_id, said.number, "Thirty days.")
    assert lena.id not in str(row)


def test_an_entry_is_told_without_what_stays_with_the_host(river, lena):
    entry = say(lena, river.book("plenary"))
    assert set(told(entry)) == {"number", "kind", "by", "at", "citation", "id", "data", "facts"}


def test_each_change_moves_the_row_to_the_entry_that_made_it(river, lena, amara):
    issue = perform(RaiseIssue(title="Water"), lena).entry
    row = Issue.objects.seen_by(lena).get(id=issue.id)
    assert (row.number, row.changed) == (issue.number, issue.number)
    later = perform(SetStatus(issue=issue.id, status="tense"), amara).entry
    row = Issue.objects.seen_by(lena).get(id=issue.id)
    assert (row.number, row.changed) == (issue.number, later.number)


# ---- Copies


@pytest.fixture
def ines(river, amara, lena, idris):
    """An observer, admitted after something had been said."""
    seat = admit(amara, "observer", "Observer of the Lakes")
    say(amara, river.book("plenary"), "Before observers were admitted.")
    rules(amara, [lena, idris], observers=True)
    say(lena, river.book("plenary"), "For observers, too.")
    return now(seat)


def test_a_copy_with_what_is_withheld_verifies_and_holds_against_the_whole(river, ines):
    plenary = river.book("plenary")
    whole, part = list(copy(plenary)), list(copy_for(ines, plenary))
    assert b"Before observers" in b"".join(whole)
    assert b"Before observers" not in b"".join(part)
    for newer, older in ((whole, part), (part, whole)):
        report = ledger.verify_book(newer, against=older)
        assert report.ok, report.sentences
    withheld = [json.loads(line) for line in part[1 : ines.books()[plenary.id]]]
    assert all(set(line) == {"number", "commitment"} for line in withheld)


def test_a_proof_stands_for_one_entry(river, lena):
    for _ in range(5):
        say(lena, river.book("plenary"))
    plenary = river.book("plenary")
    for number in range(1, plenary.head + 1):
        first, index, *_rest = proof(plenary, number).split("\n")
        assert (first, index) == ("c2sp.org/tlog-proof@v1", f"index {number - 1}")


def test_a_book_that_rested_keeps_a_checkpoint_before_it_grows(river, lena):
    class Later(KeyedSource):
        def now(self, place: str) -> str:
            return "2025-05-01T00:00:00.000Z"

    before = river.book("plenary")
    assert Checkpoint.objects.filter(book=before).exists()  # the case itself rests for days
    with drawing_from(Later("tests")):
        say(lena, before, "A month later.")
        say(lena, before, "At once.")
    kept = Checkpoint.objects.filter(book=before).order_by("-size").first()
    assert kept.size == before.head
    header = json.loads(next(iter(copy(river.book("plenary")))))
    assert header["earlier"][-1] == kept.note


def test_moments_do_not_run_backwards_with_the_hosts_clock(river, lena):
    class Earlier(KeyedSource):
        def now(self, place: str) -> str:
            return "1999-01-01T00:00:00.000Z"

    last = river.entries("plenary")[-1].at
    with drawing_from(Earlier("tests")):
        assert say(lena, river.book("plenary")).at == last


# ---- Pages and downloads


def test_a_member_takes_away_copies_proofs_and_the_checker(river, lena):
    client = client_of(lena)
    page = f"/processes/{river.process}/record/"
    shown = client.get(page).text
    assert "goodoffices record verify" in shown and "The key of this host" in shown
    assert f"{page}{river.book('delegation', 'north').id}/copy" in shown
    assert river.book("delegation", "south").id not in shown
    plenary = river.book("plenary")
    taken = client.get(f"{page}{plenary.id}/copy")
    assert taken["Content-Disposition"] == f'attachment; filename="plenary-{plenary.head}.jsonl"'
    assert taken.getvalue() == b"".join(copy(plenary))
    proven = client.get(f"{page}{plenary.id}/1/proof")
    assert proven["Content-Disposition"] == 'attachment; filename="plenary-1.tlog-proof"'
    assert proven.content == Api(lena).get(f"/books/{plenary.id}/entries/1/proof").content
    checker = client.get(f"{page}checker.py")
    compile(checker.getvalue(), "checker.py", "exec")


def test_a_caucus_copy_has_a_name_that_a_disk_takes(river, lena):
    taken = client_of(lena).get(f"/processes/{river.process}/record/{river.book('caucus', 'north').id}/copy")
    assert taken["Content-Disposition"] == 'attachment; filename="caucus-north-0.jsonl"'


# ---- Replay


def test_a_table_that_was_changed_by_hand_is_found(river, lena):
    before = tables()
    after = {label: {id: dict(row) for id, row in rows.items()} for label, rows in before.items()}
    seat = next(iter(after["process.Seat"]))
    after["process.Seat"][seat]["name"] = "Somebody else"
    del after["process.Party"][next(iter(after["process.Party"]))]
    found = differences(before, after)
    assert len(found) == 2
    assert "Somebody else" in found[1] and "absent" in found[0]
    assert differences(before, tables()) == []
