"""Tokens, people and their keys, for the two-world test: nothing of it is recorded."""

from typing import Any

from goodoffices.accounts.models import Token, User
from tests.noninterference.deeds import Deed
from tests.noninterference.members import UNRECORDED, Setting
from tests.noninterference.strategies import everybody
from tests.noninterference.worlds import World, give_passkey


def unrecorded() -> dict[str, Any]:
    return {
        "~token": everybody.map(lambda by: Deed(by, "~token", (UNRECORDED,))),
        "~account": everybody.map(lambda by: Deed(by, "~account", (UNRECORDED,))),
    }


def _token(world: World, deed: Deed, way: int) -> str:
    own = Token.objects.filter(seat=world.seats[deed.by]).count()
    Token.issue(world.seats[deed.by], "another", f"go_{deed.by}_{own}")
    return "done"


def _account(world: World, deed: Deed, way: int) -> str:
    """Somebody new on this host, and one of the cast at her desk again: on another device, with another key."""
    give_passkey(User.objects.create_user(f"{User.objects.count()}@example.net"))
    world.sign_in(deed.by)
    return "done"


TABLES = {
    "accounts.User": "~account",
    "accounts.Token": "~token",
    "accounts.AdministratorLink": "there is one on a host without an administrator alone, and there nothing has been founded",
}
PLAYED = {"~token": _token, "~account": _account}


def afterwards(setting: Setting) -> list[Deed]:
    return [
        Deed("lena", "~token", (UNRECORDED,)),
        Deed("nils", "~account", (UNRECORDED,)),
    ]
