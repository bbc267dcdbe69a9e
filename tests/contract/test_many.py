"""Many at once, and HTTP as real clients speak it."""

import http.client
import json
from concurrent.futures import ThreadPoolExecutor

from tests.contract.host import PATIENCE
from tests.contract.test_books import checkpoint_read, copy_read, leaf_of, root_of


def test_many_who_write_at_once_get_each_a_number_and_no_two_the_same(lena, idris, amara, plenary):
    callers = [lena, idris, amara] * 20
    room = lena.room("plenary")

    def say(n):
        return callers[n].done("consultation.make_statement", {"room": room, "text": f"Voice {n}"}, key=f"voice-{n}")

    with ThreadPoolExecutor(12) as pool:
        done = list(pool.map(say, range(len(callers))))
    numbers = sorted(each["number"] for each in done)
    assert len(set(numbers)) == len(callers)
    entries = {entry["number"]: entry for entry in lena.entries(plenary, numbers[0] - 1)}
    assert set(range(numbers[0], numbers[-1] + 1)) <= set(entries)  # no gaps
    for each in done:
        assert entries[each["number"]]["id"] == each["id"]
        assert entries[each["number"]]["by"] == each["by"]
    header, lines = copy_read(lena, plenary)
    assert root_of([leaf_of(plenary, line) for line in lines]) == checkpoint_read(header["checkpoint"])[2]


def test_who_reads_while_others_write_sees_a_book_that_is_whole(lena, idris, plenary):
    room = idris.room("plenary")
    with ThreadPoolExecutor(4) as pool:
        writing = [
            pool.submit(idris.done, "consultation.make_statement", {"room": room, "text": f"Line {n}"})
            for n in range(30)
        ]
        while not all(each.done() for each in writing):
            header, lines = copy_read(lena, plenary)
            _origin, size, root = checkpoint_read(header["checkpoint"])
            assert size == len(lines)
            assert root_of([leaf_of(plenary, line) for line in lines]) == root
            answer = lena.told(f"/books/{plenary}/entries?after={size - 1}")
            assert [entry["number"] for entry in answer["entries"]] == list(range(size, answer["head"] + 1))


def test_one_line_serves_many_questions_and_a_body_may_come_in_pieces(host, lena):
    line = http.client.HTTPConnection("127.0.0.1", host.port, timeout=PATIENCE)
    token = {"Authorization": f"Bearer {lena.token}"}
    for n in range(3):
        body = json.dumps({"kind": "agenda.raise_issue", "data": {"title": f"In pieces {n}"}}).encode()
        pieces = iter([body[:10], body[10:30], body[30:]])
        line.request(
            "POST", f"{lena.base}/acts", pieces, {**token, "Content-Type": "application/json"}, encode_chunked=True
        )
        answer = line.getresponse()
        assert (answer.status, json.loads(answer.read())["kind"]) == (201, "agenda.raise_issue")
        line.request("GET", f"{lena.base}/nothing", headers=token)
        answer = line.getresponse()
        assert (answer.status, json.loads(answer.read())["status"]) == (404, 404)
    line.close()


def test_a_body_that_was_cut_off_is_nothing_asked(host, lena, plenary):
    head = lena.told(f"/books/{plenary}/entries")["head"]
    body = json.dumps({"kind": "agenda.raise_issue", "data": {"title": "Cut off"}}).encode()
    line = http.client.HTTPConnection("127.0.0.1", host.port, timeout=PATIENCE)
    line.putrequest("POST", f"{lena.base}/acts")
    line.putheader("Authorization", f"Bearer {lena.token}")
    line.putheader("Content-Length", str(len(body) + 100))
    line.endheaders(body)
    line.close()
    assert [e for e in lena.entries(plenary, head) if e["data"].get("title") == "Cut off"] == []
    assert lena.get("/seats").status == 200
