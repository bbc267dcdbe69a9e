"""What somebody asks a search for: words, and what narrows them. Whatever was typed is a question; some have no answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, Self

from goodoffices.agenda.models import Issue
from goodoffices.engines.words import Between, Filters, Query
from goodoffices.process.models import Seat, parties_by_name

Note = Literal["cut", "short", "nothing", "day", "unfinished"]
"""cut, short: as the engine says. nothing: no word is in it. day: no such day. unfinished: not all is in the index yet."""

NARROWING = ("kind", "issue", "party", "language", "since", "until")
FIRST, LAST = "0000-00-00", "9999-99-99"


@dataclass(frozen=True)
class Question:
    """Words as typed, and what narrows them: `room` is a book's id, `kind` a sort of things, `party` a party's key, `since`
    and `until` ISO days, both included. All may be empty."""

    q: str = ""
    room: str = ""
    given: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Mapping[str, str | None]) -> Self:
        said = {name: (value or "").strip() for name, value in values.items()}
        given = {name: said[name] for name in NARROWING if said.get(name)}
        return cls(said.get("q", ""), said.get("room", ""), given)

    @cached_property
    def query(self) -> Query:
        return Query.parse(self.q)

    @property
    def asked(self) -> bool:
        """Whether anything is asked at all: a room alone is none."""
        return bool(self.q or self.given)

    @property
    def sort(self) -> str:
        return self.given.get("kind", "")

    @property
    def dated(self) -> bool:
        return "since" in self.given or "until" in self.given

    @cached_property
    def notes(self) -> list[Note]:
        """What is not looked for as typed. After `nothing` and `day` nothing is found."""
        notes: list[Note] = ["nothing"] if self.q and not self.query.clauses else []
        if not all(_is_day(self.given[name]) for name in ("since", "until") if name in self.given):
            notes.append("day")
        return [*notes, *self.query.notes]

    @property
    def hopeless(self) -> bool:
        return not self.asked or "nothing" in self.notes or "day" in self.notes

    def filters(self, seat: Seat) -> Filters | None:
        """For the engine; None where it names what this seat does not see, and so nothing is found."""
        found: dict[str, str | Between] = {}
        for name in ("kind", "language"):
            if name in self.given:
                found["sort" if name == "kind" else name] = self.given[name]
        if issue := self.given.get("issue"):
            if not Issue.objects.seen_by(seat).filter(id=issue).exists():
                return None
            found["issue"] = issue
        if key := self.given.get("party"):
            parties = {party.key: party.id for party in parties_by_name(seat)}
            if key not in parties:
                return None
            found["party"] = parties[key]
        if self.dated:
            found["day"] = Between(self.given.get("since", FIRST), self.given.get("until", LAST))
        return found


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
