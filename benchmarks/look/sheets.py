"""The pictures of one page in one language on one sheet: a row for each seat, narrow before wide, day before night."""

import html
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks.look.shooting import NARROW, WIDE, Shot

SHOWN = {NARROW: 300, WIDE: 700}  # px on the sheet
STYLE = """
body { margin: 0; padding: 24px; width: max-content; background: #8a8a86; font: 15px/1.3 sans-serif; color: #fff; }
h1 { font-size: 20px; margin: 0 0 12px; } h2 { font-size: 15px; margin: 18px 0 8px; font-weight: 600; }
div { display: flex; gap: 14px; align-items: flex-start; } img { display: block; box-shadow: 0 1px 6px #0006; }
"""


def make(chromium: Any, shots: list[Shot], folder: Path) -> list[Path]:
    """Write the sheets, named by page and language; where they are."""
    page = chromium.new_context(viewport={"width": 2200, "height": 900}).new_page()
    order = {name: n for n, name in enumerate(dict.fromkeys(shot.viewer for shot in shots))}
    made = []
    by_sheet = sorted(shots, key=lambda shot: (shot.page, shot.guise.language, order[shot.viewer], shot.guise.width))
    for (name, language), of_sheet in groupby(by_sheet, key=lambda shot: (shot.page, shot.guise.language)):
        source = folder / "parts" / f"{name}.{language}.html"
        source.write_text(_sheet(name, language, list(of_sheet)))
        page.goto(source.resolve().as_uri())
        target = folder / f"{name}.{language}.png"
        page.locator("body").screenshot(path=str(target))
        made.append(target)
    return made


def _sheet(name: str, language: str, shots: list[Shot]) -> str:
    rows = []
    for viewer, of_viewer in groupby(shots, key=lambda shot: shot.viewer):
        ordered = sorted(of_viewer, key=lambda shot: (shot.guise.width, shot.guise.scheme != "light"))
        pictures = "".join(f'<img src="{shot.file.name}" width="{SHOWN[shot.guise.width]}" alt="">' for shot in ordered)
        rows.append(f"<h2>{html.escape(viewer)}</h2><div>{pictures}</div>")
    return f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style><h1>{name} · {language}</h1>{"".join(rows)}'
