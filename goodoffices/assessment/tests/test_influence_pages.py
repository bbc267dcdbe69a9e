"""The pages of influences: what stands on them, for whom, what they cost, and what is never told."""

import html
import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.assessment.acts import CancelRun, LinkToThing
from goodoffices.assessment.models import Link, SectionAdoption
from goodoffices.assessment.tests.drawing import SAID, Diagram, page_of
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.forms import acting, form_on, forms_in
from tests.table import admit, now, rules

ISOLATES = dict.fromkeys((0x2068, 0x2069))
HOSTILE = '<script>alert("1")</script>'


def plain(text):
    """The words of a page, without its tags."""
    main = text.partition("<main")[2].partition("</main")[0]
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main.partition(">")[2])).split())
    return re.sub(r" ([:;,.)])", r"\1", words.translate(ISOLATES)).replace("( ", "(")


def address(seat, rest):
    return f"/processes/{seat.process_id}/assessment/{rest}"


def test_an_empty_list_says_what_a_diagram_is_for(river, lena):
    page = page_of(lena, "influences/")
    assert "Nobody has drawn influences yet." in page and "Draw influences" in page


def test_a_list_says_who_judged_how_much_and_what_was_run_last(river, amara, lena, idris):
    diagram = Diagram(amara)
    diagram.judge(lena)
    diagram.run(lena)
    page = plain(page_of(idris, "influences/"))
    assert "3 descriptors" in page and "6 of 24 judged" in page and "Complete" in page
    assert "You: 6 of 24 judged" in plain(page_of(lena, "influences/"))
    perform(CancelRun(run=diagram.run(lena, worked=False)), now(lena))
    assert "Complete" in plain(page_of(idris, "influences/")), "what was cancelled says nothing"


def test_influences_are_drawn_in_a_form(river, lena):
    client = client_of(lena)
    page = address(lena, "influences/new/")
    (form,) = acting(forms_in(page, client.get(page).text), "assessment.draw_influences")
    values = {"descriptors-0-name": "Oil", "descriptors-0-variants": "dear\r\ncheap"}
    values |= {"descriptors-1-name": "Peace", "descriptors-1-variants": "holds\r\nbreaks"}
    lacking = {"descriptors-4-name": "Border", "descriptors-4-variants": ""}
    refused = form.send(client, title="Futures", **values, **lacking, htmx=True).text
    assert 'data-field="descriptors-4-variants"' in refused, "the line that lacks its ways, as the form counts"
    assert "“Border”, “In which ways, a line each”:" in plain(f"<main>{refused}") and "Fill this in." in refused
    nameless = form.send(client, title="Futures", **values, **{"descriptors-4-variants": "open\r\nshut"}).text
    assert "“open, shut”, “What may turn out”:" in plain(nameless)
    assert form.send(client, title="Futures", **values).status_code == 302
    assert "Futures" in page_of(lena, "influences/")


def test_without_a_script_a_line_is_called_by_its_pair_and_sent_again_by_it(river, amara, lena):
    diagram = Diagram(amara)
    client, page = client_of(lena), address(lena, diagram.section(0, 1))
    (form,) = acting(forms_in(page, client.get(page).text), "assessment.judge_influences")
    refused = form.send(client, **{"cells-0-value": "2", "cells-0-reason": "Dear oil buys peace", "cells-3-value": "9"})
    told = plain(refused.text)
    assert "Judgements, “Oil: cheap · Peace: breaks”, “How far" in told and "line 4" not in told
    assert "Enter a number from −3 to 3, with two decimals at most." in told and ".." not in told
    assert 'href="#f-cells-3-value"' in refused.text and 'id="f-cells-3-value"' in refused.text
    assert "If this comes true: Oil: cheap what becomes of this: Peace: breaks" in told
    ids = [f' type="text" dir="auto" value="{each.id}"' for each in diagram.variants]
    assert not any(each in refused.text for each in ids), "an id says nothing to people"
    (again,) = acting(forms_in(page, refused.text), "assessment.judge_influences")
    assert again.send(client, **{"cells-3-value": "-1"}).status_code == 302
    assert "Dear oil buys peace" in page_of(amara, diagram.section(0, 1))


def test_the_diagram_says_aloud_what_counts_as_nothing(river, amara, lena):
    diagram = Diagram(amara)
    diagram.judge(lena)
    page = plain(page_of(lena, diagram.page()))
    assert "18 of 24 are not judged and count as 0." in page
    assert "6 sections are not judged in full." in page


def test_what_other_offices_bring_stands_at_the_end_under_one_heading(river, amara, lena, idris):
    diagram = Diagram(amara)
    diagram.judge(lena)
    page = page_of(lena, diagram.page())
    asks, shared = page.index('id="ask"'), page.index("More about this diagram")
    assert page.count("More about this diagram") == 1 and asks < shared
    assert 'class="deed' in page[shared:]
    rules(now(amara), [now(lena), now(idris)], observers=True)
    observer = admit(now(amara), "observer", "Observer")
    later = Diagram(now(amara))
    assert "More about this diagram" not in page_of(observer, later.page()), "no heading over nothing"


def test_one_answer_brings_every_part_of_the_page_that_grows(river, amara, lena):
    page = page_of(lena, Diagram(amara).page())
    main = page[page.index("<main") : page.index("</main")]
    assert main.count("grew from:#live") == 1 == main.count('hx-select-oob="#shared-deeds:outerHTML"')
    assert main.count('<div id="shared-deeds">') == 1


def test_the_heat_map_holds_every_number_and_the_graph_every_arrow(river, amara, lena):
    diagram = Diagram(amara)
    diagram.judge(lena, [*SAID, (0, 2, "-1.5", "")])
    page = page_of(lena, diagram.page())
    assert page.count('data-tint="up') == 6 and page.count('data-tint="down2"') == 1 and "−1.5" in page
    told = re.findall(r">(\d)→(\d)</bdi>", page)
    assert len(told) == len(re.findall(r'<g class="arrow"', page)) == 4
    assert told == [("1", "2"), ("2", "1"), ("2", "3"), ("3", "2")]


def test_a_private_judgement_never_stands_on_the_opponents_pages(river, amara, lena, idris):
    diagram = Diagram(amara)
    pages = ("influences/", diagram.page(), diagram.page("joint/"), diagram.page("runs/"), diagram.section(1, 0))
    before = [plain(page_of(idris, page)) for page in pages]
    diagram.judge(lena, book=river.book("delegation", "north").id)
    run = diagram.run(lena, book=river.book("delegation", "north").id)
    assert [plain(page_of(idris, page)) for page in pages] == before
    assert "Tankers pass" in page_of(lena, diagram.section(1, 0))
    for page in (f"runs/{run}/", f"runs/{run}/progress", f"runs/{run}/scenarios/1/"):
        page_of(idris, page, 404)
        page_of(amara, page, 404)
        page_of(lena, page)


def test_a_judge_is_named_as_the_ground_rules_say(river, amara, lena, idris):
    rules(amara, [lena, idris], attribution="party")
    diagram = Diagram(now(amara))
    diagram.judge(lena)
    for page in (diagram.page(), diagram.section(1, 0), "influences/"):
        shown = page_of(idris, page)
        main = shown.partition("<main")[2].partition("</main")[0]
        assert "North" in plain(shown) and lena.id not in main and f"<bdi>{lena.name}</bdi>" not in main
    assert page_of(idris, diagram.page(f"?whose={lena.id}")).count('data-tint="up') == 0


def test_a_run_begins_with_the_judgements_that_the_page_shows(river, amara, lena, idris):
    diagram = Diagram(amara, judges=[amara, idris])
    diagram.judge(amara)
    client = client_of(now(lena))
    begins = {}
    for whose in ("", f"?whose={amara.id}", "?whose=joint"):
        form = form_on(client, address(lena, diagram.page(whose)), "assessment.run")
        begins[whose] = tuple(value for name, value in form.fields if name in ("whose", "judge"))
    assert begins == {"": ("mine", amara.id), f"?whose={amara.id}": ("mine", amara.id), "?whose=joint": ("joint", "")}
    form = form_on(client, address(lena, diagram.page()), "assessment.run")
    assert form.send(client).status_code == 302, "as it is drawn, it is no refusal"
    diagram.judge(idris)
    form = form_on(client_of(now(idris)), address(idris, diagram.page()), "assessment.run")
    assert ("judge", "") in form.fields and ("whose", "mine") in form.fields


def test_who_judged_and_what_state_a_run_is_in_are_said_as_everywhere(river, amara, lena):
    diagram = Diagram(amara)
    diagram.judge(lena)
    run = diagram.run(lena)
    for page in (diagram.page(), diagram.page("runs/"), f"runs/{run}/", "influences/"):
        assert '<span class="status settled">Complete</span>' in page_of(amara, page), page
    told = page_of(amara, f"runs/{run}/")
    assert "Asked by" in told and " :" not in re.sub(r"<[^>]+>", "", page_of(amara, f"runs/{run}/scenarios/1/"))


def test_anothers_matrix_is_chosen_where_judges_are_named(river, amara, lena, idris):
    diagram = Diagram(amara)
    diagram.judge(lena)
    diagram.judge(idris, [(0, 2, "-3", "")])
    page = page_of(idris, diagram.page(f"?whose={lena.id}"))
    assert page.count('data-tint="up') == 6 and 'data-tint="down3"' not in page
    assert 'data-tint="down3"' in page_of(idris, diagram.page())


def test_judges_adopt_by_a_button_what_all_of_them_say(river, amara, lena, idris):
    diagram = Diagram(amara, judges=[lena, idris])
    diagram.judge(lena)
    diagram.judge(idris, SAID[:4])
    assert "In the joint matrix, adopted alike by all of its 2 judges: 0 of 24." in plain(
        page_of(amara, diagram.page("joint/"))
    )
    for judge in (lena, idris):
        client, page = client_of(now(judge)), address(judge, diagram.page("joint/"))
        shown = client.get(page).text
        assert "All judges say the same in 4 places that you have not adopted." in plain(shown)
        form = acting(forms_in(page, shown), "assessment.adopt_influences")[0]
        assert form.send(client).status_code == 302
    shown = plain(page_of(amara, diagram.page("joint/")))
    assert "In the joint matrix, adopted alike by all of its 2 judges: 4 of 24." in shown
    assert SectionAdoption.objects.seen_by(now(lena)).count() == 4


def test_the_joint_page_names_whom_it_waits_for(river, amara, lena, idris):
    diagram = Diagram(amara, judges=[lena, idris])
    diagram.adopt(lena, SAID[:1])
    shown = plain(page_of(amara, diagram.page("joint/")))
    assert "Not adopted by all yet" in shown and idris.name in shown.partition("Not adopted")[2]
    assert f"promotes strongly (+3): {lena.name}" in shown, "whose value it is"
    diagram.adopt(idris, [(2, 1, "-2", "")])
    shown = plain(page_of(amara, diagram.page("joint/")))
    assert "Adopted differently (1)" in shown
    assert f"restrains (−2): {idris.name} promotes strongly (+3): {lena.name}" in shown


def test_the_joint_page_says_whose_value_it_is_only_where_judges_are_named(river, amara, lena, idris):
    rules(amara, [lena, idris], attribution="party")
    diagram = Diagram(now(amara), judges=[lena, idris])
    diagram.adopt(lena, SAID[:1])
    shown = plain(page_of(amara, diagram.page("joint/"))).partition("Not adopted")[2]
    assert "promotes strongly (+3) 1 judge" in shown and lena.name not in shown and "who adopted it" not in shown


def test_a_private_judgement_is_adopted_by_no_button(river, amara, lena, idris):
    diagram = Diagram(amara, judges=[lena, idris])
    diagram.judge(lena, book=river.book("delegation", "north").id)
    assert "cells-0-value" not in page_of(lena, diagram.page("joint/"))


def test_without_judges_the_joint_page_says_so(river, amara, lena):
    assert "No judges were named" in page_of(lena, Diagram(amara).page("joint/"))


def test_a_variant_is_linked_to_what_brings_it_about(river, amara, lena, idris):
    issue = perform(RaiseIssue(title="Tolls"), amara).entry.id
    diagram = Diagram(amara)
    client, page = client_of(lena), address(lena, diagram.page())
    (form,) = acting(forms_in(page, client.get(page).text), "assessment.link")
    assert form.send(client, variant=diagram.variants[2].id, about=issue).status_code == 302
    shown = plain(page_of(idris, diagram.page()))
    assert "Peace: holds: comes true with Tolls" in shown
    assert Link.objects.seen_by(now(lena)).get().about_id == issue


def test_a_link_in_a_delegation_stays_there(river, amara, lena, idris):
    issue = perform(RaiseIssue(title="Tolls"), amara).entry.id
    diagram = Diagram(amara)
    book = river.book("delegation", "north").id
    perform(LinkToThing(variant=diagram.variants[2].id, about=issue, book=book, words="Our plan"), lena)
    assert "Our plan" in page_of(lena, diagram.page())
    assert "Our plan" not in page_of(idris, diagram.page()) and "Our plan" not in page_of(amara, diagram.page())


def test_an_observer_reads_and_is_offered_no_form(river, amara, lena, idris):
    rules(amara, [lena, idris], observers=True)
    observer = admit(now(amara), "observer", "Observer")
    diagram = Diagram(now(amara))
    diagram.judge(lena)
    for page in ("influences/", "influences/new/", diagram.page(), diagram.page("joint/"), diagram.section(1, 0)):
        assert "acts/assessment." not in page_of(observer, page) and 'type="file"' not in page_of(observer, page)


def test_hostile_names_are_shown_and_not_obeyed(river, amara, lena):
    diagram = Diagram(amara, {HOSTILE: (HOSTILE, "b" * 300), "Peace": ("x", "y " * 140)})
    diagram.judge(lena, [(0, 2, "3", HOSTILE), (3, 1, "-3", "")])
    run = diagram.run(lena)
    pages = (diagram.page(), diagram.section(0, 1), f"runs/{run}/", f"runs/{run}/scenarios/1/", diagram.page("runs/"))
    for page in pages:
        assert HOSTILE not in page_of(lena, page)


def test_as_many_statements_for_fifteen_descriptors_as_for_three(river, amara, lena, idris):
    small, large = Diagram(amara), Diagram(amara, {f"D{n}": ("a", "b", "c") for n in range(15)})
    for diagram in (small, large):
        for judge in (lena, idris):
            diagram.judge(
                judge, [(0, size, "1", "") for size in range(3 if diagram is large else 2, len(diagram.variants))]
            )
    for rest in ("", "joint/"):
        few, many = (statements(lena, diagram.page(rest)) for diagram in (small, large))
        assert many <= few, (rest, few, many)
    assert statements(lena, large.section(0, 1)) <= statements(lena, small.section(0, 1))


def test_as_many_statements_for_four_links_as_for_one(river, amara, lena):
    issues = [perform(RaiseIssue(title=f"Issue {n}"), amara).entry.id for n in range(4)]
    diagram = Diagram(amara)
    perform(LinkToThing(variant=diagram.variants[0].id, about=issues[0]), now(lena))
    few = statements(lena, diagram.page())
    for n in (1, 2, 3):
        perform(LinkToThing(variant=diagram.variants[n].id, about=issues[n]), now(lena))
    assert statements(lena, diagram.page()) <= few


def test_in_arabic_the_graph_is_mirrored_and_signs_stand_before_their_numbers(river, amara, lena):
    diagram = Diagram(amara)
    diagram.judge(lena, [(0, 2, "-3", "")])
    client = client_of(lena)
    shown = [
        client.get(address(lena, diagram.page()), headers={"accept-language": language}).text
        for language in ("en", "ar")
    ]
    first = [float(re.search(r'<circle cx="([\d.]+)"', page)[1]) for page in shown]
    wide = [float(re.search(r'viewBox="0 0 ([\d.]+) ', page)[1]) for page in shown]
    assert wide[0] == wide[1] and abs(sum(first) - wide[0]) < 0.3
    assert ">−3</td>" in shown[0] and ">\u200e−3</td>" in shown[1]


def statements(seat, rest):
    client = client_of(now(seat))
    client.get(address(seat, rest))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address(seat, rest)).status_code == 200
    return len(asked)


def test_a_heat_map_of_many_variants_comes_in_pages(river, amara, lena):
    diagram = Diagram(amara, {f"D{n}": ("a", "b") for n in range(64)})
    diagram.judge(lena, [(127, 0, "3", "")])
    first, last = page_of(lena, diagram.page()), page_of(lena, diagram.page("?rows=8"))
    assert 'data-tint="up3"' not in first and "Rows, page 1 of 8" in first
    assert 'data-tint="up3"' in last and "Rows, page 8 of 8" in last


def test_the_page_of_a_large_diagram_draws_the_strongest_arrows_and_stays_small(river, amara, lena):
    diagram = Diagram(amara, {f"What may turn out, number {n}": ("a", "b", "c", "d") for n in range(40)})
    said = [(a, b, str(1 + (a + b) % 3), "") for a in range(0, 160, 8) for b in range(0, 160, 4) if a // 4 != b // 4]
    diagram.judge(lena, said)
    page = page_of(lena, diagram.page())
    told = re.findall(r">(\d+)→\d+</bdi>", page)
    assert page.count('<g class="arrow"') == len(told) == 60 and len(set(told)) > 10
    assert "Drawn here: the 60 strongest of 780 influences between descriptors." in plain(page)
    assert len(page.encode()) < 300_000


def test_a_run_says_how_much_of_ones_own_it_leaves_out(river, amara, lena):
    diagram = Diagram(amara)
    diagram.judge(lena, SAID[:2])
    assert "left out" not in plain(page_of(lena, diagram.page()))
    diagram.judge(lena, SAID[2:5], book=river.book("delegation", "north").id)
    assert "3 of your own judgements are left out: they stand in narrower rooms." in plain(
        page_of(lena, diagram.page())
    )


def test_the_list_counts_a_pair_once_and_loads_no_judgement(river, amara, lena):
    diagram = Diagram(amara)
    diagram.judge(lena)
    diagram.judge(lena, book=river.book("delegation", "north").id)
    client = client_of(now(lena))
    with CaptureQueriesContext(connection) as asked:
        shown = client.get(address(lena, "influences/")).text
    assert "You: 6 of 24 judged" in plain(shown)
    assert not any('"assessment_section"."cells"' in each["sql"] for each in asked)


def test_one_press_says_how_much_it_adopts(river, amara, lena):
    ways = [f"way {n}" for n in range(15)]
    diagram = Diagram(amara, {"A": ways, "B": ways}, judges=[lena])
    diagram.judge(lena, [(a, b, "1", "") for a in range(15) for b in range(15, 30)])
    shown = plain(page_of(lena, diagram.page("joint/")))
    assert "One press adopts the first 200 of them." in shown


def test_the_form_asks_for_two_ways_at_least(river, lena):
    assert "Give each at least two ways." in page_of(lena, "influences/new/")


def test_a_narrow_page_has_the_circle_alone_and_the_names_in_a_list(river, amara, lena):
    diagram = Diagram(amara)
    diagram.judge(lena)
    page = page_of(lena, diagram.page())
    assert page.count('id="graph-circle"') == page.count('href="#graph-circle"') == 1
    names = page.partition('class="graph-names')[2].partition("</ol>")[0]
    assert re.findall(r"<bdi>(\w+)</bdi>", names) == ["Oil", "Peace", "Border"]
