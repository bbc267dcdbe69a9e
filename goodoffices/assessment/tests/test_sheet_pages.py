"""The pages of sheets: what stands on them, for whom, and what may be done there."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.assessment.acts import AddColumn, AddRow, CloseSheet, DescribeImplication, LinkToThing, ReviseJudgement
from goodoffices.assessment.models import Judgement, Link, Sheet
from goodoffices.assessment.tests.on_pages import admitted_observer, at, judged, opened, page_of
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.forms import act_at, acting, form_on, forms_in
from tests.table import admit, book, now, rules

HOSTILE = "<script>alert(1)</script> & “so”"


@pytest.fixture
def observer(amara, lena, idris):
    return admitted_observer(amara, lena, idris)


@pytest.fixture
def nils(lena):
    return admit(lena, "delegate", "Delegate, North", "north")


@pytest.fixture
def sheet(river, amara, observer, nils):
    """After everybody was seated: who comes later does not read it."""
    return opened(amara)


def address(seat, rest):
    return f"/processes/{seat.process_id}/assessment/{rest}"


def test_without_a_sheet_the_page_says_what_one_is_for(river, lena):
    page = page_of(lena)
    assert "No sheet has been opened yet." in page and "Open a sheet" in page


def test_every_page_is_there_for_everybody_at_the_table(sheet, amara, lena, idris, observer):
    judged(lena, at(sheet))
    for seat in (amara, lena, idris, observer):
        assert "The dam package" in page_of(seat)
        for rest in (f"sheets/{sheet}/", f"sheets/{sheet}/rounds/", f"implications/{at(sheet)}/"):
            page_of(seat, rest)
            page_of(seat, rest, **{"accept-language": "ar"})
    assert "1 of 6 implications judged" in page_of(idris)
    page_of(lena, "new/")
    assert "acts/assessment.open_sheet" not in page_of(observer, "new/")
    assert "assessment/new/" not in page_of(observer)


def test_what_is_not_there_is_not_found(sheet, river, lena):
    noor = river.outsider()
    for rest in (f"sheets/{sheet}/", f"sheets/{sheet}/rounds/", f"implications/{at(sheet)}/", f"?about={sheet}"):
        page_of(noor, rest, status=404)
    for rest in ("sheets/none/", "sheets/none/rounds/", "implications/none/", "?about=none"):
        page_of(lena, rest, status=404)


def test_the_form_of_a_new_sheet_compares_with_no_agreement(river, lena):
    client = client_of(now(lena))
    form = form_on(client, address(lena, "new/"), "assessment.open_sheet")
    assert ("rows-4-kind", "no_agreement") in form.fields or "rows-4-kind" in form.options
    answer = form.send(client, title="Fuel", **{"rows-0-name": "An embargo"})
    assert answer.status_code == 302, answer.text
    found = Sheet.objects.seen_by(now(lena)).get()
    assert answer["location"] == found.page()
    page = page_of(lena, f"sheets/{found.id}/")
    for words in ("An embargo", "No agreement", "The region", "The world", "Communities who are affected"):
        assert words in page
    assert f'action="/processes/{lena.process_id}/assessment/check"' in page_of(lena, "new/")


def test_columns_stand_by_scope_and_no_agreement_stands_out(sheet, lena):
    page = page_of(lena, f"sheets/{sheet}/")
    order = [
        page.index(f'<span dir="auto">{name}</span></th>')
        for name in ("The lower valley", "The world", "Fishing villages")
    ]
    assert order == sorted(order)
    assert page.count('class="no-agreement"') == 1 and page.count("not described yet") == 6


def test_the_spread_is_in_words_and_no_mean(sheet, lena, idris):
    judged(lena, at(sheet), "unlikely", "minor")
    page = page_of(lena, f"sheets/{sheet}/")
    assert "unlikely; minor" in page and "judges:" not in page and "You have judged this." in page
    judged(idris, at(sheet), "likely", "major")
    page = page_of(lena, f"sheets/{sheet}/")
    assert "2 judges: unlikely to likely; minor to major" in page
    assert page.count('<i class="heat heat-1"') + page.count('<i class="heat heat-3"') == 2


def test_judges_who_say_the_same_and_those_who_differ_on_the_effect(sheet, lena, idris):
    judged(lena, at(sheet), effect="benefit")
    assert "likely; major (benefit)" in page_of(lena, f"sheets/{sheet}/")
    judged(idris, at(sheet), effect="harm")
    assert "2 judges: likely; major (judges differ on harm or benefit)" in page_of(lena, f"sheets/{sheet}/")


def test_who_leaves_the_effect_open_is_not_told_as_seeing_harm(sheet, lena, idris):
    judged(lena, at(sheet))
    assert "likely; major (harm or benefit not said)" in page_of(lena, f"sheets/{sheet}/")
    for rest in (f"implications/{at(sheet)}/", f"sheets/{sheet}/rounds/"):
        page = page_of(idris, rest)
        assert "Harm" not in page.replace("Harm</option>", "") and "major" in page.lower()
    judged(idris, at(sheet), effect="harm")
    assert "2 judges: likely; major</" in page_of(lena, f"sheets/{sheet}/")


def test_a_private_judgement_is_marked_and_on_no_page_of_the_opponent(sheet, amara, lena, nils, idris, observer):
    pages = ("", f"sheets/{sheet}/", f"sheets/{sheet}/rounds/", f"implications/{at(sheet)}/")
    before = {(seat.id, rest): _plain(page_of(seat, rest)) for seat in (amara, idris, observer) for rest in pages}
    own = book(lena, "delegation", "north")
    judged(lena, at(sheet), "very_likely", "severe", reasons="Our own mills would stop.", book=own.id)
    page = page_of(nils, f"sheets/{sheet}/")
    assert "private" in page and "very likely; severe" in page
    assert "Our own mills would stop." in page_of(lena, f"implications/{at(sheet)}/")
    assert "Read in a narrower room" in page_of(lena, f"implications/{at(sheet)}/")
    for (seat, rest), was in before.items():
        reader = next(each for each in (amara, idris, observer) if each.id == seat)
        assert _plain(page_of(reader, rest)) == was


def _plain(page):
    """Without what is another in each drawing of a page: tokens, and who sits at the table."""
    main = page[page.index("<main") : page.index("</main>")]
    return [line for line in main.splitlines() if "csrfmiddlewaretoken" not in line and "data-fresh" not in line]


def test_under_the_rule_nobody_is_named_and_rounds_join_nobody(river, amara, lena, idris):
    rules(now(amara), [now(lena), now(idris)], chatham_house=True)
    sheet = opened(amara)
    first = judged(lena, at(sheet), "likely")
    perform(ReviseJudgement(judgement=first, likelihood="even"), now(lena))
    for rest in (f"sheets/{sheet}/", f"sheets/{sheet}/rounds/", f"implications/{at(sheet)}/"):
        for reader in (amara, idris):
            page = page_of(reader, rest)
            main = page[page.index("<main") : page.index("</main>")]
            assert lena.name not in main and lena.id not in main, rest
    page = page_of(idris, f"sheets/{sheet}/rounds/")
    assert page.count("A participant") == 2 and page.count('class="chain"') == 2


def test_where_parties_are_named_no_person_is(river, amara, lena, idris):
    rules(now(amara), [now(lena), now(idris)], attribution="party")
    sheet = opened(amara)
    judged(lena, at(sheet), reasons="Prices fell before.")
    for rest in (f"sheets/{sheet}/", f"sheets/{sheet}/rounds/", f"implications/{at(sheet)}/"):
        page = page_of(idris, rest)
        main = page[page.index("<main") : page.index("</main>")]
        assert lena.name not in main and lena.id not in main, rest
    assert "<bdi>North</bdi>" in page_of(idris, f"sheets/{sheet}/rounds/")


def test_what_one_says_in_two_rooms_is_not_counted_together(sheet, lena, nils):
    own = book(lena, "delegation", "north")
    judged(lena, at(sheet), "unlikely", "minor")
    judged(lena, at(sheet), "very_likely", "severe", book=own.id)
    page = page_of(nils, f"implications/{at(sheet)}/")
    assert "2 judges" not in page and "unlikely to very likely" not in page
    assert "very likely; severe" in page


def test_rounds_show_how_one_judge_changed(sheet, lena, idris):
    first = judged(lena, at(sheet), "likely")
    perform(ReviseJudgement(judgement=first, likelihood="even"), now(lena))
    page = page_of(idris, f"sheets/{sheet}/rounds/")
    assert page.count('class="chain"') == 1
    assert page.index("Likely; major") < page.index("Likelihood: from likely to about as likely as not")
    assert page.count(">Before the first round</th>") == 1
    assert "Fishing villages" not in page  # nothing was said of it
    assert "1 earlier judgement" in page_of(idris, f"implications/{at(sheet)}/")


def test_the_form_to_revise_shows_what_one_said(sheet, lena):
    client = client_of(now(lena))
    where = address(lena, f"implications/{at(sheet)}/")
    form_on(client, where, "assessment.judge")
    judged(lena, at(sheet), "unlikely", "minor", confidence="high", reasons="Prices fell before.")
    form = form_on(client, where, "assessment.revise")
    shown = dict(form.fields)
    assert shown["likelihood"] == "unlikely" and shown["severity"] == "minor"
    assert shown["reasons"].strip() == "Prices fell before." and shown["confidence"] == "high"
    assert shown["horizon"] == ""
    answer = form.send(client, likelihood="likely")
    assert answer.status_code in (204, 302), answer.text
    found = Judgement.objects.seen_by(now(lena)).current().get()
    assert (found.likelihood, found.severity, found.confidence, found.place) == ("likely", "minor", "high", 2)


def test_judging_in_a_room_of_ones_own_by_the_form(sheet, lena):
    client = client_of(now(lena))
    form = form_on(client, address(lena, f"implications/{at(sheet)}/"), "assessment.judge")
    own = book(lena, "delegation", "north")
    assert own.id in form.options["book"]
    answer = form.send(client, likelihood="likely", severity="major", book=own.id)
    assert answer.status_code in (204, 302), answer.text
    assert Judgement.objects.seen_by(now(lena)).get().book_id == own.id


def test_reworded_implications_say_so_of_earlier_judgements(sheet, amara, lena):
    cell = at(sheet)
    judged(lena, cell)
    rest = f"implications/{cell}/"
    assert "Made before the implication was described" not in page_of(lena, rest)
    perform(DescribeImplication(cell=cell, words="Prices rise in every port."), now(amara))
    page = page_of(lena, rest)
    assert "Made before the implication was described" in page and "Prices rise in every port." in page
    assert "Prices rise in every port." in page_of(lena, f"sheets/{sheet}/")


def test_the_strip_shows_every_judge_and_says_it_in_words(sheet, lena, idris):
    judged(lena, at(sheet), "unlikely", "minor", confidence="high")
    judged(idris, at(sheet), "likely", "minor")
    page = page_of(lena, f"implications/{at(sheet)}/")
    assert page.count('<circle class="on-strip"') == 5  # two of likelihood, two of severity, one of confidence
    for words in ("Very unlikely</text>", "Very likely</text>", "Negligible</text>", "Very high confidence</text>"):
        assert words in page
    assert 'x="2" y="50"' in page
    assert 'x="318" y="50"' in page_of(lena, f"implications/{at(sheet)}/", **{"accept-language": "ar"})
    assert "<desc" in page and "unlikely to likely</desc>" in page


def test_an_implication_is_linked_by_the_form_and_unlinked(sheet, amara, lena, idris):
    issue = perform(RaiseIssue(title="Water in dry years"), now(amara)).entry.id
    client, rest = client_of(now(lena)), f"implications/{at(sheet)}/"
    form = form_on(client, address(lena, rest), "assessment.link")
    assert issue in form.options["about"]
    answer = form.send(client, about=issue, words="It would follow.")
    assert answer.status_code in (204, 302), answer.text
    assert "Water in dry years" in page_of(idris, rest) and "It would follow." in page_of(idris, rest)
    form_on(client, address(lena, rest), "assessment.link")  # there is still something to choose
    assert "acts/assessment.unlink" not in page_of(idris, rest)
    form_on(client, address(lena, rest), "assessment.unlink").send(client)
    assert not Link.objects.seen_by(now(lena)).get().current
    assert "It would follow." not in page_of(idris, rest)


def test_the_next_implication_is_one_that_i_have_not_judged(sheet, lena, observer):
    first, second = at(sheet, 1, 1), at(sheet, 1, 2)
    page = page_of(lena, f"implications/{first}/")
    assert f"implications/{second}/" in page and "Next implication to judge" in page
    assert "Next implication to judge" not in page_of(observer, f"implications/{first}/")


def test_a_closed_sheet_takes_no_more(sheet, amara, lena):
    judged(lena, at(sheet))
    perform(CloseSheet(sheet=sheet), now(amara))
    page = page_of(amara, f"sheets/{sheet}/")
    assert "acts/assessment.reopen_sheet" in page and "acts/assessment.add_row" not in page
    assert "acts/assessment.reopen_sheet" not in page_of(lena, f"sheets/{sheet}/")
    page = page_of(lena, f"implications/{at(sheet)}/")
    assert "acts/assessment.judge" not in page and "acts/assessment.revise" not in page


def test_markup_in_names_is_shown_and_not_obeyed(river, lena, idris):
    sheet = opened(lena, title=HOSTILE, rows=[{"name": HOSTILE}], columns=[{"scope": "regional", "name": HOSTILE}])
    judged(lena, at(sheet), reasons=HOSTILE, source=HOSTILE)
    perform(DescribeImplication(cell=at(sheet), words=HOSTILE), now(idris))
    for rest in ("", f"sheets/{sheet}/", f"sheets/{sheet}/rounds/", f"implications/{at(sheet)}/"):
        assert "<script>alert" not in page_of(idris, rest)


def test_who_was_seated_later_finds_nothing_of_an_earlier_sheet_and_no_error(river, amara, lena, idris):
    sheet = opened(amara)
    judged(lena, at(sheet))
    later = admitted_observer(amara, lena, idris)
    judged(lena, at(sheet, 1, 2))
    perform(AddRow(sheet=sheet, name="A toll"), now(amara))
    for rest in (f"sheets/{sheet}/", f"sheets/{sheet}/rounds/", f"implications/{at(sheet, 3, 1)}/"):
        page_of(later, rest, status=404)
    assert "The dam package" not in page_of(later)


def queries(seat, rest):
    page_of(seat, rest)  # the first visit fills what is cached
    with CaptureQueriesContext(connection) as sent:
        page_of(seat, rest)
    return len(sent)


def test_pages_ask_as_much_for_many_rows_as_for_one(river, amara, lena, idris):
    sheet = opened(amara, rows=[{"name": "One"}])
    judged(lena, at(sheet))
    pages = ("", f"sheets/{sheet}/", f"sheets/{sheet}/rounds/", f"implications/{at(sheet)}/")
    few = {rest: queries(idris, rest) for rest in pages}
    for n in range(2, 12):
        perform(AddRow(sheet=sheet, name=f"Row {n}"), now(amara))
        opened(amara, title=f"Sheet {n}")
    for n in range(3, 12):
        judged(lena, at(sheet, n))
        judged(idris, at(sheet, n))
    assert {rest: queries(idris, rest) for rest in pages} == few


def test_a_linked_thing_says_so_on_its_page(sheet, amara, lena, idris):
    issue = perform(RaiseIssue(title="Water in dry years"), now(amara)).entry.id
    judged(lena, at(sheet))
    perform(LinkToThing(cell=at(sheet), about=issue), now(lena))
    page = client_of(now(idris)).get(f"/processes/{idris.process_id}/agenda/issues/{issue}/").text
    assert "If this, then:" in page and "likely; major" in page


def test_after_opening_a_sheet_one_stands_before_it_with_a_script_too(river, lena):
    client = client_of(now(lena))
    form = form_on(client, address(lena, "new/"), "assessment.open_sheet")
    answer = form.send(client, htmx=True, title="Fuel", **{"rows-0-name": "An embargo"})
    assert answer["hx-redirect"] == Sheet.objects.seen_by(now(lena)).get().page()


def test_with_nothing_to_compare_no_sheet_is_opened_and_what_was_written_stays(river, lena):
    client = client_of(now(lena))
    answer = form_on(client, address(lena, "new/"), "assessment.open_sheet").send(client, title="Fuel in winter")
    assert answer.status_code == 422 and not Sheet.objects.seen_by(now(lena)).exists()
    assert "nothing to compare with no agreement" in answer.text
    for words in ("Fuel in winter", "The region", "Communities who are affected"):
        assert words in answer.text
    again = form_on_answer(answer, "assessment.open_sheet")
    answer = again.send(client, **{"rows-5-name": "An embargo"})
    assert answer.status_code == 302, answer.text
    found = Sheet.objects.seen_by(now(lena)).get()
    assert answer["location"] == found.page() and "Communities who are affected" in page_of(lena, f"sheets/{found.id}/")


def form_on_answer(answer, kind):
    (form,) = acting(forms_in("", answer.text), kind)
    return form


def test_whether_a_sheet_is_open_stands_in_the_part_that_is_fetched_again(sheet, amara, lena):
    def live(rest):
        page = page_of(lena, rest)
        return page[page.index("hx-get") :]

    assert ">\nOpen</span>" in live(f"sheets/{sheet}/")
    perform(CloseSheet(sheet=sheet), now(amara))
    for rest in (f"sheets/{sheet}/", f"implications/{at(sheet)}/"):
        assert "Closed: nothing more is judged here." in live(rest)
    assert "Whoever takes part may judge." not in live(f"sheets/{sheet}/")


def test_harm_or_benefit_is_chosen_or_left_open(sheet, lena):
    client, rest = client_of(now(lena)), address(lena, f"implications/{at(sheet)}/")
    form = form_on(client, rest, "assessment.judge")
    assert form.options["effect"] == ["", "harm", "benefit", "mixed"] and ("effect", "") in form.fields
    page = client.get(rest).text
    assert "not said" in page[page.index('name="effect"') :].partition("</option>")[0]
    form.send(client, likelihood="likely", severity="major", effect="benefit")
    form = form_on(client, rest, "assessment.revise")
    assert ("effect", "benefit") in form.fields


def test_a_revision_of_what_was_left_open_does_not_choose_harm(sheet, lena):
    judged(lena, at(sheet))
    client = client_of(now(lena))
    form = form_on(client, address(lena, f"implications/{at(sheet)}/"), "assessment.revise")
    assert form.options["effect"] == ["", "harm", "benefit", "mixed"] and ("effect", "") in form.fields
    form.send(client, severity="severe")
    assert Judgement.objects.seen_by(now(lena)).current().values_list("severity", "effect").get() == ("severe", "")


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("field", ["effect", "horizon", "confidence", "reasons", "source"])
def test_what_was_said_is_taken_back_by_the_form(sheet, lena, field, script):
    judged(lena, at(sheet), effect="harm", horizon="years", confidence="high", reasons="So.", source="A study")
    client, where = client_of(now(lena)), address(lena, f"implications/{at(sheet)}/")
    form, said = form_on(client, where, "assessment.revise"), {field: "", "severity": "severe"}
    if not script:
        refused = form.send(client, **{field: "", "severity": "severe", "source": "x" * 4000})
        (form,) = acting(forms_in(where, refused.text), "assessment.revise")
        said = {field: "", "source": "" if field == "source" else "A study"}
        assert dict(form.fields)[field] in ("", "x" * 4000), "and it stays so in the page that shows it again"
    assert form.send(client, **said).status_code in (204, 302)
    found = Judgement.objects.seen_by(now(lena)).current().get()
    left = {
        "effect": "harm",
        "horizon": "years",
        "confidence": "high",
        "reasons": "So.",
        "source": "A study",
        field: "",
    }
    assert {name: getattr(found, name) for name in left} == left and found.severity == "severe"


def test_what_is_in_narrower_rooms_is_said_beside_the_files(sheet, lena, idris):
    judged(lena, at(sheet))
    assert "?room=own" not in page_of(lena, f"sheets/{sheet}/")
    judged(lena, at(sheet), book=book(lena, "delegation", "north").id)
    assert page_of(lena, f"sheets/{sheet}/").count("?room=own") == 3
    assert "?room=own" not in page_of(idris, f"sheets/{sheet}/")


def test_the_form_for_a_column_says_which_need_a_name(sheet, lena):
    assert "The world needs no name." in page_of(lena, f"sheets/{sheet}/")


def test_no_agreement_stays_last_whatever_is_added(sheet, amara, lena):
    perform(AddRow(sheet=sheet, name="A toll"), now(amara))
    perform(AddColumn(sheet=sheet, name="The hills"), now(amara))
    for row in (2, 3):
        judged(lena, at(sheet, row))
    for rest in (f"sheets/{sheet}/", f"sheets/{sheet}/rounds/"):
        page = page_of(lena, rest)
        main = page[page.index("<main") :]
        assert main.index("A toll") < main.index(">No agreement")
    page = page_of(lena, f"implications/{at(sheet, 1, 4)}/")
    assert f"implications/{at(sheet, 3, 2)}/" in page  # the next one stands in the row that is shown next


def test_a_cell_without_words_says_whether_it_was_judged(sheet, lena, observer):
    judged(lena, at(sheet))
    page = page_of(lena, f"sheets/{sheet}/")
    assert page.count("judged without words") == 1 and page.count("not described yet") == 5
    assert "Describe it first" in page_of(lena, f"implications/{at(sheet)}/")
    assert "Describe it first" not in page_of(observer, f"implications/{at(sheet)}/")


def test_a_party_that_a_seats_name_holds_is_not_named_twice(sheet, lena, nils):
    judged(nils, at(sheet))
    page = page_of(lena, f"implications/{at(sheet)}/")
    judge = page[page.index("<h3><bdi>") :].partition("</h3>")[0]
    assert nils.name in judge and judge.count("North") == nils.name.count("North") == 1 and ">N</b>" in judge


def test_where_parties_are_named_two_judges_of_one_are_not_told_apart(river, amara, lena, idris, nils):
    rules(now(amara), [now(lena), now(idris)], attribution="party")
    sheet = opened(amara)
    for judge in (lena, nils):
        first = judged(judge, at(sheet))
        perform(ReviseJudgement(judgement=first, likelihood="even"), now(judge))
    page = page_of(idris, f"sheets/{sheet}/rounds/")
    assert page.count('class="chain"') == 4


def test_what_was_judged_under_other_rules_is_joined_to_nothing(river, amara, lena, idris):
    sheet = opened(amara)
    judged(lena, at(sheet))
    rules(now(amara), [now(lena), now(idris)], attribution="party")
    judged(lena, at(sheet), "even")
    assert {row.named for row in Judgement.objects.seen_by(now(idris))} == {"seat", "party"}
    assert page_of(idris, f"sheets/{sheet}/rounds/").count('class="chain"') == 2


def test_a_second_tab_is_told_where_to_see_what_was_judged_or_closed_meanwhile(sheet, amara, lena):
    client, rest = client_of(now(lena)), address(lena, f"implications/{at(sheet)}/")
    form = form_on(client, rest, "assessment.judge")
    said = {"likelihood": "likely", "severity": "major", "effect": "harm"}
    assert form.send(client, htmx=True, key="one tab", **said).status_code == 204
    told = [form.send(client, htmx=True, key="another tab", **said)]
    perform(CloseSheet(sheet=sheet), now(amara))
    told.append(form.send(client, htmx=True, key="a third", **said))
    for answer, sentence in zip(told, ("You have judged this here.", "This sheet is closed."), strict=True):
        assert answer.status_code == 422 and sentence in answer.text
        assert '<a href="">Show the page as it is now</a>' in answer.text


@pytest.mark.parametrize("script", [True, False])
def test_who_wrote_reasons_on_an_older_page_reads_the_page_as_it_is_now_beside_them(sheet, amara, lena, script):
    client, rest = client_of(now(lena)), address(lena, f"implications/{at(sheet)}/")
    form = form_on(client, rest, "assessment.judge")
    perform(CloseSheet(sheet=sheet), now(amara))
    said = {"likelihood": "likely", "severity": "major", "effect": "harm", "reasons": "Prices fell before."}
    told = form.send(client, htmx=script, **said).text
    link = f'<a href="{"" if script else rest}" target="_blank">'
    assert "This sheet is closed." in told and link in told and "in a new tab" in told
    assert "What you have written stays here." in told
    assert script or "Prices fell before." in told


@pytest.mark.parametrize("as_text", [True, False])
def test_what_was_read_from_a_file_has_no_page_as_it_is_now(sheet, amara, lena, as_text):
    perform(CloseSheet(sheet=sheet), now(amara))
    line = {"cell": at(sheet), "likelihood": "likely", "severity": "major"}
    if as_text:
        lines = {"judgements": json.dumps([line])}
    else:
        lines = {f"judgements-0-{name}": value for name, value in line.items()}
    kind, sent = act_at(lena.process_id, "assessment.judge_many"), {"sheet": sheet, **lines}
    answer = client_of(now(lena)).post(kind, sent, headers={"HX-Request": "true"})
    assert answer.status_code == 422 and "This sheet is closed." in answer.text
    assert ('target="_blank"' in answer.text) is not as_text


def test_a_line_of_those_affected_that_was_emptied_is_left_out(river, lena):
    client = client_of(now(lena))
    form = form_on(client, address(lena, "new/"), "assessment.open_sheet")
    names = {"rows-0-name": "An embargo", "columns-2-name": ""}
    answer = form.send(client, title="Fuel", **names, **{"rows-1-kind": "trend"})
    assert answer.status_code == 302, answer.text
    page = client.get(answer["location"]).text
    assert "The region" in page and "Affected, and not at the table" not in page[: page.index("</table>")]
    assert page.count('role="rowheader"') == 2


def test_no_line_of_a_new_sheet_calls_what_it_needs_optional(river, lena):
    page = page_of(lena, "new/")
    rows = page[page.index('name="rows-0-name"') : page.rindex("columns-5-name")]
    assert "(optional)" not in rows and page.count("(optional)") == 1  # what the sheet is for


def test_reasons_are_written_in_paragraphs_and_stand_under_their_name(sheet, lena):
    client, rest = client_of(now(lena)), address(lena, f"implications/{at(sheet)}/")
    page = client.get(rest).text
    assert '<textarea id="assessment-judge-' in page and 'name="reasons"' in page[page.index("<textarea id=") :]
    form = form_on(client, rest, "assessment.judge")
    form.send(client, likelihood="likely", severity="major", effect="harm", reasons="First.\r\n\r\nSecond.")
    page = client.get(rest).text
    assert "<p>First.</p>" in page and "<p>Second.</p>" in page
    assert page.index(">Reasons</p>") < page.index("<p>First.</p>")


def test_beside_a_bare_button_nothing_says_that_it_will_be_read(sheet, amara):
    page = page_of(amara, f"sheets/{sheet}/")
    (form,) = acting(forms_in("", page), "assessment.close_sheet")
    hidden = page.partition("acts/assessment.close_sheet")[2].partition("</form>")[0]
    assert 'class="visually-hidden"' in hidden and "will read this:" in form.words


def test_judgements_of_earlier_words_are_marked_and_show_them(sheet, amara, lena, idris):
    cell, rest = at(sheet), f"implications/{at(sheet)}/"
    perform(DescribeImplication(cell=cell, words="Prices rise in the ports."), now(idris))
    first = judged(lena, cell)
    judged(idris, cell, "even")
    assert "earlier words" not in page_of(idris, rest) + page_of(idris, f"sheets/{sheet}/")
    perform(DescribeImplication(cell=cell, words="Prices fall in the ports."), now(amara))
    for reader in (lena, idris):
        page = page_of(reader, rest)
        assert page.count("Made of earlier words") == page.count("Prices rise in the ports.") == 2
        assert "(of earlier words)" in page and "(of earlier words)" in page_of(reader, f"sheets/{sheet}/")
        assert f"<bdi>{amara.name}</bdi>" in page.partition("the implication was reworded by")[2][:200]
    perform(ReviseJudgement(judgement=first, likelihood="unlikely"), now(lena))
    assert "(1 of them of earlier words)" in page_of(idris, rest)
    assert "(1 of them of earlier words)" in page_of(idris, f"sheets/{sheet}/")
    page_of(idris, rest, **{"accept-language": "ar"})


def test_who_reworded_an_implication_is_named_as_the_ground_rules_have_it(river, amara, lena, idris):
    rules(now(amara), [now(lena), now(idris)], attribution="party")
    sheet = opened(amara, implications=[{"row": 1, "column": 1, "words": "Prices rise."}])
    judged(lena, at(sheet))
    perform(DescribeImplication(cell=at(sheet), words="Prices fall."), now(idris))
    page = page_of(lena, f"implications/{at(sheet)}/")
    main = page[page.index("<main") : page.index("</main>")]
    assert "South" in main.partition("the implication was reworded by")[2][:300]
    assert idris.name not in main and idris.id not in main and main.count("Prices rise.") == 1


def test_whoever_is_not_asked_judges_in_a_room_of_ones_own_unless_another_is_chosen(river, amara, lena, idris, nils):
    mine = at(opened(amara, judges=[idris.id]))

    def room_of(seat):
        (form,) = acting(forms_in("", page_of(seat, f"implications/{mine}/")), "assessment.judge")
        return dict(form.fields)["book"]

    assert room_of(amara) == book(amara, "third_party").id
    assert room_of(lena) == room_of(nils) == book(lena, "delegation", "north").id
    assert room_of(idris) == ""  # where all read the sheet
