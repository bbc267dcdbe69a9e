"""Whatever heads, co-chairs and the clock do, and in whichever order: terms go from drafted to in force to ended, a report
from drafted to delivered, and never back; nothing is delivered without both signatures."""

from contextlib import suppress
from datetime import timedelta
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.perform import perform, ring
from goodoffices.record.source import Draw
from goodoffices.record.timestamps import moment, written
from goodoffices.taskforces.acts import (
    AdoptTerms,
    DeliverReport,
    DissentFromReport,
    DraftReport,
    DraftTerms,
    ExtendTerms,
    NameChair,
    TakeUpRecommendation,
    WindUpTaskForce,
)
from goodoffices.taskforces.deciding import signatures
from goodoffices.taskforces.models import Recommendation, Report, TabledReport, Terms
from tests.profiles import examples
from tests.table import admit, now, task_force

KEY = "states"
ORDER = {"replaced": 0, "drafted": 0, "in_force": 1, "ended": 2}
STEPS = (
    "draft",
    "chair north",
    "chair south",
    "adopt north",
    "adopt south",
    "report",
    "deliver north",
    "deliver south",
    "dissent north",
    "extend north",
    "extend south",
    "wind north",
    "wind south",
    "take up",
    "days pass",
)


class World:
    def __init__(self, amara, lena, idris):
        self.amara, self.heads = amara, {"north": lena, "south": idris}
        self.at, self.name = "2025-05-02T10:00:00.000Z", KEY
        self.writer = admit(amara, "interpreter", "Rapporteur")
        task_force(amara, KEY, lena, idris, self.writer)
        self.was = {}

    def do(self, step):
        verb, _space, side = step.partition(" ")
        if step == "days pass":
            self.at = written(moment(self.at) + timedelta(days=9))
            with patch.object(Draw, "now", lambda draw: self.at):
                ring(self.at)
            return
        by = {"draft": self.amara, "report": self.writer, "take": self.amara}.get(verb) or self.heads[side]
        act = self.act(verb, by)
        if act is None:
            return
        with patch.object(Draw, "now", lambda draw: self.at), suppress(Refused, NotThere):
            perform(act, now(by))

    def act(self, verb, by):
        terms = Terms.objects.seen_by(now(self.amara)).standing().last()
        report = Report.objects.seen_by(now(self.heads["north"])).last()
        if verb == "draft":
            return DraftTerms(task_force=KEY, purpose="Gauges.", sunset="2025-05-20", rapporteur=self.writer.id)
        if verb == "report":
            return DraftReport(task_force=KEY, words="Read.", recommendations=["One gauge."])
        if verb == "take":
            found = Recommendation.objects.seen_by(now(self.amara)).last()
            issue = self.issue(by)
            return found and issue and TakeUpRecommendation(recommendation=found.id, issue=issue)
        if verb in ("deliver", "dissent"):
            made = {"deliver": DeliverReport, "dissent": lambda report: DissentFromReport(report=report, words="No.")}
            return report and made[verb](report=report.id)
        if terms is None:
            return None
        return {
            "adopt": lambda: AdoptTerms(terms=terms.id),
            "chair": lambda: NameChair(terms=terms.id, seat=by.id),
            "extend": lambda: ExtendTerms(terms=terms.id, sunset="2025-06-20", why="Floods."),
            "wind": lambda: WindUpTaskForce(terms=terms.id),
        }[verb]()

    def issue(self, by):
        from goodoffices.agenda.acts import RaiseIssue
        from goodoffices.agenda.models import Issue

        found = Issue.objects.seen_by(now(by)).first()
        return found.id if found else perform(RaiseIssue(title="Gauges"), now(by)).entry.id

    def holds(self):
        for terms in Terms.objects.seen_by(now(self.amara)):
            assert ORDER[terms.state] >= self.was.get(terms.id, 0)
            self.was[terms.id] = ORDER[terms.state]
        assert Terms.objects.seen_by(now(self.amara)).filter(state="in_force").count() <= 1
        lena = now(self.heads["north"])
        for report in Report.objects.seen_by(lena):
            signed = [each.party_id for each in signatures(lena, [report]) if each.counts]
            assert (report.state == "delivered") == (len(signed) == 2 == len(set(signed)))
        delivered = Report.objects.seen_by(lena).filter(state="delivered")
        copies = set(TabledReport.objects.seen_by(now(self.amara)).values_list("id", flat=True))
        assert copies == set(delivered.values_list("tabled", flat=True))


@settings(
    max_examples=examples(ci=6, long=80),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.sampled_from(STEPS), min_size=8, max_size=30), orderly=st.booleans())
def test_states_never_go_back(river, amara, lena, idris, steps, orderly):
    from django.db import transaction

    with transaction.atomic():
        world = World(now(amara), now(lena), now(idris))
        for step in [*(STEPS[:6] if orderly else ()), *steps]:
            world.do(step)
            world.holds()
        transaction.set_rollback(True)
