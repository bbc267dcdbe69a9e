"""Whatever heads, the verifier and the clock do, and in whichever order: a commitment goes from proposed to in force to its end,
and never back; a dispute never opens again; and what is reported never becomes what is found."""

from contextlib import suppress
from datetime import timedelta
from unittest.mock import patch

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.followup.acts import (
    AcceptCommitment,
    AdjustCommitment,
    CloseCommitment,
    CloseDispute,
    ConsentToAdjustment,
    DeclineCommitment,
    Find,
    NameEvent,
    ProposeCommitment,
    ReportProgress,
    Respond,
    VerifyCommitment,
    WithdrawAdjustment,
    WithdrawCommitment,
)
from goodoffices.followup.models import Adjustment, Commitment, Dispute, Finding, Report
from goodoffices.followup.tests.dispute_cast import alleged, ladder
from goodoffices.process.acts import SetUpCommission
from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.perform import perform, ring
from goodoffices.record.source import Draw
from goodoffices.record.timestamps import moment, written
from tests.profiles import examples
from tests.table import now

ORDER = {"proposed": 0, "in_force": 1, "superseded": 2, "withdrawn": 3, "closed": 4}
ENDS = ("superseded", "withdrawn", "closed")
STEPS = (
    "propose mediator", "accept north", "report north", "verify mediator", "adjust north", "consent north",
    "consent south", "adjust south", "allege south", "respond north", "find mediator", "end north", "end south",
    "decline north", "withdraw mediator", "drop mediator", "close mediator", "name mediator", "days pass",
)  # fmt: skip


class World:
    def __init__(self, amara, lena, idris):
        self.seats = {"mediator": amara, "north": lena, "south": idris}
        self.at, self.was, self.closed = "2025-05-05T10:00:00.000Z", {}, set()
        with patch.object(Draw, "now", lambda draw: self.at):
            members, chairs = [amara.id, lena.id, idris.id], [lena.id, idris.id]
            more = {"members": members, "co_chairs": chairs, "rapporteur": amara.id}
            perform(SetUpCommission(commission="joint", name="Joint commission", **more), amara)
            ladder(now(amara), now(lena), now(idris))

    def do(self, step):
        if step == "days pass":
            self.at = written(moment(self.at) + timedelta(days=4))
            ring(self.at)
            return
        verb, _space, side = step.partition(" ")
        by = now(self.seats[side])
        with patch.object(Draw, "now", lambda draw: self.at), suppress(Refused, NotThere):
            if verb == "allege":
                alleged(by, self.commitment())
            elif act := self.act(verb):
                perform(act, by)

    def act(self, verb):
        about = {"commitment": self.commitment()}
        if verb in ("consent", "drop"):
            open_one = Adjustment.objects.seen_by(now(self.seats["mediator"])).filter(state="proposed").last()
            made = {"consent": ConsentToAdjustment, "drop": WithdrawAdjustment}[verb]
            return open_one and made(adjustment=open_one.id)
        if verb in ("respond", "find", "end"):
            found = Dispute.objects.seen_by(now(self.seats["mediator"])).last()
            return (
                found
                and {
                    "respond": lambda: Respond(dispute=found.id, words="It was."),
                    "find": lambda: Find(dispute=found.id, finding="partly", words="In part."),
                    "end": lambda: CloseDispute(dispute=found.id, how="settled"),
                }[verb]()
            )
        return {
            "propose": lambda: ProposeCommitment(
                who=["north"], to=["south"], what="Publish.", verifier="third_party", due="within 9 days of Day 1"
            ),
            "accept": lambda: AcceptCommitment(**about),
            "decline": lambda: DeclineCommitment(**about),
            "withdraw": lambda: WithdrawCommitment(**about),
            "close": lambda: CloseCommitment(**about),
            "report": lambda: ReportProgress(**about, progress="done"),
            "verify": lambda: VerifyCommitment(**about, finding="met" if len(self.was) % 2 else "not_met"),
            "adjust": lambda: AdjustCommitment(**about, change={"method": f"Way {self.at}."}, why="So."),
            "name": lambda: NameEvent(event="Day 1", on=self.at[:10]),
        }[verb]()

    def commitment(self):
        """The latest term of the latest commitment."""
        found = Commitment.objects.seen_by(now(self.seats["mediator"])).last()
        return found.id if found else "none"

    def holds(self):
        amara = now(self.seats["mediator"])
        rows = {row.id: row for row in Commitment.objects.seen_by(amara)}
        for row in rows.values():
            was = self.was.get(row.id, "proposed")
            assert row.state == was if was in ENDS else ORDER[row.state] >= ORDER[was]
            self.was[row.id] = row.state
            assert (row.state == "superseded") == bool(row.superseded_by)
            if row.superseded_by:
                assert rows[row.superseded_by].term == row.term + 1
            found = Finding.objects.seen_by(amara).filter(commitment=row.id).last()
            said = Report.objects.seen_by(amara).filter(commitment=row.id).last()
            assert row.found == (found.finding if found else "")
            assert row.reported == (said.progress if said else "")
        closed = set(Dispute.objects.seen_by(amara).exclude(closed_at="").values_list("id", flat=True))
        assert self.closed <= closed
        self.closed = closed


@settings(
    max_examples=examples(ci=6, long=80),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.sampled_from(STEPS), min_size=6, max_size=25), orderly=st.booleans())
def test_states_never_go_back(river, amara, lena, idris, steps, orderly):
    with transaction.atomic():
        world = World(now(amara), now(lena), now(idris))
        for step in STEPS[:11] if orderly else STEPS[:1]:
            world.do(step)
            world.holds()
        if orderly:  # so that what follows meets a term that was superseded, and a dispute
            assert Commitment.objects.seen_by(now(amara)).filter(state="superseded").exists()
            assert Dispute.objects.seen_by(now(amara)).get().state == "found"
        for step in steps:
            world.do(step)
            world.holds()
        transaction.set_rollback(True)
