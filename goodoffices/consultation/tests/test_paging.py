"""A room page by page: where it opens, what of it is unread, and where one reads on; and what stands at each statement."""

import re

from goodoffices.chairing.acts import AskFloor
from goodoffices.consultation.models import room_of
from goodoffices.consultation.paging import page_of
from goodoffices.consultation.queries import PAGE, mark_read
from goodoffices.process.acts import Entrust
from goodoffices.process.extensions import deeds_offered
from goodoffices.process.trust import RELEASING
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.table import admit, now, say, task_force


def numbers(html: str) -> list[int]:
    """Of the statements and lines of a page, in its order."""
    return [int(number) for number in re.findall(r'data-number="(\d+)"', html)]


def whole(seat, plenary, before=None) -> dict:
    return page_of(now(seat), room_of(now(seat), plenary.id), before)


def test_whoever_comes_first_finds_everything_unread(river, plenary, page, amara, lena):
    first = say(amara, plenary, "Welcome.")
    say(lena, plenary, "Thank you.")
    html = client_of(now(lena)).get(page).text
    assert "Not read yet" in html and "New since your last visit" not in html
    mark_read(now(lena), room_of(now(lena), plenary.id), first.number + 1)
    html = client_of(now(lena)).get(page).text
    assert "Not read yet" not in html and "unread-line" not in html
    say(amara, plenary, "Shall we begin?")
    assert "New since your last visit" in client_of(now(lena)).get(page).text


def test_the_numbers_of_a_page_have_no_gap_and_one_page_goes_on_where_another_ends(plenary, amara, lena):
    for n in range(PAGE + 20):
        say(amara, plenary, f"Line {n}")
        if n % 7 == 0:
            say(lena, plenary, "Yes.")
    plenary.refresh_from_db()
    latest = whole(lena, plenary)
    earlier = whole(lena, plenary, latest["earlier"])
    told = [numbers(each["read"] + each["unread"]) for each in (earlier, latest)]
    assert told[1] == list(range(latest["earlier"], plenary.head + 1))
    assert told[0][-1] == latest["earlier"] - 1 and told[0] == sorted(told[0])


def test_what_is_unread_further_up_is_counted_and_led_to_also_behind_much_procedure(plenary, amara, lena):
    last = say(amara, plenary, "Read.").number
    mark_read(now(lena), room_of(now(lena), plenary.id), last)
    for n in range(PAGE + 5):  # not one statement within a hundred numbers after the mark
        perform(AskFloor(room=plenary.id), now(lena)) if n % 2 == 0 else _lower(lena, plenary)
    first = say(amara, plenary, "The first unread.")
    for n in range(PAGE + 9):
        say(amara, plenary, f"Line {n}")
    found = whole(lena, plenary)
    assert found["unread_above"] == 10
    there = whole(lena, plenary, found["first_unread_page"])
    assert "The first unread." in there["unread"] and first.number in numbers(there["unread"])
    assert there["later"] and there["later_page"] is None  # the rest fits on the latest page


def _lower(seat, plenary) -> None:
    from goodoffices.chairing.acts import WithdrawRequest
    from goodoffices.chairing.queries import chairing_in

    (hand,) = chairing_in(now(seat), plenary.id).hands
    perform(WithdrawRequest(request=hand.id), now(seat))


def test_what_may_be_done_at_statements_differs_by_who_reads(river, plenary, amara, lena):
    interpreter = admit(amara, "interpreter", "Interpreter")
    caucus = river.book("caucus", "north")

    def offered(seat, book) -> list[str]:
        return [each.name for each in deeds_offered(now(seat), room_of(now(seat), book.id))]

    assert offered(lena, plenary) == ["answer", "say-back", "more"]
    assert offered(amara, plenary) == ["answer", "say-back", "render", "more"]
    assert offered(interpreter, plenary) == ["render", "more"]
    assert offered(lena, caucus) == ["answer", "say-back", "release", "more"]
    assert offered(amara, caucus) == ["answer", "say-back", "convey", "render", "more"]


def test_what_is_offered_changes_with_what_a_seat_may(river, lena):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    caucus = river.book("caucus", "north")
    say(lena, caucus, "Between us.")
    client, room = client_of(now(marek)), f"/processes/{river.process}/rooms/{caucus.id}/"
    assert 'data-deed="release"' not in client.get(room).text
    perform(Entrust(seat=marek.id, to_do=RELEASING), now(lena))
    assert 'data-deed="release"' in client.get(room).text


def test_a_deed_opens_for_its_seat_and_is_nowhere_for_others(river, plenary, amara, lena, idris):
    caucus = river.book("caucus", "north")
    ours, hers = say(lena, caucus, "Between us."), say(amara, plenary, "What do you need?")

    def opened(seat, statement, name):
        return client_of(now(seat)).get(f"/processes/{river.process}/rooms/statements/{statement.id}/deeds/{name}")

    answer = opened(lena, hers, "answer")
    assert answer.status_code == 200 and "consultation.make_statement" in answer.text and 'name="stay"' in answer.text
    assert "There is nothing to do here now." in opened(amara, hers, "say-back").text  # her own words
    assert "consultation.release" in opened(lena, ours, "release").text
    absent = opened(idris, hers, "nothing-of-the-sort")
    assert opened(idris, ours, "answer").status_code == absent.status_code == 404
    assert opened(lena, hers, "release").status_code == 200  # offered nowhere in a plenary, and empty there
    assert "consultation.release" not in opened(lena, hers, "release").text


def test_lines_of_a_room_are_told_after_a_number_to_its_readers_alone(river, plenary, page, amara, lena, idris):
    task_force(amara, "gauges", lena, idris)
    at = river.book("plenary").head
    perform(AskFloor(room=plenary.id), now(lena))
    say(idris, plenary, "One word.")
    told = client_of(now(idris)).get(f"{page}lines?after={at}").text
    assert numbers(told) == [at + 1] and "asked for the floor" in told and "One word." not in told
    assert numbers(client_of(now(idris)).get(f"{page}lines?after={at + 2}").text) == []
    for nonsense in ("", "x", "-5", "9" * 30):
        assert client_of(now(idris)).get(f"{page}lines?after={nonsense}").status_code == 200
    theirs = page.replace(plenary.id, river.book("caucus", "north").id)
    assert client_of(now(idris)).get(f"{theirs}lines?after=0").status_code == 404
