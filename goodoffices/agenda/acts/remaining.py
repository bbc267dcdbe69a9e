"""What the parties that remain have all accepted, once another has left the talks."""

from collections.abc import Iterator
from typing import ClassVar

from django.utils.translation import gettext_lazy

from goodoffices.agenda.acts.items import TakeUpItem, items_to_take_up
from goodoffices.agenda.acts.solutions import SolutionId
from goodoffices.agenda.models import Solution, Stance
from goodoffices.process.audience import at_the_table
from goodoffices.process.models import Party, Round, Seat
from goodoffices.record.acts import Act
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named

NEXT = {"tabled": "accepted_ad_ref", "accepted_ad_ref": "confirmed"}


class NoteAcceptance(Act):
    """A party has left, and every party that remains has accepted a solution."""

    kind: ClassVar[str] = "agenda.note_acceptance"
    only_entailed: ClassVar[bool] = True
    says: ClassVar = gettext_lazy("Every party that remains at the table has accepted “%(title)s”.")

    solution: SolutionId

    def allowed(self, seat: Seat) -> bool:
        """The head whose party leaves."""
        return seat.decides

    def hides_author(self, seat: Seat) -> bool:
        return True  # those who remain, all together

    def apply(self, entry: Entry) -> None:
        state = Solution.objects.of(entry).get(id=self.solution).state
        parties = set(Party.objects.of(entry).at_the_table().values_list("id", flat=True))
        stances = Stance.objects.of(entry).filter(solution_id=self.solution, current=True, party_id__in=parties)
        confirmed = all(stance == "confirms" for stance in stances.values_list("stance", flat=True))
        Solution.change(entry, self.solution, state="confirmed" if confirmed else NEXT.get(state, state))

    def gaps(self, entry: Entry) -> dict[str, object]:
        return {"title": row_named(Solution, self.solution).title}


def after_leaving(seat: Seat, entry: Entry) -> list[Act]:
    """What follows in this office when a party leaves: solutions that the others have accepted, agendas they have adopted."""
    return [*_accepted(seat), *_adopted(seat, entry)]


def _accepted(seat: Seat) -> Iterator[Act]:
    parties = set(Party.objects.seen_by(seat).at_the_table().values_list("id", flat=True))
    for solution in Solution.objects.seen_by(seat).filter(at_the_table(), state__in=list(NEXT)).order_by("number"):
        stances = dict(
            Stance.objects.seen_by(seat).filter(solution=solution, current=True).values_list("party_id", "stance")
        )
        theirs = {stances.get(party) for party in parties}
        accepted = bool(theirs) and theirs <= {"accepts", "confirms"}
        if (accepted and solution.state == "tabled") or theirs == {"confirms"}:
            yield NoteAcceptance(solution=solution.id)


def _adopted(seat: Seat, entry: Entry) -> Iterator[Act]:
    for round in Round.objects.seen_by(seat).filter(adopted=True, changed=entry.number).order_by("number"):
        for item in items_to_take_up(seat, round.id):
            yield TakeUpItem(item=item.id)
