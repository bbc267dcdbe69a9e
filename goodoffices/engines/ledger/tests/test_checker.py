"""What the checker says of whole books, and how it is asked."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from goodoffices.engines.ledger import bookfile, checker, notes

from .books import BOOK, KEY, NAME, ORIGIN, OTHER_KEY, checkpoint, entries, file, good, header, withheld, wrong

TOLD = entries(12)
SELF_ONLY = "consistent with itself only"


def test_a_whole_book_is_consistent_with_itself_only():
    report = good(file(TOLD))
    assert report.proves == SELF_ONLY
    assert any(SELF_ONLY in sentence for sentence in report.sentences)
    said = report.as_dict()
    assert json.loads(json.dumps(said)) == said
    assert (said["book"], said["origin"], said["name"], said["entries"]) == (BOOK, ORIGIN, NAME, 12)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 33])
def test_books_of_every_length_hold(count):
    assert good(file(entries(count))).about["entries"] == count


def test_earlier_checkpoints_are_passed_through():
    good(file(TOLD, earlier=(0, 1, 7, 12)))
    good(file(TOLD, earlier=(7, 1, 7)))


def test_what_is_withheld_still_verifies_and_is_counted():
    report = good(file(TOLD, [withheld(entry) if entry["number"] in (1, 5, 12) else entry for entry in TOLD]))
    assert report.about["withheld"] == 3
    assert good(file(TOLD, [withheld(entry) for entry in TOLD])).about["withheld"] == 12


def test_a_known_key_is_recognised_and_another_one_of_the_same_name_is_not(tmp_path):
    lines = file(TOLD)
    report = good(lines, key=str(KEY.verifier))
    assert report.proves == "signed under the key given"
    assert not any(SELF_ONLY in sentence for sentence in report.sentences)
    (tmp_path / "key").write_text(f"{KEY.verifier}\n")
    good(lines, key=str(tmp_path / "key"))

    forged = file(TOLD, key=OTHER_KEY)
    good(forged)
    assert "another key than the one given" in wrong(forged, key=str(KEY.verifier))
    assert notes.fingerprint(KEY.verifier) in wrong(forged, key=str(KEY.verifier))
    assert "not a verifier key" in wrong(lines, key="nonsense")


def test_the_spelling_of_json_does_not_matter_only_what_it_says():
    lines = file(TOLD)
    respelled = [json.dumps(json.loads(line), indent=None, sort_keys=True).encode() + b"\r\n" for line in lines]
    assert respelled != lines
    good(respelled)
    as_text: list[str] = [line.decode() for line in lines]
    good(as_text)
    good([*lines[:-1], lines[-1].rstrip()])


def test_an_origin_of_another_shape_leaves_the_process_unsealed_and_says_so():
    origin = "example.org/a-log"
    told = entries(2)
    lines = file(told, origin=origin, checkpoint=checkpoint(told, origin=origin))
    assert "name and process are labels" in good(lines).sentences[-1]
    assert "name is a label" in good(file(told)).sentences[-1]


def test_a_witness_line_in_a_checkpoint_is_ignored():
    told = entries(2)
    head = header(told)
    head["checkpoint"] = notes.cosign(head["checkpoint"], ["— witness.example/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiI\n"])
    good(list(bookfile.write(head, told)))


def test_the_writer_refuses_what_the_checker_would_refuse():
    head, told = header(TOLD), TOLD
    bad = [
        (head, told[1:]),
        (head, [told[0], told[2]]),
        (head, [{**told[0], "position": 7}]),
        (head, [{**told[0], "salt": b"short"}]),
        (head, [{**told[0], "data": {"n": 2**60}}]),
        (head, [{**told[0], "data": {"text": "x" * bookfile.LONGEST_LINE}}]),
        (head, [{"number": 1, "commitment": "AA=="}]),
        ({**head, "format": "goodoffices-book/2"}, []),
        ({**head, "more": 1}, []),
    ]
    for some_header, some_entries in bad:
        with pytest.raises(ValueError):
            list(bookfile.write(some_header, some_entries))


def test_the_checker_shares_no_code_with_the_writer():
    tree = ast.parse(Path(checker.__file__).read_text(encoding="utf-8"))
    imported = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            imported.add(str(node.module).partition(".")[0])
    assert imported - set(sys.stdlib_module_names) == {"rfc8785", "cryptography"}


def test_a_party_runs_the_one_file_on_its_own(tmp_path):
    (tmp_path / "checker.py").write_bytes(Path(checker.__file__).read_bytes())
    (tmp_path / "book.jsonl").write_bytes(b"".join(file(TOLD)))

    def run(*arguments):
        command = [sys.executable, "-W", "error", "checker.py", "book.jsonl", *arguments]
        environment = {"PATH": "", "LANG": "C", "PYTHONIOENCODING": "ascii"}
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=environment)

    alone = run()
    assert (alone.returncode, alone.stderr) == (0, "")
    assert SELF_ONLY in alone.stdout
    assert run("--key", "nonsense").returncode == 2


def test_exit_statuses_and_one_json_object(tmp_path, capsys):
    book, cut, key = tmp_path / "book", tmp_path / "cut", tmp_path / "key"
    book.write_bytes(b"".join(file(TOLD)))
    cut.write_bytes(b"".join(file(TOLD)[:-1]))
    key.write_text(str(KEY.verifier))

    assert checker.main([str(book), "--key", str(key), "--against", str(book), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["ok"] is True
    assert said["proves"] == "signed under the key given; nothing rewritten since the older copy"

    assert checker.main([str(cut), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["proves"] == "nothing"
    assert checker.main([str(cut)]) == 1
    assert "the end was cut off" in capsys.readouterr().out

    for asked in (["nowhere"], [str(book), "--key", "x"], [str(book), "--against", "nowhere"], [], ["--what"]):
        with pytest.raises(SystemExit) as left:
            checker.main(asked)
        assert left.value.code == 2
