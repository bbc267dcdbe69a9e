"""What changed in one's own view since one left: all of it, nothing else, and the same each time it is asked."""

import re

import pytest
from django.urls import reverse

from goodoffices.agenda.acts import (
    AcceptSolution,
    RaiseIssue,
    ReserveSolution,
    SetStatus,
    SupportSolution,
    TableSolution,
)
from goodoffices.briefing.changes import changes
from goodoffices.briefing.departures import depart, departures_of
from goodoffices.briefing.since import since
from goodoffices.consultation.acts import AmendStatement, StrikeStatement
from goodoffices.consultation.changes import LINES
from goodoffices.process.acts import FrameRound, OpenRound, OpenSession
from goodoffices.record.perform import perform
from tests.cast import Api, client_of
from tests.table import admit, now, rules, say


def leave(seat):
    """Close the last page, having been told everything there is."""
    depart(seat.id, "2025-04-11T18:00:00.000Z", {id: book.head for id, book in now(seat).shelf().items()})


def missed(seat, asked=""):
    return changes(now(seat), since(now(seat), asked).heads)


def rows(on, name):
    """What moved of one sort, on an issue or beside them."""
    found = on.moved if hasattr(on, "moved") else on.others
    return found[name].rows if name in found else []


@pytest.fixture
def water(amara):
    return perform(RaiseIssue(title="Water"), amara).entry.id


def test_whoever_has_just_left_has_missed_nothing(river, lena):
    leave(lena)
    assert missed(lena).nothing
    assert "Nothing has changed." in client_of(lena).get(page(river)).text


def test_what_moved_stands_issue_by_issue(river, amara, lena, idris, water):
    leave(lena)
    perform(SetStatus(issue=water, status="converging", words="Closer."), amara)
    dam = perform(TableSolution(issue=water, title="A lower dam"), idris).entry.id
    perform(ReserveSolution(solution=dam), idris)
    fish = perform(RaiseIssue(title="Fish"), amara).entry.id
    say(idris, river.book("plenary"), "On water.", issues=[water])
    say(idris, river.book("plenary"), "On nothing in particular.")
    say(lena, river.book("plenary"), "My own words are no news to me.", issues=[water])
    first, second, beside = missed(lena).issues
    assert (first.issue.id, second.issue.id, beside.issue) == (water, fish, None)
    assert [step.status for step in rows(first, "statuses")] == ["converging"]
    assert ([s.id for s in rows(first, "solutions")], [s.stance for s in rows(first, "stances")]) == (
        [dam],
        ["reserves"],
    )
    assert ([s.text for s in rows(first, "statements")], first.moved["statements"].in_all, first.is_new) == (
        ["On water."],
        1,
        False,
    )
    assert (second.is_new, rows(second, "statuses")) == (True, [])
    assert [s.text for s in rows(beside, "statements")] == ["On nothing in particular."]


def test_what_one_did_oneself_is_no_news(river, amara, lena, idris, water):
    leave(amara)
    leave(lena)
    perform(SetStatus(issue=water, status="tense"), amara)
    perform(RaiseIssue(title="Fish"), amara)
    dam = perform(TableSolution(issue=water, title="A lower dam"), lena).entry.id
    perform(ReserveSolution(solution=dam), lena)
    assert [issue.issue.title for issue in missed(amara).issues] == ["Water"] and rows(
        missed(amara).issues[0], "statuses"
    ) == []
    assert [(i.issue.title, i.is_new, rows(i, "solutions"), rows(i, "stances")) for i in missed(lena).issues] == [
        ("Water", False, [], []),
        ("Fish", True, [], []),
    ]
    perform(SupportSolution(solution=dam), idris)
    perform(AcceptSolution(solution=dam), lena)
    perform(AcceptSolution(solution=dam), idris)
    own = missed(lena).issues[0]
    assert ([s.id for s in rows(own, "solutions")], {s.party.name for s in rows(own, "stances")}) == ([dam], {"South"})


def test_a_long_absence_is_told_by_its_latest_words_and_a_count(river, lena, idris, water):
    leave(lena)
    for n in range(LINES + 5):
        say(idris, river.book("plenary"), f"Word {n}.", issues=[water])
    (on,) = missed(lena).issues
    assert (on.moved["statements"].in_all, len(rows(on, "statements")), on.moved["statements"].unshown) == (
        LINES + 5,
        LINES,
        5,
    )
    assert rows(on, "statements")[-1].text == f"Word {LINES + 4}."


def test_what_was_read_and_has_changed_is_named_and_what_is_new_shows_as_it_is_now(river, lena, idris):
    old, other = (say(idris, river.book("plenary"), text).id for text in ("Forty days.", "Fifty days."))
    leave(lena)
    new = say(idris, river.book("plenary"), "Sixty days.").id
    for statement, text in ((old, "Thirty days."), (new, "Six days.")):
        perform(AmendStatement(statement=statement, text=text), idris)
    perform(StrikeStatement(statement=other), idris)
    found = missed(lena)
    assert [row.text for row in rows(found, "corrected")] == ["Thirty days."]
    assert [row.statement_id for row in rows(found, "struck")] == [other]
    assert [s.words for s in rows(found.issues[0], "statements")] == ["Six days."]


def test_the_process_s_own_steps_are_told(river, amara, lena, idris):
    leave(lena)
    proposed = rules(amara, [], attribution="party")
    framed = perform(FrameRound(title="Round nine"), amara).entry.id
    perform(OpenRound(round=framed), amara)
    perform(OpenSession(round=framed, title="Evening"), amara)
    found = missed(lena)
    assert ([row.id for row in rows(found, "rules")], [row.id for row in rows(found, "rounds")]) == (
        [proposed],
        [framed],
    )
    assert [row.title for row in rows(found, "sessions")] == ["Evening"]
    assert "Evening" in client_of(lena).get(page(river)).text


def test_nothing_of_a_room_one_does_not_enter_is_in_it(river, amara, lena, idris):
    leave(idris)
    before = client_of(idris).get(page(river)).text
    issue = perform(RaiseIssue(title="Our red line", book=river.book("caucus", "north").id), lena).entry.id
    say(lena, river.book("caucus", "north"), "Between us.", issues=[issue])
    assert missed(idris).nothing
    assert "red line" not in client_of(idris).get(page(river)).text and len(before) > 0


def test_an_observer_is_told_nothing_from_before_its_admission(river, amara, lena, idris, water):
    say(lena, river.book("plenary"), "Before you came.", issues=[water])
    rules(amara, [lena, idris], observers=True)
    ines = admit(amara, "observer", "Ines")
    say(lena, river.book("plenary"), "Welcome.", issues=[water])
    text = client_of(ines).get(page(river) + "?since=start").text
    assert "Welcome." in text and "Before you came." not in text


# ---- since when ------------------------------------------------------------------------------------------------------


def test_the_latest_departures_are_kept_and_may_be_chosen(river, lena, idris):
    for n in range(8):
        leave(lena)
        say(idris, river.book("plenary"), f"Word {n}.")
    assert len(departures_of(lena)) == 5
    assert [len(rows(missed(lena, asked).issues[0], "statements")) for asked in ("", "left-1", "left-2", "left-5")] == [
        1,
        1,
        2,
        5,
    ]


def test_without_a_departure_the_brief_goes_by_what_was_read(river, lena, idris):
    from goodoffices.consultation.models import room_of
    from goodoffices.consultation.queries import mark_read

    say(idris, river.book("plenary"), "Read.")
    mark_read(now(lena), room_of(now(lena), river.book("plenary").id), 999)
    say(idris, river.book("plenary"), "Not read yet.")
    assert since(now(lena), "").choice == "read"
    assert [s.text for s in rows(missed(lena).issues[0], "statements")] == ["Not read yet."]


def test_a_day_begins_in_the_host_city(river, lena):
    early, late = since(now(lena), "2025-04-10"), since(now(lena), "2199-01-01")
    heads = {id: book.head for id, book in now(lena).shelf().items()}
    assert early.at.endswith("Z") and early.at != "2025-04-10T00:00:00.000Z"
    assert dict(late.heads) == heads and all(early.heads[id] <= heads[id] for id in heads)


def test_when_one_left_is_written_as_people_write_it(river, lena, idris):
    leave(lena)
    page = client_of(now(lena)).get(reverse("briefing:brief", args=[river.process])).text
    (option,) = re.findall(r"you left: ([^<]*)</option>", page)
    assert re.fullmatch(r"\d+ [A-Z][a-z]+ \d{4}, \d\d:\d\d \w+", option.strip())


@pytest.mark.parametrize("odd", ["x", "2025-13-40", "left-99", "2025-04-1", "0", "-1", "٢٠٢٥-٠٤-١٠"])
def test_nonsense_is_answered_as_if_nothing_had_been_asked(river, lena, odd):
    leave(lena)
    assert since(now(lena), odd).choice == "left-1"
    assert client_of(lena).get(page(river), {"since": odd}).status_code == 200


def test_whoever_says_they_have_caught_up_begins_there_next_time(river, lena, idris):
    client = client_of(lena)
    say(idris, river.book("plenary"), "Old news.")
    shown = {f"head-{id}": book.head for id, book in now(lena).shelf().items()}
    say(idris, river.book("plenary"), "Came while you read.")
    client.post(reverse("briefing:caught-up", args=[river.process]), {**shown, "at": "x"})
    assert [s.text for s in rows(missed(lena).issues[0], "statements")] == ["Came while you read."]
    assert departures_of(idris) == []


def test_what_a_browser_claims_of_other_books_is_not_kept(river, lena):
    foreign = river.book("caucus", "south").id
    data = {f"head-{foreign}": "7", f"head-{river.book('plenary').id}": "minus one", "at": "<b>now</b>"}
    client_of(lena).post(reverse("briefing:caught-up", args=[river.process]), data)
    (kept,) = departures_of(lena)
    assert kept.heads == dict.fromkeys(now(lena).books(), 0)
    assert client_of(lena).get(page(river)).status_code == 200


# ---- to take away ----------------------------------------------------------------------------------------------------


def page(river):
    return reverse("briefing:brief", args=[river.process])


def test_the_file_needs_nothing_else(river, lena, idris):
    leave(lena)
    say(idris, river.book("plenary"), "<script>alert(1)</script> Thirty days.")
    answer = client_of(lena).get(reverse("briefing:brief-file", args=[river.process]))
    assert answer["Content-Disposition"] == 'attachment; filename="brief.html"'
    assert "Thirty days." in answer.text and "<script" not in answer.text
    for outside in ("<link", "<img", 'src="', "@import"):
        assert outside not in answer.text


def test_the_brief_over_the_api(river, amara, lena, idris, water):
    leave(lena)
    said = say(idris, river.book("plenary"), "On water.", issues=[water]).id
    told = Api(lena).get("/brief").json()
    assert told["since"] == "left-1"
    assert [(each["issue"], each["statements"], each["said"]) for each in told["issues"]] == [(water, [said], 1)]
    assert Api(lena).get("/brief?since=start").json()["since"] == "start"
    assert isinstance(Api(lena).get("/waiting").json()["waiting"], list)
