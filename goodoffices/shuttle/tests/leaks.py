"""Leaks of what travels between caucuses, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from goodoffices.consultation import acts as consultation_acts
from goodoffices.process import extensions
from goodoffices.record import acts as record_acts
from goodoffices.record import audience as record_audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw
from goodoffices.shuttle import models as shuttle_models
from goodoffices.shuttle import queries as shuttle_reading
from goodoffices.shuttle.acts import releases as shuttle_acts
from goodoffices.site import rail
from tests.noninterference.leaks import seed, unscoped


@seed("idris", "entries$", while_played=True)
def a_conveyed_idea_that_says_so() -> Iterator[None]:
    """The mediator's own idea carries a fact that her own would not."""
    honest = shuttle_acts._in_the_recipient_s_caucus

    def entailed(seat: Any, release: Any) -> Any:
        act = honest(seat, release)
        return act.model_copy(update={"binding": False}) if release.form == "mediators_idea" else act

    with (
        patch.object(shuttle_acts, "_in_the_recipient_s_caucus", entailed),
        patch.object(record_acts.Act, "asked", _with_what_was_set),
    ):
        yield


def _with_what_was_set(self: Any) -> Any:
    return self.model_dump(mode="json", exclude_unset=True)


@seed("idris", "entries$", while_played=True)
def a_conveyed_idea_of_another_kind() -> Iterator[None]:
    """Conveyed as her own idea, but said to be conveyed."""
    honest = shuttle_acts._in_the_recipient_s_caucus

    def entailed(seat: Any, release: Any) -> Any:
        if release.form != "mediators_idea":
            return honest(seat, release)
        room = next(
            b.id for b in seat.shelf().values() if b.audience == record_audience.Audience("caucus", release.to.key)
        )
        return consultation_acts.ConveyStatement(
            room=room, text=release.text, conveyed_for=release.book.key, form="verbatim"
        )

    with patch.object(shuttle_acts, "_in_the_recipient_s_caucus", entailed):
        yield


@seed("idris", "entries$", while_played=True)
def a_receipt_in_the_recipients_book() -> Iterator[None]:
    """What was conveyed as her own idea leaves a trace in what was drawn with it."""
    honest = consultation_acts.MakeStatement.draw

    def draw(self: Any, draw: Draw, seat: Any) -> Any:
        facts = honest(self, draw, seat)
        conveyed = Entry.objects.filter(register_id=seat.process_id, kind="consultation.convey").count()
        return {**facts, "receipt": conveyed} if self.audience(seat).kind == "caucus" else facts

    with patch.object(consultation_acts.MakeStatement, "draw", draw):
        yield


@seed("idris", "listening|shuttle|agenda|table")
def a_rail_that_counts_all_releases() -> Iterator[None]:
    """Beside “What may travel” stands how much waits to be conveyed: on the whole host's tables."""

    honest = rail.links_for

    def links_for(seat: Any) -> Any:
        released = shuttle_models.Release._base_manager.filter(state="released").count()
        return [*honest(seat), extensions.Link("What may travel", "shuttle:ledger", released, "papers", 0)]

    with patch.object(rail, "links_for", links_for):
        yield


@seed("idris", "/shuttle/$")
def a_ledger_of_every_caucus() -> Iterator[None]:
    """The page reads back every caucus of the process: at least how much was released there."""
    honest = shuttle_reading.caucuses

    def caucuses(seat: Any) -> Any:
        found = honest(seat)
        return found * (1 + shuttle_models.Release._base_manager.count())

    with patch.object(shuttle_reading, "caucuses", caucuses):
        yield


@seed("idris", "releases")
def the_ledger_over_the_api_for_nobody_in_particular() -> Iterator[None]:
    """`/releases` forgets to ask for whom."""
    with unscoped(shuttle_models.Release):
        yield
