"""PDF, typeset by typst in the fonts beside this module, and tagged for screen readers.

All words are passed as quoted strings, in which typst interprets only \\ and ": no draft can run code or read a file.
"""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import typst

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.rendering.blocks import Block, Flow, Run
from goodoffices.engines.brackets.rendering.comments import comment_text
from goodoffices.engines.brackets.rendering.direction import by_direction
from goodoffices.engines.brackets.rendering.flow import flow
from goodoffices.engines.brackets.rendering.letters import UNSET
from goodoffices.engines.brackets.rendering.phrases import phrase
from goodoffices.engines.brackets.rendering.render_options import RenderOptions

_NAMES = {
    "open": "b", "close": "b", "stray": "loose", "left_open": "loose", "who": "who", "placeholder": "blank",
    "footnote": "super",
}  # fmt: skip


# typst's time grows with the square of the runs in a paragraph (2,000 brackets in one: 6 s). No real paragraph has so many;
# one that does keeps its words and loses its colours.
_MOST_RUNS = 600


def render(draft: Draft, options: RenderOptions) -> bytes:
    """The bytes of the PDF; the same for the same draft and options, because system fonts and the clock are not used."""
    with resources.as_file(resources.files(__package__)) as folder:
        return _set(source(draft, options), folder, options)


def source(draft: Draft, options: RenderOptions) -> str:
    """The document in typst's language, to follow `page.typ`."""
    shown = flow(draft, options)
    parts = [
        f"#show: draft.with(title: {_shown(shown.title)}, language: {_quoted(shown.language)}, "
        f"rtl: {_truth(shown.right_to_left)}, titled: {_truth(shown.opens_with_title or not options.title)})\n"
    ]
    parts += [_block(block) for block in shown.blocks]
    parts += _comments(shown)
    return "".join(parts)


def _set(words: str, folder: Path, options: RenderOptions) -> bytes:
    page = (folder / "page.typ").read_text("utf-8")
    day = options.dated
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
    if run.kind == "comment_start":
        return ""
    if run.kind == "comment_end":
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


def _comments(shown: Flow) -> list[str]:
    if not shown.comments:
        return []
    parts = [f"#comments({_quoted(phrase(shown.language, 'comments'))}, {_truth(shown.right_to_left)})\n"]
    parts += [
        f'#comment("{number}", {_shown(comment_text(one, shown.language))})\n'
        for number, one in enumerate(shown.comments, 1)
    ]
    return parts


def _shown(words: str) -> str:
    """A quoted string in which characters that the fonts lack are shown by their code points, so that no word is lost.

    >>> _shown("条 5")
    '"‹U+6761› 5"'
    """
    return _quoted(UNSET.sub(lambda found: f"‹U+{ord(found[0]):04X}›", words))


def _quoted(words: str) -> str:
    r"""A string literal of typst, in which only \ and " have a meaning.

    >>> print(_quoted('#read("/etc/passwd") \\'))
    "#read(\"/etc/passwd\") \\"
    """
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _truth(value: bool) -> str:
    return "true" if value else "false"
