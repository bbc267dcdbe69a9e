"""The stream of a seat: what has been recorded comes at once, once, in order, and only what the seat reads."""

import http.client
import json
import threading
import time

import pytest

from tests.contract.host import PATIENCE, Caller, is_problem


class Stream:
    """An open stream, read as the standard of server-sent events says."""

    def __init__(self, caller: Caller, query: str = "", **headers: str) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", caller.host.port, timeout=PATIENCE)
        sent = {"Authorization": f"Bearer {caller.token}", "Accept": "text/event-stream", **headers}
        self.line.request("GET", f"{caller.base}/stream{query}", headers=sent)
        self.answer = self.line.getresponse()
        self.comments = []

    def __enter__(self) -> "Stream":
        assert self.answer.status == 200
        assert self.answer.getheader("content-type").split(";")[0] == "text/event-stream"
        first = self.block()  # something comes at once: the line stands, and what is done from now on will come
        assert all(line.startswith(":") for line in first), first
        return self

    def __exit__(self, *_) -> None:
        self.line.close()

    def block(self):
        lines = []
        while line := self.answer.readline().decode():
            if line == "\n":
                return lines
            lines.append(line.rstrip("\n"))
        raise AssertionError("the stream has ended")

    def event(self):
        """The next event, as (name, id, data)."""
        while True:
            fields = {}
            for line in self.block():
                name, _, value = line.partition(":")
                if name:
                    fields[name] = value.removeprefix(" ")
                else:
                    self.comments.append(time.monotonic())
            if "data" in fields:
                return fields.get("event", "message"), fields.get("id"), json.loads(fields["data"])


def say(caller, kind="plenary", text="Thirty days."):
    return caller.done("consultation.make_statement", {"room": caller.room(kind), "text": text})


@pytest.fixture(scope="module")
def quiet(host, idris):
    """A stream that is left alone while the others are tested, and when it was written to."""
    moments: list[float] = []
    stream = Stream(Caller(host, idris.token))
    started = time.monotonic()

    def listen():
        try:
            while line := stream.answer.readline():
                if line.startswith(b":"):
                    moments.append(time.monotonic() - started)
        except OSError:
            pass

    threading.Thread(target=listen, daemon=True).start()
    yield moments


def test_what_is_recorded_comes_at_once(quiet, lena, idris):
    with Stream(idris) as stream:
        done = say(lena)
        name, cursor, data = stream.event()
        assert (name, data) == ("entry", {"book": done["book"], "number": done["number"]})
        assert cursor


def test_without_a_cursor_it_begins_now(lena, idris):
    say(lena, text="Before.")
    with Stream(idris) as stream:
        after = say(lena, text="After.")
        assert stream.event()[2]["number"] == after["number"]


@pytest.mark.parametrize("by", ["query", "header", "both"])
def test_a_cursor_goes_on_where_it_was(lena, idris, by):
    with Stream(idris) as stream:
        say(lena, text="One.")
        _name, cursor, _data = stream.event()
    missed = [say(lena, text=f"Missed {n}.") for n in range(3)]
    old = "nothing.0" if by == "both" else cursor  # what the client itself remembers goes before what the address says
    query = f"?after={old}" if by != "header" else ""
    headers = {"Last-Event-ID": cursor} if by != "query" else {}
    stream = Stream(idris, query, **headers)
    events = [stream.event() for _ in range(3)]
    assert [data["number"] for _n, _i, data in events] == [done["number"] for done in missed]
    assert {name for name, _i, _d in events} == {"entry"}
    more = say(lena, text="And now.")
    _name, later, data = stream.event()
    assert data["number"] == more["number"]
    stream.line.close()

    with Stream(idris, f"?after={later}") as again:
        last = say(lena, text="Nothing twice.")
        assert again.event()[2]["number"] == last["number"]


def test_only_what_the_seat_reads_comes(lena, idris, amara):
    with Stream(idris) as stream, Stream(amara) as mediator:
        whispered = say(lena, "caucus", "Between us.")
        hidden = say(lena, "delegation", "Among ourselves.")
        own = say(idris, "caucus", "Ours.")
        common = say(lena)
        theirs = [stream.event()[2] for _ in range(2)]
        assert [(d["book"], d["number"]) for d in theirs] == [(d["book"], d["number"]) for d in (own, common)]
        hers = [mediator.event()[2] for _ in range(3)]
        assert [(d["book"], d["number"]) for d in hers] == [(d["book"], d["number"]) for d in (whispered, own, common)]
        assert hidden["book"] not in str(theirs + hers)


def test_a_cursor_tells_of_no_book_but_ones_own(lena, idris):
    say(lena, "caucus"), say(lena, "delegation")
    with Stream(idris) as stream:
        say(lena)
        _name, cursor, _data = stream.event()
    for book in (lena.book("caucus"), lena.book("delegation")):
        assert book not in cursor


def test_anothers_cursor_opens_nothing(lena, idris):
    with Stream(lena) as stream:
        say(lena, "caucus", "One.")
        _name, cursor, _data = stream.event()
    say(lena, "caucus", "Between us.")
    stream = Stream(idris, f"?after={cursor}")
    assert stream.answer.status == 200
    common = say(lena)
    seen = []
    while (data := stream.event()[2]) != {"book": common["book"], "number": common["number"]}:
        seen.append(data)
    assert lena.book("caucus") not in str(seen)
    stream.line.close()


def test_an_entry_in_two_books_is_two_events(lena):
    issue = lena.done("agenda.raise_issue", {"title": "Water"})["id"]
    stated = lena.done("agenda.state_position", {"issue": issue, "position": "Half."})["id"]
    with Stream(lena) as stream:
        lena.done("agenda.table_position", {"position": stated})
        books = {stream.event()[2]["book"] for _ in range(2)}
        assert books == {lena.book("plenary"), lena.book("delegation")}


def test_what_the_stream_names_can_be_fetched(lena, idris):
    with Stream(idris) as stream:
        say(lena, text="Fetch me.")
        data = stream.event()[2]
    (entry,) = idris.entries(data["book"], data["number"] - 1)[:1]
    assert entry["data"]["text"] == "Fetch me."


def test_many_listen_at_once(lena, idris, amara):
    streams = [Stream(caller).__enter__() for caller in (idris, amara, lena) for _ in range(10)]
    done = say(lena)
    for stream in streams:
        assert stream.event()[2]["number"] == done["number"]
        stream.line.close()


def test_who_may_not_listen_is_answered_like_everywhere(host, lena, nobody):
    is_problem(nobody.get("/stream"), 401)
    is_problem(Caller(host, "go_nonsense").get("/stream"), 401)
    is_problem(Caller(host, lena.token, process="nothing").get("/stream"), 404)


@pytest.mark.parametrize("cursor", ["zzz", "%00", "a.b", "-1", "x" * 9000])
def test_a_cursor_that_was_made_up_is_told_so_or_answered_with_a_resync(lena, cursor):
    stream = Stream(lena, f"?after={cursor}")
    if stream.answer.status == 200:
        assert stream.event()[0] == "resync"
    else:
        assert stream.answer.status == 422
        assert stream.answer.getheader("content-type") == "application/problem+json"
        assert json.loads(stream.answer.read())["errors"]["after"]
    stream.line.close()


def test_the_pages_own_stream_is_for_cookies_alone(host, lena, nobody):
    for headers in ({}, {"Authorization": f"Bearer {lena.token}"}):
        answer = nobody.ask("GET", f"/processes/{host.process_id}/live", headers=headers)
        assert answer.status in (302, 401, 404)


def test_a_quiet_line_is_written_to_every_15_seconds(quiet):
    deadline = time.monotonic() + 30
    while len([moment for moment in quiet if moment > 5]) < 1:
        assert time.monotonic() < deadline, "nothing came on a quiet line"
        time.sleep(0.2)
    assert next(moment for moment in quiet if moment > 5) < 20
