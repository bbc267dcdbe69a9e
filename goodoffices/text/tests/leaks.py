"""Leaks of texts, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from goodoffices.text import finishing, queries
from goodoffices.text.models import Criticism, Draft, MarkedChange, Markup, Provision, Reason
from tests.noninterference.leaks import seed, unscoped


@seed("idris", "text/$")
def texts_of_every_room() -> Iterator[None]:
    """The list of texts forgets to say for whom it reads."""
    with unscoped(Draft):
        yield


@seed("idris", "text/[^/]+/$")
def reasons_of_every_delegation() -> Iterator[None]:
    """The margin shows why any delegation holds on to its brackets."""
    with unscoped(Reason):
        yield


@seed("idris", "/provisions/")
def a_provision_for_whoever_knows_its_address() -> Iterator[None]:
    """The page of a provision asks whether it exists, and not for whom."""

    def provision_with_id(seat: Any, id: str) -> Provision:
        found: Provision = Provision._base_manager.select_related("book", "draft", "draft__book", "draft__party").get(
            id=id
        )
        return found

    with patch.object(queries, "provision_with_id", provision_with_id):
        yield


@seed("idris", "text/[^/]+/$")
def how_much_any_delegation_keeps() -> Iterator[None]:
    """The page of a text counts what every delegation keeps of it."""
    with unscoped(MarkedChange):
        yield


@seed("idris", "text/[^/]+/kept/")
def files_of_every_delegation() -> Iterator[None]:
    """The page of what is kept lists the Word files of all delegations."""
    with unscoped(Markup):
        yield


@seed("idris", "/criticism/")
def criticism_of_every_side() -> Iterator[None]:
    """The page of what a single text does not meet shows what the other side said in its caucus."""
    with unscoped(Criticism):
        yield


@seed("idris", "/provisions/")
def criticism_counted_across_caucuses() -> Iterator[None]:
    """The page of a provision says how much was said of it, in whichever caucus."""
    honest = finishing.of_provision

    def of_provision(seat: Any, provision: Provision) -> dict[str, Any]:
        count = Criticism._base_manager.filter(provision=provision.id).count()
        return {**honest(seat, provision), "condition": str(count or "")}

    with patch.object(finishing, "of_provision", of_provision):
        yield


@seed("idris", "text/[^/]+/languages/")
def renderings_of_whoever_asks() -> Iterator[None]:
    """The concordance opens for whoever knows the address of a text of another caucus."""

    def draft_with_id(seat: Any, id: str) -> Draft:
        found: Draft = Draft._base_manager.select_related("book", "party").get(id=id)
        return found

    with patch.object(queries, "draft_with_id", draft_with_id):
        yield
