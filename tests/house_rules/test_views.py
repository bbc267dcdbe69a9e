"""Views read. What a form sends goes through one door, which performs the act: no view is there to submit one."""

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from tests.house_rules.excuses import unexcused
from tests.house_rules.reading import HOUSE, Finding, dotted, place, sources, tree

DOORS = {"process/door.py", "record/api.py"}  # for forms, and for the API
WRITING_METHODS = {"post", "put", "patch", "delete"}


def test_no_view_is_there_to_submit() -> None:
    """A view that takes a POST for something that no act is says what, and why it is none."""
    files = {*view_files(), *(file for file in sources() if file.name == "api.py")}
    found = [each for file in sorted(files) if place(file) not in DOORS for each in _submits_in(tree(file), file)]
    assert unexcused("submits", found) == []


def test_the_views_are_found() -> None:
    assert {"agenda/views.py", "process/door.py", "process/founding_pages.py"} <= {place(file) for file in view_files()}


@cache
def view_files() -> frozenset[Path]:
    """The files of ours that hold what some address leads to."""
    modules = {view.__module__ for view in _views(get_resolver())}
    ours = [import_module(name).__file__ or "" for name in modules if name.startswith("goodoffices.")]
    return frozenset(file for file in map(Path, ours) if file.is_relative_to(HOUSE))


def _views(urls: URLResolver) -> Iterator[object]:
    for pattern in urls.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern)
        elif isinstance(pattern, URLPattern):
            yield pattern.callback


def _submits_in(whole: ast.Module, file: Path) -> Iterator[Finding]:
    for node in whole.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and _takes_a_post(node):
            yield Finding(file, node.lineno, f"{node.name} takes a POST")
        if isinstance(node, ast.ImportFrom) and node.module == "goodoffices.record.perform":
            yield Finding(file, node.lineno, "performs acts itself")


def _takes_a_post(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names = [dotted(d.func if isinstance(d, ast.Call) else d) for d in node.decorator_list]
            if any(name.endswith("require_POST") or name.split(".")[-1] in WRITING_METHODS for name in names):
                return True
        if isinstance(node, ast.Compare) and dotted(node.left).endswith(".method"):
            return True
        if isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] in ("perform", "require_http_methods"):
            return True
    return False


# ---- the rule itself -------------------------------------------------------------------------------------------------

SUBMITTING = {
    "@require_POST\ndef raise_issue(request): ...",
    "@never_cache\n@require_POST\ndef raise_issue(request): ...",
    'def issue(request):\n    if request.method == "POST":\n        return None',
    "def issue(request):\n    return perform(act, request.seat)",
    '@router.post("/issues")\ndef raise_issue(request): ...',
    '@require_http_methods(["GET", "POST"])\ndef issue(request): ...',
    "class Issue(View):\n    def get(self, request):\n        perform(act, self.seat)",
    "from goodoffices.record.perform import perform as do",
}
READING = {
    "@require_safe\ndef issue(request): ...",
    '@router.get("/issues")\ndef issues(request): ...',
    'def issue(request):\n    return queries.sheet(request.seat).get("x")',
    "from goodoffices.record.acts import NotThere",
}


def test_this_is_submitting_and_that_is_not() -> None:
    def found(code: str) -> int:
        return len(list(_submits_in(ast.parse(code), HOUSE / "some.py")))

    assert {code for code in SUBMITTING if found(code) != 1} == set()
    assert {code for code in READING if found(code) != 0} == set()
