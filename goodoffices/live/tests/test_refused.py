"""What is answered to those who may not listen, and to those who open too many streams."""

import pytest

from goodoffices.consultation.acts import MakeStatement
from goodoffices.live import hub as hub_module
from goodoffices.live.cursor import encode
from goodoffices.live.tests.house import as_client, as_page, eventually, heads
from goodoffices.record.models import Book
from goodoffices.record.perform import perform


def say(book: Book, seat, text: str = "Thirty days."):
    return perform(MakeStatement(room=book.id, text=text), seat).entry


@pytest.mark.parametrize(
    "headers", [{}, {"authorization": "Bearer wrong"}, {"authorization": "Basic x"}, {"authorization": "Bearer "}]
)
def test_without_a_token_no_process_can_be_told_from_another(house, river, headers):
    answers = [
        house.get(f"/api/processes/{process}/stream?after=nonsense", headers) for process in (river.process, "nowhere")
    ]
    assert [answer.status for answer in answers] == [401, 401]
    assert answers[0].whole == answers[1].whole
    assert answers[0].headers["www-authenticate"] == "Bearer"
    assert answers[0].headers["content-type"] == "application/problem+json"


def test_a_foreign_process_and_an_absent_one_are_the_same(house, river, noor, idris):
    for headers, path in (
        (as_client(noor), "/api/processes/{}/stream?after=x"),
        (as_page(noor), "/processes/{}/live?after=x"),
    ):
        answers = [house.get(path.format(process), headers) for process in (river.process, "nowhere")]
        assert [answer.status for answer in answers] == [404, 404]
        assert answers[0].whole == answers[1].whole


def test_a_session_opens_no_client_stream_and_a_token_no_page(house, river, idris):
    assert house.client(idris, headers=as_page(idris)).status == 401
    assert house.page(idris, headers=as_client(idris)).status == 401
    assert house.page(idris, headers={"cookie": "goodoffices-session=invented"}).status == 401
    assert house.page(idris, headers={"x": "y"}).status == 401


@pytest.mark.parametrize("query", ["after=nonsense", "after=a.1~a.2", "after=x&after=y"])
def test_a_cursor_that_was_not_made_here_is_refused(house, idris, query):
    answer = house.get(f"/api/processes/{idris.process_id}/stream?{query}", as_client(idris))
    assert answer.status == 422
    assert b'"status": 422' in answer.whole
    headers = as_page(idris) | {"last-event-id": "nonsense"}
    assert house.page(idris, encode(heads(idris)), headers).status == 422


def test_a_seat_that_opens_one_stream_too_many_loses_its_oldest_and_nobody_elses(
    house, plenary, lena, idris, monkeypatch
):
    monkeypatch.setattr(hub_module, "MAX_STREAMS_PER_SEAT", 3)
    other, headers = house.client(lena).opened(), as_client(idris)
    streams = [house.client(idris, headers=headers).opened() for _ in range(3)] + [house.page(idris).opened()]
    eventually(lambda: streams[0].ended)
    assert b"ended" not in streams[0].bytes  # it may come again
    house.client(idris, headers=headers).opened()
    eventually(lambda: streams[1].ended)
    entry = say(plenary, lena)
    for stream in (streams[2], other):
        assert stream.await_events("entry")[-1].place[1] == entry.number
    assert not streams[3].done


def test_a_host_that_holds_all_the_streams_it_can_says_so_until_one_is_closed(house, lena, idris, monkeypatch):
    monkeypatch.setattr(hub_module.current(), "_most", 2)
    first, second = house.client(idris).opened(), house.page(lena).opened()
    refused = house.client(lena)
    assert refused.status == 503
    assert b'"type": "/problems/full"' in refused.whole
    assert refused.headers["content-type"] == "application/problem+json"
    assert house.page(idris).status == 503
    first.hang_up()
    house.client(lena).opened()
    assert not second.done


def test_a_stream_is_not_opened_under_the_name_of_another_host(house, lena):
    """As a page is not: a name of somebody else's that points here would let their script listen."""
    for name in ("evil.example", "testserver.evil.example", "", "testserver/x"):
        for answer in (
            house.page(lena, headers={**as_page(lena), "host": name}),
            house.client(lena, headers={**as_client(lena), "host": name}),
        ):
            assert answer.status == 400
            assert b"does not answer under that name" in answer.whole
    page = house.get(f"/processes/{lena.process_id}/", headers={**as_page(lena), "host": "evil.example"})
    assert page.status == 400
    house.page(lena, headers={**as_page(lena), "host": "localhost:8000"}).opened().hang_up()
