"""A deed: something that is done, in words that mean the same in every world.

It names rooms by their audience and rows by “the second issue of that room”; ids are looked up when it is played. It says
which audiences are told of it. What is done in an office stands in its `tests/histories.py`.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.noninterference.members import AT_FIRST, MEMBERS, UNRECORDED, Audience, Member, Setting, reads


@dataclass(frozen=True)
class Room:
    """The book, and room, of an audience."""

    audience: Audience


@dataclass(frozen=True)
class Row:
    """One row of a table in one book: the `index`-th, counted in a circle; of one's own if `own`."""

    model: str
    audience: Audience
    index: int
    own: bool = False


@dataclass(frozen=True)
class Who:
    """The seat of one of the cast."""

    name: str


@dataclass(frozen=True)
class Deed:
    by: str
    kind: str
    told: tuple[Audience, ...]
    data: dict[str, Any] = field(default_factory=dict)
    key: str = ""

    def __repr__(self) -> str:
        told = ", ".join(f"{kind}:{key}" if key else kind for kind, key in self.told)
        return f"Deed({self.by} {self.kind} → {told}: {self.data}{f' key={self.key}' if self.key else ''})"


def seen(deeds: list[Deed], at: int, member: Member, setting: Setting) -> bool:
    """Whether the deed at this place of a history is one that the member learns of."""
    deed = deeds[at]
    if deed.told == (UNRECORDED,):
        return deed.by == member.name
    for audience in deed.told:
        kind, _key = audience
        if kind in ("task_force", "commission", "sidebar"):
            # Whoever is or becomes a member reads from its admission on, and sees of what was before that it was.
            if any(member.name in _members(audience, deeds[:end]) for end in range(at, len(deeds) + 1)):
                return True
        elif reads(member, audience, setting):
            return True
    return False


# By kind of act, the fields that name who comes and who goes.
COME = {"process.set_up_task_force": "members", "process.change_task_force": "welcome",
        "process.set_up_commission": "members", "process.change_commission": "welcome",
        "process.open_sidebar": "members", "process.change_sidebar": "add"}  # fmt: skip
GO = {"process.change_task_force": "release", "process.change_commission": "release",
      "process.change_sidebar": "remove"}  # fmt: skip


def _members(audience: Audience, deeds: list[Deed]) -> set[str]:
    members = set(AT_FIRST.get(audience[1], ()))
    for deed in deeds:
        if audience not in deed.told or deed.kind not in COME:
            continue
        come = {who.name for who in deed.data.get(COME[deed.kind], ()) if isinstance(who, Who)}
        go = {who.name for who in deed.data.get(GO.get(deed.kind, ""), ())}
        members |= come | ({deed.by} if deed.kind == "process.open_sidebar" else set())
        # What of this was refused is not known here; a member called released too early would be shown too much, so only
        # the release of somebody who surely is a member counts, alone in its deed.
        if not come and go and go <= members:
            members -= go
    return members


# ---- talk, of which every history has some ---------------------------------------------------------------------------


def say(by: str, audience: Audience, text: str, **more: Any) -> Deed:
    return Deed(by, "consultation.make_statement", (audience,), {"room": Room(audience), "text": text, **more})


def said(audience: Audience, index: int = 0, own: bool = False) -> Row:
    return Row("consultation.Statement", audience, index, own)


def speaker_is_not_known(deed: Deed, member: Member, setting: Setting) -> bool:
    """Whether this member cannot tell which of two `speakers` did it."""
    first, second = deed.data["speakers"]
    if member.name in (first, second) or setting.names == "seat":
        return False
    return setting.names == "nobody" or (bool(MEMBERS[first].party) and MEMBERS[first].party == MEMBERS[second].party)
