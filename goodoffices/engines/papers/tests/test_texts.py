"""Text is taken as it is if it is text; its name then says which sort."""

import pytest

from goodoffices.engines.papers.tests.making import looked_at, refusal


@pytest.mark.parametrize(
    ("name", "type"),
    [("a.txt", "text"), ("a.csv", "csv"), ("a.MD", "markdown"), ("a.docx", "text"), ("a", "text"), ("a.exe", "text")],
)
def test_the_name_chooses_among_three_sorts_of_text(name, type):
    words = "Article 1 · المادة ١ · Статья 1\n".encode()
    assert looked_at(words, name)[:2] == (type, words)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"\xff\xfeA\x00", "not-utf-8"), ("Accord signé".encode("latin-1"), "not-utf-8"), (b"a\x00b", "unknown"), (b"a\x1b[31m", "unknown"),
     (b"#!/bin/sh\nrm", "program"), (b"@echo off\r\n", "program"), (b"<?php x", "program"), (b"MZ\x90\x00\x03\x00" + bytes(60), "program"),
     (b"\x7fELF\x02\x01", "program"), (b"\xfe\xed\xfa\xcf\x01", "program"), (b"<!DOCTYPE html><p>", "webpage"), (b"\n <HTML>", "webpage"),
     (b"\xef\xbb\xbf<html>", "webpage"), (b"<!-- x --><html>", "webpage"), (b'<?xml version="1.0"?>\n<svg xmlns="x"/>', "webpage"),
     (b"<svg onload=alert(1)>", "webpage"), (b"\x00\x00\x00\x18ftypheic", "picture"), (b"BM\x00\x00", "picture"), (bytes(200), "unknown"),
     (b"%PDX-1.7 \x00", "unknown"), (b"about %PDF-1.7", "polyglot")],
)  # fmt: skip
def test_what_is_no_text_is_refused(data, code):
    assert refusal(data, "note.txt") == code


def test_honest_text_is_not_mistaken():
    for words in (
        "MZee Kenyatta spoke.",
        "BM",
        "Use <b>bold</b> words.",
        "#1 is first",
        "Rar is a river",
        "a < b and c > d",
    ):
        assert refusal(words.encode()) == "", words


def test_mails_and_appointments_are_kept_as_plain_text():
    mail = b"From: lena@north.example\r\nSubject: Draft\r\nMIME-Version: 1.0\r\n\r\nHello\r\n"
    for data, name in ((mail, "a.eml"), (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "a.ics")):
        type, _kept, told = looked_at(data, name)
        assert type == "text" and "as-text" in told


@pytest.mark.parametrize(
    ("cell", "told", "code"),
    [("=1+1", 1, ""), ("@SUM(1)", 1, ""), ("+A1", 1, ""), ("-A1", 1, ""), ("-5", 0, ""), ("+4,5 %", 0, ""), ("-1.5e3", 0, ""), ("a=b", 0, ""),
     ("=cmd|'/c calc'!A1", 0, "command"), ("-2+cmd|'/c'!A", 0, "command")],
)  # fmt: skip
def test_cells_that_begin_like_a_formula_are_told_and_programs_refused(cell, told, code):
    data = f'share;note\n"{cell}";x\n'.encode()
    assert refusal(data, "a.csv") == code
    if not code:
        assert looked_at(data, "a.csv")[2].get("formulas", {}).get("count", 0) == told


def test_characters_that_deceive_are_told():
    told = looked_at("pay \u202e001\u202c to\u200b South".encode())[2]
    assert told["bidi"]["count"] == 2
    assert told["invisible"]["count"] == 1
