"""What was heard points at a thing, whatever noun that is; restatements are things themselves."""

import django.db.models.deletion
from django.db import migrations, models

from goodoffices.record.migrations._filling import pointed_at, things_of

ABOUT = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": "record.thing"}
SORTS = ("statement", "solution", "position")


class Migration(migrations.Migration):
    dependencies = [
        ("listening", "0002_pulse"),
        ("agenda", "0005_things"),
        ("consultation", "0004_things"),
        ("record", "0004_thing"),
    ]
    operations = [
        things_of("listening_restatement", "restatement"),
        *(
            operation
            for model in ("asking", "loop", "waiver")
            for operation in (
                migrations.AddField(model, "about", models.ForeignKey(null=True, **ABOUT)),
                pointed_at(f"listening_{model}", *(f"{sort}_id" for sort in SORTS)),
                migrations.AlterField(model, "about", models.ForeignKey(**ABOUT)),
                *(migrations.RemoveField(model, sort) for sort in SORTS),
            )
        ),
        migrations.AddField("guidance", "about", models.ForeignKey(null=True, **ABOUT)),
        pointed_at("listening_guidance", "statement_id"),
        migrations.RemoveField("guidance", "statement"),
    ]
