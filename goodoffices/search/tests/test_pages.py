"""The page of search, its API, and what the palette finds."""

import pytest

from goodoffices.process.places import CITATION
from tests.cast import Api, client_of
from tests.table import now, say


def page_of(seat, **asked) -> str:
    answer = client_of(now(seat)).get(f"/processes/{seat.process_id}/search/", asked)
    assert answer.status_code == 200
    return answer.text.partition("<main")[2]


def places(seat, words: str) -> list[dict[str, str]]:
    return client_of(now(seat)).get(f"/processes/{seat.process_id}/go/places", {"q": words}).json()["places"]


def test_a_hit_is_marked_in_its_own_direction_and_its_citation_leads_to_its_place(river, lena, idris):
    said = say(idris, river.book("plenary"), "ترون <الجسور> القديمة")
    page = page_of(lena, q="جسور")
    assert "<mark>الجسور</mark>" in page and "&lt;" in page and 'dir="auto" lang="ar"' in page
    assert f'href="/processes/{river.process}/rooms/{said.book_id}/#statement-{said.id}"' in page


def test_the_form_keeps_what_was_asked_and_works_without_scripts(river, lena):
    said = say(lena, river.book("plenary"), "Turbines.")
    page = page_of(lena, q='"turbines"', room=said.book_id, kind="statement", party="north", since="2001-02-03")
    assert '<form method="get" role="search"' in page
    assert 'value="&quot;turbines&quot;"' in page and 'value="2001-02-03"' in page
    for chosen in (said.book_id, "statement", "north"):
        assert f'<option value="{chosen}" ' in page
        assert "selected" in page.partition(f'<option value="{chosen}" ')[2].partition(">")[0]
    assert said.id in page


def test_a_room_that_is_not_read_is_not_there_and_nothing_is_offered_of_it(river, lena, idris):
    north = river.book("caucus", "north").id
    address = f"/processes/{river.process}/search/"
    assert client_of(idris).get(address, {"q": "a", "room": north}).status_code == 404
    assert client_of(idris).get(address, {"q": "a", "room": "nowhere"}).status_code == 404
    assert north not in page_of(idris) and north in page_of(lena)


HOSTILE = {
    "quote": '"*',
    "ten-thousand-words": "word " * 10_000,
    "null": "\x00",
    "minus": "-",
    "star": "*",
    "prefix": "zz*",
    "statement": "'; DROP TABLE words_text; --",
}


@pytest.mark.parametrize("q", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_typed_the_page_and_the_api_answer(river, lena, q):
    assert "Nothing was found" in page_of(lena, q=q)
    answer = Api(lena).client.get(f"{Api(lena).base}/search", {"q": q})
    assert answer.status_code == 200 or len(q) > 10_000
    if answer.status_code == 200:
        assert answer.json()["hits"] == [] and answer.json()["more"] is False


def test_the_page_says_what_was_not_looked_for_as_typed(river, lena):
    for q, note in (('"*', "There is no word"), ("a*", "two letters"), ("word " * 20_000, "Only the first words")):
        assert note in page_of(lena, q=q), note
    assert "Enter days such as" in page_of(lena, q="a", since="soon")
    say(lena, river.book("plenary"), "Turbines.")
    assert "says “<bdi>tubrines</bdi>”" in page_of(lena, q="tubrines")


def test_more_is_shown_when_asked_for(river, lena):
    for number in range(22):
        say(lena, river.book("plenary"), f"Turbine {number}.")
    page = page_of(lena, q="turbine")
    assert page.count('class="found"') == 20 and "q=turbine&amp;all=1" in page
    assert page_of(lena, q="turbine", all="1").count('class="found"') == 22


def test_the_api_answers_as_the_contract_says(river, lena, idris):
    said = say(idris, river.book("plenary"), "Turbines & <sluices>.")
    answer = Api(lena).get("/search?q=turbine&limit=1").json()
    (hit,) = answer["hits"]
    assert hit == {
        "thing": said.id,
        "sort": "statement",
        "book": said.book_id,
        "number": said.number,
        "citation": f"Plenary {said.number}",
        "snippet": "<mark>Turbines</mark> &amp; &lt;sluices&gt;.",
        "language": "en",
        "rendered": False,
        "at": said.at,
    }
    assert answer["more"] is False
    assert Api(lena).get("/search?q=turbine&limit=0").status_code == 422
    assert Api(lena).get("/search?q=turbine&room=nowhere").status_code == 404
    assert Api(lena).get("/search").json()["hits"] == []


def test_a_seat_finds_over_the_api_what_it_reads_and_nothing_else(river, lena, idris, amara):
    said = say(lena, river.book("caucus", "north"), "Our floor is forty.")
    for seat, hits in ((lena, [said.id]), (amara, [said.id]), (idris, [])):
        assert [hit["thing"] for hit in Api(now(seat)).get("/search?q=forty").json()["hits"]] == hits


def test_the_palette_finds_words_and_leads_to_all_of_them(river, lena, idris):
    said = say(lena, river.book("caucus", "north"), "A turbine upstream.")
    first, last = places(lena, "turbines")
    assert (first["heading"], first["name"]) == ("What was said", "A turbine upstream.")
    assert first["address"].endswith(f"#statement-{said.id}") and "North caucus" in first["detail"]
    assert last["address"] == f"/processes/{river.process}/search/?q=turbines"
    assert "turbine" in client_of(lena).get(f"/processes/{river.process}/go/", {"q": "turbine"}).text
    assert places(idris, "turbines") == []


def test_a_citation_in_the_palette_is_opened_and_not_looked_for(river, lena):
    said = say(lena, river.book("plenary"), "As in Plenary 3.")
    assert CITATION.fullmatch("Plenary 3")
    assert [place["name"] for place in places(lena, "Plenary 3")] == ["Plenary 3"]
    assert said.id in page_of(lena, q="Plenary 3")
