"""Rows that know for whom they were read: what they are of may be read by fewer, who were admitted earlier or sit in another room."""

from collections.abc import Mapping
from typing import Any, Self

from django.db import models

from goodoffices.record.audience import Reader
from goodoffices.record.models import Recorded, ScopedQuerySet


class ReadRows(ScopedQuerySet):
    """Rows of `ReadBy`, each told which books its reader reads, and from which entry on."""

    _reads: Mapping[str, int] = {}

    def seen_by(self, seat: Reader) -> Self:
        rows = super().seen_by(seat)
        rows._reads = seat.books()
        return rows

    def _clone(self) -> Self:
        clone = super()._clone()
        clone._reads = self._reads
        return clone

    def _fetch_all(self) -> None:
        fetched = self._result_cache is None
        super()._fetch_all()
        for row in (self._result_cache or ()) if fetched else ():
            if isinstance(row, ReadBy):
                row.read_from = self._reads


class ReadBy(models.Model):
    """`read_from`: by book, the number from which the reader reads it. Empty for rows that were read for nobody in particular, as when
    an act is applied: of these, nothing is told that another row says."""

    read_from: Mapping[str, int] = {}

    class Meta:
        abstract = True

    def tells(self, *rows: Any) -> bool:
        """Whether the reader also reads these rows, which this one is of."""
        return all(self._read(row) for row in rows)

    def _read(self, row: Recorded) -> bool:
        first = self.read_from.get(row.book_id)
        return first is not None and first <= row.number
