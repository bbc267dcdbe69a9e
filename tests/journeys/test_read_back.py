"""A solemn act as people do it: read back in a sheet, and done by a second button; with the keyboard alone, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]

HEADING = "Read this back before it is done"


def test_a_release_is_read_back_and_then_conveyed(host, someone):
    lena, amara = host.seat("head", "north"), host.seat("mediator")
    caucus = host.room(lena, "caucus")["id"]
    said = host.act(lena, "consultation.make_statement", room=caucus, text="We could live with half.")["id"]
    hers, mediating = someone(width=390), someone()
    hers.goto(lena["sign_in"])
    hers.goto(host.page(f"rooms/statements/{said}/"))
    hers.locator("summary", has_text="Release it").first.click()
    form = hers.locator("form[action$='consultation.release']")
    expect(form).to_contain_text(re.compile(r"Now: only North and the third party\.\s+Once conveyed: South\."))
    form.locator("[name=form_]").select_option("verbatim")
    form.locator("[name=condition]").fill("If the gate is opened.")
    form.get_by_role("button", name="Read it back…").click()
    sheet = hers.get_by_role("group", name=HEADING)
    for words in ("We could live with half.", "If the gate is opened.", "Once conveyed", "cannot be unsaid."):
        expect(sheet).to_contain_text(words)
    assert hers.evaluate("document.documentElement.scrollWidth") <= 390
    sheet.get_by_role("button", name="Yes, release it").click()
    expect(hers.locator(".release")).to_contain_text("South")
    revoke = hers.locator("form[action$='revoke_release'] button")
    expect(revoke).to_be_visible()

    mediating.goto(amara["sign_in"])
    mediating.goto(host.page("shuttle/"))
    form = mediating.locator("form[action$='consultation.convey']")
    form.locator("xpath=ancestor::details").locator("summary").click()
    form.locator("[name=condition_met]").fill("It is open.")
    form.get_by_role("button", name="Read it back…").click()
    sheet = form.get_by_role("group", name=HEADING)
    expect(sheet.get_by_role("heading")).to_be_focused()
    form.locator("[name=condition_met]").fill("It is open since noon.")
    expect(sheet).to_have_count(0)
    expect(form).to_contain_text("You changed the words. Read them back again.")
    form.get_by_role("button", name="Read it back…").click()
    expect(sheet).to_contain_text("It is open since noon.")
    expect(sheet).to_contain_text("Only South and the third party")
    sheet.get_by_role("button", name="Yes, convey it").click()
    expect(revoke).to_be_hidden()  # by itself: what was conveyed is not revoked
    assert hers.complaints == mediating.complaints == []


def test_a_binding_statement_with_the_keyboard_alone(host, someone):
    lena = host.seat("head", "north")
    plenary = host.room(lena, "plenary")["id"]
    page = someone()
    page.goto(lena["sign_in"])
    page.goto(host.page(f"rooms/{plenary}/"))
    page.locator("#words").focus()
    page.keyboard.type("We will open the gate.")
    binding = page.locator(".composer [name=binding]")
    for _ in range(20):
        page.keyboard.press("Tab")
        if binding.evaluate("box => box === document.activeElement"):
            break
    page.keyboard.press("Space")
    page.locator("#words").focus()
    page.keyboard.press("Control+Enter")
    heading = page.get_by_role("heading", name=HEADING)
    expect(heading).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#words")).to_be_focused()
    expect(page.locator("#words")).to_have_value("We will open the gate.")
    page.keyboard.press("Control+Enter")
    expect(heading).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Yes, send it as binding")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".statement.binding", has_text="We will open the gate.")).to_have_count(1)
    expect(page.locator("[data-sheet]")).to_have_count(0)
    expect(page.locator("#words")).to_have_value("")


def test_without_scripts_it_is_a_page_in_between(host, chromium):
    idris, amara = host.seat("head", "south"), host.seat("mediator")
    issue = host.act(amara, "agenda.raise_issue", title="Silt")["id"]
    host.act(host.seat("head", "north"), "agenda.table_solution", issue=issue, title="Dredge in March")
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(idris["sign_in"])
    page.goto(host.page(f"agenda/issues/{issue}/"))
    page.get_by_role("button", name="Reserve").click()
    choice = page.get_by_role("group", name="Where your party stands")
    expect(choice.locator("[aria-current=true]")).to_contain_text("Reserve")
    choice.get_by_role("button", name="Accept ad referendum…").click()
    expect(page.locator("h1")).to_have_text("Before you send this")
    expect(page.locator("main")).to_contain_text("Dredge in March")
    page.get_by_role("button", name="Yes, accept it ad referendum").click()
    expect(choice.locator("[aria-current=true]")).to_contain_text("Accept ad referendum")
    context.close()
