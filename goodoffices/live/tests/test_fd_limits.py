import resource

import pytest

from goodoffices.live import fd_limits


@pytest.fixture
def limits(monkeypatch):
    """A machine of its own: what it grants, what it may grant, and what it gives in truth."""
    held = {"soft": 1_024, "hard": 65_536, "most": 10**9}

    def set_to(_what, both):
        if both[0] == resource.RLIM_INFINITY or both[0] > held["most"]:
            raise ValueError
        held["soft"], held["hard"] = both

    monkeypatch.setattr(resource, "getrlimit", lambda _what: (held["soft"], held["hard"]))
    monkeypatch.setattr(resource, "setrlimit", set_to)
    return held


def test_a_server_takes_all_that_it_is_granted_and_keeps_a_reserve(limits):
    fd_limits.take_all()
    assert limits["soft"] == limits["hard"] == 65_536
    assert fd_limits.most_streams() == 65_536 - fd_limits.RESERVE


def test_a_machine_that_promises_more_than_it_gives_is_asked_for_less(limits):
    limits |= {"hard": resource.RLIM_INFINITY, "most": 10_240}
    fd_limits.take_all()
    assert limits["soft"] == 10_240


def test_what_is_granted_is_never_made_less(limits):
    limits |= {"soft": 100_000, "hard": resource.RLIM_INFINITY}
    fd_limits.take_all()
    assert limits["soft"] == 100_000


def test_some_streams_are_served_however_little_is_granted(limits):
    limits["soft"] = 64
    assert fd_limits.most_streams() == 1
