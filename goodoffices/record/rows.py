"""Rows: what an act lists line by line, each line with a few fields of its own, such as the levels of a ladder.

    class Level(Row):
        name: Line
        days: Annotated[int, Field(ge=1, le=365)]

    levels: Annotated[list[Level], Field(max_length=10)]

A form draws them as so many lines and some empty ones (`process/form_rows.py`); over HTTP and on record they are objects.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, get_args

from django.utils.functional import Promise
from pydantic import BaseModel, ConfigDict


class Row(BaseModel):
    """One line. Its fields have labels and choices as those of an act have."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    field_labels: ClassVar[Mapping[str, str | Promise]] = {}
    choice_labels: ClassVar[Mapping[str, Mapping[str, Any]]] = {}
    retired: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    #: What a line of a form may hold and yet say nothing: a choice that means nothing without a name.
    blank: ClassVar[tuple[Mapping[str, str], ...]] = ()


def row_of(annotation: Any) -> type[Row] | None:
    """`list[Level]` → Level, however deep it stands; None where no rows are listed.

    >>> class Level(Row):
    ...     name: str
    >>> row_of(list[Level] | None).__name__
    'Level'
    >>> row_of(list[str])
    """
    if isinstance(annotation, type) and issubclass(annotation, Row):
        return annotation
    return next(filter(None, map(row_of, get_args(annotation))), None)
