"""A figure with its yardstick and its goal."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Any


@dataclass
class Figure:
    """What was measured. `goal` is for the ratio to the yardstick, or for the value itself where there is none."""

    name: str
    value: float | None
    unit: str
    yard: str = ""
    by: float | None = None  # the yardstick's own value
    at_most: float | None = None
    at_least: float | None = None
    exactly: float | None = None
    note: str = ""
    spread: tuple[float, float] | None = None

    @property
    def judged(self) -> float | None:
        if not self.yard:
            return self.value
        return self.value / self.by if self.value is not None and self.by else None

    @property
    def goal(self) -> str:
        for sign, most in (("≤", self.at_most), ("≥", self.at_least), ("=", self.exactly)):
            if most is not None:
                return f"{sign} {most:g}{f' {self.yard}' if self.yard else ''}"
        return ""

    @property
    def reached(self) -> bool | None:
        """Whether the goal was reached; None where there is none, or nothing to compare with."""
        if self.judged is None or not self.goal:
            return None
        if self.exactly is not None:
            return round(self.judged, 2) == self.exactly
        if self.at_most is not None:
            return self.judged <= self.at_most
        return self.judged >= (self.at_least or 0)

    def told(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "spread": self.spread,
            "yardstick": self.yard or None,
            "yardstick_value": self.by,
            "ratio": self.judged if self.yard else None,
            "goal": self.goal or None,
            "reached": self.reached,
            "note": self.note,
        }


@dataclass
class Run:
    """How long and how often to measure, and what has come out so far."""

    seconds: float = 5.0
    times: int = 3
    quick: bool = False
    most_listeners: int | None = None
    disturbed: float = 0.0  # share of the two cores that other programs took meanwhile
    figures: list[Figure] = field(default_factory=list)
    kept: dict[str, Any] = field(default_factory=dict)

    def add(self, *figures: Figure) -> None:
        self.figures += figures

    def once(self, name: str, measure: Callable[[], Any]) -> Any:
        """A yardstick that several rows need is measured once."""
        if name not in self.kept:
            self.kept[name] = measure()
        return self.kept[name]

    def listeners(self, wanted: int) -> int:
        return min(wanted, self.most_listeners or wanted)


def middle(values: Iterable[float]) -> tuple[float, tuple[float, float]]:
    """The median of several runs, and how far they were apart."""
    found = sorted(values)
    return median(found), (found[0], found[-1])


def percentile(values: Iterable[float], share: float) -> float:
    found = sorted(values)
    return found[min(len(found) - 1, int(len(found) * share))]
