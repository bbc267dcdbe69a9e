"""Leaks of what stands around every page, and of the API as a whole, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from goodoffices.agenda.models import Issue
from goodoffices.process.models import Process
from goodoffices.record.acts import NotThere
from goodoffices.record.models import Book, Register
from goodoffices.site import api as site_api
from goodoffices.site import context, going
from tests.noninterference.leaks import busy, seed, unscoped


@seed("idris", r"^/processes/%\(process\)s/$")
def a_position_in_a_link() -> Iterator[None]:
    """The page's cursor carries how far the whole process has come."""
    honest = context.encode

    def encode(heads: Any) -> str:
        books = Book.objects.filter(id__in=list(heads))
        return f"{honest(heads)}~all.{Register.objects.filter(books__in=books).first().position if heads else 0}"

    with patch.object(context, "encode", encode):
        yield


@seed("noor", "^/api.*odd process")
def a_token_told_that_it_is_another_s() -> Iterator[None]:
    """In the API, too: 403 for another process that is busy, 404 for none."""
    honest = site_api.SeatToken.authenticate

    def authenticate(self: Any, request: Any, token: str) -> Any:
        try:
            return honest(self, request, token)
        except NotThere:
            if busy(request.resolver_match.kwargs.get("process")):
                from ninja.errors import HttpError

                raise HttpError(403, "This token is another process's.") from None
            raise

    with patch.object(site_api.SeatToken, "authenticate", authenticate):
        yield


@seed("nobody", "openapi", also=("process",))
def a_description_that_lists_processes() -> Iterator[None]:
    """The API's own description has examples, taken from life."""
    honest = site_api.api.get_openapi_schema

    def schema(*args: Any, **more: Any) -> Any:
        return {**honest(*args, **more), "x-examples": sorted(Process._base_manager.values_list("title", flat=True))}

    with patch.object(site_api.api, "get_openapi_schema", schema):
        yield


@seed("idris", r"go/places$")
def a_palette_that_lists_every_issue() -> Iterator[None]:
    """Where one may go is asked for nobody in particular."""
    with unscoped(Issue):
        yield


@seed("idris", r"/waiting$")
def what_waits_counted_for_the_whole_table() -> Iterator[None]:
    """The rail counts the entries of every book, as if each waited for somebody."""
    honest = going.counts_for

    def counts_for(seat: Any) -> Any:
        return {**honest(seat), "": sum(Book.objects.filter(register=seat.process_id).values_list("head", flat=True))}

    with patch.object(going, "counts_for", counts_for):
        yield
