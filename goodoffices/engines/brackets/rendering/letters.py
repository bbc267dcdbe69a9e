"""Which letters the fonts for PDF lack. Apart from `pdf`, so that asking does not load the typesetter."""

from __future__ import annotations

import re

# Scripts for which neither the fonts beside this module nor typst's own have letters: those of South and East Asia,
# Ethiopic, and everything beyond the basic plane. They would come out as empty boxes.
UNSET = re.compile(
    "[\u0980-\u0e7f\u0f00-\u109f\u1100-\u1cff\u2e80-\ua63f\ua800-\uabff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00010000-\U0010ffff]"
)


def lacking(text: str) -> list[str]:
    """The characters of a text that the fonts lack, in order, each time they occur.

    >>> lacking("Article 第一条")
    ['第', '一', '条']
    """
    return UNSET.findall(text)
