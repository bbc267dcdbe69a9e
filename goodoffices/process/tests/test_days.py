"""Days are those of the host city: in Vienna it is summer, two hours ahead of the record's clock."""

from datetime import date

import pytest

from goodoffices.process.days import begin_of, day_of, host_day
from goodoffices.process.models import Process
from goodoffices.record.source import KeyedSource, drawing_from

VIENNA = Process(zone="Europe/Vienna")


class Late(KeyedSource):
    def now(self, place: str) -> str:
        return "2025-04-11T22:30:00.000Z"


def test_today_is_what_the_source_says_in_the_host_city() -> None:
    with drawing_from(Late()):
        assert host_day(VIENNA) == date(2025, 4, 12)
        assert host_day(Process(zone="America/New_York")) == date(2025, 4, 11)


@pytest.mark.parametrize(("at", "day"), [("2025-04-11T21:59:59.999Z", 11), ("2025-04-11T22:00:00.000Z", 12)])
def test_a_day_begins_at_midnight_in_the_host_city(at: str, day: int) -> None:
    assert day_of(VIENNA, at) == date(2025, 4, day)
    assert begin_of(VIENNA, date(2025, 4, 12)) == "2025-04-11T22:00:00.000Z"
