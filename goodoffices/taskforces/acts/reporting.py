"""The report: drafted by the rapporteur, dissented from, and delivered by both co-chairs into the plenary."""

from typing import Annotated, Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.process.acts.bodies import KeyOrId
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Id, Names, Pages, Refused, Words
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import PLENARY, Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw
from goodoffices.taskforces.acts.planning import OfMembers
from goodoffices.taskforces.acts.tabling import Recommended, TableReport, demand_in_force, recommendation_of
from goodoffices.taskforces.deciding import (
    Side,
    named_chair,
    sides_of,
    signatures,
    taking_part,
    task_force_seen_by,
    terms_of,
)
from goodoffices.taskforces.models import Delivery, Dissent, Report

ReportId = Annotated[Id, Names("taskforces.Report")]


class DraftReport(OfMembers):
    """The rapporteur drafts the report; a later draft takes the place of one that is not delivered."""

    kind: ClassVar[str] = "taskforces.draft_report"
    says: ClassVar = gettext_lazy("%(by)s drafted the report of the task force.")
    label: ClassVar = gettext_lazy("Put the draft to the co-chairs")
    field_labels: ClassVar = {
        "words": gettext_lazy("The report"),
        "recommendations": gettext_lazy("Recommendations, one a line"),
        "consensus": gettext_lazy("It is the consensus of the members"),
    }

    task_force: KeyOrId
    words: Pages | None = None
    recommendations: Recommended = []
    consensus: bool = False

    def key(self, seat: Seat) -> str:
        return task_force_seen_by(seat, self.task_force).key

    def allowed(self, seat: Seat) -> bool:
        """The rapporteur."""
        terms = terms_of(seat, self.key(seat))
        return super().allowed(seat) and terms is not None and terms.rapporteur_id == seat.id

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        demand_in_force(terms_of(seat, self.key(seat)))

    def check(self, seat: Seat) -> None:
        if not (self.words or self.recommendations):
            raise Refused(_("The report says nothing yet. Write what was found, or what is recommended."), "words")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "force": task_force_seen_by(seat, self.task_force).id}

    def apply(self, entry: Entry) -> None:
        Report.objects.of(entry).filter(state="drafted").update(state="replaced", changed=entry.number)
        Report.make(
            entry,
            force_id=entry.facts["force"],
            seat_id=entry.actor,
            words=self.words or "",
            recommendations=self.recommendations,
            consensus=self.consensus,
            at=entry.at,
        )

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {}


class _OnReport(OfMembers):
    report: ReportId

    def found(self, seat: Seat) -> Report:
        report: Report = visible_or_404(Report, seat, self.report)
        return report

    def key(self, seat: Seat) -> str:
        key: str = self.found(seat).book.key
        return key

    def allowed(self, seat: Seat) -> bool:
        """The co-chair of a party."""
        key = self.key(seat)
        terms = terms_of(seat, key)
        return super().allowed(seat) and terms is not None and named_chair(seat, terms, task_force_seen_by(seat, key))

    def possible(self, seat: Seat) -> None:
        report = self.found(seat)
        if report.state == "delivered":
            raise Refused(_("This report has been delivered. Ask the rapporteur for a further one, if it is needed."))
        if report.state == "replaced":
            raise Refused(_("A later draft has replaced this report. Open the later one."))
        super().possible(seat)
        demand_in_force(terms_of(seat, self.key(seat)))
        missing = self._missing(seat)
        # Once nobody else is asked any more, since a party has left, whoever stays signs once more.
        if missing and seat.party_id not in {side.party.id for side in missing}:
            raise Refused(
                _("You have signed this report. It is delivered once the co-chair of %(parties)s has signed, too.")
                % {"parties": "; ".join([side.party.name for side in missing])}
            )

    def _missing(self, seat: Seat) -> list[Side]:
        return sides_to_deliver(seat, self.found(seat))

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.report

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {}


class DissentFromReport(_OnReport):
    """A co-chair notes where its party does not follow the report; who has signed it before signs it again."""

    kind: ClassVar[str] = "taskforces.dissent"
    says: ClassVar = gettext_lazy("%(by)s noted a dissent from the report.")
    label: ClassVar = gettext_lazy("Note our dissent")
    field_labels: ClassVar = {"words": gettext_lazy("Where we do not follow it, and why")}

    words: Words

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"dissent": draw.id("dissent"), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        rows = Dissent.objects.of(entry).filter(report_id=self.report, party_id=facts["party"], current=True)
        rows.update(current=False, changed=entry.number)
        Dissent.make(
            entry,
            id=facts["dissent"],
            report_id=self.report,
            seat_id=entry.actor,
            party_id=facts["party"],
            words=self.words,
            at=entry.at,
        )
        Report.change(entry, self.report)  # what is signed is no longer what an open form shows


class DeliverReport(_OnReport):
    """A co-chair signs the report for delivery; with the last signature a copy is tabled in the plenary."""

    kind: ClassVar[str] = "taskforces.deliver"
    says: ClassVar = gettext_lazy("%(by)s signed the report for delivery. %(outcome)s")
    label: ClassVar = gettext_lazy("Sign it for delivery")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, deliver it")
    consequence: ClassVar = gettext_lazy(
        "Once all co-chairs have signed, the plenary reads the report with its recommendations and dissents, without prejudice. It cannot be taken back."
    )

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        key = self.key(seat)
        sides = taking_part(sides_of(seat, task_force_seen_by(seat, key), terms_of(seat, key)))
        if len(sides) < 2:
            raise Refused(_("Only one party sits in this task force. Ask for members of another one first."))
        if without := [side.party.name for side in sides if side.chair is None]:
            raise Refused(
                _("A report is delivered by all co-chairs, and %(party)s has none. Ask its head to name one.")
                % {"party": without[0]}
            )

    def _last(self, seat: Seat) -> bool:
        return all(side.party.id == seat.party_id for side in self._missing(seat))

    def reaches(self, seat: Seat) -> Audience:
        """With the last signature, the plenary."""
        return PLENARY if self._last(seat) else self.audience(seat)

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """The report with what it recommends, and the dissents."""
        report = self.found(seat)
        dissents = [(_("Dissent, %(party)s") % {"party": d.party.name}, d.words) for d in dissents_of(seat, report)]
        return [(_("The report"), report.in_words()), *dissents]

    def tables(self, seat: Seat) -> list[Act]:
        if not self._last(seat):
            return []
        report, dissents = self.found(seat), dissents_of(seat, self.found(seat))
        more: dict[str, Any] = {"words": report.words} if report.words else {}
        if report.recommendations:
            more["recommendations"] = report.recommendations
        if report.consensus and not dissents:
            more["consensus"] = True
        if dissents:
            more["dissents"] = [{"party": each.party.key, "words": each.words} for each in dissents]
        return [TableReport(task_force=self.key(seat), **more)]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        others = [side.party.name for side in self._missing(seat) if side.party.id != seat.party_id]
        return {
            "delivery": draw.id("delivery"),
            "party": seat.party_id,
            "missing": others,
            "recommendations": len(self.found(seat).recommendations),
        }

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        Delivery.make(
            entry,
            id=facts["delivery"],
            report_id=self.report,
            seat_id=entry.actor,
            party_id=facts["party"],
            at=entry.at,
        )
        if tabled := facts.get("tabled"):
            Report.change(entry, self.report, state="delivered", tabled=tabled[0]["id"])

    def parts(self, facts: dict[str, Any]) -> dict[str, list[str]]:
        if not facts.get("tabled"):
            return {}
        report = facts["tabled"][0]["id"]
        return {"recommendation": [recommendation_of(report, n + 1) for n in range(facts["recommendations"])]}

    def gaps(self, entry: Entry) -> dict[str, Any]:
        missing = ", ".join(entry.facts["missing"])
        waits = _("Still to sign: the co-chair of %(party)s.") % {"party": missing}
        return {"outcome": waits if missing else _("It has been delivered to the plenary.")}


def sides_to_deliver(seat: Seat, report: Report) -> list[Side]:
    """The sides in the task force whose co-chair has not signed this report."""
    key = report.book.key
    signed = {each.party_id for each in signatures(seat, [report]) if each.counts}
    sides = taking_part(sides_of(seat, task_force_seen_by(seat, key), terms_of(seat, key)))
    return [side for side in sides if side.party.id not in signed]


def dissents_of(seat: Seat, report: Report) -> list[Dissent]:
    rows = Dissent.objects.seen_by(seat).filter(report=report, current=True)
    return list(rows.select_related("party").order_by("party__mark"))
