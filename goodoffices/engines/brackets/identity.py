"""Names for provisions that stay while others come and go: the path of labels as people would say it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goodoffices.engines.brackets.begun import Begun

_BEFORE = {"article": "article-", "option": "option-", "note": "note-", "heading": ""}


def ids(begun: list[Begun], known: Sequence[tuple[int, str]]) -> list[str]:
    """An id for each provision: one that is `known` for its offset, or “article-3/8/option-1/a”. All differ.

    Of what is known the earlier given goes first. A second of the same path gets “#2”. Articles begin a path of their own:
    headings above them come and go.
    """
    given = _given({one.start for one in begun[1:]}, known)
    taken = dict.fromkeys(given.values(), 1)
    paths = [""] * len(begun)
    for index, one in enumerate(begun):
        paths[index] = (given.pop(one.start, "") if index else "") or _fresh(_path(one, paths, begun), taken)
    return paths


def _given(starts: set[int], known: Sequence[tuple[int, str]]) -> dict[int, str]:
    """By offset, the known ids that find a provision there; each once."""
    given: dict[int, str] = {}
    used = {"draft"}
    for start, name in known:
        if start in starts and start not in given and name not in used:
            given[start] = name
            used.add(name)
    return given


def _path(one: Begun, paths: list[str], begun: list[Begun]) -> str:
    if one.parent < 0:
        return "draft"
    step = _BEFORE.get(one.kind, "") + (_slug(one.label) or "mark")
    if not one.label:
        step = _slug(one.title)[:40].strip("-") if one.kind == "heading" else ""
        step = step or {"preambular": "pp", "plain": "text"}.get(one.kind, one.kind)
    above = one.parent
    while begun[above].kind == "plain":  # it only introduces the others
        above = begun[above].parent
    return step if one.kind in {"article", "note"} or above == 0 else f"{paths[above]}/{step}"


def _slug(words: str) -> str:
    return re.sub(r"[^\w.]+", "-", words.lower()).strip("-")


def _fresh(path: str, taken: dict[str, int]) -> str:
    """The path, with “#2” and so on while it is taken."""
    times = taken.get(path, 0) + 1
    taken[path] = times
    if times == 1:
        return path
    while (fresh := f"{path}#{times}") in taken:
        times += 1
    taken[path] = times
    taken[fresh] = 1
    return fresh
