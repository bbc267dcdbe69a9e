"""What states, findings and rhythms are called."""

from django.utils.translation import gettext_lazy as _

STATES = {
    "proposed": _("Proposed"),
    "in_force": _("In force"),
    "not_yet_due": _("Not yet due"),
    "at_risk": _("At risk"),
    "overdue": _("Overdue"),
    "reported_done": _("Reported done"),
    "verified": _("Verified"),
    "partly": _("Partly met"),
    "not_met": _("Not met"),
    "disputed": _("Disputed"),
    "superseded": _("Superseded"),
    "withdrawn": _("Withdrawn"),
    "closed": _("Closed"),
}
TONES = {
    "proposed": "moving",
    "at_risk": "moving",
    "overdue": "grave",
    "not_met": "grave",
    "disputed": "grave",
    "verified": "settled",
    "closed": "settled",
}

#: What an obligor says.
PROGRESS = {"not_begun": _("Not begun"), "under_way": _("In progress"), "done": _("Carried out")}
#: What the verifier finds.
FINDINGS = {"met": _("Met"), "partly": _("Partly met"), "not_met": _("Not met"), "cannot_tell": _("Cannot tell")}
PUBLICITY = {
    "parties": _("For the parties: not to be passed on"),
    "table": _("For the whole table"),
    "public": _("Public, once every head that is bound consents"),
}
FOR_ALL = "public"  # how far it may be told, not the book of that name
HOW_CLOSED = {
    "met": _("It is met"),
    "overtaken": _("Events have overtaken it"),
    "replaced": _("Another arrangement takes its place"),
}
#: Why the public's copy of a commitment is not kept up any more.
PUBLIC_ENDS = {
    "met": _("Closed: it is met"),
    "overtaken": _("Closed: events have overtaken it"),
    "replaced": _("Closed: another arrangement takes its place"),
    "changed": _("It was changed, and is not public any more"),
}
DUE_KINDS = {
    "none": _("No day yet"),
    "on": _("On or before a day"),
    "within": _("So many days after an event"),
    "after": _("After another commitment"),
    "simultaneous_with": _("Together with another commitment"),
}

ADJUSTMENT_STATES = {
    "proposed": _("Proposed"),
    "agreed": _("In force"),
    "withdrawn": _("Withdrawn"),
    "overtaken": _("Overtaken"),
}

#: What is missing for a commitment to be checked by others, each as a sentence.
MISSING = {
    "verifier": _("Nobody verifies this."),
    "method": _("How it is verified is not said."),
    "due": _("By when is not said."),
    "evidence_kinds": _("What counts as evidence is not said."),
    "objective": _("What it is to achieve is not said."),
    "to": _("To whom it is owed is not said."),
}

RHYTHMS = {
    "week": _("Every week"),
    "fortnight": _("Every two weeks"),
    "month": _("Every month"),
    "quarter": _("Every three months"),
}
VENUE_RULES = {"alternating": _("Venues in turn"), "fixed": _("Always at the first venue")}
INDICATORS = {
    "loops": _("Loops of understanding confirmed"),
    "modules": _("Training modules completed"),
    "checks": _("Progress checks held"),
    "meetings": _("Sessions held"),
    "none": _("No indicator"),
}
WORKS = {"works": _("It works"), "partly": _("It works in part"), "not": _("It does not work")}
FRAMEWORK_STATES = {"proposed": _("Proposed"), "adopted": _("Adopted"), "replaced": _("Replaced")}
CHECK_STATES = {
    "planned": _("Planned"),
    "drafted": _("Report drafted"),
    "held": _("Held"),
    "missed": _("Missed"),
    "replaced": _("No longer planned"),
}
CHECK_TONES = {"held": "settled", "missed": "grave", "drafted": "moving"}
#: How far something has been carried out, as an observer sees it: the scale of the Peace Accords Matrix (Kroc Institute).
LEVELS = {
    "not_begun": _("Not begun"),
    "minimal": _("Minimal"),
    "intermediate": _("Intermediate"),
    "complete": _("Complete"),
}

#: What the fields of a commitment are called.
FIELD_NAMES = {
    "who": _("Who owes it"),
    "to": _("To whom"),
    "what": _("What is to be done"),
    "objective": _("What it is to achieve"),
    "due": _("By when"),
    "verifier": _("Who verifies it"),
    "method": _("How it is verified"),
    "evidence_kinds": _("What counts as evidence (a line each)"),
    "indicator": _("Indicator"),
    "baseline": _("Where it starts from"),
    "publicity": _("Who may be told"),
}
