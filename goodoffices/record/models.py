"""The tables of the record itself, and the base of every row that the record rebuilds."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import cache, cached_property
from typing import Any, ClassVar, Self

from django.db import connection, models

from goodoffices.record import sql
from goodoffices.record.audience import Audience
from goodoffices.record.fields import RECORDED
from goodoffices.record.kinds import KINDS, Kind
from goodoffices.record.querysets import ScopedQuerySet
from goodoffices.record.structure import version_of_table
from goodoffices.record.timestamps import moment

ID_LENGTH = 40


class Register(models.Model):
    """One process in the record: the row that writers lock, and the order in which its acts are replayed.

    `position` never leaves the host: it would show one party that another was busy.
    """

    process = models.CharField(primary_key=True, max_length=ID_LENGTH)
    position = models.PositiveBigIntegerField(default=0)

    rings: str = ""  # when the first of its alarms rings, as `appending.locked` found it


class Book(models.Model):
    """The entries of one audience, and the Merkle tree over them (`peaks`, the compact form of its leaves).

    `versions` are those of its tables (`record.structure`): pages are remembered under them. They never leave.
    """

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    register = models.ForeignKey(Register, models.PROTECT, related_name="books", db_index=False)
    kind = models.CharField(max_length=16)
    key = models.CharField(max_length=ID_LENGTH, blank=True)
    name = models.CharField(max_length=200)
    head = models.PositiveBigIntegerField(default=0)
    last_at = models.CharField(max_length=24, blank=True)
    peaks = models.BinaryField(default=bytes)
    versions = models.TextField(default="{}")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "kind", "key"], name="one_book_per_audience")]

    @property
    def audience(self) -> Audience:
        return Audience(self.kind, self.key)

    @property
    def process_id(self) -> str:
        return self.register_id

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """An act, sealed. `by` is what readers are told (null where it is hidden); `actor` and `position` never leave."""

    pk = models.CompositePrimaryKey("book_id", "number")
    book = models.ForeignKey(Book, models.PROTECT, related_name="entries", db_index=False)
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=80)
    by = models.CharField(max_length=ID_LENGTH, null=True)
    at = models.CharField(max_length=24)
    data = models.JSONField()
    facts = models.JSONField()
    salt = models.BinaryField()
    commitment = models.BinaryField()
    actor = models.CharField(max_length=ID_LENGTH)
    register = models.ForeignKey(Register, models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "position"], name="one_order_per_process")]

    @property
    def process_id(self) -> str:
        return self.register_id

    @property
    def id(self) -> str:
        """The id of the thing that the act made."""
        return str(self.facts["id"])

    @property
    def moment(self) -> datetime:
        return moment(self.at)

    @property
    def citation(self) -> str:
        return f"{self.book.name} {self.number}"

    @cached_property
    def table_version(self) -> int:
        """The version of who sits at the table, as it is when somebody first asks this entry for it."""
        return version_of_table(self.register_id)

    @cached_property
    def act(self) -> Kind:
        # What was accepted once stays readable, however strict the rules have become.
        act: Kind = KINDS[self.kind].model_validate_json(json.dumps(self.data), context=RECORDED)
        return act

    def __str__(self) -> str:
        return self.citation


class Retry(models.Model):
    """That a seat's key has been used, for what, and which entry answered it."""

    pk = models.CompositePrimaryKey("seat", "key")
    seat = models.CharField(max_length=ID_LENGTH)
    key = models.CharField(max_length=200)
    asked = models.BinaryField()
    book = models.ForeignKey(Book, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveBigIntegerField()


class Checkpoint(models.Model):
    """A signed note on a book's first `size` entries, kept as given."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="checkpoints", db_index=False)
    size = models.PositiveBigIntegerField()
    note = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "size"], name="one_checkpoint_per_size")]


class Cosignature(models.Model):
    """A witness's signature line on a kept checkpoint. Replay does not make it: it came from outside, and not by an act."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="cosignatures", db_index=False)
    size = models.PositiveBigIntegerField()
    witness = models.CharField(max_length=300)  # its verifier key
    line = models.CharField(max_length=600)
    at = models.PositiveBigIntegerField()  # as the witness says, in seconds since 1970
    received_at = models.CharField(max_length=24)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "witness", "size"], name="one_cosignature_per_size")]


class Bell(models.Model):
    """That the clock is to put something on record in this book which no entry has set: at most one, and never for an act.

    It rings like an alarm (`record.alarms`). Replay neither makes nor needs it.
    """

    book = models.OneToOneField(Book, models.PROTECT, primary_key=True, related_name="bell")
    at = models.CharField(max_length=24)
    kind = models.CharField(max_length=80)
    data = models.JSONField()


class Recorded(models.Model):
    """A row that `apply` makes from an entry. Nothing in it comes from a clock, a counter or chance.

    `number` is that of the entry which made the row, `changed` that of the last one which changed it.
    """

    structural: ClassVar[bool] = False  # says who and what there is, so it is also shown to those admitted later
    lasting: ClassVar[bool] = False  # changes as rarely, so it is cached in the same way
    pointed_at: ClassVar[bool] = False  # others reach its rows by their keys, and many come: see `record.sources`
    seating: ClassVar[bool] = False  # says who sits where or under which rules, and so who reads what

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    book = models.ForeignKey(Book, models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField()
    changed = models.PositiveBigIntegerField()

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def make(cls, entry: Entry, id: str = "", **values: Any) -> Self:
        """A new row of the entry's audience; without `id`, the thing that the entry made."""
        row = cls(id=id or entry.id, book_id=entry.book_id, number=entry.number, changed=entry.number, **values)
        row._insert()
        return row

    def _insert(self) -> None:
        # Like `save(force_insert=True)`, without building the statement each time.
        given, (statement, columns) = self.__dict__, _insertion(type(self))
        values = [given[name] if prepared is None else prepared(given[name], connection) for name, prepared in columns]
        # house: sql: a row that is made, without putting the statement together every time
        sql.execute(statement, values)
        self._state.adding, self._state.db = False, connection.alias

    @classmethod
    def change(cls, entry: Entry, id: str, **values: Any) -> None:
        """Change one row of the entry's audience."""
        changed = cls.objects.of(entry).filter(id=id).update(changed=entry.number, **values)
        if changed != 1:
            raise RuntimeError(f"{entry.kind} changed {changed} rows of {cls.__name__}: it belongs to another audience")

    @property
    def audience(self) -> Audience:
        return self.book.audience

    @property
    def citation(self) -> str:
        return f"{self.book.name} {self.number}"

    def told(self) -> dict[str, Any]:
        """The row's own columns, for a reader who sees it. Whose it is stands in its entry, as far as it may be told."""
        return {
            ("book" if field.attname == "book_id" else field.attname): getattr(self, field.attname)
            for field in self._meta.concrete_fields
            if field.attname != "seat_id"
        }


class Alarm(Recorded):
    """That the clock is to do something in this book at a moment. Its id is that of the thing it is set for."""

    at = models.CharField(max_length=24)
    kind = models.CharField(max_length=80)
    data = models.JSONField()
    rung = models.BooleanField(default=False)  # or taken back

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["book", "at"], name="alarms_set", condition=models.Q(rung=False))
        ]


#: Columns that go into the database as they are.
_AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)
Column = tuple[str, Callable[[Any, Any], Any] | None]  # its attribute, and what makes of it what the database keeps


# house: kept between requests: the shape of an insertion in SQL
@cache
def _insertion(model: type[Recorded]) -> tuple[str, list[Column]]:
    fields, quoted = model._meta.local_concrete_fields, connection.ops.quote_name
    names, gaps = ", ".join(quoted(str(field.column)) for field in fields), ", ".join(["%s"] * len(fields))
    columns: list[Column] = [
        (field.attname, None if isinstance(field, _AS_THEY_ARE) else field.get_db_prep_save) for field in fields
    ]
    return f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES ({gaps})", columns  # noqa: S608


def recorded_models() -> list[type[Recorded]]:
    """Every table that the record rebuilds, those referred to before those that refer."""
    from django.apps import apps

    known = [model for model in apps.get_models() if issubclass(model, Recorded)]
    ordered: list[type[Recorded]] = []

    def take(model: type[Recorded]) -> None:
        if model in ordered:
            return
        for field in model._meta.get_fields():
            target = field.related_model if field.many_to_one or field.one_to_one else None
            if field.concrete and target in known and target is not model:
                take(target)
        ordered.append(model)

    for model in known:
        take(model)
    return ordered
