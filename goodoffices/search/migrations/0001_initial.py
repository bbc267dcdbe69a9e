from django.db import migrations, models

# The tables of `engines/words` as they were when this was written; a test compares them.
TABLES = (
    "CREATE TABLE IF NOT EXISTS words_book (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
    " rules TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS words_text (book INTEGER NOT NULL, key INTEGER NOT NULL, id TEXT NOT NULL,"
    " language TEXT NOT NULL, PRIMARY KEY (book, key)) WITHOUT ROWID",
    "CREATE UNIQUE INDEX IF NOT EXISTS words_text_id ON words_text (book, id)",
    "CREATE TABLE IF NOT EXISTS words_posting (book INTEGER NOT NULL, form TEXT NOT NULL, chunk INTEGER NOT NULL,"
    " keys BLOB NOT NULL, often BLOB NOT NULL, lengths BLOB NOT NULL, places BLOB NOT NULL,"
    " PRIMARY KEY (book, form, chunk)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS words_posting_chunk ON words_posting (book, chunk)",
    "CREATE TABLE IF NOT EXISTS words_trigram (book INTEGER NOT NULL, trigram TEXT NOT NULL, form TEXT NOT NULL,"
    " PRIMARY KEY (book, trigram, form)) WITHOUT ROWID",
)
NAMES = ("words_trigram", "words_posting", "words_text", "words_book")


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Indexed",
            fields=[
                ("book_id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("upto", models.PositiveBigIntegerField(default=0)),
                ("versions", models.TextField(default="{}")),
                ("made", models.CharField(default="", max_length=64)),
            ],
        ),
        migrations.RunSQL(list(TABLES), [f"DROP TABLE {name}" for name in NAMES]),
    ]
