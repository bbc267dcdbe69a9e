"""Ground rules and consent: what opens the talks, suspends them, ends them; and what each room takes meanwhile."""

import pytest

from goodoffices.agenda.acts import (
    AcceptSolution,
    PutPosition,
    RaiseIssue,
    SetStatus,
    SupportSolution,
    TableSolution,
    WithdrawSolution,
)
from goodoffices.consultation.acts import AmendStatement, CloseRoom, MakeStatement, StrikeStatement
from goodoffices.process.acts import (
    AcceptGroundRules,
    AdmitParty,
    AdoptAgenda,
    AppointActingHead,
    DeclineGroundRules,
    FrameRound,
    OpenRound,
    OpenSession,
    ProposeGroundRules,
    RemoveSeat,
    SetMandate,
    SetUpTaskForce,
    WithdrawConsent,
)
from goodoffices.process.models import Acceptance, GroundRules, Process, RulesDeclined, Seat
from goodoffices.record.perform import perform
from tests.cast import Api, client_of
from tests.table import admit, book, concluded, founded, not_there, now, refused, rules, say, task_force


def state_of(seat: Seat) -> str:
    return Process.objects.seen_by(seat).get().state


def in_force(seat: Seat) -> list[str]:
    return list(GroundRules.objects.seen_by(seat).filter(state="in_force").values_list("id", flat=True))


# ---- Proposing and accepting


def test_the_third_party_proposes_and_nobody_else(river, amara, lena, idris):
    perform(ProposeGroundRules(text="New ones."), amara)
    not_there(ProposeGroundRules(text="Ours."), lena, idris, admit(amara, "interpreter", "Interpreter"))


def test_a_proposal_takes_the_place_of_the_one_before(river, amara, lena):
    first = perform(ProposeGroundRules(text="First."), amara).entry.id
    second = perform(ProposeGroundRules(text="Second."), amara).entry.id
    assert [r.state for r in GroundRules.objects.seen_by(lena).filter(id__in=[first, second]).order_by("number")] == [
        "superseded",
        "proposed",
    ]
    refused(AcceptGroundRules(rules=first), lena, "replaced")


def test_heads_accept_once_each_and_others_do_not(river, amara, lena, idris):
    proposed = perform(ProposeGroundRules(), amara).entry.id
    marek = admit(lena, "delegate", "Delegate, North", "north")
    not_there(AcceptGroundRules(rules=proposed), amara, marek)
    perform(AcceptGroundRules(rules=proposed), lena)
    refused(AcceptGroundRules(rules=proposed), lena, "already")
    perform(AppointActingHead(seat=marek.id), lena)
    refused(AcceptGroundRules(rules=proposed), now(marek), "already")  # a party has one voice


def test_an_acting_head_accepts_for_the_party(river, amara, lena, idris):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    perform(AppointActingHead(seat=marek.id), lena)
    proposed = rules(amara, [now(marek), idris])
    assert in_force(amara) == [proposed]


def test_rules_in_force_hold_until_every_head_has_accepted_the_next(river, amara, lena, idris):
    (old,) = in_force(amara)
    new = rules(amara, [lena], chatham_house=True)
    assert (in_force(amara), state_of(amara), now(idris).rules.chatham_house) == ([old], "open", False)
    perform(AcceptGroundRules(rules=new), idris)
    assert (in_force(amara), state_of(amara), now(idris).rules.chatham_house) == ([new], "open", True)
    refused(AcceptGroundRules(rules=old), lena, "replaced")


# ---- Declining


@pytest.fixture
def proposed(river, amara) -> str:
    return perform(ProposeGroundRules(text="Everything is public."), amara).entry.id


def declined(seat: Seat) -> list[tuple[str, str]]:
    rows = RulesDeclined.objects.seen_by(seat).filter(current=True).order_by("number")
    return [(row.words, row.instead) for row in rows]


def test_a_head_declines_with_reasons_and_says_what_it_would_have(proposed, amara, lena, idris):
    perform(DeclineGroundRules(rules=proposed, words="Too open.", instead="Closed, as before."), lena)
    assert declined(idris) == declined(amara) == [("Too open.", "Closed, as before.")]
    perform(AcceptGroundRules(rules=proposed), idris)
    assert proposed not in in_force(amara)


def test_a_head_says_no_again_in_other_words_and_may_still_accept(proposed, amara, lena, idris):
    for words in ("Too open.", "Still too open."):
        perform(DeclineGroundRules(rules=proposed, words=words), lena)
    assert declined(amara) == [("Still too open.", "")]
    perform(AcceptGroundRules(rules=proposed), lena)
    perform(AcceptGroundRules(rules=proposed), idris)
    assert (declined(amara), in_force(amara)) == ([], [proposed])


def test_only_heads_decline_and_only_what_waits_for_them(river, proposed, amara, lena, idris):
    not_there(
        DeclineGroundRules(rules=proposed, words="No."), amara, admit(lena, "delegate", "Delegate, North", "north")
    )
    refused(DeclineGroundRules(rules=in_force(amara)[0], words="No."), lena, "withdraw your consent")
    perform(AcceptGroundRules(rules=proposed), lena)
    refused(DeclineGroundRules(rules=proposed, words="No."), lena, "already accepted these ground rules")
    newer = perform(ProposeGroundRules(), amara).entry.id
    refused(DeclineGroundRules(rules=proposed, words="No."), idris, "replaced")
    perform(DeclineGroundRules(rules=newer, words="No."), idris)


def test_declining_needs_a_reason():
    with pytest.raises(ValueError, match="words"):
        DeclineGroundRules(rules="x" * 24, words=" ")


@pytest.mark.parametrize(
    "terms",
    [
        {"regime": "secret"}, {"attribution": "nobody"}, {"languages": []}, {"languages": ["xx"]},
        {"languages": ["en"] * 16}, {"observers": "perhaps"}, {"text": "x" * 20_001}, {"state": "in_force"}, {"id": "x"},
    ],
)  # fmt: skip
def test_ground_rules_have_their_shape(terms):
    with pytest.raises(ValueError, match=next(iter(terms))):
        ProposeGroundRules(**terms)


# ---- Preparing, open, suspended, open again, concluded


def test_talks_of_three_open_with_the_third_head_and_not_before(database, keyed, replayed):
    mediator = founded("Talks on the Sea", "east", "west", "isles")
    heads = [admit(mediator, "head", f"Head, {party}", party) for party in ("east", "west", "isles")]
    proposed = perform(ProposeGroundRules(), mediator).entry.id
    states = []
    for head in heads:
        perform(AcceptGroundRules(rules=proposed), head)
        states.append(state_of(mediator))
    assert states == ["preparing", "preparing", "open"]


def test_a_party_without_a_head_keeps_the_talks_from_opening(database, keyed, replayed):
    mediator = founded("Talks on the Sea", "east", "west", "isles")
    heads = [admit(mediator, "head", f"Head, {party}", party) for party in ("east", "west")]
    rules(mediator, heads)
    assert state_of(mediator) == "preparing"


def test_a_party_admitted_after_the_first_acceptance_counts_too(database, keyed, replayed):
    mediator = founded("Talks on the Sea", "east", "west")
    east, west = (admit(mediator, "head", f"Head, {party}", party) for party in ("east", "west"))
    proposed = rules(mediator, [east])
    perform(AdmitParty(party="isles", name="Isles"), now(mediator))
    isles = admit(now(mediator), "head", "Head, Isles", "isles")
    perform(AcceptGroundRules(rules=proposed), west)
    assert state_of(mediator) == "preparing"
    perform(AcceptGroundRules(rules=proposed), isles)
    assert state_of(mediator) == "open"


def test_one_party_alone_opens_nothing(database, keyed, replayed):
    mediator = founded("Talks on the Sea", "east")
    rules(mediator, [admit(mediator, "head", "Head, East", "east")])
    assert state_of(mediator) == "preparing"


def test_consent_is_withdrawn_and_given_again(river, amara, lena, idris):
    (rules_in_force,) = in_force(amara)
    perform(WithdrawConsent(words="Shots at the bridge."), lena)
    assert state_of(idris) == "suspended"
    refused(WithdrawConsent(), lena, "already been withdrawn")
    refused(AcceptGroundRules(rules=rules_in_force), idris, "already")
    perform(AcceptGroundRules(rules=rules_in_force), lena)
    assert (state_of(idris), in_force(idris)) == ("open", [rules_in_force])


def test_both_may_withdraw_and_then_both_must_return(river, amara, lena, idris):
    (rules_in_force,) = in_force(amara)
    perform(WithdrawConsent(), lena)
    perform(WithdrawConsent(), idris)
    perform(AcceptGroundRules(rules=rules_in_force), lena)
    assert state_of(amara) == "suspended"
    perform(AcceptGroundRules(rules=rules_in_force), idris)
    assert state_of(amara) == "open"


def test_new_rules_reopen_suspended_talks_too(river, amara, lena, idris):
    perform(WithdrawConsent(), lena)
    new = rules(amara, [lena, idris], regime="open_unless_marked")
    assert (state_of(amara), in_force(amara)) == ("open", [new])


def test_withdrawing_takes_back_what_was_accepted_ahead(river, amara, lena, idris):
    ahead = rules(amara, [lena])
    perform(WithdrawConsent(), lena)
    perform(AcceptGroundRules(rules=ahead), idris)
    assert state_of(amara) == "suspended"
    assert not Acceptance.objects.seen_by(idris).filter(party=lena.party, withdrawn=False).exists()


def test_only_heads_withdraw_and_only_what_was_given(river, amara, lena):
    not_there(WithdrawConsent(), amara, admit(lena, "delegate", "Delegate, North", "north"))
    mediator = founded("Talks on the Sea", "east", "west")
    refused(WithdrawConsent(), admit(mediator, "head", "Head, East", "east"), "not open")


# ---- What each room takes in each state


@pytest.fixture
def brought_to(river, amara, lena, idris):
    """Brings the talks into a state, with a task force set up on the way; the seats that speak in each room."""

    def bring(state: str) -> dict[str, tuple[Seat, str]]:
        mediator, head = amara, lena
        if state == "preparing":
            mediator = founded("Talks on the Sea", "north", "south")
            head = admit(mediator, "head", "Head, North", "north")
        task_force(mediator, "gauges", mediator, head)
        if state == "suspended":
            perform(WithdrawConsent(), idris)
        if state == "concluded":
            concluded(amara, lena, idris)
        mediator, head = now(mediator), now(head)
        assert head.process.state == state
        return {
            "plenary": (mediator, ""),
            "caucus": (head, "north"),
            "delegation": (head, "north"),
            "third_party": (mediator, ""),
            "task_force": (head, "gauges"),
        }

    return bring


@pytest.mark.parametrize("state", ["preparing", "open", "suspended", "concluded"])
@pytest.mark.parametrize("kind", ["plenary", "caucus", "delegation", "third_party", "task_force"])
def test_what_a_room_takes_follows_from_the_state(brought_to, state, kind):
    seat, key = brought_to(state)[kind]
    room = book(seat, kind, key)
    acts = [
        MakeStatement(room=room.id, text="Thirty days."),
        RaiseIssue(title="Water", book=room.id),
    ]
    if state == "open" or kind in ("caucus", "delegation", "third_party"):
        issue = [perform(act, seat).entry.id for act in acts][-1]
        perform(SetStatus(issue=issue, status="tense"), seat)
        perform(TableSolution(issue=issue, title="Share it", book=room.id), seat)
        return
    for act in acts:
        sentence = refused(act, seat)
        assert {"preparing": "opens once", "suspended": "suspended", "concluded": "concluded"}[state] in sentence
        assert "delegation room" in sentence


@pytest.mark.parametrize("state", ["suspended", "concluded"])
def test_what_was_tabled_before_rests_too(river, amara, lena, idris, state):
    issue = perform(RaiseIssue(title="Water"), lena).entry.id
    solution = perform(TableSolution(issue=issue, title="Share it"), lena).entry.id
    said = say(lena, river.book("plenary"))
    if state == "suspended":
        perform(WithdrawConsent(), idris)
    else:
        concluded(amara, lena, idris)

    for act in (
        SetStatus(issue=issue, status="closed"),
        TableSolution(issue=issue, title="Another"),
        SupportSolution(solution=solution),
        AcceptSolution(solution=solution),
        WithdrawSolution(solution=solution),
        PutPosition(issue=issue, position="We want it."),
        AmendStatement(statement=said.id, text="Forty days."),
        StrikeStatement(statement=said.id),
    ):
        refused(act, lena, state)


def test_a_concluded_process_begins_nothing_new(river, amara, lena, idris):
    framed = perform(FrameRound(title="Round 1", items=["Water"]), amara).entry.id
    proposed = perform(ProposeGroundRules(), amara).entry.id
    observer = admit(amara, "observer", "Observer")
    concluded(amara, lena, idris)
    for act in (
        SetMandate(mandate="mediation"),
        AdmitParty(party="west", name="West"),
        SetUpTaskForce(task_force="g", name="Gauges", members=[lena.id]),
        ProposeGroundRules(),
        FrameRound(title="Round 2"),
        OpenRound(round=framed),
        OpenSession(round=framed, title="Day 1"),
    ):
        refused(act, amara)
    refused(AcceptGroundRules(rules=proposed), lena)
    refused(AdoptAgenda(round=framed), lena)
    refused(WithdrawConsent(), lena)
    perform(RemoveSeat(seat=observer.id), amara)  # who may read goes on being settled


def test_everything_stays_readable_when_it_is_over(river, amara, lena, idris):
    said = say(amara, river.book("plenary"), "For the record.")
    concluded(amara, lena, idris)
    assert "For the record." in client_of(lena).get(f"/processes/{river.process}/rooms/{said.book_id}/").text
    assert Api(lena).get(f"/books/{said.book_id}/entries").json()["head"] == said.number + 3


def test_a_closed_plenary_and_suspended_talks_are_two_things(river, amara, lena, idris):
    plenary = river.book("plenary")
    perform(CloseRoom(room=plenary.id), amara)
    refused(MakeStatement(room=plenary.id, text="x"), lena, "closed this room")
    perform(WithdrawConsent(), idris)
    refused(MakeStatement(room=plenary.id, text="x"), lena, "suspended")
