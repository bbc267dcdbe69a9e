"""The verbs of chairing: who has the `floor`, and the `order` of a room."""

from goodoffices.chairing.acts.floor import AskFloor, GiveFloor, HandId, WithdrawRequest, YieldFloor
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
    "EndTurns",
    "GiveFloor",
    "HandId",
    "PointId",
    "RaisePointOfOrder",
    "Resume",
    "RuleOnPoint",
    "TakeTurns",
    "WithdrawRequest",
    "YieldFloor",
]
