"""Which account sits where. Not recorded: no book knows an account."""

from django.conf import settings
from django.db import models

from goodoffices.record.models import ID_LENGTH


class Holder(models.Model):
    """Who holds a seat; nobody, once the account of whoever held it was deleted. Not recorded: no book knows an account."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="held")
    process = models.CharField(max_length=ID_LENGTH)
    seat = models.CharField(max_length=ID_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "process"], name="one_seat_per_person"),
            models.UniqueConstraint(fields=["seat"], name="one_person_per_seat"),
        ]


class Invitation(models.Model):
    """A link by which one person takes one seat. Only the hash of its secret is kept, and nothing of it is recorded."""

    hash = models.CharField(max_length=64, unique=True)
    process = models.CharField(max_length=ID_LENGTH)
    seat = models.CharField(max_length=ID_LENGTH, db_index=True)
    made_by = models.CharField(max_length=ID_LENGTH, blank=True)  # a seat; empty: the host
    address = models.EmailField(blank=True)
    instead = models.BooleanField(default=False)  # replaces whoever holds the seat: how a host recovers from lost keys
    made = models.DateTimeField()
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)
