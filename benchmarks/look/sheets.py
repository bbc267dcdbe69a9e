"""The pictures of one page, as one seat sees it in one language, on one sheet: narrow before wide, day before night."""

import html
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks.look.shooting import NARROW, WIDE, Shot

SHOWN = {NARROW: 300, WIDE: 700}  # px on the sheet: small, and still to be read
STYLE = """
body { margin: 0; padding: 24px; width: max-content; background: #8a8a86; color: #fff; }
h1 { font: 600 20px sans-serif; margin: 0 0 12px; }
div { display: flex; gap: 14px; align-items: flex-start; } img { display: block; box-shadow: 0 1px 6px #0006; }
"""


def make(chromium: Any, shots: list[Shot], folder: Path) -> list[Path]:
    """Write the sheets, named by page, language and seat, so that the same page lies together; where they are."""
    page = chromium.new_context(viewport={"width": 2200, "height": 900}).new_page()
    made = []
    by_sheet = sorted(shots, key=lambda shot: (_name(shot), shot.guise.width, shot.guise.scheme != "light"))
    for name, of_sheet in groupby(by_sheet, key=_name):
        source = folder / "parts" / f"{name}.html"
        source.write_text(_sheet(name, list(of_sheet)))
        page.goto(source.resolve().as_uri())
        target = folder / f"{name}.png"
        page.locator("body").screenshot(path=str(target))
        made.append(target)
    return made


def _name(shot: Shot) -> str:
    return f"{shot.page}.{shot.guise.language}.{shot.viewer}"


def _sheet(name: str, shots: list[Shot]) -> str:
    pictures = "".join(f'<img src="{shot.file.name}" width="{SHOWN[shot.guise.width]}" alt="">' for shot in shots)
    title = html.escape(name.replace(".", " · "))
    return f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style><h1>{title}</h1><div>{pictures}</div>'
