"""A task force in three browsers: from its terms, over a report that both co-chairs sign, to a solution on the agenda."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]

PURPOSE = "Find a place for one gauge."
RECOMMENDED = "One gauge at the lower weir."


def test_a_task_force_goes_from_its_terms_to_a_solution_on_the_agenda(host, someone):
    amara, lena, idris = (
        _at(host, someone(**look), *seat)
        for look, seat in (
            ({}, ("mediator",)),
            ({"width": 360}, ("head", "north")),
            ({"width": 360, "language": "ar"}, ("head", "south")),
        )
    )
    issue = host.act(host.seat("mediator"), "agenda.raise_issue", title="Where a gauge stands")["id"]
    there = _set_up(host, amara)
    _draft_terms(amara, there)
    for head in (lena, idris):
        head.goto(there)
        expect(head.locator("#task-force")).to_contain_text(PURPOSE)
        _solemnly(head, "taskforces-adopt_terms")
    expect(amara.locator("#task-force [data-status=in_force]")).to_be_visible()

    lena.goto(f"{there}plan/")
    lena.locator("details:has([name=what]) summary").click()
    form = lena.locator("form:has([name=what])")
    form.locator("[name=what]").fill("Walk to the lower weir")
    form.get_by_role("button").last.click()
    expect(lena.locator("#plan h3")).to_have_text("Walk to the lower weir")
    idris.goto(f"{there}plan/board/")
    expect(idris.locator(".board")).to_contain_text("Walk to the lower weir")

    amara.goto(f"{there}reports/")
    amara.locator("details:has([name=recommendations]) summary").click()
    form = amara.locator("form:has([name=recommendations])")
    form.locator("[name=words]").fill("No two gauges are read at the same hour.")
    form.locator("[name=recommendations]").fill(RECOMMENDED)
    form.get_by_role("button").last.click()
    expect(amara.locator("#reports [data-status=drafted]")).to_be_visible()

    for head in (lena, idris):
        head.goto(f"{there}reports/")
        _solemnly(head, "taskforces-deliver")
    expect(amara.locator("#reports [data-status=delivered]")).to_be_visible()

    amara.get_by_role("link", name="In the plenary").click()
    expect(amara.locator("#delivered-report")).to_contain_text(RECOMMENDED)
    amara.locator("details:has([name=issue]) summary").click()
    form = amara.locator("form:has([name=issue])")
    form.locator("[name=issue]").select_option(issue)
    form.get_by_role("button").last.click()
    taken = amara.locator(".recommendations").get_by_role("link", name=RECOMMENDED)
    expect(taken).to_be_visible()
    lena.goto(host.page("agenda/"))
    expect(lena.locator("main")).to_contain_text(RECOMMENDED)


def _at(host, page, *seat):
    page.goto(host.seat(*seat)["sign_in"])
    page.goto(host.page("task-forces/"))
    return page


def _set_up(host, page):
    page.goto(host.page("seats/"))
    page.locator("details:has([name=task_force]):has([name=name]) summary").last.click()
    form = page.locator("form:has([name=task_force][type=text])")
    form.locator("[name=task_force]").fill("journey")
    form.locator("[name=name]").fill("Gauges of the journey")
    for seat in (("mediator",), ("head", "north"), ("head", "south")):
        form.locator(f"[name=members][value='{host.seat(*seat)['seat']}']").check()
    form.get_by_role("button").last.click()
    expect(page.locator("nav").get_by_text("Gauges of the journey")).to_be_visible()  # its room, in the rail
    page.goto(host.page("task-forces/"))
    page.locator("#task-forces").get_by_role("link", name="Gauges of the journey").click()
    expect(page.locator("h1")).to_have_text("Gauges of the journey")
    return page.url


def _draft_terms(page, there):
    page.locator("details:has([name=purpose]) summary").click()
    form = page.locator("form:has([name=purpose])")
    form.locator("[name=purpose]").fill(PURPOSE)
    form.locator("[name=sunset]").fill(f"{datetime.now(UTC) + timedelta(days=30):%Y-%m-%d}")
    for box in form.locator("[name=co_chairs]").all():
        box.check()
    form.locator("[name=rapporteur]").select_option(index=1)
    form.get_by_role("button").last.click()
    expect(page.locator("#task-force [data-status=drafted]")).to_be_visible()
    assert page.url == there


def _solemnly(page, form):
    """Read it back, then do it."""
    form = page.locator(f"form[action*='{form.replace('-', '.')}']")
    form.get_by_role("button").last.click()
    form.locator(".sheet button").first.click()
    expect(form).to_have_count(0)
