"""A commitment in three browsers: from an agreed solution over report, evidence and finding to a dispute that is closed."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]

WHAT = "Publish the gauge readings every day."


def test_an_agreed_solution_is_owed_reported_found_disputed_and_closed(host, someone):
    amara, lena, idris = (
        _at(host, someone(**look), *seat)
        for look, seat in (
            ({}, ("mediator",)),
            ({"width": 360}, ("head", "north")),
            ({"width": 360, "language": "ar"}, ("head", "south")),
        )
    )
    issue, solution = _agreed(host)

    # Out of what was agreed the mediator makes a commitment; North, which owes it, accepts.
    amara.goto(host.page(f"agenda/issues/{issue}/"))
    form = _opened(amara.locator(f"#solution-{solution}"), "followup.propose_commitment")
    form.locator("[name=who][value=north]").check()
    form.locator("[name=to][value=south]").check()
    form.locator("[name=what]").fill(WHAT)
    form.locator("[name=due-kind]").select_option("on")
    form.locator("[name=due-on]").fill("2031-05-01")
    form.locator("[name=verifier]").select_option("third_party")
    form.get_by_role("button").last.click()
    amara.get_by_role("link", name="Commitment", exact=True).click()
    expect(amara.locator("h1")).to_have_text(WHAT)
    there = amara.url
    lena.goto(there)
    _solemnly(lena, "followup.accept_commitment")
    expect(amara.locator("#commitment [data-status=not_yet_due]")).to_be_visible()

    # North attaches evidence and reports it done; the mediator finds otherwise. Both stand side by side.
    _attach(lena, "Readings of May")
    lena.goto(there)
    form = _opened(lena, "followup.report")
    form.locator("[name=progress]").select_option("done")
    form.locator("[name=words]").fill("Published since May.")
    form.get_by_label("Readings of May").check()
    form.get_by_role("button").last.click()
    expect(amara.locator("#commitment [data-status=reported_done]")).to_be_visible()
    expect(amara.locator(".story")).to_contain_text("Readings of May")
    form = _opened(amara, "followup.verify")
    form.locator("[name=finding]").select_option("partly")
    form.locator("[name=method_used]").fill("Read on three days")
    form.get_by_role("button").last.click()
    form.locator(".sheet button").first.click()
    idris.goto(there)
    expect(idris.locator("#commitment [data-status=partly]").first).to_be_visible()
    expect(idris.locator(".story")).to_contain_text("Read on three days")

    # South alleges before the joint commission; North responds; the rapporteur finds; both close it.
    _commission(host)
    idris.goto(there)
    form = _opened(idris, "followup.allege")
    form.locator("[name=words]").fill("Nothing was published on Sundays.")
    form.get_by_role("button").last.click()
    form.locator(".sheet button").first.click()
    idris.locator("#commitment a[href*='/disputes/']").first.click()
    idris.wait_for_url("**/disputes/*/")
    dispute = idris.url
    lena.goto(dispute)
    form = _opened(lena, "followup.respond")
    form.locator("[name=words]").fill("The office is closed on Sundays.")
    form.get_by_role("button").last.click()
    expect(idris.locator("#dispute")).to_contain_text("The office is closed on Sundays.")
    amara.goto(dispute)
    form = _opened(amara, "followup.find")
    form.locator("[name=words]").fill("Sundays are missing since May.")
    form.locator("[name=finding]").select_option("partly")
    form.get_by_role("button").last.click()
    form.locator(".sheet button").first.click()
    expect(amara.locator("#dispute [data-status=found]").first).to_be_visible()
    for head in (lena, idris):
        head.goto(dispute)
        form = _opened(head, "followup.close")
        form.locator("[name=how]").select_option("as_found")
        form.get_by_role("button").last.click()
        with head.expect_response(lambda answer: "followup.close" in answer.url and answer.status == 204):
            form.locator(".sheet button").first.click()
    expect(amara.locator("#dispute [data-status=closed]").first).to_be_visible()


def _at(host, page, *seat):
    page.goto(host.seat(*seat)["sign_in"])
    page.goto(host.page("commitments/"))
    return page


def _agreed(host):
    """A solution on the agenda that both sides have accepted."""
    issue = host.act(host.seat("mediator"), "agenda.raise_issue", title="Readings of the gauges")["id"]
    solution = host.act(
        host.seat("head", "north"), "agenda.table_solution", issue=issue, title="A page that both read"
    )["id"]
    for side in ("north", "south"):
        host.act(host.seat("head", side), "agenda.accept_solution", solution=solution)
    return issue, solution


def _attach(page, title):
    page.locator("details:has(input[type=file]) summary").last.click()
    form = page.locator("form:has(input[type=file])")
    form.locator("input[type=file]").set_input_files(
        {"name": "readings.csv", "mimeType": "text/csv", "buffer": b"day,level\n1,2.4\n"}
    )
    form.locator("[name=title]").fill(title)
    form.get_by_role("button").last.click()
    expect(page.locator("h1")).to_have_text(title)


def _commission(host):
    seats = [host.seat(*who)["seat"] for who in (("mediator",), ("head", "north"), ("head", "south"))]
    more = {"members": seats, "co_chairs": seats[1:], "rapporteur": seats[0]}
    host.act(host.seat("mediator"), "process.set_up_commission", commission="journey", name="Joint commission", **more)


def _opened(page, kind):
    """The form of an act, unfolded with whatever it stands in."""
    form = page.locator(f"form[action*='{kind}']").first
    for folded in form.locator("xpath=ancestor::details").all():
        if folded.get_attribute("open") is None:
            folded.locator("> summary").click()
    return form


def _solemnly(page, kind):
    """Read it back, then do it."""
    form = page.locator(f"form[action*='{kind}']")
    form.get_by_role("button").last.click()
    form.locator(".sheet button").first.click()
    expect(form).to_have_count(0)
