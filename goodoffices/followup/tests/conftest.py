import pytest

from goodoffices.followup.tests.clocks import Clock


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)
