from collections.abc import Iterator

import pytest

from goodoffices.live.tests.house import House


@pytest.fixture
def house(river) -> Iterator[House]:
    """The application, open, with the river case in its database."""
    with House() as house:
        yield house
