"""The pages of commitments and checks: what stands on them, for whom, what they cost, and what is taken along."""

import re
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodoffices.files.acts import AttachFile
from goodoffices.files.tests.samples import laid
from goodoffices.followup.acts import (
    AdjustCommitment,
    ConsentToCheck,
    ConsentToPublicity,
    DeclareStrategy,
    HoldCheck,
    ReportProgress,
    VerifyCommitment,
)
from goodoffices.followup.files import _blocks
from goodoffices.followup.models import Commitment
from goodoffices.followup.queries import matrix
from goodoffices.followup.tests.test_checks import checks  # noqa: F401 (a fixture)
from goodoffices.followup.tests.test_commitments import in_force, propose, row
from goodoffices.record.perform import perform
from tests.cast import Api, client_of
from tests.table import now


def page_of(seat, path=""):
    answer = client_of(seat).get(f"/processes/{seat.process_id}/commitments/{path}")
    assert answer.status_code == 200
    return answer.text


def test_the_matrix_shows_what_its_reader_reads(river, amara, lena, idris):
    assert "Nobody owes anything yet" in page_of(lena)
    in_force(amara, lena, book=river.book("caucus", "north").id, to=["third_party"], what="Between us.")
    assert "Between us." in page_of(lena)
    assert "Between us." not in page_of(idris)


def test_reported_and_found_are_columns_of_their_own_and_no_share_is_told(river, amara, lena):
    id = in_force(amara, lena, verifier="third_party")
    perform(ReportProgress(commitment=id, progress="done"), lena)
    perform(VerifyCommitment(commitment=id, finding="not_met"), amara)
    page = page_of(amara)
    assert 'data-label="Reported">Carried out</td>' in page and 'data-label="Found">Not met</td>' in page
    assert "%" not in page.split("<main")[1]


def test_a_reader_chooses_lines_by_side_and_state(river, amara, lena, idris):
    in_force(amara, lena, what="Ours.")
    propose(amara, who=["south"], what="Theirs.")

    def table(asked):
        return page_of(amara, asked).split('<table class="matrix commitments"')[1].split("</table>")[0]

    assert "Theirs." not in table("?who=north") and "Ours." in table("?who=north")
    assert "Ours." not in table("?state=proposed") and "None is like this." in table("?state=closed")


def test_the_story_tells_all_of_it_in_order(river, amara, lena, idris):
    id = in_force(amara, lena, verifier="third_party")
    perform(ReportProgress(commitment=id, progress="under_way", words="Half of them."), lena)
    perform(AdjustCommitment(commitment=id, change={"method": "By eye."}, why="There is no other way."), lena)
    page = page_of(idris, f"{id}/")
    story = page.split('class="story"')[1]
    assert story.index("accepted") < story.index("Half of them.") < story.index("There is no other way.")


def test_a_form_makes_a_commitment_with_a_day_in_parts(river, amara, lena):
    form = {
        "who": ["north"], "to": ["south"], "what": "Open the gate.", "due-kind": "within", "due-days": "30",
        "due-event": "Day 1", "due-on": "", "verifier": "third_party",
    }  # fmt: skip
    address = f"/processes/{amara.process_id}/acts/followup.propose_commitment"
    assert client_of(amara).post(address, form).status_code == 302
    made = Commitment.objects.seen_by(now(amara)).get()
    assert (made.due, made.verifier, made.who) == ("within 30 days of Day 1", "third_party", ["north"])


def test_a_form_adjusts_only_what_was_filled_in(river, amara, lena):
    id = in_force(amara, lena)
    form = {"commitment": id, "change-what": "", "change-due_kind": "on", "change-due_on": "2031-01-01", "why": "So."}
    address = f"/processes/{amara.process_id}/acts/followup.adjust"
    assert client_of(lena).post(address, form).status_code == 302
    assert "1 January 2031" in page_of(amara, f"{id}/")


def test_the_page_asks_as_much_for_many_as_for_one(river, amara, lena, idris):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            page_of(idris)
        return len(asked)

    propose(amara, what="The first.")
    queries()
    propose(amara, what="The second.")
    few = queries()
    for n in range(6):
        propose(amara, what=f"Number {n}.")
    assert queries() == few


# ---- checks ----------------------------------------------------------------------------------------------------------


def test_a_check_is_drafted_from_its_page_and_read_by_all(river, amara, lena, idris, clock, checks):  # noqa: F811
    commitment = in_force(amara, lena)
    strategy = perform(DeclareStrategy(name="Active listening", indicator="meetings"), amara).entry.id
    clock.at("2025-06-02T10:00")
    page = page_of(amara, f"checks/{checks[0].id}/")
    assert "assessments-0-commitment" in page and "strategies-0-strategy" in page
    form = {
        "check_": checks[0].id, "present": "The heads\nThe mediator", "assessments-0-commitment": commitment,
        "assessments-0-words": "Begun.", "strategies-0-strategy": strategy, "strategies-0-works": "works", "next": "",
    }  # fmt: skip
    address = f"/processes/{amara.process_id}/acts/followup.hold_check"
    assert client_of(amara).post(address, form).status_code == 302
    for head in (lena, idris):
        perform(ConsentToCheck(check_=checks[0].id), head)
    page = page_of(idris, f"checks/{checks[0].id}/")
    assert "Begun." in page and "Active listening" in page and "The heads, The mediator" in page
    assert "Begun." in page_of(idris, f"{commitment}/") and "It works" in page_of(idris, "checks/strategies/")


def test_the_line_of_checks_is_a_drawing_with_its_table(river, amara, lena, clock, checks):  # noqa: F811
    in_force(amara, lena, due="2025-07-01")
    page = page_of(amara, "checks/")
    assert "<svg" in page and page.count("<rect") == 3 and page.count("<circle") == 1
    assert page.count("Progress check 1") == 2  # in the drawing, and in the table


@pytest.mark.parametrize("form", ["xlsx", "pdf"])
def test_the_report_of_a_check_is_taken_along(river, amara, lena, idris, clock, checks, form):  # noqa: F811
    clock.at("2025-06-02T10:00")
    perform(HoldCheck(check_=checks[0].id, present=["One"]), amara)
    answer = client_of(amara).get(f"/processes/{amara.process_id}/commitments/checks/{checks[0].id}/report.{form}")
    assert answer.status_code == 200 and answer.content[:2] in (b"PK", b"%P")


def test_the_workbook_of_a_check_holds_its_whole_report(river, amara, lena, idris, clock, checks):  # noqa: F811
    commitment = in_force(amara, lena, what=EVIL)
    strategy = perform(DeclareStrategy(name="=Listening", indicator="checks"), amara).entry.id
    clock.at("2025-06-02T10:00")
    report = HoldCheck(
        check_=checks[0].id,
        present=["Lena Vik", "=Idris"],
        assessments=[{"commitment": commitment, "words": "Begun.", "level": "minimal"}],
        strategies=[
            {"strategy": strategy, "works": "partly", "adjustment": "+Say back first.", "why": "-Too few loops."}
        ],
        next="Meet in Geneva.\n@Noor drafts.",
    )
    perform(report, amara)
    address = f"/processes/{amara.process_id}/commitments/checks/{checks[0].id}/report.xlsx"
    book = openpyxl.load_workbook(BytesIO(client_of(amara).get(address).content))
    cells = {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] for sheet in book}
    assert cells == {
        "Progress check 1": [["Progress check 1", "Report drafted", "2025-06-02", "Istanbul", "Deputy ministers"]],
        "Present": [["Lena Vik"], ["=Idris"]],
        "Assessments": [[EVIL, None, None, "Minimal", "Begun.", row(amara, commitment).citation]],
        "Strategies": [["=Listening", "It works in part", "Progress checks held", "1"]],
        "Adjustments": [["=Listening", "+Say back first.", "-Too few loops."]],
        "Next steps": [["Meet in Geneva."], ["@Noor drafts."]],
    }  # fmt: skip
    said = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in said} == {"s"}
    assert {cell.value for cell in said if cell.quotePrefix} == {
        EVIL, "=Listening", "=Idris", "+Say back first.", "-Too few loops.", "@Noor drafts.",
    }  # fmt: skip


def test_the_matrix_says_to_whom_who_verifies_and_who_may_be_told(river, amara, lena, idris):
    id = in_force(amara, lena, to=["south"], verifier="third_party", publicity="public")
    page = page_of(amara)
    assert 'data-label="To whom"><bdi>South</bdi>' in page
    assert 'data-label="Who may be told">The table; the public once all consent</td>' in page
    for head in (lena, idris):
        perform(ConsentToPublicity(commitment=id), head)
    assert 'data-label="Who may be told">The public</td>' in page_of(now(amara))


def test_the_pdf_of_the_matrix_is_as_whole_as_its_page(river, amara, lena):
    in_force(amara, lena, to=["south"], verifier="third_party", publicity="parties")
    (words,) = [block for block in _blocks(amara, _lines(amara)) if block.startswith("1. ")]
    for told in ("To whom: South", "Who verifies it: Third party", "Who may be told: The parties alone"):
        assert told in words.split("\n")


def _lines(seat):
    return matrix(seat, {}, date(2025, 5, 6))


# ---- files -----------------------------------------------------------------------------------------------------------

EVIL = '=HYPERLINK("http://example.org","x")'


def matrix_as(seat, form):
    answer = client_of(seat).get(f"/processes/{seat.process_id}/commitments/matrix.{form}")
    assert answer.status_code == 200
    return answer.content


def test_a_cell_that_begins_with_an_equals_sign_is_text(river, amara, lena):
    in_force(amara, lena, what=EVIL)
    sheet = openpyxl.load_workbook(BytesIO(matrix_as(amara, "xlsx"))).active
    cell = sheet["B2"]
    assert (cell.value, cell.data_type) == (EVIL, "s")
    assert f"'{EVIL}".replace('"', '""') in matrix_as(amara, "csv").decode("utf-8-sig")


def test_files_hold_what_their_reader_reads_and_nothing_else(river, amara, lena, idris):
    in_force(amara, lena, book=river.book("caucus", "north").id, to=["third_party"], what="Between us.")
    assert "Between us." in matrix_as(lena, "csv").decode() and "Between us." not in matrix_as(idris, "csv").decode()
    assert matrix_as(lena, "pdf").startswith(b"%PDF")
    assert client_of(lena).get(f"/processes/{lena.process_id}/commitments/matrix.exe/").status_code == 404


def test_the_resource_tells_both_axes(river, amara, lena):
    id = in_force(amara, lena, verifier="third_party", due="within 3 days of Day 1")
    perform(ReportProgress(commitment=id, progress="under_way"), lena)
    (told,) = Api(amara).get("/commitments").json()["commitments"]
    assert told == {
        "id": id, "what": "Publish the gauge readings.", "who": ["north"], "to": ["south"],
        "due": "within 3 days of Day 1", "state": "not_yet_due", "reported": "under_way", "found": None,
        "citation": row(amara, id).citation,
    }  # fmt: skip


def test_what_is_attached_may_be_chosen_as_evidence_and_is_shown_with_the_report(river, amara, lena, idris):
    id = in_force(amara, lena)
    plenary = river.book("plenary").id
    attached = AttachFile(file=laid(lena.id, plenary, "day,level", id), about=id, title="Readings of May")
    file = perform(attached, lena).entry.id
    form = page_of(now(lena), f"{id}/").split('action="/processes/' + lena.process_id + '/acts/followup.report"')[1]
    assert f'name="files"\n  value="{file}"' in form.split("</form>")[0]
    # As the form sends it, with how far the book had come when it was drawn: the file is newer than the commitment.
    sent = dict(re.findall(r'name="(seen_\w+|commitment)" value="([^"]+)"', form.split("</form>")[0]))
    address = f"/processes/{lena.process_id}/acts/followup.report"
    answer = client_of(now(lena)).post(address, {**sent, "progress": "done", "files": [file]})
    assert answer.status_code == 302
    assert "Evidence" in page_of(now(idris), f"{id}/").split('class="story"')[1]
