"""A file’s text as plain values that know their lines. A small part of YAML, on purpose.

Read are mappings, lists and scalars. Unquoted `true`, `false`, `null` and whole numbers are what they say; everything
else is text as written, so that `no`, `12:30` and `2025-01-28` stay what a person typed. Anchors, aliases and tags are
refused: nothing in a case needs them, and a few lines of them unfold into gigabytes.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

LARGEST = 1_000_000  # bytes
DEEPEST = 20

_UNREADABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,15})")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


class BadCase(Exception):
    """A case file that cannot be played; the text names line and reason of every fault found."""

    MOST_TOLD = 10

    def __init__(self, line: int, reason: str, *more: tuple[int, str]) -> None:
        self.faults = [(line, reason), *more]
        told = [f"line {line}: {reason}" for line, reason in self.faults[: self.MOST_TOLD]]
        if len(self.faults) > self.MOST_TOLD:
            told.append(f"and {len(self.faults) - self.MOST_TOLD} more")
        super().__init__("; ".join(told))


class Mapping(dict[str, Any]):
    """A mapping of the file: the line where it begins, and that of each key."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Items(list[Any]):
    """A list of the file: the line where it begins, and that of each item."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


def text_of(path: Path) -> str:
    """The text of a file that could be a case."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as problem:
        raise BadCase(1, f"the file cannot be read: {problem.strerror}") from None
    if len(raw) > LARGEST:
        raise BadCase(1, f"the file is larger than {LARGEST:,} bytes; a case is a text that people read")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise BadCase(line, "this is not UTF-8 text; save the file as UTF-8") from None


def values(text: str) -> Any:
    """What the text says, as mappings, lists, text, whole numbers, true, false and nothing."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if unreadable := _UNREADABLE.search(text):
        line = text.count("\n", 0, unreadable.start()) + 1
        raise BadCase(line, f"a character that no text holds stands here (U+{ord(unreadable[0]):04X}); remove it")
    if len(text.encode("utf-8", "replace")) > LARGEST:
        raise BadCase(1, f"the text is larger than {LARGEST:,} bytes")
    try:
        node = _Loader(text).get_single_node()
    except yaml.MarkedYAMLError as problem:
        raise _not_yaml(problem, text) from None
    return None if node is None else _value(node)


def line_at(value: Any, place: tuple[int | str, ...], line: int) -> int:
    """The line of what stands at `place` inside `value`, or of the innermost thing around it."""
    for part in place:
        if isinstance(value, Mapping) and part in value:
            line, value = value.lines[str(part)], value[str(part)]
        elif isinstance(value, Items) and isinstance(part, int) and part < len(value):
            line, value = value.lines[part], value[part]
        else:
            break
    return line


def texts(value: Any, line: int) -> Iterator[tuple[str, int]]:
    """Every text inside `value`, keys left out, with its line."""
    if isinstance(value, str):
        yield value, line
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from texts(each, value.lines[key])
    elif isinstance(value, Items):
        for each, at in zip(value, value.lines, strict=True):
            yield from texts(each, at)


class _Loader(yaml.SafeLoader):
    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise BadCase(line, "anchors and aliases (& and *) are not read here; write out what you mean, or quote it")
        if event.tag:
            raise BadCase(line, "tags (!) are not read here; leave it out, or quote the text")
        if self.depth == DEEPEST:
            raise BadCase(line, f"this is nested more than {DEEPEST} deep; no act needs that")
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _value(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node)
    if isinstance(node, yaml.SequenceNode):
        items = Items(_line(node))
        for each in node.value:
            items.append(_value(each))
            items.lines.append(_line(each))
        return items
    if not isinstance(node, yaml.ScalarNode) or node.style is not None:  # quoted, or a block of text
        return node.value
    if _NUMBER.fullmatch(node.value):
        return int(node.value)
    return _WORDS.get(node.value, node.value)


def _mapping(node: yaml.MappingNode) -> Mapping:
    mapping = Mapping(_line(node))
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise BadCase(_line(key), "what stands before a colon is a word")
        if key.value in mapping:
            raise BadCase(_line(key), f"“{key.value}” stands here twice; keep one")
        mapping[key.value] = _value(value)
        mapping.lines[key.value] = _line(key)
    return mapping


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _not_yaml(problem: yaml.MarkedYAMLError, text: str) -> BadCase:
    mark, context = problem.problem_mark, problem.context_mark
    line = mark.line + 1 if mark else 1
    here = text[mark.index : mark.index + 1] if mark else ""
    if here == "\t":
        return BadCase(line, "a tab stands here; YAML is indented with spaces")
    if here in ("@", "`", "%"):
        return BadCase(line, f"a text that begins with “{here}” needs quotes")
    if context and context.line + 1 < line:
        return BadCase(line, f"not YAML: {problem.problem}, {problem.context} that begins in line {context.line + 1}")
    return BadCase(line, f"not YAML: {problem.problem}")
