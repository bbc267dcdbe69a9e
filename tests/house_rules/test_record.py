"""How the record may be filled and read."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models import NOT_PROVIDED, AutoField

from goodoffices.record.models import recorded_models
from tests.house_rules.excuses import unexcused
from tests.house_rules.reading import Finding, attributes, dotted, place, sources, tree
from tests.offices import floors


@pytest.mark.parametrize("model", recorded_models(), ids=lambda model: model.__name__)
def test_nothing_in_a_recorded_row_comes_from_a_clock_a_counter_or_chance(model: Any) -> None:
    for field in model._meta.concrete_fields:
        assert not isinstance(field, AutoField), f"{field} counts by itself"
        assert not getattr(field, "auto_now", False) and not getattr(field, "auto_now_add", False), field
        assert field.db_default is NOT_PROVIDED, f"{field} is filled by the database"
        # An empty list is no chance; Django wants it as a callable, lest all rows share one.
        assert not callable(field.default) or field.default in (NOT_PROVIDED, list, dict, str), (
            f"{field} calls for its default"
        )


def test_no_migration_is_missing() -> None:
    before = MigrationLoader(None)
    now = ProjectState.from_apps(apps)
    found = MigrationAutodetector(before.project_state(), now).changes(before.graph, trim_to_apps=set(floors()))
    assert {name: [str(each) for each in migrations] for name, migrations in found.items()} == {}


def test_recorded_rows_are_read_by_somebody() -> None:
    assert unexcused("read for nobody", _read_for_nobody()) == []


def _read_for_nobody() -> Iterator[Finding]:
    models = {model.__name__ for model in recorded_models()}
    for file, node in attributes():
        if node.attr in ("_base_manager", "_default_manager"):
            yield Finding(file, node.lineno, dotted(node))
        # `Row.objects` is followed by `seen_by(seat)`, or by `of(entry)` in an apply. (At runtime `ScopedQuerySet` sees to it.)
        if (
            node.attr == "objects"
            and dotted(node.value) in models & _ours(file)
            and _next(node) not in ("seen_by", "of", "as_manager")
        ):
            yield Finding(file, node.lineno, f"{dotted(node)}.{_next(node)}")


@cache
def _ours(file: Path) -> frozenset[str]:
    """The names that a file has from the product itself: Django has a Session, too."""
    found = {n.name for n in ast.walk(tree(file)) if isinstance(n, ast.ClassDef)}
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("goodoffices"):
            found |= {alias.asname or alias.name for alias in node.names}
    return frozenset(found)


def _next(node: ast.AST) -> str:
    parent = getattr(node, "parent", None)
    return parent.attr if isinstance(parent, ast.Attribute) else ""


def test_the_record_is_read_from_the_readers_shelf() -> None:
    tables = {"Entry", "Book", "Checkpoint", "Retry", "Register"}
    found = [
        Finding(file, node.lineno, dotted(node))
        for file, node in attributes()
        if node.attr == "objects" and dotted(node.value) in tables
    ]
    assert unexcused("record read", found) == []


def test_nobody_goes_around_the_tables_in_sql() -> None:
    found = [
        Finding(file, node.lineno, dotted(node))
        for file, node in attributes()
        if (
            node.attr in ("cursor", "raw", "extra")
            and dotted(node.value).split(".")[-1] in ("connection", "objects", "")
            and _is_about_the_database(file, node)
        )
        or (dotted(node.value) == "sql" and node.attr in ("rows", "row", "execute"))
    ]
    assert unexcused("sql", found) == []


def _is_about_the_database(file: Path, node: ast.Attribute) -> bool:
    """`source().raw(…)` draws chance."""
    drawn = isinstance(node.value, ast.Call) or dotted(node.value).endswith("other")
    return not (node.attr == "raw" and (drawn or "source" in place(file)))


WRITING = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "make", "change",
}  # fmt: skip


def test_pages_and_the_api_write_nothing_but_acts() -> None:
    """What they write beside is not recorded, and nobody else's business."""
    readers = [f for f in sources() if re.search(r"(views|api|queries|pages|context|middleware|_pages)\.py$", f.name)]
    found = [
        Finding(file, node.lineno, dotted(node.func))
        for file in readers
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING
        if not _of_a_plain_dict(node)
    ]
    assert unexcused("writes", found) == []


def _of_a_plain_dict(node: ast.Call) -> bool:
    """`names.update(others)`: a dict or a set, one argument and no field."""
    return isinstance(node.func, ast.Attribute) and node.func.attr == "update" and bool(node.args) and not node.keywords
