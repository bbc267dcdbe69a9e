"""A figure is confirmed as heard across two languages, and corrected afterwards: what was said back and its rendering are outdated."""

import os

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]

SAID = "الإشعار قبل الإغلاق أربعون يوماً."
CORRECTED = "الإشعار قبل الإغلاق أربعة عشر يوماً."
BACK = "You want forty days of notice before closing."
RENDERED = "تريدون إشعاراً قبل الإغلاق بأربعين يوماً."
LOOK = os.environ.get("LOOK_AT", "")


def look(page, name):
    if LOOK:
        page.screenshot(path=f"{LOOK}/{name}.png", full_page=True)


def test_a_figure_confirmed_as_heard_is_corrected_afterwards_in_two_languages(host, someone):
    amara, lena, idris = host.seat("mediator"), host.seat("head", "north"), host.seat("head", "south")
    host.act(lena, "process.say_languages", languages=["en"])
    host.act(idris, "process.say_languages", languages=["ar"])
    plenary = host.room(lena, "plenary")["id"]
    said = host.act(idris, "consultation.make_statement", room=plenary, text=SAID)["id"]
    back = host.act(lena, "consultation.restate", statement=said, text=BACK)["id"]
    page = host.page(f"rooms/statements/{said}/")
    north, south = someone(), someone(width=360, language="ar")
    for reader, seat in ((north, lena), (south, idris)):
        reader.goto(seat["sign_in"])
        reader.goto(page)

    # South cannot read what North heard: confirming says so, and the page offers both ways.
    south.locator("form[action$='consultation.confirm'] button").click()
    expect(south.locator("form[action$='consultation.confirm'] .problem")).to_contain_text("العربية")
    look(south, "south-refused")
    south.locator("form[action$='interpretation.ask_rendering'] button").click()
    expect(north.locator(f"#renderings-{said}")).to_contain_text("has been asked for")

    # The desk has it; the rendering comes live to North, and South confirms.
    desk = someone()
    desk.goto(amara["sign_in"])
    desk.goto(host.page("interpretation/desk/"))
    expect(desk.locator(".to-render li", has_text=BACK)).to_have_count(1)
    look(desk, "desk")
    host.act(amara, "interpretation.render", about=back, language="ar", text=RENDERED)
    expect(desk.locator(".to-render li", has_text=BACK)).to_have_count(0)
    expect(north.locator(f"#renderings-{said}")).to_contain_text(RENDERED)
    south.goto(page)
    expect(south.locator(".to-confirm", has_text=RENDERED)).to_have_count(1)
    look(south, "south-rendered")
    south.locator("form[action$='consultation.confirm'] button").click()
    expect(north.locator(".loop[data-state=confirmed]")).to_have_count(1)

    # The figure was wrong: both what was said back and its rendering are of an earlier wording now.
    host.act(idris, "consultation.amend_statement", statement=said, text=CORRECTED)
    south.goto(page)
    for reader in (north, south):
        expect(reader.locator(".loop[data-state=outdated]")).to_contain_text(BACK)
        expect(reader.locator(f"#renderings-{said} .rendering b").first).to_be_visible()
        expect(reader.locator(f"#renderings-{said}")).to_contain_text(RENDERED)
    expect(north.locator(f"#renderings-{said}")).to_contain_text("Of an earlier wording")
    look(north, "north-outdated")
    look(south, "south-outdated")
    north.set_viewport_size({"width": 360, "height": 900})
    north.goto(host.page("seats/"))
    look(north, "seats-360")
    assert [north.complaints, desk.complaints] == [[], []]
    assert [each for each in south.complaints if "422" not in each] == []
