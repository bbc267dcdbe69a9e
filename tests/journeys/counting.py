"""What people have to do: clicks and page loads, counted in the browser, and what docs/reference/ergonomics.md says of them."""

import re
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "ergonomics.md"


def documented(deed: str) -> tuple[int, int]:
    """Clicks and page loads of a deed today, as its line in the table says."""
    (line,) = re.findall(rf"^\| {re.escape(deed)} .*$", PAGE.read_text(encoding="utf-8"), re.M)
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    return int(cells[3]), int(cells[4])


class Count:
    """Clicks and loads of some pages from now on."""

    def __init__(self, *pages: Any) -> None:
        self.pages, self.before = pages, self._now(pages)

    def _now(self, pages: tuple[Any, ...]) -> tuple[int, int]:
        return sum(page.counted.clicks for page in pages), sum(page.counted.loads for page in pages)

    def so_far(self) -> tuple[int, int]:
        for page in self.pages:
            page.wait_for_timeout(100)  # what the console still has to tell
        clicks, loads = self._now(self.pages)
        return clicks - self.before[0], loads - self.before[1]


class Counted:
    """What somebody has had to do on a page so far: how often she clicked, and how many pages were loaded."""

    CLICK = "counted: a click"
    SCRIPT = f"addEventListener('click', event => {{ if (event.detail) console.debug('{CLICK}') }}, true)"

    def __init__(self, page: Any) -> None:
        self.clicks = self.loads = 0
        page.on("console", self._told)
        page.on("domcontentloaded", self._loaded)

    def _told(self, said: Any) -> None:
        self.clicks += said.text == self.CLICK

    def _loaded(self, _page: Any) -> None:
        self.loads += 1
