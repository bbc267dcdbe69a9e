"""What is called off stays in a feed as cancelled: under the same id, with a later count, and without an alarm."""

import pytest

from goodoffices.briefing.tests.test_feed import address_of, events, fetched, read, with_titles
from goodoffices.followup.acts import AdjustCommitment, CloseDispute, ConsentToAdjustment, Find, FindFacts, ReferDispute
from goodoffices.followup.tests.clocks import Clock
from goodoffices.followup.tests.dispute_cast import alleged, in_force, ladder
from goodoffices.record.perform import perform
from goodoffices.taskforces.acts import AddItem, SetItemState, WindUpTaskForce
from goodoffices.taskforces.tests.forces import KEY, Force
from tests.cast import client_of
from tests.table import admit, commission, now


@pytest.fixture(autouse=True)
def shown_just_now(monkeypatch):
    monkeypatch.setattr(
        "allauth.account.internal.flows.reauthentication.did_recently_reauthenticate", lambda request: True
    )


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


class Watched:
    """The feed of a seat, looked at again and again under one address."""

    def __init__(self, seat):
        self.seat, self.address = seat, address_of(seat)

    def one(self, words):
        """What stands of the one event that is called so."""
        calendar = read(fetched(self.address).content)
        (event,) = [e for e in events(calendar) if words in e.one("SUMMARY").text]
        said = [event.one(name).value for name in ("UID", "STATUS", "SEQUENCE", "DTSTAMP")]
        return (said[0], said[1], int(said[2]), said[3], len(event.inside))


def called_off(before, after):
    """The same event, cancelled, with a later count and no alarm."""
    assert before[1] == "CONFIRMED" and before[4]
    assert (after[0], after[1], after[4]) == (before[0], "CANCELLED", 0)
    assert after[2] > before[2] and after[3] >= before[3]


def over(before, after):
    """The same event, which stays where it was, and reminds nobody."""
    assert (after[0], after[1], after[4]) == (before[0], "CONFIRMED", 0)
    assert after[2] > before[2]


@pytest.fixture
def sara(river, amara):
    return admit(amara, "secretariat", "Secretariat")


@pytest.fixture
def disputed(river, clock, amara, lena, idris, sara):
    with_titles(river, amara, lena, idris)
    commission(amara, "joint", lena, idris, sara)
    ladder(amara, lena, idris)
    return alleged(idris, in_force(amara, lena))


def test_a_level_that_is_referred_on_does_not_lapse_any_more(river, amara, lena, idris, sara, disputed):
    feed, words = Watched(lena), "“Joint commission” runs out"
    before = feed.one(words)
    perform(ReferDispute(dispute=disputed, level=2), now(sara))
    called_off(before, feed.one(words))
    assert feed.one("“Ministers” runs out")[1] == "CONFIRMED"


def test_a_dispute_that_is_withdrawn_calls_off_its_level_and_its_facts(river, amara, lena, idris, sara, disputed):
    perform(FindFacts(dispute=disputed, who=sara.id, method="Read the gauges.", until="2025-05-20"), now(sara))
    feed, level, facts = Watched(idris), "“Joint commission” runs out", "Facts are to be found"
    before = feed.one(level), feed.one(facts)
    perform(CloseDispute(dispute=disputed, how="withdrawn"), now(idris))
    called_off(before[0], feed.one(level))
    called_off(before[1], feed.one(facts))


def test_facts_that_were_found_and_levels_that_lapsed_stay_and_remind_nobody(
    river, clock, amara, lena, idris, sara, disputed
):
    perform(FindFacts(dispute=disputed, who=sara.id, method="Read the gauges.", until="2025-05-20"), now(sara))
    feed, level, facts = Watched(idris), "“Joint commission” runs out", "Facts are to be found"
    before = feed.one(level), feed.one(facts)
    perform(Find(dispute=disputed, finding="upheld", words="Nothing was published."), now(sara))
    over(before[1], feed.one(facts))
    clock.at("2025-05-07T22:00")
    clock.ring()
    over(before[0], feed.one(level))


@pytest.mark.parametrize("how", ["overtaken", "replaced"])
def test_a_commitment_that_ends_before_it_is_met_is_not_due_any_more(river, clock, amara, lena, idris, how):
    with_titles(river, amara, lena, idris)
    id = in_force(amara, lena, due="2025-06-20")
    feed, words = Watched(lena), "is due"
    before = feed.one(words)
    change = perform(AdjustCommitment(commitment=id, change={"ends": how}, why="The dam is gone."), amara).entry.id
    for head in (lena, idris):
        perform(ConsentToAdjustment(adjustment=change), head)
    called_off(before, feed.one(words))


def test_a_task_force_that_is_wound_up_calls_off_what_would_have_come(monkeypatch, river, amara, lena, idris):
    with_titles(river, amara, lena, idris)
    due = [{"what": "A survey", "due": "2025-06-10"}, {"what": "A list", "due": "2025-05-20"}]
    force = Force(monkeypatch, amara, lena, idris).adopted(deliverables=due)
    items = [
        perform(AddItem(task_force=KEY, what=what, due="2025-06-12"), now(lena)).entry.id for what in ("Weigh", "Sum")
    ]
    perform(SetItemState(item=items[1], state="done"), now(lena))
    feed = Watched(idris)
    sunset, survey, list_, weigh = "ends", "A survey", "A list", "Weigh"
    before = {words: feed.one(words) for words in (sunset, survey, list_, weigh)}
    done = feed.one("Sum")
    force.set("2025-06-01T10:00:00.000Z")
    for head in force.heads:
        perform(WindUpTaskForce(terms=force.terms), now(head))
    for words in (sunset, survey, weigh):
        called_off(before[words], feed.one(words))
    over(before[list_], feed.one(list_))
    assert feed.one("Sum")[1:2] == done[1:2] == ("CONFIRMED",)


def test_what_is_called_off_stays_in_the_calendar_struck_through_and_reminds_nobody(
    monkeypatch, river, amara, lena, idris
):
    force = Force(monkeypatch, amara, lena, idris).adopted(deliverables=[{"what": "A survey", "due": "2025-06-10"}])
    page = f"/processes/{river.process}/briefing/calendar/?month=2025-06"
    assert "called-off" not in client_of(now(lena)).get(page).text
    for head in force.heads:
        perform(WindUpTaskForce(terms=force.terms), now(head))
    text = client_of(now(lena)).get(page).text
    assert text.count("called-off") == 2 and "Cancelled" in text
