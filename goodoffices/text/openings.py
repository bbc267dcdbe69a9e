"""What a provision without a number is called: its first words, cut at a word, without the marks of a heading or of emphasis."""

import re

from goodoffices.engines.brackets.rendering.markdown import emphasis

MOST = 40  # characters
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+", re.MULTILINE)


def opening(words: str, most: int = MOST) -> str:
    """The first words, with an ellipsis where others follow.

    >>> opening("# Protocol"), opening("Recalling that the first round set the flow at two gauges")
    ('Protocol', 'Recalling that the first round set the…')
    >>> opening("一" * 50) == "一" * 39 + "…"
    True
    """
    words = " ".join(_HEADING.sub("", words).replace("**", "").split())
    if len(words) <= most:
        return words
    head = words[:most].rpartition(" ")[0]
    return (head if len(head) > most // 2 else words[: most - 1]).rstrip(" ,;:.–—") + "…"


def without_marks(words: str, markdown: bool) -> str:
    """Words as people read them: “# Protocol” is a heading in Word, too; “**data**” is emphasis in Markdown alone.

    >>> without_marks("## Data\\n\\n**data** and *more*", True), without_marks("# Data, *once*", False)
    ('Data\\n\\ndata and more', 'Data, *once*')
    """
    words = _HEADING.sub("", words)
    if not markdown:
        return words
    [found] = emphasis([words], [True])
    return "".join(words[each.start : each.end] for each in found)
