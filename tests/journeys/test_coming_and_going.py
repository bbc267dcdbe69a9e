"""Talks of two become talks of three and then of two again, as the heads click it."""

import os

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("coming")]


def press(page, button):
    """Do something solemn: unfold it where something is written, have it read back, and press the second button."""
    folded = page.locator("details.deed:not([open]) > summary", has_text=button)
    if folded.count():
        folded.click()
        page.locator("details[open] button:visible", has_text="Read it back…").click()
    else:
        page.locator("button:visible", has_text=f"{button}…").click()
    with page.expect_navigation():
        page.locator("[data-sheet] button[name=read_back]").click()


def test_two_parties_three_and_two_again(host, someone):
    amara, lena, idris = host.seat("mediator"), host.seat("head", "north"), host.seat("head", "south")
    pages = {}
    for name, seat in (("amara", amara), ("lena", lena), ("idris", idris)):
        pages[name] = someone(width=360 if name == "idris" else 1280)
        pages[name].goto(seat["sign_in"])
    going = host.page("coming-and-going/")

    pages["lena"].goto(going)
    pages["lena"].locator("summary", has_text="Propose a further party").click()
    form = pages["lena"].locator("form[action*='propose_accession']")
    form.locator("[name=name]").fill("East")
    form.locator("[name=party]").fill("east")
    form.locator("button[type=submit], button.primary").last.click()
    expect(pages["lena"].locator("h3", has_text="East")).to_be_visible()
    for name in ("lena", "idris"):
        pages[name].goto(going)
        press(pages[name], "Accept for our party")
        expect(pages[name].locator("[data-backing=accepts]").first).to_be_visible()
    pages["idris"].goto(going)
    expect(pages["idris"].locator("main")).to_contain_text("has yet to accept the ground rules")
    narrow = pages["idris"].evaluate("document.documentElement.scrollWidth")

    head = host.act(amara, "process.admit_seat", role="head", name="Head of delegation, East", party="east")
    mina = pages["mina"] = someone()
    mina.goto(host.url + host.way_in(head["id"]))
    mina.goto(host.page("ground-rules/"))
    press(mina, "Accept for our party")
    mina.goto(going)
    expect(mina.locator("main li", has_text="East")).to_contain_text("at the table")

    issue = host.act(amara, "agenda.raise_issue", title="Fish in the delta")["id"]
    solution = host.act(lena, "agenda.table_solution", issue=issue, title="Quotas for three")["id"]
    host.act(lena, "agenda.accept_solution", solution=solution)
    host.act(idris, "agenda.accept_solution", solution=solution)
    sheet = host.page("agenda/")
    row = pages["lena"].locator("#sheet tr, #sheet li, #sheet section", has_text="Fish in the delta").first
    pages["lena"].goto(sheet)
    expect(row.locator("[data-status=agreed_ad_ref]")).to_have_count(0)
    mina.goto(host.page(f"agenda/issues/{issue}/"))
    press(mina, "Accept ad referendum")
    pages["lena"].goto(sheet)
    expect(row.locator("[data-status=agreed_ad_ref]")).to_have_count(1)

    mina.goto(going)
    press(mina, "Leave the talks")
    mina.goto(host.page())
    expect(mina.locator("main")).to_contain_text("Your party has left the talks")
    pages["lena"].goto(sheet)
    expect(row.locator("[data-status=agreed_ad_ref]")).to_have_count(1)  # those two accept it still
    pages["idris"].goto(going)
    expect(pages["idris"].locator("main")).to_contain_text("has left the talks")
    assert narrow <= 360
    if folder := os.environ.get("SCREENSHOTS"):
        for name, page in (("idris", pages["idris"]), ("mina", mina)):
            page.screenshot(path=f"{folder}/{name}.png", full_page=True)
        pages["lena"].goto(going)
        pages["lena"].screenshot(path=f"{folder}/lena.png", full_page=True)
    assert [page.complaints for page in pages.values()] == [[], [], [], []]
