"""A clause cut into sentences, and its words."""

import re
from collections.abc import Iterator

_END = re.compile(r"(?<=[.;])[\"”’)]*\s+(?=[\"“(\[]?[A-Z])")
_ABBREVIATED = re.compile(r"\b(?:Art|No|Nos|para|paras|e\.g|i\.e|cf|St|Mr|Ms|Dr|vol)\.$")
_MARKS = re.compile(r"[\[\]*_#>]+|\{[^{}]*\}")  # brackets, Markdown, editors' notes
_LABEL = re.compile(r"^\s*(?:\*|#|\d+[.)]|\(?[a-z]{1,4}\)|[ivxlc]+[.)]|Article\s+\w+)+[\s.:*_]*")


def sentences(words: str) -> Iterator[str]:
    """The sentences of a clause, without its number.

    >>> list(sentences("2. Each Party reports. See Art. 5. It is kept."))
    ['Each Party reports.', 'See Art. 5.', 'It is kept.']
    """
    text = " ".join(_MARKS.sub(" ", _LABEL.sub("", words, count=1)).split())
    begun = ""
    for part in _END.split(text):
        begun = f"{begun} {part}".strip()
        if not _ABBREVIATED.search(begun):
            yield begun
            begun = ""
    if begun:
        yield begun
