"""Leaks of what is said in several languages, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from goodoffices.interpretation import api as interpretation_api
from goodoffices.interpretation import models as interpretation_models
from goodoffices.interpretation import queries as languages
from goodoffices.interpretation import unrendered
from goodoffices.interpretation import views as interpretation_views
from goodoffices.interpretation.acts import terms as glossary_acts
from goodoffices.process import door, extensions
from goodoffices.record.acts import Refused
from tests.noninterference.leaks import late, seed, unscoped


@seed("idris", "renderings")
def renderings_of_every_room() -> Iterator[None]:
    """`/renderings` forgets to ask for whom."""
    with unscoped(interpretation_models.Rendering):
        yield


@seed("idris", "rooms/.*room.*/$")
def renderings_counted_across_books() -> Iterator[None]:
    """What to read first is offered with how much there is to read: on the whole host's tables."""
    honest = extensions.panels_of

    def panels_of(seat: Any, room: Any) -> Any:
        count = str(interpretation_models.Rendering._base_manager.count())
        choice = {"languages": {"en": count}, "first": count, "room": room}
        return [*honest(seat, room), extensions.Part("interpretation/_choice.html", choice)]

    with patch.object(extensions, "panels_of", panels_of):
        yield


@seed("idris", "statement/|marks|glossary")
def a_term_of_anothers_list_marked() -> Iterator[None]:
    """What pages mark, and list as terms, is every side's own list as well."""
    with unscoped(interpretation_models.Term):
        yield


@seed("idris", "marks")
def the_terms_as_data_for_nobody_in_particular() -> Iterator[None]:
    """The page asks for what it may mark, and is told how many terms there are to choose from."""
    honest = languages.marks

    def marks(seat: Any) -> Any:
        return [*honest(seat), {"of": interpretation_models.Term._base_manager.count()}]

    with patch.object(languages, "marks", marks):
        yield


@seed("idris", "own form")
def a_warning_that_names_a_hidden_term() -> Iterator[None]:
    """Whoever is about to send a word is warned, also where it stands in another side's list alone."""
    honest = extensions.warnings_of

    def warnings_of(seat: Any, act: Any) -> Any:
        avoided = interpretation_models.Term._base_manager.filter(status="avoided")
        said = " ".join(str(value) for value in act.model_dump().values()).lower()
        return [
            *honest(seat, act),
            *(extensions.Warning(term.title) for term in avoided if term.called.get("en", "?") in said),
        ]

    with patch.object(door, "warnings_of", warnings_of):
        yield


@seed("idris", "marks")
def what_another_seat_reads_first() -> Iterator[None]:
    """The choice of what to read first is kept by the process, and not by the seat."""

    def first_reading(seat: Any) -> str:
        rows = interpretation_models.FirstReading.objects.exclude(seat=seat.id)
        return str(rows.values_list("language", flat=True).first() or "")

    with patch.object(languages, "first_reading", first_reading):
        yield


@seed("idris", "propose_term")
def a_term_refused_because_another_has_it() -> Iterator[None]:
    """“In this glossary already” looks at every list, not at the one that is named."""
    honest = glossary_acts.ProposeTerm.check

    def check(self: Any, seat: Any) -> None:
        honest(self, seat)
        if interpretation_models.Term._base_manager.filter(book__kind="delegation").exists():
            raise Refused("That is in some list already.")

    with patch.object(glossary_acts.ProposeTerm, "check", check):
        yield


@late("/record/")
def an_earlier_term_in_a_sentence() -> Iterator[None]:
    """Who agrees on a term, or says what it means, is told with its words, also to those admitted since. (We had this one.)"""

    def called(term: str) -> str:
        return interpretation_models.Term._base_manager.get(id=term).title

    with patch.object(glossary_acts, "_called", called):
        yield


@seed("idris", "desk|unrendered")
def what_waits_for_the_interpreters_of_others() -> Iterator[None]:
    """The desk lists everything once more for each rendering that was asked for in a narrower room."""
    honest = unrendered.waits_unrendered

    def waits_unrendered(seat: Any) -> Any:
        rows = interpretation_models.Understanding._base_manager.filter(what="asked").exclude(book__kind="plenary")
        return honest(seat) * (1 + rows.count())

    with (
        patch.object(interpretation_views, "waits_unrendered", waits_unrendered),
        patch.object(interpretation_api, "waits_unrendered", waits_unrendered),
    ):
        yield
