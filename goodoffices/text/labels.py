"""What the states of drafts and provisions, stances and reasons are called."""

from django.utils.translation import gettext_lazy as _

#: What a draft is, as its author says: `text.table_draft`.
STATUSES = {
    "non_paper": _("Non-paper"),
    "elements": _("Elements paper"),
    "zero_draft": _("Zero draft"),
    "compilation": _("Compilation"),
    "rolling": _("Rolling text"),
    "chairs_text": _("Chair’s text"),
}

STATES = {"initialled": _("Initialled"), "signed": _("Signed")}

PROVISION_STATES = {
    "open": _("Open"),
    "bracketed": _("In brackets"),
    "reserved": _("Reserved"),
    "agreed_ad_ref": _("Agreed ad referendum"),
    "agreed": _("Agreed"),
    "withdrawn": _("Withdrawn"),
}

PROVISION_TONES = {"bracketed": "moving", "reserved": "grave", "agreed_ad_ref": "settled", "agreed": "settled"}

#: As the engine names them.
STANCES = {
    "proposed": _("proposes"),
    "supported": _("supports"),
    "opposed": _("opposes"),
    "reserved": _("reserves"),
}

PENDING = {
    "instructions": _("pending instructions"),
    "scrutiny": _("scrutiny reserve"),
    "legal": _("legal scrutiny"),
}

REASONS = {
    "alternative": _("We have an alternative"),
    "contentious": _("The substance is contested"),
    "tactical": _("Tactical: held until something else is settled"),
    "uncertain": _("We are not certain what it means"),
    "waiting": _("We are waiting for instructions"),
}

#: What an entry did to a provision, for its history.
DEEDS = {
    "table": _("tabled it"),
    "propose": _("proposed other words"),
    "insert": _("proposed to add words"),
    "delete": _("proposed to delete words"),
    "bracket": _("put words in brackets"),
    "support": _("supported words"),
    "oppose": _("opposed words"),
    "reserve": _("reserved on words"),
    "withdraw": _("withdrew a stance"),
    "merge": _("proposed one wording in place of several"),
    "split": _("proposed to split a wording"),
    "renumber": _("gave it another number"),
    "agree": _("agreed"),
    "agree_gone": _("agreed that this goes"),
    "bridge": _("accepted the bridging words"),
    "reopen": _("reopened it"),
    "edit": _("reworded it"),
}

#: What a kept change would do.
CHANGES = {
    "propose": _("Other words"),
    "insert": _("Added words"),
    "delete": _("Words to go"),
    "bracket": _("Brackets"),
    "provision": _("A new provision after it"),
}

#: What a provision is in one language: `languages.Version`.
VERSION_STATES = {
    "original": _("Original"),
    "checked": _("Checked"),
    "unchecked": _("Not checked yet"),
    "machine": _("By a machine, not checked"),
    "earlier": _("Of an earlier wording"),
    "missing": _("Missing"),
}
VERSION_TONES = {
    "checked": "settled",
    "machine": "grave",
    "earlier": "grave",
    "missing": "moving",
    "unchecked": "moving",
}
