"""What the reference reads out of an act's source."""

from typing import Any

from django.utils.translation import gettext as _

from goodoffices.record.acts import Act, Refused
from scripts.kinds import refusals_of


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
