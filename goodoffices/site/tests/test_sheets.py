"""What a sheet says of itself, before the browser adds the hour."""

import re

from django.utils import translation

from goodoffices.site.templatetags.sheets import _called
from tests.cast import client_of


def mark(client, address):
    """The words on the sheet, without markup."""
    page = client.get(address)
    assert page.status_code == 200, address
    found = re.search(r"data-sheet-mark.*?>(.*?)</p>", page.text, re.S)
    return " ".join(re.sub(r"<[^>]+>", "", found[1]).split()) if found else ""


def test_a_page_about_one_room_is_for_its_readers(river, lena, amara):
    caucus, plenary = river.book("caucus", "north").id, river.book("plenary").id
    said = "North caucus: Only North and the third party · printed by "
    for client in (client_of(lena), client_of(amara)):
        assert mark(client, f"/processes/{river.process}/rooms/{caucus}/").startswith(said)
        assert mark(client, f"/processes/{river.process}/record/{caucus}/").startswith(said)
        sheet = mark(client, f"/processes/{river.process}/rooms/{plenary}/minutes")
        assert sheet.startswith("Plenary: Everyone at the table · printed by ")


def test_any_other_page_may_show_more_than_the_plenary(river, lena):
    for page in ("about/", "agenda/", "seats/", "briefing/brief/", "record/"):
        sheet = mark(client_of(lena), f"/processes/{river.process}/{page}")
        assert sheet.startswith("Only for this seat: it may show more than the plenary · printed by "), page


def test_a_how_to_is_for_anyone_whoever_prints_it(lena, client):
    assert mark(client, "/help/agenda/") == mark(client_of(lena), "/help/agenda/") == "Anyone"


def test_a_seat_named_after_what_it_is_is_named_once(river, lena):
    lena.name = "Head of delegation, North"
    assert _called(lena) == "Head of delegation, North"
    with translation.override("ar"):
        assert "(" not in _called(lena) and "Head" not in _called(lena)
    lena.name = "Lena"
    assert _called(lena) == "Lena (Head of delegation, North)"
