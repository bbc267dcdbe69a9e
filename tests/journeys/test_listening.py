"""A grievance in the plenary is heard before it is answered; a caucus; what was released there travels; a solution."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]


@pytest.fixture
def three(host, someone):
    seats = {
        "amara": host.seat("mediator"),
        "lena": host.seat("head", "north"),
        "idris": host.seat("head", "south"),
    }
    pages = {}
    for name, seat in seats.items():
        pages[name] = someone(width=390 if name == "idris" else 1280)
        pages[name].goto(seat["sign_in"])
    return pages, seats


def say(page, words):
    page.fill("#words", words)
    page.click("form.composer button.primary")
    expect(page.locator("#words")).to_have_value("")


def unfold(page, summary):
    page.locator("details.deed summary", has_text=summary).first.click()


def test_from_a_grievance_to_a_solution(host, three):
    pages, seats = three
    amara, lena, idris = pages["amara"], pages["lena"], pages["idris"]
    plenary = host.page(f"rooms/{host.room(seats['lena'], 'plenary')['id']}/")
    for page in pages.values():
        page.goto(plenary)

    # The grievance, and what South heard of it: not all.
    say(lena, "Last June you held the water back, and nobody warned us before the 10th.")
    said = idris.locator(".statement", has_text="nobody warned us")
    expect(said).to_have_count(1)
    said.locator("a.cite").first.click()
    unfold(idris, "Say it back in your own words")
    idris.fill("textarea[name=text]", "You say we held water back in June.")
    idris.get_by_role("button", name="Say it back").click()

    expect(lena.locator(".loop[data-state=restated]", has_text="held water back in June")).to_have_count(1)
    lena.locator(".statement", has_text="nobody warned us").locator("a.cite").first.click()
    expect(lena.locator(".checklist")).to_contain_text("Operative words")
    unfold(lena, "Not quite")
    lena.fill("textarea[name=missing]", "That nobody warned us before the 10th.")
    lena.get_by_role("button", name="Send it back").click()
    for reader in (amara, lena):  # her own page has come back, too, before she reloads it
        expect(reader.locator(".loop[data-state=corrected]")).to_have_count(1)

    # Again, and now it is confirmed: which is not agreement.
    unfold(idris, "Say it back in your own words")
    idris.fill("textarea[name=text]", "You say we held water back in June and did not warn you before the 10th.")
    idris.get_by_role("button", name="Say it back").click()
    expect(lena.locator(".loop[data-state=restated]")).to_have_count(1)
    lena.reload()
    lena.get_by_role("button", name="This is not agreement").click()
    expect(amara.locator(".loop[data-state=confirmed]")).to_have_count(1)

    # The caucus: released as a gist, conveyed, and nothing else of it reaches the other side.
    caucus = host.page(f"rooms/{host.room(seats['idris'], 'caucus')['id']}/")
    idris.goto(caucus)
    say(idris, "Between us: three weeks of warning would cost us nothing.")
    theirs = host.page(f"rooms/{host.room(seats['lena'], 'caucus')['id']}/")
    lena.goto(theirs)
    idris.locator(".statement", has_text="cost us nothing").locator("a.cite").first.click()
    unfold(idris, "Release it")
    idris.fill("textarea[name=text]", "South could warn earlier.")
    idris.get_by_role("button", name="Read it back…").first.click()
    idris.get_by_role("button", name="Yes, release it").click()
    expect(idris.locator(".release[data-state=released]")).to_have_count(1)

    amara.goto(host.page("shuttle/"))
    amara.get_by_role("button", name="Convey it to North").click()
    expect(amara.locator(".read-back")).to_contain_text("What was said cannot be unsaid.")
    amara.get_by_role("button", name="Yes, convey it").click()
    expect(lena.locator(".statement", has_text="South could warn earlier.")).to_contain_text("conveyed for South")
    assert "cost us nothing" not in lena.content()
    expect(idris.locator(".release[data-state=conveyed]")).to_have_count(1)

    # What came of it: a solution before everyone.
    issue = host.act(seats["amara"], "agenda.raise_issue", title="Warning before water is held back")["id"]
    host.act(seats["lena"], "agenda.table_solution", issue=issue, title="Three weeks of warning")
    idris.goto(host.page(f"agenda/issues/{issue}/"))
    expect(idris.locator(".solution", has_text="Three weeks of warning")).to_be_visible()
    assert [page.complaints for page in pages.values()] == [[], [], []]
