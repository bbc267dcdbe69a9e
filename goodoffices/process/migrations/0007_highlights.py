"""That heads adopt the highlights of a round."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('process', '0006_trust'),
        ('record', '0006_lean_retries'),
    ]

    operations = [
        migrations.CreateModel(
            name='HighlightsAdoption',
            fields=[
                ('id', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('number', models.PositiveBigIntegerField()),
                ('changed', models.PositiveBigIntegerField()),
                ('at', models.CharField(max_length=24)),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.book')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='process.party')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='process.round')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
