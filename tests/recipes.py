"""Follows a how-to to the letter: puts each code block of a page where the sentence above it says.

    All of `goodoffices/press/todo.py`:
    At the end of `goodoffices/agenda/acts/issues.py`:
    In `goodoffices/agenda/acts/__init__.py`, below `"RaiseIssue",`:

Instead of `below` it may say `above` or `instead of`. The line that is named, without its indent, stands exactly once in its
file; the block gets the same indent. Blocks without such a sentence show something, and are left alone.
"""

import re
import textwrap
from pathlib import Path

PLACE = (
    r"(?P<what>All of|At the end of|In)\s`(?P<file>[\w./]+)`"
    r"(?:,\s(?P<how>below|above|instead\sof)\s`(?P<line>[^`]+)`)?:\n\n"
)
BLOCK = re.compile(PLACE + r" *```\w+\n(?P<code>.*?)^ *```$", re.DOTALL | re.MULTILINE)


def follow(page: str, root: Path) -> list[str]:
    """Apply every block that has a place, in the order of the page; returns the files that were touched."""
    touched = []
    for step in BLOCK.finditer(page):
        file, code = root / step["file"], textwrap.dedent(step["code"])
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        if step["what"] == "All of":
            after = code
        elif step["what"] == "At the end of":
            after = f"{before.rstrip()}\n\n\n{code}"
        else:
            after = _at_a_line(step, before, code)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(after, encoding="utf-8")
        touched.append(step["file"])
    return touched


def _at_a_line(step: re.Match[str], before: str, code: str) -> str:
    lines = re.findall(rf"^( *)({re.escape(step['line'] or '')})$", before, re.MULTILINE)
    if not step["line"] or len(lines) != 1:
        raise ValueError(f"{step['file']} has {len(lines)} lines “{step['line']}”, not one")
    ((indent, line),) = lines
    line, block = f"{indent}{line}\n", textwrap.indent(code, indent)
    return before.replace(line, {"below": line + block, "above": block + line}.get(step["how"], block))
