"""Alarms: what the clock puts on record at a moment (`record.alarms`)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0007_versions_per_table")]
    operations = [
        migrations.CreateModel(
            name="Alarm",
            fields=[
                ("id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField()),
                ("changed", models.PositiveBigIntegerField()),
                ("at", models.CharField(max_length=24)),
                ("kind", models.CharField(max_length=80)),
                ("data", models.JSONField()),
                ("rung", models.BooleanField(default=False)),
                (
                    "book",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.book"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("rung", False)), fields=["book", "at"], name="alarms_set")
                ]
            },
        ),
    ]
