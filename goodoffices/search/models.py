"""How far each book is in the index. The index itself are the tables of `engines/words`, made by the first migration."""

from django.db import models

from goodoffices.record.models import ID_LENGTH


class Indexed(models.Model):
    """How far a book is in the index. Not recorded: whoever forgets it indexes the book anew.

    `upto` is the last entry whose changes are in it, `versions` those of the book's tables at that time, `made` the rules
    under which its texts were cut and stemmed.
    """

    book_id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    upto = models.PositiveBigIntegerField(default=0)
    versions = models.TextField(default="{}")
    made = models.CharField(max_length=64, default="")
