"""From a sheet of implications over a solution that it is linked to, to a run whose futures an agreed measure tips, in three browsers."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]

MEASURE = "One gauge that all read"
OURS = "Among ourselves: they will never read it."


def test_a_measure_is_weighed_agreed_on_and_tips_what_may_come(host, someone):
    amara, lena, idris = (
        _at(host, someone(**look), *seat)
        for look, seat in (
            ({}, ("mediator",)),
            ({"width": 360}, ("head", "north")),
            ({"width": 360, "language": "ar"}, ("head", "south")),
        )
    )
    issue = host.act(host.seat("mediator"), "agenda.raise_issue", title="What the gauges say")["id"]
    solution = host.act(host.seat("mediator"), "agenda.table_solution", issue=issue, title=MEASURE)["id"]

    # The mediator opens a sheet; both sides judge the same implication, North once more among itself.
    amara.get_by_role("link", name="Open a sheet").first.click()
    form = amara.locator("form[action$='assessment.open_sheet']")
    form.locator("[name=title]").fill("What one gauge would mean")
    form.locator("[name=rows-0-name]").fill(MEASURE)
    form.locator("[name=columns-0-name]").fill("The valley")
    form.get_by_role("button").last.click()
    amara.wait_for_url("**/assessment/sheets/*/")
    expect(amara.locator(".no-agreement")).to_be_visible()
    sheet = amara.url
    amara.locator(".implications tbody a").first.click()
    expect(amara.locator("h1")).to_contain_text(MEASURE)
    implication = amara.url
    for page, likelihood in ((lena, "likely"), (idris, "unlikely")):
        page.goto(implication)
        _judge(page, likelihood)
    expect(amara.locator("main")).to_contain_text("unlikely to likely")
    _judge(lena, "very_likely", room=host.room(host.seat("head", "north"), "delegation")["id"], reasons=OURS)
    expect(lena.locator("main")).to_contain_text(OURS)
    for page in (idris, amara):
        page.goto(implication)
        expect(page.locator("main")).not_to_contain_text(OURS)

    # It is linked to the solution, beside which it then stands, and both sides accept that.
    form = _opened(amara, "assessment.link")
    form.locator("[name=about]").select_option(solution)
    form.get_by_role("button").last.click()
    expect(amara.get_by_role("link", name=MEASURE).first).to_be_visible()
    lena.goto(host.page(f"agenda/issues/{issue}/"))
    expect(lena.locator("main")).to_contain_text("The valley")
    for head in (("head", "north"), ("head", "south")):
        host.act(host.seat(*head), "agenda.accept_solution", solution=solution)

    # What may come is drawn; North judges a section in words; the variant comes true with the solution.
    amara.goto(host.page("assessment/influences/new/"))
    form = amara.locator("form[action$='assessment.draw_influences']")
    form.locator("[name=title]").fill("The next dry year")
    for n, (name, ways) in enumerate((("Gauges", "each its own\nall read one"), ("Weirs", "shut early\nopen"))):
        form.locator(f"[name=descriptors-{n}-name]").fill(name)
        form.locator(f"[name=descriptors-{n}-variants]").fill(ways)
    form.get_by_role("button").last.click()
    amara.wait_for_url(re.compile(r"/assessment/influences/(?!new/)[^/]+/$"))
    expect(amara.locator("h1")).to_have_text("The next dry year")
    drawn = amara.url
    for source in ("What Gauges does", "What Weirs does"):
        lena.goto(drawn)
        _judge_section(lena, drawn, source)
    amara.goto(drawn)
    form = _opened(amara, "assessment.link")
    form.locator("[name=variant]").select_option(_valued(form, "variant", "all read one"))
    form.locator("[name=about]").select_option(solution)
    form.get_by_role("button").last.click()
    expect(amara.locator("main").get_by_role("link", name=MEASURE).first).to_be_visible()

    # North runs it; the mediator sees the answer come, and which agreed measure tips it.
    lena.goto(drawn)
    form = lena.locator("form[action$='assessment.run']")
    with lena.expect_response(lambda answer: answer.url.endswith("assessment.run") and answer.status in (204, 303)):
        form.get_by_role("button").last.click()
    expect(amara.locator("main")).to_contain_text("Complete")
    amara.locator("a[href*='/assessment/runs/']").first.click()
    expect(amara.locator("main")).to_contain_text("2 futures hold together")
    expect(amara.locator("main")).to_contain_text("It lasts")
    form = _opened(amara, "assessment.tip")
    held = form.locator("[name=fix]").first
    held.select_option(_valued(form, "fix", "all read one"))
    form.get_by_role("button").last.click()
    idris.goto(sheet)
    expect(idris.locator("main")).to_contain_text(MEASURE)


def _at(host, page, *seat):
    page.goto(host.seat(*seat)["sign_in"])
    page.goto(host.page("assessment/"))
    return page


def _opened(page, kind):
    """The form of this kind, unfolded."""
    form = page.locator(f"form[action$='{kind}']").first
    if not form.is_visible():
        page.locator(f"details:has(form[action$='{kind}']) > summary").first.click()
    expect(form).to_be_visible()
    return form


def _valued(form, name, words):
    """The value of the option with these words."""
    return form.locator(f"[name={name}] option", has_text=words).first.get_attribute("value")


def _judge(page, likelihood, room="", reasons=""):
    form = _opened(page, "assessment.judge")
    if room:
        form.locator("[name=book]").select_option(room)
    form.locator(f"[name=likelihood][value={likelihood}]").check()
    form.locator("[name=severity][value=moderate]").check()
    form.locator("[name=effect]").select_option("harm")
    form.locator("[name=reasons]").fill(reasons)
    with page.expect_response(lambda answer: answer.url.endswith("assessment.judge") and answer.status in (204, 303)):
        form.get_by_role("button").last.click()


def _judge_section(page, drawn, source):
    """The first way promotes the first, and the second the second."""
    page.get_by_text(source).locator("xpath=ancestor-or-self::details").get_by_role("link").first.click()
    page.wait_for_url("**/sections/**")
    form = page.locator("form[action$='assessment.judge_influences']").first
    for n, value in ((0, "2"), (3, "2")):
        form.locator(f"[name=cells-{n}-value]").select_option(value)
    with page.expect_navigation():
        form.get_by_role("button").last.click()


def test_one_answer_brings_all_of_a_diagram_and_leaves_what_its_reader_is_at(host, someone):
    mediator = host.seat("mediator")
    given = [{"name": "Rain", "variants": ["much", "little"]}, {"name": "Gate", "variants": ["open", "shut"]}]
    said = [{"source": 1, "target": 3, "value": "2"}]
    drawn = host.act(mediator, "assessment.draw_influences", title="If it rains", descriptors=given, judgements=said)[
        "id"
    ]
    page = _at(host, someone(), "head", "north")
    address = host.page(f"assessment/influences/{drawn}/")
    page.goto(address)
    asked = []
    page.on("request", lambda request: request.url == address and asked.append(request))
    fold, before = page.locator("#sections ~ .section-lists summary").first, page.locator("#shared-deeds details").first
    fold.click()
    page.locator("[name=near]").fill("3")
    before.locator("summary").first.click()
    expect(before.locator("summary").first).to_be_focused()
    page.evaluate("for (const id of ['influences', 'shared-deeds']) document.getElementById(id).dataset.before = ''")
    for title in ("Floods", "Droughts"):
        host.act(mediator, "agenda.raise_issue", title=title)
        for part in ("#influences", "#shared-deeds"):
            expect(page.locator(part)).to_have_count(1)
        expect(page.locator("#influences[data-before], #shared-deeds[data-before]")).to_have_count(0)
        page.wait_for_timeout(200)  # settled, and nothing further is fetched
        expect(before.locator("summary").first).to_be_focused()
        expect(before).to_have_attribute("open", "")
        expect(fold.locator("..")).not_to_have_attribute("open", "")
        expect(page.locator("[name=near]")).to_have_value("3")
    page.wait_for_timeout(800)
    assert len(asked) == 2, "one answer for each act"
    assert not page.complaints
