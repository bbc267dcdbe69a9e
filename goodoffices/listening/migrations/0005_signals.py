"""Private signals to the mediator. Not recorded."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listening', '0004_of_wording'),
    ]

    operations = [
        migrations.CreateModel(
            name='Signal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('process', models.CharField(max_length=40)),
                ('session', models.CharField(max_length=40)),
                ('seat', models.CharField(max_length=40)),
                ('word', models.CharField(max_length=12)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('seat',), name='one_signal_per_seat')],
            },
        ),
    ]
