"""The benchmark of drafts runs on what the engine is now."""

from benchmarks.text import reading


def test_every_row_of_reading_can_be_measured_on_a_short_draft(monkeypatch) -> None:
    monkeypatch.setattr(reading, "SIZES", (500,))
    monkeypatch.setattr(reading, "peak_apart", lambda code: 0.0)
    rows = list(reading.measure(1, 500))
    assert [row.work for row in rows][-3:] == ["read", "read, count, write back", "… by hand: raw brackets nested"]
    assert all(row.seconds and row.words for row in rows)
