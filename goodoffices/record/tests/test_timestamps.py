"""Moments are read as strictly as they are written."""

from datetime import UTC, datetime

import pytest

from goodoffices.record.timestamps import moment, written


def test_what_was_written_is_read_back():
    at = datetime(2025, 4, 10, 9, 30, 5, 123_000, tzinfo=UTC)
    assert moment(written(at)) == at
    assert moment(written(at)).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025-04-10",
        "2025-04-10T09:30:00Z",
        "2025-04-10T09:30:00.000+",
        "2025-04-10 09:30:00.000000",
        "x" * 23 + "Z",
    ],
)
def test_nothing_else_is_a_moment(text):
    with pytest.raises(ValueError, match=r"moment|isoformat"):
        moment(text)
