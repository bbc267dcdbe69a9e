"""The mediator's proposal, to a match: each head answers unseen by all others, and when the time runs out everyone reads one word."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]

RUNS = timedelta(seconds=45)  # long enough for two people to answer, on a machine that is busy
MATCH = 90_000  # milliseconds
WORDS = "The weir is read by both, once a day."


def test_a_mediators_proposal_is_answered_unseen_and_comes_to_a_match(host, someone):
    amara, lena, idris = (
        _at_decisions(host, someone(**look), *seat)
        for look, seat in (
            ({}, ("mediator",)),
            ({"width": 360}, ("head", "north")),
            ({"width": 360, "language": "ar"}, ("head", "south")),
        )
    )
    _put(host, amara)
    amara.get_by_role("link", name=WORDS).click()
    expect(amara.locator("h1")).to_have_text(WORDS)
    there, before = amara.url, amara.locator("#decision").inner_text()

    for head in (lena, idris):
        head.goto(there)
        head.locator("details:has([name=answer]) summary").click()
        form = head.locator("form:has([name=answer])")
        form.locator("[name=answer]").select_option("yes")
        form.get_by_role("button").last.click()
        form.locator(".sheet button").first.click()
        expect(head.locator("#decision .notice")).to_be_visible()

    # Before the time has run out, nobody else sees that anybody has answered.
    amara.reload()
    assert amara.locator("#decision").inner_text() == before

    # The page comes to it by itself.
    for page in (amara, lena, idris):
        expect(page.locator("#decision [data-status=match]")).to_be_visible(timeout=MATCH)


def _at_decisions(host, page, *seat):
    page.goto(host.seat(*seat)["sign_in"])
    page.goto(host.page("decisions/"))
    return page


def _put(host, page):
    page.locator("details:has([name=method]) summary").click()
    form = page.locator("form:has([name=method])")
    form.locator("[name=words]").fill(WORDS)
    form.locator("[name=method]").select_option("blind")
    zone = ZoneInfo(page.locator("[data-zone]").first.get_attribute("data-zone") or "Europe/Vienna")
    at = (datetime.now(UTC) + RUNS).astimezone(zone)
    field = form.locator("[name=expires]")
    field.evaluate("(field) => { field.step = 1; }")
    field.fill(f"{at:%Y-%m-%dT%H:%M:%S}")
    form.get_by_role("button").last.click()
    page.get_by_role("button", name="Yes, put it to the parties").click()
