"""What the sheet calls agreed: two heads accept and the open sheets say so; a capital declines, and they take it back."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]


def test_a_form_is_answered_though_the_page_around_it_is_fetched_meanwhile(host, someone):
    lena, idris, amara = host.seat("head", "north"), host.seat("head", "south"), host.seat("mediator")
    issue = host.act(amara, "agenda.raise_issue", title="Notice of works")["id"]
    solution = host.act(idris, "agenda.table_solution", issue=issue, title="Four weeks")["id"]
    page = someone()
    page.goto(idris["sign_in"])
    page.goto(host.page(f"agenda/issues/{issue}/"))

    def slowly(route):
        host.act(lena, "agenda.support_solution", solution=solution)
        page.wait_for_timeout(1_500)  # longer than the page takes to fetch itself
        route.continue_()

    page.route("**/acts/agenda.accept_solution", slowly, times=1)
    page.get_by_role("button", name="Accept ad referendum…").click()
    expect(page.locator(".read-back")).to_contain_text("only a capital may then decline")
    page.get_by_role("button", name="Yes, accept it ad referendum").click()
    stances = page.locator("article", has_text="Four weeks")
    expect(stances).to_contain_text("South: Accepts ad referendum")
    expect(stances).to_contain_text("North: Supports")
    assert page.complaints == []


def test_what_a_finger_is_on_is_pressed_though_the_page_around_it_is_fetched_meanwhile(host, someone):
    lena, idris, amara = host.seat("head", "north"), host.seat("head", "south"), host.seat("mediator")
    issue = host.act(amara, "agenda.raise_issue", title="Notice of repairs")["id"]
    solution = host.act(idris, "agenda.table_solution", issue=issue, title="Five weeks")["id"]
    page = someone()
    page.goto(idris["sign_in"])
    page.goto(host.page(f"agenda/issues/{issue}/"))
    page.get_by_role("button", name="Accept ad referendum…").hover()
    page.mouse.down()
    with page.expect_response(lambda answer: answer.url.endswith(f"agenda/issues/{issue}/")):
        host.act(lena, "agenda.support_solution", solution=solution)
    page.wait_for_timeout(300)  # for it to be put in its place
    page.mouse.up()
    expect(page.locator(".read-back")).to_contain_text("only a capital may then decline")
    page.get_by_role("button", name="Yes, accept it ad referendum").click()
    expect(page.locator("article", has_text="Five weeks")).to_contain_text("North: Supports")
    assert page.complaints == []


def test_a_declined_ratification_takes_the_sheet_back(host, someone):
    lena, idris, amara = host.seat("head", "north"), host.seat("head", "south"), host.seat("mediator")
    issue = host.act(amara, "agenda.raise_issue", title="Notice in dry years", status="converging")["id"]
    solution = host.act(idris, "agenda.table_solution", issue=issue, title="Three weeks")["id"]
    watching, hers, his = someone(), someone(width=390), someone()
    for page, seat in ((watching, amara), (hers, lena), (his, idris)):
        page.goto(seat["sign_in"])
    watching.goto(host.page("agenda/"))
    told = watching.locator("#sheet tr", has_text="Notice in dry years").locator(".status").first
    expect(told).to_have_text("Converging")

    for page in (hers, his):
        page.goto(host.page(f"agenda/issues/{issue}/"))
        page.get_by_role("button", name="Accept ad referendum…").click()
        expect(page.locator(".read-back")).to_contain_text("only a capital may then decline")
        page.get_by_role("button", name="Yes, accept it ad referendum").click()
    expect(told).to_have_text("Provisionally agreed, ad referendum")  # by itself: nobody reloads

    host.act(lena, "agenda.confirm_solution", solution=solution)
    host.act(idris, "agenda.decline_solution", solution=solution, words="The capital finds it too long.")
    expect(told).to_have_text("Converging")
    hers.reload()
    expect(hers.locator("main")).to_contain_text("The capital finds it too long.")
    assert watching.complaints == hers.complaints == his.complaints == []
