"""How each side sees an issue."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agenda', '0005_things'),
        ('process', '0005_things'),
        ('record', '0005_versions_per_book'),
    ]

    operations = [
        migrations.CreateModel(
            name='View',
            fields=[
                ('id', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('number', models.PositiveBigIntegerField()),
                ('changed', models.PositiveBigIntegerField()),
                ('status', models.CharField(max_length=20)),
                ('words', models.TextField(blank=True)),
                ('at', models.CharField(max_length=24)),
                ('current', models.BooleanField(default=True)),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.book')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agenda.issue')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='process.party')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='process.seat')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
    ]
