"""The number that changes when the table does (`record.standing`), and an index less for each that another one holds.

In SQL: Django would rebuild the tables on SQLite, and the triggers that guard the record would go with them.
"""

import django.db.models.deletion
from django.db import migrations, models


def without_index(model: str, field: str, index: str, **more: str) -> migrations.SeparateDatabaseAndState:
    to = f"record.{field.title()}".lower()
    foreign = models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=to, db_index=False, **more)
    table = f"record_{model}"
    return migrations.SeparateDatabaseAndState(
        [migrations.RunSQL(f"DROP INDEX {index}", f"CREATE INDEX {index} ON {table} ({field}_id)")],
        [migrations.AlterField(model, field, foreign)],
    )


class Migration(migrations.Migration):
    dependencies = [("record", "0002_append_only")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    "ALTER TABLE record_register ADD COLUMN standing bigint NOT NULL DEFAULT 0 CHECK (standing >= 0)",
                    "ALTER TABLE record_register DROP COLUMN standing",
                )
            ],
            [migrations.AddField("register", "standing", models.PositiveBigIntegerField(default=0))],
        ),
        without_index("entry", "book", "record_entry_book_id_91426537", related_name="entries"),
        without_index("entry", "register", "record_entry_register_id_4a514be2", related_name="+"),
        without_index("checkpoint", "book", "record_checkpoint_book_id_91bd2307", related_name="checkpoints"),
        without_index("book", "register", "record_book_register_id_9e033e02", related_name="books"),
    ]
