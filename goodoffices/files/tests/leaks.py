"""Leaks of files, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from unittest.mock import patch

from goodoffices.files import queries
from goodoffices.files.models import File
from goodoffices.record.acts import NotThere
from tests.noninterference.leaks import seed


@seed("idris", "/processes/.*files/$")
def a_list_of_all_files_of_the_process() -> Iterator[None]:
    """The list of files asks the table, and not what this seat reads."""

    def files_seen_by(seat: object) -> list[File]:
        rows = File._base_manager.select_related("book", "party", "about", "about__book").order_by("id")
        return queries.with_all(seat, rows)  # type: ignore[arg-type]

    with patch.object(queries, "files_seen_by", files_seen_by):
        yield


@seed("idris", "files/[^/]+/content, odd")
def an_address_that_is_enough() -> Iterator[None]:
    """Whoever knows the address of a file gets its bytes."""

    def file_read_by(seat: object, id: str) -> File:
        found = File._base_manager.select_related("book").filter(id=id).first()
        if found is None:
            raise NotThere
        return found

    with patch.object(queries, "file_read_by", file_read_by):
        yield
