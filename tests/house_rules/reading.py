"""Reading the product's own sources: its files, their trees, and where in them something stands."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import goodoffices

HOUSE = Path(goodoffices.__file__).parent
ROOT = HOUSE.parent


class Finding(NamedTuple):
    """Something that a rule forbids, where it stands."""

    file: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{place(self.file)}:{self.line}: {self.what}"


def place(file: Path) -> str:
    return file.relative_to(HOUSE).as_posix() if file.is_relative_to(HOUSE) else file.name


@cache
def sources() -> tuple[Path, ...]:
    """The product's own Python, without tests and migrations."""
    files = HOUSE.rglob("*.py")
    return tuple(sorted(f for f in files if not {"tests", "migrations"} & set(f.parts[len(HOUSE.parts) :])))


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted(f for f in HOUSE.rglob("templates/**/*") if f.suffix in (".html", ".txt") and f.is_file()))


@cache
def tree(file: Path) -> ast.Module:
    """The parsed file; each node knows its `parent`."""
    whole = ast.parse(file.read_text(encoding="utf-8"), str(file))
    for parent in ast.walk(whole):
        for child in ast.iter_child_nodes(parent):
            child.parent = parent  # type: ignore[attr-defined]
    return whole


@cache
def attributes() -> tuple[tuple[Path, ast.Attribute], ...]:
    """Every attribute in the product."""
    return tuple((file, node) for file in sources() for node in ast.walk(tree(file)) if isinstance(node, ast.Attribute))


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a name or an attribute; "" of anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    return ""


def names_imported(code: ast.Module) -> dict[str, str]:
    """What a file imports, wherever it does: by the name that it has there, the whole name of what it is."""
    found: dict[str, str] = {}
    for node in ast.walk(code):
        if isinstance(node, ast.ImportFrom):
            found |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
        elif isinstance(node, ast.Import):
            whole = [each.name if each.asname else each.name.partition(".")[0] for each in node.names]
            found |= {each.asname or name: name for each, name in zip(node.names, whole, strict=True)}
    return found


def template_text(file: Path) -> str:
    """A template without its comments; lines stay where they are."""
    text = file.read_text(encoding="utf-8")
    return re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", _emptied, text, flags=re.S)


def _emptied(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def matches(file: Path, pattern: re.Pattern[str], text: str) -> Iterator[Finding]:
    """Each place in a template's text that the pattern fits."""
    for match in pattern.finditer(text):
        yield Finding(file, text.count("\n", 0, match.start()) + 1, match[0])
