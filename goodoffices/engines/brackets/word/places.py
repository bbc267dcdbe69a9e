"""Where the characters of a draft's own document stand in the draft: which provision, and which offset."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from goodoffices.engines.brackets.model import Draft, Provision
from goodoffices.engines.brackets.rendering.docx_places import letters
from goodoffices.engines.brackets.word.characters import character_map, place_in
from goodoffices.engines.brackets.word.units import Unit

_MARK = re.compile(r"\s*\[\^[^\]]*\]:?")


def owners_of(base: Draft, listed: Sequence[Unit]) -> list[Provision]:
    """The provision that each paragraph of the draft's own document belongs to. Footnotes have no bookmarks, but words."""
    notes = [(_words_of_note(base.own(one)), one) for one in base.provisions if one.kind == "note"]
    found: list[Provision] = []
    for unit in listed:
        said = "" if unit.id else _words_of_note(unit.text)
        note = next((one for words, one in notes if said and words.endswith(said) and len(words) - len(said) < 5), None)
        found.append(base.by_id(unit.id) if unit.id else note or (found[-1] if found else base.provisions[0]))
    return found


def _words_of_note(text: str) -> str:
    """A footnote's words without “[^1]:” before them; its mark may be written otherwise in the draft."""
    return letters(_MARK.sub("", text))


def offsets_of(base: Draft, listed: Sequence[Unit], owners: Sequence[Provision]) -> list[list[int]]:
    """For each paragraph and each of its characters the offset in the base's text; -1 for what is not written there."""
    together: dict[int, list[int]] = defaultdict(list)
    for i, where in enumerate(owners):
        together[where.index].append(i)
    found: list[list[int]] = [[] for _ in listed]
    for index, members in together.items():
        where = base.provisions[index]
        shown = "\n".join(listed[i].text for i in members)
        mapped = [at + where.start if at >= 0 else -1 for at in character_map(shown, base.own(where))]
        at = 0
        for i in members:
            found[i] = mapped[at : at + len(listed[i].text)]
            at += len(listed[i].text) + 1
    return found


def in_base(offsets: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """The span in the base of characters of a chunk; empty for a place between them."""
    if start == end:
        place = place_in(offsets, start)
        return place, place
    inside = [at for at in offsets[start:end] if at >= 0]
    return (inside[0], inside[-1] + 1) if inside else (place_in(offsets, start),) * 2


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def by_owner(cut: tuple[int, int], owners: Sequence[Provision]) -> Iterator[tuple[int, int]]:
    """The span, cut where another provision begins."""
    start, end = cut
    for at in range(start + 1, end):
        if owners[at].index != owners[start].index:
            yield start, at
            start = at
    yield start, end


def word_before(places: Sequence[int], text: str) -> list[int]:
    """The characters of the last word."""
    known = [at for at in places if at >= 0]
    while known and not text[known[-1]].isalnum():
        known.pop()
    last = len(known)
    while last and text[known[last - 1]].isalnum():
        last -= 1
    return known[last:]
