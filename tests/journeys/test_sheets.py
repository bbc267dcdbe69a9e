"""What a printed sheet says of itself: who may read it, whose copy it is, and when it was printed."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("sheets")]
MARK = "getComputedStyle(document.documentElement).getPropertyValue('--sheet-mark')"


def sheet_of(page, address):
    """The line below every sheet, as it is when the page is printed."""
    page.goto(address)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    shown = page.locator("[data-sheet-mark]").inner_text()
    assert page.evaluate(MARK).strip(chr(34)) == shown
    assert page.locator("[data-sheet-mark]").is_visible()
    page.emulate_media(media="screen")
    assert not page.locator("[data-sheet-mark]").is_visible()
    return re.sub("[\u2068\u2069]", "", shown)


def test_each_sheet_says_who_may_read_it_and_whose_copy_it_is(host, someone):
    lena, page = host.seat("head", "north"), someone()
    page.goto(host.url + host.way_in(lena["seat"]))
    plenary, caucus = host.room(lena, "plenary")["id"], host.room(lena, "caucus")["id"]
    said = {
        f"rooms/{plenary}/": "Plenary: Everyone at the table",
        f"rooms/{caucus}/minutes": "North caucus: Only North and the third party",
        f"record/{plenary}/9/": "Plenary: Everyone at the table",
        f"record/{plenary}/": "Plenary: Everyone at the table",
        "agenda/": "Only for this seat: it may show more than the plenary",
    }
    for path, readers in said.items():
        line = sheet_of(page, host.page(path))
        assert re.fullmatch(
            rf"{readers} · printed \d+ \w+ 20\d\d at \d\d:\d\d Vienna by .*Head of delegation, North\)?", line
        ), (path, line)
    assert page.complaints == []


def test_the_line_stands_below_every_sheet(host, someone):
    page = someone()
    page.goto(host.url + host.way_in(host.seat("mediator")["seat"]))
    assert sheet_of(page, host.page("record/")).endswith("by Mediator")
    rules = page.evaluate(
        """() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
                  .filter((rule) => rule instanceof CSSPageRule).map((rule) => rule.cssText).join(" ")"""
    )
    assert re.search(r"@bottom-left\s*{[^}]*var\(--sheet-mark", rules)


def test_a_page_outside_of_talks_is_for_whoever_has_signed_in(host, someone):
    page = someone()
    assert sheet_of(page, f"{host.url}/account/login/").startswith("Anyone · printed ")
    page.goto(host.url + host.way_in(host.seat("head", "north")["seat"]))
    assert sheet_of(page, f"{host.url}/help/agenda/").startswith("Anyone · printed ")
    assert sheet_of(page, f"{host.url}/account/").startswith("Only for ")
