"""Who looks, and a second opinion on who may know what: written again from the rule book, not from the product's code."""

from dataclasses import dataclass

Audience = tuple[str, str]  # kind and key

PLENARY, THIRD, PUBLIC = ("plenary", ""), ("third_party", ""), ("public", "")
ELSEWHERE = ("elsewhere", "")  # another process on the same host
HOST = ("host", "")  # the administrator's office: which processes wait for their mediator
UNRECORDED = ("unrecorded", "")  # reading, signing in, tokens: nobody else's business


@dataclass(frozen=True)
class Member:
    name: str
    seated: bool = True
    party: str = ""
    third: bool = False
    observer: bool = False
    removed: bool = False


MEMBERS = {
    member.name: member
    for member in [
        Member("amara", third=True),  # mediator
        Member("sara", third=True),  # secretariat
        Member("lena", party="north"),  # head
        Member("nils", party="north"),  # delegate
        Member("idris", party="south"),  # head
        Member("salma", party="south"),  # adviser
        Member(
            "olga", observer=True
        ),  # reads the plenary from her admission on, where the ground rules admit observers
        Member("petra", party="south", removed=True),  # sat in South's delegation, and was removed before it begins
        Member("noor", seated=False),  # mediates another process on the same host
        Member("ada", seated=False),  # administrator of the host: founds processes, holds no seat
        Member("nobody", seated=False),  # has not signed in
    ]
}
TASK_FORCES = ("water", "maps")
COMMISSIONS = ("joint",)
SIDEBARS = ("Quiet",)  # by their names: a sidebar’s key is drawn when it is opened
AUDIENCES: tuple[Audience, ...] = (
    PLENARY,
    THIRD,
    PUBLIC,
    *(("delegation", party) for party in ("north", "south")),
    *(("caucus", party) for party in ("north", "south")),
    *(("task_force", key) for key in TASK_FORCES),
    *(("commission", key) for key in COMMISSIONS),
    *(("sidebar", name) for name in SIDEBARS),
)


@dataclass(frozen=True)
class Setting:
    """How the table is laid before the history begins."""

    attribution: str = "seat"  # or party
    chatham_house: bool = False
    observers: bool = True

    @property
    def names(self) -> str:
        """How speakers are named in the plenary and in task forces: by seat, by party, or not at all."""
        return "nobody" if self.chatham_house else self.attribution


# Who sits in the task forces, the commission and the sidebar when the history begins. Amara set both task forces up and sits in one: she
# does not read the other. The commission she set up, too. The sidebar is between two heads: not even she reads it.
AT_FIRST = {
    "water": frozenset({"lena", "salma"}),
    "maps": frozenset({"amara", "nils", "idris"}),
    "joint": frozenset({"lena", "idris", "sara"}),
    "Quiet": frozenset({"lena", "idris"}),
}


def reads(member: Member, audience: Audience, setting: Setting) -> bool:
    """Whether this member reads what this audience is told; of bodies with members, as they are at first."""
    kind, key = audience
    if audience == ELSEWHERE:
        return member.name == "noor"
    if audience == HOST:
        return member.name == "ada"
    if not member.seated or member.removed or audience == UNRECORDED:
        return False
    if kind == "public":
        return True
    if kind == "plenary":
        return setting.observers if member.observer else True
    if kind == "delegation":
        return member.party == key
    if kind == "caucus":
        return member.third or member.party == key
    if kind == "third_party":
        return member.third
    if kind in ("task_force", "commission", "sidebar"):
        return member.name in AT_FIRST.get(key, ())
    raise ValueError(f"nobody has said yet who reads {audience}")
