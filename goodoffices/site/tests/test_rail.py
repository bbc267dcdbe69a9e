"""The rail: its groups, which of them is open, and what waits in each."""

import re

import pytest

from goodoffices.agenda.acts import RaiseIssue, ReserveSolution, TableSolution
from goodoffices.briefing.todo import asks_of
from goodoffices.process.acts import ProposeGroundRules
from goodoffices.process.extensions import GROUPS, links_for
from goodoffices.record.perform import perform
from goodoffices.site.rail import Here, counts_for, groups_for
from tests.cast import client_of
from tests.table import now, say

NOWHERE = Here("", "", "")
GROUP = re.compile(r'<details class="rail-group" data-rail-group="(\w+)"\s*(open)?\s*>(.*?)</details>', re.S)


def rail_of(seat, path: str) -> dict[str, tuple[bool, str]]:
    """By group: whether it is open, and what stands in it."""
    html = client_of(seat).get(f"/processes/{seat.process_id}/{path}").text
    return {key: (bool(opened), within) for key, opened, within in GROUP.findall(html)}


def by_key(seat):
    return {group.key: group for group in groups_for(now(seat), NOWHERE)}


def test_every_line_stands_in_one_group_and_a_group_without_lines_is_not_shown(river, amara):
    groups = groups_for(amara, NOWHERE)
    assert [line.view for group in groups for line in group.lines] == [link.view for link in links_for(amara)]
    assert [group.key for group in groups] == ["table", "papers", "afterwards", "setup"]
    assert list(GROUPS) == ["table", "papers", "afterwards", "setup"]
    assert list(rail_of(amara, "agenda/")) == ["rooms", "table", "papers", "afterwards", "setup"]


def test_the_group_of_the_page_is_open_and_its_line_is_marked(river, lena):
    at_the_agenda, at_the_seats = rail_of(lena, "agenda/"), rail_of(lena, "seats/")
    assert [key for key, (opened, _within) in at_the_agenda.items() if opened] == ["rooms", "table", "papers"]
    assert [key for key, (opened, _within) in at_the_seats.items() if opened] == ["rooms", "table", "setup"]
    assert [key for key, (_opened, within) in at_the_seats.items() if "aria-current" in within] == ["setup"]


def test_what_waits_is_counted_in_one_group_and_adds_up_to_the_desk(river, amara, lena, idris):
    say(idris, river.book("plenary"), "How much snow fell?", speech_act="question")
    perform(ProposeGroundRules(languages=["en"], chatham_house=True), amara)
    groups = by_key(lena)
    assert groups["setup"].waiting == 1, "the ground rules"
    assert {line.view: line.waiting for line in groups["setup"].lines}["process:ground-rules"] == 1
    assert groups["table"].waiting >= 1, "a question in a room stands on no page with a line"
    waits = asks_of(now(lena))
    assert sum(group.waiting for group in groups.values()) == len(waits) == counts_for(now(lena))[""]


def test_a_closed_group_says_on_its_heading_what_waits_in_it(river, amara, lena, idris):
    issue = perform(RaiseIssue(title="Gauges", status="under_discussion"), amara).entry.id
    solution = perform(TableSolution(issue=issue, title="Joint gauges"), lena).entry.id
    before = by_key(amara)["papers"].waiting
    perform(ReserveSolution(solution=solution, words="Pending our capital."), idris)
    opened, papers = rail_of(now(amara), "seats/")["papers"]
    heading = papers.partition("</summary>")[0]
    assert not opened and by_key(amara)["papers"].waiting == before + 1
    assert re.search(rf'data-waiting="papers">\s*<span data-count>{before + 1}</span>', heading)


def test_an_open_page_asks_how_much_waits_and_hears_nothing_of_other_rooms(river, amara, lena, idris):
    address = f"/processes/{river.process}/waiting"
    before = client_of(idris).get(address).json()
    say(amara, river.book("caucus", "north"), "Would you take forty?", speech_act="question")
    assert client_of(now(lena)).get(address).json()["table"] == 1 + counts_for(now(idris))["table"]
    assert client_of(now(idris)).get(address).json() == before


@pytest.mark.parametrize("path", ["waiting", "go/", "go/places"])
def test_a_stranger_is_told_nothing(river, noor, path):
    assert client_of(noor).get(f"/processes/{river.process}/{path}").status_code == 404
