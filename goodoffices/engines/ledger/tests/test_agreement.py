"""Writer and checker share no code: here they are held against each other."""

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.ledger import checker, notes

from .books import KEY, checkpoint, entries, file, good

whole_numbers = st.integers(-(2**53) + 1, 2**53 - 1)
plain = st.none() | st.booleans() | whole_numbers | st.floats(allow_nan=False, allow_infinity=False) | st.text()
values = st.recursive(
    plain, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(), v, max_size=3), max_leaves=9
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.text(), values, max_size=4), st.text(min_size=1), st.none() | st.text())
def test_whatever_can_be_sealed_can_be_checked(data, kind, by):
    good(file(entries(2, lambda entry: entry.update(data=data, facts={"drawn": data}, kind=kind, by=by))))


def test_notes_are_judged_alike_letter_by_letter():
    told = entries(3)
    book = checker.Book(checker._header(file(told)[0]), iter(()), [])
    note = notes.cosign(checkpoint(told), ["— witness.example/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiI\n"])
    judged = [0, 0]
    for other in variants(note):
        theirs = checker_opens(book, other)
        assert writer_opens(book, other) == theirs, other
        judged[theirs] += 1
    assert min(judged) > 10


def variants(note):
    yield note
    for place in range(len(note) + 1):
        before, after = note[:place], note[place:]
        yield before + after[1:]
        for letter in "\n\t\x01 ＝+—A\x7f\u2003\x85":
            yield before + letter + after
            yield before + letter + after[1:]


def writer_opens(book, note):
    try:
        said = notes.open_checkpoint(note, [KEY.verifier])
    except notes.BadNote:
        return False
    return said.origin == book.header["origin"]


def checker_opens(book, note):
    book._faults.clear()
    try:
        book.mark(note, "The note")
    except checker.Wrong:
        return False
    return not book._faults
