"""What changed between two drafts: the word for each provision, and redlines that give both drafts back."""

import os
import re
import time
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.brackets import Draft, parse, read
from goodoffices.engines.brackets.comparing.differences import CHANGES, Diff, by_ids, diff
from goodoffices.engines.brackets.comparing.redline import after, before, in_words
from goodoffices.engines.brackets.comparing.redline_html import ENGLISH, _Redline, page
from goodoffices.engines.brackets.comparing.subsequence import matches
from goodoffices.engines.brackets.comparing.tokens import tokens
from goodoffices.engines.brackets.model import Provision
from goodoffices.engines.brackets.operations.proposing import insert, propose
from goodoffices.engines.brackets.tests.drafts import ARABIC, MANNERS, shared
from goodoffices.engines.brackets.tests.test_reading import texts

GOLDEN = Path(__file__).parent / "golden"

FIRST = """\
# The river

The Parties,

Recalling their shared river and its people,

Article 1 (Purpose)

1. The purpose of this agreement is to keep the river [clean][fit for drinking] for all who live beside it.

2. Each Party [shall][should] measure the flow of the river at the border every week.

3. Parties shall publish what their gauges have found within ten days of each reading.

Article 2 (Commission)

1. A joint commission is established and meets [annually] in the two capitals in turn. Its seat is in the border town and it chooses its own secretariat from among the staff of both ministries.

2. The commission decides by consensus of all its members.

3. Each Party bears the costs of its own delegation to the commission.

4. Travel of experts is paid from the common fund of both Parties.

Article 3 (Fund)

1. A fund shall hold the contributions of both Parties for works on the river banks.
"""

SECOND = """\
# The river

The Parties,

Recalling their shared river and its people,

Article 1 (Purpose)

1. The purpose of this agreement is to keep the river clean for all who live beside it.

2. Parties shall publish what their gauges have found within ten days of each reading.

3. Each Party [shall][should] measure the flow of the river at the border every day.

Article 2 (Scope)

1. This agreement applies to the river and to the lakes through which it flows.

Article 3 (Commission)

1. A joint commission is established and meets annually in the two capitals in turn.

2. Its seat is in the border town and it chooses its own secretariat from among the staff of both ministries.

3. The commission decides [by consensus] of all its members.

4. Each Party bears the costs of its own delegation to the commission, and travel of experts is paid from the common fund of both Parties.
"""


def changes(found: Diff) -> dict[tuple[str | None, str | None], str]:
    return {(row.a, row.b): row.change for row in found.rows}


def test_every_word_for_a_change_is_found_where_it_belongs() -> None:
    found = changes(diff(parse(FIRST, markdown=True), parse(SECOND, markdown=True)))
    assert found["article-1/1", "article-1/1"] == "cleaned"
    assert found["article-1/2", "article-1/3"] == "moved" or found["article-1/3", "article-1/2"] == "moved"
    assert found["article-2", "article-3"] == "renumbered"
    assert found[None, "article-2"] == "added"
    assert found[None, "article-2/1"] == "added"
    assert found["article-2/1", "article-3/1"] == "split" and found["article-2/1", "article-3/2"] == "split"
    assert found["article-2/2", "article-3/3"] == "bracketed"
    assert found["article-2/3", "article-3/4"] == "merged" and found["article-2/4", "article-3/4"] == "merged"
    assert found["article-3", None] == "removed"
    assert found["article-3/1", None] == "removed"
    assert found["article-1", "article-1"] == "same"
    edited = changes(
        diff(parse("Article 1\n\n1. The river is [very] long.\n"), parse("Article 1\n\n1. The river is [very] wide.\n"))
    )
    assert edited["article-1/1", "article-1/1"] == "edited"


@pytest.mark.parametrize("form", ["txt", "html"])
def test_the_redline_is_the_golden_one(form: str) -> None:
    """Written anew with GOLDEN=write; then look at it."""
    found = diff(parse(FIRST, markdown=True), parse(SECOND, markdown=True))
    words = in_words(found) + "\n" if form == "txt" else page(found, "first", "second")
    file = GOLDEN / f"redline.{form}"
    if os.environ.get("GOLDEN") == "write":
        file.write_text(words, encoding="utf-8")
    assert words == file.read_text(encoding="utf-8")


def test_each_provision_has_its_row_on_each_side() -> None:
    for a, b in ((FIRST, SECOND), (SECOND, FIRST), (FIRST, FIRST)):
        one, other = parse(a, markdown=True), parse(b, markdown=True)
        found = diff(one, other)
        assert {row.a for row in found.rows} - {None} == {p.id for p in one.provisions if one.own(p)}
        assert {row.b for row in found.rows} - {None} == {p.id for p in other.provisions if other.own(p)}
        assert sum(found.summary.changes.values()) == len(found.rows)
        assert sum(row.words for row in found.rows) == found.summary.inserted + found.summary.deleted


@given(a=st.one_of(texts, st.sampled_from(list(MANNERS.values()))), b=texts, markdown=st.booleans())
def test_a_redline_gives_both_drafts_back(a: str, b: str, markdown: bool) -> None:
    gives_back(diff(parse(a, markdown=markdown), parse(b, markdown=markdown)))


@settings(deadline=None)
@given(base=st.sampled_from(list(MANNERS.values())), data=st.data())
def test_a_draft_with_words_taken_out_moved_or_put_in_is_given_back(base: str, data: st.DataObject) -> None:
    words = base.split(" ")
    for _ in range(data.draw(st.integers(1, 6))):
        at, to = data.draw(st.integers(0, len(words) - 1)), data.draw(st.integers(0, len(words) - 1))
        words.insert(to, words.pop(at))
        if data.draw(st.booleans()):
            words.insert(to, data.draw(st.sampled_from(["[", "]", "weekly", "\n\n9. ", "[may]"])))
    found = diff(parse(base), parse(" ".join(words)))
    gives_back(found)
    assert diff(parse(base), parse(base)).summary.inserted == 0


def gives_back(found: Diff) -> None:
    """Reading what stays and what came, provision by provision, is the second draft; what stays and what went, the first."""
    shown_a = sorted(p.index for part in found.parts for p in part.a if found.a.own(p))
    shown_b = sorted(p.index for part in found.parts for p in part.b if found.b.own(p))
    assert shown_a == [p.index for p in found.a.provisions if found.a.own(p)]
    assert shown_b == [p.index for p in found.b.provisions if found.b.own(p)]
    for part in found.parts:
        now = "".join(s.text for s in part.segments if s.kind != "del")
        was = "".join(s.text for s in part.segments if s.kind != "ins")
        assert now == "".join(map(found.b.own, part.b))
        theirs = "".join(map(found.a.own, part.a))
        assert "".join(was.split()) == "".join(theirs.split()) if found.a.markdown == found.b.markdown else True
        assert was.split() == theirs.split() or found.a.markdown != found.b.markdown
        assert part.change in CHANGES


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("paris-2015-10-05-non-paper.txt", "paris-2015-10-23.md"),
        ("paris-2015-10-23.md", "paris-2015-12-12-adopted.md"),
        ("paris-2015-10-05-non-paper.txt", "paris-2015-12-12-adopted.md"),
    ],
)
def test_redlines_of_real_drafts_give_them_back_and_say_the_same_as_a_page(a: str, b: str) -> None:
    one, other = real(a), real(b)
    found = diff(one, other)
    gives_back(found)
    shown = Shown()
    shown.feed(page(found, a, b))
    parts = [part for part, _ in _Redline(found, "change", ENGLISH).parts]
    assert len(shown.after) == len(parts)
    for part, now, was in zip(parts, shown.after, shown.before, strict=True):
        assert letters(now) == letters(spoken(other, part.b))
        assert letters(was) == letters(spoken(one, part.a))
    whole = "\n".join(shown.after)
    assert not re.search(r"\*\*|\]\(|^#|\{:|^Page \d+ of|^edit: true", whole, re.MULTILINE)


def letters(text: str) -> str:
    """Letters and digits, raised ones as others."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def spoken(draft: Draft, provisions: tuple[Provision, ...]) -> str:
    """The words of provisions, without front matter, running heads and addresses."""
    begin = draft.text.index("\n---\n") + 5 if draft.text.startswith("---\n") else 0
    cut = list(draft.text)
    cut[:begin] = " " * begin
    for mark in draft.marks:
        if mark.kind in {"furniture", "definition"}:
            cut[mark.start : mark.end] = " " * (mark.end - mark.start)
        elif mark.kind == "link" and (found := re.search(r"\][(\[]", draft.text[mark.start : mark.end])):
            address = mark.start + found.start()
            cut[address : mark.end] = " " * (mark.end - address)
    text = "".join(cut)
    return re.sub(r"\{:[^{}]*\}", "", "".join(text[one.start : one.own_end] for one in provisions))


def real(name: str) -> Draft:
    return read(shared(name).read_bytes(), markdown=name.endswith(".md"))


class Shown(HTMLParser):
    """The words of a redline's page, with and without what went."""

    def __init__(self) -> None:
        super().__init__()
        self.after: list[str] = []
        self.before: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside.append(tag)
        if tag == "p" and ("class", "words") in attrs:
            self.after.append("")
            self.before.append("")
            self.inside.append("words")

    def handle_endtag(self, tag: str) -> None:
        if tag == "p" and "words" in self.inside:
            self.inside.remove("words")
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "words" in self.inside:
            self.after[-1] += "" if "del" in self.inside else data
            self.before[-1] += "" if "ins" in self.inside else data


def test_the_articles_of_paris_are_found_under_their_new_numbers() -> None:
    found = diff(real("paris-2015-10-23.md"), real("paris-2015-12-12-adopted.md"))
    articles = {
        row.a: row.b for row in found.rows if row.a and row.b and "/" not in row.a and row.a.startswith("article")
    }
    # Mitigation, adaptation, loss and damage, finance, transparency, global stocktake.
    new = {"article-3": "article-4", "article-4": "article-7", "article-5": "article-8", "article-6": "article-9"}
    new |= {"article-9": "article-13", "article-10": "article-14"}
    assert {a: articles.get(a) for a in new} == new


def test_ids_that_are_known_count_more_than_words() -> None:
    draft = parse("Article 1\n\n1. The river is long.\n\n2. The lake is deep.\n")
    at = draft.text.index("The river is long")
    new = insert(draft, at + 4, "great and mighty and old ", "North")
    assert isinstance(new, Draft)
    new = propose(new, new.text.index("lake"), new.text.index("deep") + 4, "sea has another depth altogether", "South")
    assert isinstance(new, Draft)
    found = changes(diff(draft, new, by_ids(draft, new)))
    assert found["article-1/1", "article-1/1"] == "bracketed" and found["article-1/2", "article-1/2"] == "bracketed"


def test_brackets_pull_no_words_apart() -> None:
    found = diff(parse("We [shall] [,without delay,] go [home]."), parse("We shall go home."))
    [part] = found.parts
    gone = [segment.text for segment in part.segments if segment.kind == "del"]
    assert gone == ["[", "] [,without delay,]", "[", "]"]


def test_what_cannot_be_seen_is_shown_by_number_and_nothing_runs() -> None:
    nasty = "Article 1\n\n1. \u202e<script>alert(1)</script>\x1b[31m & \udc80 \x00 [x].\n"
    found = diff(parse("Article 1\n\n1. Nothing.\n"), parse(nasty))
    html = page(found, "a<b>\u202e", 'c"d')
    assert "<script" not in html and "\u202e" not in html and "\x00" not in html and "\x1b" not in html
    assert "⟨U+202E⟩" in html and "⟨U+DC80⟩" in html
    html.encode("utf-8")
    words = in_words(found)
    assert "\x1b" not in words and "\u202e" not in words
    assert in_words(found, colours=True).replace("\x1b[", "").count("\x1b") == 0


def test_arabic_reads_from_the_right() -> None:
    html = page(diff(parse(ARABIC), parse(ARABIC.replace("سنويا", "شهريا"))), "a", "b")
    assert 'dir="rtl"' in html and html.count('dir="ltr"') == 0
    assert "<del>سنويا</del><ins>شهريا</ins>" in html


def test_chinese_is_compared_by_characters() -> None:
    found = diff(parse("第一條\n\n使館館長應分為三級。\n"), parse("第一條\n\n使館館長分為四級。\n"))
    assert found.summary.inserted == 1 and found.summary.deleted == 2


words = st.lists(st.sampled_from("abcde"), max_size=12)


@given(a=words, b=words)
def test_the_longest_common_subsequence_is_longest(a: list[str], b: list[str]) -> None:
    found = matches(a, b)
    assert all(a[i] == b[j] for i, j in found)
    assert found == sorted(set(found)) and len({i for i, _ in found}) == len({j for _, j in found}) == len(found)
    lengths = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, one in enumerate(a):
        for j, other in enumerate(b):
            lengths[i + 1][j + 1] = lengths[i][j] + 1 if one == other else max(lengths[i][j + 1], lengths[i + 1][j])
    assert len(found) == lengths[-1][-1]


def test_tokens_are_words_points_labels_and_brackets() -> None:
    draft = parse("1. The G7’s 3.5 per cent [, if any].\n")
    found = [(token.kind, token.key) for token in tokens(draft, draft.provisions[-1])]
    assert found == [
        ("label", "1"), ("label", "."), ("word", "The"), ("word", "G7’s"), ("word", "3.5"), ("word", "per"), ("word", "cent"),
        ("bracket", "["), ("point", ","), ("word", "if"), ("word", "any"), ("bracket", "]"), ("point", "."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "a", "b"),
    [
        ("openers", "[" * 60_000, "[" * 40_000 + "x"),
        ("alternating", "[]" * 40_000, "][" * 40_000),
        ("nul", "\x00" * 300_000, "\x00 " * 150_000),
        ("one word", "word " * 100_000, "word other " * 50_000),
        ("one line each", "1. a b c d e\n" * 5_000, "2. a b c d f\n" * 5_000),
        ("nothing alike", " ".join(f"a{i}" for i in range(60_000)), " ".join(f"b{i}" for i in range(60_000))),
    ],
)
def test_hostile_drafts_are_compared_in_their_time(name: str, a: str, b: str) -> None:
    one, other = parse(a), parse(b)
    begun = time.process_time()
    found = diff(one, other)
    assert time.process_time() - begun < 10
    assert after(found) == b
    assert before(found).split() == a.split()
