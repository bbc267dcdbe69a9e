"""A file is sent in pieces over a line that breaks, and is read by the other side; what could harm is refused on the spot."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]

TABLE = "North, South, a line of a table.\n" * 70_000  # 2.3 MB: three pieces


def opened(host, someone, seat):
    page = someone()
    page.goto(seat["sign_in"])
    return page


def form_on(page, host, said):
    page.goto(host.page(f"rooms/statements/{said}/"))
    page.locator("details.deed summary", has_text="Attach a file").click()
    return page.locator("form.file-form")


def test_a_file_goes_on_where_the_line_broke(host, someone):
    lena, idris = host.seat("head", "north"), host.seat("head", "south")
    room = host.room(lena, "plenary")["id"]
    said = host.act(lena, "consultation.make_statement", room=room, text="See the table.")["id"]
    page = opened(host, someone, lena)
    form = form_on(page, host, said)

    form.locator("[name=file]").set_input_files(
        {"name": "setup.txt", "mimeType": "text/plain", "buffer": b"MZ" + bytes(58) + b"\x40\0\0\0PE\0\0" + bytes(99)}
    )
    form.locator("[name=title]").fill("The table")
    form.get_by_role("button", name="Attach it").click()
    expect(form.locator(".problem")).to_contain_text("This is a program")

    broken = []

    def breaks_once(route):
        if route.request.method == "PATCH" and route.request.headers["upload-offset"] != "0" and not broken:
            broken.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.route("**/files/uploads/**", breaks_once)
    data = page.evaluate_handle(
        """(text) => { const data = new DataTransfer();
        data.items.add(new File([text], "table.txt", { type: "text/plain" })); return data; }""",
        TABLE,
    )
    form.dispatch_event("drop", {"dataTransfer": data})
    form.get_by_role("button", name="Attach it").click()
    expect(page.locator("h1")).to_have_text("The table", timeout=30_000)
    assert len(broken) == 1

    other = opened(host, someone, idris)
    other.goto(page.url)
    expect(other.locator("#file")).to_contain_text("Everyone at the table")
    with other.expect_download() as got:
        other.get_by_role("link", name="Download").click()
    assert got.value.suggested_filename == "table.txt"
    assert got.value.path().read_text() == TABLE
