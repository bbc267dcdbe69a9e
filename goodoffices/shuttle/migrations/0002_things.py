"""What may travel points at a thing, whatever noun that is; releases and drafted gists are things themselves."""

import django.db.models.deletion
from django.db import migrations, models

from goodoffices.record.migrations._filling import pointed_at, things_of

ABOUT = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": "record.thing"}
SORTS = {"release": ("statement", "solution"), "gist": ("statement",), "withholding": ("statement",)}


class Migration(migrations.Migration):
    dependencies = [
        ("shuttle", "0001_initial"),
        ("agenda", "0005_things"),
        ("consultation", "0004_things"),
        ("record", "0004_thing"),
    ]
    operations = [
        things_of("shuttle_release", "release"),
        things_of("shuttle_gist", "gist"),
        *(
            operation
            for model, sorts in SORTS.items()
            for operation in (
                migrations.AddField(model, "about", models.ForeignKey(null=True, **ABOUT)),
                pointed_at(f"shuttle_{model}", *(f"{sort}_id" for sort in sorts)),
                migrations.AlterField(model, "about", models.ForeignKey(**ABOUT)),
                *(migrations.RemoveField(model, sort) for sort in sorts),
            )
        ),
    ]
