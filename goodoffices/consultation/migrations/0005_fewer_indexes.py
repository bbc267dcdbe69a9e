"""Indexes that cost every statement, and that no query used: gone, or kept only of the few rows that are looked for by them.

In SQL: Django would copy the whole table once for each.
"""

import django.db.models.deletion
from django.db import migrations, models

PLAIN = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "db_index": False}


def without_index(model: str, field: str, index: str, **more: object) -> migrations.SeparateDatabaseAndState:
    return migrations.SeparateDatabaseAndState(
        [migrations.RunSQL(f"DROP INDEX {index}", f"CREATE INDEX {index} ON consultation_{model} ({field}_id)")],
        [migrations.AlterField(model, field, models.ForeignKey(**PLAIN, **more))],
    )


class Migration(migrations.Migration):
    dependencies = [("consultation", "0004_things"), ("process", "0005_things"), ("record", "0006_lean_retries")]
    operations = [
        without_index("mention", "book", "consultation_mention_book_id_873424c5", to="record.book"),
        without_index("statement", "book", "consultation_statement_book_id_46bbe5a3", to="record.book"),
        without_index("statement", "seat", "consultation_statement_seat_id_fddc221f", to="process.seat"),
        without_index("statement", "party", "consultation_statement_party_id_1ead7b75", to="process.party", null=True),
        without_index(
            "statement", "conveyed_for", "consultation_statement_conveyed_for_id_0f23f5c6", to="process.party", null=True
        ),
        without_index(
            "statement", "answers", "consultation_statement_answers_id_808d0edd", to="consultation.statement", null=True
        ),
        migrations.RemoveIndex("statement", "statement_by_number"),
        migrations.AddIndex("statement", models.Index(fields=["book", "number", "seat"], name="statement_by_number")),
        migrations.AddIndex(
            "statement",
            models.Index(fields=["answers"], name="statement_answers", condition=models.Q(answers__isnull=False)),
        ),
        migrations.AddIndex(
            "statement",
            models.Index(fields=["book"], name="statement_questions", condition=models.Q(speech_act="question")),
        ),
    ]
