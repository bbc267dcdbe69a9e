"""What a file is called."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.papers.names import SUFFIXES, tidy_name
from tests.profiles import examples


@pytest.mark.parametrize(
    ("name", "type", "tidy"),
    [("../../etc/passwd", "text", "passwd.txt"), ("C:\\temp\\a.docx", "docx", "a.docx"), ("a\x00b.pdf", "pdf", "ab.pdf"), ("", "pdf", "file.pdf"),
     (".htaccess", "text", "htaccess.txt"), ("Letter to Amb.Lee", "pdf", "Letter to Amb.Lee.pdf"), (".pdf.exe", "pdf", "pdf.pdf"), ("invoice.pdf.exe", "pdf", "invoice.pdf"), ("CON.txt", "text", "file CON.txt"), ("com1", "csv", "file com1.csv"),
     ("annexe\u202excod.exe", "pdf", "annexexcod.pdf"), ("a  b\n.txt", "text", "a b.txt"), ("report v1.2", "pdf", "report v1.2.pdf"),
     ("مسودة الاتفاق.docx", "docx", "مسودة الاتفاق.docx"), ("می\u200cخواهم.txt", "text", "می\u200cخواهم.txt"), ('a<b>"c|?*.txt', "text", "a-b-c-.txt"),
     ("x" * 500, "png", "x" * 100 + ".png"), ("e\u0301.txt", "text", "é.txt"), ("a.PDF", "pdf", "a.pdf"), ("a.jpeg", "jpeg", "a.jpg")],
)  # fmt: skip
def test_names_are_tidied(name, type, tidy):
    assert tidy_name(name, type) == tidy


@settings(max_examples=examples(300, 5_000), deadline=None)
@given(
    st.text(alphabet=st.characters(), max_size=300)
    | st.lists(
        st.sampled_from(
            [".", "/", "\\", ":", " ", "a", "CON", ".exe", ".pdf", "İ", "\u202e", "\u200d", "\x00", "x" * 60]
        ),
        max_size=12,
    ).map("".join),
    st.sampled_from(sorted(SUFFIXES)),
)
def test_a_tidy_name_is_safe_and_stays_as_it_is(name, type):
    tidy = tidy_name(name, type)
    assert tidy.endswith(SUFFIXES[type])
    assert len(tidy.encode()) <= 255
    assert not set(tidy) & set('/\\:*?"<>|\x00\n')
    assert not tidy.startswith((".", " ")) and ".." not in tidy.removesuffix(SUFFIXES[type])[-2:]
    assert all(unicodedata.category(each) not in {"Cc", "Cs", "Zl", "Zp"} for each in tidy)
    assert not any(
        each in tidy for each in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\ufeff"
    )
    assert tidy_name(tidy, type) == tidy
