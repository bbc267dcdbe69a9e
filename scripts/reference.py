"""Writes what the code knows better: the pages of kinds of act, and the tables in settings.md and command.md.

    .venv/bin/python -m scripts.reference

A test compares them with the code, so that none of them goes stale.
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    from scripts.starting import start_django

    start_django()

from goodoffices.site.command import parser
from goodoffices.site.config import Config
from scripts import kinds

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs/reference"
BEGIN, END = "<!-- from the code: scripts/reference.py -->", "<!-- until here -->"


def pages() -> dict[Path, str]:
    """Each page's file, and what should stand in it."""
    return {
        **kinds.pages(),
        DOCS / "settings.md": _within(DOCS / "settings.md", settings()),
        DOCS / "command.md": _within(DOCS / "command.md", commands()),
    }


def settings() -> str:
    """A row for every setting."""
    lines = ["| in `goodoffices.toml` | in the environment | left out | what it sets |", "|---|---|---|---|"]
    for name, field in Config.model_fields.items():
        default = str(field.default).lower() if isinstance(field.default, bool) else field.default
        shown = f"`{default}`" if str(default) else "empty"
        lines.append(f"| `{name}` | `GOODOFFICES_{name.upper()}` | {shown} | {field.description} |")
    return "\n".join(lines)


def commands() -> str:
    """A section for every command."""
    return "\n\n".join(_command(name, sub) for name, sub in _subcommands(parser(), "goodoffices"))


def _subcommands(parser: argparse.ArgumentParser, so_far: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                yield from _subcommands(sub, f"{so_far} {name}")
            return
    yield so_far, parser


def _command(name: str, sub: argparse.ArgumentParser) -> str:
    actions = [action for action in sub._actions if not isinstance(action, argparse._HelpAction)]
    usage = " ".join([name, *(_usage(action) for action in actions)])
    rows = [f"| `{_spelled(action)}` | {action.help or ''} |" for action in actions]
    sentence = (sub.description or "").rstrip(".")
    return "\n".join(
        [f"### `{name}`\n", f"{sentence[:1].upper()}{sentence[1:]}.\n", f"    {usage}\n", "| | |", "|---|---|", *rows]
    )


def _usage(action: Any) -> str:
    optional = action.option_strings and not action.required
    return f"[{_spelled(action)}]" if optional else _spelled(action)


def _spelled(action: Any) -> str:
    value = str(action.metavar or action.dest.upper()) if action.nargs != 0 else ""
    return " ".join([*action.option_strings[-1:], *([value] if value else [])])


def _within(file: Path, part: str) -> str:
    """The page with `part` between its marks."""
    text = file.read_text(encoding="utf-8")
    return re.sub(f"(?<={re.escape(BEGIN)}\n).*(?=\n{re.escape(END)})", lambda _: part, text, flags=re.DOTALL)


def write() -> None:
    for file, text in pages().items():
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            print(f"{file.relative_to(ROOT)} is written.")


if __name__ == "__main__":
    write()
