"""What changes assessments, a file a noun.

references     what acts name, and whose they are
sheets         opening a sheet and what stands on it
standing       what stands on a sheet, and who is asked to judge
amending       other words for sheets and diagrams, and for what stands on them
judging        what judges say of implications
linking        if this, then that
precedents     what a decision sets, and where it is invoked
viewing        what came from outside, its correction and its withdrawal
drawing        diagrams of influences
influencing    what judges say of influences, and what they adopt
withdrawing    what judges take back
asking         what questions to the engine have in common
running        which futures hold together, by whose judgements
tipping        what tips them
answering      a run ends, by the host or because it was cancelled
"""

from goodoffices.assessment.acts.amending import AmendInfluences, AmendSheet
from goodoffices.assessment.acts.answering import CancelRun, RunAnswered
from goodoffices.assessment.acts.drawing import DrawInfluences
from goodoffices.assessment.acts.influencing import AdoptInfluences, JudgeInfluence, JudgeSections
from goodoffices.assessment.acts.judging import Judge, JudgeMany, ReviseJudgement
from goodoffices.assessment.acts.linking import LinkToThing, Unlink
from goodoffices.assessment.acts.precedents import InvokePrecedent, SetPrecedent, WithdrawPrecedent
from goodoffices.assessment.acts.running import RunScenarios
from goodoffices.assessment.acts.sheets import (
    AddColumn,
    AddRow,
    CloseSheet,
    DescribeImplication,
    OpenSheet,
    ReopenSheet,
)
from goodoffices.assessment.acts.tipping import Tip
from goodoffices.assessment.acts.viewing import CorrectView, SubmitView, WithdrawView
from goodoffices.assessment.acts.withdrawing import WithdrawAdoption, WithdrawInfluences, WithdrawJudgement

__all__ = [
    "AddColumn", "AddRow", "AdoptInfluences", "AmendInfluences", "AmendSheet", "CancelRun", "CloseSheet",
    "CorrectView", "DescribeImplication", "DrawInfluences", "InvokePrecedent", "Judge", "JudgeInfluence", "JudgeMany",
    "JudgeSections", "LinkToThing", "OpenSheet", "ReopenSheet", "ReviseJudgement", "RunAnswered", "RunScenarios",
    "SetPrecedent", "SubmitView", "Tip", "Unlink", "WithdrawAdoption", "WithdrawInfluences", "WithdrawJudgement",
    "WithdrawPrecedent", "WithdrawView",
]  # fmt: skip
