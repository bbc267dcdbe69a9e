"""A release, and a drafted gist, hold the wording that they are of."""

from django.db import migrations, models

from goodoffices.record.migrations._filling import wording_of


class Migration(migrations.Migration):
    dependencies = [("shuttle", "0002_things")]
    operations = [
        operation
        for model in ("release", "gist")
        for operation in (
            migrations.AddField(model, "of_wording", models.PositiveBigIntegerField(default=0)),
            wording_of(f"shuttle_{model}"),
            migrations.AlterField(model, "of_wording", models.PositiveBigIntegerField()),
        )
    ]
