"""Whom a head entrusts with what."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('process', '0005_things'),
        ('record', '0006_lean_retries'),
    ]

    operations = [
        migrations.CreateModel(
            name='Trust',
            fields=[
                ('id', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('number', models.PositiveBigIntegerField()),
                ('changed', models.PositiveBigIntegerField()),
                ('to_do', models.CharField(max_length=12)),
                ('ended', models.PositiveBigIntegerField(null=True)),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.book')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='process.seat')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
