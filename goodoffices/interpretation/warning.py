"""What a sender is told before a term on which the sides differ, that was left open, or that is avoided goes out.

It is asked by pages alone: a client of the API, a case file and what one act brings about are not stopped.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.interpretation.labels import DIVERGENT
from goodoffices.interpretation.models import Term
from goodoffices.interpretation.queries import terms_in
from goodoffices.process.extensions import Warning
from goodoffices.process.models import Seat

# Kinds that show a side's words to others, with their fields. By name, since some belong to offices on this floor.
WRITTEN = {
    "consultation.make_statement": ("text",),
    "consultation.amend_statement": ("text",),
    "consultation.restate": ("text", "agreement", "learnt"),
    "agenda.raise_issue": ("title", "summary"),
    "agenda.table_solution": ("title", "text"),
    "agenda.state_position": ("position", "interest"),
    "interpretation.render": ("text",),
}


def of_divergent_terms(seat: Seat, act: Any) -> Iterable[Warning]:
    fields = WRITTEN.get(act.kind)
    if fields is None:
        return []
    text = "\n".join(getattr(act, field) for field in fields)
    return [_warning(term) for term in terms_in(seat, text) if term.status in DIVERGENT]


def _warning(term: Term) -> Warning:
    said = tuple((usage.party.name, usage.text) for usage in term.usages)
    if term.words:
        said = (*said, (term.status_name, term.words))
    gaps = {
        "term": f"\u2068{term.title}\u2069"
    }  # isolated, so that a word of another script does not reorder the sentence
    if term.status == "agreed_to_differ":
        return Warning(_("“%(term)s”: the sides have agreed to differ on this term.") % gaps, said)
    if term.status == "deliberately_open":
        return Warning(_("“%(term)s”: this term is deliberately open.") % gaps, said)
    return Warning(_("“%(term)s”: this term is avoided here.") % gaps, said)
