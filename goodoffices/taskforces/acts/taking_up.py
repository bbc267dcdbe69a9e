"""A recommendation is taken up: it becomes something that the parties can settle."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ConfigDict, Field, ValidationError

from goodoffices.agenda.acts import TableSolution
from goodoffices.agenda.acts.references import IssueId
from goodoffices.decisions.deciding import is_lead
from goodoffices.followup.acts import ProposeCommitment
from goodoffices.followup.acts.committing import Verifier
from goodoffices.followup.due import DueLine
from goodoffices.followup.sides import Sides
from goodoffices.process.attribution import Attributed
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Called, Id, Line, Names, Refused
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.models import Entry, Recorded
from goodoffices.record.scope import row_named
from goodoffices.record.source import Draw
from goodoffices.taskforces.labels import TAKEN_UP_AS
from goodoffices.taskforces.models import Recommendation

RecommendationId = Annotated[Id, Names("taskforces.Recommendation")]


class TakeUpRecommendation(Attributed):
    """Put a recommendation before the parties, as a prospective solution to an issue, or as a commitment."""

    # `as` is a word of Python's own: clients and the record know the field by it.
    model_config = ConfigDict(validate_by_name=True)

    kind: ClassVar[str] = "taskforces.take_up"
    says: ClassVar = gettext_lazy("%(by)s took up the recommendation “%(title)s” as %(as_what)s.")
    label: ClassVar = gettext_lazy("Take it up")
    field_labels: ClassVar = {
        "into": gettext_lazy("As"),
        "issue": gettext_lazy("On which issue"),
        "title": gettext_lazy("Under which title"),
        "who": gettext_lazy("Who owes it"),
        "to": gettext_lazy("To whom"),
        "due": gettext_lazy("By when"),
        "verifier": gettext_lazy("Who verifies it"),
    }
    choice_labels: ClassVar = {"into": TAKEN_UP_AS}

    recommendation: RecommendationId
    into: Annotated[Literal["solution", "commitment"], Field(alias="as")] = "solution"
    issue: IssueId | None = None
    title: Line | None = None
    who: Sides = []
    to: Sides = []
    due: DueLine = ""
    verifier: Verifier = ""

    def asked(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_unset=True, by_alias=True)

    def overtaken(self, thing: Recorded, number: int) -> bool:
        """What it lets choose beside its subject may be newer than that."""
        return isinstance(thing, Recommendation) and super().overtaken(thing, number)

    def allowed(self, seat: Seat) -> bool:
        """The mediator or a co-mediator."""
        return is_lead(seat)

    def found(self, seat: Seat) -> Recommendation:
        found: Recommendation = visible_or_404(Recommendation, seat, self.recommendation)
        return found

    def possible(self, seat: Seat) -> None:
        if self.found(seat).taken_up:
            raise Refused(_("This recommendation has been taken up. Open what it became."))

    def check(self, seat: Seat) -> None:
        if self.into == "solution" and self.issue is None:
            raise Refused(_("A solution needs its issue. Choose one on the agenda."), "issue")
        if self.into == "commitment" and not self.who:
            raise Refused(_("Nobody owes this yet. Choose at least one side."), "who")
        try:
            self.tables(seat)
        except ValidationError:
            raise Refused(_("Its first line cannot be a title. Write one."), "title") from None

    def tables(self, seat: Seat) -> list[Act]:
        """What it becomes: in the same book, and before this entry, which names it."""
        return [_BECOMES[self.into](self, self.found(seat))]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {}

    def apply(self, entry: Entry) -> None:
        became = entry.facts["tabled"][0]["id"]
        Recommendation.change(entry, self.recommendation, taken_up=self.into, became=became, took_up=entry.number)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return str(facts["tabled"][0]["id"])

    def gaps(self, entry: Entry) -> dict[str, Any]:
        found = row_named(Recommendation, self.recommendation)
        title = Called(found.book_id, found.number, found.title, found.citation)
        return {"title": title, "as_what": TAKEN_UP_AS[self.into]}


def _solution(act: TakeUpRecommendation, recommendation: Recommendation) -> Act:
    title = act.title or recommendation.title
    more = {"text": recommendation.words} if recommendation.words != title else {}
    return TableSolution(issue=act.issue, title=title, **more)


def _commitment(act: TakeUpRecommendation, recommendation: Recommendation) -> Act:
    given = {"to": act.to, "due": act.due, "verifier": act.verifier}
    more = {name: value for name, value in given.items() if value}
    return ProposeCommitment(source=recommendation.id, who=act.who, what=recommendation.words or act.title, **more)


#: By what is chosen under `as`, the act that it becomes.
_BECOMES: Mapping[str, Callable[[TakeUpRecommendation, Recommendation], Act]] = {
    "solution": _solution,
    "commitment": _commitment,
}
