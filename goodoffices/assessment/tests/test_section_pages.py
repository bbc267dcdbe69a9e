"""The page of a section: one’s own judgements in the room that was chosen, and what judges say, each room for itself."""

import re

from goodoffices.assessment.models import Section, SectionAdoption
from goodoffices.assessment.tests.drawing import Diagram, page_of
from goodoffices.assessment.tests.test_influence_pages import address, plain
from tests.cast import client_of
from tests.forms import acting, forms_in
from tests.table import now, rules


def test_a_section_is_judged_in_a_form_and_a_decimal_stays(river, amara, lena):
    diagram = Diagram(amara)
    diagram.judge(lena, [(2, 1, "0.5", "Perhaps")])
    client, page = client_of(lena), address(lena, diagram.section(1, 0))
    (form,) = acting(forms_in(page, client.get(page).text), "assessment.judge_influences")
    assert ("cells-1-value", "0.5") in form.fields and ("cells-1-reason", "Perhaps") in form.fields
    assert form.send(client, **{"cells-0-value": "-2", "cells-0-reason": "No ships"}).status_code == 302
    (row,) = Section.objects.seen_by(now(lena)).current()
    assert {cell["value"] for cell in row.cells} == {"0.5", "-2"}
    shown = plain(page_of(lena, diagram.section(1, 0)))
    assert "holds restrains dear" in shown and "No ships" in shown


def test_an_older_page_takes_nothing_back_that_was_judged_since(river, amara, lena):
    diagram = Diagram(amara)
    diagram.judge(lena, [(2, 1, "-3", "Line one\nline two"), (3, 1, "1", "")])
    client, page = client_of(lena), address(lena, diagram.section(1, 0))
    drawn = client.get(page).text
    (older,) = acting(forms_in(page, drawn), "assessment.judge_influences")
    diagram.judge(lena, [(2, 1, "3", "Meanwhile")])
    assert older.send(client, **{"cells-3-value": "2"}).status_code == 302
    (row,) = Section.objects.seen_by(now(lena)).current()
    assert {cell["value"] for cell in row.cells} == {"3", "2"}
    assert older.send(client).status_code == 422
    assert "Fill in or change at least one line" in older.send(client).text


def test_an_older_page_takes_no_adoption_back_and_adopts_what_is_filled_in(river, amara, lena, idris):
    diagram = Diagram(amara, judges=(lena, idris))
    diagram.judge(lena, [(2, 1, "3", "Tankers pass"), (3, 0, "2", "")])
    diagram.adopt(lena, [(2, 1, "1", "")])
    client, page = client_of(lena), address(lena, diagram.section(1, 0))
    (older,) = acting(forms_in(page, client.get(page).text), "assessment.adopt_influences")
    assert {value for name, value in older.fields if name.endswith("-value")} == {"1", "2", ""}, (
        "as adopted, else as judged"
    )
    diagram.adopt(lena, [(2, 1, "-1", "")])
    assert older.send(client).status_code == 302
    adopted = {cell["value"] for row in SectionAdoption.objects.seen_by(now(lena)).current() for cell in row.cells}
    assert adopted == {"-1", "2"}


def test_what_is_judged_is_changed_and_not_unsaid(river, amara, lena):
    """No influence is 0, which says so; the form offers nothing that would be taken for a withdrawal."""
    diagram = Diagram(amara)
    diagram.judge(lena, [(2, 1, "3", "")])
    assert page_of(lena, diagram.section(1, 0)).count("not judged</option>") == 3


def test_a_section_is_judged_privately_without_showing_it_to_the_room(river, amara, lena, idris):
    diagram = Diagram(amara)
    own = river.book("delegation", "north").id
    client, page = client_of(lena), address(lena, f"{diagram.section(1, 0)}?book={own}")
    (form,) = acting(forms_in(page, client.get(page).text), "assessment.judge_influences")
    assert form.send(client, **{"cells-0-value": "3"}).status_code == 302
    assert not Section.objects.seen_by(now(idris)).exists()
    (open_form,) = acting(
        forms_in(page, client.get(address(lena, diagram.section(1, 0))).text), "assessment.judge_influences"
    )
    assert ("cells-0-value", "3") not in open_form.fields


def test_a_section_shows_the_spread_and_takes_no_mean(river, amara, lena, idris):
    diagram = Diagram(amara)
    diagram.judge(lena, [(2, 1, "3", "")])
    diagram.judge(idris, [(2, 1, "-1", "")])
    assert "−1 … +3" in plain(page_of(amara, diagram.section(1, 0)))


def test_a_section_of_itself_or_of_another_diagram_is_not_there(river, amara, lena):
    diagram, other = Diagram(amara), Diagram(amara)
    page_of(lena, diagram.section(0, 0), 404)
    page_of(lena, diagram.page(f"sections/{diagram.descriptors[0].id}/{other.descriptors[1].id}/"), 404)


def test_the_next_section_is_offered_below_the_button_in_the_same_room(river, amara, lena):
    diagram, own = Diagram(amara), river.book("delegation", "north").id
    below = page_of(lena, f"{diagram.section(0, 1)}?book={own}").partition("Put these judgements on record")[2]
    assert "Next section: Oil on Border" in plain(f"<main>{below}")
    assert re.search(rf'class="button quiet"\s+href="[^"]+\?book={own}"', below)
    assert "Next section" not in page_of(lena, diagram.section(2, 1)), "it is the last"


def test_sections_lead_through_all_pairs(river, amara, lena):
    diagram = Diagram(amara)
    seen, page = [], diagram.section(0, 1)
    while page:
        seen.append(page)
        found = re.search(r'rel="next" href="[^"]*/assessment/(influences/[^"]*)"', page_of(lena, page))
        page = found[1] if found else ""
    assert len(seen) == len(set(seen)) == 6


def test_a_large_section_is_sent_in_several_forms(river, amara, lena):
    ways = [f"way {n}" for n in range(20)]
    diagram = Diagram(amara, {"A": ways, "B": ways})
    client, page = client_of(lena), address(lena, diagram.section(0, 1))
    forms = acting(forms_in(page, client.get(page).text), "assessment.judge_influences")
    assert [sum(name.endswith("-value") for name, _v in form.fields) for form in forms] == [200, 200]
    assert forms[1].send(client, **{"cells-199-value": "1"}).status_code == 302
    (row,) = Section.objects.seen_by(now(lena)).current()
    assert row.cells[0]["from"] == diagram.variants[19].id


def test_a_section_keeps_to_the_room_that_was_chosen(river, amara, lena):
    diagram = Diagram(amara)
    own = river.book("delegation", "north").id
    client, page = client_of(lena), address(lena, f"{diagram.section(1, 0)}?book={own}")
    shown = client.get(page).text
    (form,) = acting(forms_in(page, shown), "assessment.judge_influences")
    assert "Your private judgements in" in plain(shown) and "Put these judgements on record in:" in plain(shown)
    assert form.send(client, **{"cells-0-value": "3"})["location"] == page
    assert re.findall(r'rel="(?:prev|next)" href="[^"]*\?book=(\w+)"', shown) == [own, own]


def test_a_private_judgement_stands_beside_the_range_of_the_room_and_not_in_it(river, amara, lena, idris):
    diagram = Diagram(amara)
    diagram.judge(idris, [(2, 1, "1", "")])
    diagram.judge(lena, [(2, 1, "2", "")])
    diagram.judge(lena, [(2, 1, "-3", "")], book=river.book("delegation", "north").id)
    shown = plain(page_of(lena, diagram.section(1, 0)))
    assert "+1 … +2 2 judgements" in shown and "−3 1 judgement" in shown and "−3 …" not in shown
    assert "told apart" in shown and "told apart" not in plain(page_of(idris, diagram.section(1, 0)))


def test_who_judged_under_a_name_and_without_one_counts_as_two_for_others(river, amara, lena, idris):
    diagram = Diagram(amara)
    diagram.judge(lena, [(2, 1, "2", "")])
    rules(now(amara), [now(lena), now(idris)], attribution="party")
    diagram.judge(now(lena), [(2, 1, "3", "")])
    assert "2 judgements" in plain(page_of(idris, diagram.section(1, 0)))
    assert "+3 1 judgement" in plain(page_of(lena, diagram.section(1, 0)))


def test_rooms_stand_in_the_order_of_the_house(river, amara, lena):
    diagram = Diagram(amara)
    page = page_of(amara, diagram.section(0, 1))
    rooms = re.findall(r'\?book=(\w+)"', page.partition('aria-label="In which room"')[2].partition("</nav>")[0])
    shown = page.partition('class="rooms')[2].partition("</ul>")[0]
    assert len(rooms) > 2 and [id for id in re.findall(r'data-book="(\w+)"', shown) if id in rooms] == rooms
