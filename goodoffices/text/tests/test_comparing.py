"""Redlines: the site says all that the engine says, and looks as the engine means it to look."""

from pathlib import Path

from django.utils.translation import override

import goodoffices.text
from goodoffices.engines.brackets.comparing.redline_html import ENGLISH
from goodoffices.engines.brackets.comparing.redline_style import STYLE
from goodoffices.text.comparing import WORDS, in_this_language


def test_every_word_of_a_redline_is_said_in_the_readers_language():
    assert in_this_language() == dict(ENGLISH)
    with override("ar"):
        said = in_this_language()
    assert [key for key in WORDS if said[key] == WORDS[key]] == []


def test_the_stylesheet_is_the_engines():
    served = Path(goodoffices.text.__file__).parent / "static/text/redline.css"
    assert served.read_text("utf-8") == STYLE
