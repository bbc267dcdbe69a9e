"""What roles, states and mandates are called in each field of work, and what each means for the people concerned."""

from typing import Any

from django.utils.translation import gettext_lazy as _

ROLES = {
    "mediator": _("Mediator"),
    "co_mediator": _("Co-mediator"),
    "secretariat": _("Secretariat"),
    "interpreter": _("Interpreter"),
    "head": _("Head of delegation"),
    "delegate": _("Delegate"),
    "adviser": _("Adviser"),
    "observer": _("Observer"),
}
THIRD_PARTY_ROLES = ("mediator", "co_mediator", "secretariat", "interpreter")
DELEGATION_ROLES = ("head", "delegate", "adviser")

# What a head may entrust a seat of the delegation with.
TO_DO = {
    "tabling": _("to table the delegation’s positions"),
    "releasing": _("to release what was said in the caucus"),
}
STATES = {
    "preparing": _("Preparing"),
    "open": _("Open"),
    "suspended": _("Suspended"),
    "adjourned": _("Adjourned"),
    "concluded": _("Concluded"),
}
STATES_MEAN = {
    "preparing": _(
        "Delegation rooms, caucuses and the third party’s room are open. The plenary opens once every head of delegation has accepted the ground rules."
    ),
    "open": _("Every head of delegation has accepted the ground rules. All rooms are open."),
    "suspended": _(
        "A party has withdrawn its consent. The plenary and task forces are suspended until every head has accepted ground rules again; caucuses and delegation rooms stay open."
    ),
    "adjourned": _(
        "The talks are adjourned. The plenary and task forces are closed until every head consents to resume; caucuses and delegation rooms stay open."
    ),
    "concluded": _("The process is concluded. Everything stays readable; nothing new begins in the plenary."),
}
# How talks end, and in which way they came to do so.
OUTCOMES = {
    "agreement": _("Concluded with an agreement"),
    "adjourned_sine_die": _("Adjourned sine die: without a day on which to resume"),
    "ended_without": _("Ended without an agreement"),
}
ENDED_HOW = {
    "consent": _("with the consent of every head at the table"),
    "notice": _("by the lead, on seven days’ notice"),
    "leaving": _("because a party left"),
}
ACCESSION_STATES = {
    "proposed": _("Proposed"),
    "admitted": _("Admitted"),
    "declined": _("Declined"),
    "withdrawn": _("Withdrawn"),
}
ON_LEAVING = {
    "talks_continue": _("When a party leaves, the talks go on without it."),
    "talks_adjourn": _("When a party leaves, the talks are adjourned."),
}
CALENDAR_TITLES = {
    "discreet": _("A feed gives times and no titles: it says that something is on, and leads here."),
    "titles": _("A feed gives titles and places, too. Whoever sees a member’s calendar reads them."),
}

MANDATES = {
    "good_offices": _("Good offices"),
    "facilitation": _("Facilitation"),
    "mediation": _("Mediation"),
    "conciliation": _("Conciliation"),
}
MANDATES_MEAN = {
    "good_offices": _("The third party brings the sides together and takes no part in the substance."),
    "facilitation": _("The third party guides the discussion and makes no proposals of its own."),
    "mediation": _("The third party guides the discussion and may make proposals."),
    "conciliation": _("The third party examines the dispute and may propose terms in a report."),
}
MAY_PROPOSE = ("mediation", "conciliation")

FIELDS = {
    "diplomacy": _("Diplomacy"),
    "labour": _("Labour relations"),
    "commercial": _("Commercial mediation"),
    "environment": _("Environmental mediation"),
}

REGIMES = {
    "closed": _("Closed: nothing said in a caucus travels without its giver’s release."),
    "open_unless_marked": _(
        "Open unless marked: what is said in a caucus may travel unless it is marked confidential."
    ),
}
ATTRIBUTIONS = {
    "seat": _("Contributions carry the speaker’s function."),
    "party": _("Contributions carry the party, not the speaker."),
}

# Languages of talks, each under the name that its speakers use; also in Latin letters where we ship no font for its own.
LANGUAGES = {
    "ar": "العربية",
    "zh": "中文 (Zhongwen)",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fa": "فارسی",
    "fr": "Français",
    "he": "עברית (Ivrit)",
    "hi": "हिन्दी (Hindi)",
    "pt": "Português",
    "ru": "Русский",
    "sr": "Српски",
    "sw": "Kiswahili",
    "tr": "Türkçe",
    "uk": "Українська",
}

# Usual labels of form fields; an act may override them.
FIELDS_OF_FORMS = {
    "accession": _("Party"),
    "answers": _("In answer to"),
    "begins": _("Begins"),
    "book": _("Who will read this"),
    "called": _("Word"),
    "ends": _("Ends"),
    "framework": _("Framework for the next round"),
    "highlights": _("Highlights, one a line"),
    "interest": _("Why we want it"),
    "items": _("Provisional agenda, one item a line"),
    "meaning": _("Meaning"),
    "mediator": _("The mediator’s seat, named by function"),
    "name": _("Name"),
    "note": _("Note"),
    "notice": _("A line at the foot of every page"),
    "outcome": _("Outcome, in words"),
    "party": _("Party"),
    "place": _("Host city"),
    "position": _("What we want"),
    "round": _("Round"),
    "seat": _("Seat"),
    "sidebar": _("Sidebar"),
    "solution": _("Solution"),
    "statement": _("Statement"),
    "status": _("Status"),
    "summary": _("In a sentence or two"),
    "task_force": _("Short key"),
    "term": _("Term"),
    "text": _("Text"),
    "title": _("Title"),
    "usage": _("Our usage"),
    "venue": _("Venue"),
    "words": _("In words"),
    "zone": _("Its time zone"),
}

# Who will read an entry later, beside its present readers, by kind of book.
READ_LATER = {
    "plenary": _("Seats that join the table later read it, too; observers read only from their admission on."),
    "caucus": _("Seats that join this side or the third party later read it, too."),
    "delegation": _("Seats that join your delegation later read it, too."),
    "third_party": _("Seats that join the third party later read it, too."),
    "task_force": _("Nobody else: members who are welcomed later read only from then on."),
    "sidebar": _("Nobody else: members who are added later read only from then on."),
    "public": _("Anyone, at any time."),
}

# What other fields of work call our words. A word that is missing keeps its name.
LABELS = {
    "labour": {
        "party": _("Side"),
        "delegation": _("Bargaining team"),
        "head": _("Chief negotiator"),
        "plenary": _("Joint session"),
        "capital": _("Membership"),
    },
    "commercial": {
        "delegation": _("Counsel and client"),
        "head": _("Lead counsel"),
        "plenary": _("Joint session"),
        "capital": _("Client"),
    },
    "environment": {"party": _("Interest group"), "head": _("Spokesperson"), "delegation": _("Delegation")},
}
PLAIN_LABELS = {
    **ROLES,
    "party": _("Party"),
    "delegation": _("Delegation"),
    "plenary": _("Plenary"),
    "caucus": _("Caucus"),
    "third_party": _("Third party"),
    "task_force": _("Task force"),
    "sidebar": _("Sidebar"),
    "public": _("Public"),
    "capital": _("Capital"),
}

OTHER_WORDS = _("This form was sent before with other words. Send it again.")
NOT_KEPT = _(
    "This host cannot write to its disk, so what you sent may not have been recorded. Tell its administrator, then send it "
    "again: it is recorded only once, however often you send it."
)


def label(word: str, field: str = "diplomacy") -> str:
    """What `word` is called in processes of this field, in the reader's language."""
    names: dict[str, Any] = {**PLAIN_LABELS, **LABELS.get(field, {})}
    return str(names.get(word, word))
