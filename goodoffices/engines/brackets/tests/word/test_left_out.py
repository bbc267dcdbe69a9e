"""What a Word file carries besides words: left out or shown, told in a sentence that names it, never run and never fetched."""

import io
import os
import time
import zipfile
from collections.abc import Mapping

import pytest

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.rendering import rendered
from goodoffices.engines.brackets.tests.word_edits import Desk
from goodoffices.engines.brackets.tests.word_files import RELATIONS, TYPES, W, packed, paragraph, run, word_file
from goodoffices.engines.brackets.word import Refused, markup, package, read_word

WORDS = "1. Each Party [shall][should] report."
HONEST = f"<w:document {W}><w:body>{paragraph(run(WORDS))}</w:body></w:document>"
BASE = {"[Content_Types].xml": TYPES, "word/document.xml": HONEST}


def related(kind: str, target: str, mode: str = "External") -> str:
    return (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" TargetMode="{mode}" Target="{target}" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    )


LEFT_OUT = {
    "macros": ({"word/vbaProject.bin": "x"}, "The document carries macros (word/vbaProject.bin). They are left out, and were not run."),
    "macros by type": (
        {"[Content_Types].xml": TYPES.replace("/>", ' a="macroEnabled"/>')},
        "The document says that it is one for macros (.docm or .dotm). None are read or run.",
    ),
    "controls": ({"word/activeX/activeX1.xml": "<x/>"}, "The document carries macros (word/activeX/activeX1.xml). They are left out, and were not run."),
    "an embedded program": (
        {"word/embeddings/oleObject1.bin": "MZ"},
        "The document carries embedded files (word/embeddings/oleObject1.bin). They are left out, unopened.",
    ),
    "many embedded files": (
        {f"word/embeddings/sheet{n}.xlsx": "PK" for n in range(5)},
        "The document carries embedded files (word/embeddings/sheet0.xlsx, word/embeddings/sheet1.xlsx, "
        "word/embeddings/sheet2.xlsx and 2 more). They are left out, unopened.",
    ),
    "a template": (
        {"word/_rels/settings.xml.rels": related("attachedTemplate", "http://example.org/t.dotm")},
        "The document would fetch a template from elsewhere (http://example.org/t.dotm). It is left out, unfetched.",
    ),
    "a picture": (
        {"word/_rels/document.xml.rels": related("image", r"file://\\example.org\share\x.png")},
        r"The document would fetch a picture from elsewhere (file://\\example.org\share\x.png). It is left out, unfetched.",
    ),
    "an object": (
        {"word/_rels/document.xml.rels": related("oleObject", "https://example.org/x")},
        "The document would fetch an object from elsewhere (https://example.org/x). It is left out, unfetched.",
    ),
    "a frame": (
        {"word/_rels/webSettings.xml.rels": related("frame", "mhtml:https://example.org/x!x")},
        "The document would fetch a page from elsewhere (mhtml:https://example.org/x!x). It is left out, unfetched.",
    ),
    "a kind nobody knows": (
        {"_rels/.rels": related("odd", "\u202ex")},
        "The document would fetch something of the kind odd from elsewhere (‹U+202E›x). It is left out, unfetched.",
    ),
    "a bomb beside the words": (
        {"word/media/image1.png": "a" * 5_000_000},
        "Parts of the document unpack to far more than they weigh (word/media/image1.png). They are left out, unopened.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_is_left_out_is_told_and_the_words_are_read(name: str) -> None:
    inside, sentence = LEFT_OUT[name]
    found = read_word(packed(BASE | inside))
    assert found.draft.text == WORDS + "\n" and len(found.draft.choices) == 1
    assert found.notices == (sentence,)


def test_several_things_are_told_one_by_one() -> None:
    inside: Mapping[str, str] = {
        "word/vbaProject.bin": "x",
        "word/embeddings/a.bin": "x",
        "word/_rels/settings.xml.rels": related("attachedTemplate", "http://example.org/t.dotm"),
        "word/_rels/document.xml.rels": related("hyperlink", "http://example.org/"),
    }
    assert [one.split(" (")[0] for one in read_word(packed(BASE | dict(inside))).notices] == [
        "The document carries macros",
        "The document carries embedded files",
        "The document would fetch a template from elsewhere",
    ]


# -- in the words


def field(*instruction: str, shown: str = "what it showed") -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    parts = "".join(f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in instruction)
    return mark("begin") + parts + mark("separate") + run(shown) + mark("end")


@pytest.mark.parametrize(
    ("instruction", "name"),
    [
        ([' INCLUDETEXT "c:\\\\secret.txt" '], "INCLUDETEXT"),
        ([" DDEAUTO c:\\\\windows\\\\cmd.exe &quot;/k calc&quot; "], "DDEAUTO"),
        (["D", "DE", " excel x"], "DDE"),
        ([" IncludePicture http://example.org/x.png \\d "], "INCLUDEPICTURE"),
        ([" LINK Excel.Sheet x"], "LINK"),
        ([" MACROBUTTON Run Click"], "MACROBUTTON"),
    ],
)
def test_a_field_is_not_followed_and_its_last_words_are_read(instruction: list[str], name: str) -> None:
    found = read_word(
        word_file(paragraph(run("1. We go ")) + paragraph(run("2. They "), field(*instruction), run(".")))
    )
    assert found.draft.text == "1. We go \n\n2. They what it showed.\n"
    assert found.notices == (
        f"A field that would fetch or start something ({name}) (in “2. They what it showed.”) is not followed; the words "
        "that it last showed are read.",
    )


def test_a_simple_field_is_seen_and_harmless_ones_are_not_told() -> None:
    simple = f'<w:fldSimple w:instr=" DDE cmd x">{run("shown")}</w:fldSimple>'
    found = read_word(
        word_file(paragraph(simple, field("PAGE \\* MERGEFORMAT", shown="3"), field(' REF x "DDE"', shown="4")))
    )
    assert found.draft.text == "shown34\n" and len(found.notices) == 1 and "(DDE)" in found.notices[0]


@pytest.mark.parametrize("where", ["run", "character style", "paragraph style", "style it is based on"])
def test_hidden_words_are_shown_however_they_are_hidden(where: str) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="H"><w:name w:val="H"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="P"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Q"/><w:basedOn w:val="P"/></w:style>'
    )
    style = {"paragraph style": "P", "style it is based on": "Q"}.get(where, "")
    properties = {"run": "<w:vanish/>", "character style": '<w:rStyle w:val="H"/>'}.get(where, "")
    found = read_word(
        word_file(paragraph(run("1. We "), run("never ", properties), run("go."), style=style), styles=styles)
    )
    assert found.draft.text == "1. We never go.\n"
    assert found.notices == ("Words formatted as hidden (in “1. We never go.”) are read like all others.",)


def test_words_that_only_seem_hidden_are_not_told() -> None:
    shown = run("x", '<w:vanish w:val="0"/>') + run("y", '<w:rStyle w:val="none"/>')
    assert read_word(word_file(paragraph(shown))).notices == ()


def test_objects_and_inserted_documents_are_left_out_and_told_with_their_place() -> None:
    body = (
        paragraph(run("1. Before "), "<w:r><w:object><x/></w:object></w:r>")
        + '<w:altChunk w:id="r9"/>'
        + paragraph(run("2. After"))
    )
    assert read_word(word_file(body)).notices == (
        "Embedded objects (in “1. Before”) are left out.",
        "Another document is inserted (in “2. After”); its words are not read.",
    )


def test_a_markup_tells_what_its_file_carries() -> None:
    draft = parse("1. Each Party shall report.\n")
    at = Desk(rendered(draft, "docx"))
    at.replace("shall", "should")
    with zipfile.ZipFile(io.BytesIO(at.saved())) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    found = markup(draft, packed(parts | {"word/vbaProject.bin": "x"}))
    assert [one.words for one in found.changes] == ["should"] and "macros" in found.notices[0]


# -- size


def heavy(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, words in BASE.items():
            archive.writestr(name, words)
        for name, words in parts.items():
            archive.writestr(f"word/media/{name}.png", words)
    return out.getvalue()


def test_a_hundred_megabytes_of_pictures_are_passed_over_at_once() -> None:
    data = heavy(**{f"image{n}": os.urandom(1_000_000) * 9 for n in range(11)})
    assert 95_000_000 < len(data) < package.MOST_BYTES
    began = time.perf_counter()
    assert read_word(data).draft.text == WORDS + "\n"
    assert time.perf_counter() - began < 2


def test_more_is_refused_at_once_with_a_way_forward() -> None:
    data = b"PK\x03\x04" + bytes(package.MOST_BYTES)
    began = time.perf_counter()
    with pytest.raises(Refused, match=r"at most 100,000,000 are read\. Take out its pictures, or cut it into parts\."):
        read_word(data)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize("limit", ["MOST_UNPACKED", "MOST_TOGETHER"])
def test_too_many_words_are_refused_before_they_are_read(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, limit, 1_000)
    body = HONEST.replace(WORDS, "".join(chr(97 + n % 26) for n in range(2_000)))
    with pytest.raises(Refused, match=r"Cut (it|the document) into parts"):
        read_word(packed(BASE | {"word/document.xml": body}))
