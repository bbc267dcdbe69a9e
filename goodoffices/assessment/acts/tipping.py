"""What tips: which futures hold together while variants are held, and the fewest measures for one that is wished."""

from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.assessment import engine, judged
from goodoffices.assessment.acts.asking import Budget, called_run, demand_few_waiting, make_run
from goodoffices.assessment.acts.references import Assessing, RunId, VariantId, round_now, signed
from goodoffices.assessment.models import Run
from goodoffices.assessment.tied import agreed_pairs
from goodoffices.process.finding import found_once
from goodoffices.process.models import Seat
from goodoffices.record.acts import Refused
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw

Variants = Annotated[list[VariantId], Field(max_length=100)]


class Tip(Assessing):
    """Ask what tips: which futures hold together while variants are held, and the fewest measures for one that is wished; with
    `linked_only`, among those variants alone that are tied to something agreed."""

    kind: ClassVar[str] = "assessment.tip"
    says: ClassVar = gettext_lazy("%(by)s asked what would tip the futures of “%(title)s”.")
    label: ClassVar = gettext_lazy("Find out what it tips")
    field_labels: ClassVar = {
        "fix": gettext_lazy("What is held"),
        "wish": gettext_lazy("What is wished"),
        "linked_only": gettext_lazy("Only by measures that something agreed brings about"),
        "budget": gettext_lazy("Seconds that it may take"),
    }

    run: RunId
    fix: Variants = []
    wish: Variants = []
    linked_only: bool = False
    budget: Budget = 20

    def found(self, seat: Seat) -> Run:
        run: Run = found_once(Run, seat, self.run, "influences__book")
        return run

    def audience(self, seat: Seat) -> Audience:
        """The run’s own book."""
        return self.found(seat).audience

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        found = self.found(seat)
        if found.question != "scenarios" or found.state not in ("complete", "truncated"):
            raise Refused(_("This run has no futures to tip. Choose one that has been worked out."))

    def check(self, seat: Seat) -> None:
        if not (self.fix or self.wish):
            raise Refused(_("Nothing is held and nothing is wished. Choose at least one."), "fix")
        fix, wish = self._places(seat, self.fix, "fix"), self._places(seat, self.wish, "wish")
        if {at for at, _v in fix} & {at for at, _v in wish}:
            raise Refused(_("What is held cannot be wished as well. Choose one of them."), "wish")
        if len(fix) == len(self.found(seat).matrix["descriptors"]):
            raise Refused(_("Everything is held, so nothing can tip. Hold less."), "fix")
        if self.wish and self.linked_only and not agreed_pairs(self.found(seat).asked):
            raise Refused(
                _(
                    "When this was run, no variant was linked to anything agreed. Link one to what is agreed, and run it again."
                ),
                "linked_only",
            )
        demand_few_waiting(seat, self.audience(seat))

    def _places(self, seat: Seat, variants: list[str], field: str) -> list[list[int]]:
        """[descriptor, variant], both from 0."""
        drawn = judged.drawn(seat, self.found(seat).influences)
        at = {
            variant.id: [n, v]
            for n, descriptor in enumerate(drawn.descriptors)
            for v, variant in enumerate(drawn.variants[descriptor.id])
        }
        if any(each not in at for each in variants):
            raise Refused(_("One of these stands in another diagram. Choose among those of this run."), field)
        found = sorted(at[each] for each in variants)
        if len({descriptor for descriptor, _v in found}) < len(found):
            raise Refused(_("Two of these exclude each other. Choose one way for each."), field)
        return found

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {
            "id": draw.id(),
            "engine": engine.ENGINE,
            "input": self.found(seat).input,
            "fix": self._places(seat, self.fix, "fix"),
            "wish": self._places(seat, self.wish, "wish"),
            **round_now(seat),
            **signed(seat, self.audience(seat)),
        }

    def apply(self, entry: Entry) -> None:
        run = Run.objects.of(entry).get(id=self.run)
        asked = {
            "budget": self.budget,
            "fix": entry.facts["fix"],
            "wish": entry.facts["wish"],
            "measures": agreed_pairs(run.asked) if self.linked_only else [],
            "from": [each["variants"] for each in run.answer["consistent"][: engine.MOST_MOVED]],
        }
        make_run(entry, run.influences_id, "tip", run.whose, run.matrix, asked, after_id=run.id)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": called_run(self.run)}
