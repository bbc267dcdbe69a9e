"""What open pages show of an entry at once. The offices say so in their `partials.py`; this file asks them.

An act says what it touched. The office that shows such a thing declares under `fragments` what it looks like now; offices
that show something beside it declare under `refresh` what of theirs has to be shown anew. Nothing here or there may depend
on the seat that looks: a fragment is made once for everyone in the entry's audience.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from goodoffices.process.models import Process, process_of
from goodoffices.record.acts import Touched
from goodoffices.record.models import Entry, Recorded
from goodoffices.record.office import declared_for
from goodoffices.record.things import SORTS, Noun


class Fragment(NamedTuple):
    """A piece of the page that an entry makes or changes, the same for everyone in its audience.

    `since` is the lowest number of its book that it draws from: who reads the book only from a later one on, is not
    shown it. Where it also calls things of other entries by their names, those stand in `names`, by book and number: it is
    for those who may read all of them, and what is `instead` for everybody else.
    """

    since: int
    target: str  # a selector
    swap: str
    html: SafeString
    names: tuple[tuple[str, int], ...] = ()
    instead: bool = False


def fragments_of(entry: Entry) -> list[Fragment]:
    """Everything that open pages show of this entry, in the reader's language."""
    return [fragment for touched in entry.act.touches(entry) for fragment in _of(entry, touched)]


def _of(entry: Entry, touched: Touched) -> list[Fragment]:
    shown = [each for show in declared_for("fragments", touched.sort) for each in show(entry, touched.id)]
    # Only things have something beside them, and one that this entry has just made has nothing yet.
    if touched.sort in SORTS and touched.id != entry.facts.get("id"):
        shown += [each for show in declared_for("refresh", touched.sort) for each in show(entry, touched.id)]
    return shown


def place_of(process: Process) -> dict[str, str]:
    """What a fragment's template knows of where it stands."""
    return {"process": process.id, "zone": process.zone, "field": process.field}


def beside(entry: Entry, subject: Noun, name: str, rows: Iterable[Recorded], template: str, it: Any) -> list[Fragment]:
    """What an office shows beside a thing: put after it with the first of its rows, later in place of what is there.

    For things that pages show by fragments; pages of others fetch themselves anew when their book grows.
    """
    if not declared_for("fragments", subject.sort):
        return []
    first = min(row.number for row in rows) == entry.number
    if first:
        target, swap = f"#{subject.sort}-{subject.id}", "afterend"
    else:
        target, swap = f"#{name}-{subject.id}", "outerHTML"
    return [Fragment(subject.number, target, swap, html_of(entry, template, {"it": it}))]


def html_of(entry: Entry, template: str, context: Mapping[str, Any]) -> SafeString:
    return render_to_string(template, {**context, **place_of(process_of(entry))})
