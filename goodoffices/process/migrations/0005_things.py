"""Ground rules, rounds, sessions and task forces are things; so is each item of a round's agenda, and each highlight."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from goodoffices.record.migrations._filling import things_of
from goodoffices.record.source import derived

REWORDED = """
SELECT MAX(e.number) FROM record_entry e WHERE e.book_id = t.book_id AND json_extract(e.data, '$.round') = t.id AND (
  (e.kind = 'process.reframe_round' AND COALESCE(json_extract(e.data, '$.title'), '') <> '')
  OR (e.kind = 'process.conclude_round' AND COALESCE(json_extract(e.data, '$.framework'), '') <> '')
)"""
FRAMING = ("process.frame_round", "process.reframe_round", "process.conclude_round")


def line(*more: tuple[str, Any]) -> list[tuple[str, Any]]:
    return [
        ("id", models.CharField(max_length=40, primary_key=True, serialize=False)),
        ("number", models.PositiveBigIntegerField()),
        ("changed", models.PositiveBigIntegerField()),
        ("place", models.PositiveSmallIntegerField()),
        ("text", models.CharField(max_length=300)),
        *more,
        ("book", foreign_key("record.book")),
        ("round", foreign_key("process.round")),
    ]


def foreign_key(to: str) -> Any:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to)


def write_lines(apps: Any, _schema: Any) -> None:
    """What the acts would have written, had there been lines then."""
    entries = apps.get_model("record", "Entry").objects.filter(kind__in=FRAMING).order_by("register_id", "position")
    for entry in entries:
        round = entry.facts["id"] if entry.kind == "process.frame_round" else entry.data["round"]
        if entry.kind == "process.conclude_round":
            for place, text in enumerate(entry.data.get("highlights", []), 1):
                of_round = {"id": derived(round, "highlight", place), "round_id": round, "place": place, "text": text}
                _row(apps, "Highlight", entry, of_round)
        elif (items := entry.data.get("items")) is not None:
            _frame(apps, entry, round, items)


def _frame(apps: Any, entry: Any, round: str, items: list[str]) -> None:
    table, before = apps.get_model("process", "AgendaItem").objects, {}
    standing = list(table.filter(round_id=round, current=True).order_by("place"))
    if [item.text for item in standing] == items:
        return
    for item in standing:
        before.setdefault(item.text, []).append(item)
    for place, text in enumerate(items, 1):
        if not before.get(text):
            id = derived(round, "item", entry.number, place)
            of_round = {"id": id, "round_id": round, "place": place, "text": text, "current": True}
            _row(apps, "AgendaItem", entry, of_round)
        elif (item := before[text].pop(0)).place != place:
            table.filter(id=item.id).update(place=place, changed=entry.number)
    gone = [item.id for left in before.values() for item in left]
    table.filter(id__in=gone).update(current=False, changed=entry.number)


def _row(apps: Any, model: str, entry: Any, values: dict[str, Any]) -> None:
    made = {"book_id": entry.book_id, "number": entry.number, "changed": entry.number}
    apps.get_model("process", model).objects.create(**made, **values)


class Migration(migrations.Migration):
    dependencies = [("process", "0004_even_handedness"), ("record", "0004_thing")]
    operations = [
        migrations.CreateModel(
            name="AgendaItem",
            fields=line(("current", models.BooleanField(default=True))),
            options={"ordering": ["round_id", "place"]},
        ),
        migrations.CreateModel(name="Highlight", fields=line(), options={"ordering": ["round_id", "place"]}),
        migrations.RunPython(write_lines),
        things_of("process_groundrules", "ground_rules"),
        things_of("process_round", "round", REWORDED),
        things_of("process_session", "session"),
        things_of("process_taskforce", "task_force"),
        things_of("process_agendaitem", "agenda_item"),
        things_of("process_highlight", "highlight"),
    ]
