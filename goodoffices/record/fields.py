"""The types of text in acts. They refuse what is hidden, blank or endless, never what is merely rude.

What has been recorded stays readable: entries are read with the context RECORDED, which switches these rules off.
They may become stricter for new acts, never for recorded ones.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

RECORDED = {"recorded": True}

# Control characters, surrogates, marks that change the reading order, other line ends, invisible letters. Listed one by
# one, since every host must accept what another has recorded, and Unicode's categories change with Python's version.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_UNSEEN = "\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\uffa0"
_NOTHING_SEEN = re.compile(rf"[\s{_UNSEEN}]*")
# In names and titles; the joiners of Persian and Indian scripts stay.
_UNSEEN_IN_A_LINE = re.compile(rf"(?![\u200c\u200d])[{_UNSEEN}]")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")


def already_recorded(info: ValidationInfo) -> bool:
    """Whether this is read back from the record, where no rule of today applies."""
    return bool(info.context and info.context.get("recorded"))


def looks_like(name: str) -> str:
    """What a name looks like: two that give the same cannot be told apart by a reader."""
    seen = re.sub(rf"[{_UNSEEN}]", "", unicodedata.normalize("NFKC", name))
    return " ".join(seen.casefold().split())


def _one_sort_of_line_end(value: Any) -> Any:
    return _LINE_ENDS.sub("\n", value) if isinstance(value, str) else value


def _harmless(text: str, info: ValidationInfo) -> str:
    hidden = None if already_recorded(info) else _HIDDEN.search(text)
    if hidden:
        raise _hidden(hidden[0])
    return text


def _not_blank(text: str, info: ValidationInfo) -> str:
    if not already_recorded(info) and _NOTHING_SEEN.fullmatch(text):
        raise PydanticCustomError("blank", "Enter some text.")
    return text


def _one_line(text: str, info: ValidationInfo) -> str:
    if already_recorded(info):
        return text
    if "\n" in text:
        raise PydanticCustomError("one_line", "Keep this to one line.")
    if unseen := _UNSEEN_IN_A_LINE.search(text):
        raise _hidden(unseen[0])
    return text


def _hidden(character: str) -> PydanticCustomError:
    return PydanticCustomError(
        "hidden_character",
        "The text holds a hidden character ({code}). Remove it, or paste the text as plain text.",
        {"code": f"U+{ord(character):04X}"},
    )


Id = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[\x21-\x7e]+$")]
Words = Annotated[
    str,
    StringConstraints(max_length=20_000),
    BeforeValidator(_one_sort_of_line_end),
    AfterValidator(_harmless),
    AfterValidator(_not_blank),
]
#: The same, as long as a whole record of a session may be.
Pages = Annotated[
    str,
    StringConstraints(max_length=200_000),
    BeforeValidator(_one_sort_of_line_end),
    AfterValidator(_harmless),
    AfterValidator(_not_blank),
]
Note = Annotated[
    str, StringConstraints(max_length=20_000), BeforeValidator(_one_sort_of_line_end), AfterValidator(_harmless)
]
Line = Annotated[
    str,
    StringConstraints(max_length=300),
    AfterValidator(_harmless),
    AfterValidator(_not_blank),
    AfterValidator(_one_line),
]


def shape_of(marks: Iterable[Any]) -> str:
    """`line`, `words` or `note`, of the marks in a field's type; empty for anything else."""
    rules = {mark.func for mark in marks if isinstance(mark, AfterValidator)}
    if _one_line in rules:
        return "line"
    return "words" if _not_blank in rules else "note" if _harmless in rules else ""
