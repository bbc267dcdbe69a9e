"""The mediator has a quiet word with one head of each side: they talk, nobody else's pages change, and it is closed."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]

# Pages of somebody who is not in the sidebar.
ELSEWHERE = ("", "seats/", "ground-rules/", "about/", "briefing/brief/")


def test_a_quiet_word_of_which_nobody_else_learns(host, someone):
    seats = {"amara": host.seat("mediator"), "lena": host.seat("head", "north"), "idris": host.seat("head", "south")}
    pages = {name: someone(width=360 if name == "lena" else 1280) for name in seats}
    for name, page in pages.items():
        page.goto(seats[name]["sign_in"])
    amara, lena, idris = pages["amara"], pages["lena"], pages["idris"]
    for page in (lena, idris):
        page.goto(host.page(""))

    # She opens one with Lena alone, and Idris's pages stay as they were.
    before = _told(host, idris)
    amara.goto(host.page("seats/"))
    amara.get_by_text("Open a sidebar").click()
    form = amara.locator("form", has_text="Who will be in it, beside you")
    form.get_by_label("Head of delegation, North").check()
    form.get_by_label("Its name").fill("On the dam")
    form.get_by_label("What it is for").fill("Whether forty days could work, between us.")
    form.get_by_role("button", name="Open the sidebar").click()
    amara.get_by_role("link", name="On the dam").first.click()
    expect(amara.get_by_text("Whether forty days could work, between us.")).to_be_visible()
    expect(amara.locator("form.composer .audience")).to_contain_text("Only the members of this sidebar")
    expect(amara.locator("form.composer .audience")).to_contain_text("Head of delegation, North")
    room = amara.url
    amara.fill("#words", "Could you live with forty?")
    amara.click("form.composer button.primary")
    expect(amara.locator(".statement")).to_contain_text("Could you live with forty?")
    assert _told(host, idris) == before
    assert idris.goto(room).status == 404

    # Lena finds it in her rail, on a telephone, and answers; both see it live.
    lena.goto(host.page(""))
    lena.get_by_text("Rooms and papers").first.click()
    lena.get_by_role("link", name="On the dam").first.click()
    expect(lena.locator(".statement")).to_contain_text("Could you live with forty?")
    lena.fill("#words", "If he could.")
    lena.click("form.composer button.primary")
    expect(amara.locator(".statement").last).to_contain_text("If he could.")
    assert lena.evaluate("document.documentElement.scrollWidth") <= 360

    # Idris is added: he reads from then on, and not what was said before.
    amara.get_by_text("Add or remove members").click()
    amara.get_by_role("group", name="Add").get_by_label("Head of delegation, South").check()
    amara.get_by_role("button", name="Record the change").click()
    expect(amara.locator("form.composer .audience")).to_contain_text("Head of delegation, South")
    assert idris.goto(room).status == 200
    expect(idris.get_by_text("Could you live with forty?")).to_have_count(0)
    lena.reload()
    idris.fill("#words", "He could.")
    idris.click("form.composer button.primary")
    expect(lena.locator(".statement").last).to_contain_text("He could.")

    # They met at lunch, which goes on record; then she closes it.
    amara.get_by_role("link", name="Meetings", exact=True).click()
    amara.get_by_text("Put a meeting on record").first.click()
    held = amara.locator("form", has_text="How it was held")
    held.get_by_label("Began").fill("2025-03-01T12:00")
    held.get_by_label("Ended").fill("2025-03-01T13:10")
    held.get_by_role("button", name="Put on record").click()
    expect(amara.locator(".meeting")).to_contain_text("In person")
    amara.goto(room)
    amara.get_by_text("Close this sidebar").click()
    amara.locator("form[action$='close_sidebar']").get_by_role("button", name="Read it back…").click()
    amara.get_by_role("button", name="Yes, close the sidebar").click()
    expect(amara.get_by_text("This sidebar is closed.").first).to_be_visible()
    lena.reload()
    expect(lena.get_by_text("This sidebar is closed.").first).to_be_visible()
    expect(lena.locator("#words")).to_have_count(0)
    assert lena.evaluate("document.documentElement.scrollWidth") <= 360
    assert [[c for c in page.complaints if "404" not in c] for page in pages.values()] == [[], [], []]


def _told(host, page) -> list[str]:
    """What these pages say to whoever is signed in there. Who is here just now is another matter: people come and go."""
    found = []
    for address in ELSEWHERE:
        page.goto(host.page(address))
        page.evaluate("for (const word of document.querySelectorAll('.presence')) word.style.display = 'none'")
        found.append(page.locator("body").inner_text())
    return found
