"""What an office with acts brings to the tests that are about all offices."""

import pytest

from tests.noninterference.leaks import Seed
from tests.noninterference.members import Setting
from tests.offices import brought, kinds_of

KINDS_OF = kinds_of()


@pytest.mark.parametrize("office", sorted(KINDS_OF))
def test_an_office_with_acts_says_how_each_of_them_is_done(office: str) -> None:
    """In `tests/histories.py`: else the two-world test would never see them done."""
    histories = brought("histories").get(office)
    assert histories, f"goodoffices/{office}/tests/histories.py is missing: see tests/noninterference/histories.py"
    said = set(histories.deeds(Setting())) | set(getattr(histories, "ENTAILED", {}))
    assert KINDS_OF[office] - said == set(), "kinds that no history of this office makes up"


@pytest.mark.parametrize("office", sorted(KINDS_OF))
def test_an_office_with_acts_has_a_leak_put_back_on_purpose(office: str) -> None:
    """In `tests/leaks.py`: what would go wrong first if somebody forgot who reads here?"""
    leaks = brought("leaks").get(office)
    assert leaks, f"goodoffices/{office}/tests/leaks.py is missing: see tests/noninterference/leaks.py"
    assert [value for value in vars(leaks).values() if isinstance(value, Seed)]


def test_every_leak_says_what_it_is() -> None:
    found = [v for module in brought("leaks").values() for v in vars(module).values() if isinstance(v, Seed)]
    assert [seed.name for seed in found if seed.sort.rstrip(")”")[-1:] not in (".", "?")] == []
    assert len({seed.name for seed in found}) == len(found)
