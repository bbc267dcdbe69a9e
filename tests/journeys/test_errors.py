"""What is wrong stands at its field and above; what was written stays; a no is said in words; who listens reads why."""

import re

import pytest
from playwright.sync_api import expect

from tests.serving import Host

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]
HIDDEN = "A hidden \u202e turn"


@pytest.fixture
def at(host, someone):
    """Somebody's browser, with her seat taken, on a page."""

    def opened(seat, path="", **guise):
        page = someone(**guise)
        page.goto(seat["sign_in"] if "sign_in" in seat else host.url + host.way_in(seat["id"]))
        page.goto(host.page(path))
        return page

    return opened


def test_an_error_stands_at_its_field_and_above_it(host, at):
    seat = host.seat("head", "north")
    page = at(seat, f"rooms/{host.room(seat, 'delegation')['id']}/")
    page.fill("#words", HIDDEN)
    page.select_option("form.composer [name=speech_act]", "question")
    page.click("form.composer button.primary")
    summary = page.locator("form.composer .error-summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_contain_text("hidden character")
    expect(page.locator("#words")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#words")).to_have_accessible_description(re.compile("hidden character"))
    summary.get_by_role("link").click()
    expect(page.locator("#words")).to_be_focused()
    expect(page.locator("#words")).to_have_value(HIDDEN)
    expect(page.locator("form.composer [name=speech_act]")).to_have_value("question")

    page.fill("#words", "A plain turn")
    page.click("form.composer button.primary")
    expect(page.locator(".statement", has_text="A plain turn")).to_have_count(1)
    expect(page.locator("form.composer .field-error, form.composer .error-summary")).to_have_count(0)
    assert page.locator("#words").get_attribute("aria-invalid") is None


def test_without_scripts_the_words_and_choices_come_back_to_be_changed(host, chromium):
    seat = host.seat("head", "north")
    context = chromium.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(seat["sign_in"])
        page.goto(host.page(f"rooms/{host.room(seat, 'delegation')['id']}/"))
        page.fill("#words", HIDDEN)
        page.select_option("form.composer [name=speech_act]", "question")
        page.click("form.composer button.primary")
        expect(page.locator("#f-text")).to_have_value(HIDDEN)
        expect(page.locator("#f-speech_act")).to_have_value("question")
        expect(page.locator("#f-text")).to_have_attribute("aria-invalid", "true")
        expect(page.locator("#f-text-error")).to_contain_text("hidden character")
        page.locator(".error-summary a").click()
        assert page.url.endswith("#f-text")
        page.fill("#f-text", "Without scripts.")
        page.get_by_role("button", name="Send again").click()
        page.goto(host.page(f"rooms/{host.room(seat, 'delegation')['id']}/"))
        expect(page.locator(".statement", has_text="Without scripts.")).to_have_count(1)
    finally:
        context.close()


def test_a_head_says_no_to_ground_rules_and_what_it_would_have(host, at):
    amara, lena = host.seat("mediator"), host.seat("head", "north")
    host.act(amara, "process.propose_ground_rules", text="Everything is public.", observers=True)
    page = at(lena, "ground-rules/", width=360)
    fold = page.locator("details", has_text="Decline, or propose something else").first
    fold.locator("summary").first.click()
    fold.get_by_label("Why not").fill("It is too open.")
    fold.get_by_label("What you propose instead").fill("Closed rooms, as before.")
    fold.get_by_role("button", name="Decline for our party").click()
    expect(page.locator(".declined")).to_contain_text("It is too open.")
    expect(page.locator(".declined")).to_contain_text("Closed rooms, as before.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    desk = at(amara, "briefing/desk/")
    expect(desk.locator("#today")).to_contain_text("North declined the ground rules and proposes something else.")


def test_an_observer_reads_why_there_is_no_composer(host, at):
    amara, lena, idris = host.seat("mediator"), host.seat("head", "north"), host.seat("head", "south")
    found = host.act(amara, "process.propose_ground_rules", text="With observers.", observers=True)
    for head in (lena, idris):
        host.act(head, "process.accept_ground_rules", rules=found["id"])
    observer = host.act(amara, "process.admit_seat", role="observer", name="Observer of the lake")
    page = at(observer, f"rooms/{host.room(amara, 'plenary')['id']}/")
    expect(page.locator(".notice.instead")).to_contain_text("You are an observer: you read what is said here")
    assert page.locator("form.composer").count() == 0


def test_the_founder_s_browser_knows_the_zone_and_the_link_is_copied_where_there_is_no_mail(
    tmp_path, folders, chromium
):
    host = Host(folders.started(tmp_path / "data"), "--port", "0", command="serve")
    context = chromium.new_context(timezone_id="Asia/Amman")
    try:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=host.url)
        page = context.new_page()
        page.goto(host.told["administrator"])
        page.get_by_role("button", name="Create an account with a password").click()
        for name, value in (("name", "Amara"), ("email", "amara@example.org")):
            page.fill(f"[name={name}]", value)
        for name in ("password1", "password2"):
            page.fill(f"[name={name}]", "a quiet river 7")
        page.get_by_role("button", name="Create the account").click()
        page.get_by_role("button", name="Become administrator").click()
        page.get_by_role("link", name="Found a process").click()
        expect(page.locator("[name=zone]")).to_have_value("Asia/Amman")
        expect(page.locator(".no-mail")).to_contain_text("Mail is not set up on this host.")
        page.get_by_label("Title", exact=True).fill(HIDDEN)
        page.locator("[name=place]").fill("Amman")
        page.get_by_role("button", name="Found the process").click()
        expect(page.locator(".error-summary")).to_be_focused()
        expect(page.locator("#f-title")).to_have_attribute("aria-invalid", "true")
        expect(page.locator("[name=place]")).to_have_value("Amman")
        expect(page.locator("[name=zone]")).to_have_value("Asia/Amman")

        page.get_by_label("Title", exact=True).fill("Talks on the Lake")
        page.get_by_role("button", name="Found the process").click()
        expect(page.locator(".no-mail")).to_be_visible()
        page.get_by_role("button", name="Copy link").click()
        expect(page.locator("[data-copied]")).to_have_text("Copied.")
        assert page.evaluate("navigator.clipboard.readText()") == page.locator("#link").text_content().strip()
    finally:
        context.close()
        host.stop()
