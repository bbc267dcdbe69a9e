"""The verbs of chairing: who has the `floor`, the `order` of a room, and its `meetings` in the flesh."""

from goodoffices.chairing.acts.floor import AskFloor, GiveFloor, HandId, WithdrawRequest, YieldFloor
from goodoffices.chairing.acts.meetings import CorrectMeeting, LogMeeting, MeetingId, SetMeetingLink
from goodoffices.chairing.acts.order import (
    Adjourn,
    EndTurns,
    PointId,
    RaisePointOfOrder,
    Resume,
    RuleOnPoint,
    TakeTurns,
)

__all__ = [
    "Adjourn",
    "AskFloor",
    "CorrectMeeting",
    "EndTurns",
    "GiveFloor",
    "HandId",
    "LogMeeting",
    "MeetingId",
    "PointId",
    "RaisePointOfOrder",
    "Resume",
    "RuleOnPoint",
    "SetMeetingLink",
    "TakeTurns",
    "WithdrawRequest",
    "YieldFloor",
]
