"""Ids that stay when other provisions are added or removed: the path of labels, as people would say it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goodoffices.engines.brackets.reading.entries import Entry

_BEFORE = {"article": "article-", "option": "option-", "note": "note-", "heading": ""}


def ids(entries: list[Entry], known: Sequence[tuple[int, str]]) -> list[str]:
    """A unique id for each entry: the one `known` for its offset, else its path, such as “article-3/8/option-1/a”.

    known   (offset, id) pairs; of several for one offset or id, the first counts

    A second provision with the same path gets “#2”. A path begins at the article, because headings above it come and go.
    """
    given = _given({entry.start for entry in entries[1:]}, known)
    taken = dict.fromkeys(given.values(), 1)
    paths = [""] * len(entries)
    for index, entry in enumerate(entries):
        paths[index] = (given.pop(entry.start, "") if index else "") or fresh(_path(entry, paths, entries), taken)
    return paths


def _given(starts: set[int], known: Sequence[tuple[int, str]]) -> dict[int, str]:
    """The known ids by offset, where a provision begins there; each id once."""
    given: dict[int, str] = {}
    used = {"draft"}
    for start, name in known:
        if start in starts and start not in given and name not in used:
            given[start] = name
            used.add(name)
    return given


def _path(one: Entry, paths: list[str], entries: list[Entry]) -> str:
    """“article-3/8”: the path of what is above it, and its own step."""
    if one.parent < 0:
        return "draft"
    step = _BEFORE.get(one.kind, "") + (slug(one.label) or "mark")
    if not one.label:
        step = slug(one.title)[:40].strip("-") if one.kind == "heading" else ""
        step = step or {"preambular": "pp", "plain": "text"}.get(one.kind, one.kind)
    above = one.parent
    while entries[above].kind == "plain":  # it only introduces the others
        above = entries[above].parent
    return step if one.kind in {"article", "note"} or above == 0 else f"{paths[above]}/{step}"


def slug(words: str) -> str:
    """The words as a step of an id: “3 bis” as “3-bis”."""
    return re.sub(r"[^\w.]+", "-", words.lower()).strip("-")


def fresh(path: str, taken: dict[str, int]) -> str:
    """The path, with “#2” and so on if it is taken."""
    times = taken.get(path, 0) + 1
    taken[path] = times
    if times == 1:
        return path
    while (fresh := f"{path}#{times}") in taken:
        times += 1
    taken[path] = times
    taken[fresh] = 1
    return fresh
