"""The ladder for disputes: proposed, adopted by every head, and shown as an annex to the ground rules."""

import pytest
from pydantic import ValidationError

from goodoffices.followup.acts import AdoptLadder, ProposeLadder
from goodoffices.followup.models import Ladder
from goodoffices.followup.tests.dispute_cast import LEVELS, RIYADH, VIENNA, ladder
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.forms import form_on
from tests.table import admit, not_there, refused


def test_it_is_in_force_once_every_head_has_adopted_it(river, amara, lena, idris):
    id = ladder(amara, lena)
    assert Ladder.objects.seen_by(lena).get(id=id).state == "proposed"
    refused(AdoptLadder(ladder=id), lena, "waiting for the other parties")
    perform(AdoptLadder(ladder=id), idris)
    assert Ladder.objects.seen_by(lena).get(id=id).state == "adopted"
    refused(AdoptLadder(ladder=id), idris, "has been decided")


def test_a_later_one_takes_its_place(river, amara, lena, idris):
    first = ladder(amara, lena, idris)
    second = ladder(lena, lena, idris, levels=LEVELS[:1])
    states = dict(Ladder.objects.seen_by(lena).values_list("id", "state"))
    assert states == {first: "replaced", second: "adopted"}


def test_the_third_party_and_heads_propose_and_heads_adopt(river, amara, lena):
    nils = admit(lena, "delegate", "Delegate, North", "north")
    not_there(ProposeLadder(levels=LEVELS), nils)
    not_there(AdoptLadder(ladder=ladder(lena)), nils, amara)


def test_a_ladder_that_could_not_be_climbed_is_refused(river, amara):
    week = [{"name": "A", "weekend": ["mon", "tue", "wed", "thu"]}, {"name": "B", "weekend": ["fri", "sat", "sun"]}]
    refused(ProposeLadder(levels=LEVELS, places=week), amara, "every day of the week")
    perform(ProposeLadder(levels=LEVELS[1:2], places=week), amara)  # where all days count, nobody minds
    refused(ProposeLadder(levels=[*LEVELS, {"name": "ministers", "days": 1}]), amara, "same name")
    for levels in (
        [],
        [{"name": "Ministers"}],
        [{"name": "Ministers", "days": 0}],
        [{"name": "Ministers", "days": 366}],
    ):
        with pytest.raises(ValidationError):
            ProposeLadder(levels=levels)
    with pytest.raises(ValidationError):
        ProposeLadder(levels=LEVELS, places=[{"name": "Vienna", "holidays": ["2025-02-29"]}])


def test_it_stands_on_its_page_and_under_the_ground_rules(river, amara, lena, idris):
    client, rules = client_of(lena), f"/processes/{river.process}/ground-rules/"
    page = f"/processes/{river.process}/commitments/ladder/"
    assert "Annex" not in client.get(rules).text
    ladder(amara, lena, top="refer it to the heads of state.", places=[VIENNA, RIYADH])
    assert "Annex" not in client.get(rules).text  # not before it is in force
    form_on(client_of(idris), page, "followup.adopt_ladder").confirm(client_of(idris))
    shown = client.get(rules).text
    assert "Annex: the ladder for disputes" in shown and "2 working days" in shown
    shown = client.get(page).text
    for words in ("Ministers", "3 days", "Riyadh", "Friday", "refer it to the heads of state."):
        assert words in shown


def test_it_is_proposed_through_its_page(river, amara):
    client, page = client_of(amara), f"/processes/{river.process}/commitments/ladder/"
    form_on(client, page, "followup.propose_ladder").send(
        client,
        **{
            "levels-0-name": "Joint commission", "levels-0-days": "15", "levels-0-working": "true",
            "levels-1-name": "Ministers", "levels-1-days": "15",
            "places-0-name": "Vienna", "places-0-weekend": ["sat", "sun"], "places-0-holidays": "2025-12-25\n2025-12-26",
        },
    )  # fmt: skip
    (found,) = Ladder.objects.seen_by(amara)
    assert [(each["name"], each["days"], each["working"]) for each in found.levels] == [
        ("Joint commission", 15, True),
        ("Ministers", 15, False),
    ]
    assert found.places == [{"name": "Vienna", "weekend": ["sat", "sun"], "holidays": ["2025-12-25", "2025-12-26"]}]
