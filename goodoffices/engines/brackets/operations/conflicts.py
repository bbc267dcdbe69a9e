"""Why an operation was not done."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Conflict:
    """Why an operation was not done: a sentence with a way forward, and the span in the draft that it is about."""

    sentence: str
    start: int
    end: int
