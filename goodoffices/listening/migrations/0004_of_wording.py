"""A restatement, and its loop, hold the wording that was said back."""

from django.db import migrations, models

from goodoffices.record.migrations._filling import wording_of

LOOPS = """
UPDATE listening_loop SET of_wording = (
    SELECT r.of_wording FROM listening_restatement r WHERE r.loop_id = listening_loop.id ORDER BY r.number DESC LIMIT 1
)"""


class Migration(migrations.Migration):
    dependencies = [("listening", "0003_things")]
    operations = [
        migrations.AddField("restatement", "of_wording", models.PositiveBigIntegerField(default=0)),
        migrations.AddField("loop", "of_wording", models.PositiveBigIntegerField(default=0)),
        wording_of("listening_restatement", "(SELECT l.about_id FROM listening_loop l WHERE l.id = t.loop_id)"),
        migrations.RunSQL(LOOPS),
        migrations.AlterField("restatement", "of_wording", models.PositiveBigIntegerField()),
        migrations.AlterField("loop", "of_wording", models.PositiveBigIntegerField()),
    ]
