"""A version for each table of a book, in place of one for its structure and one for its deeds (`record.sources`, decision 37).

In SQL: Django would rebuild the table on SQLite, and the triggers that guard the record would go with it.
"""

from django.db import migrations, models


def drop_old_triggers(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\\_structure\\_%' ESCAPE '\\'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("record", "0006_lean_retries")]
    operations = [
        migrations.RunPython(drop_old_triggers, migrations.RunPython.noop),
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    "ALTER TABLE record_book ADD COLUMN versions text NOT NULL DEFAULT '{}'",
                    "ALTER TABLE record_book DROP COLUMN versions",
                ),
                migrations.RunSQL(
                    "ALTER TABLE record_book DROP COLUMN structure_version",
                    "ALTER TABLE record_book ADD COLUMN structure_version bigint NOT NULL DEFAULT 0 "
                    "CHECK (structure_version >= 0)",
                ),
                migrations.RunSQL(
                    "ALTER TABLE record_book DROP COLUMN moved",
                    "ALTER TABLE record_book ADD COLUMN moved bigint NOT NULL DEFAULT 0 CHECK (moved >= 0)",
                ),
            ],
            [
                migrations.AddField("book", "versions", models.TextField(default="{}")),
                migrations.RemoveField("book", "structure_version"),
                migrations.RemoveField("book", "moved"),
            ],
        ),
    ]
