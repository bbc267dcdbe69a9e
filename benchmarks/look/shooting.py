"""A picture of every page in every guise, and what is wrong with it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.look.walking import NOWHERE, Viewer, Walk

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
]
NARROW, WIDE = 360, 1280
TALLEST = {NARROW: 2600, WIDE: 2000}

# The elements that stick out, the innermost first: what has to be mended.
STICKING_OUT = """() => {
  const wide = document.documentElement;
  if (wide.scrollWidth <= innerWidth) return null;
  const out = [...document.body.querySelectorAll("*")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width && (box.right > innerWidth + 1 || box.left < -1);
  });
  const inner = out.filter((e) => !out.some((other) => other !== e && e.contains(other)));
  const named = (e) => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + [...e.classList].map((c) => "." + c).join("");
  return `${wide.scrollWidth} px at ${innerWidth}: ` + inner.slice(0, 4).map(named).join(", ");
}"""


class Guise(NamedTuple):
    language: str
    width: int
    scheme: str


@dataclass(frozen=True)
class Shot:
    page: str
    viewer: str
    guise: Guise
    file: Path


@dataclass
class Wrong:
    page: str
    viewer: str
    guise: Guise
    what: str

    def __str__(self) -> str:
        g = self.guise
        return f"{self.page} as {self.viewer}, {g.language}, {g.width} px, {g.scheme}: {self.what}"


@contextmanager
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


def shoot(
    chromium: Any, url: str, walk: Walk, people: list[Viewer], guises: list[Guise], folder: Path
) -> tuple[list[Shot], list[Wrong]]:
    shots: list[Shot] = []
    wrong: list[Wrong] = []
    for viewer in people:
        for guise in guises:
            for shot, faults in _round(chromium, url, walk, viewer, guise, folder):
                shots.append(shot)
                wrong += faults
    return shots, wrong


def _round(
    chromium: Any, url: str, walk: Walk, viewer: Viewer, guise: Guise, folder: Path
) -> Iterator[tuple[Shot, list[Wrong]]]:
    """All pages of one viewer in one guise, in one window."""
    context = chromium.new_context(
        viewport={"width": guise.width, "height": 900},
        locale=guise.language,
        color_scheme=guise.scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(f"script: {error}"))
    page.on("console", lambda line: said.append(f"console: {line.text}") if line.type == "error" else None)
    if viewer.seat:
        page.goto(viewer.seat["sign_in"])
    for name, by_viewer in walk.pages.items():
        if viewer.name not in by_viewer:
            continue
        said.clear()
        address = by_viewer[viewer.name]
        page.goto(url + address, wait_until="load")
        page.evaluate("() => document.fonts.ready.then(() => true)")
        file = folder / f"{name}.{viewer.name}.{guise.language}.{guise.width}.{guise.scheme}.png"
        _picture(page, guise, file)
        faults = [] if address == NOWHERE else [Wrong(name, viewer.name, guise, each) for each in said]
        if out := page.evaluate(STICKING_OUT):
            faults.append(Wrong(name, viewer.name, guise, f"too wide, {out}"))
        yield Shot(name, viewer.name, guise, file), faults
    context.close()


def _picture(page: Any, guise: Guise, file: Path) -> None:
    height = page.evaluate("() => Math.ceil(document.documentElement.scrollHeight)")
    clip = {"x": 0, "y": 0, "width": guise.width, "height": max(300, min(height, TALLEST[guise.width]))}
    page.screenshot(path=str(file), full_page=True, clip=clip, animations="disabled")
