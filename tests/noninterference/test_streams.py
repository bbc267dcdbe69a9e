"""What may not be known is not heard either: the streams of two worlds are the same."""

import pytest

from tests.noninterference.members import MEMBERS, Setting
from tests.noninterference.pairs import full_pair
from tests.noninterference.streams import streams_differ


@pytest.fixture(autouse=True)
def frozen():
    """The loop's own clock has to go."""


@pytest.mark.parametrize("member", MEMBERS)
def test_a_stream_tells_nothing_of_what_its_listener_may_not_know(stage, member):
    different = streams_differ(full_pair(member, Setting()), stage)
    assert different is None, different
