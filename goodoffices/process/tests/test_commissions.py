"""Joint commissions: who sets them up, who is in them, and who reads what."""

import pytest

from goodoffices.process.acts import (
    ChangeCommission,
    LeaveTalks,
    ReleaseCommissioners,
    SetUpCommission,
    WelcomeCommissioners,
    WithdrawConsent,
)
from goodoffices.process.models import Commission, Membership, Seat
from goodoffices.record.acts import NotThere
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.forms import form_on
from tests.table import admit, book, commission, not_there, now, refused, say, task_force


@pytest.fixture
def sara(river, amara):
    return admit(amara, "secretariat", "Secretariat")


def found(by: Seat, key: str = "joint") -> Commission:
    row: Commission = Commission.objects.seen_by(by).get(key=key)
    return row


def test_a_commission_is_read_by_its_members_alone_and_known_to_all(river, amara, lena, idris, sara):
    joint = commission(amara, "joint", lena, idris, sara)
    assert joint.audience.kind == "commission"
    for member in (lena, idris, sara):
        assert joint.id in now(member).books()
    assert joint.id not in now(amara).books()  # who set it up is not thereby a member
    nils = admit(lena, "delegate", "Delegate, North", "north")
    with pytest.raises(NotThere):
        say(nils, joint, "Let me in.")
    say(now(lena), joint, "The first report is late.")
    assert found(nils).members == [lena.id, idris.id, sara.id]


def test_it_is_set_up_in_the_plenary_and_its_members_are_welcomed_in_its_own_book(river, amara, lena):
    entry = perform(SetUpCommission(commission="joint", name="Joint commission", members=[lena.id]), amara).entry
    assert (entry.book.kind, entry.kind) == ("plenary", "process.set_up_commission")
    joint = book(amara, "commission", "joint")
    assert [e.kind for e in joint.entries.all()] == ["process.welcome_commissioners"]
    assert joint.id not in str((entry.data, entry.facts))


def test_each_side_names_one_co_chair_and_the_rapporteur_chairs_for_none(river, amara, lena, idris, sara):
    nils = admit(lena, "delegate", "Delegate, North", "north")
    members = [lena.id, idris.id, nils.id, sara.id]

    def set_up(because: str, **more: object) -> None:
        refused(SetUpCommission(commission="c", name="Joint", **{"members": members, **more}), amara, because)

    set_up("as a member, too", members=members[:1], co_chairs=[lena.id, idris.id])
    set_up("one of each", co_chairs=[lena.id, nils.id])
    set_up("one of each", co_chairs=[sara.id])
    set_up("rapporteur is a member", members=members[:2], rapporteur=sara.id)
    set_up("neutral", co_chairs=[lena.id, idris.id], rapporteur=lena.id)


def test_it_needs_members_who_sit_and_a_name_of_its_own(river, amara, lena, idris):
    refused(SetUpCommission(commission="c", name="Joint", members=[]), amara, "at least one")
    refused(SetUpCommission(commission="c", name="North caucus", members=[lena.id]), amara, "this name")
    task_force(amara, "gauges", lena)
    refused(SetUpCommission(commission="c", name="gauges", members=[lena.id]), amara, "this name")
    commission(amara, "joint", lena, idris)
    refused(SetUpCommission(commission="joint", name="Other", members=[lena.id]), amara, "this key")
    refused(SetUpCommission(commission="other", name="JOINT", members=[lena.id]), amara, "this name")


def test_members_read_from_their_welcome_on_and_released_ones_no_more(river, amara, lena, idris, sara):
    joint = commission(amara, "joint", lena, sara)
    said = say(now(lena), joint, "Before South came.")
    perform(ChangeCommission(commission="joint", welcome=[idris.id], co_chairs=[lena.id, idris.id]), amara)
    assert now(idris).books()[joint.id] == said.number + 1

    perform(ChangeCommission(commission="joint", release=[lena.id, sara.id]), amara)
    assert joint.id not in now(lena).books()
    assert (found(amara).members, found(amara).co_chairs) == ([idris.id], [idris.id])
    assert found(amara).rapporteur_id is None


def test_co_chairs_and_rapporteur_stay_unless_others_are_named(river, amara, lena, idris, sara):
    commission(amara, "joint", lena, idris, sara)
    nils = admit(lena, "delegate", "Delegate, North", "north")
    perform(ChangeCommission(commission="joint", welcome=[nils.id]), amara)
    assert (found(amara).co_chairs, found(amara).rapporteur_id) == ([lena.id, idris.id], sara.id)
    perform(ChangeCommission(commission="joint", co_chairs=[nils.id, idris.id]), amara)
    assert found(amara).co_chairs == [nils.id, idris.id]
    refused(ChangeCommission(commission="joint", rapporteur=nils.id), amara, "chairs for no side")
    refused(ChangeCommission(commission="joint", co_chairs=[lena.id, idris.id], rapporteur=idris.id), amara, "no side")
    perform(ChangeCommission(commission="joint", co_chairs=[lena.id, idris.id], rapporteur=nils.id), amara)
    assert (found(amara).co_chairs, found(amara).rapporteur_id) == ([lena.id, idris.id], nils.id)
    refused(ChangeCommission(commission="joint", co_chairs=[nils.id, idris.id]), amara, "chairs for no side")
    perform(ChangeCommission(commission="joint", release=[idris.id], rapporteur=sara.id), amara)
    assert (found(amara).co_chairs, found(amara).rapporteur_id) == ([lena.id], sara.id)
    refused(ChangeCommission(commission="joint", rapporteur=amara.id), amara, "rapporteur is a member")


def test_changes_fit_who_is_in_it(river, amara, lena, idris):
    commission(amara, "joint", lena)
    refused(ChangeCommission(commission="joint"), amara, "whom")
    refused(ChangeCommission(commission="joint", welcome=[lena.id]), amara, "already a member")
    refused(ChangeCommission(commission="joint", release=[idris.id]), amara, "not a member")
    not_there(ChangeCommission(commission="joint", welcome=[idris.id]), lena, idris)
    not_there(ChangeCommission(commission="other", welcome=[idris.id]), amara)
    not_there(SetUpCommission(commission="x", name="X", members=[lena.id]), lena)
    not_there(WelcomeCommissioners(commission="joint", members=[idris.id]), now(amara), now(lena))
    not_there(ReleaseCommissioners(commission="joint", members=[lena.id]), now(amara), now(lena))


def test_leaving_the_talks_ends_its_seats_there(river, amara, lena, idris, sara):
    joint = commission(amara, "joint", lena, idris, sara)
    perform(LeaveTalks(), now(idris))
    left = Entry.objects.get(kind="process.leave_talks")
    assert left.facts["commissions"] == {"joint": [idris.id]}
    assert joint.id not in now(idris).books()
    assert (found(amara).members, found(amara).co_chairs) == ([lena.id, sara.id], [lena.id])
    assert not Membership.objects.seen_by(now(lena)).filter(seat=idris.id, left__isnull=True).exists()


def test_it_is_changed_by_its_key_or_by_what_setting_it_up_answered(river, amara, lena, idris):
    joint = commission(amara, "joint", lena)
    perform(ChangeCommission(commission=found(amara).id, welcome=[idris.id]), amara)
    assert found(amara).members == [lena.id, idris.id] and joint.id in now(idris).books()


def test_talk_goes_on_there_while_the_talks_rest(river, amara, lena, idris):
    joint = commission(amara, "joint", lena, idris)
    perform(WithdrawConsent(words="Not so."), now(idris))
    say(now(lena), joint, "The clock runs.")


def test_a_commission_is_set_up_and_changed_through_pages(river, amara, lena, idris, sara):
    client, page = client_of(amara), f"/processes/{river.process}/seats/"
    form_on(client, page, "process.set_up_commission").send(
        client,
        name="Joint commission",
        commission="joint",
        members=[lena.id, idris.id, sara.id],
        co_chairs=[lena.id, idris.id],
        rapporteur=sara.id,
    )
    assert found(amara).rapporteur_id == sara.id
    nils = admit(lena, "delegate", "Delegate, North", "north")
    form_on(client, page, "process.change_commission", commission="joint").send(client, welcome=[nils.id])
    assert found(amara).members[-1] == nils.id
    room = book(lena, "commission", "joint")
    shown = client_of(now(lena)).get(f"/processes/{river.process}/rooms/{room.id}/").text
    assert "Only the joint commission" in shown
