"""The command: what it takes, what it answers, and with which exit code."""

import io
import json
import re
import shutil
import socket
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.contract.host import Caller, Host, is_problem, only_object, ran, run

DOCUMENTED = Path(__file__).parents[2] / "docs" / "reference" / "vectors"


def failed(done, *words, code=1):
    """It came to nothing: a sentence on standard error says why, and nobody sees a traceback."""
    assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr + done.stdout
    for word in words:
        assert word in done.stderr, done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def data(tmp_path_factory, folders) -> Path:
    """A folder with the river case in it, and nobody serving."""
    folder = folders.started(tmp_path_factory.mktemp("commands"))
    (folder / "imported.json").write_text(json.dumps(ran("import", "river", "--data", folder)))
    return folder


@pytest.fixture
def own(data, tmp_path) -> Path:
    """The same in a folder of this test's own: it may be spoilt."""
    return Path(shutil.copytree(data, tmp_path / "own"))


@pytest.fixture(scope="module")
def imported(data):
    return json.loads((data / "imported.json").read_text())


@pytest.fixture(scope="module")
def copies(data, tmp_path_factory):
    """The plenary as a file, an older copy of it, and the host's key."""
    folder = tmp_path_factory.mktemp("copies")
    book = plenary_in(data)
    older, newer = folder / "older.jsonl", folder / "newer.jsonl"
    told = ran("record", "export", "--book", book, "--out", newer, "--data", data)
    assert told["entries"] == len(newer.read_text().splitlines()) - 1
    shutil.copy(newer, older)
    key = json.loads(newer.read_text().splitlines()[0])["key"]
    (folder / "host.key").write_text(key + "\n")
    return folder, key


def plenary_in(data) -> str:
    process = json.loads((data / "imported.json").read_text())["process"]
    return str(asked(data, "SELECT id FROM record_book WHERE kind = 'plenary' AND register_id = ?", process))


def asked(data: Path, question: str, *values: object) -> object:
    """The one value that the database answers."""
    with closing(sqlite3.connect(data / "goodoffices.sqlite3")) as line:
        return line.execute(question, values).fetchone()[0]


# ---- Usage


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["bogus"], ["record"], ["record", "bogus"], ["demo", "--bogus"], ["serve", "extra"], ["import"],
        ["serve", "--port", "banana"], ["serve", "--port", "-1"], ["serve", "--port", "99999"], ["token"],
        ["record", "export", "--book", "x"], ["record", "verify"], ["demo", "--until", "someday"],
        ["import", "river", "--until", "2025-13-01"], ["backup"], ["restore"], ["rebuild", "now"],
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_2(arguments):
    done = run(*arguments)
    failed(done, "usage:", code=2)
    assert done.stdout == ""


@pytest.mark.parametrize(
    "command",
    [
        "",
        "demo",
        "serve",
        "import",
        "rebuild",
        "record",
        "record export",
        "record verify",
        "token",
        "backup",
        "restore",
    ],
)
def test_help_is_good(command):
    done = run(*command.split(), "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "usage: goodoffices" in done.stdout


# ---- Settings


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("GOODOFFICES_PORT", "banana", "port"),
        ("GOODOFFICES_PORT", "99999", "port"),
        ("GOODOFFICES_WORKERS", "3", "live updates"),
        ("GOODOFFICES_PUBLIC_URL", "talks.example.org", "whole address"),
        ("GOODOFFICES_TIME_ZONE", "Europe/Atlantis", "zone"),
        ("GOODOFFICES_DEBUG", "perhaps", "debug"),
    ],
)
def test_a_wrong_setting_stops_the_start_in_words(tmp_path, name, value, words):
    done = run("serve", "--data", tmp_path / "data", **{name: value})
    assert "A setting is wrong. Mend it in the environment" in failed(done, words)


@pytest.mark.parametrize(
    "command", [["restore", "nothing"], ["backup", "x"], ["rebuild"], ["demo"], ["token", "--seat", "x"]]
)
def test_no_command_begins_with_a_wrong_setting(tmp_path, command):
    failed(run(*command, "--data", tmp_path / "data", GOODOFFICES_WORKERS="0"), "workers")


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("port = [", "goodoffices.toml cannot be read"),
        ("nonsense = 1", "nonsense"),
        ("port = 'banana'", "port"),
        ("\0", "goodoffices.toml"),
    ],
)
def test_a_broken_settings_file_stops_the_start_in_words(tmp_path, toml, words):
    (tmp_path / "goodoffices.toml").write_text(toml)
    failed(run("serve", "--data", tmp_path), words)


def test_a_setting_may_stand_in_either_place(own, imported):
    (own / "goodoffices.toml").write_text('origin = "desk.example"')
    book = plenary_in(own)
    ran("record", "export", "--book", book, "--out", own / "x", "--data", own)
    header = json.loads((own / "x").read_text().splitlines()[0])
    assert header["origin"] == f"desk.example/{imported['process']}/{book}"


def test_the_data_folder_is_named_by_option_or_setting(tmp_path, data):
    book, folder, nowhere = plenary_in(data), str(data), str(tmp_path / "not-here")
    ran("record", "export", "--book", book, "--out", tmp_path / "by-setting", GOODOFFICES_DATA=folder)
    ran("record", "export", "--book", book, "--out", tmp_path / "by-option", "--data", data, GOODOFFICES_DATA=nowhere)
    assert {each.name for each in tmp_path.iterdir()} == {"by-setting", "by-option"}


def test_a_folder_that_cannot_be_used_is_said_to_be_so(tmp_path):
    (tmp_path / "a-file").write_text("")
    failed(run("serve", "--data", tmp_path / "a-file"), "cannot be used", "--data")
    (tmp_path / "goodoffices.sqlite3").write_text("This is no database at all." * 100)
    failed(run("rebuild", "--check", "--data", tmp_path), "cannot be used")


def test_the_keys_are_the_owners_alone(data):
    for key in (data / "keys").iterdir():
        assert key.stat().st_mode & 0o077 == 0, key


# ---- Import, rebuild, token


def test_a_case_that_is_not_there_or_not_one_is_refused(tmp_path, data):
    failed(run("import", "nowhere", "--data", data), "nowhere")
    for name, text, words in (
        ("a.yaml", "just words", "line 1"),
        (
            "d.yaml",
            "format: goodoffices-case/1\nfound: {title: X}\nfounder: a\nacts:\n  - {at: 2025-04-01 09:00, by: a, do: process.admit_party, with: {party: X, name: X}}\n",
            "line 5",
        ),
    ):
        (tmp_path / name).write_text(text)
        assert "Nothing of it has been imported." in failed(run("import", tmp_path / name, "--data", data), words)


def test_an_import_that_fails_half_way_leaves_nothing(tmp_path, data):
    before = asked(data, "SELECT count(*) FROM record_register")
    (tmp_path / "half.yaml").write_text(
        "format: goodoffices-case/1\nfound: {title: Half}\nfounder: a\nacts:\n"
        "  - {at: 2025-04-01 09:00, by: a, do: process.admit_party, with: {party: north, name: North}}\n"
        "  - {at: 2025-04-01 09:01, by: a, do: process.admit_party, with: {party: north, name: North}}\n"
    )
    failed(run("import", tmp_path / "half.yaml", "--data", data), "line 6", "this key")
    assert asked(data, "SELECT count(*) FROM record_register") == before


def test_a_case_is_played_up_to_a_day(own, imported):
    part = ran("import", "river", "--until", "2025-04-01", "--data", own)
    assert part["acts"] < imported["acts"]
    assert part["process"] != imported["process"]


def test_rebuilding_comes_to_the_same_tables(own):
    done = run("rebuild", "--check", "--data", own)
    assert (done.returncode, done.stdout) == (0, "The record rebuilds exactly the tables that are there.\n")

    with closing(sqlite3.connect(own / "goodoffices.sqlite3")) as line:
        line.execute("UPDATE process_process SET title = 'Another title'")
        line.commit()
    done = run("rebuild", "--check", "--data", own, "--json")
    assert done.returncode == 1
    found = only_object(done.stdout)
    assert found["same"] is False
    assert "Another title" in found["differences"][0]

    ran("rebuild", "--data", own)
    assert ran("rebuild", "--check", "--data", own)["same"] is True


def test_a_token_is_a_seats_and_works(data, imported):
    told = ran("token", "--seat", imported["cast"]["lena"], "--data", data)
    assert set(told) >= {"seat", "token"}
    plain = run("token", "--seat", imported["cast"]["idris"], "--data", data)
    assert plain.returncode == 0
    with Host("serve", "--data", data) as host:
        assert set(host.hello) >= {"url"}
        for token, seat in ((told["token"], "lena"), (plain.stdout.strip(), "idris")):
            caller = Caller(host, token, process=imported["process"])
            room = caller.room("plenary")
            done = caller.done("consultation.make_statement", {"room": room, "text": "Served."})
            assert done["by"] == imported["cast"][seat]
        # Without a demonstration nobody is let in by a link.
        assert Caller(host, process="x").ask("GET", f"/demo/seats/{imported['cast']['lena']}/").status == 404
        # A token made while the host runs holds at once.
        late = ran("token", "--seat", imported["cast"]["amara"], "--data", data)["token"]
        assert Caller(host, late, process=imported["process"]).get("/seats").status == 200
        assert "Traceback" not in "".join(host.said)


def test_a_token_for_nobody_is_refused(data):
    done = run("token", "--seat", "nobody", "--data", data, "--json")
    failed(done, "nobody")
    assert "nobody" in only_object(done.stdout)["problem"]


# ---- Copies


def test_a_copy_alone_agrees_with_itself_only(copies):
    folder, _key = copies
    done = run("record", "verify", folder / "newer.jsonl")
    assert done.returncode == 0
    assert "consistent with itself only" in done.stdout
    told = ran("record", "verify", folder / "newer.jsonl")
    assert (told["ok"], told["proves"]) == (True, "consistent with itself only")


def test_with_the_key_or_an_older_copy_it_says_more(copies):
    folder, key = copies
    for more in (["--key", key], ["--key", folder / "host.key"], ["--against", folder / "older.jsonl"],
                 ["--key", key, "--against", folder / "older.jsonl"]):  # fmt: skip
        told = ran("record", "verify", folder / "newer.jsonl", *more)
        assert told["ok"] is True
        assert "consistent with itself only" not in json.dumps(told)


def test_another_key_is_found_out(copies, own):
    folder, _key = copies
    (own / "keys" / "record-key").unlink()  # the same history, signed by somebody else
    ran("record", "export", "--book", plenary_in(own), "--out", own / "x.jsonl", "--data", own)
    other = json.loads((own / "x.jsonl").read_text().splitlines()[0])["key"]
    done = run("record", "verify", folder / "newer.jsonl", "--key", other)
    assert (done.returncode, "another key" in done.stdout) == (1, True)
    assert run("record", "verify", folder / "newer.jsonl", "--against", own / "x.jsonl").returncode == 1


@pytest.mark.parametrize(
    "tamper",
    [
        lambda lines: [lines[0].replace("Plenary", "Plenum"), *lines[1:]],
        lambda lines: lines[:-1],
        lambda lines: [*lines[:2], *lines[3:]],
        lambda lines: [lines[0], lines[2], lines[1], *lines[3:]],
        lambda lines: [*lines, lines[-1]],
        lambda lines: [*lines[:-1], lines[-1].replace('"facts":{', '"facts":{"more":1,', 1)],
        lambda lines: [lines[0], *(re.sub(r'"at":"2025-04-01', '"at":"2025-04-02', line) for line in lines[1:])],
        lambda lines: lines[1:],
        lambda lines: [],
        lambda lines: ["{}", *lines[1:]],
        lambda lines: [lines[0], "not json", *lines[2:]],
        lambda lines: [lines[0].replace("goodoffices-book/1", "goodoffices-book/2"), *lines[1:]],
    ],
    ids=range(12),
)  # fmt: skip
def test_whatever_is_changed_is_found_out(copies, tmp_path, tamper):
    folder, key = copies
    lines = (folder / "newer.jsonl").read_text().splitlines()
    (tmp_path / "changed.jsonl").write_text("".join(f"{line}\n" for line in tamper(lines)))
    arguments = [tmp_path / "changed.jsonl", "--key", key, "--against", folder / "older.jsonl"]
    done = run("record", "verify", *arguments, "--json")
    assert (done.returncode, only_object(done.stdout)["ok"]) == (1, False), done.stdout
    assert "Traceback" not in done.stderr


def test_the_documented_example_verifies_and_its_rewriting_is_found_out():
    book, older, rewritten = (DOCUMENTED / f"plenary{part}.book.jsonl" for part in ("", ".older", ".rewritten"))
    assert run("record", "verify", book, "--against", older).returncode == 0
    assert run("record", "verify", rewritten).returncode == 0  # by itself it is good: this is why copies are kept
    done = run("record", "verify", rewritten, "--against", older)
    assert (done.returncode, "Entry 2" in done.stdout) == (1, True)


def test_verifying_needs_neither_data_nor_settings(copies, tmp_path):
    folder, _key = copies
    done = run(
        "record", "verify", folder / "newer.jsonl", cwd=tmp_path, GOODOFFICES_PORT="banana", GOODOFFICES_DATA="/nowhere"
    )
    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("file", ["nowhere.jsonl", "."])
def test_a_file_that_cannot_be_read_is_wrong_not_a_fault(tmp_path, file):
    done = run("record", "verify", tmp_path / file)
    assert done.returncode == 1
    assert "cannot be read" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_book_that_is_not_there_is_not_exported(data, tmp_path):
    failed(run("record", "export", "--book", "nothing", "--out", tmp_path / "x", "--data", data), "nothing")
    assert list(tmp_path.iterdir()) == []
    failed(
        run("record", "export", "--book", plenary_in(data), "--out", tmp_path / "no" / "x", "--data", data),
        "cannot be written",
    )


# ---- Backup and restore


def test_what_is_backed_up_comes_back_whole(data, imported, copies, tmp_path):
    folder, _key = copies
    told = ran("backup", tmp_path / "kept.tar.gz", "--data", data)
    assert told["bytes"] == (tmp_path / "kept.tar.gz").stat().st_size
    assert (tmp_path / "kept.tar.gz").stat().st_mode & 0o077 == 0
    again = tmp_path / "again"
    ran("restore", tmp_path / "kept.tar.gz", "--data", again)
    ran("record", "export", "--book", plenary_in(data), "--out", tmp_path / "restored.jsonl", "--data", again)
    ran(
        "record",
        "verify",
        tmp_path / "restored.jsonl",
        "--key",
        folder / "host.key",
        "--against",
        folder / "older.jsonl",
    )
    failed(run("restore", tmp_path / "kept.tar.gz", "--data", again), "empty folder")
    assert (again / "keys" / "record-key").stat().st_mode & 0o077 == 0


def test_a_backup_that_cannot_be_written_or_is_none_is_said_to_be_so(data, tmp_path):
    failed(run("backup", tmp_path / "no" / "x.tar.gz", "--data", data), "cannot be written")
    (tmp_path / "words.txt").write_text("This is no backup.")
    failed(run("restore", tmp_path / "words.txt", "--data", tmp_path / "a"), "cannot be read")
    failed(run("restore", tmp_path / "nowhere", "--data", tmp_path / "b"), "cannot be read")


def test_a_backup_does_not_reach_outside_its_folder(tmp_path):
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as out:
        for name in ("goodoffices.sqlite3", "../outside"):
            entry = tarfile.TarInfo(name)
            entry.size = 4
            out.addfile(entry, io.BytesIO(b"evil"))
    failed(run("restore", tmp_path / "evil.tar.gz", "--data", tmp_path / "in" / "side"), "not a backup")
    assert not (tmp_path / "in" / "outside").exists()


# ---- Demonstration


def test_a_second_demonstration_on_the_same_folder_goes_on_from_where_it_was(folders, tmp_path):
    folders.started(tmp_path)
    arguments = ["demo", "--case", "river", "--data", tmp_path, "--no-browser"]
    with Host(*arguments, "--until", "2025-04-02") as host:
        lena = host.seat("head", "north")
        first, seats = host.process_id, host.hello["seats"]
        head = lena.told(f"/books/{lena.book('plenary')}/entries")["head"]
        is_problem(lena.act("consultation.make_statement", {"room": lena.room("plenary"), "text": "Too early."}), 422)
        lena.done("consultation.make_statement", {"room": lena.room("caucus"), "text": "I was here."})
        assert host.stop() == ""  # one object, and nothing after it
    with Host(*arguments) as host:
        lena = host.seat("head", "north")
        assert host.process_id == first
        assert [(s["seat"], s["token"]) for s in host.hello["seats"]] == [(s["seat"], s["token"]) for s in seats]
        assert lena.told(f"/books/{lena.book('plenary')}/entries")["head"] == head
        assert lena.entries(lena.book("caucus"))[-1]["data"]["text"] == "I was here."
    with Host(*arguments, "--until", "2025-04-10") as host:
        lena = host.seat("head", "north")
        assert host.process_id == first
        assert lena.told(f"/books/{lena.book('plenary')}/entries")["head"] > head
        lena.done("consultation.make_statement", {"room": lena.room("plenary"), "text": "Now we may."})
    with Host(*arguments, "--fresh") as host:
        assert host.process_id != first
        lena = host.seat("head", "north")
        assert lena.entries(lena.book("caucus")) == []


def test_fresh_throws_away_only_what_a_demonstration_made(tmp_path):
    (tmp_path / "a-letter.txt").write_text("Dear Idris,")
    failed(run("demo", "--case", "river", "--fresh", "--data", tmp_path, "--port", "0"), "leaves it alone")
    assert (tmp_path / "a-letter.txt").read_text() == "Dear Idris,"


def test_a_demonstration_of_nothing_is_refused(folders, tmp_path):
    folders.started(tmp_path)
    done = run("demo", "--case", "nowhere", "--data", tmp_path, "--port", "0", "--json")
    failed(done, "nowhere")
    only_object(done.stdout)
    (tmp_path / "demo.json").write_text("not json")
    failed(run("demo", "--case", "river", "--data", tmp_path, "--port", "0"), "--fresh")


def test_a_port_that_is_taken_is_said_to_be(own):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        failed(run("serve", "--data", own, "--port", port), str(port), "--port")


def test_the_demonstration_needs_no_more_than_its_name(tmp_path):
    with Host("demo", "--no-browser", inside=tmp_path) as host:
        assert (tmp_path / "data" / "demo" / "files").is_dir(), "what the case brings lies where the README says"
        roles = [seat["role"] for seat in host.hello["seats"]]
        assert roles.count("head") == 2 and "mediator" in roles
        heads = [Caller(host, s["token"], s["seat"]) for s in host.hello["seats"] if s["role"] == "head"]
        for head in heads:
            done = head.done("consultation.make_statement", {"room": head.room("plenary"), "text": "Good morning."})
            assert done["citation"] == f"Plenary {done['number']}"
        whole = heads[0].told("/agenda")["issues"]
        assert len(whole) > 3
        for seat in host.hello["seats"]:
            caller = Caller(host, seat["token"], seat["seat"])
            assert {book["kind"] for book in caller.told("/books")["books"]} >= {"plenary", "public"}
            for book in caller.told("/books")["books"]:
                file = tmp_path / "copy.jsonl"
                file.write_bytes(caller.get(f"/books/{book['book']}/copy").body)
        assert ran("record", "verify", file)["ok"] is True
        assert "Traceback" not in "".join(host.said)


# ---- The digest


def test_a_digest_is_sent_to_nobody_where_nobody_wished_for_one(data):
    assert ran("digest", "--data", data) == {"sent": 0}
    done = run("digest", "--data", data)
    assert (done.returncode, done.stdout.strip()) == (0, "0 digests sent.")
