"""What is said in rooms (`statements`, `binding`), and what opens and closes them (`rooms`)."""

from goodoffices.consultation.acts.binding import WithdrawBinding
from goodoffices.consultation.acts.rooms import CloseRoom, ReopenRoom, demand_open_room
from goodoffices.consultation.acts.statements import (
    AmendStatement,
    ConveyStatement,
    MakeStatement,
    StatementId,
    StrikeStatement,
)

__all__ = [
    "AmendStatement",
    "CloseRoom",
    "ConveyStatement",
    "MakeStatement",
    "ReopenRoom",
    "StatementId",
    "StrikeStatement",
    "WithdrawBinding",
    "demand_open_room",
]
