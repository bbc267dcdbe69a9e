"""The verbs of this office: a process and its parties (`founding`, `accession`, `leaving`), how it ends (`concluding`), who sits
(`seating`), under which rules (`rules`, `declining`), in which round (`rounds`, `programmes`), in which task force (`taskforces`) or sidebar (`sidebars`),
entrusted with what (`entrusting`); what each side reads (`languages`), and which interpreter works where (`interpreters`)."""

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
from goodoffices.process.acts.declining import DeclineGroundRules
from goodoffices.process.acts.entrusting import EndEntrusting, Entrust
from goodoffices.process.acts.founding import AdmitParty, Founder, FoundProcess, SetMandate
from goodoffices.process.acts.highlights import AdoptHighlights
from goodoffices.process.acts.interpreters import AcceptInterpreter, AssignInterpreter, EndInterpreter
from goodoffices.process.acts.languages import SayLanguages
from goodoffices.process.acts.leaving import EndCaucus, LeaveTalks
from goodoffices.process.acts.programmes import SetProgramme
from goodoffices.process.acts.rounds import (
    AdoptAgenda,
    CloseSession,
    ConcludeRound,
    FrameRound,
    OpenRound,
    OpenSession,
    ReframeRound,
    TakeUpItem,
)
from goodoffices.process.acts.rules import AcceptGroundRules, ConcludeProcess, ProposeGroundRules, WithdrawConsent
from goodoffices.process.acts.seating import AdmitSeat, AppointActingHead, HandOver, HandOverLead, RemoveSeat
from goodoffices.process.acts.sidebars import ChangeSidebar, CloseSidebar, LeaveSidebar, OpenSidebar
from goodoffices.process.acts.taskforces import ChangeTaskForce, ReleaseMembers, SetUpTaskForce, WelcomeMembers

__all__ = [
    "AcceptAccession",
    "AcceptGroundRules",
    "AcceptInterpreter",
    "AdmitAccedingParty",
    "AdmitParty",
    "AdmitSeat",
    "AdoptAgenda",
    "AdoptHighlights",
    "AppointActingHead",
    "AssignInterpreter",
    "ChangeSidebar",
    "ChangeTaskForce",
    "CloseSession",
    "CloseSidebar",
    "ConcludeOnNotice",
    "ConcludeProcess",
    "ConcludeRound",
    "ConsentToConclusion",
    "DeclineAccession",
    "DeclineGroundRules",
    "EndCaucus",
    "EndEntrusting",
    "EndInterpreter",
    "Entrust",
    "FoundProcess",
    "Founder",
    "FrameRound",
    "HandOver",
    "HandOverLead",
    "LeaveSidebar",
    "LeaveTalks",
    "ObjectToConclusion",
    "OpenRound",
    "OpenSession",
    "OpenSidebar",
    "ProposeAccession",
    "ProposeConclusion",
    "ProposeGroundRules",
    "ProposeResumption",
    "ReframeRound",
    "ReleaseMembers",
    "RemoveSeat",
    "SayLanguages",
    "SetMandate",
    "SetProgramme",
    "SetUpTaskForce",
    "TakeUpItem",
    "WelcomeMembers",
    "WithdrawAccession",
    "WithdrawConsent",
]
