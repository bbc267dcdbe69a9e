"""Takes the pictures of the README anew, from the real demonstration.

    .venv/bin/python -m scripts.screenshots [FOLDER]

Needs Chromium (CHROMIUM names another than /usr/bin/chromium). Every picture stays below 220 kB.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.serving import Host

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
]
IMAGES = Path(__file__).resolve().parents[1] / "docs/images"
MOST = 220_000


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        host = Host(Path(scratch) / "data", "--case", "istanbul")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            for file in _taken(host, browser, folder):
                print(f"{file}: {file.stat().st_size // 1000} kB")
                assert file.stat().st_size < MOST, f"{file} is too large for a page of text"
        finally:
            browser.close()
            host.stop()


def _taken(host: Host, browser: Browser, folder: Path) -> list[Path]:
    mediator, head, other = host.seat("mediator"), host.seat("head", "us"), host.seat("head", "ru")
    for speaker in (other, head):
        host.act(
            speaker,
            "consultation.make_statement",
            room=host.room(speaker, "plenary")["id"],
            text="We are ready for the next item.",
        )
    today = _page(browser, head, 1100, 620)
    today.goto(host.page(""))
    if today.get_by_role("link", name="Go to today’s page").count():
        today.get_by_role("link", name="Go to today’s page").click()
    today.locator("#today").evaluate("part => scrollTo(0, part.offsetTop - 90)")
    plenary = _page(browser, mediator, 1280, 760)
    plenary.goto(host.page(f"rooms/{host.room(mediator, 'plenary')['id']}/"))
    caucus = _page(browser, head, 1280, 800)
    caucus.goto(host.page(f"rooms/{host.room(head, 'caucus')['id']}/"))
    sheet = _page(browser, mediator, 1280, 700)
    sheet.goto(host.page("agenda/"))
    phone = _page(browser, head, 360, 740)
    phone.goto(host.page("agenda/"))
    return [
        _shot(today, folder / "today.png"),
        _shot(plenary, folder / "plenary.png"),
        _shot(caucus, folder / "caucus.png"),
        _shot(sheet, folder / "agenda.png"),
        _shot(phone, folder / "agenda-360.png"),
    ]


def _page(browser: Browser, seat: dict[str, Any], width: int, height: int) -> Page:
    # The host city's zone, so that no picture shows two times.
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="en", timezone_id="Europe/Istanbul", color_scheme="light"
    )
    page = context.new_page()
    page.goto(seat["sign_in"])
    return page


def _shot(page: Page, file: Path) -> Path:
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready")
    page.locator("[data-live-state=live]").wait_for(state="attached")
    page.screenshot(path=file)
    return file


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES)
