"""Words are never lost: signed out, without a connection, or with an old page while somebody writes."""

import json
import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]
WORDS = "Half of the spring flow is ours."


@pytest.fixture
def at_delegation(host, someone):
    """Lena's browser in her delegation's room."""
    seat = host.seat("head", "north")
    page = someone()
    page.goto(seat["sign_in"])
    page.goto(host.page(f"rooms/{host.room(seat, 'delegation')['id']}/"))
    return page, seat


def send(page):
    page.click("form.composer button.primary")


def said(host, seat, words, kind="delegation"):
    """How often it stands in the record."""
    entries = host.get(seat, f"/books/{host.room(seat, kind)['book']}/entries")
    return json.dumps(entries).count(f'"text": "{words}"')


def draft(page):
    return page.evaluate(
        "Object.entries(localStorage).filter(([key]) => key.startsWith('draft:')).map(([, v]) => v).join()"
    )


def solemn_complaints(page):
    """What the browser itself says of answers 401, 403 and 422, and of a lost line, is no fault of the page."""
    return [c for c in page.complaints if not re.search(r"status of (401|403|422)|ERR_|Failed to fetch|sse", c)]


def test_signed_out_while_typing(host, at_delegation):
    page, seat = at_delegation
    page.fill("#words", WORDS)
    page.context.clear_cookies(name="goodoffices-session")
    send(page)
    expect(page.locator("form.composer .problem")).to_contain_text("You have been signed out")
    expect(page.locator("form.composer .problem a")).to_have_text("Sign in and come back to this page")
    expect(page.locator("#words")).to_have_value(WORDS)
    expect(page.locator(".connection")).to_contain_text("You have been signed out")
    expect(page.locator(".connection a:visible")).to_have_text("Take your seat again")
    assert page.get_by_role("textbox", name="Password").count() == 0
    assert WORDS in draft(page)
    assert said(host, seat, WORDS) == 0

    address = page.url
    page.goto(seat["sign_in"])  # in a demonstration one signs in by taking the seat
    page.goto(address)
    expect(page.locator("#words")).to_have_value(WORDS)
    expect(page.locator("[data-draft-hint]")).to_be_visible()
    send(page)
    expect(page.locator(".statement", has_text=WORDS)).to_have_count(1)
    expect(page.locator("#words")).to_have_value("")
    assert draft(page) == "" and said(host, seat, WORDS) == 1
    assert solemn_complaints(page) == []


def test_without_a_connection_while_typing(host, at_delegation):
    page, seat = at_delegation
    words = WORDS + " Offline."
    page.fill("#words", words)
    page.context.set_offline(True)
    send(page)
    notice = page.locator("form.composer .not-sent")
    expect(notice).to_contain_text("Not sent: there is no connection.")
    expect(page.locator("#words")).to_have_value(words)
    expect(page.locator("#words")).to_be_editable()
    expect(page.locator(".connection")).to_contain_text("Not sent: something you wrote is still on this page.")
    assert words in draft(page)
    notice.get_by_role("button", name="Send again").click()  # still no connection
    expect(notice).to_have_count(1)
    assert said(host, seat, words) == 0

    page.context.set_offline(False)
    expect(page.locator(".connection")).to_contain_text("The connection is back.")
    expect(notice).to_contain_text("Not sent yet.")
    assert said(host, seat, words) == 0  # it offers, and sends nothing by itself
    page.get_by_role("button", name="Send it now").click()
    expect(page.locator(".statement", has_text=words)).to_have_count(1)
    expect(notice).to_have_count(0)
    expect(page.locator(".connection [data-when-sending]:visible")).to_have_count(0)
    assert draft(page) == "" and said(host, seat, words) == 1


def test_what_arrived_although_no_answer_came_is_recorded_once(host, at_delegation):
    """The answer is lost on its way back; the reader reloads, and sends the words that are still there."""
    page, seat = at_delegation
    words = WORDS + " Once."
    page.fill("#words", words)

    def lose_the_answer(route):
        route.fetch()
        route.abort("connectionreset")

    page.route("**/acts/consultation.make_statement", lose_the_answer, times=1)
    send(page)
    expect(page.locator("form.composer .not-sent")).to_contain_text("Not sent")
    page.reload()
    expect(page.locator("#words")).to_have_value(words)
    send(page)
    expect(page.locator("#words")).to_have_value("")
    assert said(host, seat, words) == 1


def test_an_old_token_is_renewed_and_sent_once_more(host, at_delegation):
    page, seat = at_delegation
    words = WORDS + " Old page."
    page.evaluate(
        """() => { for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = "x".repeat(64);
        document.body.setAttribute("hx-headers:inherited", '{"X-CSRFToken": "' + "x".repeat(64) + '"}'); }"""
    )
    sent = []
    page.on("request", lambda r: sent.append(r.post_data) if r.url.endswith("make_statement") else None)
    page.fill("#words", words)
    send(page)
    expect(page.locator(".statement", has_text=words)).to_have_count(1)
    expect(page.locator("#words")).to_have_value("")
    assert len(sent) == 2 and said(host, seat, words) == 1
    keys = [re.search(r"(?:^|&)key=([^&]+)", body)[1] for body in sent]
    assert keys[0] == keys[1]
    send_again = WORDS + " And on."
    page.fill("#words", send_again)
    send(page)
    expect(page.locator(".statement", has_text=send_again)).to_have_count(1)
    assert len(sent) == 3  # the page goes on with the fresh token


def test_somebody_else_signed_in_meanwhile_and_the_words_do_not_become_theirs(host, at_delegation):
    page, seat = at_delegation
    words = WORDS + " Not his."
    page.fill("#words", words)
    other = page.context.new_page()
    other.goto(host.seat("head", "south")["sign_in"])
    send(page)
    expect(page.locator("form.composer .not-sent, form.composer .problem:not(:empty)")).to_contain_text("Not sent")
    expect(page.locator("#words")).to_have_value(words)
    assert words in draft(page)
    assert said(host, seat, words) == 0
    south = host.seat("head", "south")
    assert [said(host, south, words, kind) for kind in ("delegation", "caucus", "plenary")] == [0, 0, 0]


def test_a_gate_that_answers_every_request_with_a_page_of_its_own_is_no_host(host, at_delegation):
    page, seat = at_delegation
    words = WORDS + " Hotel."
    page.fill("#words", words)
    page.route(
        "**/acts/consultation.make_statement",
        lambda route: route.fulfill(
            status=200, content_type="text/html", body="<html><h1>Welcome to our hotel</h1></html>"
        ),
        times=1,
    )
    send(page)
    expect(page.locator("form.composer .not-sent")).to_contain_text("the host did not confirm it")
    assert page.get_by_text("Welcome to our hotel").count() == 0
    expect(page.locator("#words")).to_have_value(words)
    page.get_by_role("button", name="Send again").click()
    expect(page.locator(".statement", has_text=words)).to_have_count(1)
    assert said(host, seat, words) == 1


def test_whoever_has_gone_on_is_not_called_back_by_the_answer(host, someone):
    amara = host.seat("mediator")
    page = someone()
    page.goto(amara["sign_in"])
    page.goto(host.page("agenda/"))
    page.locator("summary", has_text="Raise an issue").click()
    page.fill("form[action$='/acts/agenda.raise_issue'] [name=title]", "Spring flow in dry years")
    answered = []

    def acted(route):
        answer = route.fetch()
        page.wait_for_timeout(300)
        answered.append(answer.headers.get("hx-redirect"))
        route.fulfill(response=answer)

    def slowly(route):
        page.wait_for_timeout(1_500)  # the answer of the form is there before
        route.continue_()

    page.route("**/acts/agenda.raise_issue", acted)
    page.route(host.page(""), slowly)
    page.locator("form[action$='/acts/agenda.raise_issue'] button.primary").first.click()
    page.locator("nav[aria-label=Process]").get_by_role("link", name="Today").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Today")
    assert len(answered) == 1 and answered[0], "the form leads to another page"
    page.wait_for_timeout(500)
    assert page.url == host.page("")
    assert page.complaints == []


def test_whoever_begins_to_write_while_a_part_is_fetched_keeps_the_words(host, someone):
    amara, lena = host.seat("mediator"), host.seat("head", "north")
    rows, columns = [{"name": "The dam"}], [{"name": "The delta"}]
    sheet = host.act(amara, "assessment.open_sheet", title="What the dam means", rows=rows, columns=columns)["id"]
    found = next(each for each in host.get(lena, "/assessment/sheets")["sheets"] if each["id"] == sheet)
    cell = found["implications"][0]["id"]
    page = someone()
    page.goto(lena["sign_in"])
    address = host.page(f"assessment/implications/{cell}/")
    page.goto(address)
    form = "form[action$='/acts/assessment.judge']"
    likely = page.locator(f"{form} [name=likelihood]").first
    if not likely.is_visible():
        page.locator("details:has(form[action$='/acts/assessment.judge']) > summary").first.click()
    held = []

    def while_it_is_fetched(route):
        answer = route.fetch()
        if not held:
            held.append(1)
            likely.check()
        route.fulfill(response=answer)

    page.route(address, while_it_is_fetched)
    host.act(amara, "assessment.describe", cell=cell, words="Less water below it.")
    page.wait_for_timeout(1_500)
    assert held
    expect(likely).to_be_checked()  # of what is ticked there is no draft
    page.evaluate(f'document.querySelector("{form}").reset()')
    likely.focus()
    likely.blur()  # nothing is written there any more: what has waited comes
    expect(page.locator("#implication")).to_contain_text("Less water below it.")
    assert page.complaints == []
