"""Commitments with what is reported and found, adjustments, the framework with its checks, strategies, public copies."""

from goodoffices.followup.models.changing import Adjustment, AdjustmentConsent, PublicCommitment, PublicityConsent
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

__all__ = [
    "Adjustment",
    "AdjustmentConsent",
    "Assessment",
    "Check",
    "CheckConsent",
    "Commitment",
    "Event",
    "Finding",
    "Framework",
    "FrameworkAdoption",
    "PublicCommitment",
    "PublicityConsent",
    "Report",
    "Review",
    "Strategy",
    "Voice",
]
