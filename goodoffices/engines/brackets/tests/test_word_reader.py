"""Word documents of others: read tolerantly where they are honest, refused with a sentence where they are not."""

import io
import json
import random
import time
import zipfile

import pytest

from goodoffices.engines.brackets.loading import Unreadable, load
from goodoffices.engines.brackets.model.spans import Note
from goodoffices.engines.brackets.reading.parsing import parse
from goodoffices.engines.brackets.rendering import rendered
from goodoffices.engines.brackets.tests.word_files import (
    RELATIONS,
    TYPES,
    W,
    deleted,
    inserted,
    packed,
    paragraph,
    run,
    word_file,
)  # fmt: skip
from goodoffices.engines.brackets.word import read_word
from goodoffices.engines.brackets.word.reader import Refused
from goodoffices.site.command import main


def text(*paragraphs, **parts):
    return read_word(word_file("".join(paragraphs), **parts)).draft.text


def stances(draft):
    return [
        (draft.inner(one), [(said.party, said.stance) for said in one.attributions], one.choice >= 0)
        for one in draft.brackets
    ]


# -- tracked changes


def test_an_insertion_is_its_authors_proposal():
    draft = read_word(word_file(paragraph(run("1. Parties report"), inserted("Lena", run(" every year")), run("."))))
    assert draft.draft.text == "1. Parties report [Lena: every year].\n"
    assert stances(draft.draft) == [("every year", [("Lena", "proposed")], False)]


def test_a_deletion_is_its_authors_opposition_and_the_words_stay():
    draft = read_word(word_file(paragraph(run("Parties "), deleted("Idris", "shall "), run("report.")))).draft
    assert draft.text == "Parties [Idris oppose: shall] report.\n"
    assert stances(draft) == [("shall", [("Idris", "opposed")], False)]


def test_words_put_in_the_place_of_others_are_alternatives():
    found = read_word(
        word_file(
            paragraph(run("Parties "), deleted("Lena", "shall"), inserted("Lena", run("should")), run(" report."))
        )
    )
    assert found.draft.text == "Parties [shall][Lena: should] report.\n"
    assert stances(found.draft) == [("shall", [], True), ("should", [("Lena", "proposed")], True)]


def test_one_partys_insertion_struck_out_by_another_says_both():
    struck = '<w:del w:id="3" w:author="Idris"><w:r><w:delText>promptly</w:delText></w:r></w:del>'
    draft = read_word(word_file(paragraph(run("They report "), inserted("Lena", struck), run(".")))).draft
    assert draft.text == "They report [Lena propose; Idris oppose: promptly].\n"


def test_a_deletion_of_one_beside_an_insertion_of_another_is_no_exchange():
    assert text(paragraph(run("We "), deleted("Lena", "shall"), inserted("Idris", run("may")), run(" go."))) == (
        "We [Lena oppose: shall][Idris: may] go.\n"
    )


def test_brackets_that_were_typed_are_not_doubled():
    assert text(paragraph(run("We "), inserted("Lena", run("[shall]")), run(" go."))) == "We [Lena: shall] go.\n"
    assert (
        text(paragraph(run("We "), inserted("Secretariat", run("[US: shall]")), run(" go."))) == "We [US: shall] go.\n"
    )
    typed = text(paragraph(inserted("Lena", run("[")), run("shall"), inserted("Lena", run("]"))))
    assert typed == "[shall]\n"


def test_a_party_whose_name_would_break_a_bracket_keeps_the_draft_whole():
    draft = read_word(word_file(paragraph(run("We "), inserted("A]:[B", run("go"))))).draft
    assert draft.text == "We [A B: go]\n" and not draft.loose


# -- what Word counts, and where it puts words


NUMBERED = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%3"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="8"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)  # fmt: skip


def test_numbers_that_word_counts_are_written_out():
    draft = read_word(
        word_file(
            "".join(
                paragraph(run(words), number=(7, level))
                for words, level in (("one", 0), ("under it", 1), ("again", 1), ("deep", 2), ("two", 0), ("anew", 1))
            )
            + paragraph(run("five"), number=(8, 0)),
            numbering=NUMBERED,
        )
    ).draft
    labels = [line.split()[0] for line in draft.text.splitlines() if line]
    assert labels == ["1.", "(a)", "(b)", "1.iii", "2.", "(a)", "5."]
    assert [one.label for one in draft.provisions if one.kind == "paragraph"][:2] == ["1", "2"]


def test_headings_are_known_by_their_style_or_what_it_is_based_on():
    styles = (
        '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Ours"><w:name w:val="Our heading"/><w:basedOn w:val="berschrift1"/><w:outlineLvl w:val="1"/></w:style>'
        '<w:style w:styleId="Loop"><w:name w:val="x"/><w:basedOn w:val="Loop"/></w:style>'
    )
    draft = read_word(
        word_file(
            paragraph(run("Water"), style="berschrift1")
            + paragraph(run("Flow"), style="Ours")
            + paragraph(run("Words."), style="Loop"),
            styles=styles,
        )
    ).draft
    assert draft.text == "# Water\n\n## Flow\n\nWords.\n"
    assert [one.kind for one in draft.provisions[1:3]] == ["heading", "heading"]


def test_tables_boxes_fields_and_footnotes_are_read_in_order_and_once():
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>"
        + paragraph(run("in a box"))
        + "</w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent>"
        + paragraph(run("in a box"))
        + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    )
    called = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE \\* X</w:instrText></w:r>'
    table = (
        "<w:tbl><w:tr><w:tc>"
        + paragraph(run("[ten]"))
        + "</w:tc><w:tc>"
        + paragraph(run("million"))
        + "</w:tc></w:tr></w:tbl>"
    )
    notes = (
        f'<w:footnote w:id="0">{paragraph(run("never called"))}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph(run(" By the [secretariat]."))}</w:footnote>'
    )
    draft = read_word(
        word_file(paragraph(run("Before"), called, field) + table + paragraph(box), footnotes=notes)
    ).draft
    assert draft.text.split("\n\n")[:3] == ["Before[^1]", "[ten]", "million"]
    assert draft.text.count("in a box") == 1 and "PAGE" not in draft.text and "never called" not in draft.text
    assert draft.text.endswith("[^1]: By the [secretariat].\n")


def test_words_formatted_as_hidden_are_read_and_said_to_be():
    found = read_word(word_file(paragraph(run("seen "), run("unseen", "<w:vanish/>"))))
    assert found.draft.text == "seen unseen\n"
    assert found.notices == ("Words formatted as hidden (in “seen unseen”) are read like all others.",)


def test_comments_are_stances_where_they_take_one_and_remarks_where_not():
    said = "".join(
        f'<w:comment w:id="{number}" w:author="{who}">{paragraph(run(words))}</w:comment>'
        for number, who, words in ((0, "Lena", "Supported, with thanks"), (1, "Idris", "Please check the Arabic."))
    )
    body = paragraph(
        run("We "), '<w:commentRangeStart w:id="0"/>', inserted("North", run("shall")), '<w:commentRangeEnd w:id="0"/>',
        '<w:r><w:commentReference w:id="0"/></w:r>', run(" go"), '<w:r><w:commentReference w:id="1"/></w:r>', run("."),
    )  # fmt: skip
    found = read_word(word_file(body, comments=said))
    assert found.draft.text == "We [North: shall] go.\n"
    (note,) = found.draft.notes
    assert isinstance(note, Note) and (note.party, note.stance, note.words) == ("Lena", "supported", "with thanks")
    assert "shall" in found.draft.text[note.start : note.end]
    (remark,) = found.comments
    assert (remark.party, remark.words) == ("Idris", "Please check the Arabic.")
    assert found.draft.text[remark.start : remark.end].strip() == "go"


# -- hostile files


HONEST = f"<w:document {W}><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>"
BASE = {"[Content_Types].xml": TYPES, "word/document.xml": HONEST}
LAUGHS = (
    '<!DOCTYPE w:document [<!ENTITY a "ha ha ha ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f"<w:document {W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)
READS = LAUGHS.replace('"ha ha ha ha"', 'SYSTEM "file:///etc/passwd"')
TEMPLATE = (
    f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" TargetMode="External" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://example.org/t.dotm"/></Relationships>'
)
HOSTILE = {
    "a zip bomb": (BASE | {"word/document.xml": HONEST.replace("x", "a" * 30_000_000)}, "unpacks to far more"),
    "entities that multiply": (BASE | {"word/document.xml": LAUGHS}, "entities of its own"),
    "entities that read files": (BASE | {"word/document.xml": READS}, "entities of its own"),
    "entities in a part beside": (BASE | {"word/numbering.xml": LAUGHS}, "entities of its own"),
    "a path out of the folder": (BASE | {"../../etc/cron.d/x": "x"}, "outside it"),
    "an absolute path": (BASE | {"/etc/passwd": "x"}, "outside it"),
    "a path of another system": (BASE | {"word\\..\\..\\x": "x"}, "outside it"),
    "no document": ({"[Content_Types].xml": TYPES}, "missing"),
    "no list of types": ({"word/document.xml": HONEST}, "missing"),
    "half an element": (BASE | {"word/document.xml": HONEST[:-30]}, "not well-formed"),
    "an encoding nobody knows": (BASE | {"word/document.xml": '<?xml version="1.0" encoding="UTF-9"?>' + HONEST}, "not well-formed"),
    "another document": (BASE | {"word/document.xml": "<x/>"}, "not a Word document"),
    "a depth no one writes": (BASE | {"word/document.xml": HONEST.replace("<w:p>", "<w:p>" + "<w:r>" * 50_000)}, "nests more than"),
    "too many parts": (BASE | {f"word/x{n}.xml": "" for n in range(5_000)}, "parts"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_refused_with_a_sentence_and_at_once(name):
    inside, expected = HOSTILE[name]
    data = packed(inside)
    began = time.perf_counter()
    with pytest.raises(Refused, match=expected) as refusal:
        read_word(data)
    assert time.perf_counter() - began < 2
    assert str(refusal.value).endswith(".") and "Traceback" not in str(refusal.value)


def test_a_part_that_lies_about_its_size_is_not_believed():
    data = bytearray(packed(BASE | {"word/document.xml": HONEST.replace("x", "a" * 3_000_000)}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo("word/document.xml")
    real = info.file_size.to_bytes(4, "little")
    at = data.find(real)
    while at >= 0:
        data[at : at + 4] = (1_000).to_bytes(4, "little")
        at = data.find(real, at + 1)
    with pytest.raises(Refused):
        read_word(bytes(data))


def test_two_parts_of_one_name_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, pytest.warns(UserWarning):
        for name, words in (*BASE.items(), ("word/document.xml", HONEST)):
            archive.writestr(name, words)
    with pytest.raises(Refused, match="two parts of one name"):
        read_word(out.getvalue())


@pytest.mark.parametrize("cut", [0, 10, 300])
def test_a_broken_archive_is_refused(cut):
    with pytest.raises(Refused, match="damaged"):
        read_word(packed(BASE)[:cut])


def test_a_hyperlink_is_only_words():
    link = TEMPLATE.replace("attachedTemplate", "hyperlink")
    body = HONEST.replace("<w:r>", "<w:hyperlink><w:r>").replace("</w:r>", "</w:r></w:hyperlink>")
    assert (
        read_word(packed(BASE | {"word/document.xml": body, "word/_rels/document.xml.rels": link})).draft.text == "x\n"
    )


def test_the_command_reads_word_and_says_what_it_refuses(tmp_path):
    file = tmp_path / "draft.docx"
    file.write_bytes(word_file(paragraph(run("1. We [shall]["), run("should] go."))))
    data, draft = load(file)[:2]
    assert data == b"1. We [shall][should] go.\n" and len(draft.choices) == 1
    file.write_bytes(packed(BASE | {"word/vbaProject.bin": "x"}))
    assert load(file).notices[0].startswith("The document carries macros (word/vbaProject.bin).")
    file.write_bytes(packed(BASE | {"../x": "x"}))
    with pytest.raises(Unreadable, match=r"draft\.docx: A part of the document wants to lie outside it"):
        load(file)
    file.write_bytes(b"\xd0\xcf\x11\xe0 old")
    with pytest.raises(Unreadable, match="older Word"):
        load(file)


def test_whatever_bytes_come_are_read_or_refused():
    rng = random.Random(5)
    honest = word_file(paragraph(run("We [shall]["), inserted("Lena", run("should")), run("] go.")))
    refused = 0
    for _ in range(400):
        data = bytearray(honest)
        for _ in range(rng.randint(1, 6)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        try:
            read_word(bytes(data))
        except Refused:
            refused += 1
    assert 100 < refused < 400


def test_comments_without_a_stance_go_where_the_draft_goes(tmp_path, capsys):
    said = f'<w:comment w:id="0" w:author="Idris">{paragraph(run("Please check the Arabic."))}</w:comment>'
    body = paragraph(run("We go"), '<w:r><w:commentReference w:id="0"/></w:r>', run("."))
    file, again, page = tmp_path / "draft.docx", tmp_path / "again.docx", tmp_path / "page.html"
    file.write_bytes(word_file(body, comments=said))
    assert main(["text", "inspect", str(file), "--json"]) == 0
    (remark,) = json.loads(capsys.readouterr().out)["remarks"]
    assert remark == {"line": 1, "column": 4, "party": "Idris", "about": "go", "words": "Please check the Arabic."}
    assert main(["text", "inspect", str(file)]) == 0
    assert "line 1, on “go”, Idris: Please check the Arabic." in capsys.readouterr().out
    for out, to in ((again, "docx"), (page, "html"), (tmp_path / "page.pdf", "pdf"), (tmp_path / "page.xml", "akn")):
        assert main(["text", "render", str(file), "--to", to, "--out", str(out)]) == 0
    assert "Idris: Please check the Arabic." in page.read_text()
    assert [one.words for one in read_word(again.read_bytes()).comments] == ["Please check the Arabic."]


def test_ids_come_back_from_word_whatever_its_numbers_became():
    draft = parse("Article 5\n\n1. Each Party shall report.\n\n2. [They meet.]\n\n(a) yearly;\n\n(b) [[US: twice]].\n")
    ids = [one.id for one in draft.provisions]
    assert [one.id for one in read_word(rendered(draft, "docx")).draft.provisions] == ids
    words = altered(rendered(draft, "docx"), ("2.", "3."), ("1.", "2."), ("Article 5", "Article 6"))
    again = read_word(words).draft
    assert again.text.startswith("# Article 6\n\n2. Each Party shall report.\n\n3. [They meet.]")
    assert [one.id for one in again.provisions] == ids


def altered(document: bytes, *changes: tuple[str, str]) -> bytes:
    """A document with other words in it, each a whole run."""
    with zipfile.ZipFile(io.BytesIO(document)) as opened:
        parts = {name: opened.read(name).decode() for name in opened.namelist()}
    for before, after in changes:
        parts["word/document.xml"] = parts["word/document.xml"].replace(f">{before}<", f">{after}<")
    return packed(parts)
