"""Back after a while: what is new, what waits and what has moved, on one page that is live; and the brief, on one sheet."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]


def test_whoever_comes_back_reads_one_sheet_and_goes_to_what_waits(host, someone):
    lena, idris = host.seat("head", "north"), host.seat("head", "south")
    away, here = someone(width=360), someone()
    away.goto(lena["sign_in"])
    expect(away.get_by_role("heading", name="Who sees what")).to_be_visible()
    away.get_by_role("link", name="Go to today’s page").click()
    away.get_by_role("button", name="I have caught up").click()
    expect(away.locator("#movement")).to_contain_text("Nothing has changed.")

    here.goto(idris["sign_in"])
    here.goto(host.page(f"rooms/{host.room(idris, 'plenary')['id']}/"))
    for n in range(30):
        here.fill("#words", f"Word number {n} on the river." if n < 29 else "Which gauge do you trust?")
        here.select_option("select[name=speech_act]", "question" if n == 29 else "statement")
        here.click("form.composer button.primary")
        expect(here.locator("#words")).to_have_value("")

    # What is new and what waits stands on the page that has been open all the while.
    expect(away.locator(".unread-rooms li", has_text="Plenary")).to_contain_text("Head of delegation, South")
    expect(away.locator(".waits")).to_contain_text("A question is waiting for an answer")
    issue = host.act(idris, "agenda.raise_issue", title="Gauges at every weir")["id"]
    host.act(idris, "agenda.set_status", issue=issue, status="tense")
    line = away.locator("#movement .moved-line", has_text="Gauges at every weir")
    expect(line.filter(has_text="Issue raised")).to_have_count(1)
    expect(line.filter(has_text="Tense")).to_have_count(1)
    assert away.evaluate("document.documentElement.scrollWidth") <= 360

    away.get_by_role("link", name=re.compile("^The brief")).click()
    brief = away.locator("#brief")
    expect(brief).to_contain_text("Which gauge do you trust?")
    expect(brief).to_contain_text("earlier statements")
    assert away.evaluate("document.documentElement.scrollWidth") <= 360
    assert len(re.findall(rb"/Type\s*/Page\b", away.pdf(prefer_css_page_size=True))) == 1

    with away.expect_download() as taken:
        away.get_by_role("link", name="Download as one file").click()
    file = taken.value.path().read_text(encoding="utf-8")
    assert "Which gauge do you trust?" in file and "<link" not in file and "<script" not in file

    away.goto(host.page("briefing/desk/"))  # the desk’s old address leads to today
    away.locator(".unread-rooms a", has_text="Plenary").click()
    expect(away.locator(".statement:target")).to_have_count(1)
    away.goto(host.page(""))
    away.locator(".waits a", has_text="A question is waiting for an answer").last.click()
    expect(away.locator(".statement", has_text="Which gauge do you trust?")).to_have_count(1)
