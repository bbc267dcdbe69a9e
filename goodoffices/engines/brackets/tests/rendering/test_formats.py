"""What the formats make of a draft."""

import pytest

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.rendering import FORMATS, RenderOptions, rendered
from goodoffices.engines.brackets.tests.drafts import MANNERS

OPTIONS = RenderOptions()


# -- the formats


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("manner", ["trade", "arabic", "options"])
def test_the_same_draft_and_options_give_the_same_bytes(to: str, manner: str) -> None:
    draft = parse(MANNERS[manner])
    assert rendered(draft, to) == rendered(draft, to, RenderOptions()) != b""


@pytest.mark.parametrize("to", ["docm", "", "../pdf", "render_options"])
def test_another_format_is_an_error_that_names_those_there_are(to: str) -> None:
    with pytest.raises(ValueError, match="html, txt, docx, pdf, akn"):
        rendered(parse("x"), to)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("[a][b]", '<bdi class="alternative" dir="ltr" role="group" aria-label="alternative 1 of 2"><b>[</b>a<b>]</b></bdi>'),
        ("[X]", '<bdi class="blank" dir="ltr" role="group" aria-label="to be filled in">'),
        ("[US: a]", '<bdi class="who">US:</bdi> a'),
        ("a]", '<mark role="note" aria-label="closing bracket without a partner">]</mark>'),
        ("1. We <go> & stay", "1. We &lt;go&gt; &amp; stay"),
        ("{x}", '<bdi class="blank">{x}</bdi>'),
        ("1. x\n", '<ol class="paragraphs" role="list">\n<li id="1">'),
        ("Article 1\n\nx\n", '<section id="article-1">'),
        ("Option 1: a\n\nOption 2: b\n", 'aria-label="option 2 of 2"'),
    ],
)  # fmt: skip
def test_html_has(text: str, part: str) -> None:
    assert part in rendered(parse(text), "html").decode()


def test_html_closes_what_it_opens() -> None:
    for text in MANNERS.values():
        html = rendered(parse(text), "html").decode()
        for tag in ("section", "ol", "ul", "li", "bdi", "span", "p", "main", "mark"):
            assert html.count(f"<{tag}") == html.count(f"</{tag}>") or tag in {"p", "span", "mark"}, tag


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Article 1\n\n1. We go.\n", '<article eId="article-1">\n<num>Article 1</num>'),
        ("[US: a][EU: b]", '<inline name="alternative" eId="bracket-2" alternativeTo="bracket-1" refersTo="#party-EU">'),
        ("[a]", '<inline name="bracket" eId="bracket-1">[a]</inline>'),
        ("[X]", '<inline name="placeholder" eId="bracket-1">'),
        ("{x}", '<placeholder originalText="{x}">{x}</placeholder>'),
        ("Option 1 (Norway): a\n\nOption 2: b\n", '<hcontainer eId="option-1" name="option" refersTo="#party-Norway">'),
        ("a]", '<inline name="stray">]</inline>'),
    ],
)  # fmt: skip
def test_akoma_ntoso_has(text: str, part: str) -> None:
    assert part in rendered(parse(text), "akn").decode()


@pytest.mark.parametrize("text", ["a\udcffb", "[a \udcff]", "\ufeffa"])
def test_plain_text_gives_back_the_bytes_that_were_read(text: str) -> None:
    assert rendered(parse(text), "txt") == text.encode("utf-8", "surrogateescape")
