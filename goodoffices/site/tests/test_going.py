"""Going somewhere by name: what is listed for whom, what a citation means, and one sentence for all that is not there."""

import pytest
from django.utils import translation

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.consultation.models import PAGE
from goodoffices.interpretation.acts import ProposeTerm
from goodoffices.process.acts import SetUpTaskForce
from goodoffices.process.places import plain
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.table import now, say

NOTHING = "Nothing here."


def places(seat, words: str | None = None, **headers) -> list[dict[str, str]]:
    data = {} if words is None else {"q": words}
    client = client_of(now(seat), headers=headers)
    return client.get(f"/processes/{seat.process_id}/go/places", data).json()["places"]


def names(seat, heading: str) -> list[str]:
    return [place["name"] for place in places(seat) if place["heading"] == heading]


def go(seat, words: str):
    return client_of(now(seat)).get(f"/processes/{seat.process_id}/go/", {"q": words})


def test_rooms_issues_people_terms_and_pages_are_listed_and_each_address_opens(river, amara):
    perform(RaiseIssue(title="Gauges"), amara)
    perform(ProposeTerm(called={"en": "flow"}), amara)
    found = places(amara)
    headings = list(dict.fromkeys(place["heading"] for place in found))
    assert headings == ["Rooms", "Issues", "People", "Terms", "Pages"]
    client = client_of(amara)
    assert {client.get(place["address"]).status_code for place in found} == {200}


def test_only_what_a_seat_reads_is_listed(river, amara, lena, idris):
    perform(RaiseIssue(title="Our red line", book=river.book("caucus", "north").id), lena)
    assert "Our red line" in names(amara, "Issues") and "Our red line" not in names(idris, "Issues")
    assert "North caucus" in names(lena, "Rooms") and "North caucus" not in names(idris, "Rooms")


def test_without_scripts_the_page_lists_the_same_and_a_form_filters_it(river, lena):
    page = client_of(lena).get(f"/processes/{river.process}/go/").text
    assert all(place["address"] in page for place in places(lena))
    filtered = go(lena, "GROUND rules").text
    assert "/ground-rules/" in filtered.partition("<main")[2] and "/glossary/" not in filtered.partition("<main")[2]


def test_a_person_is_found_by_name_and_by_office_and_stands_on_the_page_of_seats(river, lena, idris):
    (found,) = [place for place in places(lena) if place["heading"] == "People" and idris.id in place["address"]]
    assert found["detail"] == "Head of delegation, South"
    assert f'id="seat-{idris.id}"' in client_of(lena).get(found["address"]).text


# ---- Citations


def test_a_statement_is_cited_to_its_place_in_its_room(river, lena, idris):
    entry = say(idris, river.book("plenary"), "Thirty days.")
    answer = go(lena, f"plenary {entry.number}")
    assert answer["Location"] == f"/processes/{river.process}/rooms/{entry.book_id}/#statement-{entry.id}"
    (found,) = places(lena, f" (Plenary  {entry.number}). ")
    assert (found["name"], found["address"]) == (f"Plenary {entry.number}", answer["Location"])


def test_an_early_statement_is_cited_to_the_page_of_its_room_that_shows_it(river, lena, idris):
    plenary = river.book("plenary")
    first = say(idris, plenary, "The first of many.")
    for number in range(PAGE + 1):
        say(lena, plenary, f"Number {number}.")
    address = go(lena, f"Plenary {first.number}")["Location"]
    assert "?before=" in address
    shown = client_of(lena).get(address).text
    assert f'id="statement-{first.id}"' in shown and "Number 40." in shown


def test_any_other_entry_is_cited_to_its_page(river, lena):
    address = go(lena, "Plenary 1")["Location"]
    assert address.endswith(f"/record/{river.book('plenary').id}/1/")


def test_an_issue_is_cited_to_its_own_page(river, amara, lena):
    raised = perform(RaiseIssue(title="Gauges"), amara).entry
    assert go(lena, f"Plenary {raised.number}")["Location"].endswith(f"/agenda/issues/{raised.id}/")


def test_a_name_that_fits_several_books_leads_to_each_of_them(river, amara, lena):
    for side in ("north", "south"):
        say(amara, river.book("caucus", side))
    assert [place["name"] for place in places(amara, "Caucus 1")] == ["North caucus 1", "South caucus 1"]
    assert [place["name"] for place in places(lena, "Caucus 1")] == ["North caucus 1"]
    assert go(amara, "Caucus 1").status_code == 200
    assert go(lena, "Caucus 1").status_code == 302


@pytest.mark.parametrize(
    "words",
    [
        "Plenary 999999",
        "Plenary 0",
        "Plenary " + "9" * 40,
        "Plenary -1",
        "Nowhere 3",
        "South caucus 1",
        "41",
        "\x00",
        "١",
    ],
)
def test_what_is_not_there_and_what_may_not_be_read_is_one_sentence(river, lena, words):
    answer = go(lena, words)
    assert answer.status_code == 200 and NOTHING in answer.text
    assert places(lena, words) == []


def test_citations_are_read_in_the_language_of_the_interface_and_in_its_digits(river, lena):
    with translation.override("ar"):
        name = translation.gettext("Plenary")
    expected = places(lena, "Plenary 1")[0]["address"]
    assert [place["address"] for place in places(lena, f"{name} ١", accept_language="ar")] == [expected]
    assert [place["address"] for place in places(lena, "Plenary 1", accept_language="ar")] == [expected]


def test_a_task_force_is_cited_by_the_name_that_it_was_given(river, amara, lena):
    perform(SetUpTaskForce(name="Maps and gauges", task_force="maps", members=[lena.id]), amara)
    assert places(lena, "maps and Gauges 1")[0]["name"] == "Maps and gauges 1"


def test_words_are_compared_without_case_accents_and_vowel_signs():
    assert plain("  Türkiye  Çay ") == plain("turkiye cay")
    assert plain("الجَلسة") == plain("الجلسة")
