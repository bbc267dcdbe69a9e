"""Query sets of recorded rows. They refuse to be read without saying for whom."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol, Self

from django.db import models
from django.db.models import Q

from goodoffices.record.audience import Reader


class Unscoped(Exception):
    """A recorded table was read without saying for whom. Say `.seen_by(seat)`."""


class InBook(Protocol):
    """An entry, or a recorded row."""

    book_id: Any


class ScopedQuerySet(models.QuerySet[Any]):
    """Rows of the record. Reading needs a reader, or the entry that is being applied."""

    _scoped = False

    def seen_by(self, seat: Reader) -> Self:
        """The rows in the books that `seat` may read, from its admission on."""
        whole, later = [], Q()
        for book, first in seat.books().items():
            if first <= 1 or self.model.structural:
                whole.append(book)
            else:
                later |= Q(book_id=book) & self._read_from(first)
        return self._within(Q(book_id__in=whole) | later if later else Q(book_id__in=whole))

    def of(self, one: InBook) -> Self:
        """For `apply`: the rows of the entry's own audience. For a row that has been read: those that stand beside it."""
        return self._within(Q(book_id=one.book_id))

    def _read_from(self, first: int) -> Q:
        """The rows of a book that are read by those who were admitted to it with the entry `first`."""
        return Q(number__gte=first)

    def made_after(self, heads: Mapping[str, int]) -> Self:
        """Of these rows, those that were made after these numbers of their books."""
        return self.filter(_after("number", heads))

    def changed_after(self, heads: Mapping[str, int]) -> Self:
        """Of these rows, those that were made or changed after these numbers of their books."""
        return self.filter(_after("changed", heads))

    def _within(self, rule: Q) -> Self:
        rows = self.filter(rule)
        rows._scoped = True
        return rows

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._scoped = self._scoped
        return clone

    def _demand_scope(self) -> None:
        if not self._scoped:
            raise Unscoped(f"{self.model.__name__} was read for nobody in particular; say .seen_by(seat)")

    def __or__(self, other: Any) -> Self:
        self._demand_scope(), other._demand_scope()
        return super().__or__(other)

    def union(self, *others: Any, all: bool = False) -> Self:
        for rows in (self, *others):
            rows._demand_scope()
        return super().union(*others, all=all)

    def _fetch_all(self) -> None:
        self._demand_scope()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        self._demand_scope()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._demand_scope()
        return super().count()

    def exists(self) -> bool:
        self._demand_scope()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._demand_scope()
        return super().aggregate(*args, **kwargs)

    def update(self, **values: Any) -> int:
        self._demand_scope()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._demand_scope()
        return super().delete()


def _after(column: str, heads: Mapping[str, int]) -> Q:
    rule = Q()
    for book, number in heads.items():
        rule |= Q(book_id=book, **{f"{column}__gt": number})
    return rule or Q(pk__in=[])
