"""The verbs of this office: a process and its parties (`founding`, `accession`, `leaving`), how it ends (`concluding`), who sits
(`seating`), under which rules (`rules`), in which round (`rounds`), in which task force (`taskforces`), entrusted with what (`entrusting`)."""

from goodoffices.process.acts.accession import (
    AcceptAccession,
    AdmitAccedingParty,
    DeclineAccession,
    ProposeAccession,
    WithdrawAccession,
)
from goodoffices.process.acts.concluding import (
    ConcludeOnNotice,
    ConsentToConclusion,
    ObjectToConclusion,
    ProposeConclusion,
    ProposeResumption,
)
from goodoffices.process.acts.entrusting import EndEntrusting, Entrust
from goodoffices.process.acts.founding import AdmitParty, Founder, FoundProcess, SetMandate
from goodoffices.process.acts.highlights import AdoptHighlights
from goodoffices.process.acts.leaving import EndCaucus, LeaveTalks
from goodoffices.process.acts.rounds import (
    AdoptAgenda,
    CloseSession,
    ConcludeRound,
    FrameRound,
    OpenRound,
    OpenSession,
    ReframeRound,
)
from goodoffices.process.acts.rules import AcceptGroundRules, ConcludeProcess, ProposeGroundRules, WithdrawConsent
from goodoffices.process.acts.seating import AdmitSeat, AppointActingHead, HandOver, HandOverLead, RemoveSeat
from goodoffices.process.acts.taskforces import ChangeTaskForce, ReleaseMembers, SetUpTaskForce, WelcomeMembers

__all__ = [
    "AcceptAccession",
    "AcceptGroundRules",
    "AdmitAccedingParty",
    "AdmitParty",
    "AdmitSeat",
    "AdoptAgenda",
    "AdoptHighlights",
    "AppointActingHead",
    "ChangeTaskForce",
    "CloseSession",
    "ConcludeOnNotice",
    "ConcludeProcess",
    "ConcludeRound",
    "ConsentToConclusion",
    "DeclineAccession",
    "EndCaucus",
    "EndEntrusting",
    "Entrust",
    "FoundProcess",
    "Founder",
    "FrameRound",
    "HandOver",
    "HandOverLead",
    "LeaveTalks",
    "ObjectToConclusion",
    "OpenRound",
    "OpenSession",
    "ProposeAccession",
    "ProposeConclusion",
    "ProposeGroundRules",
    "ProposeResumption",
    "ReframeRound",
    "ReleaseMembers",
    "RemoveSeat",
    "SetMandate",
    "SetUpTaskForce",
    "WelcomeMembers",
    "WithdrawAccession",
    "WithdrawConsent",
]
