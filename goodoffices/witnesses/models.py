"""The witnesses that have been named, and what the clock has put on record of their cosignatures."""

from typing import Any, ClassVar, Self

from django.db import models

from goodoffices.process.models import Party, Seat
from goodoffices.record.models import Recorded, ScopedQuerySet


class WitnessRows(ScopedQuerySet):
    def standing(self) -> Self:
        return self.filter(dismissed__isnull=True)

    def of_side(self, seat: Seat) -> Self:
        """Those that this seat's side has named; of an observer, none."""
        if seat.party_id or seat.third:
            return self.filter(party_id=seat.party_id)
        return self.none()


class Witness(Recorded):
    """A key under which a side witnesses the books that it reads. Everybody at the table may check what it signs."""

    structural = True

    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")  # null: the third party
    verifier = models.CharField(max_length=300)  # a C2SP verifier key of type 4
    dismissed = models.PositiveBigIntegerField(null=True)  # number of the entry by which it was taken back

    objects: ClassVar[Any] = WitnessRows.as_manager()

    class Meta:
        ordering = ["book_id", "number"]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """The name in its key."""
        return self.verifier.split("+", 1)[0]


class Noting(Recorded):
    """That the clock has noted in a book who has witnessed it, as far as had come in by `until`."""

    until = models.CharField(max_length=24)
