"""What a deed costs, counted: clicks and page loads, as docs/reference/ergonomics.md has them."""

import pytest
from playwright.sync_api import expect

from tests.journeys.counting import Count, documented

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]


@pytest.fixture
def at(host, someone):
    """`at("head", "north", room="caucus")`: a page of this seat's, in that room."""

    def opened(role: str, party: str | None = None, room: str = "plenary", of: str = ""):
        page = someone()
        page.goto(host.seat(role, party)["sign_in"])
        seat = host.seat("head", of) if of else host.seat(role, party)
        page.goto(host.page(f"rooms/{host.room(seat, room)['id']}/"))
        page.wait_for_selector(".deeds-line, .empty", state="attached")
        return page

    return opened


def test_from_a_raised_hand_to_speaking(at):
    lena, amara = at("head", "north"), at("mediator")
    count = Count(lena, amara)
    lena.get_by_role("button", name="Raise hand").click()
    amara.get_by_role("button", name="Give the floor to the first").click()
    expect(lena.get_by_role("button", name="Give the floor back")).to_be_visible()
    lena.fill("#words", "Twelve days.")
    lena.get_by_role("button", name="Send", exact=True).click()
    expect(amara.get_by_text("Twelve days.")).to_be_visible()
    assert count.so_far() == documented("raise hand → floor → speak")


def test_from_what_was_said_to_being_heard(at):
    lena, idris = at("head", "north"), at("head", "south")
    lena.fill("#words", "Fourteen days.")
    lena.keyboard.press("Control+Enter")
    said = idris.locator(".statement", has_text="Fourteen days.")
    count = Count(lena, idris)
    said.locator("[data-deed='say-back']").click()
    idris.locator(".at-it textarea").first.fill("Two weeks of water.")
    idris.locator(".at-it").get_by_role("button", name="Say it back").click()
    lena.get_by_role("button", name="Yes, that is what was said").click()
    expect(idris.get_by_text("Confirmed as heard").last).to_be_visible()
    assert count.so_far() == documented("say back → confirm")


def test_from_a_release_to_its_conveyance(at):
    lena, amara = at("head", "north", room="caucus"), at("mediator", room="caucus", of="north")
    lena.fill("#words", "We could live with fifteen.")
    lena.keyboard.press("Control+Enter")
    words = "We could live with fifteen."
    expect(amara.locator(".statement", has_text=words)).to_be_visible()
    count = Count(lena, amara)
    lena.locator(".statement", has_text=words).locator("[data-deed='release']").click()
    form = lena.locator(".at-it form[action$='consultation.release']")
    form.get_by_label("How").select_option("verbatim")
    form.get_by_role("button", name="Read it back…").click()
    lena.get_by_role("button", name="Yes, release it").click()
    expect(amara.locator(".releases").last).to_be_visible()
    amara.locator(".statement", has_text=words).locator("[data-deed='convey']").click()
    amara.locator(".at-it form[action$='consultation.convey'] button").first.click()
    amara.get_by_role("button", name="Yes, convey it").click()
    expect(amara.locator(".releases").last).to_contain_text("conveyed")
    assert count.so_far() == documented("release → convey")
