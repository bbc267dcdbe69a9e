"""Everything that sets the terms of task forces, plans their work, delivers what they report, and ends them."""

from goodoffices.taskforces.acts.adopting import AdoptTerms, NameChair, NameRapporteur
from goodoffices.taskforces.acts.ending import EndTaskForce, ExtendTerms, WindUpTaskForce
from goodoffices.taskforces.acts.planning import AddItem, AssignItem, SetItemState
from goodoffices.taskforces.acts.reporting import DeliverReport, DissentFromReport, DraftReport
from goodoffices.taskforces.acts.tabling import TableReport
from goodoffices.taskforces.acts.taking_up import TakeUpRecommendation
from goodoffices.taskforces.acts.terms import DraftTerms

__all__ = [
    "AddItem",
    "AdoptTerms",
    "AssignItem",
    "DeliverReport",
    "DissentFromReport",
    "DraftReport",
    "DraftTerms",
    "EndTaskForce",
    "ExtendTerms",
    "NameChair",
    "NameRapporteur",
    "SetItemState",
    "TableReport",
    "TakeUpRecommendation",
    "WindUpTaskForce",
]
