"""That somebody is writing ends when the words have come, also where the clock does not end it."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]

# The timer that would hide the line by itself, as a hidden tab holds it back.
HELD_BACK = (
    "const set = setTimeout; window.setTimeout = (act, wait, ...more) => wait === 5000 ? 0 : set(act, wait, ...more)"
)


def test_nobody_is_writing_whose_words_have_come(host, someone):
    lena, amara = host.seat("head", "north"), host.seat("mediator")
    plenary = host.page(f"rooms/{host.room(lena, 'plenary')['id']}/")
    writing, reading = someone(), someone()
    reading.add_init_script(HELD_BACK)
    for page, seat in ((writing, lena), (reading, amara)):
        page.goto(seat["sign_in"])
        page.goto(plenary)
    expect(reading.locator("[data-live-state=live]").first).to_be_attached()
    line = reading.locator("[data-typing]")
    writing.locator("#words").press_sequentially("We are still counting.")
    expect(line).to_be_visible()
    writing.locator(".composer button.primary").first.click()
    expect(reading.locator(".statement", has_text="We are still counting.")).to_have_count(1)
    expect(line).to_be_hidden()
    assert writing.complaints == reading.complaints == []
