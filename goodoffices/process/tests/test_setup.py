"""The steps from a founded process to its first round: how each stands, and for whom it waits."""

from goodoffices.accounts.secrets import digest
from goodoffices.accounts.tests.house import person
from goodoffices.process.acts import (
    AcceptGroundRules,
    AdmitParty,
    AdoptAgenda,
    FrameRound,
    OpenRound,
    ProposeGroundRules,
)
from goodoffices.process.invitations import invite, take
from goodoffices.process.setup import setup_of
from goodoffices.record.perform import perform
from tests.table import admit, founded, now


def steps(seat):
    return {step.called: step.state for step in setup_of(now(seat))}


def said(seat, called):
    return next(step.sentence for step in setup_of(now(seat)) if step.called == called)


def test_who_leads_is_led_from_parties_to_the_open_round(database):
    amara = founded()
    assert steps(amara) == {
        "Parties": "next", "Heads of delegation": "later", "Ground rules": "next", "First round": "next", "Open": "later",
    }  # fmt: skip
    for key in ("north", "south"):
        perform(AdmitParty(name=key.title(), party=key), amara)
    assert (steps(amara)["Parties"], said(amara, "Parties")) == ("done", "North, South")
    assert said(amara, "Heads of delegation") == "No seat for a head yet: North, South."

    lena, idris = (admit(amara, "head", name, key) for name, key in (("Lena", "north"), ("Idris", "south")))
    assert said(amara, "Heads of delegation") == "Not invited yet: Lena, Idris."
    links = [invite(seat, by=now(amara)) for seat in (lena, idris)]
    assert said(amara, "Heads of delegation") == "Invited, and not here yet: Lena, Idris."
    take(digest(links[0]), person("lena@example.org"))
    assert said(amara, "Heads of delegation") == "Invited, and not here yet: Idris."
    take(digest(links[1]), person("idris@example.org"))
    assert steps(amara)["Heads of delegation"] == "done"

    assert steps(lena)["Ground rules"] == "waits"
    rules = perform(ProposeGroundRules(), amara).entry.id
    assert (steps(lena)["Ground rules"], steps(amara)["Ground rules"]) == ("next", "waits")
    perform(AcceptGroundRules(rules=rules), lena)
    assert said(amara, "Ground rules") == said(lena, "Ground rules") == "Waiting for South."
    perform(AcceptGroundRules(rules=rules), idris)
    assert steps(amara)["Ground rules"] == steps(lena)["Ground rules"] == "done"

    framed = perform(FrameRound(title="First round", items=["Water"]), amara).entry.id
    assert (steps(lena)["First round"], said(amara, "First round")) == ("next", "Waiting for North, South.")
    for head in (lena, idris):
        perform(AdoptAgenda(round=framed), head)
    assert (steps(amara)["First round"], steps(amara)["Open"], steps(lena)["Open"]) == ("done", "next", "waits")
    perform(OpenRound(round=framed), amara)
    assert setup_of(now(amara)) == setup_of(now(lena)) == []


def test_which_seats_are_vacant_is_told_only_to_who_may_invite(database):
    amara = founded()
    for key in ("north", "south"):
        perform(AdmitParty(name=key.title(), party=key), amara)
    lena, _idris = (admit(amara, "head", name, key) for name, key in (("Lena", "north"), ("Idris", "south")))
    assert "Heads of delegation" not in steps(lena)
    before = setup_of(now(lena))
    invite(_idris, by=now(amara))
    assert setup_of(now(lena)) == before


def test_a_head_may_add_its_delegation_and_a_delegate_has_nothing_to_do(database):
    amara = founded()
    for key in ("north", "south"):
        perform(AdmitParty(name=key.title(), party=key), amara)
    lena, _idris = (admit(amara, "head", name, key) for name, key in (("Lena", "north"), ("Idris", "south")))
    assert steps(lena)["Your delegation"] == "free"
    nils = admit(lena, "delegate", "Nils", "north")
    assert (steps(lena)["Your delegation"], said(lena, "Your delegation")) == ("done", "Nils")
    perform(ProposeGroundRules(), amara)
    assert steps(nils) == {"Ground rules": "waits", "First round": "waits", "Open": "later"}
