"""What sorts of things are called, where they stand under each other in one list."""

from django.utils.translation import gettext_lazy as _

SORTS = {
    "statement": _("Statement"),
    "issue": _("Issue"),
    "solution": _("Solution"),
    "position": _("Position"),
    "decision": _("Decision"),
    "explanation": _("Explanation"),
    "restatement": _("Restatement"),
    "rendering": _("Rendering"),
    "term": _("Term"),
    "usage": _("Usage of a term"),
    "release": _("Release"),
    "gist": _("Gist"),
    "ground_rules": _("Ground rules"),
    "round": _("Round"),
    "session": _("Session"),
    "minutes": _("Minutes"),
    "minutes_paragraph": _("Paragraph of minutes"),
    "correction": _("Correction to minutes"),
    "agenda_item": _("Agenda item"),
    "highlight": _("Highlight"),
    "meeting": _("Meeting"),
    "point_of_order": _("Point of order"),
    "task_force": _("Task force"),
    "commission": _("Joint commission"),
    "accession": _("Accession"),
    "motion": _("Motion"),
}


def sort_name(sort: str) -> str:
    """What a sort of things is called; one of a later office by its own name until it stands above."""
    return str(SORTS.get(sort) or sort.replace("_", " ").capitalize())
