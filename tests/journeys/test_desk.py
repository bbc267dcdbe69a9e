"""Back after a while: what changed, on one sheet; and on the desk, what waits."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]


def test_whoever_comes_back_reads_one_sheet_and_goes_to_what_waits(host, someone):
    lena, idris = host.seat("head", "north"), host.seat("head", "south")
    away, here = someone(width=360), someone()
    away.goto(lena["sign_in"])
    away.goto(host.page("briefing/brief/"))
    away.get_by_role("button", name="I have caught up").click()
    expect(away.locator("#brief")).to_contain_text("Nothing has changed in your view.")

    here.goto(idris["sign_in"])
    here.goto(host.page(f"rooms/{host.room(idris, 'plenary')['id']}/"))
    for n in range(30):
        here.select_option("select[name=speech_act]", "question" if n == 29 else "statement")
        here.fill("#words", f"Word number {n} on the river." if n < 29 else "Which gauge do you trust?")
        here.click("form.composer button.primary")
        expect(here.locator("#words")).to_have_value("")

    away.goto(host.page("briefing/brief/"))
    brief = away.locator("#brief")
    expect(brief).to_contain_text("Which gauge do you trust?")
    expect(brief).to_contain_text("earlier statements")
    assert away.evaluate("document.documentElement.scrollWidth") <= 360
    assert len(re.findall(rb"/Type\s*/Page\b", away.pdf(prefer_css_page_size=True))) == 1

    with away.expect_download() as taken:
        away.get_by_role("link", name="Take it away as one file").click()
    file = taken.value.path().read_text(encoding="utf-8")
    assert "Which gauge do you trust?" in file and "<link" not in file and "<script" not in file

    away.goto(host.page("briefing/desk/"))
    away.locator(".waits a", has_text="A question waits for an answer").last.click()
    expect(away.locator(".statement", has_text="Which gauge do you trust?")).to_have_count(1)
