"""A session from inside one room: hands, floor, speaking, saying back and confirming, each where the thing stands."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]


def test_a_session_is_chaired_without_leaving_the_room(host, someone):
    leader = host.seat("mediator")
    framed = host.act(leader, "process.frame_round", title="First round", items=["The dam", "Fish"])["id"]
    host.act(leader, "process.open_round", round=framed)
    amara = _in_the_plenary(host, someone(width=390), "mediator")
    lena = _in_the_plenary(host, someone(), "head", "north")
    idris = _in_the_plenary(host, someone(width=360, language="ar"), "head", "south")
    loads = {"amara": _loads(amara), "lena": _loads(lena), "idris": _loads(idris)}

    # Two hands go up; the chair sees it in the bar of her telephone, and gives the floor there.
    lena.get_by_role("button", name="Raise hand").click()
    expect(lena.get_by_role("button", name="Lower your hand (number 1)")).to_be_visible()
    idris.locator(".hand .button").click()
    expect(amara.locator(".bar .hands")).to_contain_text("2 hands raised")
    amara.get_by_role("button", name="Give the floor to the first").click()
    for page in (amara, lena, idris):
        expect(page.locator(".bar .floor-line")).to_contain_text("Head of delegation, North")
    expect(lena.get_by_role("button", name="Give the floor back")).to_be_visible()

    # She takes up an item; everybody sees which.
    amara.get_by_role("button", name="The table").click()
    beside = amara.locator(".table-side")
    beside.get_by_text("Take up an item").click()
    beside.get_by_label("Item").select_option("2. Fish")
    beside.get_by_role("button", name="Take up this item").click()
    for page in (beside, lena, idris):
        expect(page.locator(".present-item")).to_contain_text("Fish")
    beside.get_by_role("button", name="Close", exact=True).click()

    # North speaks, and keeps the line to write in.
    lena.fill("#words", "The dam opens on 12 of 30 days.")
    lena.keyboard.press("Control+Enter")
    expect(lena.locator("#words")).to_be_focused()
    said = idris.locator(".statement", has_text="The dam opens on 12 of 30 days.")
    expect(said).to_be_visible()

    # South says it back below the statement, and North confirms below that.
    said.locator("[data-deed='say-back']").click()
    place = idris.locator(".at-it")
    expect(place.locator("textarea").first).to_be_focused()
    place.locator("textarea").first.fill("Twelve days in each month, then.")
    place.locator("form button").last.click()
    expect(idris.locator(".at-it")).to_have_count(0)
    expect(lena.get_by_text("Twelve days in each month, then.").first).to_be_visible()
    lena.get_by_role("button", name="Yes, that is what was said").click()
    expect(idris.locator(".loops .status.settled").last).to_be_visible()

    # Procedure stands as thin lines, so that the numbers have no gap.
    numbers = [int(number) for number in lena.locator(".statements > [data-number]").evaluate_all(_NUMBERS)]
    assert numbers == sorted(numbers)
    expect(lena.locator(".procedure", has_text="gave the floor").last).to_be_visible()

    assert idris.evaluate("document.documentElement.scrollWidth") <= 360
    assert {"amara": _loads(amara), "lena": _loads(lena), "idris": _loads(idris)} == loads
    assert [page.complaints for page in (amara, lena, idris)] == [[], [], []]


def test_what_was_read_is_what_was_on_the_screen(host, someone):
    amara = _in_the_plenary(host, someone(), "mediator")
    nils = _in_the_plenary(host, someone(width=360), "head", "north")
    nils.goto(host.page("agenda/"))
    for number in range(1, 13):
        amara.fill("#words", f"Point {number}. " + "Words that take some room on a small screen. " * 4)
        amara.keyboard.press("Control+Enter")
        expect(amara.locator(".statement").last).to_contain_text(f"Point {number}.")
    expect(nils).to_have_title(re.compile(r"^\(\d+\) Agenda"))

    # The room opens at the first of them, under the line, and most are still unread.
    _plenary(nils)
    expect(nils.locator(".unread-line")).to_be_in_viewport()
    expect(nils.get_by_text("Point 1.")).to_be_in_viewport()
    expect(nils.get_by_text("Point 12.")).not_to_be_in_viewport()
    mark = nils.locator(".rooms a[aria-current] [data-count]")
    left = int(mark.inner_text() or mark.text_content())
    assert 0 < left < 12

    # A reload begins where the screen ended; once the last has been on the screen nothing is left.
    nils.wait_for_timeout(600)
    nils.reload()
    expect(nils.get_by_text("Point 1.")).not_to_be_in_viewport()
    for _ in range(30):
        nils.mouse.wheel(0, 400)
        nils.wait_for_timeout(60)
    expect(mark).to_have_text("0")
    nils.wait_for_timeout(600)
    nils.reload()
    expect(nils.locator(".unread-line")).to_have_count(0)
    expect(nils.get_by_text("Point 12.")).to_be_in_viewport()


_NUMBERS = "items => items.map(item => item.dataset.number)"


def _in_the_plenary(host, page, role: str, party: str | None = None):
    page.goto(host.seat(role, party)["sign_in"])
    page.goto(host.page(""))
    _plenary(page)
    return page


def _plenary(page) -> None:
    page.goto(page.locator(".rooms a").first.evaluate("link => link.href"))
    page.wait_for_selector(".deeds-line", state="attached")


def _loads(page) -> float:
    """When this page was loaded: it stays the same as long as nobody leaves it."""
    return page.evaluate("performance.timeOrigin")


def test_what_was_on_the_screen_is_read_by_whoever_leaves_at_once(host, someone):
    """A mark waits a moment for further ones; one that never comes to it goes with the page."""
    page = someone()
    page.add_init_script(
        "const later = setTimeout; window.setTimeout = (what, wait, ...more) => wait === 300 ? 1e9 : later(what, wait, ...more)"
    )
    other = host.seat("head", "south")
    host.act(other, "consultation.make_statement", room=host.room(other, "plenary")["id"], text="Good morning.")
    _in_the_plenary(host, page, "head", "north")
    expect(page.locator(".statement", has_text="Good morning.")).to_be_in_viewport()
    page.locator("[data-all-read]").click()
    page.goto(host.page("agenda/"))
    page.reload()
    expect(page.locator(".rooms li", has_text="Plenary").locator("[data-unread]")).to_be_hidden()
