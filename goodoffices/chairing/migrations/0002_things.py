"""Points of order are things."""

from django.db import migrations

from goodoffices.record.migrations._filling import things_of


class Migration(migrations.Migration):
    dependencies = [("chairing", "0001_initial"), ("record", "0004_thing")]
    operations = [things_of("chairing_point", "point_of_order")]
