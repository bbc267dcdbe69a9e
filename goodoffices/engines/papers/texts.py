"""Plain text: UTF-8, without anything that is not text."""

import csv
import io
import re

from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.told import NotTaken, Told

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+(?:html|svg)|[\w]+:?(?:html|svg)\b|html|head|body|script|svg|iframe|object|embed|meta"
    r"|link|style|img|form|math|template|video|audio)\b",
    re.IGNORECASE | re.DOTALL,
)
_SCRIPT = re.compile(
    r"\s*(?:@echo\s+off|<\?php|<%|<script|<job\b|<package>|on error resume next|powershell\b|import-module\b)",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_MAIL_FIELD = re.compile(r"^(?:From|Received|MIME-Version|Message-ID|Return-Path):", re.IGNORECASE | re.MULTILINE)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u200b\u2060-\u2064\u180e\u00ad\U000e0000-\U000e007f]")
_FORMULA = re.compile(r"\s*(?:[=@]|[+-](?![\d.,\s]*(?:%|[eE][+-]?\d+)?\s*\Z))")
_STARTS_PROGRAM = re.compile(r"\s*[=@+-][^\n]*\|", re.DOTALL)
_BY_NAME = {".csv": "csv", ".md": "markdown", ".markdown": "markdown"}


def text(data: bytes, name: str, limits: Limits, told: Told) -> str:
    """`text`, `csv` or `markdown`: content says that it is text, and only then its name says which of the three.

    The bytes stay as they are. `NotTaken` for pages, scripts, other encodings and what is no text at all.
    """
    try:
        words = data.decode()
    except UnicodeDecodeError:
        raise NotTaken("not-utf-8" if _is_text_otherwise(data) else "unknown") from None
    words = words.removeprefix("\ufeff")
    if _NOT_TEXT.search(words):
        raise NotTaken("unknown")
    if words.startswith("#!") or _SCRIPT.match(words):
        raise NotTaken("program")
    if _PAGE.match(words[:20_000]):
        raise NotTaken("webpage")
    told.tell("bidi", len(_BIDI.findall(words)))
    told.tell("invisible", len(_INVISIBLE.findall(words)))
    if words.startswith("BEGIN:VCALENDAR") or _is_mail(words):
        told.tell("as-text")
        return "text"
    type = _BY_NAME.get("." + name.rsplit(".", 1)[-1].lower(), "text")
    if type == "csv":
        _formulas(words, told)
    return type


def _is_text_otherwise(data: bytes) -> bool:
    """Whether another encoding is likely: a byte order mark of UTF-16, or no control characters in the bytes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", data)


def _is_mail(words: str) -> bool:
    head = words[:8_000].replace("\r\n", "\n")
    fields = _MAIL.match(head)
    return bool(fields and _MAIL_FIELD.search(fields[0]))


def _formulas(words: str, told: Told) -> None:
    """Tell of cells that a spreadsheet would calculate; refuse those that would start a program (DDE)."""
    sample = words[:10_000]
    delimiter = max(",;\t", key=sample.count)
    csv.field_size_limit(1_000_000)
    try:
        for row in csv.reader(io.StringIO(words, newline=""), delimiter=delimiter):
            for cell in row:
                if cell[:1] in "=+-@ \t" and _FORMULA.match(cell):
                    if _STARTS_PROGRAM.match(cell):
                        raise NotTaken("command")
                    told.tell("formulas")
    except csv.Error:
        raise NotTaken("damaged") from None
