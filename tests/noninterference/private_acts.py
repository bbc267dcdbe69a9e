"""Acts that South must not notice: one of every sort that North, or the mediator with North, does behind closed doors.

Each is repeatable. `test_cost.py` counts what South's pages cost after each; `python -m benchmarks timing` times them.
"""

from collections.abc import Callable
from itertools import count
from typing import Any

from goodoffices.agenda.models import Issue, Solution
from goodoffices.chairing.models import Hand
from goodoffices.interpretation.models import Term
from goodoffices.listening.models import Restatement
from goodoffices.process.models import Seat
from goodoffices.process.seats import seat_with_id
from goodoffices.record.acts import KINDS
from goodoffices.record.models import Book
from goodoffices.record.perform import perform
from goodoffices.shuttle.models import Release
from tests.table import admit, founded, rules

_numbers = count(1)


class Table:
    """A process as those who act behind closed doors know it."""

    def __init__(self, process: str, **seats: str) -> None:
        self.process, self._ids = process, seats

    @classmethod
    def laid(cls) -> "Table":
        """Three sides, so that something can travel between two others; the talks are open."""
        amara = founded("Talks of Three", "north", "south", "west")
        heads = {
            name: admit(amara, "head", f"Head, {party.title()}", party)
            for name, party in (("lena", "north"), ("idris", "south"), ("wanda", "west"))
        }
        rules(amara, list(heads.values()))
        heads["nils"] = admit(heads["lena"], "delegate", "Delegate, North", "north")  # reads the same books as Lena
        table = cls(amara.process_id, amara=amara.id, **{name: seat.id for name, seat in heads.items()})
        table.do("lena", "consultation.make_statement", room=table.room("plenary", ""), text="Good morning.")
        for act in PRIVATE.values():  # once, so that there is something to act on
            act(table)
        return table

    def do(self, by: str, kind: str, **data: Any) -> str:
        """Perform an act; the id of what it made."""
        seat = self.seat(by)
        act = KINDS[kind](**data)
        return str(act.thing(perform(act, seat).entry.facts))

    def seat(self, by: str) -> Seat:
        seat = seat_with_id(self._ids[by])
        assert seat is not None
        return seat

    def room(self, kind: str, key: str = "north") -> str:
        return Book.objects.get(register_id=self.process, kind=kind, key=key).id

    def said(self, room: str = "caucus", by: str = "lena") -> str:
        """A new statement behind closed doors."""
        return self.do(by, "consultation.make_statement", room=self.room(room), text=f"Between us, {next(_numbers)}.")

    def latest(self, model: Any, room: str = "caucus", **wanted: Any) -> str | None:
        rows = model.objects.seen_by(self.seat("lena")).filter(book=self.room(room), **wanted)
        return rows.order_by("-number").values_list("id", flat=True).first()

    def issue(self, room: str = "caucus") -> str:
        return self.latest(Issue, room) or self.do("lena", "agenda.raise_issue", title="Red line", book=self.room(room))


def _statement(table: Table) -> None:
    table.said()


def _question(table: Table) -> None:
    table.do(
        "lena",
        "consultation.make_statement",
        room=table.room("caucus"),
        text="What do they want?",
        speech_act="question",
    )


def _in_the_delegation(table: Table) -> None:
    table.said("delegation")


def _correction(table: Table) -> None:
    table.do("lena", "consultation.amend_statement", statement=table.said(), text="Otherwise.")


def _issue(table: Table) -> None:
    table.do("lena", "agenda.raise_issue", title=f"Red line {next(_numbers)}", book=table.room("delegation"))


def _status(table: Table) -> None:
    status = ("tense", "blocked")[next(_numbers) % 2]
    table.do("lena", "agenda.set_status", issue=table.issue(), status=status)


def _rewording(table: Table) -> None:
    table.do("lena", "agenda.amend_issue", issue=table.issue("delegation"), title=f"Our line {next(_numbers)}")


def _position(table: Table) -> None:
    table.do("lena", "agenda.state_position", issue=table.issue(), position="Thirty days, no less.")


def _solution(table: Table) -> None:
    table.do("lena", "agenda.table_solution", issue=table.issue(), title="A fund", book=table.room("caucus"))


def _stance(table: Table) -> None:
    solution = table.latest(Solution, state="tabled") or table.do(
        "lena", "agenda.table_solution", issue=table.issue(), title="A fund", book=table.room("caucus")
    )
    kind = ("agenda.support_solution", "agenda.reserve_solution")[next(_numbers) % 2]
    table.do("lena", kind, solution=solution)


def _room_closed_and_opened(table: Table) -> None:
    for kind in ("consultation.close_room", "consultation.reopen_room"):
        table.do("amara", kind, room=table.room("caucus"))


def _term(table: Table) -> None:
    book = table.room("delegation")
    table.do("lena", "interpretation.propose_term", called={"en": f"season {next(_numbers)}"}, book=book)


def _usage(table: Table) -> None:
    term = table.latest(Term) or table.do(
        "amara", "interpretation.propose_term", called={"en": "notice given"}, book=table.room("caucus")
    )
    table.do("lena", "interpretation.state_usage", term=term, usage=f"A letter, {next(_numbers)}.")


def _rendering(table: Table) -> None:
    table.do("amara", "interpretation.render", statement=table.said(), language="fr", original="en", text="Entre nous.")


def _asking(table: Table) -> None:
    table.do("amara", "consultation.ask_restatement", statement=table.said())


def _restatement(table: Table) -> None:
    table.do("amara", "consultation.restate", statement=table.said(), text="You say it is between us.")


def _confirmation(table: Table) -> None:
    _restatement(table)
    table.do("lena", "consultation.confirm", restatement=str(table.latest(Restatement, state="standing")))


def _guidance(table: Table) -> None:
    for kind in ("consultation.guide", "consultation.end_guidance"):
        table.do("amara", kind, room=table.room("caucus"))


def _release(table: Table) -> None:
    table.do("lena", "consultation.release", statement=table.said(), form="gist", text="In brief.", to="south")


def _revocation(table: Table) -> None:
    _release(table)
    table.do("lena", "consultation.revoke_release", release=str(table.latest(Release, state="released")))


def _gist(table: Table) -> None:
    table.do("amara", "consultation.draft_gist", statement=table.said(), to="south", text="In brief.")


def _mediators_idea(table: Table) -> None:
    said = table.do("wanda", "consultation.make_statement", room=table.room("caucus", "west"), text="If asked, yes.")
    released = table.do(
        "wanda", "consultation.release", statement=said, form="mediators_idea", text="Would it help?", to="north"
    )
    table.do("amara", "consultation.convey", release=released)


def _withholding(table: Table) -> None:
    table.do("lena", "consultation.withhold", statement=table.said())


def _hand(table: Table) -> None:
    if waiting := table.latest(Hand, "delegation", state="waiting"):
        table.do("lena", "chairing.withdraw_request", request=waiting)
    else:
        table.do("lena", "chairing.ask_floor", room=table.room("delegation"))


PRIVATE: dict[str, Callable[[Table], None]] = {
    "statement in the caucus": _statement,
    "question in the caucus": _question,
    "statement in the delegation": _in_the_delegation,
    "correction": _correction,
    "issue in the delegation": _issue,
    "status in the caucus": _status,
    "issue reworded": _rewording,
    "position stated": _position,
    "solution in the caucus": _solution,
    "stance in the caucus": _stance,
    "caucus closed and opened": _room_closed_and_opened,
    "term in the delegation": _term,
    "usage in the caucus": _usage,
    "rendering in the caucus": _rendering,
    "restatement asked for": _asking,
    "restatement": _restatement,
    "confirmation": _confirmation,
    "talk guided and freed": _guidance,
    "release": _release,
    "release revoked": _revocation,
    "gist drafted": _gist,
    "mediator’s own idea conveyed": _mediators_idea,
    "statement withheld": _withholding,
    "hand raised or lowered": _hand,
}
