"""A token expires, and is known by who made it. Those that are there have as long from now as new ones."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import goodoffices.accounts.models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="token",
            name="expires",
            field=models.DateTimeField(default=goodoffices.accounts.models.in_token_days),
        ),
        migrations.AddField(
            model_name="token",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="tokens",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
