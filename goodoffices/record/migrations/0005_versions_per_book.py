"""A version of structure per book, in place of one number per process (`record.cache`, decision 27).

One number for the whole process changed whenever anybody changed anything anywhere, so that an act in a book one does not
read made one's own next page slower: a signal in time.

In SQL: Django would rebuild the tables on SQLite, and the triggers that guard the record would go with them.
"""

from django.db import migrations, models

OLD = (
    "WHEN NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.key <> OLD.key OR NEW.register_id <> OLD.register_id "
    "OR NEW.name <> OLD.name OR NEW.head <> OLD.head + 1 OR NEW.last_at < OLD.last_at"
)
# A book grows by one entry, or stays as it is while the version of its structure moves on.
NEW = (
    "WHEN NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.key <> OLD.key OR NEW.register_id <> OLD.register_id "
    "OR NEW.name <> OLD.name OR NOT ((NEW.head = OLD.head + 1 AND NEW.last_at >= OLD.last_at) "
    "OR (NEW.head = OLD.head AND NEW.last_at = OLD.last_at AND NEW.peaks = OLD.peaks))"
)


def guard(when: str) -> str:
    return (
        f"CREATE TRIGGER record_book_only_grows BEFORE UPDATE ON record_book {when} "
        "BEGIN SELECT RAISE(ABORT, 'the record is append-only: UPDATE on record_book'); END"
    )


def drop_old_triggers(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\\_stands\\_%' ESCAPE '\\'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("record", "0004_thing")]
    operations = [
        migrations.RunPython(drop_old_triggers, migrations.RunPython.noop),
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(["DROP TRIGGER record_book_only_grows", guard(NEW)],
                                  ["DROP TRIGGER record_book_only_grows", guard(OLD)]),
                migrations.RunSQL(
                    "ALTER TABLE record_book ADD COLUMN structure_version bigint NOT NULL DEFAULT 0 "
                    "CHECK (structure_version >= 0)",
                    "ALTER TABLE record_book DROP COLUMN structure_version",
                ),
                migrations.RunSQL(
                    [
                        "ALTER TABLE record_book ADD COLUMN moved bigint NOT NULL DEFAULT 0 CHECK (moved >= 0)",
                        "UPDATE record_book SET moved = head",
                    ],
                    "ALTER TABLE record_book DROP COLUMN moved",
                ),
                migrations.RunSQL(
                    "ALTER TABLE record_register DROP COLUMN standing",
                    "ALTER TABLE record_register ADD COLUMN standing bigint NOT NULL DEFAULT 0 CHECK (standing >= 0)",
                ),
            ],
            [
                migrations.AddField("book", "structure_version", models.PositiveBigIntegerField(default=0)),
                migrations.AddField("book", "moved", models.PositiveBigIntegerField(default=0)),
                migrations.RemoveField("register", "standing"),
            ],
        ),
    ]
