"""From founding to an open first round by the steps on the page of today, with every page as it was opened."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.counting import Count, documented
from tests.journeys.test_documented import enter, of, press, say
from tests.serving import Host

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("documented")]


def step(page, called):
    return page.locator(".setup li", has=page.locator("b", has_text=re.compile(f"^{called}$")))


def stands(page, called, state):
    expect(step(page, called).locator(".step-state")).to_have_text(state)


def follow(page, words):
    """A step's link leads to the form that it names, unfolded and in hand."""
    page.locator(".setup").get_by_role("link", name=words).click()


def to_today(page):
    page.locator("nav[aria-label=Process]").get_by_role("link", name="Today").click()


def test_a_founder_is_led_to_the_first_round(tmp_path, folders, someone):
    host = Host(folders.started(tmp_path / "data"), "--port", "0", command="serve")
    try:
        first_round(host, someone(), someone(), someone(width=360))
    finally:
        host.stop()


def first_round(host, amara, lena, idris):
    amara.goto(host.told["administrator"])
    enter(amara, "Amara")
    press(amara, "Become administrator")
    count = Count(amara, lena, idris)
    amara.get_by_role("link", name="Found a process").click()
    amara.get_by_label("Title", exact=True).fill("Talks on the River")
    amara.locator("[name=mediator_is][value=me]").check()
    press(amara, "Found the process")
    expect(amara.get_by_role("heading", name="Who sees what")).to_be_visible()  # shown first, to whoever comes first
    amara.get_by_role("link", name="Go to today’s page").click()

    stands(amara, "Parties", "Next")
    stands(amara, "Heads of delegation", "Later")
    stands(amara, "Open", "Later")
    admit_parties(amara)
    stands(amara, "Parties", "Done")
    admit_heads(amara)
    stands(amara, "Heads of delegation", "Next")
    invite(amara, (lena, "Lena"), (idris, "Idris"))

    stands(amara, "Heads of delegation", "Done")  # nothing was recorded: that they are here is told by their coming
    stands(lena, "Ground rules", "Waiting")
    follow(amara, "Propose ground rules")
    amara.fill(of("process.propose_ground_rules", "text"), "We let each other finish.")
    press(amara, "Propose to all heads")
    to_today(amara)
    expect(step(amara, "Ground rules")).to_contain_text("Waiting for North, South.")

    expect(amara.locator(".masthead .status")).to_have_text("Preparing")
    for head, left in ((lena, "Waiting for South."), (idris, "")):
        follow(head, "Read and accept them")
        press(head, "Accept for our party…")
        press(head, "Yes, accept for our party")
        expect(head.get_by_role("button", name="Accept for our party…")).to_have_count(0)
        if left:
            expect(step(amara, "Ground rules")).to_contain_text(left)
    for page in (amara, lena, idris):
        expect(page.locator(".masthead .status")).to_have_text("Open")
    expect(lena.locator("#ground-rules h2").first).to_contain_text("In force")
    stands(amara, "Ground rules", "Done")

    amara.fill(of("process.frame_round", "title"), "First round")
    amara.fill(of("process.frame_round", "items"), "Spring flow\nThe reservoir")
    lena.locator("nav[aria-label=Process]").get_by_role("link", name="North caucus").click()
    say(lena, "We are glad to begin.")
    expect(amara.locator("nav[aria-label=Process] li", has_text="North caucus").locator("[data-count]")).to_have_text(
        "1"
    )
    press(amara, "Plan the round")  # its words have stayed, though the page was told of others
    stands(amara, "First round", "Waiting")
    to_today(lena)
    idris.goto(amara.url.replace("localhost", "127.0.0.1"))
    for head in (lena, idris):
        expect(step(head, "First round")).to_contain_text("The reservoir")
        press(head, "Adopt this agenda for our party")
        stands(head, "First round", "Waiting" if head is lena else "Done")
    stands(amara, "First round", "Done")
    press(amara, "Open the round")

    clicks, loads = count.so_far()
    most = documented("found a process → first open round")
    assert clicks == most[0] and loads <= most[1]  # one load may be spared where a page is told in time
    expect(amara.locator(".setup")).to_have_count(0)
    expect(amara.locator("#today")).to_contain_text("First round")
    for page in (amara, lena, idris):
        expect(page.locator(".masthead .round")).to_have_text("First round")
    expect(lena.locator("#today")).to_contain_text("Open since")
    idris.get_by_role("link", name="First round").first.click()
    amara.get_by_role("link", name="First round").first.click()
    amara.get_by_label("Title of the session").fill("Opening")
    press(amara, "Open a session")
    expect(idris.locator("#rounds")).to_contain_text("(in session)")
    expect(lena.locator(".masthead .round")).to_have_text("Opening")
    assert idris.evaluate("document.documentElement.scrollWidth") <= 360
    assert [page.complaints for page in (amara, lena, idris)] == [[], [], []]


def admit_parties(amara):
    for name in ("North", "South"):
        amara.fill(of("process.admit_party", "name"), name)
        amara.fill(of("process.admit_party", "party"), name.lower())
        press(amara, "Admit the party")
        if name == "North":
            expect(amara.locator(of("process.admit_party", "name"))).to_have_value("")
        else:
            expect(amara.locator(of("process.admit_party", "name"))).to_have_count(0)


def admit_heads(amara):
    for name in ("North", "South"):
        expect(amara.locator(of("process.admit_seat", "name")).first).to_have_value(f"Head of delegation, {name}")
        press(amara, f"Admit the head of {name}")
        expect(amara.get_by_text(f"Admit the head of {name}")).to_have_count(0)


def invite(amara, *people):
    """Each takes the seat by a link, while the page of today stays open in front of the mediator."""
    links = []
    for _person in people:
        unfold(amara, "Invite")
        amara.locator("details[open]").get_by_role("button", name="Create the link").click()
        links.append(amara.locator("main").get_by_text("/invitations/").first.text_content().strip())
        amara.get_by_role("link", name="Done").click()
    stands(amara, "Heads of delegation", "Waiting")
    for place, (person, name) in enumerate(people):
        person.goto(links[place] if not place else links[place].replace("localhost", "127.0.0.1"))
        enter(person, name)
        press(person, "Take this seat")
        expect(person.get_by_role("heading", name="Who sees what")).to_be_visible()
        person.get_by_role("link", name="Go to today’s page").click()


def unfold(page, words):
    """A step's form stands in the step itself."""
    page.locator(".setup summary", has_text=words).first.click()
