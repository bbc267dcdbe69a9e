"""What the reference says of kinds of act, from the acts themselves: their docstrings, fields, rules and refusals.

What is the same for all of them is docs/reference/kinds.md; each office has a page for its own, `kinds.md` in its folder.
Whoever may do an act, and into which book it goes, is said by the method's docstring, or, where the rule is one plain
word of the seat's (`return seat.leads`), by the words below. A rule that says neither cannot be written down, and the
script says so: put a docstring on the method.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le, MaxLen, MinLen
from django.utils import translation
from django.utils.functional import Promise
from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from goodoffices.assessment.acts import strength
from goodoffices.process.models import Process
from goodoffices.process.moments import DayTime
from goodoffices.record.acts import KINDS, Act, Names
from goodoffices.record.rows import row_of

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "docs/reference/kinds.md"

WHO = {
    "return True": "everyone who reads the book",
    "return False": "nobody at a table: an administrator on the page “Found a process”, or a case file",
    "return seat.leads": "who leads the third party: the mediator, a co-mediator, the secretariat",
    "return seat.decides": "who decides for a party: its head, or who acts for the head",
    "return seat.delegate": "everyone in a delegation",
    "return seat.speaks": "everyone but observers and interpreters",
    "return seat.role == 'head'": "a head of delegation",
}
WHERE = {
    "return PLENARY": "the plenary",
    "return Audience('delegation', seat.party_key)": "the delegation of the one who acts",
}
RESTS = "the room is not open in the present state of the talks"

HEAD = """\
# Kinds of act

Everything that can be done at the table is an act of a kind. Each office writes down its own, in the `kinds.md` of its folder
below [goodoffices/](../../goodoffices); what holds for all of them stands here. To find one:

    grep -l '`consultation.restate`' goodoffices/*/kinds.md

These pages are written from the code by `scripts/kinds.py`; a test compares them. How an act is sent stands in
[api.md](api.md), how it is written in a case file in [case-files.md](case-files.md), and what the words mean in
[glossary.md](glossary.md).

**Fields** are what is asked (`data`). A field that is *needed* has no default; any other may be left out. A field that is
not named here is refused. An *id* is what another answer returned: 1 to 40 visible ASCII characters.
A *line* is text on one line, not blank, at most 300 characters; *words* are text, not blank, at most 20,000; a *note* is
the same and may be empty. In all three, control characters, marks that turn the direction of reading, and other characters
that nobody sees are refused.

**Facts** are what the host draws: ids, order, how a speaker is named. Nobody can send them.

**Who** may do it; for everybody else the answer is 404, as if nothing were there.

**Book**: the one book it goes into. What an act names must be known to every reader of that book. Where it is not, every
kind answers: *{only_up}*

**Refused**: possible in general, not now or not so; the answer is 422 with the sentence. Acts that talk in a room are
refused while the room rests:

{rests}

Kinds are for ever. Later versions add kinds and optional fields; a kind that is retired stays readable.
"""


OFFICE = """\
# Kinds of act: {office}

What the words here mean, and what holds for every kind, stands in [kinds of act](../../docs/reference/kinds.md). This page is
written from the code by `scripts/kinds.py`.

| kind | |
|---|---|
{rows}
"""


def pages() -> dict[Path, str]:
    """Each page's file, and what should stand in it."""
    with translation.override("en"):
        offices = {
            ROOT / "goodoffices" / office / "kinds.md": _page(office, acts) for office, acts in by_office().items()
        }
        return {FILE: _general(), **offices}


def by_office() -> dict[str, list[type[Act]]]:
    """The acts of each office, by kind: an act is of the office in whose folder it is written."""
    found: dict[str, list[type[Act]]] = {}
    for _kind, act in sorted(KINDS.items()):
        if act.__module__.startswith("goodoffices.") and ".tests." not in act.__module__:
            found.setdefault(act.__module__.split(".")[1], []).append(act)
    return found


def _general() -> str:
    rests = "\n".join(f"- *{sentence}*" for sentence in refusals(Process.demand_open))
    return HEAD.format(only_up=_only_up(), rests=rests)


def _page(office: str, acts: list[type[Act]]) -> str:
    rows = "\n".join(f"| [`{act.kind}`](#{act.kind.replace('.', '')}) | {_story(act)} |" for act in acts)
    return "\n".join([OFFICE.format(office=office, rows=rows), *map(_section, acts)])


def _story(act: type[Act]) -> str:
    return " ".join((act.__doc__ or "").split())


def _section(act: type[Act]) -> str:
    lines = [f"## `{act.kind}`\n", _story(act), ""]
    if act.model_fields:
        lines += ["| field | what | |", "|---|---|---|"]
        lines += [
            f"| `{field.alias or name}` | {_type(name, field)} | {_default(field)} |"
            for name, field in act.model_fields.items()
        ]
    else:
        lines.append("It has no fields.")
    lines.append("")
    if facts := facts_of(act):
        lines.append("- **Facts**: " + ", ".join(f"`{fact}`" for fact in facts))
    lines.append(f"- **Book**: {_rule(act.audience, WHERE)}")
    if getattr(act, "only_entailed", False):
        lines.append("- **Who**: nobody by itself; another act brings it about")
    else:
        lines.append(f"- **Who**: {_rule(act.allowed, WHO)}")
    if found := list(dict.fromkeys(refusals_of(act))):
        lines += ["- **Refused** if", *[f"  - {sentence}" for sentence in found]]
    lines += [f"- **In the record’s words**: {_gapped(str(act.says))}", ""]
    return "\n".join(lines)


# Fields


def _type(name: str, field: Any) -> str:
    if name in ("book", "room"):
        return f"the id of a {name}"
    return _named(_whole(field.annotation, field.metadata))


def _whole(annotation: Any, metadata: list[Any]) -> Any:
    return Annotated[annotation, *metadata] if metadata else annotation


def _named(type_: Any, marks: tuple[Any, ...] = ()) -> str:
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is Annotated:
        return _named(arguments[0], (*marks, *arguments[1:]))
    if origin is list:
        inner = _whole(arguments[0], [mark for mark in marks if isinstance(mark, Names)])
        most = [f", at most {mark.max_length}" for mark in marks if isinstance(mark, MaxLen)]
        least = [f", at least {mark.min_length}" for mark in marks if isinstance(mark, MinLen)]
        return f"a list: {_named(inner)}{''.join(least + most)}"
    if origin is Literal:
        return "one of " + ", ".join(f"`{value}`" for value in arguments)
    if type(None) in arguments:
        return _named(next(each for each in arguments if each is not type(None)), marks)
    if origin in (UnionType, Union):
        return ", or ".join(_named(each, marks) for each in arguments)
    if (row := row_of(type_)) is not None:
        return "objects of " + ", ".join(_of_row(name, field) for name, field in row.model_fields.items())
    if any(isinstance(mark, DayTime) for mark in marks):
        return "a time such as `09:30`, by the clock of the host city"
    if type_ is bool:
        return "`true` or `false`"
    if type_ is int:
        bounds = {type(each): each for mark in marks for each in getattr(mark, "metadata", [mark])}
        if Le not in bounds:
            return f"a whole number from {bounds[Ge].ge} on" if Ge in bounds else "a whole number"
        return f"a whole number from {bounds[Ge].ge} to {bounds[Le].le}"
    if type_ is date:
        return "a day such as `2025-04-10`"
    return _text(marks)


def _of_row(name: str, field: FieldInfo) -> str:
    """A field of an object: what it is, and what it is where it is left out."""
    what = _named(_whole(field.annotation, field.metadata))
    without = "" if field.is_required() else f"; without: `{field.default}`" if field.default else "; may be left out"
    return f"`{field.alias or name}` ({what}{without})"


def _text(marks: tuple[Any, ...]) -> str:
    from goodoffices.process.acts.bodies import KeyOrId
    from goodoffices.process.moments import HostTime
    from goodoffices.record import fields

    names = [mark for mark in marks if isinstance(mark, Names)]
    if names:
        noun = names[0].model._meta.verbose_name
        return f"the id of {'' if noun.endswith('s') else 'an ' if noun[0] in 'aeio' else 'a '}{noun}"
    rules = next((mark for mark in marks if isinstance(mark, StringConstraints)), StringConstraints())
    checks = {getattr(mark, "func", None) for mark in marks}
    if strength.canonical in checks:
        return f"a number from -{strength.MOST} to {strength.MOST}, with {strength.DECIMALS} decimals at most"
    if fields._one_line in checks:
        return "a line"
    if fields._not_blank in checks:
        return "words" if rules.max_length == 20_000 else f"words, here at most {rules.max_length:,} characters"
    if fields._harmless in checks:
        return "a note"
    if any(isinstance(mark, HostTime) for mark in marks):
        return "a moment, such as `2026-11-28T14:05`: by the clock of the host city, or with an offset"
    if rules.max_length == 40:
        return "an id"
    if rules.max_length == 2000:
        return "an address that begins with `https://`, or nothing"
    if rules.pattern == get_args(KeyOrId)[1].pattern:
        return "its key, or its id"
    if rules.pattern:
        return f"a key, `{rules.pattern}`"
    return "a time zone of the IANA database, such as `Europe/Istanbul`"


def _default(field: Any) -> str:
    if field.is_required():
        return "needed"
    value = field.get_default()
    if value is None or value == "" or value == []:
        return "may be left out"
    shown = str(value).lower() if isinstance(value, bool) else ", ".join(value) if isinstance(value, list) else value
    return f"`{shown}` if left out"


# Rules and refusals, from the source


def _rule(method: Callable[..., Any], words: dict[str, str]) -> str:
    own = "" if method.__qualname__.startswith("Act.") else method.__doc__ or ""
    body = "\n".join(ast.unparse(line) for line in _body(method))
    if own:
        sentence = " ".join(own.split()).rstrip(".")
        return sentence[0].lower() + sentence[1:]
    if body in words:
        return words[body]
    raise SystemExit(
        f"the reference cannot say what this rule means:\n{textwrap.indent(body, '    ')}\n"
        f"Give {method.__module__}.{method.__qualname__} a docstring, one sentence in the reader’s words."
    )


def _body(function: Callable[..., Any]) -> list[ast.stmt]:
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    assert isinstance(definition, ast.FunctionDef)
    lines = definition.body
    has_docstring = isinstance(lines[0], ast.Expr) and isinstance(lines[0].value, ast.Constant)
    return lines[1:] if has_docstring else lines


def _defining(act: type[Act], name: str) -> Iterator[Callable[..., Any]]:
    """The methods of this name, from the act's own up to the first that does not go on to its parent's."""
    for parent in act.__mro__:
        if method := parent.__dict__.get(name):
            yield method
            if f"super().{name}(" not in inspect.getsource(method):
                return


def refusals_of(act: type[Act]) -> Iterator[str]:
    """Why it may be refused: how its fields go together, and what it says in `possible`, in `check`, and, where it needs to know the
    time, in `draw`."""
    yield from (f"*{sentence}*" for sentence in _misfits(act))
    for method in (each for name in ("possible", "check", "draw") for each in _defining(act, name)):
        if any("demand_open(" in inspect.getsource(function) for function in _reached(method, act)):
            yield RESTS
        yield from (f"*{sentence}*" for sentence in refusals(method, act))


def _misfits(act: type[Act]) -> Iterator[str]:
    """What is said where fields do not go together, before anything else is looked at."""
    for name in act.__pydantic_decorators__.model_validators:
        for method in _defining(act, name):
            for call in _calls(method):
                if _name(call) == "PydanticCustomError" and isinstance(call.args[1], ast.Constant):
                    yield str(call.args[1].value)


def refusals(function: Callable[..., Any], act: type[Act] | None = None) -> Iterator[str]:
    """The sentences with which a function refuses, or one of our own that it calls, or a method of the act."""
    for reached in _reached(function, act):
        for call in _calls(reached):
            if _name(call) == "Refused" and (sentence := _sentence(call, reached)):
                yield _gapped(sentence)


def _reached(function: Callable[..., Any], act: type[Act] | None = None, deep: int = 2) -> Iterator[Callable[..., Any]]:
    yield function
    for call in _calls(function) if deep else []:
        for called in _called(call, function, act):
            yield from _reached(called, act, deep - 1)
    if "process.demand_going(" in inspect.getsource(function):
        yield Process.demand_going


def _called(call: ast.Call, function: Callable[..., Any], act: type[Act] | None) -> Iterator[Callable[..., Any]]:
    """What of our own a call leads to: a function by its name, its module’s before it or not; or a method of the act’s own."""
    owner, _dot, name = _name(call).rpartition(".")
    if owner == "self":
        yield from _defining(act, name) if act else ()
        return
    known = function.__globals__
    called = known.get(name) if not owner else getattr(known.get(owner), name, None)
    if inspect.isfunction(called) and called.__module__.startswith("goodoffices."):
        yield called


def _calls(function: Callable[..., Any]) -> list[ast.Call]:
    """Calls of something by its name, and of the act's own methods, in the order of the source."""
    found = [n for n in ast.walk(ast.Module(_body(function), [])) if isinstance(n, ast.Call)]
    return sorted((n for n in found if _name(n)), key=lambda n: (n.lineno, n.col_offset))


def _name(call: ast.Call) -> str:
    """`called`, `self.called` or `module.called`; empty for a call of anything else."""
    of_name = isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name)
    return ast.unparse(call.func) if of_name or isinstance(call.func, ast.Name) else ""


def _sentence(call: ast.Call, function: Callable[..., Any]) -> str:
    texts = [n.value for n in ast.walk(call) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    named = [n.id for n in ast.walk(call.args[0]) if isinstance(n, ast.Name) and n.id != "_"]
    known = [function.__globals__.get(name, "") for name in named]
    return max([*texts, *(str(each) for each in known if isinstance(each, str | Promise)), ""], key=len)


def _gapped(text: str) -> str:
    """A sentence with its gaps shown as words: %(by)s → ‹by›."""
    return re.sub(r"%\((\w+)\)s", r"‹\1›", text)


def _only_up() -> str:
    from goodoffices.record import perform

    return next(refusals(perform._only_up))


# Facts, from the source


def facts_of(act: type[Act]) -> list[str]:
    """The keys of what it draws, each once."""
    found = [key for method in _defining(act, "draw") for key in _keys_of(method, act)]
    return list(dict.fromkeys([*found, *(["tabled"] if act.tables is not Act.tables else [])]))


def _keys_of(function: Callable[..., Any], act: type[Act], deep: int = 3) -> Iterator[str]:
    """The keys of what a function returns, as far as its source tells: not those of what stands below them."""
    body = ast.Module(_body(function), [])
    for returned in (node.value for node in ast.walk(body) if isinstance(node, ast.Return) and node.value):
        yield from _keys(returned, function, act, deep)


def _keys(value: ast.expr, function: Callable[..., Any], act: type[Act], deep: int) -> Iterator[str]:
    match value:
        case ast.Dict():
            for key, below in zip(value.keys, value.values, strict=True):
                if isinstance(key, ast.Constant):
                    yield str(key.value)
                elif key is None:
                    yield from _keys(below, function, act, deep)
        case ast.IfExp():
            yield from _keys(value.body, function, act, deep)
            yield from _keys(value.orelse, function, act, deep)
        case ast.BinOp():
            yield from _keys(value.left, function, act, deep)
            yield from _keys(value.right, function, act, deep)
        case ast.Name():
            yield from _keys_of_name(value.id, function, act, deep)
        case ast.Call() if deep:
            for called in _called(value, function, act):
                yield from _keys_of(called, act, deep - 1)
            for given in (each.body for each in value.args if isinstance(each, ast.Lambda)):
                yield from _keys(given, function, act, deep)


def _keys_of_name(name: str, function: Callable[..., Any], act: type[Act], deep: int) -> Iterator[str]:
    """Of a variable: what is put into it anywhere in the function; else of a constant of the module."""
    if isinstance(known := function.__globals__.get(name), dict):
        yield from map(str, known)
    for node in ast.walk(ast.Module(_body(function), [])):
        match node:
            case ast.Assign(targets=[ast.Name(id=found)], value=value) if found == name:
                yield from _keys(value, function, act, deep)
            case ast.AnnAssign(target=ast.Name(id=found), value=ast.expr() as value) if found == name:
                yield from _keys(value, function, act, deep)
            case ast.AugAssign(target=ast.Name(id=found), value=value) if found == name:
                yield from _keys(value, function, act, deep)
            case ast.Subscript(value=ast.Name(id=found), ctx=ast.Store(), slice=ast.Constant(value=key)) if (
                found == name
            ):
                yield str(key)
