"""A retry is found by its seat and key, and by nothing else: one tree holds it, where three did and a counter beside them.

In SQL: SQLite cannot change a primary key, and the triggers that guard the table have to come back with it.
"""

import django.db.models.deletion
from django.db import migrations, models

COLUMNS = "seat, key, asked, number, book_id"
NEW = (
    'CREATE TABLE record_retry_new (seat varchar(40) NOT NULL, "key" varchar(200) NOT NULL, asked BLOB NOT NULL, '
    "number bigint unsigned NOT NULL CHECK (number >= 0), "
    "book_id varchar(40) NOT NULL REFERENCES record_book (id) DEFERRABLE INITIALLY DEFERRED, "
    'PRIMARY KEY (seat, "key")) WITHOUT ROWID'
)
OLD = (
    'CREATE TABLE record_retry_new (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, seat varchar(40) NOT NULL, '
    '"key" varchar(200) NOT NULL, asked BLOB NOT NULL, number bigint unsigned NOT NULL CHECK (number >= 0), '
    "book_id varchar(40) NOT NULL REFERENCES record_book (id) DEFERRABLE INITIALLY DEFERRED, "
    'CONSTRAINT one_entry_per_key UNIQUE (seat, "key"))'
)
INDEX = "CREATE INDEX record_retry_book_id_d2fc5f80 ON record_retry (book_id)"


def guard(event: str, name: str, when: str = "") -> str:
    return (
        f"CREATE TRIGGER record_retry_no_{name} BEFORE {event} ON record_retry {when} "
        f"BEGIN SELECT RAISE(ABORT, 'the record is append-only: {event} on record_retry'); END"
    )


GUARDS = [
    guard("UPDATE", "update"),
    guard("DELETE", "delete"),
    guard("INSERT", "replace", "WHEN EXISTS (SELECT 1 FROM record_retry WHERE seat = NEW.seat AND key = NEW.key)"),
]


def remade(table: str) -> list[str]:
    return [
        table,
        f"INSERT INTO record_retry_new ({COLUMNS}) SELECT {COLUMNS} FROM record_retry",  # noqa: S608
        "DROP TABLE record_retry",
        "ALTER TABLE record_retry_new RENAME TO record_retry",
        *GUARDS,
    ]


class Migration(migrations.Migration):
    dependencies = [("record", "0005_versions_per_book")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(remade(NEW), [*remade(OLD), INDEX])],
            [
                migrations.RemoveConstraint("retry", "one_entry_per_key"),
                migrations.RemoveField("retry", "id"),
                migrations.AddField(
                    "retry",
                    "pk",
                    models.CompositePrimaryKey("seat", "key", blank=True, editable=False, primary_key=True, serialize=False),
                ),
                migrations.AlterField(
                    "retry",
                    "book",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.book"
                    ),
                ),
            ],
        ),
    ]
