"""Everything that changes renderings and the glossary."""

from goodoffices.interpretation.acts.renderings import AnswerQuery, QueryRendering, Render, WithdrawRendering
from goodoffices.interpretation.acts.terms import AcceptTerm, ProposeTerm, SettleTerm, StateUsage

__all__ = [
    "AcceptTerm",
    "AnswerQuery",
    "ProposeTerm",
    "QueryRendering",
    "Render",
    "SettleTerm",
    "StateUsage",
    "WithdrawRendering",
]
