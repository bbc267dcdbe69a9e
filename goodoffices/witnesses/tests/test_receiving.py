"""Cosignatures come in: by a witness of the side that sends them, on a checkpoint that the host keeps, of a book that is read."""

import json

import pytest

from goodoffices.engines import ledger
from goodoffices.engines.ledger import notes
from goodoffices.record.checkpoints import checkpoint, offered
from goodoffices.record.copy import copy
from goodoffices.record.keys import host_key
from goodoffices.record.models import Cosignature
from goodoffices.record.perform import perform
from goodoffices.record.source import KeyedSource, drawing_from
from goodoffices.witnesses.acts import DismissWitness
from goodoffices.witnesses.models import Witness
from goodoffices.witnesses.tests.signing import SIGNED_AT, cosigned, named, signer
from tests.cast import Api
from tests.table import say


class Later(KeyedSource):
    """A day after the case."""

    def now(self, place: str) -> str:
        return "2025-05-01T00:30:00.000Z"


@pytest.fixture
def later(river):
    with drawing_from(Later("tests")):
        yield


def send(seat, book, note):
    api = Api(seat)
    return api.client.post(f"{api.base}/books/{book.id}/cosignatures", {"note": note}, content_type="application/json")


def refused(answer, because):
    assert answer.status_code == 422 and because in answer.json()["detail"], answer.json()


@pytest.fixture
def caucus(river, lena, later):
    book = river.book("caucus", "north")
    with drawing_from(KeyedSource("tests")):
        say(lena, book, "Forty days, not thirty.")
    return river.book("caucus", "north")


def test_a_line_is_taken_once_and_shown_to_those_who_read_the_book(lena, idris, amara, caucus):
    witness = named(lena, "north")
    note = cosigned(offered(caucus), witness)
    assert send(lena, caucus, note).status_code == 201
    again = send(lena, caucus, cosigned(offered(caucus), witness, SIGNED_AT + 60))
    assert again.status_code == 200
    (row,) = Cosignature.objects.all()
    assert again.json()["line"] == row.line and row.at == SIGNED_AT

    for reader, mine in ((lena, True), (amara, False)):
        (shown,) = Api(reader).get(f"/books/{caucus.id}/witnesses").json()["witnesses"]
        assert (shown["line"], shown["size"], shown["mine"]) == (row.line, caucus.head, mine)
        assert notes.parse_note(offered(caucus) + shown["line"]).signed_by(witness.verifier)
    assert Api(idris).get(f"/books/{caucus.id}/witnesses").status_code == 404
    assert row.line not in Api(idris).get(f"/books/{river_plenary(idris)}/witnesses").text


def river_plenary(seat):
    return next(id for id, book in seat.shelf().items() if book.kind == "plenary")


def test_nothing_else_is_taken(river, lena, idris, amara, noor, caucus):
    witness, note = named(lena, "north"), offered(caucus)
    text = notes.parse_note(note).text
    refused(send(lena, caucus, note), "No witness that your side has named")
    refused(send(lena, caucus, cosigned(note, signer("stranger"))), "No witness that your side has named")
    refused(send(amara, caucus, cosigned(note, witness)), "No witness that your side has named")
    refused(send(lena, caucus, "nonsense"), "not a checkpoint")
    refused(send(lena, caucus, cosigned(note, witness, SIGNED_AT + 10**8)), "signed later than it is now")

    plenary = offered(river.book("plenary"))
    refused(send(lena, caucus, cosigned(plenary, witness)), "of another book")
    wrong = str(witness.cosign(notes.parse_note(plenary).text, SIGNED_AT))
    refused(send(lena, caucus, note + wrong), "does not hold for this checkpoint")
    forged = ledger.checkpoint_text(notes.parse_checkpoint(text).origin, caucus.head, bytes(32))
    refused(send(lena, caucus, cosigned(notes.sign(forged, host_key()), witness)), "keeps no such checkpoint")
    shorter = ledger.checkpoint_text(notes.parse_checkpoint(text).origin, 1, bytes(32))
    refused(send(lena, caucus, cosigned(notes.sign(shorter, host_key()), witness)), "keeps no such checkpoint")

    for stranger in (idris, noor):
        assert send(stranger, caucus, cosigned(note, witness)).status_code == 404
    assert not Cosignature.objects.exists()


def test_a_checkpoint_of_between_the_hours_is_not_one_to_witness(lena, caucus):
    witness = named(lena, "north")
    say(lena, caucus, "At half past.")  # at 00:30, so that it is offered from 01:00 on
    caucus.refresh_from_db()
    assert notes.parse_checkpoint(notes.parse_note(offered(caucus)).text).size == caucus.head - 1
    refused(send(lena, caucus, cosigned(checkpoint(caucus), witness)), "keeps no such checkpoint")
    assert send(lena, caucus, cosigned(offered(caucus), witness)).status_code == 201


def test_a_replayed_checkpoint_is_refused_once_a_later_one_is_signed(lena, caucus):
    witness, old = named(lena, "north"), offered(caucus)
    say(lena, caucus, "At half past.")
    caucus.refresh_from_db()

    class Next(KeyedSource):
        def now(self, place: str) -> str:
            return "2025-05-01T01:10:00.000Z"

    with drawing_from(Next("tests")):
        assert send(lena, caucus, cosigned(offered(caucus), witness)).status_code == 201
        refused(send(lena, caucus, cosigned(old, witness)), "signed a later checkpoint")


def test_a_witness_that_was_taken_back_counts_no_more(lena, caucus):
    witness = named(lena, "north")
    perform(DismissWitness(witness=Witness._base_manager.get().id), lena)
    refused(send(lena, caucus, cosigned(offered(caucus), witness)), "No witness that your side has named")


def test_a_copy_carries_the_lines_and_verifies(lena, caucus):
    witness = named(lena, "north")
    send(lena, caucus, cosigned(offered(caucus), witness))
    lines = list(copy(caucus))
    header = json.loads(lines[0])
    assert notes.parse_note(header["checkpoint"]).signed_by(witness.verifier)
    assert ledger.verify_book(lines).ok
    say(lena, caucus, "More.")
    caucus.refresh_from_db()
    lines = list(copy(caucus))
    assert notes.parse_note(json.loads(lines[0])["earlier"][-1]).signed_by(witness.verifier)
    assert ledger.verify_book(lines).ok


def test_of_one_witness_so_many_lines_are_kept_in_a_book(lena, caucus, monkeypatch, settings):
    monkeypatch.setattr("goodoffices.witnesses.receiving.MOST_KEPT", 3)
    settings.CHECKPOINT_MINUTES = 1
    witness = named(lena, "north")
    for minute in range(6):

        class At(KeyedSource):
            def now(self, place: str, minute: int = minute) -> str:
                return f"2025-05-01T01:{minute:02d}:30.000Z"

        with drawing_from(At("tests")):
            say(lena, caucus, f"{minute}.")
        caucus.refresh_from_db()

        class After(KeyedSource):
            def now(self, place: str, minute: int = minute) -> str:
                return f"2025-05-01T01:{minute + 1:02d}:10.000Z"

        with drawing_from(After("tests")):
            assert send(lena, caucus, cosigned(offered(caucus), witness)).status_code == 201
    assert [row.size for row in Cosignature.objects.order_by("size")] == list(range(caucus.head - 2, caucus.head + 1))


def test_one_side_cannot_fill_a_checkpoint_with_keys(lena, caucus):
    note = offered(caucus)
    for turn in range(9):
        made = named(lena, f"north-{turn}")
        answer = send(lena, caucus, cosigned(note, made))
        assert answer.status_code == (201 if turn < 8 else 422), answer.json()
        perform(DismissWitness(witness=Witness._base_manager.get(verifier=str(made.verifier)).id), lena)
    refused(answer, "as many keys as are kept")


def test_a_copy_with_more_lines_than_a_note_takes_still_verifies(lena, caucus):
    note = offered(caucus)
    for turn in range(101):
        by = signer(f"north-{turn}")
        line = str(by.cosign(notes.parse_note(note).text, SIGNED_AT))
        caucus.cosignatures.create(
            size=caucus.head, witness=str(by.verifier), line=line, at=SIGNED_AT, received_at="2025-05-01T00:30:00.000Z"
        )
    lines = list(copy(caucus))
    assert json.loads(lines[0])["checkpoint"].count("\u2014") == 100 and ledger.verify_book(lines).ok
