import json

import pytest

from goodoffices.live import sse
from goodoffices.live.tests.house import Event


@pytest.mark.parametrize(
    "html", ["<p>a</p>", "one\ntwo", "a\r\nb\rc\n", "a\u2028b\u0085c\x0bd", "data: x", ": y", "", "\n\nid: 9"]
)
def test_html_comes_through_a_stream_unchanged_but_for_its_line_ends(html):
    (block,) = sse.message(html).decode().split("\n\n")[:-1]
    assert Event(block).data == html.replace("\r\n", "\n").replace("\r", "\n")
    assert Event(block).name == "message"


def test_indentation_between_tags_is_left_out_and_a_blank_stays():
    html = "<li>\n    <b>a</b>\n    <i>b</i>\n\n  text\n  <p>one\ntwo</p></li>\n"
    assert Event(sse.message(html).decode()[:-2]).data == "<li> <b>a</b> <i>b</i>\n\n  text\n  <p>one\ntwo</p></li>\n"
    for kept in ("<pre>\n<b>a</b>\n</pre>", "<textarea>\n</textarea>"):
        assert Event(sse.message(kept).decode()[:-2]).data == kept


def test_no_line_break_in_data_can_forge_an_event():
    (block,) = sse.event("grew", {"book": "a\n\nevent: forged"}, "c").decode().split("\n\n")[:-1]
    assert json.loads(Event(block).data) == {"book": "a\n\nevent: forged"}
    assert Event(block).id == "c"
