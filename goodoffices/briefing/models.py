"""When a seat was last here, whether it wants a digest, and who reads its calendar elsewhere. Plain tables: private, and not
recorded."""

from django.conf import settings
from django.db import models

from goodoffices.record.models import ID_LENGTH


class Departure(models.Model):
    """That a seat's last page was closed, and how far its books had come by then."""

    KEPT = 5  # departures kept per seat: somebody who just looked in may want the brief since the visit before

    seat = models.CharField(max_length=ID_LENGTH, db_index=True)
    at = models.CharField(max_length=24)
    heads = models.JSONField()  # book → number


class DigestWish(models.Model):
    """The hour, in the host city, at which a seat is told by mail how much waits for it."""

    seat = models.CharField(max_length=ID_LENGTH, unique=True)
    hour = models.PositiveSmallIntegerField()
    sent = models.CharField(max_length=10, blank=True)  # the day, in the host city, for which the last one was sent


class CalendarFeed(models.Model):
    """A secret address under which a seat's calendar is read elsewhere. Only its hash is kept; it is shown once."""

    hash = models.CharField(max_length=64, unique=True)
    seat = models.CharField(max_length=ID_LENGTH, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )  # who holds the seat and made it
    made = models.DateTimeField()
    revoked = models.DateTimeField(null=True)
    language = models.CharField(max_length=10, blank=True)  # in which it was made, for who has chosen none
