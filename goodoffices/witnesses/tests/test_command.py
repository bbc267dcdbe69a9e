"""`goodoffices witness`: against a real host, and against hosts that lie."""

import errno
import json
import os
import socket
import stat
import subprocess
import sys
import threading

import pytest

from goodoffices.engines.ledger import WitnessKey, merkle, notes
from goodoffices.site import command
from goodoffices.witnesses.client import folder
from goodoffices.witnesses.tests.lying import FORKED, HONEST, KEY, ORIGIN, OTHER, PROCESS, Lying, Served
from goodoffices.witnesses.tests.signing import signer
from tests.contract.host import ran
from tests.contract.host import run as called
from tests.serving import Host


@pytest.fixture
def lying():
    return Lying()


@pytest.fixture
def address(lying):
    with Served(lying) as address:
        yield address


@pytest.fixture
def once(address, tmp_path, capsys, monkeypatch):
    """Look once; the exit code, the answer for programs, and what was said to people."""
    token = tmp_path / "token.txt"
    token.write_text("go_token\n")

    def looked(*more, keep="keep"):
        arguments = ["witness", "--address", address, "--token-file", str(token), "--keep", str(tmp_path / keep)]
        status = command.main([*arguments, "--once", "--json", *more])
        told = capsys.readouterr()
        return status, json.loads(told.out), told.err

    return looked


def kept(tmp_path, keep="keep"):
    return json.loads((tmp_path / keep / "witness.json").read_text())


def evidence(tmp_path):
    return [json.loads(file.read_text()) for file in (tmp_path / "keep").glob("evidence-*.json")]


# ---- A host that behaves


def test_it_makes_a_key_signs_and_remembers_before_it_sends(lying, once, tmp_path):
    status, told, err = once()
    assert status == 0 and [each["outcome"] for each in told["books"]] == ["signed"]
    key = WitnessKey.parse(told["verifier"])
    assert str(key) in err and "named at the table" in err
    (sent,) = lying.sent
    assert notes.parse_note(sent).signed_by(key) and notes.open_checkpoint(sent, [KEY.verifier]).size == 9
    file = tmp_path / "keep" / "witness.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and lying.tokens == {"Bearer go_token"}
    assert kept(tmp_path)["seen"] == {ORIGIN: lying.note} and kept(tmp_path)["host"] == str(KEY.verifier)

    lying.size = 30
    status, told, err = once()
    assert status == 0 and told["books"][0]["size"] == 30 and "A key has been made" not in err
    lying.others = [{"verifier": str(key), "size": 30, "mine": True, "line": "…"}]
    assert once()[1]["books"][0]["outcome"] == "unchanged"
    assert len(lying.sent) == 2


def test_what_the_host_does_not_take_is_remembered_all_the_same(lying, once, tmp_path):
    lying.status = 422
    status, told, _err = once()
    assert status == 1 and told["books"][0]["outcome"] == "declined"
    assert "No witness that your side has named" in told["books"][0]["sentence"]
    assert kept(tmp_path)["seen"] == {ORIGIN: lying.note}


# ---- Hosts that lie: nothing is signed


def refuses(lying, once, outcome):
    before = list(lying.sent)
    status, told, _err = once()
    assert status == 1 and told["books"][0]["outcome"] == outcome, told
    assert lying.sent == before, "it was countersigned"
    return told["books"][0]


@pytest.mark.parametrize("size", [4, 9, 10, 30])
def test_a_fork_is_kept_as_evidence_and_never_signed(lying, once, tmp_path, size):
    once()
    seen = lying.note
    lying.history, lying.size = FORKED, size
    told = refuses(lying, once, {9: "fork", 4: "rolled back"}.get(size, "unproved"))
    (found,) = evidence(tmp_path)
    assert (found["seen"], found["shown"], found["key"]) == (seen, lying.note, str(KEY.verifier))
    both = [notes.open_checkpoint(found[name], [found["key"]]) for name in ("seen", "shown")]
    assert [each.origin for each in both] == [ORIGIN, ORIGIN] and both[0].root != both[1].root
    assert told["evidence"].endswith(".json") and "show it to the others" in told["sentence"]
    assert kept(tmp_path)["seen"] == {ORIGIN: seen}, "what was seen is forgotten"
    refuses(lying, once, found["reason"])
    assert len(evidence(tmp_path)) == 1

    lying.history, lying.size = HONEST, 30  # and back: it goes on where it was
    assert once()[0] == 0


def test_a_proof_of_another_history_helps_nothing(lying, once):
    once()
    lying.history, lying.size, lying.proves = FORKED, 30, HONEST
    refuses(lying, once, "unproved")


@pytest.mark.parametrize("status", [404, 422])
def test_a_host_that_says_it_has_no_proof_is_not_believed(lying, once, tmp_path, status):
    once()
    lying.size, lying.proof_status = 30, status
    refuses(lying, once, "unproved")
    assert len(evidence(tmp_path)) == 1


@pytest.mark.parametrize("status", [401, 429, 500, 502, 503])
def test_a_proof_that_cannot_be_fetched_now_accuses_nobody(lying, once, tmp_path, status):
    once()
    seen = lying.note
    lying.size, lying.proof_status = 30, status
    code, told, _err = once()
    assert (code, told["books"][0]["outcome"]) == (3, "unreached") and "Not now." in told["books"][0]["sentence"]
    assert evidence(tmp_path) == [] and len(lying.sent) == 1 and kept(tmp_path)["seen"] == {ORIGIN: seen}
    lying.proof_status = 200
    assert once()[1]["books"][0]["outcome"] == "signed"


@pytest.mark.parametrize("proof", [None, 7, {}, "nonsense"])
def test_an_answer_without_a_proof_accuses_nobody(lying, once, tmp_path, monkeypatch, proof):
    once()
    lying.size, honest = 30, lying.answer
    asked = lambda path, body: (200, {"proof": proof}) if "/consistency" in path else honest(path, body)  # noqa: E731
    monkeypatch.setattr(lying, "answer", asked)
    assert once()[1]["books"][0]["outcome"] == "unreached"
    assert evidence(tmp_path) == [] and len(lying.sent) == 1


def test_a_rolled_back_book_is_not_signed(lying, once, tmp_path):
    once()
    lying.size, lying.proves = 5, FORKED
    refuses(lying, once, "rolled back")
    assert len(evidence(tmp_path)) == 1


def test_a_replayed_checkpoint_is_not_signed_and_accuses_nobody(lying, once, tmp_path):
    once()
    lying.size = 5
    assert "older one, shown again" in refuses(lying, once, "older")["sentence"]
    assert evidence(tmp_path) == []


def test_a_split_view_shows_when_the_other_sides_signature_does_not_fit(lying, once, tmp_path):
    """South was shown another book of nine entries; the host shows North South's signature beside its own."""
    south = signer("south")
    text = notes.checkpoint_text(ORIGIN, 9, merkle.root(FORKED[:9]))
    line = str(south.cosign(text, 1_744_300_000))
    lying.others = [{"verifier": str(south.verifier), "size": 9, "mine": False, "line": line}]
    assert "shown different books" in refuses(lying, once, "fork")["sentence"]
    assert len(evidence(tmp_path)) == 1 and kept(tmp_path)["seen"] == {}
    line = str(south.cosign(notes.parse_note(lying.note).text, 1_744_300_000))
    lying.others = [{"verifier": str(south.verifier), "size": 9, "mine": False, "line": line}]
    assert once()[0] == 0


def test_a_forged_checkpoint_and_one_of_another_book_are_not_signed(lying, once, tmp_path):
    lying.signs = OTHER
    refuses(lying, once, "forged")
    lying.signs, lying.origin = KEY, ORIGIN + "x"
    refuses(lying, once, "other book")
    assert evidence(tmp_path) == [] and kept(tmp_path)["seen"] == {}


def test_another_key_of_the_host_is_not_believed(lying, once):
    once()
    lying.signs, lying.key = OTHER, str(OTHER.verifier)
    assert "another key than before" in refuses(lying, once, "new key")["sentence"]


def test_the_key_that_was_learnt_another_way_counts_from_the_first_look(lying, once):
    lying.signs, lying.key = OTHER, str(OTHER.verifier)
    status, told, _err = once("--host-key", str(KEY.verifier))
    assert status == 1 and told["books"][0]["outcome"] == "new key" and lying.sent == []
    status, told, _err = once("--host-key", str(OTHER.verifier))
    assert status == 1 and "keeps another key of the host" in told["problem"]


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b"null", b'{"books": 7}', b"[" * 100_000, b"\xff"])
def test_nonsense_from_the_host_is_a_sentence_and_no_crash(lying, once, raw):
    lying.raw = raw
    status, told, err = once()
    assert status == 3 and told["problem"].endswith(".") and "Traceback" not in err and lying.sent == []


@pytest.mark.parametrize("field", ["key", "checkpoint", "witnesses"])
@pytest.mark.parametrize("value", [7, [], {}, "nonsense", True, [{"size": 9}], "\ud800"])
def test_nonsense_in_an_answer_signs_nothing(lying, once, monkeypatch, field, value):
    honest = lying.answer

    def answer(path, body):
        status, told = honest(path, body)
        return status, {**told, field: value} if path.endswith("/witnesses") else told

    monkeypatch.setattr(lying, "answer", answer)
    status, _told, err = once()
    assert "Traceback" not in err
    if field != "witnesses" or value == [{"size": 9}]:
        assert status == 1 and lying.sent == []


@pytest.mark.parametrize(
    "garbled", [b"garbage\r\n\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{"]
)
def test_what_is_no_http_is_a_sentence_and_no_crash(tmp_path, capsys, garbled):
    """An answer that is none, and one that breaks off."""
    token = tmp_path / "token.txt"
    token.write_text("go_token")
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            taken, _from = server.accept()
            with taken:
                taken.recv(1 << 16)
                taken.sendall(garbled)

        threading.Thread(target=answer, daemon=True).start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/processes/{PROCESS}/"
        arguments = ["--address", address, "--token-file", str(token), "--keep", str(tmp_path / "keep"), "--once"]
        assert command.main(["witness", *arguments]) == 3
    assert "could not be reached" in capsys.readouterr().err


def test_a_full_disk_is_said_and_tried_again(lying, address, tmp_path, capsys, monkeypatch):
    """It looks every hour: at the first, the disk is full."""
    token = tmp_path / "token.txt"
    token.write_text("go_token")
    arguments = ["--address", address, "--token-file", str(token), "--keep", str(tmp_path / "keep")]
    assert command.main(["witness", *arguments, "--once"]) == 0
    lying.size, hours, write = 30, [], folder._write

    def full(file, content):
        if len(hours) == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(file, content)

    def sleep(seconds):
        hours.append(seconds)
        if len(hours) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(folder, "_write", full)
    monkeypatch.setattr("time.sleep", sleep)
    assert command.main(["witness", *arguments, "--every", "1h"]) == 1
    first, second = capsys.readouterr().out.splitlines()[-2:]
    assert "No space left on device" in first and "tried again" in first and second == "Plenary: 30 entries, signed."
    assert len(lying.sent) == 2 and hours == [3600, 3600]


# ---- What is kept


def test_a_damaged_memory_is_not_taken_for_an_empty_one(lying, once, tmp_path):
    once()
    file = tmp_path / "keep" / "witness.json"
    whole = file.read_text()
    note = notes.sign(notes.checkpoint_text(ORIGIN, 1, merkle.root(HONEST[:1])), OTHER)
    tampered = json.dumps({**json.loads(whole), "seen": {ORIGIN: note}})
    for damaged in ("", "{}", whole[: len(whole) // 2], whole.replace("witness/1", "witness/2"), tampered):
        file.write_text(damaged)
        status, told, _err = once()
        assert status == 1 and "damaged" in told["problem"]
    assert len(lying.sent) == 1


def test_two_at_once_do_not_share_a_folder(lying, once, address, tmp_path):
    """Both would read the same memory, and each could sign another history: the second is not let begin."""
    once()
    whole = (tmp_path / "keep" / "witness.json").read_bytes()
    begin = "import sys; from goodoffices.site.command import main; sys.exit(main())"
    running = [sys.executable, "-c", begin, "witness", "--address", address, "--every", "1h"]
    files = ["--token-file", str(tmp_path / "token.txt"), "--keep", str(tmp_path / "keep")]
    with subprocess.Popen([*running, *files], stdout=subprocess.PIPE, text=True) as other:
        try:
            assert "Plenary" in other.stdout.readline()
            lying.size, sent = 30, len(lying.sent)
            status, told, _err = once()
            assert status == 1 and "Another witness is at work" in told["problem"] and len(lying.sent) == sent
            assert (tmp_path / "keep" / "witness.json").read_bytes() == whole
        finally:
            other.kill()
    assert once()[1]["books"][0]["outcome"] == "signed"


def test_it_is_told_in_words_how_it_cannot_be_asked(address, tmp_path, capsys):
    token = tmp_path / "token.txt"

    def problem(url, content="go_token"):
        token.write_text(content)
        arguments = ["--address", url, "--token-file", str(token), "--keep", str(tmp_path / "keep"), "--once"]
        status = command.main(["witness", *arguments])
        return status, capsys.readouterr().err

    assert problem("nonsense") == (
        1,
        "The address is not that of a process. Copy it from the browser: https://…/processes/….\n",
    )
    status, err = problem("http://talks.example.org/processes/abc/")
    assert status == 1 and "could read the token" in err
    assert problem(address, "")[0] == 1
    assert problem("http://127.0.0.1:1/processes/abc/")[0] == 3
    assert (
        command.main(["witness", "--address", address, "--token-file", "none", "--keep", str(tmp_path), "--once"]) == 1
    )
    for span in ("1", "h", "0h", "9s", "1y", "-1h", "40d"):
        with pytest.raises(SystemExit):
            command.parser().parse_args(
                ["witness", "--address", "x", "--token-file", "x", "--keep", "x", "--every", span]
            )


def test_a_redirection_does_not_take_the_token_elsewhere(lying, once, monkeypatch):
    monkeypatch.setattr(lying, "answer", lambda path, body: (302, {}))
    status, told, _err = once()
    assert status == 1 and "does not let this token in" in told["problem"]


# ---- A real host


def test_at_a_real_host_each_witnesses_what_it_reads_and_the_others_see_it(folders, tmp_path):
    host = Host(folders.played(tmp_path / "data"))
    try:
        lena, idris = host.seat("head", "north"), host.seat("head", "south")
        token = tmp_path / "token.txt"
        token.write_text(lena["token"])
        arguments = ("witness", "--address", host.page(), "--token-file", token, "--keep", tmp_path / "north", "--once")
        first = called(*arguments, "--json")
        assert first.returncode == 1 and "named at the table" in first.stderr
        verifier = json.loads(first.stdout)["verifier"]
        host.act(lena, "record.name_witness", verifier=verifier)

        plenary, caucus = host.room(lena, "plenary")["book"], host.room(lena, "caucus")["book"]
        host.act(lena, "consultation.make_statement", room=caucus, text="Just now, and so before no full hour.")

        told = ran(*arguments)
        outcomes = {each["book"]: each["outcome"] for each in told["books"]}
        assert outcomes == {plenary: "signed", caucus: "nothing"}
        assert "unchanged" in {each["outcome"] for each in ran(*arguments, "--books", "plenary")["books"]}

        shown = host.get(idris, f"/books/{plenary}/witnesses")
        (witness,) = shown["witnesses"]
        signed = notes.parse_note(shown["checkpoint"] + witness["line"])
        assert signed.signed_by(WitnessKey.parse(verifier)) and witness["party"] == "north" and not witness["mine"]
    finally:
        host.stop()
