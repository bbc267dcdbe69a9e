"""Everything that puts, settles and explains decisions."""

from goodoffices.decisions.acts.blind import AnswerDecision, RevealDecision
from goodoffices.decisions.acts.consenting import ConsentToDecision, WithdrawConsentToDecision
from goodoffices.decisions.acts.explaining import ExplainPosition
from goodoffices.decisions.acts.putting import PutDecision, WithdrawDecision
from goodoffices.decisions.acts.silence import BreakSilence, ExpireDecision, NoteReceipt

__all__ = [
    "AnswerDecision",
    "BreakSilence",
    "ConsentToDecision",
    "ExpireDecision",
    "ExplainPosition",
    "NoteReceipt",
    "PutDecision",
    "RevealDecision",
    "WithdrawConsentToDecision",
    "WithdrawDecision",
]
