"""PDF, set by typst in the fonts that lie beside this module; tagged, so that it can be read aloud.

Every word goes in as a quoted string, in which typst interprets nothing but \\ and ": no draft can run code or read a file.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import typst

from goodoffices.engines.brackets.render.flow import Block, Flow, Run, flow
from goodoffices.engines.brackets.render.phrases import phrase
from goodoffices.engines.brackets.render.remarks import said
from goodoffices.engines.brackets.render.showing import by_direction
from goodoffices.engines.brackets.render.wishes import Wishes
from goodoffices.engines.brackets.tree import Draft

_NAMES = {
    "open": "b", "close": "b", "stray": "loose", "left_open": "loose", "who": "who", "placeholder": "blank",
    "footnote": "super",
}  # fmt: skip


# Scripts for which neither the fonts beside this module nor the typesetter's own have letters: those of South and East Asia,
# Ethiopic, and what stands beyond the basic plane. They would be set as empty boxes.
_UNSET = re.compile(
    "[\u0980-\u0e7f\u0f00-\u109f\u1100-\u1cff\u2e80-\ua63f\ua800-\uabff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00010000-\U0010ffff]"
)

# The typesetter's time grows with the square of the runs in a paragraph (2,000 brackets in one: 6 s). No paragraph that people
# negotiate has so many; one that does keeps its words and loses its colours.
_MOST_RUNS = 600


def render(draft: Draft, wishes: Wishes) -> bytes:
    """The pages. Nothing of the machine goes in: its fonts are not looked at, and only the wished day is written."""
    with resources.as_file(resources.files(__package__)) as folder:
        return _set(source(draft, wishes), folder, wishes)


def lacking(text: str) -> list[str]:
    """The characters of a text that no page can show, each time they come.

    >>> lacking("Article 第一条")
    ['第', '一', '条']
    """
    return _UNSET.findall(text)


def source(draft: Draft, wishes: Wishes) -> str:
    """The document in typst's language, behind `page.typ`."""
    shown = flow(draft, wishes)
    parts = [
        f"#show: draft.with(title: {_shown(shown.title)}, language: {_quoted(shown.language)}, "
        f"rtl: {_truth(shown.right_to_left)}, titled: {_truth(shown.titled or not wishes.title)})\n"
    ]
    parts += [_block(block) for block in shown.blocks]
    parts += _remarks(shown)
    return "".join(parts)


def _set(words: str, folder: Path, wishes: Wishes) -> bytes:
    page = (folder / "page.typ").read_text("utf-8")
    day = wishes.dated
    stamp = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
    dated = f"#set document(date: {'auto' if day else 'none'})\n"
    compiler = typst.Compiler(font_paths=[folder / "fonts"], ignore_system_fonts=True)
    made = compiler.compile((page + dated + words).encode("utf-8"), format="pdf", timestamp=stamp)
    if not isinstance(made, bytes):
        raise TypeError("The typesetter gave no single document.")
    return made


def _block(block: Block) -> str:
    if len(block.runs) > _MOST_RUNS:
        words = f"#{_shown(block.words)}"
    else:
        words = "".join(_run(run, block.right_to_left) for run in block.runs)
    rtl = _truth(block.right_to_left)
    if block.role == "heading":
        return f"#head({block.level}, {rtl})[{words}]\n"
    kind = "option" if block.provision.kind == "option" else block.role
    return f'#para("{kind}", {block.level}, {rtl})[{words}]\n'


def _run(run: Run, rtl: bool) -> str:
    if run.kind == "remark_start":
        return ""
    if run.kind == "remark_end":
        return f'#super("{run.ref + 1}")'
    name = _NAMES.get(run.kind, "")
    if name:
        made = f"#{name}({_shown(run.words)})"
    else:
        made = "".join(
            f"#{_shown(words)}" if direction == rtl else f"#turned({_shown(words)}, {_truth(direction)})"
            for words, direction in by_direction(run.words, rtl)
        )
    if run.kind == "link" and run.at:
        made = f"#link({_quoted(run.at)})[{made}]"
    made = f"#emph[{made}]" if run.italic else made
    return f"#strong[{made}]" if run.bold else made


def _remarks(shown: Flow) -> list[str]:
    if not shown.remarks:
        return []
    parts = [f"#remarks({_quoted(phrase(shown.language, 'remarks'))}, {_truth(shown.right_to_left)})\n"]
    parts += [
        f'#remark("{number}", {_shown(said(one, shown.language))})\n' for number, one in enumerate(shown.remarks, 1)
    ]
    return parts


def _shown(words: str) -> str:
    """A string in which what no font here can show stands by its number, so that no word is lost.

    >>> _shown("条 5")
    '"‹U+6761› 5"'
    """
    return _quoted(_UNSET.sub(lambda found: f"‹U+{ord(found[0]):04X}›", words))


def _quoted(words: str) -> str:
    r"""A string of typst's: in it only \ and " mean something.

    >>> print(_quoted('#read("/etc/passwd") \\'))
    "#read(\"/etc/passwd\") \\"
    """
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _truth(value: bool) -> str:
    return "true" if value else "false"
