"""Words that stand beside things of this office are found under these, by those who read both."""

import pytest

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.assessment.acts import InvokePrecedent, JudgeInfluence, LinkToThing, SetPrecedent, Unlink
from goodoffices.assessment.models import Link
from goodoffices.assessment.tests.sheets import cells, draw, open_sheet, variants
from goodoffices.process.acts import ChangeTaskForce
from goodoffices.record.perform import perform
from tests.cast import Api
from tests.table import admit, now, rules, task_force


def hits(seat, words):
    return Api(now(seat)).get(f"/search?q={words}").json()["hits"]


def found(seat, words):
    return [hit["thing"] for hit in hits(seat, words)]


@pytest.fixture
def issue(river, amara):
    return perform(RaiseIssue(title="The gate"), amara).entry.id


def test_words_of_links_are_found_under_what_is_linked_until_they_are_taken_back(issue, amara, lena, idris, river):
    cell = cells(lena, open_sheet(amara))[0].id
    perform(LinkToThing(cell=cell, about=issue, words="Only with escorts."), now(lena))
    (hit,) = hits(idris, "escorts")
    assert hit["thing"] == cell and hit["snippet"] == "Only with <mark>escorts</mark>."
    ours = river.book("delegation", "north").id
    perform(
        LinkToThing(variant=variants(lena, draw(amara))[0], about=issue, words="Tugboats pay.", book=ours), now(lena)
    )
    assert len(found(lena, "tugboats")) == 1 and found(idris, "tugboats") == []
    link = Link.objects.seen_by(now(lena)).get(words="Only with escorts.")
    perform(Unlink(link=link.id), now(lena))
    assert found(idris, "escorts") == found(lena, "escorts") == []


def test_words_of_invocations_are_found_under_the_precedent(issue, amara, lena, idris, river):
    precedent = perform(SetPrecedent(decision=issue, words="Once, always."), now(lena)).entry.id
    other = perform(RaiseIssue(title="The wells"), now(amara)).entry.id
    perform(InvokePrecedent(precedent=precedent, to=other, words="Groundwater differs."), now(idris))
    assert found(lena, "groundwater") == [precedent]
    ours = river.book("delegation", "north").id
    perform(InvokePrecedent(precedent=precedent, to=other, words="Aquifers, too.", book=ours), now(lena))
    assert found(lena, "aquifers") == [precedent] and found(idris, "aquifers") == []


def test_reasons_of_influences_are_found_under_the_diagram_as_they_stand(amara, lena, idris, river):
    drawn = draw(amara)
    first, _second, third, _fourth = variants(lena, drawn)
    ours = river.book("delegation", "north").id
    pair = {"source": first, "target": third, "value": "2"}
    perform(JudgeInfluence(**pair, reason="Sluices silt up."), now(idris))
    perform(JudgeInfluence(**pair, reason="Turbines wear.", book=ours), now(lena))
    assert found(lena, "sluices") == [drawn]
    assert found(lena, "turbines") == [drawn] and found(idris, "turbines") == []
    perform(JudgeInfluence(**pair, reason="Dredgers come."), now(idris))
    assert found(lena, "sluices") == [] and found(lena, "dredgers") == [drawn]


def test_whoever_came_later_finds_no_reason_that_was_given_before(amara, lena, idris):
    drawn, room = draw(amara), task_force(now(amara), "water", now(lena))
    first, _second, third, fourth = variants(lena, drawn)
    perform(JudgeInfluence(source=first, target=third, value="2", reason="Sluices silt up.", book=room.id), now(lena))
    perform(ChangeTaskForce(task_force="water", welcome=[idris.id]), now(amara))
    perform(JudgeInfluence(source=first, target=fourth, value="1", reason="Dredgers come.", book=room.id), now(lena))
    assert found(lena, "sluices") == found(lena, "dredgers") == [drawn]
    assert found(idris, "sluices") == []


def test_who_does_not_read_the_thing_finds_nothing_that_was_said_beside_it(issue, amara, lena, idris):
    drawn = draw(amara)
    cell = cells(lena, open_sheet(amara))[0].id
    first, _second, third, _fourth = variants(lena, drawn)
    observer = admit(now(amara), "observer", "Observer")
    rules(now(amara), [now(lena), now(idris)], observers=True)
    perform(JudgeInfluence(source=first, target=third, value="2", reason="Sluices silt up."), now(idris))
    late = perform(RaiseIssue(title="The weir"), now(amara)).entry.id
    perform(LinkToThing(cell=cell, about=late, words="Only with escorts."), now(lena))
    new = draw(amara)
    perform(LinkToThing(variant=variants(lena, new)[0], about=issue, words="Tugboats pay."), now(lena))
    for words in ("sluices", "escorts", "tugboats"):
        assert found(observer, words) == [] and len(found(lena, words)) == 1
