"""Everything that changes what has been heard."""

from goodoffices.listening.acts.confirming import EndConfirming, EntrustConfirming
from goodoffices.listening.acts.guiding import EndGuidance, Guide
from goodoffices.listening.acts.loops import AskRestatement, Confirm, Correct, Restate, Waive

__all__ = [
    "AskRestatement",
    "Confirm",
    "Correct",
    "EndConfirming",
    "EndGuidance",
    "EntrustConfirming",
    "Guide",
    "Restate",
    "Waive",
]
