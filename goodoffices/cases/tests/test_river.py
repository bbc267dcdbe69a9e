"""The river case: what it shows, on the day on which it shows it, as the pages of its seats tell it."""

from datetime import date

import pytest

from goodoffices.agenda.agreement import with_agreements
from goodoffices.agenda.models import Issue, Position
from goodoffices.assessment.models import Implication, Run
from goodoffices.cases.loading import parse, shipped
from goodoffices.cases.playing import Played, go_on, play
from goodoffices.consultation.models import Statement, Unbinding
from goodoffices.followup.models import Check, Commitment, Concern, Dispute, Level, PublicCommitment
from goodoffices.listening.models import Loop
from goodoffices.process.audience import caucus_of
from goodoffices.process.models import Round
from goodoffices.process.seats import seat_with_id
from goodoffices.record import replay
from goodoffices.record.acts import KINDS
from goodoffices.text.models import Draft, Reopening
from goodoffices.text.queries import shown_whole
from tests.cast import client_of
from tests.house import references_that_go_down

NO_AGREEMENT = {"row__kind": "no_agreement", "column__scope": "regional"}
CASE = parse(shipped("river").read_text(encoding="utf-8"))


class Talks:
    """The case, played on day by day."""

    def __init__(self) -> None:
        self.played: Played = play(CASE)
        self.done = self.played.done

    def until(self, day: int, month: int = 4) -> "Talks":
        played = self.played
        self.done = go_on(CASE, played.names, played.cast, self.done, date(2025, month, day))
        return self

    def seat(self, name: str):
        return seat_with_id(self.played.cast[name])

    def page(self, name: str, path: str) -> str:
        return client_of(self.seat(name)).get(f"/processes/{self.played.process}/{path}").content.decode()

    def loop(self) -> Loop:
        rows = Loop.objects.seen_by(self.seat("lena")).filter(about=self.played.names["thirty"])
        return rows.select_related("about").get()

    def issue(self, name: str = "amara", called: str = "notice_issue") -> Issue:
        seat = self.seat(name)
        rows = Issue.objects.seen_by(seat).filter(id=self.played.names[called]).select_related("book")
        return with_agreements(seat, list(rows))[0]


@pytest.fixture
def talks(database) -> Talks:
    return Talks()


def test_it_plays_to_its_end_and_the_record_rebuilds_it(talks):
    talks.until(30, month=6)
    assert talks.done == len(CASE.steps)
    assert replay.check() == [] and references_that_go_down() == []


def test_on_14_april_a_position_goes_out_by_whom_its_head_entrusted_and_its_interest_stays(talks):
    talks.until(14)
    seen = Position.objects.seen_by(talks.seat("idris")).get()
    assert "Thirty days" in seen.position and not seen.interest
    assert "sown late" not in talks.page("idris", f"agenda/issues/{talks.issue().id}/")


def test_on_15_april_what_was_heard_is_outdated_and_what_bound_is_withdrawn(talks):
    talks.until(15)
    assert talks.loop().standing == "outdated"
    heard = talks.page("idris", "listening/")
    assert "onfirmed of an earlier wording" in heard
    bound = Statement.objects.seen_by(talks.seat("lena")).get(id=talks.played.names["bound"])
    assert Unbinding.objects.seen_by(talks.seat("lena")).filter(statement=bound).exists()
    page = talks.page("idris", f"rooms/statements/{bound.id}/")
    assert "21 days ahead" in page and "The gates are being repaired in May" in page


def test_on_16_april_the_corrected_words_are_heard(talks):
    talks.until(16)
    assert talks.loop().standing == "confirmed"
    assert "21 days before" in talks.page("idris", "listening/")


def test_on_16_april_only_the_words_as_they_stand_travel(talks):
    south = talks.until(16).page("idris", f"rooms/{talks.seat('idris').shelf().of(caucus_of('south')).id}/")
    assert "one of the gauges" in south and "two of the gauges" not in south


def test_on_17_april_a_capital_declines_and_the_sheet_takes_it_back(talks):
    talks.until(16)
    assert talks.issue().shown_status == "under_discussion"
    talks.until(17)
    told = [talks.issue(name).shown_status for name in ("amara", "lena", "idris")]
    assert told == ["agreed", "agreed", "agreed"]
    page = talks.page("lena", f"agenda/issues/{talks.issue().id}/")
    assert "Provisionally agreed" in page and "The capital finds thirty days too long." in page


def test_on_18_april_both_heads_have_adopted_the_highlights(talks):
    talks.until(18)
    concluded = Round.objects.seen_by(talks.seat("lena")).get(id=talks.played.names["round"])
    assert concluded.state == "concluded"
    assert "provisionally agreed" in talks.page("idris", "rounds/")


def test_on_19_april_nobody_but_its_members_learns_of_the_word_aside(talks):
    talks.until(19)
    for name in ("nils", "joon"):
        assert "word aside" not in talks.page(name, "") + talks.page(name, "seats/") + talks.page(name, "record/")
    assert "A word aside" in talks.page("idris", "seats/")
    assert "1 h 0 min" in talks.page("idris", f"rooms/{talks.seat('idris').shelf().of(caucus_of('south')).id}/minutes")


def test_from_21_to_23_april_a_third_party_counts_while_it_is_at_the_table(talks):
    talks.until(21)
    assert "Head of delegation, Delta" in talks.page("lena", "seats/")
    talks.until(22)
    assert talks.issue(called="gauges").shown_status == "open"
    talks.until(23)
    assert talks.issue(called="gauges").shown_status == "agreed_ad_ref"
    assert "left the talks" in talks.page("idris", "coming-and-going/")


def test_on_23_april_a_text_is_agreed_reopened_and_agreed_in_other_words(talks):
    seat = talks.until(23).seat("nils")
    draft = Draft.objects.seen_by(seat).get(title="Notice in dry years")
    shown = shown_whole(seat, draft)
    assert [(each.provision.label, each.state) for each in shown] == [
        ("Art. 1", "open"),
        ("Art. 1 (1)", "agreed_ad_ref"),
        ("Art. 1 (2)", "bracketed"),
        ("Art. 1 (3)", "bracketed"),
        ("Art. 1 (4)", "open"),
    ]
    assert "where the safety of a dam does not allow it, at once." in shown[1].provision.words
    assert Reopening.objects.seen_by(seat).get().state == "granted"
    words = [choice.words for choice in shown[2].choices]
    assert words == ["in writing", "by telephone"]  # split, and the deletion behind them was taken back
    assert shown[4].provision.words.strip().startswith("4. The office keeps a list")  # both let “joint” go
    address = f"text/{draft.id}/"
    assert "once the gauges are named" not in talks.page("lena", address) + talks.page("amara", address)
    assert "our farmers will not sow late" in talks.page("idris", address)


def test_every_act_on_a_text_is_played():
    played = {step.kind for step in CASE.steps}
    by_others = {"text.table_single": "tabled by text.show_single", "text.upload_markup": "needs a file of Word’s"}
    assert {kind for kind in KINDS if kind.startswith("text.")} <= played | set(by_others)


def test_every_act_of_assessment_is_played():
    played = {step.kind for step in CASE.steps}
    by_others = {
        "assessment.answer_run": "by the host",
        "assessment.cancel_run": "a run ends within the step that asks",
    }
    assert {kind for kind in KINDS if kind.startswith("assessment.")} <= played | set(by_others)


def test_gauges_that_all_read_tip_the_third_dry_year(talks):
    talks.until(23)
    runs = {run.question: run for run in Run.objects.seen_by(talks.seat("lena")).filter(whose="joint")}
    joint = runs["scenarios"]
    assert joint.state == "complete" and joint.asked["measures"] == [[1, 1]]
    assert {tuple(move["to"]) for move in joint.answer["moves"]} == {(1, 2, 1), (2, 2, 1)}
    assert all(each["variants"][1:] == [2, 1] for each in runs["tip"].answer["consistent"])
    assert Run.objects.seen_by(talks.seat("idris")).count() == len(runs) + 1
    private = "We could not bear a third year"
    sheet = f"assessment/implications/{Implication.objects.seen_by(talks.seat('lena')).get(**NO_AGREEMENT).id}/"
    assert private in talks.page("lena", sheet) and private not in talks.page("idris", sheet) + talks.page(
        "amara", sheet
    )


def test_on_24_april_the_talks_end_by_consent(talks):
    talks.until(24)
    assert talks.seat("lena").process.state == "concluded"
    assert "Concluded with an agreement" in talks.page("lena", "")


def test_on_10_june_one_check_is_held_others_were_missed_and_a_day_moved_by_consent(talks):
    talks.until(10, month=6)
    seat = talks.seat("lena")
    states = list(Check.objects.seen_by(seat).order_by("day").values_list("state", flat=True))
    assert states == ["held", "missed", "missed"]
    rows = {row.what.split()[0]: row for row in Commitment.objects.seen_by(seat).exclude(state="superseded")}
    assert (rows["Publish"].state, rows["Publish"].found) == ("closed", "met")
    assert (rows["Give"].term, rows["Give"].due_on, rows["Give"].missed) == (2, "2025-06-02", True)
    assert PublicCommitment.objects.seen_by(seat).get().found == "met"


def test_on_27_june_a_dispute_is_closed_after_its_clock_ran_on(talks):
    talks.until(27, month=6)
    seat = talks.seat("lena")
    found = Dispute.objects.seen_by(seat).select_related("commitment").get()
    assert (found.level, found.state, found.how) == (3, "closed", "as_found")
    levels = Level.objects.seen_by(seat).order_by("ordinal")
    # Three working days from the 16th, without the holiday, and two more by consent: the 24th. Then five days of any sort.
    assert [(level.last_day, level.ended_how) for level in levels] == [
        ("2025-06-24", "lapsed"),
        ("2025-06-29", "referred"),
        ("2025-06-30", "closed"),
    ]
    assert levels[0].ended_at == "2025-06-24T22:00:00.000Z"
    assert not Concern.objects.seen_by(talks.seat("idris")).exists()
