"""The round carries its agenda: what every head has adopted are issues; and heads adopt highlights."""

import pytest
from django.urls import reverse

from goodoffices.agenda.acts import AmendIssue, RaiseIssue
from goodoffices.agenda.models import Issue
from goodoffices.process.acts import (
    AdoptAgenda,
    AdoptHighlights,
    ConcludeRound,
    FrameRound,
    OpenRound,
    ReframeRound,
)
from goodoffices.process.models import AgendaItem, HighlightsAdoption, Round
from goodoffices.process.todo import what_waits
from goodoffices.record.acts import Stale
from goodoffices.record.perform import IfUnchangedSince, perform
from goodoffices.record.wording import worded
from tests.cast import Api, client_of
from tests.forms import form_on
from tests.table import not_there, now, refused


@pytest.fixture
def framed(amara):
    return perform(FrameRound(title="Round 1", items=["Water", "Gauges", "Water"]), amara).entry.id


def titles(seat):
    return list(Issue.objects.seen_by(now(seat)).order_by("ordinal").values_list("title", flat=True))


def test_the_items_are_taken_up_with_the_last_head(river, amara, lena, idris, framed):
    perform(AdoptAgenda(round=framed), lena)
    assert titles(amara) == []
    perform(AdoptAgenda(round=framed), idris)
    assert titles(amara) == ["Water", "Gauges"]
    adopted, water, gauges = river.entries("plenary")[-3:]
    assert [entry.kind for entry in (adopted, water, gauges)] == ["process.adopt_agenda", *["agenda.take_up_item"] * 2]
    assert water.by is None and "“Water”" in str(worded(water, now(lena)))
    told = Api(now(lena)).get("/agenda").json()["issues"]
    assert [(issue["title"], issue["status"], issue["number"]) for issue in told] == [
        ("Water", "open", water.number),
        ("Gauges", "open", gauges.number),
    ]
    page = client_of(now(lena)).get(reverse("agenda:issue", args=[river.process, told[0]["id"]]))
    assert page.status_code == 200 and "set by" not in page.content.decode()


def test_what_is_an_issue_already_is_not_taken_up_again(river, amara, lena, idris, framed):
    perform(RaiseIssue(title="water "), lena)
    for head in (lena, idris):
        perform(AdoptAgenda(round=framed), now(head))
    assert titles(amara) == ["water ", "Gauges"]
    perform(ReframeRound(round=framed, items=["Water", "Gauges", "Mills"]), now(amara))
    for head in (lena, idris):
        perform(AdoptAgenda(round=framed), now(head))
    assert titles(amara) == ["water ", "Gauges", "Mills"]


def test_an_issue_of_the_agenda_is_reworded_by_the_third_party_alone(amara, lena, idris, framed):
    for head in (lena, idris):
        perform(AdoptAgenda(round=framed), now(head))
    water = Issue.objects.seen_by(now(lena)).get(title="Water").id
    not_there(AmendIssue(issue=water, title="Mine"), now(lena), now(idris))
    perform(AmendIssue(issue=water, title="Water in dry years"), now(amara))


def test_nobody_takes_items_up_by_hand(lena, framed):
    item = AgendaItem.objects.seen_by(lena).filter(round_id=framed).first()
    answer = Api(lena).act("agenda.take_up_item", {"item": item.id})
    assert answer.status_code == 404


def test_another_heads_adoption_does_not_make_a_form_stale_and_another_agenda_does(amara, lena, idris, framed):
    round = Round.objects.seen_by(idris).get(id=framed)
    seen = IfUnchangedSince(round.book_id, round.changed)
    perform(AdoptAgenda(round=framed), lena)
    perform(AdoptAgenda(round=framed), now(idris), seen=seen)
    perform(ReframeRound(round=framed, items=["Water", "Mills"]), now(amara))
    with pytest.raises(Stale):
        perform(AdoptAgenda(round=framed), now(idris), seen=seen)


def test_heads_adopt_highlights_once_there_are_some(river, amara, lena, idris, framed):
    perform(OpenRound(round=framed), amara)
    refused(AdoptHighlights(round=framed), lena, "no highlights yet")
    perform(ConcludeRound(round=framed, highlights=["We met.", "We listened."]), now(amara))
    not_there(AdoptHighlights(round=framed), now(amara))
    waits = [todo.sentence for todo in what_waits(now(lena))]
    assert "The highlights of “Round 1” are waiting to be adopted." in waits

    page = reverse("process:rounds", args=[river.process])
    form_on(client_of(now(lena)), page, "process.adopt_highlights").send(client_of(now(lena)))
    assert HighlightsAdoption.objects.seen_by(now(idris)).get().party.key == "north"
    refused(AdoptHighlights(round=framed), now(lena), "already")
    assert not any("highlights" in todo.sentence for todo in what_waits(now(lena)))
    shown = client_of(now(idris)).get(page).content.decode()
    assert "<bdi>North</bdi> has adopted them." in shown


def test_a_round_without_highlights_asks_nobody(amara, lena, framed):
    perform(OpenRound(round=framed), amara)
    perform(ConcludeRound(round=framed), now(amara))
    refused(AdoptHighlights(round=framed), now(lena), "no highlights yet")
    assert not any("highlights" in todo.sentence for todo in what_waits(now(lena)))
