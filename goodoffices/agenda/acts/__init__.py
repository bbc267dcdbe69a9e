"""What changes the agenda: `issues`, `solutions`, `positions`."""

from goodoffices.agenda.acts.issues import AmendIssue, RaiseIssue, SayStatus, SetStatus
from goodoffices.agenda.acts.items import TakeUpItem
from goodoffices.agenda.acts.positions import PutPosition, StatePosition, TablePosition
from goodoffices.agenda.acts.references import IssueId, PositionId, SolutionId, called, title_of
from goodoffices.agenda.acts.remaining import NoteAcceptance
from goodoffices.agenda.acts.solutions import (
    AcceptSolution,
    ConfirmSolution,
    DeclineSolution,
    ReserveSolution,
    SupportSolution,
    TableSolution,
    WithdrawSolution,
)

__all__ = [
    "AcceptSolution",
    "AmendIssue",
    "ConfirmSolution",
    "DeclineSolution",
    "IssueId",
    "NoteAcceptance",
    "PositionId",
    "PutPosition",
    "RaiseIssue",
    "ReserveSolution",
    "SayStatus",
    "SetStatus",
    "SolutionId",
    "StatePosition",
    "SupportSolution",
    "TablePosition",
    "TableSolution",
    "TakeUpItem",
    "WithdrawSolution",
    "called",
    "title_of",
]
