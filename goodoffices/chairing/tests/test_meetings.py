"""Meetings in the flesh are on record: in their room's book, corrected and never rewritten."""

import pytest
from pydantic import ValidationError

from goodoffices.briefing.measures import measures_of
from goodoffices.chairing.acts import CorrectMeeting, LogMeeting, SetMeetingLink
from goodoffices.chairing.models import Meeting, MeetingLink
from goodoffices.process.acts import CloseSidebar, OpenSidebar
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import Stale
from goodoffices.record.models import Book, Entry
from goodoffices.record.perform import IfUnchangedSince, perform
from tests.cast import Api, client_of
from tests.forms import acting, form_on, forms_in
from tests.table import admit, founded, not_there, now, refused, rules, say

BEGAN, ENDED = "2025-03-01T09:00", "2025-03-01T10:30"


def logged(by: Seat, room: Book, **more: object) -> Entry:
    said = {"began": BEGAN, "ended": ENDED, "channel": "in_person", **more}
    return perform(LogMeeting(room=room.id, **said), by).entry


def told(seat: Seat) -> list[dict]:
    return Api(seat).get("/meetings").json()["meetings"]


def test_a_meeting_stands_in_its_rooms_book_and_nobody_else_reads_of_it(river, amara, lena, idris):
    caucus = river.book("caucus", "north")
    before = Api(idris).get("/meetings").text
    entry = logged(amara, caucus, place="Hotel Bellevue", present=[amara.id, lena.id], words="Their red line.")
    (seen,) = told(lena)
    assert entry.book_id == seen["room"] == caucus.id
    assert seen | {"id": entry.id} == {
        "id": entry.id, "room": caucus.id, "number": entry.number, "corrected": False, "before": [],
        "began": "2025-03-01T08:00:00.000Z", "ended": "2025-03-01T09:30:00.000Z", "channel": "in_person",
        "place": "Hotel Bellevue", "present": [amara.id, lena.id], "words": "Their red line.",
    }  # fmt: skip
    assert Api(idris).get("/meetings").text == before
    assert client_of(idris).get(f"/processes/{river.process}/chairing/rooms/{caucus.id}/meetings/").status_code == 404


def test_times_without_an_offset_are_those_of_the_host_city(river):
    mediator = founded("Talks in Istanbul", "north", "south", zone="Europe/Istanbul")
    room = Book.objects.get(register_id=mediator.process_id, kind="third_party")
    logged(mediator, room)
    logged(mediator, room, began="2025-03-02T09:00+01:00", ended="2025-03-02T09:00:00Z")
    assert [(m.began[:16], m.ended[:16]) for m in Meeting.objects.seen_by(now(mediator))] == [
        ("2025-03-01T06:00", "2025-03-01T07:30"),
        ("2025-03-02T08:00", "2025-03-02T09:00"),
    ]


def test_who_chairs_the_room_puts_it_on_record(river, amara, lena, idris):
    ours = river.book("delegation", "north")
    nils = admit(lena, "delegate", "Nils", "north")
    act = {"began": BEGAN, "ended": ENDED, "channel": "video"}
    not_there(LogMeeting(room=ours.id, **act), amara, nils, idris)
    perform(LogMeeting(room=ours.id, **act), lena)
    not_there(LogMeeting(room=river.book("caucus", "north").id, **act), lena, idris)
    perform(LogMeeting(room=river.book("plenary").id, **act), amara)


def test_whoever_opened_a_sidebar_chairs_it(river, amara, lena, idris):
    rules(amara, [lena, idris], sidebars=True)
    opened = perform(OpenSidebar(members=[idris.id], words="A word."), now(lena)).entry
    act = LogMeeting(room=opened.book_id, began=BEGAN, ended=ENDED, channel="in_person", present=[idris.id])
    not_there(act, now(idris), now(amara))
    perform(act, now(lena))
    perform(CloseSidebar(sidebar=opened.id), now(lena))
    refused(act, now(lena), "closed")


def test_what_does_not_hold_together_is_refused(river, amara, lena, idris):
    caucus = river.book("caucus", "north")

    def act(**more: object) -> LogMeeting:
        return LogMeeting(room=caucus.id, **{"began": BEGAN, "ended": ENDED, "channel": "video", **more})

    refused(act(ended=BEGAN), amara, "before it began")
    refused(act(ended="2025-02-28T10:00"), amara, "before it began")
    refused(act(ended="2199-01-01T00:00"), amara, "in the future")
    refused(act(present=[idris.id]), amara, "cannot read this room")


@pytest.mark.parametrize(
    "text", ["yesterday", "2025-03-01", "2025-02-30T09:00", "0001-01-01T00:00", "9999-12-31T23:59", ""]
)
def test_what_is_no_moment_is_not_taken(text):
    with pytest.raises(ValidationError):
        LogMeeting(room="r", began=text, ended=ENDED, channel="video")


def test_a_correction_keeps_the_first_version_readable(river, amara, lena):
    caucus = river.book("caucus", "north")
    entry = logged(amara, caucus, words="An hour and a half.", place="Here")
    correct = CorrectMeeting(meeting=entry.id, ended="2025-03-01T10:00", words="An hour.")
    not_there(correct, lena)
    perform(correct, amara)

    (seen,) = told(lena)
    assert (seen["ended"], seen["words"], seen["place"]) == ("2025-03-01T09:00:00.000Z", "An hour.", "Here")
    assert [(v["ended"], v["words"]) for v in seen["before"]] == [("2025-03-01T09:30:00.000Z", "An hour and a half.")]
    page = client_of(lena).get(f"/processes/{river.process}/chairing/rooms/{caucus.id}/meetings/").text
    assert "An hour." in page and "An hour and a half." in page and "Corrected; how it read before" in page
    refused(correct, amara, "already what is on record")
    refused(CorrectMeeting(meeting=entry.id, began="2025-03-01T11:00"), amara, "before it began")
    meeting = Meeting.objects.seen_by(now(lena)).get()
    assert meeting.in_words_at(entry.number) == "An hour and a half." and meeting.in_words() == "An hour."


def test_who_corrects_what_has_been_corrected_meanwhile_looks_again(river, amara):
    caucus = river.book("caucus", "north")
    entry = logged(amara, caucus)
    seen = IfUnchangedSince(caucus.id, entry.number)
    perform(CorrectMeeting(meeting=entry.id, words="Once."), amara, seen=seen)
    with pytest.raises(Stale):
        perform(CorrectMeeting(meeting=entry.id, words="Twice."), amara, seen=seen)


def test_the_figures_count_each_caucuss_meetings_by_channel(river, amara, lena, idris):
    north, south = (Party.objects.seen_by(amara).get(key=key).id for key in ("north", "south"))
    logged(amara, river.book("caucus", "north"))
    logged(amara, river.book("caucus", "north"), channel="by_phone", ended="2025-03-01T09:20")
    logged(amara, river.book("caucus", "south"), ended="2025-03-01T09:30")
    logged(amara, river.book("plenary"))
    logged(lena, river.book("delegation", "north"))

    found = {measure.name: measure for measure in measures_of(now(amara), False)}

    assert found["caucus_time"].values == {north: 6600, south: 1800}
    assert found["caucus_in_person"].values == {north: 5400, south: 1800}
    assert found["caucus_by_phone"].values == {north: 1200}
    assert "caucus_video" not in found
    assert not any(name.startswith("caucus") for name in (m.name for m in measures_of(now(amara), True)))


def test_talk_and_meetings_of_a_caucus_are_added_up(river, amara, lena):
    caucus = river.book("caucus", "north")
    before = {m.name: m for m in measures_of(now(amara), False)}["caucus_time"]
    logged(amara, caucus)
    after = {m.name: m for m in measures_of(now(amara), False)}["caucus_time"]
    north = Party.objects.seen_by(amara).get(key="north").id
    assert after.values[north] == before.values[north] + 5400
    assert (after.label, after.reading) == (before.label, before.reading)
    assert after.of == before.of + 1


def test_the_link_is_shown_in_its_room_alone_and_taken_away_again(river, amara, lena, idris):
    caucus, address = river.book("caucus", "north"), "https://meet.example.org/north"
    act = SetMeetingLink(room=caucus.id, address=address)
    not_there(act, lena, idris)
    refused(SetMeetingLink(room=caucus.id), amara, "no link to remove")
    perform(act, amara)
    refused(act, amara, "already")

    page = f"/processes/{river.process}/rooms/"
    assert f'href="{address}"' in client_of(lena).get(f"{page}{caucus.id}/").text
    assert address not in client_of(lena).get(f"{page}{river.book('plenary').id}/").text
    assert Api(lena).get("/meetings").json()["links"] == [{"room": caucus.id, "address": address}]
    assert Api(idris).get("/meetings").json()["links"] == []

    perform(SetMeetingLink(room=caucus.id), amara)
    assert address not in client_of(lena).get(f"{page}{caucus.id}/").text
    assert MeetingLink.objects.seen_by(now(lena)).get().ended


@pytest.mark.parametrize(
    "address",
    ["http://meet.example.org", "javascript:alert(1)", "https://", "https:///x", "meet.example.org", " https://a.org",
     "https://user:word@a.org/", 'https://a.org/"onclick="x', "https://a.org/\nx", "data:text/html,x", "HTTPS:a.org",
     "https://[x", "https://a.org:port/"],
)  # fmt: skip
def test_only_whole_https_addresses_are_taken(address):
    with pytest.raises(ValidationError):
        SetMeetingLink(room="r", address=address)


def test_meetings_go_through_pages_and_into_the_minutes(river, amara, lena):
    caucus, client = river.book("caucus", "north"), client_of(amara)
    page = f"/processes/{river.process}/chairing/rooms/{caucus.id}/meetings/"
    form_on(client, page, "chairing.log_meeting").send(
        client, began=BEGAN, ended=ENDED, channel="in_person", place="Here", present=[lena.id], words="On fish."
    )
    assert Meeting.objects.seen_by(now(lena)).get().present == [lena.id]
    form_on(client, page, "chairing.correct_meeting").send(client, words="On fish and water.")
    assert Entry.objects.filter(book=caucus).last().data.keys() == {"meeting", "words"}
    minutes = client_of(lena).get(f"/processes/{river.process}/rooms/{caucus.id}/minutes").text
    assert "On fish and water." in minutes and "In person" in minutes and lena.name in minutes
    form_on(client, page, "chairing.set_meeting_link").send(client, address="https://meet.example.org/")
    assert MeetingLink.objects.seen_by(now(lena)).get().address == "https://meet.example.org/"
    answer = acting(forms_in(page, client.get(page).text), "chairing.log_meeting")[0].send(
        client, began="soon", ended=ENDED, channel="video"
    )
    assert "Enter a date and time" in answer.text


def test_the_brief_says_that_a_meeting_was_put_on_record(river, amara, lena):
    client = client_of(lena)
    client.get(f"/processes/{river.process}/briefing/")
    logged(amara, river.book("caucus", "north"))
    told = Api(lena).get("/brief").json()
    assert "meetings" in str(told)
    say(lena, river.book("caucus", "north"))
