"""What the reference reads out of an act's source."""

from typing import Any

from django.utils.translation import gettext as _
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from goodoffices.record.acts import Act, Refused
from scripts.kinds import facts_of, refusals_of


def test_the_refusals_of_each_step_stand_in_the_order_in_which_they_come() -> None:
    assert list(refusals_of(Submit)) == [
        "*The call is closed. Ask for another one.*",
        "*This has been said. Say something else.*",
        "*The day is over. Name one to come.*",
    ]


class Submit(Act):  # without a kind: nobody can do it
    def possible(self, seat: Any) -> None:
        raise Refused(_("The call is closed. Ask for another one."))

    def check(self, seat: Any) -> None:
        raise Refused(_("This has been said. Say something else."))

    def draw(self, draw: Any, seat: Any) -> dict[str, Any]:
        if draw.now() > "2025":
            raise Refused(_("The day is over. Name one to come."))
        return {}


def test_what_methods_of_an_act_refuse_and_draw_is_read_as_well() -> None:
    assert list(refusals_of(Choose)) == [
        "*Choose one, and not both.*",
        "*There is none of these. Choose another.*",
        "*It is taken. Choose another.*",
    ]


def test_facts_are_the_keys_of_what_is_drawn_and_not_what_stands_below_them() -> None:
    assert list(facts_of(Choose)) == ["named", "party", "id", "others", "last", "round", "mark"]


HALF = {"mark": ""}


def once(make: Any) -> Any:
    return make()


def _signed(seat: Any) -> dict[str, Any]:
    return {"named": "seat", **({"party": seat.party} if seat.party else {})}


_signed.__module__ = once.__module__ = "goodoffices.tests"  # as helpers of an office are


class Choose(Act):  # without a kind: nobody can do it
    @model_validator(mode="after")
    def _one(self) -> "Choose":
        raise PydanticCustomError("one", "Choose one, and not both.")

    def check(self, seat: Any) -> None:
        self._chosen(seat)

    def _chosen(self, seat: Any) -> str:
        if not seat:
            raise Refused(_("There is none of these. Choose another."))
        return str(self._free())

    def _free(self) -> str:
        raise Refused(_("It is taken. Choose another."))

    def draw(self, draw: Any, seat: Any) -> dict[str, Any]:
        facts = {**_signed(seat), "id": draw.id(), "others": {"least": 1, "most": [{"value": 2}]}}
        facts["last"] = {"no": "fact"}
        return {**facts, **once(lambda: {"round": 1} if seat else {}), **HALF}
