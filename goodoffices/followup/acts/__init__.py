"""Everything that makes commitments, says how they stand, changes them, and follows up on them."""

from goodoffices.followup.acts.adjusting import AdjustCommitment, ConsentToAdjustment, WithdrawAdjustment
from goodoffices.followup.acts.checks import ConsentToCheck, HoldCheck
from goodoffices.followup.acts.committing import (
    AcceptCommitment,
    CloseCommitment,
    DeclineCommitment,
    ProposeCommitment,
    WithdrawCommitment,
)
from goodoffices.followup.acts.concerns import RaiseConcern, SettleConcern
from goodoffices.followup.acts.disputes import Allege, CloseDispute, Respond
from goodoffices.followup.acts.findings import Find, FindFacts, NoteDissent
from goodoffices.followup.acts.framing import AdoptChecks, DeclareStrategy, FrameChecks
from goodoffices.followup.acts.ladder import AdoptLadder, ProposeLadder
from goodoffices.followup.acts.levels import ExtendLevel, LapseLevel, ReferDispute
from goodoffices.followup.acts.naming import NameEvent
from goodoffices.followup.acts.publishing import ConsentToPublicity, TellPublic
from goodoffices.followup.acts.reporting import ReportProgress, VerifyCommitment
from goodoffices.followup.clocks import Miss

__all__ = [
    "AcceptCommitment",
    "AdjustCommitment",
    "AdoptChecks",
    "AdoptLadder",
    "Allege",
    "CloseCommitment",
    "CloseDispute",
    "ConsentToAdjustment",
    "ConsentToCheck",
    "ConsentToPublicity",
    "DeclareStrategy",
    "DeclineCommitment",
    "ExtendLevel",
    "Find",
    "FindFacts",
    "FrameChecks",
    "HoldCheck",
    "LapseLevel",
    "Miss",
    "NameEvent",
    "NoteDissent",
    "ProposeCommitment",
    "ProposeLadder",
    "RaiseConcern",
    "ReferDispute",
    "ReportProgress",
    "Respond",
    "SettleConcern",
    "TellPublic",
    "VerifyCommitment",
    "WithdrawAdjustment",
    "WithdrawCommitment",
]
