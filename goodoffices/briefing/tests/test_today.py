"""The page of today: what is new and who spoke, what moved on which day, what is on; and the page shown before it."""

from django.urls import reverse

from goodoffices.agenda.acts import RaiseIssue, SetStatus
from goodoffices.briefing.departures import depart
from goodoffices.briefing.timeline import LINES, timeline
from goodoffices.chairing.acts import SetMeetingLink
from goodoffices.process.acts import FrameRound, OpenRound, OpenSession
from goodoffices.process.extensions import unread_by
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.table import admit, now, rules, say


def page(river, seat, since="start"):
    return client_of(seat).get(reverse("briefing:today", args=[river.process]), {"since": since}).text


def moved(seat, heads=None):
    """The labels of a seat's timeline, day by day, the latest first."""
    found = timeline(now(seat), heads or dict.fromkeys(now(seat).books(), 0))
    return {each.day.isoformat(): [line.label for line in each.lines] for each in found.days}


# ---- the first page


def test_a_seat_is_first_shown_what_this_is_and_then_today(river, lena):
    client, home = client_of(lena), reverse("briefing:today", args=[river.process])
    assert "Who sees what" in client.get(home).text
    again = client.get(home).text
    assert "Who sees what" not in again and 'id="today"' in again
    assert "Who sees what" in client.get(reverse("process:about", args=[river.process])).text


def test_whoever_has_left_before_comes_back_to_today_in_any_browser(river, lena):
    depart(lena.id, "2025-04-20T18:00:00.000Z", {})
    assert 'id="today"' in client_of(lena).get(reverse("briefing:today", args=[river.process])).text


def test_another_seat_in_the_same_browser_is_shown_it_anew(river, lena, idris):
    client, home = client_of(lena), reverse("briefing:today", args=[river.process])
    client.get(home)
    other = client_of(idris)
    other.cookies["shown-about"] = client.cookies["shown-about"].value
    assert "Who sees what" in other.get(home).text


def test_the_desk_s_address_leads_to_today(river, lena):
    answer = client_of(lena).get(reverse("briefing:desk", args=[river.process]))
    assert (answer.status_code, answer["Location"]) == (301, reverse("briefing:today", args=[river.process]))


# ---- what is new


def test_an_unread_room_says_how_much_by_whom_and_leads_to_the_first(river, amara, lena, idris):
    plenary = river.book("plenary")
    before = {each.book.id: each.statements for each in unread_by(now(lena))}
    first = say(idris, plenary, "Thirty days.")
    say(amara, plenary, "Noted.")
    say(lena, plenary, "My own words are nothing new to me.")
    (found,) = [each for each in unread_by(now(lena)) if each.book.id == plenary.id]
    assert found.statements == before.get(plenary.id, 0) + 2
    assert {idris.name, amara.name} <= set(found.spoke) and lena.name not in found.spoke
    if not before:
        assert found.address.endswith(f"#statement-{first.id}")
    assert not [each for each in unread_by(now(idris)) if each.book.kind == "caucus" and "North" in each.book.name]


def test_who_spoke_is_named_no_further_than_the_ground_rules_have_it(river, amara, lena, idris):
    rules(amara, [lena, idris], chatham_house=True)
    depart(lena.id, "2025-04-20T18:00:00.000Z", {})
    before = {each.book.id: each.spoke for each in unread_by(now(lena))}.get(river.book("plenary").id, ())
    say(idris, river.book("plenary"), "Thirty days.")
    (found,) = [each for each in unread_by(now(lena)) if each.book.id == river.book("plenary").id]
    assert found.spoke == (*before, "A participant")


# ---- what moved


def test_movement_stands_day_by_day_with_its_label(river, amara, lena, idris):
    issue = perform(RaiseIssue(title="Water"), amara).entry.id
    perform(SetStatus(issue=issue, status="tense"), idris)
    say(idris, river.book("plenary"), "Words are not movement.")
    labels = [label for those in moved(lena).values() for label in those]
    assert {"Issue raised", "Status"} <= set(labels)
    assert "Words are not movement." not in page(river, lena).partition('id="movement"')[2]


def test_only_so_much_is_shown_and_the_rest_is_counted(river, amara, lena):
    for n in range(LINES + 5):
        perform(RaiseIssue(title=f"Issue {n}"), amara)
    found = timeline(now(lena), dict.fromkeys(now(lena).books(), 0))
    assert sum(len(line.rows) for each in found.days for line in each.lines) == LINES
    assert found.unshown >= 5


def test_what_stood_before_a_late_reader_came_is_dated_for_nobody(river, amara, lena, idris):
    rules(amara, [lena, idris], observers=True)
    perform(FrameRound(title="Before"), amara)
    ines = admit(amara, "observer", "Ines")
    assert "Round" not in [label for those in moved(ines).values() for label in those]
    perform(FrameRound(title="After"), amara)
    assert "Round" in [label for those in moved(ines).values() for label in those]


def test_a_caucus_moves_on_no_other_side_s_timeline(river, amara, lena, idris):
    before = moved(idris)
    issue = perform(RaiseIssue(title="Our red line", book=river.book("caucus", "north").id), lena).entry.id
    perform(SetStatus(issue=issue, status="tense"), amara)
    assert moved(idris) == before and "Our red line" not in page(river, idris)


# ---- what is on


def test_the_session_stands_with_its_agenda_and_where_it_meets(river, amara, lena):
    plenary = river.book("plenary").id
    perform(SetMeetingLink(room=plenary, address="https://meet.example.org/river"), amara)
    framed = perform(FrameRound(title="Second round", begins="2027-05-05", items=["Spring flow"]), amara).entry.id
    ahead = page(river, lena)
    assert "Second round" in ahead and "Not open yet." in ahead and "Spring flow" in ahead
    perform(OpenRound(round=framed), amara)
    perform(OpenSession(round=framed, title="Morning"), amara)
    there = page(river, lena)
    assert "in session since" in there and "Morning" in there and "https://meet.example.org/river" in there
