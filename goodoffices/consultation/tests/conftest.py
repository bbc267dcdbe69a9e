"""What tests of rooms stand on."""

import pytest


@pytest.fixture
def page(river, plenary) -> str:
    """The address of the plenary’s page."""
    return f"/processes/{river.process}/rooms/{plenary.id}/"
