"""The masthead says at once how the talks stand and what is open: the same to all who read the plenary."""

from goodoffices.process.acts import (
    CloseSession,
    ConcludeRound,
    FrameRound,
    OpenRound,
    OpenSession,
    ReframeRound,
    WithdrawConsent,
)
from goodoffices.process.fragments import fragments_of
from goodoffices.record.perform import perform


def shown(act, seat):
    """What an act's entry puts into the masthead, by its part."""
    fragments = fragments_of(perform(act, seat).entry)
    return {each.target: each.html.strip() for each in fragments if each.target.startswith("#sitting")}


def test_the_round_and_the_session_that_are_open_are_shown_until_they_are_closed(river, amara):
    framed = perform(FrameRound(title="Round <2>"), amara).entry.id
    assert "Round &lt;2&gt;" in shown(OpenRound(round=framed), amara)["#sitting-round"]
    assert "Round II" in shown(ReframeRound(round=framed, title="Round II"), amara)["#sitting-round"]
    opened = OpenSession(round=framed, title="Morning")
    entry = perform(opened, amara).entry
    assert [each.target for each in fragments_of(entry)] == ["#sitting-round", "#sitting-state", "#at-item"]
    assert "Morning" in fragments_of(entry)[0].html
    assert "Round II" in shown(CloseSession(session=entry.id), amara)["#sitting-round"]
    assert "Round II" not in shown(ConcludeRound(round=framed), amara)["#sitting-round"]


def test_withdrawn_consent_shows_that_the_talks_rest(river, lena):
    assert 'data-status="suspended"' in shown(WithdrawConsent(), lena)["#sitting-state"]


def test_everybody_who_reads_the_plenary_is_shown_it_those_admitted_later_too(river, amara):
    framed = perform(FrameRound(title="Round 2"), amara).entry.id
    entry = perform(OpenRound(round=framed), amara).entry
    assert {each.since for each in fragments_of(entry)} == {entry.number} and not any(
        each.names or each.instead for each in fragments_of(entry)
    )
