"""Everything that drafts, corrects, approves and locks minutes."""

from goodoffices.minutes.acts.approving import ApproveMinutes, LockMinutes
from goodoffices.minutes.acts.correcting import (
    DeclineCorrection,
    ProposeCorrection,
    TakeInCorrection,
    WithdrawCorrection,
)
from goodoffices.minutes.acts.drafting import DraftMinutes

__all__ = [
    "ApproveMinutes",
    "DeclineCorrection",
    "DraftMinutes",
    "LockMinutes",
    "ProposeCorrection",
    "TakeInCorrection",
    "WithdrawCorrection",
]
