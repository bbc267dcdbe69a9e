"""Files come in: what they hold is shown first, what is wrong is said, and an act puts the rest on record."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
from django.utils.translation import override

from goodoffices.assessment.acts import CloseSheet, Judge
from goodoffices.assessment.judgement_reading import read_judgements
from goodoffices.assessment.labels import LIKELIHOOD
from goodoffices.assessment.models import Judgement, Sheet
from goodoffices.assessment.tests.cast import act, cells_of, fetch, forms_in, said, send, sheet_of, workbook_of
from goodoffices.assessment.uploads import Uploaded
from goodoffices.record.perform import perform
from tests.databases import everything_recorded
from tests.table import now

MATRIX = "What;Upper valley;The world;Affected, and not at the table: Fishers\r\nClose the gauge;Dark;;No fish\r\nNo agreement;War;;\r\n"


# ---- sheets ----------------------------------------------------------------------------------------------------------


def test_a_plain_table_becomes_a_sheet_once_it_is_sent(river, amara):
    before = everything_recorded()
    answer = send(amara, "check", b"\xef\xbb\xbf" + MATRIX.encode(), "Gauges.csv")
    assert answer.status_code == 200 and "No fish" in answer.text
    assert everything_recorded() == before
    assert act(amara, "assessment.open_sheet", answer).status_code == 302
    sheet = Sheet.objects.seen_by(now(amara)).get()
    cells = cells_of(amara, sheet)
    assert sheet.title == "Gauges"
    assert [(c.row.kind, c.row.name, c.column.scope, c.column.name, c.words) for c in cells] == [
        ("measure", "Close the gauge", "regional", "Upper valley", "Dark"),
        ("measure", "Close the gauge", "global", "", ""),
        ("measure", "Close the gauge", "affected", "Fishers", "No fish"),
        ("no_agreement", "", "regional", "Upper valley", "War"),
        ("no_agreement", "", "global", "", ""),
        ("no_agreement", "", "affected", "Fishers", ""),
    ]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_went_out_comes_in_as_the_same_sheet(river, amara, lena, form):
    sheet = sheet_of(
        amara,
        rows=[
            {"name": "=SUM(A1)"},
            {"name": "إغلاق المقياس"},
            {"kind": "process"},
            {"name": "-3, or so", "kind": "trend"},
        ],
        columns=[{"name": "Upper “valley”"}, {"scope": "global"}, {"scope": "affected", "name": "<b>Fishers</b>"}],
        implications=[
            {"row": 1, "column": 1, "words": "=1+1"},
            {"row": 2, "column": 3, "words": "كلمات\nفي سطرين"},
            {"row": 5, "column": 2, "words": "@home <script>alert(1)</script>"},
        ],
    )
    perform(Judge(cell=cells_of(lena, sheet)[0].id, likelihood="likely", severity="major"), lena)
    answer = send(amara, "check", fetch(amara, f"sheets/{sheet.id}/file/{form}").content, f"sheet.{form}")
    assert "1 line holds a judgement" in answer.text and "<script>alert" not in answer.text
    assert act(amara, "assessment.open_sheet", answer, title="Again").status_code == 302
    again = Sheet.objects.seen_by(now(amara)).get(title="Again")

    def plain(of):
        return [(c.row.kind, c.row.name, c.column.scope, c.column.name, c.words) for c in cells_of(amara, of)]

    assert plain(again) == plain(sheet)


def test_a_large_sheet_fits_the_form(river, amara):
    rows = [["", *[f"Region {n}" for n in range(12)]]]
    rows += [[f"Measure {m}", *["Words, and more of them. " * 20] * 12] for m in range(39)]
    answer = send(amara, "check", workbook_of(*rows), "large.xlsx")
    assert answer.status_code == 200
    assert act(amara, "assessment.open_sheet", answer).status_code == 302
    assert len(cells_of(amara, Sheet.objects.seen_by(now(amara)).get())) == 480


@pytest.mark.parametrize(
    "content, name, sentence",
    [
        (b"", "empty.csv", "There is no table"),
        (b"just one line", "line.csv", "There is no table"),
        (b"\0\1\2" * 20, "bytes.csv", "cannot be read as a table"),
        (b"PK\3\4 broken", "broken.xlsx", "cannot be read as a table"),
        (b'a,b\n"c,d\n', "quote.csv", "cannot be read as a table"),
        (("x," * 30 + "\n").encode() * 3, "wide.csv", "Make two sheets"),
        (b"a,b\n" + b"".join(b"row %d,x\n" % n for n in range(41)), "long.csv", "Make two sheets"),
        (b",North,north\nGauges,a,b\n", "twice.csv", "called the same"),
        (("," + "x" * 301 + "\nMeasure,a\n").encode(), "name.csv", "too long"),
    ],
    ids=["empty", "line", "bytes", "broken", "quote", "wide", "long", "twice", "name"],
)
def test_what_is_no_sheet_is_said_and_nothing_is_lost(river, amara, content, name, sentence):
    before = everything_recorded()
    assert sentence in said(send(amara, "check", content, name))
    assert everything_recorded() == before


def test_a_file_is_bounded(river, amara):
    assert "1 MB" in said(send(amara, "check", b"a,b\n" * 2_500_000))
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b"<a>" + b" " * 300_000_000)
    assert len(packed.getvalue()) < 1_000_000
    assert "cannot be read as a table" in said(send(amara, "check", packed.getvalue(), "bomb.xlsx"))
    assert "There is no file yet" in said(send(amara, "check", b"", "none.csv", file=""))


def test_without_a_file_the_page_has_a_form_that_sends_one(river, amara):
    page = fetch(amara, "check")
    assert page.status_code == 200 and 'type="file"' in page.text


def test_a_form_without_its_token_is_not_read(river, amara):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.cast import client_of

    strict = client_of(amara, enforce_csrf_checks=True)
    sent = {"file": SimpleUploadedFile("a.csv", MATRIX.encode())}
    assert strict.post(f"/processes/{amara.process_id}/assessment/check", sent).status_code == 403


# ---- judgements into a sheet -----------------------------------------------------------------------------------------


@pytest.fixture
def sheet(river, amara):
    return sheet_of(amara)


def filled(by, sheet, *changes):
    """The sheet's workbook, with cells set: by the line, the heading, and what is filled in."""
    book = openpyxl.load_workbook(BytesIO(fetch(by, f"sheets/{sheet.id}/file/xlsx").content))
    table = book.worksheets[0]
    at = {cell.value: cell.column for cell in table[1]}
    for line, heading, value in changes:
        table.cell(line, at[heading]).value = value
        table.cell(line, at[heading]).data_type = "s"
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def test_a_sheet_filled_in_becomes_judgements(river, lena, sheet):
    with override("ar"):
        in_arabic = str(LIKELIHOOD["unlikely"])
    content = filled(
        lena, sheet,
        (2, "Likelihood", "Likely"), (2, "Severity", "major"), (2, "Reasons", "=because"),
        (3, "Likelihood", in_arabic), (3, "Severity", "Minor"), (3, "When", "weeks"), (3, "Judge", lena.name),
    )  # fmt: skip
    answer = send(lena, f"sheets/{sheet.id}/judgements", content, "filled.xlsx")
    assert answer.status_code == 200
    assert act(lena, "assessment.judge_many", answer).status_code == 302, answer.text
    rows = Judgement.objects.seen_by(now(lena)).current().order_by("implication__column__place")
    assert [(row.likelihood, row.severity, row.horizon, row.reasons, row.effect) for row in rows] == [
        ("likely", "major", "", "=because", ""),
        ("unlikely", "minor", "weeks", "", ""),
    ]


KINDS = {
    "rows": [{"name": "Sanctions relief"}, {"name": "Free movement", "kind": "trend"}, {"kind": "process"}],
    "columns": [{"name": "Upper valley"}, {"scope": "global"}, {"scope": "affected", "name": "Fishers"}],
}


def offered(by, sheet, *lines):
    """What is offered of these lines, by row and column, and what is remarked."""
    content = "Kind of row,Row,For whom,Column,Likelihood,Severity\n" + "\n".join(lines)
    found = read_judgements(now(by), sheet, Uploaded("x.csv", content.encode()))
    told = [(each.implication.title, each.said["severity"]) for group in found.groups for each in group.lines]
    return told, found.remarks[:-1] if told else found.remarks


def test_a_name_that_is_also_the_word_for_a_kind_takes_nobody_for_another(river, lena, amara, monkeypatch):
    """Sheets of before may have such names, and no further one gets them."""
    monkeypatch.setattr("goodoffices.assessment.acts.sheets.demand_apart", lambda *given: None)
    rows, columns = [{"name": "process"}, *KINDS["rows"][1:]], [{"name": "Global"}, *KINDS["columns"][1:]]
    sheet = sheet_of(amara, implications=[], rows=rows, columns=columns)
    told, remarks = offered(
        lena,
        sheet,
        "Measure taken,process,Region,Global,Likely,Severe",
        "Measure taken,process,The world,The world,Likely,Major",
        "What the talks add,What the talks add,The world,The world,Likely,Minor",
        "Trend,Free movement,,Global,Likely,Minor",
        ",process,Region,Global,Likely,Minor",
    )
    assert told == [
        ("process: Global", "severe"),
        ("process: The world", "major"),
        ("What the talks add: The world", "minor"),
    ]
    assert ["may be two things" in each for each in remarks] == [True, True]
    assert "Line 5: " in remarks[0] and "“For whom”" in remarks[0]
    assert "Line 6: " in remarks[1] and "“Kind of row”" in remarks[1]


def test_the_kind_that_a_line_tells_has_to_be_that_of_the_row(river, lena, amara):
    sheet = sheet_of(amara, implications=[], **KINDS)
    told, remarks = offered(
        lena,
        sheet,
        "Trend,Sanctions relief,The world,,Likely,Severe",
        "Penalty,Sanctions relief,The world,,Likely,Severe",
        "Measure taken,Sanctions relief,Region,Fishers,Likely,Severe",
        "measure,Sanctions relief,,Fishers,Likely,Severe",
    )
    assert told == [("Sanctions relief: Fishers", "severe")]
    assert ["and not as “Trend”" in remarks[0], "no word for “Kind of row”" in remarks[1]] == [True, True]
    assert "“Fishers” stands on the sheet, and not as “Region”" in remarks[2]


def test_what_is_on_record_and_what_others_judged_is_passed_over(river, lena, idris, sheet):
    cells = cells_of(lena, sheet)
    perform(Judge(cell=cells[0].id, likelihood="likely", severity="major", effect="benefit", source="A study"), lena)
    perform(Judge(cell=cells[1].id, likelihood="even", severity="major"), idris)
    for form in ("xlsx", "csv"):
        content = fetch(lena, f"sheets/{sheet.id}/file/{form}").content
        answer = send(lena, f"sheets/{sheet.id}/judgements", content, f"same.{form}")
        assert "1 line says what you have on record" in answer.text
        assert "1 line is someone else’s" in answer.text
        assert not [form for form in forms_in(answer.text) if form["action"].endswith("judge_many")]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_words_that_begin_like_a_formula_come_back_as_they_were(river, lena, sheet, form):
    cells = cells_of(lena, sheet)
    for cell, reasons in zip(cells, ("=1+1", "'=1+1", "''-2", "'so they say'"), strict=False):
        perform(Judge(cell=cell.id, likelihood="likely", severity="major", reasons=reasons), lena)
    count = Judgement.objects.seen_by(now(lena)).current().count()
    content = fetch(lena, f"sheets/{sheet.id}/file/{form}").content
    answer = send(lena, f"sheets/{sheet.id}/judgements", content, f"same.{form}")
    assert f"{count} lines say what you have on record" in answer.text and count > 2


def test_a_revision_says_what_it_revises(river, lena, sheet):
    perform(Judge(cell=cells_of(lena, sheet)[0].id, likelihood="likely", severity="major"), lena)
    content = filled(lena, sheet, (2, "Severity", "severe"))
    answer = send(lena, f"sheets/{sheet.id}/judgements", content, "again.xlsx")
    assert "Revises: Likely; Major" in answer.text
    assert act(lena, "assessment.judge_many", answer).status_code == 302
    [row] = Judgement.objects.seen_by(now(lena)).current()
    assert (row.severity, row.place) == ("severe", 2)


def test_judges_who_are_not_named_know_their_own_lines_by_the_citation(river, lena, idris, sheet):
    cells = cells_of(lena, sheet)
    perform(Judge(cell=cells[0].id, likelihood="likely", severity="major"), lena)
    perform(Judge(cell=cells[1].id, likelihood="likely", severity="major"), idris)
    content = filled(
        lena, sheet,
        *[(line, "Judge", "A participant") for line in (2, 3)], (2, "Severity", "minor"), (3, "Severity", "minor"),
    )  # fmt: skip
    answer = send(lena, f"sheets/{sheet.id}/judgements", content, "participants.xlsx")
    assert "1 line is someone else’s" in answer.text and answer.text.count("Revises:") == 1


def test_what_was_judged_in_a_narrower_room_goes_back_there_alone(river, lena, idris, sheet):
    cell, room = cells_of(lena, sheet)[0], river.book("delegation", "north")
    perform(Judge(cell=cell.id, likelihood="likely", severity="severe", book=room.id), lena)
    content = filled(lena, sheet, (2, "Severity", "minor"))
    answer = send(lena, f"sheets/{sheet.id}/judgements", content, "private.xlsx")
    assert act(lena, "assessment.judge_many", answer).status_code == 302
    [row] = Judgement.objects.seen_by(now(lena)).current()
    assert (row.severity, row.book_id) == ("minor", room.id)
    assert not Judgement.objects.seen_by(now(idris)).exists()


def test_a_line_that_does_not_fit_is_named_and_the_rest_is_offered(river, lena, sheet):
    head = "row,column,likelihood,severity,room,reasons\r\n"
    lines = [
        "Close the gauge,Upper valley,likely,major,,",
        "Open the gauge,Upper valley,likely,major,,",
        "Close the gauge,Moon,likely,major,,",
        "Close the gauge,The world,perhaps,major,,",
        "Drier summers,The world,likely,,,",
        "Drier summers,Upper valley,likely,major,Attic,",
        "No agreement,The world,even,minor,,<script>alert(1)</script>",
        "Close the gauge,Upper valley,even,major,,",
    ]
    answer = send(lena, f"sheets/{sheet.id}/judgements", (head + "\r\n".join(lines)).encode())
    for line, words in (
        (3, "Open the gauge"),
        (4, "Moon"),
        (5, "perhaps"),
        (6, "Severity"),
        (7, "Attic"),
        (9, "further up"),
    ):
        assert any(f"Line {line}: " in each and words in each for each in answer.text.split("<li>")), (line, words)
    assert "Write one of: Very unlikely, Unlikely, About as likely as not, Likely, Very likely." in answer.text
    assert "Lines 2, 8 do not say whether it is harm or benefit." in answer.text
    assert "<script>alert" not in answer.text
    assert act(lena, "assessment.judge_many", answer).status_code == 302
    assert Judgement.objects.seen_by(now(lena)).current().count() == 2


def test_a_closed_sheet_and_a_stranger_judge_nothing(river, amara, lena, idris, sheet):
    content = b"row,column,likelihood,severity\nClose the gauge,Upper valley,likely,major\n"
    perform(CloseSheet(sheet=sheet.id), amara)
    answer = send(lena, f"sheets/{sheet.id}/judgements", content)
    assert "This sheet is closed" in answer.text
    own = sheet_of(lena, book=river.book("delegation", "north").id)
    assert send(idris, f"sheets/{own.id}/judgements", content).status_code == 404
    assert "no column “Likelihood”" in said(send(lena, f"sheets/{own.id}/judgements", b"row,column\na,b\n"))


def test_a_whole_sheet_of_judgements_fits_the_form(river, amara, lena):
    sheet = sheet_of(
        amara,
        rows=[{"name": f"Measure {n}"} for n in range(39)],
        columns=[{"name": f"Region {n}"} for n in range(12)],
        implications=[],
    )
    lines = [f"Measure {m},Region {n},likely,major,Reasons enough\n" for m in range(39) for n in range(12)]
    content = "row,column,likelihood,severity,reasons\n" + "".join(lines)
    answer = send(lena, f"sheets/{sheet.id}/judgements", content.encode())
    assert act(lena, "assessment.judge_many", answer).status_code == 302
    assert Judgement.objects.seen_by(now(lena)).current().count() == 468


def test_a_form_that_does_not_fit_goes_on_with_what_the_file_held(river, amara):
    answer = send(amara, "check", MATRIX.encode(), "Gauges.csv")
    refused = act(amara, "assessment.open_sheet", answer, title=" ")
    assert refused.status_code == 422
    assert act(amara, "assessment.open_sheet", refused, title="Gauges after all").status_code == 302
    assert len(cells_of(amara, Sheet.objects.seen_by(now(amara)).get())) == 6


def test_the_page_asks_as_much_for_many_lines_as_for_one(river, amara, lena, idris, sheet):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(*lines):
        content = "\n".join(["row,column,likelihood,severity,room", *lines]).encode()
        with CaptureQueriesContext(connection) as asked:
            assert send(lena, f"sheets/{sheet.id}/judgements", content).status_code == 200
        return len(asked)

    for cell in cells_of(lena, sheet):
        perform(Judge(cell=cell.id, likelihood="even", severity="minor"), lena)
        perform(Judge(cell=cell.id, likelihood="even", severity="minor"), idris)
    lines = [
        f"{r},{c},likely,major," for r in ("Close the gauge", "Drier summers") for c in ("Upper valley", "The world")
    ]
    queries(lines[0])
    assert queries(*lines) == queries(lines[0])
