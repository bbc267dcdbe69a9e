"""A restatement, and its loop, hold the wording that was said back."""

from django.db import migrations, models

# What has given a thing other words, by the field that names it.
REWORDED = (
    ("consultation.amend_statement", "statement"),
    ("agenda.amend_issue", "issue"),
    ("process.reframe_round", "round"),
    ("process.conclude_round", "round"),
)
RESTATEMENTS = """
UPDATE listening_restatement SET of_wording = COALESCE((
    SELECT MAX(e.number) FROM record_entry e, listening_loop l
    WHERE l.id = listening_restatement.loop_id AND e.book_id = listening_restatement.book_id
    AND e.number < listening_restatement.number AND ({reworded})
), (
    SELECT t.number FROM record_thing t, listening_loop l
    WHERE l.id = listening_restatement.loop_id AND t.id = l.about_id
))"""
LOOPS = """
UPDATE listening_loop SET of_wording = (
    SELECT r.of_wording FROM listening_restatement r WHERE r.loop_id = listening_loop.id ORDER BY r.number DESC LIMIT 1
)"""


def _reworded() -> str:
    named = (f"(e.kind = '{kind}' AND json_extract(e.data, '$.{field}') = l.about_id)" for kind, field in REWORDED)
    return " OR ".join(named)


class Migration(migrations.Migration):
    dependencies = [("listening", "0003_things")]
    operations = [
        migrations.AddField("restatement", "of_wording", models.PositiveBigIntegerField(default=0)),
        migrations.AddField("loop", "of_wording", models.PositiveBigIntegerField(default=0)),
        migrations.RunSQL(RESTATEMENTS.format(reworded=_reworded())),
        migrations.RunSQL(LOOPS),
        migrations.AlterField("restatement", "of_wording", models.PositiveBigIntegerField()),
        migrations.AlterField("loop", "of_wording", models.PositiveBigIntegerField()),
    ]
