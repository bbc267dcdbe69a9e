"""Tables as files: nothing in them is computed, and what comes back is what went out."""

import csv
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goodoffices.engines.spreadsheets import rows_in
from goodoffices.process.tables import comma_separated

SIGNS = st.text(st.sampled_from("'=+-@\t\r\n,;\" ab"), max_size=8)
WORDS = SIGNS | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=5))
@example([("'=1", "''=1"), ("=1", "'"), ("'x", "''"), ("-2", "'-2"), ("\t=", "'\r")])
def test_a_table_as_csv_comes_back_as_it_was(rows):
    content = comma_separated(["one", "two"], rows)
    found = [cells for _line, cells in rows_in(content, 10_000, 100, 10)]
    kept = [[*row] if row[1] else [row[0]] for row in rows if any(cell.strip() for cell in row)]
    assert found == [["one", "two"], *kept]
    for row in csv.reader(StringIO(content.decode("utf-8-sig"), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@pytest.mark.parametrize(
    ("written", "read"), [("'=x", "=x"), ("''=x", "'=x"), ("'x", "'x"), ("''", "''"), ("'", "'"), ("=x", "=x")]
)
def test_one_apostrophe_before_a_sign_of_a_formula_is_taken_away(written, read):
    assert rows_in(f"a,b\r\n{written},1\r\n".encode(), 1000, 10, 10)[1][1][0] == read
