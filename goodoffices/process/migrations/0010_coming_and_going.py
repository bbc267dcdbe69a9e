"""Parties join talks that are open and leave them; and how the talks end is proposed."""


import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('process', '0009_sidebars'),
        ('record', '0006_lean_retries'),
    ]

    operations = [
        migrations.AddField(
            model_name='groundrules',
            name='on_leaving',
            field=models.CharField(default='talks_continue', max_length=16),
        ),
        migrations.AddField(
            model_name='party',
            name='acceded',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='party',
            name='left',
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='party',
            name='reads_from',
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='party',
            name='sits_from',
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='process',
            name='ended_as',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='process',
            name='ended_at',
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AddField(
            model_name='process',
            name='ended_by',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='process',
            name='ended_how',
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.CreateModel(
            name='Accession',
            fields=[
                ('id', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('number', models.PositiveBigIntegerField()),
                ('changed', models.PositiveBigIntegerField()),
                ('key', models.CharField(max_length=24)),
                ('name', models.CharField(max_length=300)),
                ('words', models.TextField(blank=True)),
                ('state', models.CharField(default='proposed', max_length=12)),
                ('declined_in', models.TextField(blank=True)),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.book')),
                ('declined_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='process.party')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='process.seat')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AccessionAcceptance',
            fields=[
                ('id', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('number', models.PositiveBigIntegerField()),
                ('changed', models.PositiveBigIntegerField()),
                ('at', models.CharField(max_length=24)),
                ('accession', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='process.accession')),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.book')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='process.party')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Leaving',
            fields=[
                ('id', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('number', models.PositiveBigIntegerField()),
                ('changed', models.PositiveBigIntegerField()),
                ('words', models.TextField(blank=True)),
                ('at', models.CharField(max_length=24)),
                ('first', models.PositiveBigIntegerField(default=1)),
                ('sat_from', models.PositiveBigIntegerField(null=True)),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.book')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='process.party')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Motion',
            fields=[
                ('id', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('number', models.PositiveBigIntegerField()),
                ('changed', models.PositiveBigIntegerField()),
                ('outcome', models.CharField(blank=True, max_length=20)),
                ('words', models.TextField(blank=True)),
                ('at', models.CharField(max_length=24)),
                ('state', models.CharField(default='proposed', max_length=12)),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.book')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MotionVoice',
            fields=[
                ('id', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('number', models.PositiveBigIntegerField()),
                ('changed', models.PositiveBigIntegerField()),
                ('says', models.CharField(max_length=12)),
                ('words', models.TextField(blank=True)),
                ('at', models.CharField(max_length=24)),
                ('current', models.BooleanField(default=True)),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.book')),
                ('motion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='process.motion')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='process.party')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
