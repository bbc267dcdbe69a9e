"""What was mistyped on a sheet or a diagram is put right; how it was put before stays readable, and judgements of it say so."""

import pytest

from goodoffices.assessment import judged as matrices
from goodoffices.assessment.acts import (
    AddColumn,
    AddRow,
    AdoptInfluences,
    AmendInfluences,
    AmendSheet,
    CloseSheet,
    DescribeImplication,
    Judge,
    JudgeInfluence,
    JudgeSections,
    ReviseJudgement,
    RunScenarios,
)
from goodoffices.assessment.models import (
    Descriptor,
    Implication,
    Influences,
    Judgement,
    Section,
    Sheet,
    SheetColumn,
    SheetRow,
    Variant,
)
from goodoffices.assessment.rewordings import history
from goodoffices.assessment.tests.on_pages import page_of
from goodoffices.assessment.tests.sheets import cells, draw, judge, open_sheet, run_of, variants, work_off
from goodoffices.record.acts import Stale
from goodoffices.record.perform import IfUnchangedSince, perform
from goodoffices.record.things import Thing
from tests.cast import client_of
from tests.forms import acting, forms_in
from tests.table import admit, not_there, now, refused, rules

LIKELY = {"likelihood": "likely", "severity": "major"}


def rows_of(seat, sheet):
    return list(SheetRow.objects.seen_by(now(seat)).filter(sheet=sheet).order_by("place"))


def columns_of(seat, sheet):
    return list(SheetColumn.objects.seen_by(now(seat)).filter(sheet=sheet).order_by("place"))


def put_of(seat, of):
    """By what was reworded, all that it was called."""
    return [(str(each.what), [put.words for put in each.puts]) for each in history(now(seat), of)]


def sheet_seen(seat, id):
    return Sheet.objects.seen_by(now(seat)).select_related("book").get(id=id)


def test_a_sheet_is_put_right_by_who_opened_it_or_leads_the_third_party(amara, lena, idris):
    sheet = open_sheet(lena)
    row, column = rows_of(lena, sheet)[0], columns_of(lena, sheet)[0]
    not_there(AmendSheet(sheet=sheet, title="Ours"), now(idris))
    names = {"rows": [{"row": row.id, "name": "The upper dam"}], "columns": [{"column": column.id, "name": "Delta"}]}
    perform(AmendSheet(sheet=sheet, title="What the dams mean", purpose="Before we decide.", **names), now(lena))
    perform(AmendSheet(sheet=sheet, title="What dams mean"), now(amara))
    assert sheet_seen(idris, sheet).in_words() == "What dams mean\nBefore we decide."
    assert cells(idris, sheet)[0].title == "The upper dam: Delta"
    assert put_of(idris, sheet_seen(idris, sheet)) == [
        ("Title", ["What the dam means", "What the dams mean", "What dams mean"]),
        ("What it is for", ["", "Before we decide."]),
        ("Row", ["The dam", "The upper dam"]),
        ("Column", ["The delta", "Delta"]),
    ]
    shown = page_of(idris, f"sheets/{sheet}/")
    assert "Reworded. Read how it was put before" in shown and "What the dam means" in shown
    perform(CloseSheet(sheet=sheet), now(lena))
    refused(AmendSheet(sheet=sheet, title="Other"), now(lena), "closed")


def test_what_would_change_nothing_or_makes_two_of_one_name_is_refused(amara, lena):
    sheet, other = open_sheet(lena), open_sheet(lena)
    dam, ferry, none = rows_of(lena, sheet)
    refused(AmendSheet(sheet=sheet), now(lena), "already reads")
    same = [{"row": dam.id, "name": "The dam"}]
    refused(AmendSheet(sheet=sheet, title="What the dam means", rows=same), now(lena), "already reads")
    refused(AmendSheet(sheet=sheet, rows=[{"row": dam.id, "name": "the ferry"}]), now(lena), "called the same")
    refused(AmendSheet(sheet=sheet, rows=same * 2), now(lena), "named twice")
    not_there(AmendSheet(sheet=other, rows=[{"row": dam.id, "name": "Mine"}]), now(lena))
    swapped = [{"row": dam.id, "name": "The ferry"}, {"row": ferry.id, "name": "The dam"}]
    perform(AmendSheet(sheet=sheet, rows=swapped), now(lena))
    assert [row.title for row in rows_of(lena, sheet)] == ["The ferry", "The dam", "No agreement"]
    perform(AmendSheet(sheet=sheet, rows=[{"row": none.id, "name": "If the talks fail"}]), now(lena))
    assert [(row.title, row.kind) for row in rows_of(lena, sheet)][2] == ("If the talks fail", "no_agreement")
    assert put_of(lena, sheet_seen(lena, sheet))[-1] == ("Row", ["", "If the talks fail"])


def test_a_row_and_a_column_that_came_later_are_put_right(amara, lena):
    sheet = open_sheet(amara)
    perform(AddRow(sheet=sheet, name="The guages", sort="trend"), now(lena))
    perform(AddColumn(sheet=sheet, scope="affected", name="Fishres"), now(lena))
    rows = [{"row": rows_of(amara, sheet)[-1].id, "name": "The gauges"}]
    columns = [{"column": columns_of(amara, sheet)[-1].id, "name": "Fishers"}]
    perform(AmendSheet(sheet=sheet, rows=rows, columns=columns), now(amara))
    assert put_of(lena, sheet_seen(lena, sheet)) == [
        ("Row", ["The guages", "The gauges"]), ("Column", ["Fishres", "Fishers"])
    ]  # fmt: skip


def test_whoever_rewords_what_was_reworded_meanwhile_is_told(amara, lena):
    sheet = open_sheet(lena)
    first = sheet_seen(lena, sheet)
    perform(AmendSheet(sheet=sheet, title="What the dams mean"), now(amara))
    with pytest.raises(Stale):
        perform(AmendSheet(sheet=sheet, title="Dams"), now(lena), seen=IfUnchangedSince(first.book_id, first.number))
    cell = cells(lena, sheet)[0]
    seen = IfUnchangedSince(cell.book_id, now(lena).shelf()[cell.book_id].head)
    perform(AmendSheet(sheet=sheet, rows=[{"row": cell.row_id, "name": "The dams"}]), now(amara))
    with pytest.raises(Stale):
        perform(Judge(cell=cell.id, **LIKELY), now(lena), seen=seen)


def test_what_was_judged_of_a_row_says_that_it_is_of_earlier_words(river, amara, lena, idris):
    sheet = open_sheet(amara, implications=[{"row": 1, "column": 1, "words": "Less water."}])
    cell, other = cells(lena, sheet)[0], cells(lena, sheet)[2]
    north = river.book("delegation", "north").id
    first = perform(Judge(cell=cell.id, **LIKELY, book=north), now(lena)).entry.id
    perform(Judge(cell=other.id, **LIKELY), now(idris))
    perform(AmendSheet(sheet=sheet, title="The dams"), now(amara))
    assert "of earlier words" not in page_of(lena, f"sheets/{sheet}/"), "a title alone is no implication’s words"
    perform(AmendSheet(sheet=sheet, rows=[{"row": cell.row_id, "name": "The upper dam"}]), now(amara))
    perform(Judge(cell=cell.id, **LIKELY), now(idris))
    shown = page_of(lena, f"sheets/{sheet}/")
    assert shown.count("of earlier words") == 1, "neither another row, nor what was judged since"
    page = page_of(lena, f"implications/{cell.id}/")
    assert "Made of earlier words of the implication" in page and "The dam: The delta" in page
    assert "Less water." in page.split("words-then")[1].split("</article>")[0], (
        "its words stayed, and stand beside what was judged of them"
    )
    perform(DescribeImplication(cell=cell.id, words="Much less water."), now(amara))
    perform(AmendSheet(sheet=sheet, rows=[{"row": cell.row_id, "name": "The lower dam"}]), now(amara))
    page = page_of(idris, f"implications/{cell.id}/")
    assert "The upper dam: The delta" in page and "Less water." in page.replace("Much less water.", "")
    perform(ReviseJudgement(judgement=first, likelihood="likely"), now(lena))  # of other words, so it is no repetition
    row = Judgement.objects.seen_by(now(lena)).current().get(seat=lena.id)
    assert row.of_words == Thing.objects.seen_by(now(lena)).get(id=cell.id).changed
    assert Implication.objects.seen_by(now(lena)).get(id=cell.id).changed == row.of_words


def test_a_late_reader_is_told_nothing_of_how_it_was_put_before(amara, lena, idris):
    sheet = open_sheet(amara)
    observer = admit(now(amara), "observer", "Observer")
    rules(now(amara), [now(lena), now(idris)], observers=True)
    perform(AmendSheet(sheet=sheet, rows=[{"row": rows_of(amara, sheet)[0].id, "name": "The upper dam"}]), now(amara))
    page_of(observer, f"sheets/{sheet}/", status=404)
    entry = now(amara).shelf().of(sheet_seen(amara, sheet).audience).entries.latest("number")
    page = client_of(now(observer)).get(f"/processes/{observer.process_id}/entries/{entry.book_id}/{entry.number}/")
    assert "What the dam means" not in page.text


def test_a_form_sends_only_the_names_that_were_changed(amara, lena):
    sheet = open_sheet(lena)
    page = f"/processes/{lena.process_id}/assessment/sheets/{sheet}/"
    client = client_of(now(lena))
    (form,) = acting(forms_in(page, client.get(page).text), "assessment.amend_sheet")
    assert form.send(client, **{"rows-0-name": "The upper dam"}).status_code == 302
    entry = now(lena).shelf().of(sheet_seen(lena, sheet).audience).entries.latest("number")
    assert entry.data == {"sheet": sheet, "rows": [{"row": rows_of(lena, sheet)[0].id, "name": "The upper dam"}]}
    assert not acting(forms_in(page, client_of(now(admit(lena, "delegate", "D", "north"))).get(page).text), entry.kind)


# ---- diagrams --------------------------------------------------------------------------------------------------------


def diagram_seen(seat, id):
    return Influences.objects.seen_by(now(seat)).select_related("book").get(id=id)


def descriptors_of(seat, drawn):
    return list(Descriptor.objects.seen_by(now(seat)).filter(influences=drawn).order_by("place"))


def test_a_diagram_is_put_right_and_judgements_of_what_was_reworded_say_so(river, amara, lena, idris):
    drawn = draw(lena, judges=[lena.id, idris.id])
    ids, (rain, gate) = variants(lena, drawn), descriptors_of(lena, drawn)
    judge(lena, drawn, (0, 2, "2"), (0, 3, "-1"), (1, 2, "1"))
    judge(idris, drawn, (0, 2, "1"), book=river.book("delegation", "south").id)
    perform(AdoptInfluences(influences=drawn, cells=[{"from": ids[0], "to": ids[3], "value": "-1"}]), now(lena))
    not_there(AmendInfluences(influences=drawn, title="Ours"), now(idris))
    perform(AmendInfluences(influences=drawn, title="Should it rain"), now(lena))
    section = f"influences/{drawn}/sections/{rain.id}/{gate.id}/"
    assert "of earlier words" not in page_of(idris, section)
    perform(AmendInfluences(influences=drawn, variants=[{"variant": ids[0], "name": "lots"}]), now(amara))
    assert put_of(idris, diagram_seen(idris, drawn)) == [
        ("Title", ["If it rains", "Should it rain"]), ("Variant", ["much", "lots"])
    ]  # fmt: skip
    shown = " ".join(page_of(idris, section).split())
    assert "of earlier words: <bdi>Rain: much</bdi> on <bdi>Gate: open</bdi>" in shown
    assert shown.count("of earlier words: <bdi>") == 3, "the third of Lena’s is of neither"
    assert "2 judgements are of earlier words" in page_of(lena, f"influences/{drawn}/")
    assert "of earlier words" in page_of(lena, f"influences/{drawn}/joint/")
    perform(JudgeInfluence(source=ids[0], target=ids[2], value="3"), now(lena))
    (row,) = Section.objects.seen_by(now(lena)).current().filter(seat=lena.id)
    known = Variant.objects.seen_by(now(lena)).in_bulk(ids)
    assert [matrices.of_earlier_words(cell, known) for cell in row.cells] == [
        {ids[0], ids[3]} == {cell["from"], cell["to"]} for cell in row.cells
    ]
    perform(AmendInfluences(influences=drawn, descriptors=[{"descriptor": gate.id, "name": "Sluice"}]), now(lena))
    assert "4 judgements are of earlier words" not in page_of(lena, f"influences/{drawn}/")
    assert "3 judgements are of earlier words" in page_of(lena, f"influences/{drawn}/"), (
        "of every way of the descriptor"
    )


def test_names_of_a_diagram_stay_apart_and_something_changes(amara, lena):
    drawn, other = draw(lena), draw(lena)
    ids, (rain, _gate) = variants(lena, drawn), descriptors_of(lena, drawn)

    def renamed(**more):
        return AmendInfluences(influences=drawn, **more)

    refused(renamed(), now(lena), "already reads")
    refused(renamed(title="If it rains", variants=[{"variant": ids[0], "name": "much"}]), now(lena), "already reads")
    refused(renamed(descriptors=[{"descriptor": rain.id, "name": "gate"}]), now(lena), "same name")
    refused(renamed(variants=[{"variant": ids[0], "name": "Little"}]), now(lena), "same way twice")
    refused(renamed(variants=[{"variant": ids[0], "name": "x"}] * 2), now(lena), "named twice")
    not_there(renamed(variants=[{"variant": variants(lena, other)[0], "name": "x"}]), now(lena))
    not_there(renamed(descriptors=[{"descriptor": descriptors_of(lena, other)[0].id, "name": "x"}]), now(lena))


def test_whoever_judges_words_that_were_changed_meanwhile_is_told(amara, lena, idris):
    drawn = draw(amara)
    ids, book = variants(lena, drawn), diagram_seen(lena, drawn).book
    seen = IfUnchangedSince(book.id, now(lena).shelf()[book.id].head)
    perform(AmendInfluences(influences=drawn, variants=[{"variant": ids[0], "name": "lots"}]), now(amara))
    with pytest.raises(Stale):
        perform(JudgeInfluence(source=ids[0], target=ids[2], value="1"), now(lena), seen=seen)
    given = [{"from": ids[0], "to": ids[2], "value": "1"}]
    with pytest.raises(Stale):
        perform(JudgeSections(influences=drawn, cells=given), now(lena), seen=seen)
    perform(JudgeInfluence(source=ids[1], target=ids[2], value="1"), now(lena), seen=seen)


def test_a_run_keeps_the_names_that_it_was_asked_with_and_files_have_the_present_ones(amara, lena):
    drawn = draw(lena)
    judge(lena, drawn, (0, 2, "2"), (2, 0, "1"))
    run = perform(RunScenarios(influences=drawn), now(lena)).entry.id
    work_off()
    before = run_of(lena, run)
    ids = variants(lena, drawn)
    perform(AmendInfluences(influences=drawn, variants=[{"variant": ids[0], "name": "torrents"}]), now(lena))
    after = run_of(lena, run)
    assert (after.matrix, after.input) == (before.matrix, before.input)
    shown = page_of(lena, f"runs/{run}/")
    assert "much" in shown and "The diagram was reworded since" in shown
    assert "torrents" not in shown.split('id="tip"')[0]
    for form in ("csv", "scw", "xlsx"):
        answer = client_of(now(lena)).get(f"/processes/{lena.process_id}/assessment/influences/{drawn}/file/{form}")
        assert answer.status_code == 200 and (form == "xlsx" or "torrents" in answer.content.decode())
    again = perform(RunScenarios(influences=drawn), now(lena)).entry.id
    assert run_of(lena, again).matrix["descriptors"][0]["variants"] == ["torrents", "little"]
    assert run_of(lena, again).input != before.input


def test_a_form_rewords_a_diagram(amara, lena):
    drawn = draw(lena)
    page = f"/processes/{lena.process_id}/assessment/influences/{drawn}/"
    client = client_of(now(lena))
    (form,) = acting(forms_in(page, client.get(page).text), "assessment.amend_influences")
    assert form.send(client, **{"title": "Should it rain", "variants-3-name": "closed"}).status_code == 302
    names = [each.name for each in Variant.objects.seen_by(now(lena)).filter(influences=drawn).order_by("place")]
    assert names == ["much", "little", "open", "closed"] and diagram_seen(lena, drawn).title == "Should it rain"
    assert not acting(forms_in(page, client_of(now(admit(lena, "delegate", "D", "north"))).get(page).text), form.action)
