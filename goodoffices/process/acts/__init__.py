"""The verbs of this office: who sits (`seating`), under which rules (`rules`), in which round (`rounds`)."""

from goodoffices.process.acts.rounds import (
    AdoptAgenda,
    CloseSession,
    ConcludeRound,
    FrameRound,
    OpenRound,
    OpenSession,
)
from goodoffices.process.acts.rules import AcceptGroundRules, ConcludeProcess, ProposeGroundRules, WithdrawConsent
from goodoffices.process.acts.seating import (
    AdmitParty,
    AdmitSeat,
    AppointActingHead,
    Founder,
    FoundProcess,
    HandOver,
    ReleaseMember,
    RemoveSeat,
    SetMandate,
    SetUpTaskForce,
    WelcomeMembers,
)

__all__ = [
    "AcceptGroundRules",
    "AdmitParty",
    "AdmitSeat",
    "AdoptAgenda",
    "AppointActingHead",
    "CloseSession",
    "ConcludeProcess",
    "ConcludeRound",
    "FoundProcess",
    "Founder",
    "FrameRound",
    "HandOver",
    "OpenRound",
    "OpenSession",
    "ProposeGroundRules",
    "ReleaseMember",
    "RemoveSeat",
    "SetMandate",
    "SetUpTaskForce",
    "WelcomeMembers",
    "WithdrawConsent",
]
