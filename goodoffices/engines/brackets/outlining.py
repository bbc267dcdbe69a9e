"""What `goodoffices text outline` finds in a file: its units, options, neighbouring alternatives, and who stands where."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from goodoffices.engines.brackets.model import Draft, Provision, Stance
from goodoffices.engines.brackets.reading.no_text import says_nothing
from goodoffices.engines.brackets.reading.option_blocks import trimmer

UnitKind = Literal["annex", "chapter", "section", "article", "paragraph", "subparagraph", "preambular", "heading"]
StanceVerb = Literal["proposes", "supports", "opposes", "reserves"]

VERBS: dict[Stance, StanceVerb] = {
    "proposed": "proposes", "supported": "supports", "opposed": "opposes", "reserved": "reserves",
}  # fmt: skip
_KINDS: dict[str, UnitKind] = {
    "article": "article", "paragraph": "paragraph", "operative": "paragraph", "subparagraph": "subparagraph",
    "preambular": "preambular",
}  # fmt: skip
_ANNEX = re.compile(
    r"(?:Annexe?|Appendix|Schedule|Протокол|Приложение|Anexo|Ek|المرفق)(?![^\W\d_])|附件", re.IGNORECASE
)
_CHAPTER = re.compile(r"(?:Chapter|Chapitre|Capítulo|Глава|Bölüm|الفصل|第[^章]{0,8}章)", re.IGNORECASE)
_SECTION = re.compile(r"(?:Section|Sección|Раздел|第[^节節]{0,8}[节節])|\(?(?:[A-Z]|[IVXLC]+)[.)]?$", re.IGNORECASE)


class Unit(NamedTuple):
    """A numbered or headed part of the draft, or a paragraph of its preamble.

    path     the engine's own id; `parent` is that of the unit it stands in, None at the top
    line     counted from 1
    """

    path: str
    label: str
    kind: UnitKind
    line: int
    parent: str | None


class OptionRow(NamedTuple):
    """An option. Options with the same `group` are to choose from; `line`…`end_line` hold its label and all its words."""

    group: int
    label: str
    line: int
    end_line: int
    parent: str | None
    no_text: bool


class AlternativeRow(NamedTuple):
    """A bracket that stands beside others to choose from: those with the same `group`."""

    group: int
    line: int
    words: str


class AttributionRow(NamedTuple):
    """A party's stance on the words of a bracket or an option. `line` is that of its name."""

    party: str
    stance: StanceVerb
    line: int
    words: str


@dataclass(frozen=True)
class Outlined:
    """What a draft consists of. Everything is in text order."""

    units: tuple[Unit, ...]
    options: tuple[OptionRow, ...]
    alternatives: tuple[AlternativeRow, ...]
    attributions: tuple[AttributionRow, ...]

    def as_json(self) -> dict[str, object]:
        """The object that `text outline --json` prints."""
        return {
            "units": [row._asdict() for row in self.units],
            "options": [row._asdict() for row in self.options],
            "alternatives": [row._asdict() for row in self.alternatives],
            "attributions": [row._asdict() for row in self.attributions],
        }


def outlined(draft: Draft) -> Outlined:
    """The units of a draft, its options, alternatives and attributions. O(n log n).

    >>> from goodoffices.engines.brackets.reading import parse
    >>> [tuple(unit) for unit in outlined(parse("Article 5\\n\\n1. Each Party [shall][should] report.\\n")).units]
    [('article-5', '5', 'article', 1, None), ('article-5/1', '1', 'paragraph', 3, 'article-5')]
    """
    holders = _holders(draft)
    return Outlined(
        units=tuple(_units(draft, holders)),
        options=tuple(sorted(_options(draft, holders), key=lambda row: (row.line, -row.end_line))),
        alternatives=tuple(_alternatives(draft)),
        attributions=tuple(_attributions(draft)),
    )


def unit_kind(draft: Draft, one: Provision) -> UnitKind | None:
    """What kind of unit a provision is; None for options, bullets, notes, and paragraphs without a number."""
    if one.kind != "heading":
        return _KINDS.get(one.kind)
    written = draft.text[one.label_span.start : one.label_span.end] if one.label else draft.own(one).lstrip(" \t#*_[")
    kinds: tuple[tuple[UnitKind, re.Pattern[str]], ...] = (
        ("annex", _ANNEX), ("chapter", _CHAPTER), ("section", _SECTION),
    )  # fmt: skip
    return next((kind for kind, pattern in kinds if pattern.match(written)), "heading")


def _holders(draft: Draft) -> list[str | None]:
    """For each provision, the path of the innermost unit around it, or None."""
    holders: list[str | None] = []
    for one in draft.provisions:
        if one.parent < 0:
            holders.append(None)
            continue
        above = draft.provisions[one.parent]
        holders.append(above.id if unit_kind(draft, above) else holders[above.index])
    return holders


def _units(draft: Draft, holders: list[str | None]) -> Iterator[Unit]:
    for one in draft.provisions:
        if kind := unit_kind(draft, one):
            yield Unit(one.id, one.label, kind, _line(draft, one), holders[one.index])


def _line(draft: Draft, one: Provision) -> int:
    """The line of its label or, where numbers stand in a column of their own or there is none, of its first words."""
    begins = one.start
    if one.label_span.end > one.label_span.start >= one.start:
        begins = one.label_span.start
    else:
        while begins < one.end and draft.text[begins].isspace():
            begins += 1
    return draft.place(begins)[0]


def _options(draft: Draft, holders: list[str | None]) -> Iterator[OptionRow]:
    trimmed = trimmer(draft)
    for one in draft.options:
        end = one.whole_end
        if one.bracket >= 0 and not draft.text[one.label_span.end : end - 1].strip(" \t\r\n:*_"):
            end = trimmed(one.label_span.start, draft.provisions[one.provision].end)  # “[Option 1]”, words below
        line, end_line = draft.place(one.label_span.start)[0], draft.place(max(one.whole_start, end - 1))[0]
        yield OptionRow(one.group, one.label, line, max(line, end_line), holders[one.provision], one.no_text)
    yield from _in_sentences(draft, holders)


def _in_sentences(draft: Draft, holders: list[str | None]) -> Iterator[OptionRow]:
    """Options that are no blocks: “shall [Option 1: reduce][Option 2: limit]”. Neighbours are a group."""
    blocks = [one.label_span.start for one in draft.options]
    groups: dict[int, int] = {}
    after = len(draft.groups)
    for one in draft.brackets:
        if not one.option or bisect_left(blocks, one.start) < bisect_left(blocks, one.inner_start):
            continue
        group = groups.setdefault(one.choice, after) if one.choice >= 0 else after
        after = max(after, group + 1)
        inside = draft.provisions[one.first]
        holder = inside.id if unit_kind(draft, inside) else holders[inside.index]
        line, end_line = draft.place(one.start)[0], draft.place(one.end - 1)[0]
        yield OptionRow(group, one.option, line, end_line, holder, says_nothing(draft.inner(one)))


def _alternatives(draft: Draft) -> Iterator[AlternativeRow]:
    for one in draft.brackets:
        if one.choice >= 0:
            yield AlternativeRow(one.choice, draft.place(one.start)[0], _words(draft.inner(one)))


def _attributions(draft: Draft) -> list[AttributionRow]:
    """Those written in the text, and the stances kept beside it."""
    found: dict[tuple[int, str, Stance], str] = {}
    for bracket in draft.brackets:
        for said in bracket.attributions:
            found[said.start, said.party, said.stance] = draft.inner(bracket)
    for option in draft.options:
        for said in option.attributions:
            found[said.start, said.party, said.stance] = draft.text[option.inner_start : option.inner_end]
    for note in draft.notes:
        if note.party:
            found[note.start, note.party, note.stance] = draft.text[note.start : note.end]
    return [
        AttributionRow(party, VERBS[stance], draft.place(start)[0], _words(words))
        for (start, party, stance), words in sorted(found.items())
        if stance in VERBS
    ]


def _words(words: str) -> str:
    return " ".join(words.split())
