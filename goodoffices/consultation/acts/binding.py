"""That words no longer bind: said by who decides, once, and readable for ever."""

import re
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.agenda.agreement import ACCEPTING, agreements
from goodoffices.agenda.models import Stance
from goodoffices.consultation.acts.rooms import demand_open_room
from goodoffices.consultation.acts.statements import OnStatement
from goodoffices.consultation.models import Mention, Statement, Unbinding
from goodoffices.process.models import Seat
from goodoffices.record.acts import Refused, Words
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw


class WithdrawBinding(OnStatement):
    """Who decides for a party says that its binding words no longer bind, and why; they stay readable."""

    kind: ClassVar[str] = "consultation.withdraw_binding"
    says: ClassVar = gettext_lazy("%(by)s withdrew that an earlier statement binds.")
    label: ClassVar = gettext_lazy("Withdraw that it binds us")
    field_labels: ClassVar = {"words": gettext_lazy("Why it no longer binds")}
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, it no longer binds us")
    consequence: ClassVar = gettext_lazy("The words stay readable, with what you say here. They cannot bind again.")

    words: Words

    def allowed(self, seat: Seat) -> bool:
        """Who decides for the party whose words they are; where no speaker is named, the speaker."""
        statement = self._statement(seat)
        return seat.delegate and seat.decides and (statement.seat_id == seat.id or _is_ours(seat, statement))

    def possible(self, seat: Seat) -> None:
        statement = self._statement(seat)
        seat.process.demand_open(statement.audience)
        demand_open_room(seat, statement.book_id)
        if statement.state == "unbound":
            raise Refused(
                _("It has already been withdrawn that this binds. Make a new statement if it is to bind again.")
            )
        if not statement.binding:
            raise Refused(_("This statement does not bind. Correct it or strike it, if you spoke it."))
        if relied_on := _relied_on(seat, statement):
            raise Refused(
                _("“%(title)s” was accepted on the strength of these words. Withdraw that acceptance first.")
                % {"title": relied_on}
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"unbinding": draw.id("unbinding")}

    def apply(self, entry: Entry) -> None:
        Statement.change(entry, self.statement, state="unbound")
        Unbinding.make(entry, id=entry.facts["unbinding"], statement_id=self.statement, words=self.words, at=entry.at)


def _is_ours(seat: Seat, statement: Statement) -> bool:
    return statement.party_id is not None and statement.party_id == seat.party_id


def _relied_on(seat: Seat, statement: Statement) -> str:
    """The title of what was accepted or agreed and rests on these words: a solution that cites them, or what is agreed on
    an issue that they name; as far as this seat reads."""
    accepted = Stance.objects.seen_by(seat).filter(stance__in=ACCEPTING, current=True)
    accepted = accepted.exclude(solution__state__in=("withdrawn", "declined")).select_related("solution")
    cited = re.compile(rf"{re.escape(statement.citation)}(?!\d)")
    for stance in accepted:
        if cited.search(stance.solution.in_words()):
            return str(stance.solution.title)
    agreed = agreements(seat)
    named = Mention.objects.seen_by(seat).filter(statement=statement).values_list("about_id", flat=True)
    return next((agreed[issue].title for issue in named if issue in agreed), "")
