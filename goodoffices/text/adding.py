"""A new provision: one's words in brackets, as a row of its own right after another."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.engines.brackets.model import Note, Span
from goodoffices.engines.brackets.operations import id_of, identified
from goodoffices.engines.brackets.operations.stances import PUT_IN, bracket_spanning
from goodoffices.engines.brackets.storing import Row, assembled, rows
from goodoffices.record.acts import Refused
from goodoffices.record.models import Entry
from goodoffices.record.scope import Scope
from goodoffices.record.source import Draw, derived
from goodoffices.text.models import Provision, Wording
from goodoffices.text.numbering import cited_after
from goodoffices.text.working import alternatives_in, between, shape_of, stances_in, write_alternatives


def facts_of(scope: Scope, after: Provision, words: str, label: str, side: str, draw: Draw) -> dict[str, Any]:
    """What the new row is, where it stands, and the alternative that its words are. `id` is that of the alternative."""
    id = draw.id("provision")
    lead = _lead(label)
    text = f"{lead}[{words.strip()}]\n\n"
    span = (len(lead), len(lead) + len(words.strip()) + 2)
    notes = (Note(*span, "", "proposed", PUT_IN), Note(*span, side, "proposed"))
    row = Row(
        id, "paragraph" if label else "plain", label, 0, "", False, after.row.depth, after.row.parent,
        text, Span(0, len(label)), notes,
    )  # fmt: skip
    read = identified(assembled([replace(row, parent="", depth=1)]), lambda: draw.id("alternative"))
    there = bracket_spanning(read, *span)
    if there is None:
        raise Refused(_("With these words brackets would pair otherwise. Give words whose own brackets match."))
    [made] = [each for each in rows(read) if each.id == id]
    cited = cited_after(after.shape["cited"], after.shape["label"], label.rstrip(".")) if label else ""
    added = {
        "id": id,
        "words": text,
        "shape": {**shape_of(made), "depth": row.depth, "parent": row.parent, "cited": cited},
        "place": between(scope, after.draft_id, after.id),
    }
    return {
        "id": id_of(read, there),
        "added": added,
        "alternatives": {"made": dict.fromkeys(alternatives_in(read), id), "gone": [], "stances": stances_in(read)},
    }


def _lead(label: str) -> str:
    """The number as a text writes it: “3. ”, “5 bis. ”, “(a) ”."""
    if not label:
        return ""
    return f"{label} " if label.endswith((")", ":")) else f"{label.rstrip('.')}. "


def write(entry: Entry, draft: str) -> None:
    """Put the new provision in place, from the entry alone."""
    added = entry.facts["added"]
    Provision.make(
        entry,
        id=added["id"],
        draft_id=draft,
        place=added["place"],
        words=added["words"],
        shape=added["shape"],
        worded=entry.number,
    )
    Wording.make(
        entry,
        id=derived(added["id"], "wording", entry.number),
        provision_id=added["id"],
        words=added["words"],
        at=entry.at,
    )
    write_alternatives(entry, entry.facts["alternatives"])
