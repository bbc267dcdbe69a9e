"""Signed notes, keys and checkpoints, with the vectors of the C2SP and Go texts."""

import pytest

from goodoffices.engines.ledger import checker, keys, notes

from .books import KEY, ORIGIN, OTHER_KEY, checkpoint, entries

# The examples in the documentation of Go's sumdb/note, where the format comes from.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ENOCH_LINE = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)
# The examples of c2sp.org/signed-note (newer edition) and c2sp.org/tlog-cosignature.
SPEC_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPEC_NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
SPEC_CHECKPOINT = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 "
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)


def test_the_published_notes_open():
    assert notes.open_note(f"{TEXT}\n{PETER_LINE}", [PETER]).text == TEXT
    assert notes.open_note(f"{TEXT}\n{PETER_LINE}{ENOCH_LINE}", [PETER, ENOCH]).text == TEXT
    assert notes.open_note(SPEC_NOTE, [SPEC_KEY]).text == "This is an example message.\n"


def test_signing_gives_the_published_note_letter_by_letter():
    key = notes.SigningKey.parse(PETER_SECRET)
    assert str(key.verifier) == PETER
    assert key.signer == PETER_SECRET
    assert notes.sign(TEXT, key) == f"{TEXT}\n{PETER_LINE}"


def test_a_witness_may_add_its_line_and_is_ignored_until_its_key_is_known():
    both = notes.cosign(f"{TEXT}\n{PETER_LINE}", [ENOCH_LINE])
    for known in ([PETER], [ENOCH], [PETER, ENOCH]):
        opened = notes.open_note(both, known)
        assert [line.name for line in opened.signatures] == ["PeterNeumann", "EnochRoot"]
        assert str(opened) == both
    said = notes.parse_checkpoint(notes.parse_note(SPEC_CHECKPOINT).text)
    assert (said.origin, said.size) == ("example.com/behind-the-sofa", 20852163)


def test_a_note_that_no_known_key_signed_is_refused():
    with pytest.raises(notes.BadNote, match="None of the known keys"):
        notes.open_note(f"{TEXT}\n{PETER_LINE}", [ENOCH])
    with pytest.raises(notes.BadNote, match="None of the known keys"):
        notes.open_note(f"{TEXT}\n{PETER_LINE}", [])


def test_one_false_signature_of_a_known_key_spoils_the_note():
    with pytest.raises(notes.BadNote, match="EnochRoot does not hold"):
        notes.open_note(
            notes.sign(TEXT.replace("If", "If"), notes.SigningKey.parse(PETER_SECRET)) + swapped(), [PETER, ENOCH]
        )


def swapped():
    return ENOCH_LINE.replace("rwz+eBzm", "rwz+eBzn")


def test_another_key_of_the_same_name_is_another_key():
    signed = notes.sign("a\n", OTHER_KEY)
    assert KEY.name == OTHER_KEY.name
    with pytest.raises(notes.BadNote, match="None of the known keys"):
        notes.open_note(signed, [KEY.verifier])


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n",
        "text\n",
        "text\n\n",
        f"\n\n{PETER_LINE}",
        f"{TEXT}{PETER_LINE}",
        f"{TEXT}\n{PETER_LINE}"[:-1],
        f"{TEXT}\n{PETER_LINE}\n",
        f"{TEXT}\n{PETER_LINE.replace('—', '-')}",
        f"{TEXT}\n{PETER_LINE.replace(' x08', '  x08')}",
        f"{TEXT}\n{PETER_LINE.replace('AM=', 'AN=')}",
        f"{TEXT}\n{PETER_LINE.replace('nAM=', 'nAM')}",
        f"{TEXT}\n{PETER_LINE.replace('PeterNeumann', 'Peter+Neumann')}",
        f"{TEXT}\n— PeterNeumann x08gow==\n",
        f"{TEXT}\r\n\n{PETER_LINE}",
        f"{TEXT}\x00\n\n{PETER_LINE}",
        f"{TEXT}\ud800\n\n{PETER_LINE}",
        f"{TEXT}\n{PETER_LINE * 101}",
        "x" * (1 << 20) + f"\n\n{PETER_LINE}",
    ],
)
def test_a_note_spelled_otherwise_is_refused(note):
    with pytest.raises(notes.BadNote):
        notes.open_note(note, [PETER])


def test_a_key_spelled_otherwise_is_refused():
    for place in range(len(PETER)):
        other = PETER[:place] + chr(ord(PETER[place]) + 1) + PETER[place + 1 :]
        with pytest.raises(notes.BadNote):
            notes.VerifierKey.parse(other)
        with pytest.raises(notes.BadNote):
            notes.VerifierKey.parse(PETER[:place])
    for key in (
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ):
        with pytest.raises(notes.BadNote):
            notes.VerifierKey.parse(key)
    with pytest.raises(notes.BadNote):
        notes.SigningKey.parse(PETER)
    with pytest.raises(notes.BadNote):
        notes.SigningKey("desk", b"short")
    with pytest.raises(notes.BadNote):
        notes.SigningKey("the desk", bytes(32))


def test_keys_under_which_anybody_can_sign_are_refused_by_writer_and_checker_alike():
    for weak in keys._WEAK:
        for sign_bit in (0, 0x80):
            key = notes.VerifierKey("desk", weak[:31] + bytes([weak[31] | sign_bit]))
            with pytest.raises(notes.BadNote, match="proves nothing"):
                notes.VerifierKey.parse(str(key))
            with pytest.raises(checker.Wrong, match="proves nothing"):
                checker.Key(str(key), "The key")


def test_a_private_key_is_not_printed():
    assert KEY.signer.rsplit("+", 1)[1] not in f"{KEY} {KEY!r}"
    assert str(KEY.verifier) in repr(KEY)


def test_writer_and_checker_read_out_the_same_fingerprint():
    assert notes.fingerprint(KEY.verifier) == checker.Key(str(KEY.verifier), "").fingerprint
    assert notes.fingerprint(KEY.verifier) == notes.fingerprint(str(KEY.verifier))
    assert notes.fingerprint(KEY.verifier) != notes.fingerprint(OTHER_KEY.verifier)


def test_a_checkpoint_says_origin_size_and_root():
    told = entries(3)
    assert notes.open_checkpoint(checkpoint(told), [KEY.verifier])[:2] == (ORIGIN, 3)
    empty = notes.checkpoint_text("o", 0, bytes(32))
    assert notes.parse_checkpoint(empty) == ("o", 0, bytes(32))
    assert notes.parse_checkpoint(empty + "an extension\n") == ("o", 0, bytes(32))


@pytest.mark.parametrize(
    "text",
    [
        "o\n1\n",
        f"o\n01\n{keys.encode(bytes(32))}\n",
        f"o\n-1\n{keys.encode(bytes(32))}\n",
        f"o\n١\n{keys.encode(bytes(32))}\n",
        f"o\n{'9' * 40}\n{keys.encode(bytes(32))}\n",
        f"\n1\n{keys.encode(bytes(32))}\n",
        f"o\n1\n{keys.encode(bytes(31))}\n",
        f"o\n1\n{keys.encode(bytes(32))}",
        f"o\n1\n{keys.encode(bytes(32))}\n\n",
        f"o\n1\n{keys.encode(bytes(32))}\n\nmore\n",
    ],
)
def test_a_checkpoint_spelled_otherwise_is_refused(text):
    with pytest.raises(notes.BadNote):
        notes.parse_checkpoint(text)


def test_an_origin_names_host_process_and_book_and_nothing_can_be_smuggled_into_it():
    assert notes.origin_of("desk.example", "river", "p1") == "desk.example/river/p1"
    for parts in (("desk.example", "river/x", "p"), ("desk.example", "", "p"), ("desk example", "r", "p")):
        with pytest.raises(notes.BadNote):
            notes.origin_of(*parts)
    with pytest.raises(notes.BadNote):
        notes.checkpoint_text("o\n1", 1, bytes(32))
