"""A new provision: one's words in brackets, as a row of its own right after another."""

from dataclasses import replace
from typing import Any

from goodoffices.engines.brackets.model import Note, Span
from goodoffices.engines.brackets.operations import identified
from goodoffices.engines.brackets.operations.stances import PUT_IN
from goodoffices.engines.brackets.storing import Row, assembled, rows
from goodoffices.record.models import Entry
from goodoffices.record.scope import Scope
from goodoffices.record.source import Draw, derived
from goodoffices.text.models import Provision, Wording
from goodoffices.text.working import alternatives_in, between, shape_of, stances_in, write_alternatives


def facts_of(scope: Scope, after: Provision, words: str, label: str, side: str, draw: Draw) -> dict[str, Any]:
    """What the new row is, where it stands, and the alternative that its words are. `id` is that of the alternative."""
    id = draw.id("provision")
    lead = f"{label.rstrip('.')}. " if label else ""
    text = f"{lead}[{words.strip()}]\n\n"
    span = (len(lead), len(lead) + len(words.strip()) + 2)
    notes = (Note(*span, "", "proposed", PUT_IN), Note(*span, side, "proposed"))
    row = Row(
        id, "paragraph" if label else "plain", label, 0, "", False, after.row.depth, after.row.parent,
        text, Span(0, len(label)), notes,
    )  # fmt: skip
    read = identified(assembled([replace(row, parent="", depth=1)]), lambda: draw.id("alternative"))
    [made] = [each for each in rows(read) if each.id == id]
    (alternative,) = alternatives_in(read)
    added = {
        "id": id,
        "words": text,
        "shape": {**shape_of(made), "depth": row.depth, "parent": row.parent, "cited": label},
        "place": between(scope, after.draft_id, after.id),
    }
    return {
        "id": alternative,
        "added": added,
        "alternatives": {"made": {alternative: id}, "gone": [], "stances": stances_in(read)},
    }


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
