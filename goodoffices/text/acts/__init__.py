"""What people do to a text."""

from goodoffices.text.acts.agreeing import Agree, AgreeDeletion
from goodoffices.text.acts.bridging import AcceptBridge, PutBridge
from goodoffices.text.acts.editing import EndTrust, Entrust, Merge, NameEditors, Renumber, Split
from goodoffices.text.acts.ending import Initial, Sign
from goodoffices.text.acts.languages import CheckRendering, RenderProvision, SetLanguages
from goodoffices.text.acts.marking import KeepProposal, UploadMarkup
from goodoffices.text.acts.reasons import GiveReason, ShowReason, StateReason
from goodoffices.text.acts.reopening import ConsentToReopening, Reopen
from goodoffices.text.acts.revisions import IssueRevision
from goodoffices.text.acts.single import Criticise, ShowSingle, TableSingle
from goodoffices.text.acts.stances import Oppose, Reserve, Support, Withdraw
from goodoffices.text.acts.tabling import TableDraft
from goodoffices.text.acts.tabling_markup import DropMarkup, TableMarkup
from goodoffices.text.acts.wording import Delete, Insert, Propose, PutInBrackets

__all__ = [
    "AcceptBridge",
    "Agree",
    "AgreeDeletion",
    "CheckRendering",
    "ConsentToReopening",
    "Criticise",
    "Delete",
    "DropMarkup",
    "EndTrust",
    "Entrust",
    "GiveReason",
    "Initial",
    "Insert",
    "IssueRevision",
    "KeepProposal",
    "Merge",
    "NameEditors",
    "Oppose",
    "Propose",
    "PutBridge",
    "PutInBrackets",
    "RenderProvision",
    "Renumber",
    "Reopen",
    "Reserve",
    "SetLanguages",
    "ShowReason",
    "ShowSingle",
    "Sign",
    "Split",
    "StateReason",
    "Support",
    "TableDraft",
    "TableMarkup",
    "TableSingle",
    "UploadMarkup",
    "Withdraw",
]
