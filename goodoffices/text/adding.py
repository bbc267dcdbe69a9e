"""A new provision: one's words in brackets, as a row of its own right after another."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.engines.brackets import Draft as Bracketed
from goodoffices.engines.brackets.model import Note, Span
from goodoffices.engines.brackets.model.spans import ProvisionKind
from goodoffices.engines.brackets.operations import id_of, identified
from goodoffices.engines.brackets.operations.stances import PUT_IN, bracket_spanning
from goodoffices.engines.brackets.storing import Row, assembled, rows
from goodoffices.record.acts import Refused
from goodoffices.record.models import Entry
from goodoffices.record.scope import Scope
from goodoffices.record.source import Draw, derived
from goodoffices.text.models import Provision, Wording
from goodoffices.text.numbering import cited_after
from goodoffices.text.working import alternatives_in, between, columns_of, shape_of, stances_in, write_alternatives


def facts_of(scope: Scope, after: Provision, words: str, label: str, side: str, draw: Draw) -> dict[str, Any]:
    """What the new row is, where it stands, and the alternatives in it. `id` is that of the one that its words are."""
    id = draw.id("provision")
    drawn = iter(range(1, 1_000_000))
    row = new_row(id, after.row, words, label, side)
    read = identified(alone(row), lambda: draw.id(f"alternative/{next(drawn)}"))
    there = bracket_spanning(read, *_around(row))
    assert there is not None
    [made] = [each for each in rows(read) if each.id == id]
    cited = cited_after(after.shape["cited"], after.shape["label"], label.rstrip(".")) if label else ""
    place, others = between(scope, after.draft_id, after.id)
    added = {
        "id": id,
        "words": row.words,
        "shape": {**shape_of(made), "depth": row.depth, "parent": row.parent, "cited": cited},
        "place": place,
        **({"others": others} if others else {}),
    }
    return {
        "id": id_of(read, there),
        "added": added,
        "alternatives": {"made": dict.fromkeys(alternatives_in(read), id), "gone": [], "stances": stances_in(read)},
    }


def alone(row: Row) -> Bracketed:
    """A row read by itself, under no other."""
    return assembled([replace(row, parent="", depth=1)])


def new_row(id: str, after: Row, words: str, label: str, side: str) -> Row:
    """One's words in brackets, as a provision of its own; refused where the brackets in them do not match."""
    text = f"{_lead(label)}[{words.strip()}]\n\n"
    kind: ProvisionKind = "paragraph" if label else "plain"
    row = Row(id, kind, label, 0, "", False, after.depth, after.parent, text, Span(0, len(label)))
    span = _around(row)
    if bracket_spanning(alone(row), *span) is None:
        raise Refused(_("The brackets in these words do not match. Close each one that you open."), "words")
    return replace(row, notes=(Note(*span, "", "proposed", PUT_IN), Note(*span, side, "proposed")))


def _around(row: Row) -> Span:
    """The bracket around all the words of a new row."""
    return Span(len(_lead(row.label)), len(row.words.rstrip()))


def _lead(label: str) -> str:
    """The number as a text writes it: “3. ”, “5 bis. ”, “(a) ”."""
    if not label:
        return ""
    return f"{label} " if label.endswith((")", ":")) else f"{label.rstrip('.')}. "


def write(entry: Entry, draft: str) -> None:
    """Put the new provision in place, from the entry alone."""
    added = entry.facts["added"]
    for id, place in added.get("others", {}).items():
        Provision.change(entry, id, place=place)
    Provision.make(
        entry,
        id=added["id"],
        draft_id=draft,
        place=added["place"],
        **columns_of(added),
        worded=entry.number,
    )
    Wording.make(
        entry,
        id=derived(added["id"], "wording", entry.number),
        provision_id=added["id"],
        words=added["words"],
        shape=added["shape"],
        at=entry.at,
    )
    write_alternatives(entry, entry.facts["alternatives"])
