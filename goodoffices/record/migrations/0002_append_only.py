"""Append-only, in the database too: no statement of ours or of anybody else changes what has been recorded."""

from django.db import migrations

SEALED = ("record_entry", "record_checkpoint", "record_retry")


def trigger(name: str, table: str, event: str, when: str = "") -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, 'the record is append-only: {event} on {table}'); END",
        f"DROP TRIGGER {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [
        *(trigger(f"{table}_no_{event.lower()}", table, event) for table in SEALED for event in ("UPDATE", "DELETE")),
        *(
            trigger(
                f"{table}_no_replace", table, "INSERT",
                f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})",
            )
            for table, same in (
                ("record_entry", "book_id = NEW.book_id AND number = NEW.number"),
                ("record_checkpoint", "book_id = NEW.book_id AND size = NEW.size"),
                ("record_retry", "seat = NEW.seat AND key = NEW.key"),
            )
        ),
        trigger("record_book_no_delete", "record_book", "DELETE"),
        trigger("record_register_no_delete", "record_register", "DELETE"),
        trigger(
            "record_book_only_grows", "record_book", "UPDATE",
            "WHEN NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.key <> OLD.key OR NEW.register_id <> OLD.register_id "
            "OR NEW.name <> OLD.name OR NEW.head <> OLD.head + 1 OR NEW.last_at < OLD.last_at",
        ),
        trigger(
            "record_entry_in_order", "record_entry", "INSERT",
            "WHEN NEW.number <> (SELECT head FROM record_book WHERE id = NEW.book_id) "
            "OR NEW.position <> (SELECT position FROM record_register WHERE process = NEW.register_id)",
        ),
    ]
