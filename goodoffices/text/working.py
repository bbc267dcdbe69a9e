"""The part of a draft that an act works on: read by the engine, changed by it, and told as facts.

An act changes one provision, and no more is read than it takes: the smallest run of neighbouring provisions that no bracket
and no group of options crosses (`engines/brackets/storing`). What the engine decides is drawn: the entry holds the rows as
they are afterwards, so that replay asks no engine.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.engines.brackets import Draft as Bracketed
from goodoffices.engines.brackets.model import Alternative as Words
from goodoffices.engines.brackets.operations import Conflict, alternative, id_of, identified, stances
from goodoffices.engines.brackets.storing import Row, assembled, rows
from goodoffices.process.finding import once_as_it_stands
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.models import Entry
from goodoffices.record.scope import Scope, seen_by
from goodoffices.record.source import Draw, derived
from goodoffices.record.sources import note
from goodoffices.text.conflicts import in_words
from goodoffices.text.models import STEP, Alternative, Draft, Provision, Wording

THIRD = "third party"  # how it is called beside the text; a party is called by its key, which has no blank


def side_of(seat: Seat) -> str:
    """How the engine calls the side of this seat."""
    return seat.party_key or THIRD


@dataclass(frozen=True)
class Part:
    """Neighbouring provisions of one draft, and the engine's reading of their words. Offsets are those of this part."""

    provisions: tuple[Provision, ...]
    draft: Bracketed

    def begins(self, provision: str) -> int:
        """Where a provision's own words begin."""
        return int(self.draft.by_id(provision).start)

    def span(self, provision: str, span: Sequence[int] | None) -> tuple[int, int]:
        """A span of a provision's own words; without one, all of them after the number."""
        one = self.draft.by_id(provision)
        if span is not None:
            return one.start + span[0], one.start + span[1]
        start = one.label_span.end if one.label_span.start >= one.start and one.label else one.start
        while start < one.own_end and (self.draft.text[start] in ".):*_" or self.draft.text[start].isspace()):
            start += 1
        return start, one.start + len(self.draft.own(one).rstrip())

    def words(self, target: str) -> Words | None:
        """The bracket or option with this id."""
        return alternative(self.draft, target)


def demand_draft_is_read(seat: Seat, provision: Provision) -> None:
    """Who reads a book only from later on may be shown a provision that came since, and not the text that it stands in."""
    if seat.books().get(provision.book_id, 1) > provision.draft.number:
        raise NotThere


def provisions_of(scope: Scope, draft: str) -> list[Provision]:
    """All that stand, in order."""
    return list(scope(Provision).filter(draft_id=draft, gone=False).order_by("place"))


def part_around(scope: Scope, provision: Provision) -> Part:
    """The part of its draft that an act on this provision works on."""
    known = scope(Provision).filter(draft_id=provision.draft_id, gone=False).order_by("place")
    outline = list(known.values_list("id", "above", "joined"))
    index = next((place for place, (id, _above, _joined) in enumerate(outline) if id == provision.id), -1)
    if index < 0:  # it was taken out of the text
        raise NotThere
    run = _run(outline, index)
    inside, over = [outline[place][0] for place in run], _over(outline, run)
    rows_by_id = {each.id: each for each in known.filter(id__in=[*inside, *over]).select_related("book")}
    here = [rows_by_id[id] for id in inside]
    read = assembled(
        [each.row for each in here],
        markdown=provision.draft.markdown,
        above=[rows_by_id[id].row for id in over],
        taken=(id for id, _above, _joined in outline),
    )
    return Part(tuple(here), read)


Outline = Sequence[
    tuple[str, str, bool]
]  # of each provision in order: id, that of the one above, joined to the one before


def _run(outline: Outline, index: int) -> range:
    """The smallest run of neighbours around one that no bracket and no group of options crosses the ends of."""
    first, stop = index, index + 1
    while first and outline[first][2]:
        first -= 1
    while stop < len(outline) and outline[stop][2]:
        stop += 1
    return range(first, stop)


def _over(outline: Outline, run: range) -> list[str]:
    """Ids of the provisions before a run under which those in it stand, in order."""
    found: list[str] = []
    wanted = {outline[place][1] for place in run}
    for id, above, _joined in reversed(outline[: run.start]):
        if id in wanted:
            found.append(id)
            wanted.add(above)
    return found[::-1]


def part_for(seat: Seat, provision: Provision) -> Part:
    note(frozenset({Provision._meta.db_table}))
    return once_as_it_stands(seat, f"part {provision.id}", lambda: part_around(seen_by(seat), provision))


def whole(draft: Draft, provisions: Iterable[Provision]) -> Bracketed:
    """A whole draft of its provisions, for its pages and exports."""
    return assembled([each.row for each in provisions], markdown=draft.markdown)


def demand(seat: Seat, done: Bracketed | Conflict) -> Bracketed:
    """What the engine made; where it did not, its sentence as a refusal."""
    if isinstance(done, Conflict):
        raise Refused(in_words(done, names_of_sides(seat)))
    return done


def names_of_sides(seat: Seat) -> dict[str, str]:
    """How people know the sides, by how the engine calls them."""
    return {**{key: party.name for key, party in sides(seat).items()}, THIRD: _("Third party")}


def sides(seat: Seat) -> Mapping[str, Party]:
    """By key, every party there is or was."""
    return seat.once("text.sides", lambda: {party.key: party for party in Party.objects.seen_by(seat)})


# ---- What an act changed, as facts


def facts_of(part: Part, after: Bracketed, draw: Draw) -> dict[str, Any]:
    """The rows that are no longer as they were, the alternatives that came and went.

    {"rows": [{"id", "words", "shape"}], "alternatives": {"made": {id: provision}, "gone": [id], "stances": {id: {side: stance}}}}
    """
    drawn = iter(range(1, 1_000_000))
    after = identified(after, lambda: draw.id(f"alternative/{next(drawn)}"))
    before = {each.id: each for each in part.provisions}
    changed = []
    for row in rows(after):
        old = before.pop(row.id, None)
        shape = shape_of(row, old)
        if old is None or old.words.rstrip() != row.words.rstrip() or old.shape != shape:
            changed.append({"id": row.id, "words": row.words, "shape": shape})
    # Of what is not among the rows any more, nothing is left.
    changed += [{"id": each.id, "words": "", "shape": {**each.shape, "notes": []}} for each in before.values()]
    had, has = alternatives_in(part.draft), alternatives_in(after)
    stood, stand = stances_in(part.draft), stances_in(after)
    return {
        "rows": changed,
        "alternatives": {
            "made": {id: where for id, where in has.items() if id not in had},
            "gone": [id for id in had if id not in has],
            "stances": {id: by for id, by in stand.items() if id not in had or stood.get(id) != by},
        },
    }


def shape_of(row: Row, old: Provision | None = None) -> dict[str, Any]:
    """Everything of a row but id and words; what it is below, and how it is cited, stay as they were."""
    shape = row.as_json()
    del shape["id"], shape["words"]
    if old is not None:
        shape |= {name: old.shape[name] for name in ("depth", "parent", "cited") if name in old.shape}
    return shape


def alternatives_in(draft: Bracketed) -> dict[str, str]:
    """By id of each bracket and option that parties can stand on, the provision in which it begins."""
    found = {}
    every: list[Words] = [*draft.brackets, *draft.options]
    for each in every:
        if id := id_of(draft, each):
            found[id] = draft.provision_at(each.start).id
    return found


def stances_in(draft: Bracketed) -> dict[str, dict[str, str]]:
    """By id of each bracket and option, where each side stands on it."""
    every: list[Words] = [*draft.brackets, *draft.options]
    return {id: dict(stances(draft, each)) for each in every if (id := id_of(draft, each))}


# ---- And what an entry does to the tables


def write(entry: Entry, facts: Mapping[str, Any]) -> None:
    """Put the rows of an entry in place, from the entry alone."""
    for row in facts["rows"]:
        _write_row(entry, row)
    write_alternatives(entry, facts["alternatives"])


def write_alternatives(entry: Entry, facts: Mapping[str, Any]) -> None:
    """Alternatives that came, went, or on which a side stands otherwise."""
    for id, provision in facts["made"].items():
        Alternative.make(entry, id=id, provision_id=provision, stances=facts["stances"].get(id, {}))
    for id in facts["gone"]:
        Alternative.change(entry, id, gone=True)
    for id, by in facts["stances"].items():
        if id not in facts["made"]:
            Alternative.change(entry, id, stances=by)


def _write_row(entry: Entry, row: Mapping[str, Any]) -> None:
    old = Provision.objects.of(entry).filter(id=row["id"]).values_list("words", flat=True).first()
    if old == row["words"]:
        Provision.change(entry, row["id"], **columns_of(row))
        return
    gone = _is_empty(row) and not Provision.objects.of(entry).filter(gone=False, shape__parent=row["id"]).exists()
    Provision.change(entry, row["id"], **columns_of(row), worded=entry.number, gone=gone)
    Provision.reword(entry, row["id"])
    Wording.make(
        entry,
        id=derived(row["id"], "wording", entry.number),
        provision_id=row["id"],
        words=row["words"],
        shape=row["shape"],
        at=entry.at,
    )


def columns_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a provision that hold a row of the engine."""
    shape = row["shape"]
    return {"words": row["words"], "shape": shape, "above": shape["parent"], "joined": shape["joined"]}


def _is_empty(row: Mapping[str, Any]) -> bool:
    """Whether nothing is left but a number."""
    start, end = row["shape"]["label_span"]
    return not (row["words"][: max(0, start)] + row["words"][max(0, end) :]).strip(" .):\n\t")


def between(scope: Scope, draft: str, after: str | None) -> tuple[int, dict[str, int]]:
    """A place right after a provision, or before the first one; and, where there is no room left, new places of the others."""
    found = list(scope(Provision).filter(draft_id=draft).order_by("place").values_list("id", "place"))
    index = next((place for place, (id, _at) in enumerate(found, 1) if id == after), 0)
    before = found[index - 1][1] if index else 0
    behind = found[index][1] if index < len(found) else before + 2 * STEP
    if behind - before > 1:
        return (before + behind) // 2, {}
    spaced = {id: (place + (place > index)) * STEP for place, (id, _at) in enumerate(found, 1)}
    return (index + 1) * STEP, spaced
