"""How a group writes its options (word, number, punctuation, lines), so that a new one is written the same way."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Option
from goodoffices.engines.brackets.reading.numbering import SUFFIXES

_LABEL = re.compile(
    rf"(?P<word>[^\W\d_]+[ \t\xa0]*)(?P<open>\(?)(?P<number>\d+|[^\W\d_]+?)(?P<close>\)?)"
    rf"(?P<more>[ \t]?(?:(?:{'|'.join(SUFFIXES)})\b)?[ \t]?(?:[a-z]\b)?)"
)
_SUPPLEMENTS = tuple(suffix for suffix in SUFFIXES if suffix not in {"quat", "quin"})
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LETTERS, _MOST_ROMAN = 26, 399


class Style(NamedTuple):
    """What is written around an option's words, and how its lines begin.

    before   what opens before the label, “**” or “[”
    behind   punctuation after the label, and what closes there: “:**”
    between  from there to the words: a blank, or line breaks
    closing  what closes after the words: “]”
    indent   blanks at the beginning of each of its lines
    apart    what separates two options: one line break or two
    """

    before: str
    behind: str
    between: str
    closing: str
    indent: str
    apart: str

    def lead(self, label: str) -> str:
        """Everything before the words, with the indent of their line."""
        return f"{self.before}{label}{self.behind}{self.between}" + (self.indent if "\n" in self.between else "")

    def written(self, label: str, words: str) -> tuple[str, int, str]:
        """The option as written, the offset of its label in that, and its words as they are written in it."""
        newline = "\r\n" if "\r" in self.apart else "\n"
        first, *more = (line.rstrip("\r") for line in words.split("\n"))
        own_line = self.indent if "\n" in self.between else ""
        inner = own_line + newline.join([first, *(self.indent + line if line.strip() else line for line in more)])
        return f"{self.lead(label)}{inner[len(own_line) :]}{self.closing}", len(self.before), inner


def style_of(draft: Draft, model: Option, members: Sequence[Option]) -> Style:
    """The style in which this option of a group is written; `members` are all its options."""
    text = draft.text
    own = "[" if model.bracket >= 0 else ""
    emphasis = _emphasis_before(text, model)
    behind = re.match(r"[ \t]*[*_]{0,3}[ \t]*[:.–—-]?[*_]{0,3}", text[model.label_span.end : model.inner_start])
    signs = behind[0].rstrip(" \t") if behind else ""
    if model.attributions and not signs.strip("*_"):  # “Option 1 (Norway): …”: the colon comes after the name
        sign = re.search(r"\)[ \t]*([:.–—-]?[*_]{0,3})", text[model.label_span.end : model.inner_start])
        signs = sign[1] if sign and sign[1] else signs
    if emphasis and not model.emphasis and not signs.endswith(emphasis):
        signs = signs + emphasis if not signs.startswith(emphasis) else signs
    if not signs.strip("*_ "):
        signs = ":" + signs  # so that any words can follow
    newline = "\r\n" if "\r\n" in text else "\n"
    gap = text[model.label_span.end : model.inner_start].count("\n")
    between = newline * min(gap, 2) if gap else " "
    lines = [text.count("\n", one.tail, after.whole_start) for one, after in pairwise(members)]
    apart = newline if lines and max(lines) == 1 else newline * 2
    return Style(own + emphasis, signs, between, "]" if own else "", _indent(draft, model, members), apart)


def styles_for(draft: Draft, indent: str, own_line: bool) -> Iterator[tuple[Style, str, str]]:
    """Styles for provisions that become options, each with the first two labels; the usual one first."""
    newline = "\r\n" if "\r\n" in draft.text else "\n"
    emphasis = "**" if draft.markdown else ""
    word = _word_in(draft)
    style = Style(emphasis, f":{emphasis}", newline * 2 if own_line else " ", "", indent, newline * 2)
    for first, second in ((f"{word} 1", f"{word} 2"), (f"{word} (a)", f"{word} (b)"), (f"{word} I", f"{word} II")):
        yield style, first, second


def next_label(draft: Draft, members: Sequence[Option]) -> str:
    """The label after the highest of a group; "" if its numbering cannot continue.

    >>> from goodoffices.engines.brackets import parse
    >>> draft = parse("Option (a): one\\n\\nOption (b): two\\n")
    >>> next_label(draft, draft.options)
    'Option (c)'
    """
    highest = max(members, key=lambda one: (draft.provisions[one.provision].number, one.index))
    found = _LABEL.fullmatch(_written(draft, highest))
    number = _following(found["number"], draft.provisions[highest.provision].number) if found else ""
    return f"{found['word']}{found['open']}{number}{found['close']}" if found and number else ""


def supplemented(draft: Draft, beside: Option, taken: Collection[str]) -> str:
    """The label with the first of bis, ter, quater … that is not `taken`; "" if all are taken.

    >>> from goodoffices.engines.brackets import parse
    >>> draft = parse("Option 1: one\\n\\nOption 1 bis: two\\n")
    >>> supplemented(draft, draft.options[1], {"1", "1 bis"})
    'Option 1 ter'
    """
    found = _LABEL.fullmatch(_written(draft, beside))
    if found is None:
        return ""
    number = beside.label.split()[0]
    free = [suffix for suffix in _SUPPLEMENTS if f"{number} {suffix}" not in taken]
    return f"{found['word']}{found['open']}{found['number']}{found['close']} {free[0]}" if free else ""


def word_of(draft: Draft, option: Option) -> str:
    """The word before its number: “Option”, “Вариант”."""
    found = re.match(r"[^\W\d_]+", _written(draft, option))
    return found[0] if found else ""


def _written(draft: Draft, option: Option) -> str:
    return draft.text[option.label_span.start : option.label_span.end]


def _emphasis_before(text: str, option: Option) -> str:
    found = re.search(r"[*_]{1,3}$", text[option.whole_start : option.label_span.start])
    return found[0] if found else ""


def _indent(draft: Draft, model: Option, members: Sequence[Option]) -> str:
    """The blanks before it on its line. After a number on that line: as other members have it, or as Markdown needs it."""
    for one in (model, *members):
        line = draft.text.rfind("\n", 0, one.whole_start) + 1
        if not draft.text[line : one.whole_start].strip():
            return draft.text[line : one.whole_start]
    line = draft.text.rfind("\n", 0, model.whole_start) + 1
    return " " * (model.whole_start - line) if draft.markdown else ""


def _word_in(draft: Draft) -> str:
    """The word that the draft uses for options, else one in its script."""
    if draft.options and (word := word_of(draft, draft.options[0])):
        return word
    arabic = len(re.findall("[\u0621-\u064a]", draft.text))
    russian = len(re.findall("[а-я]", draft.text))
    latin = len(re.findall("[a-z]", draft.text))
    if arabic > max(russian, latin):
        return "الخيار"
    return "Вариант" if russian > latin else "Option"


def _following(written: str, number: int) -> str:
    """The next numeral in the same script and case, or ""."""
    if written.isdigit():
        zero = next((z for z in ("٠", "۰") if z <= written[0] <= chr(ord(z) + 9)), "0")
        return "".join(chr(ord(zero) + int(digit)) for digit in str(number + 1))
    small = written.lower()
    if small == _roman(number):
        following = _roman(number + 1)
    else:
        following = chr(ord("a") + number) if 0 < number < _LETTERS and len(small) == 1 else ""
    return following.upper() if written.isupper() else following


def _roman(number: int) -> str:
    """The number as a lower-case Roman numeral, "" outside 1…399.

    >>> [_roman(number) for number in (4, 9, 14)]
    ['iv', 'ix', 'xiv']
    """
    parts = []
    for value, letters in _ROMAN if 0 < number <= _MOST_ROMAN else ():
        parts.append(letters * (number // value))
        number %= value
    return "".join(parts)
