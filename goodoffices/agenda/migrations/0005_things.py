"""Issues, solutions and positions are things."""

from django.db import migrations

from goodoffices.record.migrations._filling import things_of


class Migration(migrations.Migration):
    dependencies = [("agenda", "0004_reworded"), ("record", "0004_thing")]
    operations = [
        things_of("agenda_issue", "issue", "SELECT MAX(number) FROM agenda_rewording WHERE issue_id = t.id"),
        things_of("agenda_solution", "solution"),
        things_of("agenda_position", "position"),
    ]
