"""That words no longer bind."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consultation', '0005_fewer_indexes'),
        ('record', '0006_lean_retries'),
    ]

    operations = [
        migrations.CreateModel(
            name='Unbinding',
            fields=[
                ('id', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('number', models.PositiveBigIntegerField()),
                ('changed', models.PositiveBigIntegerField()),
                ('words', models.TextField()),
                ('at', models.CharField(max_length=24)),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.book')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consultation.statement')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
