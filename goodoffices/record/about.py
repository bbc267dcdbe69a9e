"""Acts about a thing: whatever noun it is, they find it, its audience and its words in one way."""

from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from goodoffices.record.acts import Act, Id, Names, NotThere, Refused
from goodoffices.record.audience import Audience, Reader
from goodoffices.record.things import Noun, noun_seen_by, thing_seen_by

ThingId = Annotated[Id, Names("record.Thing")]


class AboutThing(Act):
    """An act about one thing, in the thing's own book. A kind that is older than things has fields by sort for it, too."""

    older: ClassVar[tuple[str, ...]] = ()  # sorts by which the kind names its subject as well, such as `statement`

    about: ThingId | None = None

    @model_validator(mode="after")
    def _one_subject(self) -> "AboutThing":
        if len(self._subjects()) != 1:
            raise PydanticCustomError("one_subject", "Name one thing, and no other beside it.")
        return self

    @property
    def subject_id(self) -> str:
        return self._subjects()[0][1]

    def subject(self, seat: Reader) -> Any:
        """The noun that the act is about; NotThere if the seat does not see it."""
        for sort, id in self._subjects():
            if found := noun_seen_by(seat, sort, id) if sort else thing_seen_by(seat, id):
                return found
        raise NotThere

    def audience(self, seat: Reader) -> Audience:
        """The book of what it is about."""
        audience: Audience = self.subject(seat).audience
        return audience

    def _subjects(self) -> list[tuple[str, str]]:
        named = [("", self.about), *((sort, getattr(self, sort)) for sort in self.older)]
        return [(sort, id) for sort, id in named if id is not None]


def demand_standing(noun: Noun) -> None:
    """Refused where the thing has ended: it was taken back, something newer has taken its place, it is closed, it was done."""
    if noun.how_ended == "withdrawn":
        raise Refused(_("This has been withdrawn. Choose something that still stands."))
    if noun.how_ended == "replaced":
        raise Refused(_("Something newer has taken the place of this. Choose that."))
    if noun.how_ended == "failed":
        raise Refused(_("This came to nothing. Choose something that still stands."))
    if noun.how_ended:
        raise Refused(_("This is closed. Choose something that still stands."))


def demand_holding(noun: Noun) -> None:
    """The same, but what was asked for and done may be built on: it came to no other end than it was meant to."""
    if not noun.holds:
        demand_standing(noun)
