"""What methods, states and outcomes are called."""

from django.utils.translation import gettext_lazy as _

METHODS = {
    "consent": _("Consent of the heads"),
    "silence": _("Silence procedure"),
    "blind": _("Blind acceptance"),
}

#: What each method means, in one sentence.
MEANINGS = {
    "consent": _("It is adopted once every head of delegation has consented."),
    "silence": _("It is adopted when the time runs out, unless one head of delegation objects before."),
    "blind": _(
        "Each head answers in private. When the time runs out, all read one word: match, if everyone said yes; else no match."
    ),
}

STATES = {
    "put": _("Open"),
    "adopted": _("Adopted"),
    "broken": _("Silence broken"),
    "void": _("Void"),
    "withdrawn": _("Withdrawn"),
    "match": _("Match: adopted"),
    "no_match": _("No match"),
}

TONES = {"put": "moving", "adopted": "settled", "match": "settled", "broken": "grave"}

#: Why a decision came to nothing when its time ran out.
REASONS = {
    "no_receipt": _("Not every party had noted receipt."),
    "no_head": _("A party had no acting head of delegation."),
    "reworded": _("What it was about had been reworded since."),
    "withdrawn": _("What it was about had been withdrawn."),
    "no_consent": _("Not every party had consented."),
    "nobody": _("No party that was asked was at the table any more."),
}

ANSWERS = {
    "yes": _("Yes"),
    "yes_if": _("Yes, if …"),
    "no": _("No"),
}
