"""What `goodoffices text inspect` and `text trend` answer: as one JSON object, and in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from goodoffices.engines.brackets import metrics
from goodoffices.engines.brackets.parsing import encode, read
from goodoffices.engines.brackets.render.remarks import Remark
from goodoffices.engines.brackets.tree import Draft

MOST_BYTES = 32_000_000
MOST_COUNTED = 10 * MOST_BYTES  # what is larger still, or has no end, is not even counted
MOST_BRACKETS = 2_000_000
MOST_PROBLEMS = 100_000
_SHOWN_PROBLEMS = 40
_SHOWN_REMARKS = 100


class Unreadable(Exception):
    """A file that is not read; the text says why, and what to do."""


class Loaded(NamedTuple):
    """A file's bytes (of Word: the text it is read as) and tree. Of Word also what its comments say without a stance, and
    sentences on what was made plain or left out."""

    data: bytes
    draft: Draft
    remarks: tuple[Remark, ...] = ()
    notices: tuple[str, ...] = ()


def load(path: Path) -> Loaded:
    """A draft as it stands in a file; Markdown by the file's ending, Word by its first bytes. `Unreadable` where there is none, or too much."""
    data = _bytes(path)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(f"{_shown(str(path))} is a document of an older Word. Save it as .docx and try that file.")
    if data.startswith((b"%PDF-", b"{\\rtf")):
        kind = "a PDF" if data.startswith(b"%") else "rich text"
        raise Unreadable(
            f"{_shown(str(path))} is {kind}, not text. Save its words as text or as .docx and try that file."
        )
    if data.startswith(b"PK\x03\x04"):
        return _from_word(path, data)
    if data.count(b"[") + data.count(b"]") > MOST_BRACKETS:
        raise Unreadable(_too_much(path, len(data), data.count(b"["), data.count(b"]")))
    return Loaded(data, read(data, markdown=is_markdown(path)), notices=_looks_wide(data))


def _looks_wide(data: bytes) -> tuple[str, ...]:
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ()
    return ("This looks like UTF-16, of which only the signs of brackets are understood. Save it as UTF-8.",)


def _from_word(path: Path, data: bytes) -> Loaded:
    from goodoffices.engines.brackets import read_docx

    try:
        draft, remarks, notices = read_docx.read(data)
    except read_docx.Refused as problem:
        raise Unreadable(f"{_shown(str(path))}: {problem}") from None
    if len(draft.brackets) * 2 + len(draft.loose) > MOST_BRACKETS:
        raise Unreadable(_too_much(path, len(data), draft.text.count("["), draft.text.count("]")))
    return Loaded(encode(draft.text), draft, remarks, notices)


def is_markdown(path: Path) -> bool:
    return path.suffix.lower() in {".md", ".markdown"}


def _bytes(path: Path) -> bytes:
    """All of a file, if it is not too large; it is never held at once if it is."""
    size = opened = closed = 0
    chunks: list[bytes] = []
    try:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                size += len(chunk)
                opened += chunk.count(b"[")
                closed += chunk.count(b"]")
                if size <= MOST_BYTES:
                    chunks.append(chunk)
                else:
                    chunks.clear()
                if size > MOST_COUNTED:
                    raise Unreadable(
                        f"{_shown(str(path))} has more than {MOST_COUNTED:,} bytes; at most {MOST_BYTES:,} are read at once. "
                        "Cut the text into parts."
                    )
    except OSError as problem:
        raise Unreadable(f"{_shown(str(path))} cannot be read: {problem.strerror}. Name a file of text.") from None
    if size > MOST_BYTES:
        raise Unreadable(_too_much(path, size, opened, closed))
    return b"".join(chunks)


def _too_much(path: Path, size: int, opened: int, closed: int) -> str:
    return (
        f"{_shown(str(path))} has {size:,} bytes, {opened:,} opening and {closed:,} closing brackets; at most {MOST_BYTES:,} bytes and "
        f"{MOST_BRACKETS:,} brackets are read at once. Cut the text into parts."
    )


def inspected(loaded: Loaded) -> dict[str, Any]:
    """The object that `text inspect --json` prints.

    `problems` are by plain nesting over the raw text, the first 100,000 of them; `problems_left_out` says how many more.
    """
    data, draft = loaded.data, loaded.draft
    counts = metrics.whole(draft)
    raw = metrics.plain(draft.text)
    listed = metrics.problems(draft.text, raw.offsets)
    answer: dict[str, Any] = {
        name: getattr(counts, name)
        for name in (
            "words", "open", "close", "stray", "unclosed", "depth", "alternatives", "options", "placeholders",
            "provisions", "clean",
        )
    }  # fmt: skip
    answer["round_trip"] = metrics.round_trips(draft, data)
    answer["problems"] = [problem._asdict() for problem in islice(listed, MOST_PROBLEMS)]
    if len(raw.offsets) > MOST_PROBLEMS:
        answer["problems_left_out"] = len(raw.offsets) - MOST_PROBLEMS
    if draft.markdown:
        answer["links"] = sum(mark.kind == "link" for mark in draft.marks)
        answer["footnotes"] = sum(
            mark.kind == "footnote" and draft.text[mark.end : mark.end + 1] != ":" for mark in draft.marks
        )
    if loaded.remarks:
        answer["remarks"] = [_placed(draft, one) for one in loaded.remarks]
    if loaded.notices:
        answer["notices"] = list(loaded.notices)
    return answer


def _placed(draft: Draft, remark: Remark) -> dict[str, Any]:
    line, column = draft.place(remark.start)
    about = draft.text[remark.start : remark.end]
    return {"line": line, "column": column, "party": remark.party, "about": about, "words": remark.words}


def in_words(name: str, loaded: Loaded) -> str:
    """The same for people: the whole, each article, and where brackets do not match."""
    draft, answer = loaded.draft, inspected(loaded)
    found = metrics.by_provision(draft)
    lines = [
        f"{_shown(name)}: {answer['words']:,} words, {answer['open']:,} opening and {answer['close']:,} closing brackets.",
        "",
    ]
    lines += _table(
        [
            ("words in brackets", found[0].bracketed_words), ("deepest nesting", answer["depth"]),
            ("alternatives", answer["alternatives"]), ("options", answer["options"]),
            ("placeholders", answer["placeholders"]), ("provisions", answer["provisions"]),
            ("of these clean", answer["clean"]), ("… inside a bracket", found[0].enclosed), ("stray closers", answer["stray"]), ("left open", answer["unclosed"]),
        ]
        + [(word, answer[word]) for word in ("links", "footnotes") if word in answer]
    )  # fmt: skip
    lines += ["", *_by_article(draft, found), *_reasons(draft), *_comments(answer.get("remarks", ()))]
    lines += map(_shown, loaded.notices)
    if invisible := metrics.hidden(draft.text):
        lines.append(
            f"{invisible:,} characters cannot be seen: controls, marks of direction, or bytes that are no UTF-8."
        )
    lines.append(
        "Written back, it is byte for byte what was read."
        if answer["round_trip"]
        else "Written back, it is NOT what was read. Please report this with the file."
    )
    return "\n".join(lines)


def _table(rows: Sequence[tuple[str, int]]) -> Iterator[str]:
    for word, figure in rows:
        yield f"  {word:<18} {figure:>9,}"


def _by_article(draft: Draft, found: list[metrics.Counts]) -> Iterator[str]:
    """A line for each article or heading that has words of its own or numbered paragraphs."""
    rows = [
        one
        for one in draft.provisions
        if one.kind in {"article", "heading"} and (found[one.index].open or found[one.index].close)
    ]
    if not rows:
        return
    yield f"  {'with brackets':<44} {'words':>7} {'brackets':>9} {'depth':>6} {'options':>8} {'clean':>9}"
    for one in rows[:200]:
        count = found[one.index]
        name = _shown(draft.own(one).strip(" #*\n\r\t"))[:42]
        clean = f"{count.clean} of {count.provisions}"
        yield f"  {name:<44} {count.words:>7,} {count.open:>9,} {count.depth:>6} {count.options:>8} {clean:>9}"
    if len(rows) > 200:
        yield f"  … and {len(rows) - 200:,} more."
    yield ""


def _reasons(draft: Draft) -> Iterator[str]:
    """Where brackets do not match, nested within each provision: a reader will look there first."""
    for loose in draft.loose[:_SHOWN_PROBLEMS]:
        line, column = draft.place(loose.start)
        word = "left open" if loose.kind == "left_open" else "stray"
        yield f"  line {line}, column {column}: {word}. {_shown(loose.reason)}"
    if len(draft.loose) > _SHOWN_PROBLEMS:
        yield f"  … and {len(draft.loose) - _SHOWN_PROBLEMS:,} more that do not match."
    if draft.loose:
        yield ""


def _comments(remarks: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What Word's comments say without taking a stance."""
    for one in remarks[:_SHOWN_REMARKS]:
        yield f"  line {one['line']}, on “{_shown(one['about'])[:40]}”, {_shown(one['party'])}: {_shown(one['words'])}"
    if len(remarks) > _SHOWN_REMARKS:
        yield f"  … and {len(remarks) - _SHOWN_REMARKS:,} more comments; --json has all."
    if remarks:
        yield ""


def _shown(words: str) -> str:
    """For a terminal: one line, and nothing in it that a terminal would act on."""
    flat = " ".join(words.split())
    return "".join(c if unicodedata.category(c)[0] != "C" else "�" for c in flat)


def counted(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """A row of figures for each draft, in the order given."""
    rows = []
    for path in paths:
        draft = load(path).draft
        rows.append({"file": _shown(path.name), **asdict(metrics.whole(draft))})
    return rows


def trend_in_words(rows: Sequence[dict[str, Any]]) -> str:
    """A line for each draft, and what changed from the first to the last."""
    lines = [
        f"{'draft':<40} {'words':>8} {'in brackets':>12} {'brackets':>9} {'depth':>6} {'options':>8} {'clean':>11}"
    ]
    for row in rows:
        clean = f"{row['clean']} of {row['provisions']}"
        lines.append(
            f"{_shown(row['file'])[:40]:<40} {row['words']:>8,} {row['bracketed_words']:>12,} {row['open']:>9,}"
            f" {row['depth']:>6} {row['options']:>8} {clean:>11}"
        )
    return "\n".join(lines)
