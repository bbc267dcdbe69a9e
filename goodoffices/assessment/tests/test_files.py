"""Sheets and matrices as files: what stands in them, for whom, and that nothing in them is a formula."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from goodoffices.assessment.acts import AdoptInfluences, DescribeImplication, Judge, JudgeInfluence
from goodoffices.assessment.sheet_files import _blocks, lines_of, sheet_as
from goodoffices.assessment.sheet_words import COLUMNS, Spoken
from goodoffices.assessment.tests.cast import cells_of, diagram_of, fetch, send, sheet_of
from goodoffices.engines.crossimpact import formats
from goodoffices.record.fields import looks_like
from goodoffices.record.perform import perform
from tests.table import now


def rows_of(answer):
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


@pytest.fixture
def sheet(river, amara):
    return sheet_of(amara)


def test_a_line_for_each_judgement_and_one_for_what_nobody_judged(river, amara, lena, idris, sheet):
    cell = cells_of(lena, sheet)[0]
    perform(Judge(cell=cell.id, likelihood="likely", severity="major", reasons="=1+1", confidence="high"), lena)
    perform(Judge(cell=cell.id, likelihood="even", severity="minor"), idris)
    rows = rows_of(fetch(amara, f"sheets/{sheet.id}/file/csv"))
    assert len(rows) == 7  # three rows with “no agreement”, two columns, two judgements of one of them
    first, second, third = rows[:3]
    assert (first["Likelihood"], first["Severity"], first["Confidence"]) == ("Likely", "Major", "High confidence")
    assert first["Reasons"] == "'=1+1" and first["Implication"] == "Nobody knows the level."
    assert lena.name in first["Judge"] and idris.name in second["Judge"]
    assert third["Judge"] == third["Likelihood"] == third["Citation"] == ""


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_says_what_was_judged_before_the_present_words_and_comes_back(river, amara, lena, idris, sheet, form):
    cell = cells_of(lena, sheet)[0]
    perform(Judge(cell=cell.id, likelihood="likely", severity="major"), lena)
    perform(DescribeImplication(cell=cell.id, words="Only the upper side knows the level."), now(amara))
    perform(Judge(cell=cell.id, likelihood="even", severity="minor"), now(idris))
    file = fetch(lena, f"sheets/{sheet.id}/file/{form}")
    header, *rows = (
        list(csv.reader(StringIO(file.content.decode("utf-8-sig"), newline="")))
        if form == "csv"
        else told_in(file, form)
    )
    told = [row[header.index("Words that were judged")] or "" for row in rows]
    assert told == ["Judged before the present words were written", "The present words", *[""] * 5]
    answer = send(lena, f"sheets/{sheet.id}/judgements", file.content, f"sheet.{form}")
    assert (
        answer.status_code == 200
        and "1 line says what you have on record" in answer.text
        and "no word for" not in answer.text
    )
    with override("ar"):
        head = str(COLUMNS["of_words"])
    assert Spoken.now().columns[looks_like(head)] == "of_words", "in whatever language it went out"


def test_a_set_file_says_which_judgements_are_of_earlier_words(river, amara, lena, sheet):
    cell = cells_of(lena, sheet)[0]
    perform(Judge(cell=cell.id, likelihood="likely", severity="major"), lena)
    sentence = "Judged before the present words were written."
    assert sentence not in "".join(_blocks(now(lena), sheet, lines_of(now(lena), sheet), False))
    perform(DescribeImplication(cell=cell.id, words="Only the upper side knows the level."), now(amara))
    assert sentence in "".join(_blocks(now(lena), sheet, lines_of(now(lena), sheet), False))


def test_a_private_judgement_is_in_the_files_of_its_readers_alone(river, amara, lena, idris, sheet):
    cell, room = cells_of(lena, sheet)[0], river.book("delegation", "north")
    before = [fetch(idris, f"sheets/{sheet.id}/file/{form}").content for form in ("csv", "xlsx")]
    perform(Judge(cell=cell.id, likelihood="likely", severity="severe", reasons="Our fear", book=room.id), lena)
    assert [fetch(idris, f"sheets/{sheet.id}/file/{form}").content for form in ("csv", "xlsx")] == before
    [own] = [row for row in rows_of(fetch(lena, f"sheets/{sheet.id}/file/csv")) if row["Reasons"]]
    assert own["Narrower room"] and own["Reasons"] == "Our fear"


@pytest.mark.parametrize("form", ["csv", "xlsx", "pdf"])
def test_the_file_of_the_sheets_own_room_holds_nothing_private(river, amara, lena, idris, sheet, form):
    room, rest = river.book("delegation", "north"), f"sheets/{sheet.id}/file/{form}?room=own"
    cells = cells_of(lena, sheet)
    perform(Judge(cell=cells[0].id, likelihood="even", severity="minor"), idris)
    before = told_in(fetch(lena, rest), form)
    for cell in cells[:2]:
        perform(Judge(cell=cell.id, likelihood="likely", severity="severe", reasons="Our fear", book=room.id), lena)
    assert told_in(fetch(lena, rest), form) == before
    if form != "pdf":
        assert told_in(fetch(idris, rest), form) == before == told_in(fetch(idris, rest.partition("?")[0]), form)
        assert told_in(fetch(lena, rest.partition("?")[0]), form) != before


def told_in(answer, form):
    """What a file says, without what is another in each: of a set one, how long it is."""
    assert answer.status_code == 200
    if form == "csv":
        return rows_of(answer)
    if form == "pdf":
        return len(answer.content) // 100
    book = openpyxl.load_workbook(BytesIO(answer.content))
    return [[cell.value for cell in row] for row in book.worksheets[0].rows]


def test_no_agreement_is_the_last_row_of_a_file(river, amara, lena, sheet):
    from goodoffices.assessment.acts import AddRow

    perform(AddRow(sheet=sheet.id, name="A toll"), now(amara))
    rows = rows_of(fetch(lena, f"sheets/{sheet.id}/file/csv"))
    assert [row["Row"] for row in rows][-3:] == ["A toll", "No agreement", "No agreement"]


def test_a_judge_is_named_as_the_ground_rules_have_it(river, amara, lena, sheet):
    from goodoffices.assessment.models import Judgement

    perform(Judge(cell=cells_of(lena, sheet)[0].id, likelihood="likely", severity="major"), lena)
    line = lines_of(amara, sheet)[0]
    assert isinstance(line.judgement, Judgement) and line.judge.startswith(lena.name)
    for named, told in (("party", lena.party.name), ("nobody", "A participant")):
        from goodoffices.assessment.sheet_files import judge_of

        line.judgement.named = named
        assert judge_of(line.judgement) == told


def test_a_workbook_holds_text_and_says_how_to_fill_it_in(river, amara, lena):
    sheet = sheet_of(amara, rows=[{"name": "=HYPERLINK(1)"}, {"name": "إغلاق المقياس"}])
    book = openpyxl.load_workbook(BytesIO(fetch(lena, f"sheets/{sheet.id}/file/xlsx").content))
    table, how = book.worksheets
    assert [cell.value for cell in table[1]] == [str(name) for name in COLUMNS.values()]
    assert table["B2"].value == "=HYPERLINK(1)" and table["B2"].data_type == "s" and table["B2"].quotePrefix
    assert ["Likelihood", "Very likely (more than 90 %)", "very_likely"] in [[c.value for c in row] for row in how.rows]


def test_a_sheet_is_set_in_type_in_both_languages(river, amara, lena, sheet):
    perform(Judge(cell=cells_of(lena, sheet)[0].id, likelihood="likely", severity="major", reasons="So.\n\nYes."), lena)
    for language in ("en", "ar"):
        with override(language):
            assert sheet_as(now(amara), sheet, "pdf").content.startswith(b"%PDF")


def test_a_stranger_finds_no_file(river, amara, lena, idris):
    sheet = sheet_of(lena, book=river.book("delegation", "north").id)
    drawn, _ways = diagram_of(lena, book=river.book("delegation", "north").id)
    assert fetch(idris, f"sheets/{sheet.id}/file/csv").status_code == 404
    assert fetch(idris, f"influences/{drawn.id}/file/csv").status_code == 404


def test_a_file_asks_as_much_for_many_judgements_as_for_one(river, amara, lena, idris, sheet):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            sheet_as(now(amara), sheet, "csv")
        return len(asked)

    cells = cells_of(lena, sheet)
    perform(Judge(cell=cells[0].id, likelihood="likely", severity="major"), lena)
    few = queries()
    for cell in cells[1:]:
        perform(Judge(cell=cell.id, likelihood="likely", severity="major"), lena)
        perform(Judge(cell=cell.id, likelihood="even", severity="major"), idris)
    assert queries() == few <= 12


# ---- matrices --------------------------------------------------------------------------------------------------------


def matrix_from(answer, form):
    assert answer.status_code == 200, answer.text
    return formats.read(answer.content, f"file.{form}")


@pytest.mark.parametrize("form", ["xlsx", "csv", "scw"])
def test_a_matrix_goes_out_and_is_read_as_it_was(river, amara, lena, form):
    drawn, ways = diagram_of(amara, judges=[lena.id])
    perform(JudgeInfluence(source=ways[0].id, target=ways[2].id, value="-1.25"), lena)
    perform(JudgeInfluence(source=ways[3].id, target=ways[1].id, value=3), lena)
    found = matrix_from(fetch(lena, f"influences/{drawn.id}/file/{form}"), form)
    assert [each.variants for each in found.descriptors] == [("dear", "cheap"), ("yes", "no")]
    assert (found.rows[0][2], found.rows[3][1], found.scale) == (-5, 12, 4)


def test_whose_matrix_it_is_can_be_chosen_among_those_that_are_named(river, amara, lena, idris):
    drawn, ways = diagram_of(amara, judges=[lena.id])
    cell = {"from": ways[0].id, "to": ways[2].id, "value": "2"}
    perform(JudgeInfluence(source=ways[0].id, target=ways[2].id, value=1), lena)
    perform(AdoptInfluences(influences=drawn.id, cells=[cell]), lena)

    def first(whose):
        return matrix_from(fetch(idris, f"influences/{drawn.id}/file/csv?whose={whose}"), "csv").rows[0][2]

    assert (first("mine"), first("joint"), first(lena.id)) == (0, 2, 1)
    assert fetch(idris, f"influences/{drawn.id}/file/csv?whose={amara.id}").status_code == 404


def test_a_private_judgement_is_in_the_matrix_of_its_readers_alone(river, amara, lena, idris):
    drawn, ways = diagram_of(amara)
    own = river.book("delegation", "north").id
    perform(JudgeInfluence(source=ways[0].id, target=ways[2].id, value=1, book=own), lena)
    assert fetch(idris, f"influences/{drawn.id}/file/csv?whose={lena.id}").status_code == 404
    assert matrix_from(fetch(lena, f"influences/{drawn.id}/file/csv"), "csv").rows[0][2] == 1


def test_a_name_that_a_format_cannot_hold_is_said(river, amara):
    drawn, _ways = diagram_of(
        amara, descriptors=[{"name": "=Oil", "variants": ["a", "b"]}, {"name": "<b>P</b>", "variants": ["c"]}]
    )
    answer = fetch(amara, f"influences/{drawn.id}/file/csv")
    assert answer.status_code == 422 and "Choose another format" in answer.text
    assert matrix_from(fetch(amara, f"influences/{drawn.id}/file/xlsx"), "xlsx").descriptors[0].name == "=Oil"
    assert matrix_from(fetch(amara, f"influences/{drawn.id}/file/scw"), "scw").descriptors[1].name == "<b>P</b>"


def test_no_word_of_a_file_means_two_things():
    """In one language two words of a scale, or two columns, may not look alike: they could not be told apart on the way in."""
    from django.conf import settings

    from goodoffices.assessment.sheet_words import SCALES
    from goodoffices.record.fields import looks_like

    for language, _called in settings.LANGUAGES:
        with override(language):
            for words in (COLUMNS, *SCALES.values()):
                assert len({looks_like(str(word)) for word in words.values()}) == len(words), language


def test_files_are_named_after_what_they_hold(river, lena):
    sheet, drawn = sheet_of(lena, title="Fuel & “ports”"), diagram_of(lena, title="مستقبل")[0]
    told = {
        f"sheets/{sheet.id}/file/{form}": f"implications-{sheet.number}-fuel-ports.{form}"
        for form in ("xlsx", "csv", "pdf")
    } | {f"influences/{drawn.id}/file/{form}": f"influences-{drawn.number}.{form}" for form in ("xlsx", "csv", "scw")}
    for path, name in told.items():
        assert fetch(lena, path)["content-disposition"] == f'attachment; filename="{name}"'
