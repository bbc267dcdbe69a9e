"""Looking at a page as somebody who reads it otherwise: with a screen reader, enlarged, in the dark, from right to left."""

from collections.abc import Callable, Iterator
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any, NamedTuple

import axe_playwright_python

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
NARROW, WIDE = 360, 1280


class Guise(NamedTuple):
    language: str
    width: int
    scheme: str

    def __str__(self) -> str:
        return f"{self.language}, {self.width} px, {self.scheme}"


GUISES = [Guise(*each) for each in product(("en", "ar"), (NARROW, WIDE), ("light", "dark"))]
# Neighbours in this order differ in everything but one thing, so that few looks at a page see most of it.
IN_TURN = [GUISES[place] for place in (0, 7, 2, 5, 3, 4, 1, 6)]

# Everything that opens is open: what is folded away has to be readable, too.
UNFOLD = """() => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  for (const each of document.querySelectorAll("[data-new-below], [data-draft-hint]")) each.hidden = false;
}"""

RULES = """async () => {
  const found = await axe.run({resultTypes: ["violations"]});
  return found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.split("\\n").slice(1, 3).join(" ").trim()}`));
}"""

# The innermost elements that stick out of the window, and text that its own box cuts off.
TOO_NARROW = """() => {
  const named = (e) => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + [...e.classList].map((c) => "." + c).join("");
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) {
    const out = [...document.body.querySelectorAll("*")].filter((e) => {
      const box = e.getBoundingClientRect();
      return box.width && (box.right > innerWidth + 1 || box.left < -1);
    });
    const inner = out.filter((e) => !out.some((other) => other !== e && e.contains(other)));
    found.push(`${document.documentElement.scrollWidth} px wide: ` + inner.slice(0, 4).map(named).join(", "));
  }
  for (const e of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(e);
    const hides = /hidden|clip/.test(style.overflowX + style.overflowY) && e.clientWidth > 1;
    const tooLong = e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1;
    if (hides && tooLong && e.textContent.trim() && !e.matches("svg, svg *")) found.push("cut off: " + named(e));
  }
  return found;
}"""


# A name that two elements bear leads a label, a link or an update to the wrong one.
NAMED_TWICE = """() => {
  const names = [...document.querySelectorAll("[id]")].map((e) => e.id);
  return [...new Set(names.filter((name, place) => names.indexOf(name) !== place))].map((name) => "named twice: #" + name);
}"""


def faults(page: Any) -> list[str]:
    """What is wrong with the page as it stands open: rules of accessibility, names that are not one’s own, what does not fit."""
    page.evaluate(UNFOLD)
    page.evaluate(AXE)
    return [*page.evaluate(RULES), *page.evaluate(NAMED_TWICE), *does_not_fit(page)]


def does_not_fit(page: Any) -> list[str]:
    found: list[str] = page.evaluate(TOO_NARROW)
    return found


class Turns:
    """Which guise comes next, for each page by itself: what is looked at often is seen in every one.

    Each page begins with another than the page before: most are looked at once.
    """

    def __init__(self) -> None:
        self._next: dict[str, Iterator[Guise]] = {}

    def next(self, page: str) -> Guise:
        if page not in self._next:
            self._next[page] = islice(cycle(IN_TURN), len(self._next) % len(IN_TURN), None)
        return next(self._next[page])


class Eyes:
    """A browser's contexts, one for each who looks; language, window and colours change without signing in anew."""

    def __init__(self, chromium: Any, url: str) -> None:
        self._chromium, self._url = chromium, url
        self._open: dict[str, Any] = {}

    def page(self, who: str, guise: Guise, enter: Callable[[Any], object] | None = None) -> Any:
        """The page of this one; `enter` signs in when it is the first."""
        if who not in self._open:
            context = self._chromium.new_context(reduced_motion="reduce")
            context.set_default_timeout(15_000)
            self._open[who] = context.new_page()
            dress(self._open[who], self._url, guise)
            if enter:
                enter(self._open[who])
        return dress(self._open[who], self._url, guise)

    def contexts(self) -> list[Any]:
        return [page.context for page in self._open.values()]


def dress(page: Any, url: str, guise: Guise) -> Any:
    """The same page, in another language, window and light. (The language is spoken from the next page on.)"""
    page.context.add_cookies([{"name": "goodoffices-language", "value": guise.language, "url": url}])
    page.set_viewport_size({"width": guise.width, "height": 900})
    page.emulate_media(color_scheme=guise.scheme)
    return page
