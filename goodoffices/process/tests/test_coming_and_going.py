"""Parties join talks that are open and leave them: two, three, and two again."""

import pytest

from goodoffices.agenda.acts import AcceptSolution, ConfirmSolution, RaiseIssue, TableSolution
from goodoffices.agenda.agreement import agreements
from goodoffices.agenda.models import Issue, Solution
from goodoffices.process.acts import (
    AcceptAccession,
    AcceptGroundRules,
    AdmitParty,
    DeclineAccession,
    EndCaucus,
    LeaveTalks,
    ProposeAccession,
    ProposeConclusion,
    ProposeGroundRules,
    WithdrawAccession,
    WithdrawConsent,
)
from goodoffices.process.models import Accession, GroundRules, Membership, Party, Process, Seat, TaskForce
from goodoffices.record import ended
from goodoffices.record.acts import NotThere
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.cast import Api, client_of
from tests.table import admit, book, founded, not_there, now, parties, refused, rules, say, task_force


def admitted(by, *heads, key="east", name="East"):
    """A party that these heads accept; its head, who has yet to accept the ground rules."""
    accession = perform(ProposeAccession(party=key, name=name), by).entry.id
    for head in heads:
        perform(AcceptAccession(accession=accession), head)
    return admit(now(by), "head", f"Head of delegation, {name}", key)


def accepts_rules(head):
    (in_force,) = GroundRules.objects.seen_by(head).filter(state="in_force")
    perform(AcceptGroundRules(rules=in_force.id), head)
    return now(head)


@pytest.fixture
def sara(river, amara) -> Seat:
    return admit(amara, "secretariat", "Secretariat")


@pytest.fixture
def mina(river, amara, lena, idris) -> Seat:
    """The head of East, a third party at the table."""
    return accepts_rules(admitted(amara, lena, idris))


def proposed_solution(by, *accepting):
    issue = perform(RaiseIssue(title="Fish"), by).entry.id
    solution = perform(TableSolution(issue=issue, title="Quotas"), by).entry.id
    for head in accepting:
        perform(AcceptSolution(solution=solution), head)
    return issue, solution


def state_of(seat):
    return Process.objects.seen_by(seat).get().state


# ---- Accession


def test_a_party_joins_when_every_head_has_accepted_it(river, amara, lena, idris, sara):
    accession = perform(ProposeAccession(party="east", name="East", words="It shares the sea."), lena).entry.id
    not_there(AcceptAccession(accession=accession), amara, sara)
    not_there(ProposeAccession(party="west", name="West"), sara)
    perform(AcceptAccession(accession=accession), lena)
    assert "east" not in parties(amara)
    refused(AcceptAccession(accession=accession), lena, "already")
    perform(AcceptAccession(accession=accession), idris)

    assert Accession.objects.seen_by(amara).get().state == "admitted"
    assert parties(amara)["east"].awaited
    assert book(amara, "caucus", "east").name == "East caucus"
    refused(AcceptAccession(accession=accession), idris, "decided")


def test_a_head_declines_and_who_proposed_takes_back(river, amara, lena, idris):
    first = perform(ProposeAccession(party="east", name="East"), amara).entry.id
    not_there(DeclineAccession(accession=first), amara)
    perform(DeclineAccession(accession=first, words="Not now."), idris)
    refused(AcceptAccession(accession=first), lena, "decided")
    second = perform(ProposeAccession(party="east", name="East"), lena).entry.id
    not_there(WithdrawAccession(accession=second), amara, idris)
    perform(WithdrawAccession(accession=second), lena)
    assert [row.state for row in Accession.objects.seen_by(idris).order_by("number")] == ["declined", "withdrawn"]


def test_a_proposal_is_for_a_party_that_is_not_there(river, amara, lena):
    refused(ProposeAccession(party="north", name="Other"), amara, "already a party with this key")
    refused(ProposeAccession(party="other", name="North"), amara, "Another room")
    perform(ProposeAccession(party="east", name="East"), amara)
    refused(ProposeAccession(party="east", name="East"), lena, "already been proposed")
    refused(AdmitParty(party="west", name="West"), amara, "accession")


def test_in_preparation_the_third_party_admits(database, keyed, replayed):
    mediator = founded("Talks on the Sea", "east", "west")
    refused(ProposeAccession(party="isles", name="Isles"), mediator, "prepared")
    perform(AdmitParty(party="isles", name="Isles"), mediator)
    assert all(party.at_the_table for party in Party.objects.seen_by(now(mediator)))


def test_the_newcomer_reads_the_plenary_from_its_admission_on(river, amara, lena, idris):
    issue = perform(RaiseIssue(title="Known before"), lena).entry.id
    mina = admitted(amara, lena, idris)
    plenary = book(amara, "plenary")
    first = parties(amara)["east"].number

    assert mina.books()[plenary.id] == first
    assert not Issue.objects.seen_by(mina).filter(id=issue).exists()
    assert Issue.objects.seen_by(lena).filter(id=issue).exists()
    page = client_of(mina).get(f"/processes/{river.process}/agenda/").content.decode()
    assert "Known before" not in page
    seats_later = admit(mina, "delegate", "Delegate, East", "east")
    assert seats_later.books()[plenary.id] == first


def test_before_it_accepts_the_ground_rules_it_does_not_count(river, amara, lena, idris):
    mina = admitted(amara, lena, idris)
    refused(RaiseIssue(title="Ours"), mina, "Accept the ground rules first")
    say(mina, book(mina, "delegation", "east"), "Shall we?")
    issue, _solution = proposed_solution(lena, lena, idris)
    assert agreements(now(amara))[issue].state == "agreed_ad_ref"

    mina = accepts_rules(mina)
    assert mina.party.at_the_table
    assert agreements(now(amara))[issue].state == "agreed_ad_ref"  # all then at the table had accepted it
    perform(RaiseIssue(title="Ours"), mina)
    assert state_of(amara) == "open"


def test_new_rules_need_the_newcomer_once_it_sits(river, amara, lena, idris, mina):
    new = rules(amara, [lena, idris])
    assert GroundRules.objects.seen_by(amara).get(id=new).state == "proposed"
    perform(AcceptGroundRules(rules=new), mina)
    assert GroundRules.objects.seen_by(amara).get(id=new).state == "in_force"


# ---- Agreement with two, three and two parties


def test_what_three_agree_needs_all_three(river, amara, lena, idris, mina):
    issue, solution = proposed_solution(lena, lena, idris)
    assert issue not in agreements(now(amara))
    assert Solution.objects.seen_by(amara).get(id=solution).state == "tabled"
    perform(AcceptSolution(solution=solution), mina)
    assert agreements(now(amara))[issue].state == "agreed_ad_ref"
    for head in (lena, idris, mina):
        perform(ConfirmSolution(solution=solution), head)
    assert agreements(now(amara))[issue].state == "agreed"
    perform(LeaveTalks(), mina)
    assert agreements(now(amara))[issue].state == "agreed"


def test_when_one_leaves_what_the_others_accepted_is_agreed(river, amara, lena, idris, mina):
    issue, solution = proposed_solution(lena, lena, idris)
    perform(LeaveTalks(), mina)
    assert agreements(now(amara))[issue].state == "agreed_ad_ref"
    assert Solution.objects.seen_by(amara).get(id=solution).state == "accepted_ad_ref"
    for head in (lena, idris):
        perform(ConfirmSolution(solution=solution), head)
    assert agreements(now(amara))[issue].state == "agreed"
    assert Solution.objects.seen_by(amara).get(id=solution).state == "confirmed"


def test_a_newcomer_is_not_asked_to_confirm_what_it_never_read(river, amara, lena, idris):
    issue, solution = proposed_solution(lena, lena, idris)
    accepts_rules(admitted(amara, lena, idris))
    for head in (lena, idris):
        perform(ConfirmSolution(solution=solution), head)
    assert agreements(now(amara))[issue].state == "agreed"
    assert Solution.objects.seen_by(amara).get(id=solution).state == "confirmed"


# ---- Leaving


def test_who_leaves_reads_what_it_read_and_nothing_after(river, amara, lena, idris, mina):
    say(mina, book(mina, "caucus", "east"), "Our red line.")
    say(lena, book(lena, "plenary"), "Said while East was here.")
    perform(LeaveTalks(words="It is enough."), mina)
    left = Entry.objects.get(kind="process.leave_talks")
    say(lena, book(lena, "plenary"), "Said after East left.")
    mina, plenary, caucus = now(mina), book(lena, "plenary"), book(lena, "caucus", "east")

    assert set(mina.books()) == {book(lena, "public").id, book(lena, "delegation", "east").id}
    as_it_was, first = ended.readable(mina, plenary.id)
    assert (as_it_was.head, first) == (left.number, parties(lena)["east"].reads_from)
    client, home = client_of(mina), f"/processes/{river.process}"
    page = client.get(f"{home}/record/{plenary.id}/").content.decode()
    assert "It is enough" not in page and mina.name in page and "…" in page
    assert "Said after" not in page
    assert client.get(f"{home}/record/{plenary.id}/{left.number}/").status_code == 200
    assert client.get(f"{home}/record/{plenary.id}/{left.number + 1}/").status_code == 404
    copied = b"".join(client.get(f"{home}/record/{plenary.id}/copy").streaming_content).decode()
    assert "Said while East was here." in copied
    assert "Said after" not in copied
    assert "East caucus" in client.get(f"{home}/record/").content.decode()
    with pytest.raises(NotThere):
        ended.readable(mina, book(lena, "caucus", "north").id)
    assert client.get(f"{home}/agenda/").status_code == 200
    assert client.get(f"{home}/").status_code == 200
    assert client.get(f"{home}/rooms/{caucus.id}/").status_code == 404
    assert "East" not in client.get(f"{home}/coming-and-going/").content.decode().split("<main")[1].split("</main")[0]


def test_who_has_left_acts_no_more_but_among_its_own(river, amara, lena, idris, mina):
    caucus = book(mina, "caucus", "east")
    perform(LeaveTalks(), mina)
    mina = now(mina)
    not_there(RaiseIssue(title="Ours"), mina)
    not_there(LeaveTalks(), mina)
    not_there(EndCaucus(party="east"), mina)
    not_there(WithdrawConsent(), mina)
    with pytest.raises(NotThere):
        say(mina, caucus)
    say(mina, book(lena, "delegation", "east"), "We are out.")
    client = client_of(mina)
    room = book(lena, "delegation", "east").id
    assert "We are out." in client.get(f"/processes/{river.process}/rooms/{room}/").content.decode()


def test_only_a_head_leaves_and_not_before_the_talks_begin(river, amara, lena, sara):
    not_there(LeaveTalks(), amara, sara)


def test_leaving_ends_its_seats_in_task_forces(river, amara, lena, idris, mina):
    force = task_force(amara, "maps", lena, mina)
    perform(LeaveTalks(), mina)
    assert TaskForce.objects.seen_by(amara).get(key="maps").members == [lena.id]
    assert force.id not in now(mina).books()
    assert not Membership.objects.seen_by(now(lena)).filter(seat=mina.id, left__isnull=True).exists()


def test_what_waited_for_the_leaving_party_waits_no_longer(river, amara, lena, idris, mina):
    new = rules(amara, [lena, idris])
    accession = perform(ProposeAccession(party="west", name="West"), lena).entry.id
    for head in (lena, idris):
        perform(AcceptAccession(accession=accession), head)
    perform(LeaveTalks(), mina)
    assert GroundRules.objects.seen_by(amara).get(id=new).state == "in_force"
    assert parties(amara)["west"].awaited


def test_talks_go_on_with_two_and_not_with_one(river, amara, lena, idris, mina):
    perform(LeaveTalks(), mina)
    assert state_of(amara) == "open"
    perform(LeaveTalks(), idris)
    assert state_of(amara) == "adjourned"
    refused(RaiseIssue(title="Alone"), now(lena), "adjourned")


def test_the_ground_rules_may_adjourn_the_talks_when_a_party_leaves(river, amara, lena, idris, mina):
    new = rules(amara, [lena, idris, mina], on_leaving="talks_adjourn")
    page = client_of(lena).get(f"/processes/{river.process}/ground-rules/").content.decode()
    assert "When a party leaves, the talks are adjourned." in page
    assert GroundRules.objects.seen_by(amara).get(id=new).on_leaving == "talks_adjourn"
    perform(LeaveTalks(), mina)
    assert state_of(amara) == "adjourned"


def test_who_left_comes_back_only_by_accession(river, amara, lena, idris, mina):
    perform(LeaveTalks(), mina)
    say(lena, book(lena, "plenary"), "While East was away.")
    refused(ProposeAccession(party="east", name="Orient"), amara, "as it was")
    accession = perform(ProposeAccession(party="east", name="East"), amara).entry.id
    for head in (lena, idris):
        perform(AcceptAccession(accession=accession), head)
    back = now(mina)
    assert (
        back.books()[book(lena, "plenary").id]
        == Entry.objects.filter(kind="process.admit_acceding_party").last().number
    )
    assert back.party.awaited
    assert accepts_rules(back).party.at_the_table
    issue, _solution = proposed_solution(lena, lena, idris)
    assert issue not in agreements(now(amara))


def test_the_other_side_learns_nothing_of_the_caucus_that_ends(river, amara, lena, idris, mina):
    before = Api(idris).get("/books").json()
    say(mina, book(mina, "caucus", "east"), "How long it is, nobody else knows.")
    assert Api(idris).get("/books").json() == before
    perform(LeaveTalks(), mina)
    left = Entry.objects.get(kind="process.leave_talks")
    assert set(left.facts) == {"id", "party", "task_forces"}


def test_the_page_says_who_comes_and_goes(river, amara, lena, idris, mina):
    perform(LeaveTalks(words="It is enough."), mina)
    page = client_of(lena).get(f"/processes/{river.process}/coming-and-going/").content.decode()
    assert "has left the talks" in page
    assert "It is enough." in page
    assert "Admitted" in page


def test_ground_rules_say_what_follows_a_leaving():
    assert ProposeGroundRules().on_leaving == "talks_continue"


def waiting(seat):
    from goodoffices.process.todo import what_waits

    return [todo.sentence for todo in what_waits(now(seat))]


def test_the_desk_says_what_waits_for_a_head(river, amara, lena, idris):
    perform(ProposeAccession(party="east", name="East"), lena)
    assert any("East is proposed" in words for words in waiting(idris))
    accession = Accession.objects.seen_by(lena).get()
    for head in (lena, idris):
        perform(AcceptAccession(accession=accession.id), head)
    assert not any("East is proposed" in words for words in waiting(idris))
    mina = admit(now(amara), "head", "Head of delegation, East", "east")
    assert any("until then your party is not at the table" in words for words in waiting(mina))
    mina = accepts_rules(mina)
    perform(ProposeConclusion(outcome="agreement", words="Signed."), amara)
    assert any("end of the talks" in words for words in waiting(mina))
    perform(LeaveTalks(), mina)
    assert waiting(mina) == []
