"""Everything that changes renderings and the glossary."""

from goodoffices.interpretation.acts.renderings import AnswerQuery, QueryRendering, Render, WithdrawRendering
from goodoffices.interpretation.acts.terms import AcceptTerm, ProposeTerm, SettleTerm, StateUsage
from goodoffices.interpretation.acts.understanding import AskRendering, ReadOriginal

__all__ = [
    "AcceptTerm",
    "AnswerQuery",
    "AskRendering",
    "ProposeTerm",
    "QueryRendering",
    "ReadOriginal",
    "Render",
    "SettleTerm",
    "StateUsage",
    "WithdrawRendering",
]
