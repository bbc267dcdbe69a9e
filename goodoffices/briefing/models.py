"""When a seat was last here, and whether it wants a digest. Plain tables: private, and not recorded."""

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
