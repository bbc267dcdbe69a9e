from collections.abc import Iterator

import pytest

from goodoffices.accounts.models import Token
from goodoffices.consultation.acts import MakeStatement
from goodoffices.live.tests.house import Answer, House, eventually
from goodoffices.process.models import Seat
from goodoffices.record.perform import perform


@pytest.fixture
def house(river) -> Iterator[House]:
    with House() as house:
        yield house


def listening(house: House, seat: Seat, query: str = "", headers: dict[str, str] | None = None) -> Answer:
    token = Token.issue(seat.id, "test")
    return house.get(f"/api/processes/{seat.process_id}/stream{query}", {"authorization": f"Bearer {token}", **(headers or {})})


def test_a_statement_posted_while_a_stream_is_open_arrives(river, house, lena, idris):
    stream = listening(house, idris).opened()
    done = perform(MakeStatement(room=river.book("plenary").id, text="Thirty days."), lena)

    (event,) = stream.await_events("entry")

    assert event.json == {"book": done.entry.book_id, "number": done.entry.number}
    assert event.id
