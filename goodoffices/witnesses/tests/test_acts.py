"""Naming witnesses, taking them back, and what the clock notes of them."""

import pytest

from goodoffices.engines.ledger import SigningKey, notes
from goodoffices.record.acts import KINDS
from goodoffices.record.alarms import next_due
from goodoffices.record.checkpoints import keep_checkpoints, mark_after, mark_before, now_in, offered, offered_of
from goodoffices.record.models import Bell, Checkpoint, Cosignature
from goodoffices.record.perform import perform, ring
from goodoffices.record.replay import check
from goodoffices.record.source import KeyedSource, drawing_from
from goodoffices.witnesses.acts import MOST, DismissWitness, NameWitness, NoteWitness
from goodoffices.witnesses.models import Witness
from goodoffices.witnesses.receiving import hour_of_notes, take
from goodoffices.witnesses.tests.signing import cosigned, named, signer
from tests.cast import Api
from tests.table import admit, not_there, now, refused, say


def at(moment: str) -> KeyedSource:
    class At(KeyedSource):
        def now(self, place: str) -> str:
            return moment

    return At("tests")


# ---- Naming


def test_heads_and_mediators_name_witnesses_and_everyone_at_the_table_knows(river, amara, lena, idris):
    for seat, name in ((lena, "north"), (idris, "south"), (amara, "desk")):
        named(seat, name)
    told = Api(idris).get(f"/books/{river.book('plenary').id}/witnesses").json()["witnesses"]
    assert [(each["party"], each["mine"]) for each in told] == [("north", False), ("south", True), (None, False)]
    assert {each["verifier"] for each in told} == {str(signer(n).verifier) for n in ("north", "south", "desk")}


def test_others_name_none(amara, lena, noor):
    adviser = admit(lena, "adviser", "Adviser", "north")
    interpreter = admit(amara, "interpreter", "Interpreter")
    not_there(NameWitness(verifier=str(signer("x").verifier)), adviser, interpreter)


def test_what_is_no_key_of_a_witness_is_refused(lena, idris):
    good = str(signer("north").verifier)
    host = str(SigningKey("witness.example/north", bytes(32)).verifier)
    for key in ("nonsense", good[:-4], good.replace("north", "south", 1), host):
        refused(NameWitness(verifier=key), lena, "not the verifier key of a witness")
    named(idris, "north")
    refused(NameWitness(verifier=good), lena, "this name or key already")


def test_a_side_has_so_many_and_takes_its_own_back(lena, idris):
    for number in range(MOST):
        named(lena, f"north-{number}")
    refused(NameWitness(verifier=str(signer("one-more").verifier)), lena, "as many witnesses")
    first = Witness._base_manager.first()
    not_there(DismissWitness(witness=first.id), idris)
    perform(DismissWitness(witness=first.id), lena)
    refused(DismissWitness(witness=first.id), lena, "taken back already")
    named(lena, "another")


# ---- Checkpoints on the clock


def test_marks_are_the_full_hours_of_utc(river, settings):
    assert mark_before("2025-04-10T09:59:59.999Z") == "2025-04-10T09:00:00.000Z"
    assert mark_before("2025-04-10T10:00:00.000Z") == "2025-04-10T10:00:00.000Z"
    assert mark_after("2025-04-10T10:00:00.000Z") == "2025-04-10T11:00:00.000Z"
    settings.CHECKPOINT_MINUTES = 1440
    assert mark_before("2025-04-10T10:00:00.000Z") == "2025-04-10T00:00:00.000Z"


def sizes(book):
    return list(Checkpoint.objects.filter(book=book).order_by("size").values_list("size", flat=True))


@pytest.mark.parametrize("by_thread", [True, False])
def test_the_same_is_kept_and_offered_whoever_writes_it_down(river, lena, by_thread):
    book = river.book("caucus", "north")
    before = sizes(book)
    for hour, minute in ((9, 10), (9, 20), (10, 5), (12, 0), (12, 1)):
        with drawing_from(at(f"2025-05-01T{hour:02d}:{minute:02d}:00.000Z")):
            if by_thread:
                keep_checkpoints(now_in(book))
            say(lena, book, f"{hour}:{minute}")
        book.refresh_from_db()
    head = book.head
    with drawing_from(at("2025-05-01T12:59:00.000Z")):
        assert notes.parse_checkpoint(notes.parse_note(offered(book)).text).size == head - 2
        keep_checkpoints(now_in(book))
    new = [size for size in sizes(book) if size not in before]
    assert new == [head - 3, head - 2]
    with drawing_from(at("2025-05-01T13:00:00.000Z")):
        assert notes.parse_checkpoint(notes.parse_note(offered(book)).text).size == head
        keep_checkpoints(now_in(book))
        keep_checkpoints(now_in(book))
    assert sizes(book)[-1] == head


def test_to_a_later_reader_nothing_of_before_is_offered(river, amara, lena):
    book = river.book("plenary")
    with drawing_from(at("2025-05-01T09:10:00.000Z")):
        say(lena, book)
        book.refresh_from_db()
        assert offered(book) and offered(book, book.head) == ""
        for first in (1, book.head - 1, book.head):
            assert offered_of({book.id: book}, {book.id: first}) == {book.id: offered(book, first)}
    with drawing_from(at("2025-05-01T10:00:00.000Z")):
        assert offered(book, book.head) == offered(book) != ""
        assert offered_of({book.id: book}, {book.id: book.head}) == {book.id: offered(book)}


# ---- What the clock notes


def witnessed(seat, book, witness, moment):
    with drawing_from(at(moment)):
        book.refresh_from_db()
        return take(now(seat), book.id, cosigned(offered(book), witness))


def test_once_a_day_the_clock_notes_who_signed_and_then_nothing_until_the_book_grows(river, lena, amara):
    book = river.book("caucus", "north")
    north, desk = named(lena, "north"), named(amara, "desk")
    head = say(lena, book, "Forty days.").number
    witnessed(lena, book, north, "2025-05-01T09:30:00.000Z")
    witnessed(amara, book, desk, "2025-05-01T11:30:00.000Z")
    assert next_due() == "2025-05-02T03:00:00.000Z" == hour_of_notes("2025-05-01T09:30:00.000Z")
    with drawing_from(at("2025-05-02T03:00:04.000Z")):
        ring("2025-05-02T03:00:04.000Z")
    entry = river.entries("caucus", "north")[-1]
    assert (entry.kind, entry.number, entry.by, entry.at) == (
        "record.note_witness",
        head + 1,
        None,
        "2025-05-02T03:00:00.000Z",
    )
    (noted,) = entry.facts["checkpoints"]
    assert noted["size"] == head and len(noted["cosignatures"]) == 2
    kept = Checkpoint.objects.get(book=book, size=head).note
    opened = notes.parse_note(kept + "".join(noted["cosignatures"]))
    assert opened.signed_by(north.verifier) and opened.signed_by(desk.verifier)
    assert notes.parse_checkpoint(opened.text).root == notes.decode(noted["root"])
    assert not Bell.objects.exists() and check() == []

    witnessed(lena, book, north, "2025-05-02T09:30:00.000Z")  # of the note itself: that is not noted again
    assert not Bell.objects.exists()
    with drawing_from(at("2025-05-02T10:00:00.000Z")):
        say(lena, book, "It goes on.")
    witnessed(lena, book, north, "2025-05-02T11:30:00.000Z")
    assert Bell.objects.get().at == "2025-05-03T03:00:00.000Z"
    with drawing_from(at("2025-05-04T08:00:00.000Z")):
        say(lena, book, "Whoever comes first finds it noted.")
    *_rest, noted, said = river.entries("caucus", "north")
    assert (noted.kind, noted.at) == ("record.note_witness", "2025-05-03T03:00:00.000Z")
    assert said.kind == "consultation.make_statement"
    assert [each["size"] for each in noted.facts["checkpoints"]] == [head + 2]
    assert Cosignature.objects.count() == 4


def test_nobody_posts_a_note_of_the_clock(river, lena):
    book = river.book("caucus", "north")
    data = {"book": book.id, "until": "2025-05-02T03:00:00.000Z"}
    assert Api(lena).act("record.note_witness", data).status_code == 404
    not_there(NoteWitness(**data), lena)
    assert KINDS["record.note_witness"] is NoteWitness
