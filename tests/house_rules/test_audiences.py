"""What a kind of audience means is known in `process/audience.py` alone: nobody else compares, looks up or spells one."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from goodoffices.record.acts import KINDS as ACTS
from goodoffices.record.audience import Audience
from tests.house_rules.excuses import unexcused
from tests.house_rules.reading import (
    HOUSE,
    ROOT,
    Finding,
    dotted,
    matches,
    place,
    sources,
    template_text,
    templates,
    tree,
)

# The answers, what they are called, and the type itself.
KNOWING = {"process/audience.py", "process/audience_in_words.py", "record/audience.py"}
COLLECTIONS = (tuple, list, set, frozenset, dict)

Value = Callable[[ast.AST], Any]  # what an expression is, as far as its file says so


def test_no_audiences_kind_is_compared_but_where_audiences_are_answered() -> None:
    files = [f for f in sources() if place(f) not in KNOWING and not place(f).startswith("engines/")]
    found = [each for file in files for each in _compared_in(file, tree(file))]
    assert unexcused("audience", [*found, *_compared_in_templates()]) == []


def _compared_in(file: Path, whole: ast.Module, module: Any = None) -> Iterator[Finding]:
    """A line for each place where what is done hangs on a kind of audience."""
    for node in ast.walk(whole):
        if _hangs_on_a_kind(node, partial(_value, file=file, module=module)):
            yield Finding(file, node.lineno, ast.unparse(node).split("\n")[0])  # type: ignore[attr-defined]


def _hangs_on_a_kind(node: ast.AST, value: Value) -> bool:
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        if any(_holds_an_audience(value(side)) for side in sides):
            return True
        # The kind of something; of an act, if the other side names acts.
        return any(_is_kind(side) for side in sides) and not any(_is_of_acts(value(side)) for side in sides)
    if isinstance(node, ast.Match):
        return _is_kind(node.subject) or any(
            isinstance(each, ast.MatchValue) and _holds_an_audience(value(each.value)) for each in ast.walk(node)
        )
    if isinstance(node, ast.Subscript):
        return _is_kind(node.slice) and _holds_an_audience(value(node.value))
    if isinstance(node, ast.Call):
        return _calls_by_kind(node, value)
    return False


def _calls_by_kind(node: ast.Call, value: Value) -> bool:
    name = dotted(node.func).split(".")[-1]
    if name == "Audience":  # `caucus_of(key)` and its like name one
        return any(isinstance(each, ast.Constant) for each in [*node.args, *[word.value for word in node.keywords]])
    if name in ("get", "index") and isinstance(node.func, ast.Attribute) and node.args and _is_kind(node.args[0]):
        return _holds_an_audience(value(node.func.value))
    if name in ("startswith", "endswith", "removeprefix"):
        return bool(node.args) and _holds_an_audience(value(node.args[0]))
    return any(
        re.search(r"__kind(__\w+)?$", word.arg or "")
        or ((word.arg or "").startswith("kind") and _holds_an_audience(value(word.value)))
        for word in node.keywords
    )


def _is_kind(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in ("kind", "audience_kind")


def _holds_an_audience(value: Any) -> bool:
    """Whether a value is an audience, a kind of one, or a collection with such in it."""
    if isinstance(value, dict):  # by kind, and by nothing else: a noun may be called as a kind is
        return bool(value) and all(_holds_an_audience(key) for key in value)
    if isinstance(value, COLLECTIONS):
        return any(_holds_an_audience(each) for each in value)
    return isinstance(value, Audience) or (isinstance(value, str) and value in Audience.KINDS)


def _is_of_acts(value: Any) -> bool:
    if isinstance(value, COLLECTIONS):
        return value is ACTS or (bool(value) and all(_is_of_acts(each) for each in value))
    return isinstance(value, str) and "." in value


def _value(node: ast.AST, file: Path, module: Any) -> Any:
    """A constant, a collection of them, or what a constant of the module is called; None for anything else."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return [_value(each.value if isinstance(each, ast.Starred) else each, file, module) for each in node.elts]
    if isinstance(node, ast.Dict):
        return {_value(key, file, module): None for key in node.keys if isinstance(key, ast.Constant | ast.Attribute)}
    name = dotted(node)
    if not re.match(r"_?[A-Z]", name):  # the name of a variable
        return None
    found: Any = module or import_module(
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    )
    for part in name.split("."):
        found = getattr(found, part, None)
    return found if isinstance(found, (str, Audience, *COLLECTIONS)) else None


# ---- pages -----------------------------------------------------------------------------------------------------------

KIND = rf"""(?:["'](?:{"|".join(Audience.KINDS)})["']|\.kind\b)"""
IN_A_TEMPLATE = re.compile(rf"\{{%-?\s*(?:el)?if\b[^%]*?{KIND}[^%]*%\}}|\.kind\s*\|\s*\w+")
IN_A_SCRIPT = re.compile(rf"[!=]==?\s*{KIND}|case\s+{KIND}|dataset\.audience\s*[!=]==?|\[data-audience")


def _compared_in_templates() -> Iterator[Finding]:
    for file in templates():
        yield from matches(file, IN_A_TEMPLATE, template_text(file))


def test_no_script_compares_one_either() -> None:
    files = [f for f in HOUSE.rglob("static/**/*.js") if "vendor" not in f.parts]
    assert files
    found = [each for file in files for each in matches(file, IN_A_SCRIPT, file.read_text(encoding="utf-8"))]
    assert [str(each) for each in found] == []


# ---- the rule itself -------------------------------------------------------------------------------------------------

COMPARED = [
    'x.kind == "caucus"',
    'kind in ("plenary", "caucus")',
    "room.book.kind in OURS",
    "x.audience != PLENARY",
    "audience.kind == other.kind",
    "LATER[audience.kind]",
    'LATER.get(audience.kind, "")',
    'Issue.objects.filter(book__kind="x")',
    'Book.objects.get(kind="third_party")',
    'Audience("caucus", key)',
    'str(audience).startswith("caucus")',
    "match audience.kind:\n    case _: pass",
    'match word:\n    case "delegation": pass',
]
NOT_COMPARED = [
    "step.kind in ACTS",
    'entry.kind == "process.found"',
    "step.kind in (SEATING, FOUNDING)",
    'state == "open"',
    "is_caucus(x.audience)",
    'label("plenary")',
    "Audience(row.kind, row.key)",
    "ACTS[act.kind]",
    'Entry.objects.filter(kind="process.found")',
]


class Module:
    OURS = ("delegation",)
    LATER = {"plenary": "later"}
    PLENARY = Audience("plenary")
    ACTS = ACTS
    SEATING, FOUNDING = "process.admit_seat", "process.found"


@pytest.mark.parametrize("code", COMPARED)
def test_this_is_comparing_a_kind(code: str) -> None:
    assert len(list(_compared_in(HOUSE / "some.py", ast.parse(code), Module))) == 1


@pytest.mark.parametrize("code", NOT_COMPARED)
def test_this_is_not(code: str) -> None:
    assert list(_compared_in(HOUSE / "some.py", ast.parse(code), Module)) == []


@pytest.mark.parametrize(
    "page", ['{% if room.kind == "x" %}', "{% elif a and b == 'caucus' %}", '{{ room.kind|default:"" }}']
)
def test_a_template_compares_like_this(page: str) -> None:
    assert IN_A_TEMPLATE.search(page)
    assert not IN_A_TEMPLATE.search("{% if room.open %}{% audience_words room.kind room.party_name %}{{ room.kind }}")
