"""What a process of the server keeps between two requests."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house_rules.excuses import unexcused
from tests.house_rules.reading import Finding, dotted, place, sources, tree

CACHES = re.compile(r"(^|\.)(lru_cache|cache|cache_page)$")
STORES = re.compile(r"django\.core\.cache|cache_page|cached_db|Memory(\[.+\])?\(")


def test_nothing_is_kept_between_requests_unasked() -> None:
    """A cache keyed by what is shown and not by who looks tells one reader what another may see."""
    found = [each for file in sources() if not place(file).startswith("engines/") for each in _kept_in(file)]
    assert unexcused("kept between requests", found) == []


def _kept_in(file: Path) -> Iterator[Finding]:
    whole = tree(file)
    for node in ast.walk(whole):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names = [dotted(d.func if isinstance(d, ast.Call) else d) for d in node.decorator_list]
            if any(CACHES.search(name) for name in names):
                yield Finding(file, node.lineno, f"{node.name} is cached")
        if isinstance(node, ast.Global):
            for name in node.names:
                yield Finding(file, node.lineno, f"{name} is set while the server runs")
    for statement in whole.body:
        if name := _filled_later(statement):
            yield Finding(file, statement.lineno, f"{name} is filled while the server runs")
    for line, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if STORES.search(text):
            yield Finding(file, line, "keeps things in a cache")


def _filled_later(node: ast.stmt) -> str:
    """The name of an empty collection at the top of a module."""
    if not isinstance(node, ast.Assign | ast.AnnAssign):
        return ""
    target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
    if not isinstance(target, ast.Name) or not target.id.lstrip("_").islower():
        return ""
    value = node.value
    empty = (isinstance(value, ast.Dict) and not value.keys) or (isinstance(value, ast.List) and not value.elts)
    made = isinstance(value, ast.Call) and re.search(
        r"(dict|list|set|deque|Counter|WeakKeyDictionary)$", dotted(value.func)
    )
    return target.id if empty or made else ""
