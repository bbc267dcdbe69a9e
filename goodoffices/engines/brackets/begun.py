"""A provision while it is being placed, and how numberings go on."""

from __future__ import annotations

from dataclasses import dataclass, field

from goodoffices.engines.brackets.numbering import Label


@dataclass(slots=True)
class Begun:
    """A provision while it is being placed: what `spans.Provision` needs, and what decides where others go."""

    kind: str
    start: int
    parent: int
    rank: float  # of headings: smaller ones hold larger ones; of all others infinite
    scheme: str
    label: str
    number: int
    indent: int
    depth: int
    label_span: tuple[int, int]
    alt: bool = False
    level: int = 1
    also: str = ""
    title: str = ""
    until: int = -1  # of an option: where the bracket around it, or around its group, closes
    children: list[int] = field(default_factory=list)


def shared_scheme(label: Label) -> str:
    """Labels that may continue each other share it."""
    if label.scheme == "option":
        head = label.label.split()[0]
        return (
            "option-1"
            if head[0].isdecimal()
            else "option-I"
            if head.isupper() and set(head) <= set("IVX")
            else f"option-{head.isupper()}"
        )
    return f"dotted-{label.level}" if label.scheme == "dotted" else label.scheme


def follows(entry: Begun, label: Label, exact: bool) -> bool:
    """Is the label next after the entry's: one more, or the same with bis or alt? Not `exact`: any later one."""
    if label.scheme == "bullet":
        return True
    supplement = " " in label.label and label.number == entry.number and label.label != entry.label
    if exact:
        return label.number == entry.number + 1 or supplement
    return label.number >= entry.number or label.number == 0
