"""The benchmark of drafts runs on what the engine is now."""

from benchmarks.text import one_provision, reading


def test_every_row_of_reading_can_be_measured_on_a_short_draft(monkeypatch) -> None:
    monkeypatch.setattr(reading, "SIZES", (500,))
    monkeypatch.setattr(reading, "peak_apart", lambda code: 0.0)
    rows = list(reading.measure(1, 500))
    assert [row.work for row in rows][-3:] == ["read", "read, count, write back", "… by hand: raw brackets nested"]
    assert all(row.seconds and row.words for row in rows)


def test_one_provision_is_measured_beside_the_whole(monkeypatch) -> None:
    monkeypatch.setattr(one_provision, "WORDS", 2_000)
    anew, alone = one_provision.measure(1, 2_000)
    assert anew.goal == 0 and alone.goal and alone.seconds and anew.words == alone.words
