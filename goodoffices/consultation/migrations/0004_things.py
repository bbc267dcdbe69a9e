"""Statements are things, and a statement's mention of an issue points at the thing that the issue is."""

import django.db.models.deletion
from django.db import migrations, models

from goodoffices.record.migrations._filling import pointed_at, things_of

ABOUT = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": "record.thing"}


class Migration(migrations.Migration):
    dependencies = [
        ("consultation", "0003_statement_conveyed_for"),
        ("agenda", "0005_things"),
        ("record", "0004_thing"),
    ]
    operations = [
        things_of(
            "consultation_statement",
            "statement",
            "SELECT MAX(number) FROM consultation_amendment WHERE statement_id = t.id",
        ),
        migrations.AddField("mention", "about", models.ForeignKey(null=True, **ABOUT)),
        pointed_at("consultation_mention", "issue_id"),
        migrations.AlterField("mention", "about", models.ForeignKey(**ABOUT)),
        migrations.RemoveField("mention", "issue"),
    ]
