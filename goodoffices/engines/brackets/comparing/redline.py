"""A diff as a redline in plain text or in a terminal's colours. `redline_html` makes a page of it.

What stays and what came, read together, are exactly the second draft (`after`); what stays and what went are the first, up to
the width of its blanks (`before`). Invisible characters (marks of direction, controls) are shown by their code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodoffices.engines.brackets.comparing.differences import Change, Diff, Part

WORDS: dict[Change, str] = {
    "same": "unchanged",
    "cleaned": "cleaned",
    "bracketed": "bracketed",
    "edited": "edited",
    "moved": "moved",
    "added": "added",
    "removed": "removed",
    "renumbered": "renumbered",
    "split": "split",
    "merged": "merged",
}
# Marks and overrides of direction reorder text, controls act on a terminal, lone surrogates are broken bytes.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_GREEN, _RED, _BOLD, _DIM, _PLAIN = "\x1b[32;4m", "\x1b[31;9m", "\x1b[1m", "\x1b[2m", "\x1b[0m"


def before(whole: Diff) -> str:
    """The first draft's provisions, read from the redline, in the first draft's order."""
    parts = [part for part in whole.parts if part.a]
    parts.sort(key=lambda part: part.a[0].start)
    return "".join(segment.text for part in parts for segment in part.segments if segment.kind != "ins")


def after(whole: Diff) -> str:
    """The second draft's provisions, read from the redline."""
    parts = [part for part in whole.parts if part.b]
    return "".join(segment.text for part in parts for segment in part.segments if segment.kind != "del")


def in_words(whole: Diff, colours: bool = False) -> str:
    """The redline for people: what changed, provision by provision, and the totals.

    Without colours, words that went are written ⟨−words⟩ and words that came ⟨+words⟩, because drafts are full of square
    brackets.
    """
    lines: list[str] = []
    for part in whole.parts:
        if part.change != "same":
            title = heading(part)
            lines += [f"{_BOLD}{title}{_PLAIN}" if colours else title, _marked(part, colours), ""]
    return "\n".join([*lines, *_totals(whole)])


def heading(part: Part) -> str:
    """The line above a part: “article-3/2 → article-4/2: cleaned, renumbered”."""
    was, now = " + ".join(one.id for one in part.a), " + ".join(one.id for one in part.b)
    ids = f"{was} → {now}" if was and now and was != now else was or now
    return f"{visible(ids)}: {changes_of(part)}"


def changes_of(part: Part) -> str:
    """What became of a part, in words: “cleaned, renumbered”."""
    changes: list[Change] = [part.change]
    if part.moved and part.change != "moved":
        changes.append("moved")
    if part.renumbered and part.change != "renumbered":
        changes.append("renumbered")
    return ", ".join(WORDS[change] for change in changes)


def visible(text: str) -> str:
    """The text with invisible characters shown by their code points.

    >>> visible("a\\u202eb")
    'a⟨U+202E⟩b'
    """
    return _UNSEEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text.replace("\r\n", "\n").replace("\f", "\n"))


def _marked(part: Part, colours: bool) -> str:
    signs = {"ins": (_GREEN, _PLAIN), "del": (_RED, _PLAIN)} if colours else {"ins": ("⟨+", "⟩"), "del": ("⟨−", "⟩")}
    said = []
    for kind, text in part.segments:
        words = visible(text)
        if kind == "same" or not words.strip():
            said.append(words if kind != "del" else "")
        else:
            # The colour is set again on every line, because a pager shows lines one by one.
            said.append("\n".join(signs[kind][0] + line + signs[kind][1] if line else "" for line in words.split("\n")))
    return "\n".join(f"    {line}".rstrip() for line in "".join(said).strip("\n").split("\n"))


def _totals(whole: Diff) -> Iterator[str]:
    found = whole.summary
    counted = [f"{count:,} {WORDS[change]}" for change, count in found.changes.items() if count]
    yield f"Provisions: {', '.join(counted) or 'none'}."
    yield (
        f"Words: {found.words.a:,} before, {found.words.b:,} after; {found.inserted:,} came, {found.deleted:,} went."
    )
    yield f"Opening brackets: {found.brackets.a:,} before, {found.brackets.b:,} after."
