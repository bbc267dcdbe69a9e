"""Questions put to the engine: they are asked in an act, worked out by the host outside any request, and answered in another act."""

from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field, PrivateAttr

from goodoffices.assessment import engine, judged
from goodoffices.assessment.acts.references import (
    Assessing,
    InfluencesId,
    OnWider,
    RunId,
    SeatId,
    VariantId,
    by_whom,
    called_by,
    demand_room,
    round_now,
    signed,
)
from goodoffices.assessment.labels import RUN_STATES, WHOSE
from goodoffices.assessment.models import Influences, Link, Run, Section
from goodoffices.process.audience import named_how
from goodoffices.process.finding import found_once, once_as_it_stands
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Called, Refused
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named, seen_by
from goodoffices.record.source import Draw
from goodoffices.record.things import nouns_of

JOINT, MINE = "joint", "mine"
LONGEST = 60  # seconds
MOST_WAITING = 3  # runs of one room that are being worked out at a time
MOST_JUDGES = 12  # others whose judgements a run compares
Budget = Annotated[int, Field(ge=1, le=LONGEST)]
Variants = Annotated[list[VariantId], Field(max_length=100)]


class RunScenarios(OnWider):
    """Ask which futures hold together, by one’s own judgements, another judge’s, or the joint ones."""

    kind: ClassVar[str] = "assessment.run"
    says: ClassVar = gettext_lazy("%(by)s asked which futures hold together in “%(title)s”.")
    label: ClassVar = gettext_lazy("Find them")
    field_labels: ClassVar = {
        "whose": gettext_lazy("By whose judgements"),
        "judge": gettext_lazy("Or by those of another judge"),
        "near": gettext_lazy("Also those that fail by no more than"),
        "disagreement": gettext_lazy("Also how far the judges’ disagreement matters"),
        "budget": gettext_lazy("Seconds that it may take"),
    }

    choice_labels: ClassVar = {"whose": WHOSE}

    influences: InfluencesId
    whose: Literal["mine", "joint"] = "mine"
    judge: SeatId | None = None  # another judge's, in place of `whose`
    near: Annotated[int, Field(ge=0, le=20)] = 0
    disagreement: bool = True
    budget: Budget = 20

    def found(self, seat: Seat) -> Influences:
        influences: Influences = found_once(Influences, seat, self.influences)
        return influences

    def wider(self, seat: Seat) -> Audience:
        return self.found(seat).audience

    def check(self, seat: Seat) -> None:
        demand_room(self.audience(seat))
        self._chosen(seat)
        if waiting_there(seat, self.audience(seat)) >= MOST_WAITING:
            raise Refused(_("Several runs of this room are being worked out. Wait for them, or cancel one."))

    def _chosen(self, seat: Seat) -> judged.Matrix:
        """The judgements that are meant; refused where there are none, or where they would tell whose they are."""
        found, audience = self.found(seat), self.audience(seat)
        if self.judge is None and self.whose == JOINT:
            matrix = judged.joint(seat, found)
            if not matrix.cells:
                raise Refused(
                    _("The judges have adopted nothing together. Adopt influences first, or choose one judge’s."),
                    "whose",
                )
            return matrix
        rows = _sections(seat, found, audience)
        if self.judge in (None, seat.id):
            matrix = judged.own_matrix(rows, seat)
        else:
            matrix = judged.named_matrix(rows, str(self.judge))
        if not matrix.cells:
            raise Refused(
                _(
                    "Nothing has been judged here under this judge’s name. Judge influences first, or choose other judgements."
                ),
                "whose",
            )
        return matrix

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        found, audience, matrix = self.found(seat), self.audience(seat), self._chosen(seat)
        drawn = judged.drawn(seat, found)
        plain = judged.plain(drawn, matrix)
        return {
            "id": draw.id(),
            "engine": engine.ENGINE,
            "input": engine.hash_of(plain),
            "matrix": plain,
            "whose": self._told(seat, audience),
            "measures": measures_within(seat, drawn, audience),
            "others": self._others(seat, drawn, matrix) if self.disagreement else {"apart": True, "matrices": []},
            "judged": len(matrix.cells),
            "unjudged": drawn.pairs - len(matrix.cells),
            **round_now(seat),
            **signed(seat, audience),
        }

    def _told(self, seat: Seat, audience: Audience) -> str:
        """Whose judgements these are, as far as readers are told: “joint”, a seat’s id, or “mine”, whoever asked."""
        if self.judge is None and self.whose == JOINT:
            return JOINT
        return (self.judge or seat.id) if named_how(seat, audience) == "seat" else MINE

    def _others(self, seat: Seat, drawn: judged.Drawn, matrix: judged.Matrix) -> dict[str, Any]:
        """What the other judges say. Where they are not all named, of each pair the least and the most alone: whoever knows one
        judgement of a judge is not to find the others beside it."""
        rows = _sections(seat, drawn.influences, self.audience(seat))
        every = [judged.Matrix({**matrix.cells, **each.cells}) for each in judged.matrices_of(rows).values()]
        if not all(row.named == "seat" for row in rows):
            return {
                "apart": False,
                "matrices": [judged.plain(drawn, each)["judgements"] for each in judged.ends(every)],
            }
        ours = judged.plain(drawn, matrix)["judgements"]
        found = [judged.plain(drawn, each)["judgements"] for each in every]
        return {"apart": True, "matrices": sorted([each for each in found if each != ours])[:MOST_JUDGES]}

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        asked = {"near": self.near, "budget": self.budget, "measures": facts["measures"], "others": facts["others"]}
        asked |= {"judged": facts["judged"], "unjudged": facts["unjudged"]}
        _make(entry, self.influences, "scenarios", facts["whose"], facts["matrix"], asked)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": called_by(Influences, self.influences)}


class Tip(Assessing):
    """Ask what tips: which futures hold together while variants are held, and the fewest measures for one that is wished."""

    kind: ClassVar[str] = "assessment.tip"
    says: ClassVar = gettext_lazy("%(by)s asked what would tip the futures of “%(title)s”.")
    label: ClassVar = gettext_lazy("Find out what it tips")
    field_labels: ClassVar = {
        "fix": gettext_lazy("What is held"),
        "wish": gettext_lazy("What is wished"),
        "linked_only": gettext_lazy("Only by measures that something on the table brings about"),
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
        if not (found.answer or {}).get("consistent"):
            raise Refused(_("No future holds together in this run, so nothing can tip. Judge more, and run again."))

    def check(self, seat: Seat) -> None:
        if not (self.fix or self.wish):
            raise Refused(_("Nothing is held and nothing is wished. Choose at least one."), "fix")
        fix, wish = self._places(seat, self.fix, "fix"), self._places(seat, self.wish, "wish")
        if {at for at, _v in fix} & {at for at, _v in wish}:
            raise Refused(_("What is held cannot be wished as well. Choose one of them."), "wish")
        if len(fix) == len(self.found(seat).matrix["descriptors"]):
            raise Refused(_("Everything is held, so nothing can tip. Hold less."), "fix")
        if self.wish and self.linked_only and not self.found(seat).asked["measures"]:
            raise Refused(
                _("No variant was linked to anything when this was run. Link one, and run again."), "linked_only"
            )
        if waiting_there(seat, self.audience(seat)) >= MOST_WAITING:
            raise Refused(_("Several runs of this room are being worked out. Wait for them, or cancel one."))

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
            "measures": run.asked["measures"] if self.linked_only else [],
            "from": [each["variants"] for each in run.answer["consistent"][: engine.MOST_MOVED]],
        }
        _make(entry, run.influences_id, "tip", run.whose, run.matrix, asked, after_id=run.id)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": _called_run(self.run)}


class CancelRun(Assessing):
    """Cancel a run that is being worked out."""

    kind: ClassVar[str] = "assessment.cancel_run"
    says: ClassVar = gettext_lazy("%(by)s cancelled a run of “%(title)s”.")
    label: ClassVar = gettext_lazy("Cancel it")

    run: RunId

    def found(self, seat: Seat) -> Run:
        run: Run = found_once(Run, seat, self.run)
        return run

    def audience(self, seat: Seat) -> Audience:
        """The run’s own book."""
        return self.found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Who asked, or leads the third party."""
        return seat.speaks and (seat.leads or self.found(seat).seat_id == seat.id)

    def possible(self, seat: Seat) -> None:
        if self.found(seat).state != "asked":
            raise Refused(_("This run has ended. Ask again if you need another."))

    def apply(self, entry: Entry) -> None:
        Run.change(entry, self.run, state="cancelled", ended_at=entry.at)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": _called_run(self.run)}


class RunAnswered(Act):
    """The host has worked out a run; what the engine said stands in the facts."""

    kind: ClassVar[str] = "assessment.answer_run"
    says: ClassVar = gettext_lazy("A run of “%(title)s” was worked out: %(state)s.")
    only_entailed: ClassVar[bool] = True

    run: RunId

    _answer: dict[str, Any] = PrivateAttr(default_factory=dict)

    @classmethod
    def of(cls, run: Run, answer: dict[str, Any]) -> "RunAnswered":
        act = cls(run=run.id)
        act._answer = answer
        return act

    def hides_author(self, seat: Any) -> bool:
        return True

    def possible(self, seat: Any) -> None:
        run = row_named(Run, self.run)
        if run is None or run.state != "asked":
            raise Refused

    def draw(self, draw: Draw, seat: Any) -> dict[str, Any]:
        run = row_named(Run, self.run)
        return {"engine": engine.ENGINE, "input": run.input, "answer": self._answer}

    def apply(self, entry: Entry) -> None:
        answer = entry.facts["answer"]
        told = {"state": answer["status"], "answer": answer, "engine": entry.facts["engine"]}
        Run.change(entry, self.run, ended_at=entry.at, **told)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": _called_run(self.run), "state": RUN_STATES[entry.facts["answer"]["status"]]}


def _sections(seat: Seat, influences: Influences, audience: Audience) -> list[Section]:
    """Read once, for what an act checks and what it draws."""
    what = f"sections of {influences.id} within {audience}"
    found: list[Section] = once_as_it_stands(seat, what, lambda: judged.sections_within(seat, influences, audience))
    return found


def waiting_there(seat: Seat, audience: Audience) -> int:
    book = seat.shelf().of(audience)
    return int(Run.objects.seen_by(seat).waiting().filter(book=book.id).count()) if book else 0


def measures_within(seat: Seat, drawn: judged.Drawn, audience: Audience) -> list[list[int]]:
    """The variants that something negotiated brings about which still stands, as far as every reader of a room may know:
    [descriptor, variant], from 0."""
    rows = Link.objects.seen_by(seat).filter(current=True, variant__influences=drawn.influences.id)
    known = [
        row
        for row in rows.select_related("book", "about")
        if row.audience == audience or seat.may_cite(row.audience, within=audience)
    ]
    nouns = nouns_of([row.about for row in known], seen_by(seat)) if known else {}
    linked = {row.variant_id for row in known if row.about_id in nouns and nouns[row.about_id].stands}
    return [
        [n, v]
        for n, descriptor in enumerate(drawn.descriptors)
        for v, variant in enumerate(drawn.variants[descriptor.id])
        if variant.id in linked
    ]


def _make(
    entry: Entry, influences: str, question: str, whose: str, matrix: dict[str, Any], asked: dict[str, Any], **more: Any
) -> None:
    facts = entry.facts
    Run.make(
        entry,
        influences_id=influences,
        question=question,
        whose=whose,
        matrix=matrix,
        asked=asked,
        engine=facts["engine"],
        input=facts["input"],
        round=facts.get("round"),
        at=entry.at,
        **by_whom(entry),
        **more,
    )


def _called_run(id: str) -> Any:
    run = row_named(Run, id)
    found = row_named(Influences, run.influences_id) if run else None
    return Called(found.book_id, found.number, found.title, found.citation) if found else ""
