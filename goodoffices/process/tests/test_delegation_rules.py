"""Who fills a delegation, as a table: before its head sits the third party does, afterwards its head alone."""

from dataclasses import dataclass

import pytest

from goodoffices.process.delegation_rules import headed, may_fill, may_invite


@dataclass
class Chair:
    """A seat, as far as these rules look at one."""

    id: str
    role: str
    party_id: str | None = None
    decides: bool = False
    left: int | None = None
    number: int = 3
    changed: int = 3

    @property
    def leads(self) -> bool:
        return self.role in ("mediator", "co_mediator", "secretariat")


AMARA, SECRETARY = Chair("amara", "mediator"), Chair("sofia", "secretariat")
JOON, MAREK = Chair("joon", "interpreter"), Chair("marek", "observer")
LENA, NILS = Chair("lena", "head", "north", decides=True), Chair("nils", "delegate", "north")
IDRIS = Chair("idris", "head", "south", decides=True)
TABLE = [AMARA, SECRETARY, JOON, MAREK, LENA, NILS, IDRIS]
WITHOUT_LENA = [seat for seat in TABLE if seat is not LENA]


def those(rule):
    return [seat.id for seat in TABLE if rule(seat)]


def test_a_party_is_headed_while_its_head_has_a_seat():
    assert headed("north", TABLE) and not headed("north", WITHOUT_LENA) and not headed("west", TABLE)
    assert not headed("north", [Chair("lena", "head", "north", left=9), NILS])


def test_before_there_is_a_head_the_third_party_fills_a_delegation():
    assert those(lambda seat: may_fill(seat, "north", WITHOUT_LENA)) == ["amara", "sofia"]


def test_once_there_is_one_nobody_else_does():
    assert those(lambda seat: may_fill(seat, "north", TABLE)) == ["lena"]
    assert those(lambda seat: may_fill(seat, "south", TABLE)) == ["idris"]


def test_who_acts_for_the_head_fills_it_and_the_head_meanwhile_does_not():
    acting = Chair("nils", "delegate", "north", decides=True)
    resting = Chair("lena", "head", "north")
    table = [AMARA, acting, resting]
    assert [seat.id for seat in table if may_fill(seat, "north", table)] == ["nils"]


def test_seats_of_no_party_are_the_third_partys_to_fill():
    assert those(lambda seat: may_fill(seat, None, TABLE)) == ["amara", "sofia"]


# ---- invitations -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "taken", "who"),
    [
        (NILS, set(), ["amara", "sofia"]),  # nobody sits in the head's seat yet
        (NILS, {"lena"}, ["lena"]),
        (NILS, {"nils"}, ["amara", "sofia"]),  # that a delegate sits changes nothing
        (NILS, {"idris"}, ["amara", "sofia"]),
        (LENA, set(), ["amara", "sofia"]),
        (LENA, {"lena"}, ["lena"]),
        (JOON, {"lena", "idris"}, ["amara", "sofia"]),
        (MAREK, set(), ["amara", "sofia"]),
    ],
)
def test_who_chooses_a_person_for_a_seat(to, taken, who):
    assert those(lambda seat: may_invite(seat, to, TABLE, taken)) == who


def test_where_a_head_handed_over_to_an_empty_seat_the_third_party_does_not_choose_again():
    """Else it could send itself a head's mandate by removing whoever has it."""
    handed = Chair("nils", "delegate", "north", decides=True, changed=12)
    table = [AMARA, Chair("lena", "head", "north", changed=12), handed]
    assert [seat.id for seat in table if may_invite(seat, handed, table, set())] == []
    assert [seat.id for seat in table if may_invite(seat, handed, table, {"nils"})] == ["nils"]
