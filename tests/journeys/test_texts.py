"""A text from its first paste to agreement: read, corrected, tabled, worded by two sides at once, agreed while all look on."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]

WORDS = """Article 1

1. Each side [shall][should] give notice of a release.

2. Notice is given ten days before water is held back.
"""


def test_two_sides_word_one_article_and_agree_to_it(host, someone):
    lena, idris, amara = host.seat("head", "north"), host.seat("head", "south"), host.seat("mediator")
    hers, his, room = someone(), someone(width=360, language="ar", dark=True), someone()
    for page, way in ((hers, lena["sign_in"]), (his, idris["sign_in"]), (room, amara["sign_in"])):
        page.goto(way)

    # North's head pastes a text, sees how it is read, and puts it before the plenary.
    hers.goto(host.page("text/new/"))
    hers.get_by_label("Title").fill("On notice")
    hers.get_by_label("Or its words").fill(WORDS)
    hers.get_by_role("button", name="Show how it is read").click()
    expect(hers.locator(".as-read tbody tr")).to_have_count(3)
    hers.get_by_role("button", name="Put this text before the room").click()
    hers.get_by_role("link", name="On notice").click()
    address = hers.url
    for page in (his, room):
        page.goto(address)
        expect(page.locator(".provision")).to_have_count(3)

    # Both open the same paragraph. South is faster; North is shown both wordings, and hers is kept.
    second = hers.locator(".provision").nth(2).locator(".place a").get_attribute("href")
    for page in (hers, his):
        page.goto(f"{host.url}{second}")
        page.locator("details:has(form[action$='text.propose']) > summary").first.click()
    words = hers.locator("form[action$='text.propose'] textarea[name=words]")
    words.fill("2. Notice is given nine days before water is held back.")
    his.locator("form[action$='text.propose'] textarea[name=words]").fill(
        "2. Notice is given thirty days before water is held back."
    )
    his.locator("form[action$='text.propose'] button.primary").click()
    expect(his.locator(".words.large")).to_contain_text("[ten][thirty]")
    hers.locator("form[action$='text.propose'] button.primary").click()
    expect(hers.locator("form[action$='text.propose'] .problem")).to_contain_text("[ten][thirty]")
    expect(words).to_have_value("2. Notice is given nine days before water is held back.")
    # She has seen it now: sent once more, hers stands beside both.
    hers.locator("form[action$='text.propose'] button.primary").click()
    expect(hers.locator(".words.large")).to_contain_text("[ten][thirty][nine]")

    # The document of those who look on has it already, with South's letter; nobody reloads.
    provision = room.locator(".provision").nth(2)
    expect(provision).to_contain_text("[ten][thirty][nine]")
    expect(provision.locator(".stance[data-stance=proposed] .mark")).to_have_text(["S", "N"])
    assert his.evaluate("document.documentElement.scrollWidth <= innerWidth")

    # Both heads agree to “thirty”; with the second the brackets fall on every page.
    draft = address.rstrip("/").rsplit("/", 1)[1]
    found = host.get(lena, f"/drafts/{draft}")["provisions"][2]
    thirty = next(each["id"] for each in found["alternatives"] if each["words"] == "thirty")
    for head in (lena, idris):
        host.act(head, "text.agree", provision=found["id"], target=thirty)
    expect(provision).to_contain_text("2. Notice is given thirty days before water is held back.")
    for head in (lena, idris):
        host.act(head, "text.agree", provision=found["id"], ad_ref=True)
    expect(provision.locator(".status")).to_have_text("Agreed ad referendum")


def one_choice(host, someone):
    """North's page, South's head, and a text of one provision with two wordings: its id, the provision, both wordings' ids."""
    lena, idris, amara = host.seat("head", "north"), host.seat("head", "south"), host.seat("mediator")
    page = someone()
    page.goto(lena["sign_in"])
    draft = host.act(amara, "text.table_draft", title="One choice", text="1. Each side [shall][should] report.")["id"]
    found = host.get(lena, f"/drafts/{draft}")["provisions"][0]
    shall, should = (each["id"] for each in found["alternatives"])
    return page, idris, draft, found, shall, should


def test_what_happens_while_a_page_fetches_itself_is_shown_without_another_change(host, someone):
    page, idris, _draft, found, shall, should = one_choice(host, someone)
    address = host.page(f"text/provisions/{found['id']}/")
    page.goto(address)
    expect(page.locator("article.choice")).to_have_count(2)
    slow = []

    def held_up(route):
        """The first answer is made at once, and comes only when the second change is on record."""
        answer = route.fetch()
        if not slow:
            slow.append(1)
            host.act(idris, "text.oppose", target=should)
            page.wait_for_timeout(1500)
        route.fulfill(response=answer)

    page.route(address, held_up)
    host.act(idris, "text.support", target=shall)
    expect(page.locator("[data-stance=supported]")).to_have_count(1)
    expect(page.locator("[data-stance=opposed]")).to_have_count(1)


def test_a_provision_that_changes_while_it_is_fetched_shows_the_latest(host, someone):
    page, idris, draft, found, shall, should = one_choice(host, someone)
    page.goto(host.page(f"text/{draft}/"))
    expect(page.locator(".provision")).to_have_count(1)
    held = []

    def crossed(route):
        """The first answer comes once the second change has asked, and the second answer after it."""
        answer = route.fetch()
        held.append((route, answer))
        if len(held) == 1:
            host.act(idris, "text.oppose", target=should)
        elif len(held) == 2:
            held[0][0].fulfill(response=held[0][1])
            page.wait_for_timeout(500)
            route.fulfill(response=answer)
        else:
            route.fulfill(response=answer)

    page.route(f"**/{found['id']}/part*", crossed)
    host.act(idris, "text.support", target=shall)
    expect(page.locator(".provision [data-stance=supported]")).to_have_count(1)
    expect(page.locator(".provision [data-stance=opposed]")).to_have_count(1)
