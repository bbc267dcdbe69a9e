"""Short ways for tests to set a table: further seats, ground rules, rooms; and to be refused there."""

import re
from typing import Any

import pytest

from goodoffices.consultation.acts import MakeStatement
from goodoffices.process.acts import (
    AcceptGroundRules,
    AdmitParty,
    AdmitSeat,
    ConsentToConclusion,
    Founder,
    FoundProcess,
    ProposeConclusion,
    ProposeGroundRules,
    SetUpCommission,
    SetUpTaskForce,
)
from goodoffices.process.models import Party, Seat
from goodoffices.process.seats import seat_with_id
from goodoffices.record.acts import Act, NotThere, Refused
from goodoffices.record.models import Book, Entry
from goodoffices.record.perform import found, perform
from tests.databases import everything_recorded

# Why not, and then what to do; or at once what to do.
_WAY_FORWARD = re.compile(r"[“A-Z].*[.:;] .*\.|(Choose|Enter|Name|Hand over) .*\.")


def now(seat: Seat) -> Seat:
    """The seat as it is now: seats remember what they read."""
    again = seat_with_id(seat.id)
    assert again is not None
    return again


def admit(by: Seat, role: str, name: str, party: str | None = None) -> Seat:
    entry = perform(AdmitSeat(role=role, name=name, party=party), by).entry
    seat = seat_with_id(entry.id)
    assert seat is not None
    return seat


def founded(title: str = "Talks on the Sea", *parties: str, **more: Any) -> Seat:
    """A process of its own, still being prepared, with these parties and without a head; its mediator."""
    entry = found(FoundProcess(title=title, **more), Founder(title))
    mediator = seat_with_id(entry.facts["mediator"])
    assert mediator is not None
    for party in parties:
        perform(AdmitParty(party=party, name=party.title()), mediator)
    return now(mediator)


def book(seat: Seat, kind: str, key: str = "") -> Book:
    """A book of the seat's process, whoever reads it."""
    return Book.objects.get(register_id=seat.process_id, kind=kind, key=key)


def rules(by: Seat, heads: list[Seat], **terms: Any) -> str:
    """Ground rules proposed by `by` and accepted by these heads."""
    proposed = perform(ProposeGroundRules(**terms), by).entry.id
    for head in heads:
        perform(AcceptGroundRules(rules=proposed), head)
    return proposed


def task_force(by: Seat, key: str, *members: Seat) -> Book:
    name = key.replace("_", " ").title()
    perform(SetUpTaskForce(task_force=key, name=name, members=[member.id for member in members]), by)
    return book(by, "task_force", key)


def commission(by: Seat, key: str, *members: Seat) -> Book:
    """A joint commission: its co-chairs are the heads among its members, its rapporteur the first of the third party."""
    name = key.replace("_", " ").title()
    chairs = [member.id for member in members if member.decides]
    rapporteur = next((member.id for member in members if member.third), None)
    act = SetUpCommission(
        commission=key,
        name=name,
        members=[member.id for member in members],
        co_chairs=chairs,
        **({"rapporteur": rapporteur} if rapporteur else {}),
    )
    perform(act, by)
    return book(by, "commission", key)


def say(by: Seat, where: Book, text: str = "Thirty days.", **more: Any) -> Entry:
    return perform(MakeStatement(room=where.id, text=text, **more), by).entry


def parties(seat: Seat) -> dict[str, Party]:
    return {party.key: party for party in Party.objects.seen_by(seat)}


def refused(act: Act, seat: Seat, because: str = "") -> str:
    """The act is possible, but not now: it says why and what to do, and leaves nothing."""
    before = everything_recorded()
    with pytest.raises(Refused) as refusal:
        perform(act, seat)
    assert everything_recorded() == before
    sentence = str(refusal.value)
    assert because in sentence
    assert _WAY_FORWARD.fullmatch(sentence), f"names no way forward: {sentence}"
    return sentence


def not_there(act: Act, *seats: Seat) -> None:
    """To each of these seats it is as if nothing were there, and nothing is left."""
    before = everything_recorded()
    for seat in seats:
        with pytest.raises(NotThere):
            perform(act, seat)
    assert everything_recorded() == before


def concluded(lead: Seat, *heads: Seat, outcome: str = "ended_without", words: str = "It is over.") -> str:
    """The talks end as the lead proposes and these heads consent; the proposal's id."""
    motion = perform(ProposeConclusion(outcome=outcome, words=words), lead).entry.id
    for head in heads:
        perform(ConsentToConclusion(motion=motion), head)
    return motion
