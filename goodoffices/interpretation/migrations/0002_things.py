"""Renderings point at a thing, whatever noun that is. They, terms and usages are things themselves."""

import django.db.models.deletion
from django.db import migrations, models

from goodoffices.record.migrations._filling import pointed_at, things_of

ABOUT = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": "record.thing"}
SORTS = ("statement", "solution", "position")


class Migration(migrations.Migration):
    dependencies = [
        ("interpretation", "0001_initial"),
        ("agenda", "0005_things"),
        ("consultation", "0004_things"),
        ("record", "0004_thing"),
    ]
    operations = [
        things_of("interpretation_term", "term"),
        things_of("interpretation_usage", "usage"),
        things_of("interpretation_rendering", "rendering"),
        migrations.AddField("rendering", "about", models.ForeignKey(null=True, **ABOUT)),
        pointed_at("interpretation_rendering", *(f"{sort}_id" for sort in SORTS)),
        migrations.AlterField("rendering", "about", models.ForeignKey(**ABOUT)),
        *(migrations.RemoveField("rendering", sort) for sort in SORTS),
        migrations.AlterField("rendering", "wording", models.PositiveBigIntegerField(db_column="wording")),
        migrations.RenameField("rendering", "wording", "rendered"),
    ]
