"""The one table of the live floor. It is not recorded: no book says who signed in with what."""

from django.db import models


class CredentialVersion(models.Model):
    """A single row whose number grows whenever a credential may have been taken away. Triggers write it."""

    number = models.BigIntegerField(default=0)
