"""Everything that makes commitments, says how they stand, changes them, and follows up on them."""

from goodoffices.followup.acts.adjusting import AdjustCommitment, ConsentToAdjustment, WithdrawAdjustment
from goodoffices.followup.acts.checks import AdoptChecks, ConsentToCheck, DeclareStrategy, FrameChecks, HoldCheck
from goodoffices.followup.acts.committing import (
    AcceptCommitment,
    CloseCommitment,
    DeclineCommitment,
    NameEvent,
    ProposeCommitment,
    WithdrawCommitment,
)
from goodoffices.followup.acts.publishing import ConsentToPublicity, TellPublic
from goodoffices.followup.acts.reporting import ReportProgress, VerifyCommitment
from goodoffices.followup.clocks import Miss

__all__ = [
    "AcceptCommitment",
    "AdjustCommitment",
    "AdoptChecks",
    "CloseCommitment",
    "ConsentToAdjustment",
    "ConsentToCheck",
    "ConsentToPublicity",
    "DeclareStrategy",
    "DeclineCommitment",
    "FrameChecks",
    "HoldCheck",
    "Miss",
    "NameEvent",
    "ProposeCommitment",
    "ReportProgress",
    "TellPublic",
    "VerifyCommitment",
    "WithdrawAdjustment",
    "WithdrawCommitment",
]
