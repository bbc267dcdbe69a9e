"""Commitments with what is reported and found, adjustments, the framework with its checks, strategies, public copies; ladders, concerns and disputes."""

from goodoffices.followup.models.changing import (
    Adjustment,
    AdjustmentConsent,
    Closure,
    DayPassed,
    PublicCommitment,
    PublicityConsent,
)
from goodoffices.followup.models.checks import (
    Assessment,
    Check,
    CheckConsent,
    Framework,
    FrameworkAdoption,
    Review,
    Strategy,
)
from goodoffices.followup.models.commitments import Commitment, Event, Finding, Report, Voice
from goodoffices.followup.models.disputes import (
    ClosingAsked,
    Concern,
    Dispute,
    DisputeFinding,
    Dissent,
    ExtensionAsked,
    FactFinding,
    Level,
    Response,
)
from goodoffices.followup.models.ladders import Ladder, LadderAdoption, days_in_words

__all__ = [
    "Adjustment",
    "AdjustmentConsent",
    "Assessment",
    "Check",
    "CheckConsent",
    "ClosingAsked",
    "Closure",
    "Commitment",
    "Concern",
    "DayPassed",
    "Dispute",
    "DisputeFinding",
    "Dissent",
    "Event",
    "ExtensionAsked",
    "FactFinding",
    "Finding",
    "Framework",
    "FrameworkAdoption",
    "Ladder",
    "LadderAdoption",
    "Level",
    "PublicCommitment",
    "PublicityConsent",
    "Report",
    "Response",
    "Review",
    "Strategy",
    "Voice",
    "days_in_words",
]
