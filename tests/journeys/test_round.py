"""A mediator and two delegations in three browsers: what is said shows at once to exactly those who may see it."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]


def say(page, words):
    page.fill("#words", words)
    page.click("form.composer button.primary")
    expect(page.locator("#words")).to_have_value("")


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


def test_a_plenary_statement_shows_to_all_three_at_once(host, three):
    pages, seats = three
    plenary = host.page(f"rooms/{host.room(seats['lena'], 'plenary')['id']}/")
    for page in pages.values():
        page.goto(plenary)

    say(pages["lena"], "We bring the figures of two dry years.")

    for page in pages.values():
        expect(page.locator(".statement", has_text="figures of two dry years")).to_have_count(1)
    expect(pages["lena"].locator(".statement.own", has_text="figures of two dry years")).to_have_count(1)
    expect(pages["idris"].locator(".statement.own", has_text="figures of two dry years")).to_have_count(0)
    assert [page.complaints for page in pages.values()] == [[], [], []]


def test_a_caucus_leaves_nothing_on_the_other_sides_page(host, three):
    pages, seats = three
    caucus = host.page(f"rooms/{host.room(seats['lena'], 'caucus')['id']}/")
    pages["idris"].goto(host.page("agenda/"))
    pages["lena"].goto(caucus)
    pages["amara"].goto(caucus)
    before = pages["idris"].content()

    say(pages["lena"], "Our red line is the spring flow.")
    expect(pages["amara"].locator(".statement", has_text="red line")).to_have_count(1)

    # Something the other side does see comes after it on the same stream: then nothing else is on its way.
    host.act(seats["amara"], "agenda.raise_issue", title="Spring flow of the river")
    expect(pages["idris"].locator("#sheet", has_text="Spring flow of the river")).to_be_visible()
    assert "red line" not in pages["idris"].content()
    assert before.count("unread") == pages["idris"].content().count("unread")
    assert pages["idris"].goto(caucus).status == 404


def test_unsent_words_survive_a_reload_and_a_refusal_keeps_them(host, three):
    pages, seats = three
    page = pages["lena"]
    room = host.room(seats["lena"], "delegation")
    page.goto(host.page(f"rooms/{room['id']}/"))
    page.fill("#words", "Half a thought")
    page.reload()
    expect(page.locator("#words")).to_have_value("Half a thought")
    expect(page.locator("[data-draft-hint]")).to_be_visible()

    page.fill("#words", "A hidden \u202e turn")
    page.click("form.composer button.primary")
    expect(page.locator("form.composer > .error-summary")).to_contain_text("hidden character")
    expect(page.locator("#words")).to_have_value("A hidden \u202e turn")


def test_a_statement_is_corrected_on_open_pages_and_its_first_words_stay(host, three):
    pages, seats = three
    room = host.room(seats["idris"], "plenary")
    pages["lena"].goto(host.page(f"rooms/{room['id']}/"))
    made = host.act(seats["idris"], "consultation.make_statement", room=room["id"], text="In the year 2042")
    item = pages["lena"].locator(f"#statement-{made['id']}")
    expect(item).to_contain_text("In the year 2042")

    host.act(seats["idris"], "consultation.amend_statement", statement=made["id"], text="In the year 2024")
    expect(item.locator("> .text")).to_contain_text("In the year 2024")
    expect(item).to_have_count(1)
    item.locator("summary").click()
    expect(item.locator(".original")).to_contain_text("In the year 2042")


def test_the_line_says_who_reads_and_the_keyboard_sends(host, three):
    pages, seats = three
    page = pages["lena"]
    page.goto(host.page(f"rooms/{host.room(seats['lena'], 'delegation')['id']}/"))
    expect(page.locator("form.composer .audience")).to_contain_text("not even the mediator")
    page.fill("#words", "Among ourselves.")
    page.press("#words", "Control+Enter")
    expect(page.locator(".statement", has_text="Among ourselves.")).to_have_count(1)


def test_an_empty_room_says_so_until_something_is_said_in_it(host, three):
    pages, seats = three
    page = pages["amara"]
    plenary = host.room(seats["idris"], "plenary")["id"]
    host.act(seats["idris"], "consultation.make_statement", room=plenary, text="Is everyone here?")
    with page.expect_response(lambda response: response.url.endswith("/reading")):
        page.goto(host.page(f"rooms/{plenary}/"))  # now all that was said there is read
    page.goto(host.page(f"rooms/{host.room(seats['amara'], 'third_party')['id']}/"))
    expect(page.locator(".empty")).to_have_text("Nobody has spoken here yet.")

    host.act(seats["idris"], "consultation.make_statement", room=plenary, text="Good morning.")
    expect(page.locator(".rail", has_text="Plenary 1 unread")).to_be_visible()
    expect(page.locator(".empty")).to_be_visible()

    say(page, "Among us three.")
    expect(page.locator(".empty")).to_have_count(0)


def test_an_open_form_stays_open_and_in_hand_while_its_part_is_fetched_anew(host, three):
    pages, seats = three
    page = pages["lena"]
    issue = host.act(seats["idris"], "agenda.raise_issue", title="Gauges")["id"]
    host.act(seats["idris"], "agenda.table_solution", issue=issue, title="A gauge at every weir")
    page.goto(host.page(f"agenda/issues/{issue}/"))
    fold = page.locator("#issue details[id]:has(textarea)").first
    fold.locator("summary").click()
    field = fold.locator("textarea").first
    field.press_sequentially("Water for the tows")
    field.press("ArrowLeft")

    for status, shown in (("tense", "Tense"), ("closed", "Closed")):  # the second comes when the first has settled
        host.act(seats["idris"], "agenda.set_status", issue=issue, status=status)
        expect(page.locator("#issue .status.large")).to_have_text(shown)
    page.keyboard.type("n")
    expect(field).to_be_visible()
    expect(field).to_have_value("Water for the towns")
