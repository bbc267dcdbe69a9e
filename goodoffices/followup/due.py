"""When something is due: a day, so many days after an event, after another commitment, or together with one. In one line:

2025-03-01 · within 30 days of Entry into force · after ‹commitment› · simultaneous_with ‹commitment› · (nothing)
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from goodoffices.process.form_rows import Parts
from goodoffices.record.fields import already_recorded

MOST_DAYS = 3660
_WITHIN = re.compile(r"within (\d{1,4}) days of (\S.{0,199})")
_OTHER = re.compile(r"(after|simultaneous_with) ([\x21-\x7e]{1,40})")
#: How an event is called by which an agreement begins to bind, in the languages of the interface.
ENTRY_INTO_FORCE = (
    "entry into force", "دخول حيز النفاذ", "الدخول حيز النفاذ", "entrée en vigueur", "entrada en vigor",
    "вступление в силу", "生效",
)  # fmt: skip


class When(NamedTuple):
    """What such a line says. `how`: none, on, within, after, simultaneous_with."""

    how: str = "none"
    on: str = ""  # ISO day
    days: int = 0
    event: str = ""
    of: str = ""  # the other commitment

    @property
    def written(self) -> str:
        """The line.

        >>> When("within", days=30, event="Day 1").written
        'within 30 days of Day 1'
        """
        lines = {"on": self.on, "within": f"within {self.days} days of {self.event}"}
        return lines.get(self.how, "" if self.how == "none" else f"{self.how} {self.of}")


def read(line: str) -> When | None:
    """What a line says; None if it says nothing of this.

    >>> read("after c1")
    When(how='after', on='', days=0, event='', of='c1')
    >>> read("soon") is None
    True
    """
    line = " ".join(line.split())
    if not line:
        return When()
    if found := _WITHIN.fullmatch(line):
        return When("within", days=int(found[1]), event=found[2]) if int(found[1]) <= MOST_DAYS else None
    if found := _OTHER.fullmatch(line):
        return When(found[1], of=found[2])
    return When("on", on=line) if is_day(line) else None


def is_day(text: str) -> bool:
    """Whether it is an ISO day, as people mean one.

    >>> is_day("2028-02-29"), is_day("2027-02-29"), is_day("20270301")
    (True, False, False)
    """
    try:
        return len(text) == 10 and 1900 < date.fromisoformat(text).year < 2200
    except ValueError:
        return False


def day_after(day: str, days: int) -> str:
    """The day so many days later.

    >>> day_after("2028-02-28", 2)
    '2028-03-01'
    """
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _composed(value: Any, info: ValidationInfo) -> Any:
    """The line, from a line or from the parts that a form or a case sends."""
    if already_recorded(info):
        return value
    if isinstance(value, Mapping):
        value = _from_parts({str(name): str(part).strip() for name, part in value.items()})
    found = read(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError(
            "due", "Say by when: a day, so many days after an event, or after another commitment."
        )
    return found.written


def _from_parts(parts: Mapping[str, str]) -> str | None:
    if set(parts) - _PARTS:
        return None
    parts = {_SHORT.get(name, name): part for name, part in parts.items()}
    for how in ("after", "simultaneous_with"):
        if parts.get(how):
            parts = {"kind": how, "of": parts[how]}
    how = parts.get("kind") or next((how for how, part in _NEEDED.items() if parts.get(part)), "none")
    if how == "within":
        days, event = parts.get("days", ""), parts.get("event", "")
        return f"within {int(days)} days of {event}" if days.isdecimal() and event else None
    needed = parts.get(_NEEDED.get(how, ""), "")
    if how in ("after", "simultaneous_with"):
        return f"{how} {needed}" if needed else None
    return needed or None if how == "on" else "" if how == "none" else None


#: A client may write a day, so many days and another commitment as the line does.
_SHORT = {"date": "on", "within": "days"}
_PARTS = {"kind", "on", "days", "event", "of", "after", "simultaneous_with", *_SHORT}
_NEEDED = {"on": "on", "within": "days", "after": "of", "simultaneous_with": "of"}

DueLine = Annotated[str, Parts(), StringConstraints(max_length=240), BeforeValidator(_composed)]
