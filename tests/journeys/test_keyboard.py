"""Nothing but a keyboard: to a room, to an entry, writing, sending, back to what is unread; and a rail that keeps its shape."""

import pytest
from playwright.sync_api import expect

from tests.journeys.looking import AXE, RULES, does_not_fit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]


@pytest.fixture
def lena(host, someone):
    page = someone()
    page.goto(host.seat("head", "north")["sign_in"])
    page.goto(host.page("agenda/"))
    return page


def plenary_of(host):
    seat = host.seat("head", "north")
    return host.page(f"rooms/{host.room(seat, 'plenary')['id']}/")


def said_by_idris(host, words, **more):
    seat = host.seat("head", "south")
    return host.act(seat, "consultation.make_statement", room=host.room(seat, "plenary")["id"], text=words, **more)


def test_to_a_room_and_back_without_a_mouse(host, lena):
    lena.keyboard.press("Control+k")
    field = lena.get_by_role("combobox", name="Go to")
    expect(field).to_be_focused()
    expect(lena.locator("#palette").get_by_role("option", name="Plenary")).to_be_visible()
    lena.keyboard.type("caucus")
    active = lena.locator("#palette [aria-selected=true]")
    expect(active).to_contain_text("North caucus")
    assert field.get_attribute("aria-activedescendant") == active.get_attribute("id")
    lena.keyboard.press("Enter")
    expect(lena.locator("h1")).to_contain_text("North caucus")

    lena.keyboard.press("/")
    expect(lena.locator("#palette").get_by_role("option", name="Agenda")).to_be_visible()
    first = lena.locator("#palette [aria-selected=true]").get_attribute("id")
    lena.keyboard.press("ArrowDown")
    second = lena.locator("#palette [aria-selected=true]").get_attribute("id")
    lena.keyboard.press("ArrowUp")
    assert lena.locator("#palette [aria-selected=true]").get_attribute("id") == first != second
    lena.keyboard.press("ArrowUp")
    expect(lena.locator("#palette [role=option]").last).to_have_attribute("aria-selected", "true")
    lena.keyboard.press("Escape")
    expect(field).to_be_hidden()
    assert lena.complaints == []


def test_a_citation_is_opened_as_it_is_typed_and_what_is_not_there_is_said(host, lena):
    entry = said_by_idris(host, "Cited as it is typed.")
    lena.keyboard.press("/")
    lena.keyboard.type("Plenary 99999")
    expect(lena.locator("#palette [role=status]")).to_have_text("Nothing here.")
    lena.keyboard.press("Enter")
    expect(lena.locator("#palette")).to_be_visible()
    lena.locator("#palette-words").fill("")
    lena.keyboard.type(f"plenary {entry['number']}")
    lena.keyboard.press("Enter")  # before the answer has come
    lena.wait_for_url(f"**/#statement-{entry['id']}")
    expect(lena.locator(f"#statement-{entry['id']}")).to_be_in_viewport()
    assert lena.complaints == []


def test_write_send_and_return_to_what_is_unread(host, lena):
    lena.goto(plenary_of(host))
    lena.keyboard.press("c")
    expect(lena.locator("#words")).to_be_focused()
    lena.keyboard.type("Cc, /u and ? are letters while one writes.")
    lena.keyboard.press("Control+Enter")
    expect(lena.locator(".statement.own", has_text="letters while one writes")).to_have_count(1)

    lena.goto(host.page("agenda/"))
    expect(lena.locator("#live")).to_have_count(1)
    said_by_idris(host, "Something to come back to.")
    expect(lena.locator(".rooms a", has_text="Plenary 1 unread")).to_be_visible()
    lena.keyboard.press("u")
    expect(lena.locator("h1")).to_contain_text("Plenary")
    lena.keyboard.press("u")
    expect(lena.locator(".statement", has_text="Something to come back to.")).to_be_focused()
    assert lena.complaints == []


def test_what_one_stands_on_keeps_the_focus_when_others_act(host, lena):
    host.act(host.seat("head", "south"), "agenda.raise_issue", title="Raised before")
    link = lena.locator("#sheet a", has_text="Raised before").first
    link.focus()
    host.act(host.seat("head", "south"), "agenda.raise_issue", title="Raised meanwhile")
    expect(lena.locator("#sheet", has_text="Raised meanwhile")).to_be_visible()
    expect(link).to_be_focused()
    assert lena.complaints == []


def test_single_keys_are_switched_off_and_on_again(lena):
    lena.keyboard.press("?")
    dialog = lena.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Single keys work in this browser").press("Space")
    lena.keyboard.press("Escape")
    lena.reload()
    lena.keyboard.press("/")
    lena.keyboard.press("?")
    expect(lena.locator("dialog[open]")).to_have_count(0)

    lena.keyboard.press("Control+k")
    lena.get_by_role("button", name="Keyboard shortcuts").press("Enter")
    expect(dialog.get_by_label("Single keys work in this browser")).not_to_be_checked()
    dialog.get_by_label("Single keys work in this browser").press("Space")
    lena.keyboard.press("Escape")
    lena.keyboard.press("/")
    expect(lena.locator("dialog#palette")).to_be_visible()


def test_a_key_right_behind_the_closing_of_a_dialog_counts(lena):
    lena.keyboard.press("Control+k")
    expect(lena.get_by_role("combobox", name="Go to")).to_be_focused()
    closed_and_pressed = """() => {
        document.querySelector("dialog#palette").close();
        const field = document.querySelector("#palette-words");
        field.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true, cancelable: true }));
    }"""
    lena.evaluate(closed_and_pressed)
    expect(lena.locator("dialog#shortcuts")).to_be_visible()


@pytest.mark.parametrize("guise", [(1280, "en", False), (360, "ar", True), (360, "en", False)], ids=str)
def test_what_opens_is_for_everyone(host, someone, guise):
    width, language, dark = guise
    page = someone(width=width, language=language, dark=dark)
    page.goto(host.seat("head", "north")["sign_in"])
    page.goto(host.page("agenda/"))
    page.evaluate(AXE)
    page.keyboard.press("Control+k")
    expect(page.locator("#palette [role=option]").first).to_be_visible()
    assert [*page.evaluate(RULES), *does_not_fit(page)] == []
    page.keyboard.type("plenary 1")
    expect(page.locator("#palette [data-found] [aria-selected=true]")).to_be_visible()
    assert [*page.evaluate(RULES), *does_not_fit(page)] == []
    page.keyboard.press("Escape")
    expect(page.locator("dialog#palette")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.locator("dialog#shortcuts")).to_be_visible()
    assert [*page.evaluate(RULES), *does_not_fit(page)] == []


def test_without_scripts_the_button_is_a_link_to_the_same_list(host, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(host.seat("head", "north")["sign_in"])
    page.goto(host.page("agenda/"))
    page.get_by_role("link", name="Go to…").click()
    page.get_by_label("Name or citation").fill("ground")
    page.get_by_role("button", name="Go", exact=True).click()
    page.get_by_role("main").get_by_role("link", name="Ground rules").click()
    expect(page.locator("h1")).to_contain_text("Ground rules")
    context.close()


def test_what_was_not_turned_follows_the_page_and_what_was_turned_stays(lena):
    fold = lena.locator("#a-fold")

    def fetch(state: str) -> None:
        words = f'<details id="a-fold" {state}><summary>Which</summary>words</details>'
        lena.evaluate(
            """async (words) => {
            const moment = () => new Promise((done) => setTimeout(done, 100));
            await moment();  // what was turned has been told
            document.getElementById("a-fold")?.remove();
            document.querySelector("main").insertAdjacentHTML("beforeend", words);
            await moment();
            }""",
            words,
        )

    for state in ("open", "", "open", ""):
        fetch(state)
        assert fold.evaluate("f => f.open") is bool(state)
    fold.locator("summary").press("Enter")
    fetch("")
    assert fold.evaluate("f => f.open")
    fold.locator("summary").press("Enter")
    fetch("open")
    assert not fold.evaluate("f => f.open")


# ---- The rail


def test_a_group_stays_as_it_was_left_and_the_present_one_is_open(host, lena):
    papers, setup = (lena.locator(f"[data-rail-group={key}]") for key in ("papers", "setup"))
    expect(papers).to_have_attribute("open", "")
    setup.locator("summary").press("Enter")
    papers.locator("summary").press("Enter")
    lena.goto(host.page("briefing/desk/"))
    expect(setup.get_by_role("link", name="Seats")).to_be_visible()
    expect(papers.get_by_role("link", name="Agenda")).to_be_hidden()
    lena.goto(host.page("agenda/"))
    expect(papers.get_by_role("link", name="Agenda")).to_be_visible()


def test_what_waits_and_what_is_unread_shows_on_the_menu_button_as_it_comes(host, someone):
    page = someone(width=360)
    page.goto(host.seat("head", "north")["sign_in"])
    page.goto(host.page("ground-rules/"))
    button = page.locator(".rail > summary")
    waits = button.locator("[data-waiting]")
    before = int(waits.locator("[data-count]").text_content())
    unread = int(button.locator("[data-unread-in-all] [data-count]").text_content())
    said_by_idris(host, "How much snow fell?", speech_act="question")
    expect(waits.locator("[data-count]")).to_have_text(str(before + 1))
    expect(button.locator("[data-unread-in-all] [data-count]")).to_have_text(str(unread + 1))
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(button).to_be_in_viewport()
    button.click()
    page.locator("[data-rail-group=table] > summary").click()
    expect(page.locator("[data-rail-group=table] > summary [data-waiting]")).to_be_visible()
    page.locator("[data-rail-group=setup]").get_by_role("link", name="Seats").click()
    expect(page.locator("h1")).to_contain_text("Seats")
    assert page.complaints == []
