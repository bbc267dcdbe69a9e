"""What acts on the agenda name: issues, solutions and positions, as far as the actor sees them."""

from typing import Annotated, Any

from django.utils.translation import gettext as _

from goodoffices.process.audience import is_room
from goodoffices.record.acts import Called, Id, Names, Refused
from goodoffices.record.audience import Audience
from goodoffices.record.scope import row_named

IssueId = Annotated[Id, Names("agenda.Issue")]
SolutionId = Annotated[Id, Names("agenda.Solution")]
PositionId = Annotated[Id, Names("agenda.Position")]


def demand_room(audience: Audience) -> None:
    if not is_room(audience):
        raise Refused(
            _("The public book is not a room: anyone reads it. Put this before the plenary, or into your room’s book.")
        )


def title_of(model: Any, id: str) -> Called:
    """What an issue or a solution is called, for putting an entry into words."""
    return called(row_named(model, id))


def called(row: Any) -> Called:
    """The same of an issue or a solution that has been read with its book."""
    return Called(row.book_id, row.number, row.title, row.citation)
