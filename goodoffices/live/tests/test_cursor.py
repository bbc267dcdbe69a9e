import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.live.cursor import BadCursor, decode, encode

books = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=1, max_size=40)


@given(st.dictionaries(books, st.integers(0, 10**15 - 1), min_size=1, max_size=20))
def test_a_cursor_is_read_as_it_was_written(heads):
    assert decode(encode(heads)) == heads


@given(st.text(max_size=60))
def test_whatever_is_read_would_be_written_the_same_but_for_its_order(text):
    try:
        heads = decode(text)
    except BadCursor:
        return
    assert sorted(encode(heads).split("~")) == sorted(text.split("~"))


@pytest.mark.parametrize(
    "text",
    ["", "a", "a.", ".1", "a.01", "a.-1", "a.1~", "~a.1", "a.1~a.2", "A.1", "a.1 ", "a.1\n", "a.१", "a.1~b", "a.1,b.2",
     "a.1000000000000000", "a" * 41 + ".1", "~".join(f"a{n}.1" for n in range(2000)), "\x00", "a.1%7Eb.2"],
)  # fmt: skip
def test_what_was_not_made_here_is_no_cursor(text):
    with pytest.raises(BadCursor):
        decode(text)
