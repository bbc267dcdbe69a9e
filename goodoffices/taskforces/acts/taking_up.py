"""A recommendation is taken up: it becomes something that the parties can settle."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError, create_model

from goodoffices.agenda.acts import TableSolution
from goodoffices.agenda.acts.references import IssueId
from goodoffices.decisions.deciding import is_lead
from goodoffices.followup.acts import ProposeCommitment
from goodoffices.followup.sides import Sides
from goodoffices.process.attribution import Attributed
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Called, Id, Line, Names, Refused
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named
from goodoffices.record.source import Draw
from goodoffices.taskforces.labels import TAKEN_UP_AS
from goodoffices.taskforces.models import Recommendation

RecommendationId = Annotated[Id, Names("taskforces.Recommendation")]

# `as` is a word of Python's own, so that this field cannot be written in a class.
_AS: Any = {"as": (Literal["solution", "commitment"], "solution")}
_As: Any = create_model("_As", __base__=Attributed, **_AS)


class TakeUpRecommendation(_As):
    """Put a recommendation before the parties: as a prospective solution to an issue, or as a commitment of those who owe it."""

    kind: ClassVar[str] = "taskforces.take_up"
    says: ClassVar = gettext_lazy("%(by)s took up the recommendation “%(title)s” as %(as_what)s.")
    label: ClassVar = gettext_lazy("Take it up")
    field_labels: ClassVar = {
        "as": gettext_lazy("As"),
        "issue": gettext_lazy("On which issue"),
        "title": gettext_lazy("Under which title"),
        "who": gettext_lazy("Who owes it"),
    }
    choice_labels: ClassVar = {"as": TAKEN_UP_AS}

    recommendation: RecommendationId
    issue: IssueId | None = None
    title: Line | None = None
    who: Sides = []

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
            raise Refused(_("A commitment needs a side that owes it. Choose at least one side."), "who")
        try:
            self.tables(seat)
        except ValidationError:
            raise Refused(_("Its first line cannot be a title. Write one."), "title") from None

    @property
    def into(self) -> str:
        return str(getattr(self, "as"))

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
    return ProposeCommitment(source=recommendation.id, who=act.who, what=recommendation.words)


#: By what is chosen under `as`, the act that it becomes.
_BECOMES: Mapping[str, Callable[[TakeUpRecommendation, Recommendation], Act]] = {
    "solution": _solution,
    "commitment": _commitment,
}
