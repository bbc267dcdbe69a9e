"""A hand goes up on a telephone, the chair gives the floor, and in turns nobody else speaks; then each says how heard it felt."""

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
        pages[name] = someone(width=360 if name == "lena" else 1280)
        pages[name].goto(seat["sign_in"])
    return pages, seats


def test_a_hand_on_a_telephone_comes_to_the_chair_and_back_as_the_floor(host, three):
    pages, seats = three
    amara, lena, idris = pages["amara"], pages["lena"], pages["idris"]
    plenary = host.room(seats["lena"], "plenary")["id"]
    for page in pages.values():
        page.goto(host.page(f"rooms/{plenary}/"))

    # One thumb; nobody reloads.
    button = lena.get_by_role("button", name="Raise hand")
    assert button.bounding_box()["width"] >= 44 and button.bounding_box()["height"] >= 44
    button.click()
    expect(lena.get_by_role("button", name="Lower your hand (number 1)")).to_be_visible()
    expect(idris.locator(".speakers li")).to_contain_text("Head of delegation, North")
    amara.get_by_role("button", name="Give the floor").first.click()
    expect(lena.get_by_role("button", name="Give the floor back")).to_be_visible()
    expect(lena.locator(".bar .clock")).to_be_visible()
    expect(idris.locator(".has-floor")).to_contain_text("Head of delegation, North")

    # In turns only who has the floor speaks; the words of who has not are kept.
    host.act(seats["amara"], "chairing.take_turns", room=plenary, minutes=10)
    expect(idris.locator(".turns")).to_contain_text("10 minutes for each side")
    idris.fill("#words", "We object.")
    idris.click("form.composer button.primary")
    expect(idris.locator("form.composer .problem")).to_contain_text("someone else has the floor")
    expect(idris.locator("#words")).to_have_value("We object.")
    lena.get_by_role("button", name="Give the floor back").click()
    expect(idris.locator(".has-floor")).to_contain_text("Nobody has the floor")
    host.act(seats["amara"], "chairing.adjourn", room=plenary, until="noon")
    expect(lena.locator(".bar .floor-line")).to_contain_text("noon")
    lena.goto(host.page(f"chairing/rooms/{plenary}/"))
    expect(lena.locator(".times tbody tr")).to_have_count(3)
    assert lena.evaluate("document.documentElement.scrollWidth") <= 360

    # After a session: eight lines, on the same telephone.
    framed = host.act(seats["amara"], "process.frame_round", title="First round")["id"]
    host.act(seats["amara"], "process.open_round", round=framed)
    session = host.act(seats["amara"], "process.open_session", round=framed, title="First day")["id"]
    host.act(seats["amara"], "process.close_session", session=session)
    lena.goto(host.page("listening/pulse/"))
    for line in lena.locator("fieldset.scale").all():
        line.locator("input").nth(4).check()
    lena.get_by_role("button", name="Save my answer").click()
    expect(lena.get_by_role("button", name="Change my answer")).to_be_visible()
    assert lena.locator("fieldset.scale input:checked").count() == 8
    assert lena.evaluate("document.documentElement.scrollWidth") <= 360
    # The refusal of a form is an answer 422, of which the browser tells its console.
    assert [[c for c in page.complaints if "422" not in c] for page in pages.values()] == [[], [], []]
