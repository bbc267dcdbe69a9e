"""A seat's calendar as iCalendar, read by a strict reader that is not the library which wrote it."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from goodoffices.briefing import feeds
from goodoffices.briefing.models import CalendarFeed
from goodoffices.briefing.tests.strict_ical import Broken, Component, Property, at, read
from goodoffices.decisions.acts import PutDecision, WithdrawDecision
from goodoffices.process.acts import (
    FrameRound,
    OpenRound,
    ReframeRound,
    RemoveSeat,
    SetProgramme,
)
from goodoffices.process.models import Holder, ProgrammeItem
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.table import admit, rules, say

WATER = {"from": "15:00", "to": "16:30", "item": "Water", "room": "Hall A"}


@pytest.fixture(autouse=True)
def shown_just_now(monkeypatch):
    monkeypatch.setattr(
        "allauth.account.internal.flows.reauthentication.did_recently_reauthenticate", lambda request: True
    )


def address_of(seat, client=None) -> str:
    """Made on its page, where it is shown once."""
    client = client or client_of(seat)
    answer = client.post(f"/processes/{seat.process_id}/briefing/calendar/feed/")
    assert answer.status_code == 200
    return re.search(r'class="shown-once" dir="ltr">https?://[^/]+(/calendar/[^<]+\.ics)<', answer.text)[1]


def fetched(address: str, **headers: str):
    return Client(headers=headers).get(address)


def plain(answer) -> str:
    """Without what every page draws for itself."""
    return re.sub(r'(value|content|nonce)="[^"]{20,}"|"X-CSRFToken": "[^"]+"', "", answer.text)


def feed(seat) -> Component:
    return read(fetched(address_of(seat)).content)


def events(calendar: Component, **having: str) -> list[Component]:
    return [
        e for e in calendar.parts("VEVENT") if all(e.one(name.upper()).text == text for name, text in having.items())
    ]


def planned(amara, day="2025-05-06", items=(WATER,), **framed):
    act = FrameRound(title="Round 1", venue="Vienna", **{"begins": "2025-05-05", "ends": "2025-05-09", **framed})
    round = perform(act, amara).entry.id
    perform(SetProgramme(round=round, day=day, items=list(items)), amara)
    return round


def with_titles(river, amara, lena, idris):
    rules(amara, [lena, idris], calendar_titles="titles")


def test_a_feed_says_that_something_is_on_and_no_word_of_what(river, amara, lena):
    planned(amara)
    text = fetched(address_of(lena)).text
    assert "Good Offices: something at 15.00" in text
    assert "Good Offices: something on this day" in text
    for word in ("Water", "Round 1", "Vienna 1", "Hall A", "LOCATION", "DESCRIPTION:“"):
        assert word not in text
    calendar = read(text.encode())
    (event,) = events(calendar, summary="Good Offices: something at 15.00")
    assert at(calendar, event.one("DTSTART")) == datetime(2025, 5, 6, 13, tzinfo=UTC)
    assert at(calendar, event.one("DTEND")) == datetime(2025, 5, 6, 14, 30, tzinfo=UTC)
    assert event.one("DTSTART").parameters == {"TZID": "Europe/Vienna"}
    assert [alarm.one("TRIGGER").value for alarm in event.inside] == ["-P1D", "-PT1H"]
    assert not any(
        ProgrammeItem.objects.seen_by(lena).get().id in each.value for each in event.properties if each.name == "UID"
    )


def test_an_event_leads_to_what_is_on_and_holds_no_secret(river, amara, lena, settings):
    """Where the host is given no public address, its links are made of the request, and that is for a secret address."""
    assert not settings.PUBLIC_URL
    planned(amara)
    client = client_of(lena)
    address = address_of(lena, client)
    text = fetched(address).text.replace("\r\n ", "")
    assert address.removeprefix("/calendar/").removesuffix(".ics") not in text
    (event,) = events(read(fetched(address).content), summary="Good Offices: something at 15.00")
    link = event.one("URL").value
    assert link.startswith(f"http://testserver/processes/{river.process}/")
    page = client.get(link.removeprefix("http://testserver"), follow=True)
    assert page.status_code == 200
    assert "Water" in page.text
    assert f"/processes/{river.process}/rounds/" in page.redirect_chain[-1][0]


def test_where_titles_are_allowed_the_links_go_straight_there(river, amara, lena, idris):
    with_titles(river, amara, lena, idris)
    planned(amara)
    (event,) = events(feed(lena), summary="Water")
    link = event.one("URL").value
    assert link.startswith(f"http://testserver/processes/{river.process}/rounds/")
    assert client_of(lena).get(link.removeprefix("http://testserver")).status_code == 200


def test_a_discreet_link_is_one_reader_s_own_and_tells_nothing(river, amara, lena, idris):
    planned(amara)
    links = {seat.id: {e.one("URL").value for e in events(feed(seat))} for seat in (lena, idris)}
    assert not links[lena.id] & links[idris.id]
    shape = rf"http://testserver/processes/{river.process}/briefing/calendar/on/[0-9a-f]{{40}}"
    assert all(re.fullmatch(shape, link) for those in links.values() for link in those)
    theirs = min(links[idris.id]).removeprefix("http://testserver")
    stranger, absent = client_of(lena).get(theirs), client_of(lena).get(theirs[:-40] + "0" * 40)
    assert (stranger.status_code, absent.status_code) == (404, 404)
    assert plain(stranger) == plain(absent)


def test_it_gives_titles_and_places_where_the_ground_rules_let_it(river, amara, lena, idris):
    with_titles(river, amara, lena, idris)
    planned(amara)
    (event,) = events(feed(lena), summary="Water")
    assert event.one("LOCATION").text == "Hall A"
    assert {e.one("SUMMARY").text for e in events(feed(idris))} == {"“Round 1” begins", "“Round 1” ends", "Water"}


def test_days_end_with_the_beginning_of_the_next_one_also_on_a_leap_day(river, amara, lena, idris):
    with_titles(river, amara, lena, idris)
    planned(amara, day="2028-02-29", begins="2028-02-28", ends="2028-02-29")
    calendar = feed(lena)
    (last,) = events(calendar, summary="“Round 1” ends")
    assert at(calendar, last.one("DTSTART")) == date(2028, 2, 29)
    assert at(calendar, last.one("DTEND")) == date(2028, 3, 1)
    assert [alarm.one("TRIGGER").value for alarm in last.inside] == ["-PT15H"]
    (item,) = events(calendar, summary="Water")
    assert at(calendar, item.one("DTSTART")) == datetime(2028, 2, 29, 14, tzinfo=UTC)


HOSTILE = (
    r"Dams; gates, \n and <script>alert(1)</script> “c:\new” ملاحظة للطرفين حول السدود والبوابات وما يتصل بها من مسائل"
)


def test_what_people_wrote_is_escaped_folded_and_read_back_as_it_was(river, amara, lena, idris):
    with_titles(river, amara, lena, idris)
    planned(amara, items=[{**WATER, "item": HOSTILE, "room": "A;B,C"}])
    (event,) = events(feed(lena), summary=HOSTILE)
    assert event.one("LOCATION").text == "A;B,C"


def test_a_title_of_several_lines_stays_one_property(river, amara, lena, idris):
    with_titles(river, amara, lena, idris)
    words = "We meet in Vienna;\nBEGIN:VALARM\nDESCRIPTION:no, never"
    perform(PutDecision(words=words, method="silence", expires="2025-05-20T18:00"), amara)
    calendar = feed(lena)
    (event,) = [e for e in events(calendar) if "We meet" in e.one("SUMMARY").text]
    assert len(event.inside) == 2
    assert at(calendar, event.one("DTSTART")) == datetime(2025, 5, 20, 16, tzinfo=UTC)
    assert not event.all("DTEND")


# ---- the clocks ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "since", "to", "utc"),
    [
        ("2025-03-29", "23:30", "23:59", "2025-03-29T22:30"),
        ("2025-03-30", "01:59", "03:00", "2025-03-30T00:59"),
        ("2025-03-30", "03:00", "04:00", "2025-03-30T01:00"),
        ("2025-10-26", "01:30", "02:30", "2025-10-25T23:30"),
        ("2025-10-26", "02:30", "03:30", "2025-10-26T00:30"),
        ("2025-10-26", "2025-10-26T02:30+01:00", "03:30", "2025-10-26T01:30"),
        ("2025-10-26", "03:00", "04:00", "2025-10-26T02:00"),
    ],
)
def test_hours_are_right_on_both_sides_of_each_change_of_the_clocks(river, amara, lena, idris, day, since, to, utc):
    with_titles(river, amara, lena, idris)
    planned(amara, day=day, items=[{**WATER, "from": since, "to": to}], begins="2025-01-01", ends="2025-12-31")
    calendar = feed(lena)
    (event,) = events(calendar, summary="Water")
    assert at(calendar, event.one("DTSTART")) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "name",
    [
        "Europe/Vienna",
        "America/New_York",
        "Africa/Casablanca",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Europe/Dublin",
    ],
)
def test_a_zone_is_described_as_its_clocks_go(name):
    """Hour by hour, over the years that it is described for, read from the description alone."""
    from goodoffices.briefing.feed_zone import described

    zone = ZoneInfo(name)
    lines = described(zone, 2027, 2028).to_ical()
    start = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
    calendar = read(start + lines + b"END:VCALENDAR\r\n")
    moment = datetime(2027, 1, 1, 12, tzinfo=UTC)
    while moment < datetime(2028, 12, 31, tzinfo=UTC):
        local = moment.astimezone(zone)
        if not local.fold:
            shown = Property("DTSTART", {"TZID": name}, f"{local:%Y%m%dT%H%M%S}")
            assert at(calendar, shown) == moment, local
        moment += timedelta(minutes=30 if moment.month in (3, 4, 10, 11) else 60 * 24)


# ---- what moved, and what was called off -----------------------------------------------------------------------------


def test_what_moves_keeps_its_id_and_counts_up_and_nothing_else_does(river, amara, lena, idris):
    with_titles(river, amara, lena, idris)
    round = planned(amara, items=[WATER, {**WATER, "item": "Dinner", "from": "19:00", "to": "21:00"}])
    before = feed(lena)
    perform(SetProgramme(round=round, day="2025-05-06", items=[{**WATER, "from": "14:00", "to": "14:30"}]), amara)
    after = feed(lena)

    (was,), (moved,) = events(before, summary="Water"), events(after, summary="Water")
    assert was.one("UID").value == moved.one("UID").value
    assert int(moved.one("SEQUENCE").value) > int(was.one("SEQUENCE").value) == 0
    assert moved.one("DTSTAMP").value >= was.one("DTSTAMP").value  # the clock of this table stands still
    assert at(after, moved.one("DTSTART")) == datetime(2025, 5, 6, 12, tzinfo=UTC)

    (gone,) = events(after, summary="Dinner")
    assert gone.one("STATUS").value == "CANCELLED"
    assert gone.inside == []
    assert gone.one("UID").value == events(before, summary="Dinner")[0].one("UID").value
    (begins,) = events(after, summary="“Round 1” begins")
    assert begins.one("SEQUENCE").value == "0"


def test_a_round_that_is_planned_for_other_days_moves(river, amara, lena, idris):
    with_titles(river, amara, lena, idris)
    round = planned(amara)
    (was,) = events(feed(lena), summary="“Round 1” begins")
    perform(ReframeRound(round=round, begins="2025-05-06"), amara)
    calendar = feed(lena)
    (moved,) = events(calendar, summary="“Round 1” begins")
    assert moved.one("UID").value == was.one("UID").value
    assert moved.one("SEQUENCE").value > was.one("SEQUENCE").value
    assert at(calendar, moved.one("DTSTART")) == date(2025, 5, 6)
    assert moved.inside
    perform(OpenRound(round=round), amara)
    (opened,) = events(feed(lena), summary="“Round 1” begins")
    assert opened.inside == []  # it has begun: no alarm


def test_a_decision_that_is_withdrawn_is_sent_as_cancelled(river, amara, lena):
    put = perform(PutDecision(words="We meet in Vienna.", method="consent", expires="2025-05-20T18:00"), amara).entry.id
    perform(WithdrawDecision(decision=put), amara)
    (event,) = events(feed(lena))
    assert event.one("STATUS").value == "CANCELLED"


# ---- whose it is -----------------------------------------------------------------------------------------------------


def test_an_address_opens_until_it_is_replaced_or_revoked(river, amara, lena, idris):
    client = client_of(lena)
    first = address_of(lena, client)
    assert fetched(first).status_code == 200
    second = address_of(lena, client)
    assert (fetched(first).status_code, fetched(second).status_code) == (404, 200)
    page = client.get(f"/processes/{river.process}/briefing/calendar/feed/").text
    assert second not in page
    assert second.split("/")[2].removesuffix(".ics") not in CalendarFeed.objects.get(revoked=None).hash

    assert client_of(idris).post(f"/processes/{river.process}/briefing/calendar/feed/revocation").status_code == 302
    assert fetched(second).status_code == 200
    assert client.post(f"/processes/{river.process}/briefing/calendar/feed/revocation").status_code == 302
    gone, never = fetched(second), fetched("/calendar/never.ics")
    assert (gone.status_code, never.status_code) == (404, 404)
    assert plain(gone) == plain(never)


def test_it_stops_when_the_seat_leaves_and_when_another_person_holds_it(river, amara, lena, idris):
    nils = admit(lena, "delegate", "Delegate, North", "north")
    address, other = address_of(nils), address_of(lena)
    perform(RemoveSeat(seat=nils.id), lena)
    assert fetched(address).status_code == 404
    client_of(idris)
    Holder.objects.filter(seat=lena.id).update(user=Holder.objects.get(seat=idris.id).user_id, process="elsewhere")
    assert fetched(other).status_code == 404


def test_it_needs_no_sign_in_and_sets_no_cookie(river, lena):
    answer = fetched(address_of(lena))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-cache"
    assert not answer.cookies
    assert Client().post(address_of(lena)).status_code == 405


def test_what_has_not_changed_is_not_sent_again(river, amara, lena, idris):
    address = address_of(lena)
    first = fetched(address)
    assert fetched(address, if_none_match=first["ETag"]).status_code == 304
    say(idris, river.book("caucus", "south"), "Our red line.")
    say(lena, river.book("plenary"), "Nothing with a date.")
    again = fetched(address, if_none_match=first["ETag"])
    assert (again.status_code, again["ETag"]) == (304, first["ETag"])
    planned(amara)
    assert fetched(address, if_none_match=first["ETag"]).status_code == 200


def test_nobody_learns_of_a_date_in_a_room_that_is_not_theirs(river, amara, lena, idris):
    north = river.book("caucus", "north")
    mine, other = address_of(lena), address_of(idris)
    before, hidden = fetched(mine).content, fetched(other)
    said = say(lena, north, "Thirty days.")
    perform(PutDecision(about=said.id, method="consent", expires="2025-05-20T18:00"), amara)
    assert fetched(mine).content != before
    after = fetched(other)
    assert (after.content, after["ETag"], after["Content-Length"]) == (
        hidden.content,
        hidden["ETag"],
        hidden["Content-Length"],
    )


def test_no_log_names_an_address(river, lena, caplog):
    secret = address_of(lena).split("/")[2].removesuffix(".ics")
    fetched(f"/calendar/{secret}.ics")
    fetched(f"/calendar/{secret}x.ics")
    assert "calendar-made" in caplog.text
    assert secret not in caplog.text


def test_it_is_in_the_language_of_its_holder(river, amara, lena):
    planned(amara)
    client = client_of(lena)
    user = Holder.objects.get(seat=lena.id).user
    user.language = "ar"
    user.save()
    address = address_of(lena, client)
    read(fetched(address).content)
    assert fetched(address).content == fetched(address, accept_language="en").content


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b"\r\n", b"\n"),
        lambda text: text.replace(b"SEQUENCE:0\r\n", b"", 1),
        lambda text: text.replace(b"END:VEVENT\r\n", b"", 1),
        lambda text: text.replace(b"something on", b"something; on", 1),
        lambda text: text.replace(b"BEGIN:VEVENT", b"X-LONG:" + b"x" * 80 + b"\r\nBEGIN:VEVENT", 1),
        lambda text: text.replace(b"VTIMEZONE", b"VSOMETHING"),
        lambda text: text.replace(b"STATUS:CONFIRMED", b"STATUS:GONE", 1),
    ],
)
def test_the_reader_is_strict(river, amara, lena, change):
    planned(amara)
    text = fetched(address_of(lena)).content
    read(text)
    with pytest.raises(Broken):
        read(change(text))


def test_making_one_is_for_this_seat_alone(river, lena, noor):
    assert feeds.of(lena.id) is None
    address_of(lena)
    assert feeds.of(lena.id) is not None
    assert client_of(noor).get(f"/processes/{river.process}/briefing/calendar/feed/").status_code == 404


def test_who_is_admitted_later_is_told_no_time_of_what_was_before(river, amara, lena, idris):
    round = planned(amara)
    observer = admit(amara, "observer", "Observer")
    assert events(feed(observer)) == []
    rules(amara, [lena, idris], observers=True)
    first = observer.again().books()[river.book("plenary").id]
    calendar = feed(observer)
    assert first > 1
    assert {event.one("SEQUENCE").value for event in events(calendar)} == {"0"}
    assert len({event.one("CREATED").value for event in events(calendar)}) == 1
    perform(SetProgramme(round=round, day="2025-05-06", items=[{**WATER, "to": "17:00"}]), amara)
    (moved,) = events(feed(observer), summary="Good Offices: something at 15.00")
    assert int(moved.one("SEQUENCE").value) > 0
