"""A table that is wider than its place shows at which edge there is more, and nothing where there is none."""

from pathlib import Path

import pytest

from goodoffices import site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]

STYLES = [Path(site.__file__).parent / "static/site" / name for name in ("tokens.css", "base.css")]
PAPER = STYLES[0].with_name("print.css").read_text(encoding="utf-8")
PAGE = """<html dir="{dir}"><style>{styles}</style><style media="print">{paper}</style>
<div class="table-scroll" tabindex="0"><table style="inline-size: {wide}px"><tr><td>Dear<td>Cheap</table></div>"""
SHOWN = """(place) => { const style = getComputedStyle(place);
return [style.getPropertyValue("--before"), style.getPropertyValue("--beyond")].map((length) => parseFloat(length) > 0); }"""
LINES = """(place) => { const style = getComputedStyle(place);
return [style.borderInlineStartColor, style.borderInlineEndColor]; }"""


@pytest.fixture
def place(someone):
    """`place(wide, dir)`: where a table of that many pixels stands, on a page of 360."""
    page = someone(width=360)

    def opened(wide, dir="ltr"):
        styles = "\n".join(each.read_text(encoding="utf-8") for each in STYLES)
        page.set_content(PAGE.format(dir=dir, wide=wide, styles=styles, paper=PAPER))
        return page, page.locator(".table-scroll")

    return opened


def _scrolled(page, found, to):
    found.evaluate("(place, to) => new Promise((done) => { place.scrollLeft = to; requestAnimationFrame(done); })", to)
    page.wait_for_timeout(100)
    return found.evaluate(SHOWN)


def test_an_edge_fades_only_while_there_is_more_behind_it(place):
    page, found = place(300)
    assert found.evaluate(SHOWN) == [False, False]
    for dir, sign in (("ltr", 1), ("rtl", -1)):
        page, found = place(900, dir)
        assert _scrolled(page, found, 0) == [False, True]
        assert _scrolled(page, found, 200 * sign) == [True, True]
        assert _scrolled(page, found, 900 * sign) == [True, False]
        assert f"to {'right' if dir == 'ltr' else 'left'}" in found.evaluate(
            "(place) => getComputedStyle(place).maskImage"
        )


def test_less_motion_and_the_readers_own_colours_have_it_and_paper_has_not(place):
    page, found = place(900)
    page.emulate_media(reduced_motion="reduce")
    assert _scrolled(page, found, 0) == [False, True]
    page.emulate_media(forced_colors="active")
    page.wait_for_timeout(100)
    start, end = found.evaluate(LINES)
    assert start != end and found.evaluate("(place) => getComputedStyle(place).maskImage") == "none"
    page.emulate_media(media="print", forced_colors="none")
    assert found.evaluate("(place) => getComputedStyle(place).maskImage") == "none"
