"""What an uploader changed in a document, as data: changes of words, new provisions, remarks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from goodoffices.engines.brackets.model import Stance
from goodoffices.engines.brackets.rendering.render_options import Base

ChangeKind = Literal["propose", "insert", "delete", "bracket"]


@dataclass(frozen=True)
class Change:
    """A change of words in one provision.

    provision   its id in the base
    start, end  the words it is about, as offsets into the provision's own words in the base, in code points; equal for
                an insertion. They cut no word
    words       what stands there instead, or is inserted; "" for a deletion and for a bracket
    kind        other words (“propose”), an insertion with its blanks, a deletion, or brackets put around words
    author      whose tracked change it is; the uploader's name where the change was not tracked
    comment     what was said in comments on it, "" for nothing
    tracked     was it a tracked change?
    """

    provision: str
    start: int
    end: int
    words: str
    kind: ChangeKind
    author: str
    comment: str = ""
    tracked: bool = True


@dataclass(frozen=True)
class NewProvision:
    """A paragraph that the base does not have. `after` is the id of the provision before it, “draft” at the beginning.

    Several after the same one come in the order of the document.
    """

    after: str
    words: str
    author: str
    comment: str = ""
    tracked: bool = True


@dataclass(frozen=True)
class Remark:
    """A comment that is on no change. `start` and `end` are offsets into the provision's own words in the base.

    stance   what it begins with, if that is a stance (“Supported, with thanks”), else ""
    """

    provision: str
    start: int
    end: int
    author: str
    stance: Stance | Literal[""]
    words: str


@dataclass(frozen=True)
class Markup:
    """What an uploader did to a text: its changes in the order of the base, and sentences on what is none of these."""

    base: Base | None
    changes: tuple[Change, ...]
    provisions: tuple[NewProvision, ...]
    remarks: tuple[Remark, ...]
    notices: tuple[str, ...]
