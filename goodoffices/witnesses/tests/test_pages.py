"""Pages of witnesses, through the client."""

import pytest

from goodoffices.engines import ledger
from goodoffices.engines.ledger import notes
from goodoffices.process.acts import LeaveTalks
from goodoffices.record.checkpoints import offered
from goodoffices.record.copy import copy
from goodoffices.record.perform import perform
from goodoffices.record.source import drawing_from
from goodoffices.witnesses.receiving import take
from goodoffices.witnesses.tests.signing import cosigned, named
from goodoffices.witnesses.tests.test_acts import at
from tests.cast import Api, client_of
from tests.table import admit, now, say


@pytest.fixture
def page(river):
    with drawing_from(at("2025-05-01T09:30:00.000Z")):
        yield f"/processes/{river.process}/witnesses/"


def test_a_book_shows_its_checkpoint_and_who_signed_it(river, page, lena, idris):
    book = river.book("plenary")
    key = named(lena, "north")
    take(now(lena), book.id, cosigned(offered(book), key))
    shown = client_of(idris).get(f"{page}{book.id}/").text
    assert "witness.example/north" in shown and "Signed this checkpoint" in shown
    text = notes.parse_note(offered(book)).text
    assert all(f"<span>{group}</span>" in shown for group in ledger.fingerprint(text).split(" "))
    assert client_of(lena).get(f"/processes/{river.process}/record/{book.id}/").text.count(f"{page}{book.id}/") == 1


def test_without_a_script_the_pages_say_how_it_is_done_with_the_command(river, page, lena):
    for path in ("", f"{river.book('plenary').id}/"):
        shown = client_of(lena).get(page + path).text
        assert f"goodoffices witness --address http://testserver/processes/{river.process}/" in shown


def test_fingerprints_are_one_line_a_book_and_only_of_books_one_reads(river, page, lena, idris, amara):
    with drawing_from(at("2025-05-01T08:30:00.000Z")):
        say(lena, river.book("caucus", "north"), "In private.")
    lines = {seat.name: client_of(seat).get(f"{page}fingerprints/").text for seat in (lena, idris, amara)}
    text = notes.parse_note(offered(river.book("caucus", "north"))).text
    spelled = " ".join(f"<span>{group}</span>" for group in ledger.fingerprint(text).split(" "))
    assert spelled in lines[lena.name] and spelled in lines[amara.name] and spelled not in lines[idris.name]
    assert "North caucus" not in lines[idris.name]


def test_strangers_and_books_one_does_not_read_are_not_there(river, page, lena, idris, noor):
    caucus = river.book("caucus", "north").id
    for rest in ("", "offered", "consistency?from=1&to=1"):
        assert client_of(idris).get(f"{page}{caucus}/{rest}").status_code == 404
    assert client_of(idris).post(f"{page}{caucus}/cosignatures", {"note": "x"}).status_code == 404
    assert client_of(noor).get(page).status_code == 404


def test_an_observer_looks_and_is_no_witness(river, page, amara, lena, idris):
    observer = admit(amara, "observer", "Observer")
    if not observer.at_the_table:
        assert client_of(observer).get(f"{page}{river.book('plenary').id}/").status_code == 404
    shown = client_of(observer).get(page).text
    assert "witness-key" not in shown and "Name this witness" not in shown


def test_what_is_sent_from_a_page_is_answered_in_words(river, page, lena):
    book = river.book("plenary")
    client, address = client_of(lena), f"{page}{book.id}/cosignatures"
    refused = client.post(address, {"note": offered(book)})
    assert refused.status_code == 422 and "No witness that your side has named" in refused.json()["sentence"]
    key = named(lena, "north")
    assert client.post(address, {"note": cosigned(offered(book), key)}).status_code == 201
    assert client.post(address, {"note": cosigned(offered(book), key)}).status_code == 200
    assert client.get(address).status_code == 405


def test_proofs_lead_from_size_to_size_and_nowhere_else(river, page, lena):
    book = river.book("plenary")
    client, address = client_of(lena), f"{page}{book.id}/consistency"
    for old in range(1, book.head + 1):
        told = client.get(f"{address}?from={old}&to={book.head}").json()
        assert (told["from"], told["to"]) == (old, book.head)
    for wrong in (f"from=0&to={book.head}", f"from=1&to={book.head + 1}", "from=3&to=2"):
        assert client.get(f"{address}?{wrong}").status_code == 404


def test_who_has_left_is_shown_no_signature_and_takes_none_away(river, page, lena, idris):
    """Some may have been given since: a copy of a book that is read no further is the same before and after."""
    key, book = named(lena, "north"), river.book("plenary")
    perform(LeaveTalks(), idris)
    api = Api(now(idris))
    before = api.client.get(f"{api.base}/books/{book.id}/copy").getvalue()
    with drawing_from(at("2025-05-01T11:30:00.000Z")):
        book.refresh_from_db()
        take(now(lena), book.id, cosigned(offered(book), key))
        assert "witness.example" in str(next(iter(copy(book))))
        assert api.client.get(f"{api.base}/books/{book.id}/copy").getvalue() == before
        for what in ("witnesses", "consistency"):
            assert api.get(f"/books/{book.id}/{what}").status_code == 404
