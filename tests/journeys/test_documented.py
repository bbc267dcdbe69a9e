"""What the tutorial and the README tell a stranger to do, done: the same words on the same buttons."""

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.serving import Host

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("documented")]
PASSWORD = "a quiet river 7"


def of(kind: str, field: str) -> str:
    """The field of this name in the form that performs acts of this kind."""
    return f"form[action$='/acts/{kind}'] [name={field}]"


def go_to(page, paper):
    rail = page.locator("nav[aria-label=Process]")
    folded = rail.locator("details:not([open])", has=page.locator("a", has_text=paper))
    if folded.count():
        folded.first.locator("summary").first.click()
    rail.get_by_role("link", name=paper).first.click()


def unfold(page, words):
    page.locator("main summary", has_text=words).first.click()


def press(page, words):
    page.locator("main").get_by_role("button", name=words, exact=True).first.click()


def say(page, words):
    page.fill("#words", words)
    page.click("form.composer button.primary")
    expect(page.locator(".statement", has_text=words)).to_have_count(1)


def enter(page, name):
    """From an opened link to an account of one's own, by password."""
    press(page, "Create an account with a password")
    page.fill("[name=name]", name)
    page.fill("[name=email]", f"{name.lower()}@example.org")
    page.fill("[name=password1]", PASSWORD)
    page.fill("[name=password2]", PASSWORD)
    press(page, "Create the account")


def copy_of(page, book, folder):
    go_to(page, "The record, my copy")
    with page.expect_download() as taken:
        page.locator("table.books tr", has_text=book).get_by_text("Download my copy").click()
    file = folder / taken.value.suggested_filename
    taken.value.save_as(file)
    return file


def verify(newer, older):
    call = [sys.executable, "-m", "goodoffices.site.command", "record", "verify", str(newer), "--against", str(older)]
    return subprocess.run(call, capture_output=True, text=True, check=False)


def test_the_tutorial_leads_to_a_first_round(tmp_path, folders, someone):
    host = Host(folders.started(tmp_path / "data"), "--port", "0", command="serve")
    try:
        first_talks(host, someone, tmp_path)
    finally:
        host.stop()


def first_talks(host, someone, folder):
    amara, lena, idris = someone(), someone(), someone()

    amara.goto(host.told["administrator"])
    enter(amara, "Amara")
    press(amara, "Become administrator")
    amara.get_by_role("link", name="Found a process").click()
    amara.get_by_label("Title", exact=True).fill("Talks on the River")
    amara.get_by_label("What it is about").fill("Two neighbours share a river.")
    amara.locator("[name=place]").fill("Vienna")
    amara.locator("[name=zone]").select_option("Europe/Vienna")
    amara.locator("[name=mediator_is][value=me]").check()
    press(amara, "Found the process")
    for heading in ("What this is", "Who sees what", "What is binding", "Whom to ask"):
        expect(amara.get_by_role("heading", name=heading)).to_be_visible()

    go_to(amara, "Seats")
    for name, key in (("North", "north"), ("South", "south")):
        unfold(amara, "Admit a party")
        amara.fill(of("process.admit_party", "name"), name)
        amara.fill(of("process.admit_party", "party"), key)
        press(amara, "Admit the party")
        expect(amara.locator(f"{of('process.admit_seat', 'party')} option", has_text=name)).to_have_count(1)
    for party in ("North", "South"):
        unfold(amara, "Admit a seat")
        amara.select_option(of("process.admit_seat", "role"), "head")
        amara.select_option(of("process.admit_seat", "party"), label=party)
        amara.fill(of("process.admit_seat", "name"), f"Head of delegation, {party}")
        press(amara, "Admit the seat")
        expect(amara.locator(".seat-list details.invite").nth(("North", "South").index(party))).to_be_attached()

    for place, (person, name) in enumerate(((lena, "Lena"), (idris, "Idris"))):
        go_to(amara, "Seats")
        seat = amara.locator("details.invite").nth(0)
        seat.locator("summary").click()
        seat.get_by_role("button", name="Create the link").click()
        link = amara.locator("main").get_by_text("/invitations/").first.text_content().strip()
        person.goto(link if not place else link.replace("localhost", "127.0.0.1"))
        enter(person, name)
        press(person, "Take this seat")
        expect(person.get_by_role("heading", name="Who sees what")).to_be_visible()
        amara.goto(amara.url.split("seats/")[0])

    go_to(amara, "Ground rules")
    unfold(amara, "Propose ground rules")
    amara.fill(of("process.propose_ground_rules", "text"), "We let each other finish.")
    press(amara, "Propose to all heads")
    expect(amara.locator("main")).to_contain_text("We let each other finish.")
    for person in (lena, idris):
        go_to(person, "Ground rules")
        press(person, "Accept for our party…")
        expect(person.locator(".read-back")).to_contain_text("Everyone at the table")
        press(person, "Yes, accept for our party")
        expect(person.get_by_role("button", name="Accept for our party…")).to_have_count(0)
    expect(idris.locator(".masthead .status")).to_have_text("Open")

    go_to(amara, "Rounds and sessions")
    unfold(amara, "Plan the next round")
    amara.fill(of("process.frame_round", "title"), "First round")
    amara.fill(of("process.frame_round", "venue"), "Vienna")
    amara.fill(of("process.frame_round", "items"), "Spring flow\nThe reservoir")
    press(amara, "Plan the round")
    expect(amara.get_by_role("heading", name="First round")).to_be_visible()
    for person in (lena, idris):
        go_to(person, "Rounds and sessions")
        press(person, "Adopt this agenda for our party")
        expect(person.get_by_role("button", name="Adopt this agenda for our party")).to_have_count(0)
    amara.reload()
    press(amara, "Open the round")
    amara.get_by_label("Title of the session").fill("Opening")
    press(amara, "Open a session")
    expect(amara.locator("main")).to_contain_text("(in session)")

    for person in (amara, lena, idris):
        go_to(person, "Plenary")
    expect(amara.locator("form.composer .audience")).to_contain_text("Everyone at the table")
    say(amara, "Welcome. Each side says in a few sentences what brings it here.")
    for person in (lena, idris):
        expect(person.locator(".statement", has_text="what brings it here")).to_have_count(1)

    go_to(amara, "Agenda")
    expect(amara.locator("#sheet", has_text="Spring flow")).to_be_visible()

    go_to(lena, "Agenda")
    lena.locator("main").get_by_role("link", name="Spring flow").click()
    unfold(lena, "Write down our position")
    lena.fill(of("agenda.state_position", "position"), "Two metres at the bridge in April.")
    lena.fill(of("agenda.state_position", "interest"), "The fields need the water then.")
    press(lena, "Keep it in our book")
    expect(lena.get_by_role("button", name="Table it: everyone at the table reads it")).to_be_visible()
    go_to(idris, "Agenda")
    assert "Two metres" not in idris.content()

    go_to(lena, "North caucus")
    expect(lena.locator("form.composer .audience")).to_contain_text("Only North and the third party")
    say(lena, "Between us: the spring flow matters more to us.")
    expect(amara.locator("nav[aria-label=Process] li", has_text="North caucus").locator("[data-count]")).to_have_text(
        "1"
    )
    assert idris.goto(lena.url.replace("localhost", "127.0.0.1")).status == 404
    expect(idris.locator("main")).to_contain_text("There is nothing here for you to see")

    idris.go_back()
    older = copy_of(idris, "Plenary", folder)
    go_to(idris, "Plenary")
    say(idris, "We bring the figures of two dry years.")
    newer = copy_of(idris, "Plenary", folder)
    assert newer != older
    checked = verify(newer, older)
    assert checked.returncode == 0, checked.stdout
    assert "Nothing in the older copy was changed" in checked.stdout


def test_the_tour_of_the_readme_shows_what_it_says(tmp_path, folders, someone):
    host = Host(folders.played(tmp_path / "data", "istanbul"), "--case", "istanbul")
    try:
        tour(host, someone, tmp_path)
    finally:
        host.stop()


def take_seat(page, url, name):
    page.goto(url)
    expect(page.get_by_role("heading", name="Take a seat")).to_be_visible()
    page.get_by_role("button", name=name).first.click()
    expect(page.locator(".page-head")).to_contain_text(name)


def tour(host, someone, folder):
    mediator, one, other = someone(), someone(), someone()
    take_seat(mediator, host.door, "Mediator, Türkiye")
    take_seat(one, host.door, "Head of delegation, United States")
    take_seat(other, host.door.replace("localhost", "127.0.0.1"), "Head of delegation, Russian Federation")

    go_to(one, "United States caucus")
    caucus = mediator.locator("nav[aria-label=Process] li", has_text="United States caucus").locator("[data-count]")
    unread = int(caucus.text_content() or 0)
    before = other.inner_text("nav[aria-label=Process]")
    say(one, "Between us: the order of the items matters less to us than the time.")
    expect(caucus).to_have_text(str(unread + 1))
    assert other.inner_text("nav[aria-label=Process]") == before
    assert other.goto(one.url.replace("localhost", "127.0.0.1")).status == 404
    expect(other.locator("main")).to_contain_text("There is nothing here for you to see")
    other.go_back()

    go_to(other, "Plenary")
    go_to(mediator, "Plenary")
    say(other, "We are ready for the next item.")
    expect(mediator.locator(".statement", has_text="We are ready for the next item.")).to_have_count(1)

    go_to(other, "Agenda")
    go_to(one, "Agenda")
    go_to(mediator, "Agenda")
    mediator.locator("main").get_by_role("link", name="Cybersecurity", exact=True).click()
    unfold(mediator, "Change status")
    mediator.select_option(of("agenda.set_status", "status"), "converging")
    press(mediator, "Set the status")
    expect(other.locator("#sheet tr", has_text="Cybersecurity").locator(".status")).to_contain_text("Converging")

    one.locator("main").get_by_role("link", name="Arms control", exact=True).click()
    expect(one.locator("main")).to_contain_text("only your own delegation reads this")
    theirs = other.locator("#sheet tr", has_text="Arms control").locator(".stands li", has_text="United States")
    expect(theirs).to_contain_text("has tabled no position")
    one.get_by_role("button", name="Table it: everyone at the table reads it").click()
    expect(theirs).to_contain_text("New treaties are discussed")

    older = copy_of(other, "Plenary", folder)
    go_to(other, "Plenary")
    say(other, "Thank you.")
    newer = copy_of(other, "Plenary", folder)
    assert verify(newer, older).returncode == 0
