"""Sheets: what stands on them, who may judge there, and what judges say."""

from unittest.mock import patch

import pytest
from django.utils import translation
from pydantic import ValidationError

from goodoffices.assessment.acts import (
    AddColumn,
    AddRow,
    CloseSheet,
    DescribeImplication,
    Judge,
    JudgeMany,
    OpenSheet,
    ReopenSheet,
    ReviseJudgement,
)
from goodoffices.assessment.labels import LIKELIHOOD, SCOPES, SEVERITY, heat_of
from goodoffices.assessment.models import Implication, Judgement, Sheet, SheetRow
from goodoffices.assessment.naming import warnings
from goodoffices.assessment.tests.sheets import COLUMNS, ROWS, cells, open_sheet
from goodoffices.process.acts import OpenRound
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from goodoffices.record.things import Thing
from tests.table import admit, not_there, now, refused, rules

LIKELY = {"likelihood": "likely", "severity": "major"}


def judged(by, cell, **more):
    return perform(Judge(cell=cell.id, **{**LIKELY, **more}), now(by)).entry.id


def test_an_effect_that_is_left_out_is_not_said_and_older_entries_meant_harm(amara, lena, idris):
    first, second = cells(lena, open_sheet(amara))[:2]
    row = judged(lena, first)
    assert Judgement.objects.seen_by(now(lena)).get(id=row).effect == ""
    row = perform(ReviseJudgement(judgement=row, effect="benefit"), now(lena)).entry.id
    perform(JudgeMany(sheet=first.sheet_id, judgements=[{"cell": second.id, **LIKELY}]), now(lena))
    effects = Judgement.objects.seen_by(now(lena)).current().order_by("number")
    assert [each.effect for each in effects] == ["benefit", ""]
    with patch("goodoffices.assessment.acts.judging.OPEN", {}):
        judged(idris, first)
        perform(JudgeMany(sheet=first.sheet_id, judgements=[{"cell": second.id, **LIKELY}]), now(idris))
    rows = Judgement.objects.seen_by(now(idris)).filter(seat=idris.id)
    assert [each.effect for each in rows] == ["harm", "harm"]


def test_a_revision_leaves_the_effect_open_again_and_an_older_one_kept_it(amara, lena):
    row = judged(lena, cells(lena, open_sheet(amara))[0], effect="benefit")
    with patch("goodoffices.assessment.acts.judging.OPEN", {}):
        row = perform(ReviseJudgement(judgement=row, effect=None, severity="minor"), now(lena)).entry.id
    assert Judgement.objects.seen_by(now(lena)).get(id=row).effect == "benefit"
    row = perform(ReviseJudgement(judgement=row, effect=None), now(lena)).entry.id
    assert Judgement.objects.seen_by(now(lena)).get(id=row).effect == ""


def test_every_sheet_says_what_no_agreement_would_mean(amara, lena):
    sheet = open_sheet(amara)
    rows = SheetRow.objects.seen_by(lena).filter(sheet=sheet).order_by("place")
    assert [row.title for row in rows] == ["The dam", "The ferry", "No agreement"]
    assert len(cells(lena, sheet)) == 6
    other = open_sheet(amara, rows=[{"kind": "no_agreement", "name": "If the talks fail"}, *ROWS])
    assert SheetRow.objects.seen_by(now(lena)).filter(sheet=other, kind="no_agreement").count() == 1


def test_what_is_known_is_written_where_row_and_column_meet(amara, lena):
    sheet = open_sheet(amara, implications=[{"row": 3, "column": 2, "words": "Ships wait."}])
    found = cells(lena, sheet)[-1]
    assert found.words == "Ships wait." and found.title == "No agreement: The world"
    with translation.override("ar"):
        assert found.in_words() == "no agreement: global\nShips wait."
    refused_places = {(9, 1): "outside the sheet", (1, 3): "outside the sheet"}
    for (row, column), why in refused_places.items():
        line = [{"row": row, "column": column, "words": "x"}]
        refused(OpenSheet(title="S", rows=ROWS, columns=COLUMNS, implications=line), amara, why)
    twice = [{"row": 1, "column": 1, "words": "x"}] * 2
    refused(OpenSheet(title="S", rows=ROWS, columns=COLUMNS, implications=twice), amara, "same place")


def test_rows_and_columns_are_named_apart(amara):
    def opened(rows=ROWS, columns=COLUMNS):
        return OpenSheet(title="S", rows=rows, columns=columns)

    refused(opened(rows=[{}]), amara, "has no name")
    refused(opened(rows=[{"name": "Dam"}, {"name": " dam", "kind": "trend"}]), amara, "called the same")
    refused(opened(columns=[{"scope": "affected"}]), amara, "does not say who")
    refused(opened(columns=[{"scope": "global"}, {"scope": "global"}]), amara, "called the same")
    perform(opened(columns=[{"scope": "global"}, {"scope": "regional"}]), amara)
    for name in ("Process", "What the talks add", "trend"):
        refused(opened(rows=[{"name": name}]), amara, "is the word for another kind")
    with translation.override("ar"):
        world = str(SCOPES["global"])
    for name in ("Global", "the world", world):
        refused(opened(columns=[{"name": name}]), amara, "is the word for another kind")
    refused(opened(rows=[{"name": "Measure taken"}]), amara, "has no name")
    none = {"kind": "no_agreement"}
    perform(opened(rows=[*ROWS, {**none, "name": "No agreement"}], columns=[{"name": "Process"}]), amara)
    refused(opened(rows=[*ROWS, none, {**none, "name": "No agreement"}]), amara, "called the same")
    with pytest.raises(ValidationError):
        opened(rows=[{"name": f"{n}"} for n in range(41)])
    refused(opened(rows=[{"name": f"{n}"} for n in range(40)]), amara, "40 rows at most")


def test_rows_and_columns_come_later_too_and_meet_all_others(amara, lena, idris):
    sheet = open_sheet(amara)
    perform(AddRow(sheet=sheet, name="The gauges", sort="trend"), lena)
    perform(AddColumn(sheet=sheet, scope="affected", name="Fishers"), now(idris))
    assert len(cells(lena, sheet)) == 4 * 3
    assert {cell.title for cell in cells(lena, sheet)} >= {"The gauges: Fishers", "No agreement: Fishers"}
    refused(AddRow(sheet=sheet, name="the gauges"), now(lena), "called the same")
    refused(AddRow(sheet=sheet), now(lena), "has no name")
    refused(AddColumn(sheet=sheet, name="Global"), now(lena), "is the word for another kind")


def test_who_listens_or_interprets_judges_nothing(amara, lena):
    sheet = open_sheet(amara)
    observer, interpreter = admit(amara, "observer", "Observer"), admit(amara, "interpreter", "Interpreter")
    for seat in (observer, interpreter):
        not_there(Judge(cell=cells(lena, sheet)[0].id, **LIKELY), now(seat))
        not_there(OpenSheet(title="S", rows=ROWS, columns=COLUMNS), now(seat))


def test_judges_of_an_implication_stand_side_by_side(amara, lena, idris):
    (cell, *_others) = cells(lena, open_sheet(amara))
    judged(lena, cell, reasons="The gauges say so.", source="Gauge book", horizon="months", confidence="high")
    judged(idris, cell, likelihood="very_unlikely", severity="minor")
    rows = Judgement.objects.seen_by(now(amara)).current().filter(implication=cell.id)
    assert {(row.seat_id, row.likelihood) for row in rows} == {(lena.id, "likely"), (idris.id, "very_unlikely")}
    first = rows.get(seat=lena.id)
    assert first.in_words().split("\n") == [
        "likely; major; months; high",
        "The gauges say so.",
        "Gauge book",
    ]
    refused(Judge(cell=cell.id, **LIKELY), now(lena), "Revise your judgement")


def test_a_judgement_among_ourselves_is_nobody_elses(river, amara, lena, idris):
    (cell, *_others) = cells(lena, open_sheet(amara))
    ours = judged(lena, cell, book=river.book("delegation", "north").id)
    assert not Judgement.objects.seen_by(now(amara)).exists()
    assert not Thing.objects.seen_by(now(idris)).filter(id=ours).exists()
    not_there(ReviseJudgement(judgement=ours, likelihood="even"), now(idris))
    not_there(ReviseJudgement(judgement=ours, likelihood="even"), now(amara))
    at_the_table = judged(lena, cell, likelihood="unlikely")
    assert Judgement.objects.seen_by(now(idris)).get().id == at_the_table
    not_there(Judge(cell=cell.id, **LIKELY, book=river.book("delegation", "north").id), now(idris))


def test_what_stands_in_a_narrow_room_is_not_judged_in_a_wider_one(river, amara, lena):
    sheet = open_sheet(lena, book=river.book("delegation", "north").id)
    (cell, *_others) = cells(lena, sheet)
    refused(Judge(cell=cell.id, **LIKELY, book=river.book("plenary").id), now(lena), "cannot see what you refer to")


def test_a_revision_keeps_what_is_not_said_again_and_the_earlier_judgement(amara, lena, idris):
    (cell, *_others) = cells(lena, open_sheet(amara))
    first = judged(lena, cell, reasons="The gauges say so.", confidence="low")
    second = perform(ReviseJudgement(judgement=first, likelihood="even"), now(lena)).entry.id
    rows = Judgement.objects.seen_by(now(idris)).order_by("number")
    assert [(row.place, row.likelihood, row.current, row.reasons) for row in rows] == [
        (1, "likely", False, "The gauges say so."),
        (2, "even", True, "The gauges say so."),
    ]
    refused(ReviseJudgement(judgement=first, likelihood="unlikely"), now(lena), "Revise the latest")
    refused(ReviseJudgement(judgement=second, likelihood="even"), now(lena), "Nothing would change")
    cleared = perform(ReviseJudgement(judgement=second, confidence=None), now(lena)).entry.id
    assert Judgement.objects.seen_by(now(lena)).get(id=cleared).confidence == ""


def test_other_words_are_judged_otherwise_or_the_same_once_more(amara, lena, idris):
    (cell, *_others) = cells(lena, open_sheet(amara))
    first = judged(lena, cell)
    perform(DescribeImplication(cell=cell.id, words="Less water in summer."), now(idris))
    now_worded = Implication.objects.seen_by(now(lena)).get(id=cell.id)
    assert now_worded.wording > Judgement.objects.seen_by(now(lena)).get(id=first).of_words
    again = perform(ReviseJudgement(judgement=first, likelihood="likely"), now(lena)).entry.id
    assert Judgement.objects.seen_by(now(lena)).get(id=again).of_words == now_worded.wording
    refused(DescribeImplication(cell=cell.id, words="Less water in summer."), now(idris), "says this already")


def test_several_are_judged_at_once_and_those_judged_before_are_revised(river, amara, lena):
    sheet = open_sheet(amara)
    first, second, *_others = cells(lena, sheet)
    judged(lena, first)
    lines = [{"cell": cell.id, "likelihood": "even", "severity": "minor"} for cell in (first, second)]
    perform(JudgeMany(sheet=sheet, judgements=lines), now(lena))
    rows = Judgement.objects.seen_by(now(lena)).current()
    assert {(row.implication_id, row.place, row.likelihood) for row in rows} == {
        (first.id, 2, "even"),
        (second.id, 1, "even"),
    }
    refused(JudgeMany(sheet=sheet, judgements=lines[:1] * 2), now(lena), "judged twice")
    other = cells(lena, open_sheet(amara))[0]
    not_there(JudgeMany(sheet=sheet, judgements=[{**lines[0], "cell": other.id}]), now(lena))


def test_named_judges_judge_at_the_table_and_others_in_their_own_rooms(river, amara, lena, idris):
    sheet = open_sheet(amara, judges=[lena.id])
    (cell, *_others) = cells(lena, sheet)
    refused(Judge(cell=cell.id, **LIKELY), now(idris), "Judge it in a room of your own")
    judged(idris, cell, book=river.book("delegation", "south").id)
    judged(lena, cell)
    observer = admit(amara, "observer", "Observer")
    refused(OpenSheet(title="S", rows=ROWS, columns=COLUMNS, judges=[observer.id]), now(amara), "does not take part")
    north = river.book("delegation", "north").id
    refused(OpenSheet(title="S", rows=ROWS, columns=COLUMNS, judges=[idris.id], book=north), now(lena), "take part")


def test_a_closed_sheet_stays_as_it_is_until_it_is_reopened(amara, lena, idris):
    sheet = open_sheet(lena)
    (cell, *_others) = cells(lena, sheet)
    mine = judged(lena, cell)
    not_there(CloseSheet(sheet=sheet), now(idris))
    perform(CloseSheet(sheet=sheet), now(lena))
    for act in (
        Judge(cell=cell.id, **LIKELY),
        AddRow(sheet=sheet, name="x"),
        DescribeImplication(cell=cell.id, words="x"),
        JudgeMany(sheet=sheet, judgements=[{"cell": cell.id, **LIKELY}]),
        CloseSheet(sheet=sheet),
    ):
        refused(act, now(amara), "is closed")
    refused(ReviseJudgement(judgement=mine, likelihood="even"), now(lena), "is closed")
    perform(ReopenSheet(sheet=sheet), now(amara))
    refused(ReopenSheet(sheet=sheet), now(amara), "is open")
    assert Sheet.objects.seen_by(now(lena)).get().stands
    judged(idris, cell)


def test_the_public_book_holds_no_sheet(river, lena):
    public = river.book("public").id
    refused(OpenSheet(title="S", rows=ROWS, columns=COLUMNS, book=public), lena, "Choose a room")


def test_a_judgement_keeps_the_round_in_which_it_was_made(river, amara, lena):
    from goodoffices.process.models import Round

    (cell, *_others) = cells(lena, open_sheet(amara))
    judged(lena, cell)
    latest = Round.objects.seen_by(lena).exclude(opened_at="").order_by("-ordinal").first()
    assert Judgement.objects.seen_by(now(lena)).get().round == (latest.ordinal if latest else None)
    assert (
        OpenRound.kind in {entry.kind for entry in Entry.objects.filter(book=river.book("plenary"))} or latest is None
    )


def test_how_judges_are_named_may_change_and_nothing_said_before_is_told_otherwise(river, amara, lena, idris):
    """What was said by name is not replaced by what is said without: that it went would tell whose the later one is."""
    sheet = open_sheet(amara)
    first, second, *_others = cells(lena, sheet)
    named = judged(lena, first)
    rules(amara, [lena, idris], chatham_house=True)
    refused(ReviseJudgement(judgement=named, likelihood="even"), now(lena), "Judge it again")
    unnamed = judged(lena, first, likelihood="even")
    many = JudgeMany(sheet=sheet, judgements=[{"cell": cell.id, **LIKELY} for cell in (first, second)])
    entry = perform(many, now(lena)).entry
    assert entry.facts["places"] == {first.id: 2, second.id: 1}, "counted among what was said without a name"
    rows = {row.id: row for row in Judgement.objects.seen_by(now(idris))}
    assert rows[named].current and not rows[unnamed].current
    rules(amara, [lena, idris], attribution="seat")
    again = perform(ReviseJudgement(judgement=named, likelihood="very_likely"), now(lena)).entry
    assert again.by == lena.id
    current = Judgement.objects.seen_by(now(idris)).current().filter(implication=first.id)
    assert {row.named for row in current} == {"seat", "nobody"}


def test_the_tint_grows_with_likelihood_and_with_severity():
    table = [[heat_of(likelihood, severity) for severity in SEVERITY] for likelihood in LIKELIHOOD]
    assert table[0][0] == 0 and table[-1][-1] == 4
    assert all(row == sorted(row) for row in table)
    assert all(list(column) == sorted(column) for column in zip(*table, strict=True))


def test_whoever_names_judges_where_nobody_is_named_is_warned(river, amara, lena, idris):
    sheet = OpenSheet(title="S", rows=ROWS, columns=COLUMNS, judges=[lena.id])
    assert list(warnings(amara, sheet)) == []
    rules(amara, [lena, idris], attribution="party")
    (warning,) = warnings(now(amara), sheet)
    assert "whose the judgements are" in warning.sentence
    assert list(warnings(now(amara), OpenSheet(title="S", rows=ROWS, columns=COLUMNS))) == []
    ours = OpenSheet(title="S", rows=ROWS, columns=COLUMNS, judges=[lena.id], book=river.book("delegation", "north").id)
    assert list(warnings(now(lena), ours)) == []
