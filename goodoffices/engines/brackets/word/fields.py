"""Fields of a Word document (ECMA-376 part 1, 17.16): their words are read as they last were, and nothing is looked up.

Most count pages or repeat headings. Some would fetch words or pictures from elsewhere, or start programs.
"""

from __future__ import annotations

import re

_FETCH = frozenset(
    {"INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO", "DATABASE", "RD", "AUTOTEXT",
     "MACROBUTTON", "EMBED", "MERGEFIELD", "FILLIN", "ASK"}
)  # fmt: skip
_FIRST = re.compile(r"[\s\\]*([A-Za-z]+)")


def dangerous(instruction: str) -> str:
    """The name of a field that would fetch, run or ask something, "" for one that would not.

    >>> dangerous(' DDEAUTO c:\\\\\\\\windows\\\\\\\\cmd.exe "/c calc"'), dangerous("PAGE \\\\\\\\* X")
    ('DDEAUTO', '')
    """
    found = _FIRST.match(instruction)
    name = found[1].upper() if found else ""
    return name if name in _FETCH else ""
