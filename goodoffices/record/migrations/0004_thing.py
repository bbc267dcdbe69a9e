"""Things: what others can be about. Each office puts in its own nouns."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0003_standing")]
    operations = [
        migrations.CreateModel(
            name="Thing",
            fields=[
                ("id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField()),
                ("changed", models.PositiveBigIntegerField()),
                ("sort", models.CharField(max_length=24)),
                (
                    "book",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.book"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    ]
