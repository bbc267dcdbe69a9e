"""Replay: the record alone rebuilds identical tables. An audit, a migration tool, and what every act test ends with."""

# house: read for nobody: the host's own audit
# house: record read: the host's own audit

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from goodoffices.record.memory import forget_everything
from goodoffices.record.models import Entry, recorded_models
from goodoffices.record.writing import one_writer

Tables = dict[str, dict[str, dict[str, Any]]]


def tables() -> Tables:
    """Every recorded row: table → id → column → value."""
    return {
        model._meta.label: {
            row.pk: json.loads(
                json.dumps(
                    {f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields}, cls=DjangoJSONEncoder
                )
            )
            for row in model._base_manager.order_by("pk")
        }
        for model in recorded_models()
    }


def rebuild() -> None:
    """Empty every recorded table and apply every entry again, in the order in which they were appended."""
    forget_everything()
    with one_writer():
        for model in reversed(recorded_models()):
            # Without Django's collector, since rows of one table may refer to each other, and all of them are deleted.
            model._base_manager.all()._raw_delete("default")
        for entry in Entry.objects.select_related("book").order_by("register_id", "position").iterator():
            entry.act.apply(entry)


def differences(before: Tables, after: Tables) -> list[str]:
    """What differs between two states of the tables, a line each."""
    found = []
    for label in sorted(before.keys() | after.keys()):
        old, new = before.get(label, {}), after.get(label, {})
        for id in sorted(old.keys() | new.keys()):
            if old.get(id) != new.get(id):
                found.append(f"{label} {id}: {old.get(id, 'absent')} became {new.get(id, 'absent')}")
    return found


class _Undo(Exception):
    pass


def check() -> list[str]:
    """Rebuild in a transaction that is taken back, and say what came out differently."""
    before = tables()
    found: list[str] = []
    try:
        with transaction.atomic():
            rebuild()
            found = differences(before, tables())
            raise _Undo
    except _Undo:
        return found
