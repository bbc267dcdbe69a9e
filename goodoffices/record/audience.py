"""Audiences, and the reader for whom everything is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol


@dataclass(frozen=True, order=True)
class Audience:
    """Who may know: `kind` is one of KINDS, `key` a party's, a task force's, a commission's or a sidebar's (empty where the kind has but one)."""

    kind: str
    key: str = ""

    KINDS: ClassVar[tuple[str, ...]] = (
        "plenary",
        "caucus",
        "delegation",
        "third_party",
        "task_force",
        "commission",
        "sidebar",
        "public",
    )

    @property
    def narrowness(self) -> int:
        """For sorting: 0 is what the whole table reads."""
        return self.KINDS.index(self.kind)

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}" if self.key else self.kind


PLENARY = Audience("plenary")
THIRD_PARTY = Audience("third_party")
PUBLIC = Audience("public")


class Reader(Protocol):
    """A seat, as far as the record needs to know one."""

    @property
    def id(self) -> str: ...

    @property
    def process_id(self) -> str: ...

    def books(self) -> Mapping[str, int]:
        """The ids of the books this reader may read → the number of the first entry it may read there (1 = all)."""

    def ended(self) -> Mapping[str, tuple[int, int]]:
        """Books that it read once and reads no further: the first and the last entry that it reads there."""

    def shelf(self) -> Mapping[str, Any]:
        """Those books themselves (`record.models.Book`), by id, as they were when first asked for."""

    def may_cite(self, thing: Audience, within: Audience) -> bool:
        """Whether every reader of `within` may read what belongs to `thing`: references only go up."""
