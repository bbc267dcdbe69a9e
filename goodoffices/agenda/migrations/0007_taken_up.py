"""Issues that were taken up from an adopted agenda."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agenda', '0006_views_of_sides'),
    ]

    operations = [
        migrations.AddField(
            model_name='issue',
            name='taken_up',
            field=models.BooleanField(default=False),
        ),
    ]
