"""What an export is made of: blocks of runs, in the order in which they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from goodoffices.engines.brackets.model import Comment, Provision
from goodoffices.engines.brackets.rendering.direction import has_letters, runs_right_to_left

RunKind = Literal[
    "text",
    "label",
    "open",
    "close",
    "who",
    "placeholder",
    "link",
    "footnote",
    "stray",
    "left_open",
    "mark",
    "dropped",
    "comment_start",
    "comment_end",
]
COMMENT_KINDS: frozenset[RunKind] = frozenset({"comment_start", "comment_end"})


class Run(NamedTuple):
    """A stretch of a block.

    kind    who is an attribution or an option label inside a bracket; comment_start and comment_end have no words
    ref     index into the draft's brackets (open, close, who), its loose ones, or the flow's comments; else -1
    at      the address of a link
    """

    kind: RunKind
    words: str
    ref: int = -1
    italic: bool = False
    bold: bool = False
    at: str = ""


Role = Literal["heading", "paragraph", "note"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph.

    level   of a heading, 1 to 6; otherwise how many steps it is indented, 0 to 8
    first   is it the first block of its provision?
    """

    provision: Provision
    role: Role
    level: int
    runs: tuple[Run, ...]
    first: bool = True

    @property
    def words(self) -> str:
        """Its words without any markup."""
        return "".join(run.words for run in self.runs)

    @property
    def right_to_left(self) -> bool:
        """Does it run from right to left? Its words decide, not the label or a party's name at the beginning."""
        spoken = "".join(run.words for run in self.runs if run.kind not in {"who", "label"})
        return runs_right_to_left(spoken if has_letters(spoken) else self.words)


@dataclass(frozen=True)
class Flow:
    """The blocks in order, and the comments beside them. `titled`: is the first block the title of everything?"""

    title: str
    language: str
    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...] = ()
    titled: bool = False

    @property
    def opens_with_title(self) -> bool:
        """Does it begin with the words of its title, whatever they are there: a heading among others, or a plain line?"""
        return self.titled or bool(self.blocks and _plain(self.blocks[0].words) == _plain(self.title))

    @property
    def right_to_left(self) -> bool:
        """Is its language written from right to left?"""
        return self.language in {"ar", "fa", "he", "ur"}


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
