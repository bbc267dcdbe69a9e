"""Files from strangers: every one ends in a sentence, none in a traceback or in a full memory."""

import io
import itertools
import json
import tracemalloc
import zipfile

import pytest

from goodoffices.engines.ledger import checker

from .books import entries, file, header, with_line, wrong

LINES = file(entries(3))


def zipped():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("book", "x")
    return out.getvalue()


STRANGE = {
    "nothing": b"",
    "a newline": b"\n",
    "a text": b"Dear Idris,\n",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "an archive": zipped(),
    "a document": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "UTF-16": b"".join(LINES).decode().encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf" + b"".join(LINES),
    "Latin-1": b"".join(LINES).replace("“".encode(), b"\xe4"),
    "an array": b"[1, 2]\n",
    "a number": b"17\n",
    "an object": b"{}\n",
    "another format": b'{"format":"goodoffices-book/2"}\n',
    "half a header": LINES[0][:200],
    "only a pretence": b'{"format":"goodoffices-book/1"}\n',
    "no header": b"".join(LINES[1:]),
    "two headers": LINES[0] * 2,
    "zeros": bytes(10_000),
    "a deep hole": b'{"format":' + b"[" * 200_000,
    "a deep object": b'{"a":' * 100_000,
    "one endless line": b'{"' + b"a" * (5 << 20),
}


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_file_gives_a_sentence(name, tmp_path):
    (tmp_path / "file").write_bytes(STRANGE[name])
    wrong(tmp_path / "file")
    wrong(LINES, against=tmp_path / "file")
    wrong(LINES, key=str(tmp_path / "file"))


def test_what_is_not_there_or_is_a_folder_gives_a_sentence(tmp_path):
    for path in (tmp_path, tmp_path / "nowhere", "a\x00b", "x" * 5000):
        assert "cannot be read" in wrong(path)
        assert wrong(path).isprintable()
        assert "cannot be read" in wrong(LINES, against=path)


NESTED = "[" * 900 + "]" * 900
BAD_DATA = {
    "twice": '{"a":1,"a":2}',
    "twice, further in": '{"x":[{"a":1,"b":2,"\\u0061":2}]}',
    "not a number": '{"a":NaN}',
    "infinite": '{"a":-Infinity}',
    "too big": '{"a":1e400}',
    "an integer no double can hold": '{"a":9007199254740993}',
    "a fraction no double can hold": '{"a":0.1000000000000000000001}',
    "far too small": '{"a":1e-999999999}',
    "an exponent beyond all": '{"a":1e99999999999999999999999}',
    "nothing, spelled without end": '{"a":0e-99999999999999999999999}',
    "digits without end": '{"a":' + "1" * 100_000 + "}",
    "half a character": '{"a":"\\ud800"}',
    "half a character as a name": '{"\\udc00":1}',
    "a raw newline": '{"a":"\t"}',
    "deep": '{"a":' + NESTED + "}",
    "deeper": '{"a":' + "[" * 3000 + "]" * 3000 + "}",
    "very deep": '{"a":' + "[" * 100_000 + "]" * 100_000 + "}",
    "single quotes": "{'a':1}",
    "a comma too many": '{"a":1,}',
    "a comment": '{"a":1/**/}',
    "more after it": '{"a":1}}{',
}


@pytest.mark.parametrize("name", BAD_DATA)
def test_bad_json_gives_a_sentence_with_its_line(name):
    for place, field in ((1, "data"), (2, "number"), (3, "at"), (0, "name"), (0, "earlier")):
        row = json.loads(LINES[place])
        text = json.dumps({**row, field: "HERE"}).replace('"HERE"', BAD_DATA[name])
        sentence = wrong([*LINES[:place], text.encode() + b"\n", *LINES[place + 1 :]])
        assert f"Line {place + 1}" in sentence or "does not fit" in sentence


def test_numbers_may_be_spelled_in_several_ways_but_not_changed():
    told = entries(1, lambda entry: entry.update(data={"a": 1, "b": 1e-7, "c": 1e16, "d": 0.1, "e": 1e22, "f": -0.0}))
    lines = file(told)
    assert b'{"a":1,"b":1e-7,"c":10000000000000000,"d":0.1,"e":1e+22,"f":0}' in lines[1]
    for a, b, c in (("1", "1e-7", "10000000000000000"), ("1.0", "0.0000001", "1E16"), ("1e0", "1e-07", "1e+16")):
        spelled = lines[1].replace(b'"a":1,"b":1e-7,"c":10000000000000000', f'"a":{a},"b":{b},"c":{c}'.encode())
        assert checker.verify([lines[0], spelled]).ok
    for other in ("1.0000000000000001", "true", '"1"', "2"):
        wrong([lines[0], lines[1].replace(b'"a":1,', f'"a":{other},'.encode())])


def test_a_field_that_stands_twice_is_refused_whichever_of_the_two_was_sealed():
    told = entries(1, lambda entry: entry.update(data={"a": 1}))
    lines = file(told)
    for twice in (b'{"a":1,"a":2}', b'{"a":2,"a":1}', b'{"a":1,"a":1}', b'{"\\u0061":2,"a":1}'):
        assert "“a” stands twice" in wrong([lines[0], lines[1].replace(b'{"a":1}', twice)])
    assert "“number” stands twice" in wrong([lines[0], lines[1].replace(b'{"number":1', b'{"number":1,"number":1')])
    assert "“name” stands twice" in wrong([lines[0].replace(b'{"format"', b'{"name":"x","format"'), lines[1]])


def test_half_a_character_in_the_header_is_refused():
    for field in ("process", "book", "name", "origin", "checkpoint", "key"):
        assert "Line 1: the header holds" in wrong(with_line_escaped(field))


def with_line_escaped(field):
    row = {**json.loads(LINES[0]), field: "HERE"}
    return [json.dumps(row).replace("HERE", "\\ud800").encode() + b"\n", *LINES[1:]]


def test_lines_and_older_files_without_end_are_given_up():
    assert "Line 2 is longer than" in wrong([LINES[0], b'{"' + b"a" * (5 << 20) + b'":1}\n'])
    for endless in (itertools.repeat(b"x\n"), itertools.repeat("x" * 70_000)):
        assert "The older file is longer than" in wrong(LINES, against=endless)
    assert "The file is longer than" in wrong(itertools.chain([b"{\n"], itertools.repeat(b'"a":\n')))


def test_blank_lines_and_two_entries_on_a_line_are_refused():
    assert "Line 3 is empty" in wrong([*LINES[:2], b"\n", *LINES[2:]])
    assert "Line 5 is empty" in wrong([*LINES, b"\n"])
    wrong([*LINES[:2], LINES[2].rstrip() + b" " + LINES[3]])
    wrong([*LINES[:2], LINES[2] + LINES[3]])


def test_a_strangers_words_cannot_act_on_the_terminal():
    evil = "\x1b[2J\x07\u202egood\n" + "x" * 500
    for lines in (
        with_line(LINES, 0, origin=evil),
        with_line(LINES, 0, **{evil: 1}),
        with_line(LINES, 1, at=evil),
        with_line(LINES, 1, number=evil),
        with_line(LINES, 1, **{evil: 1}),
    ):
        assert wrong(lines).isprintable()
    report = checker.verify(file(entries(1), name=evil))
    assert report.ok
    assert " ".join(report.sentences).isprintable()


def test_many_faults_are_not_all_told():
    told = entries(1)
    bad = header(entries(1, lambda entry: entry.update(by="noor")))["checkpoint"]
    report = checker.verify(with_line(file(told), 0, earlier=[bad] * 500))
    assert len(report.sentences) == checker.MOST_SENTENCES + 1
    assert report.sentences[-1] == "And 480 more like these."


def test_memory_does_not_grow_with_the_book():
    def endless():
        yield LINES[0]
        for number in range(1, 8_001):
            yield b'{"number":%d,"commitment":"%s"}\n' % (number, b"A" * 43)

    tracemalloc.start()
    wrong(endless(), against=endless())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200_000
