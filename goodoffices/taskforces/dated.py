"""Deliverables and milestones: what is due, and by which day, one a line."""

import re
from datetime import date
from typing import Annotated, Any

from django.utils.translation import gettext_lazy
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from goodoffices.followup.in_words import day_in_words
from goodoffices.record.fields import Line

_DAY = r"\d{4}-\d\d-\d\d"
_DAY_FIRST = re.compile(rf"({_DAY})[\s:,;–—-]+(\S.*)")
_DAY_LAST = re.compile(rf"(.*\S)[\s:,;–—-]+({_DAY})")

HINT = gettext_lazy("One a line, each with its day, such as “2025-05-20 A list of the gauges”.")


class Due(BaseModel):
    """What is due, and by which day; without a day, some time before the sunset."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    what: Line
    due: date | None = None

    def __str__(self) -> str:
        return f"{self.due} {self.what}" if self.due else self.what


def _read(value: Any) -> Any:
    """A line of a form, `2025-05-20 What is due`, as the two things that it says."""
    if not isinstance(value, str):
        return value
    line = value.strip()
    if found := _DAY_FIRST.fullmatch(line):
        return {"what": found[2], "due": found[1]}
    if found := _DAY_LAST.fullmatch(line):
        return {"what": found[1], "due": found[2]}
    return {"what": line}


DueLines = Annotated[list[Annotated[Due, BeforeValidator(_read)]], Field(max_length=50)]


def in_lines(lines: list[dict[str, str]]) -> str:
    """What is due as a table holds it, one a line, each with its day."""
    return "\n".join(f"{each['what']} ({day_in_words(each['due'])})" if each["due"] else each["what"] for each in lines)


def rows(lines: list[Due]) -> list[dict[str, str]]:
    """As a table holds them: the day as ISO text, empty where none was named."""
    return [{"what": each.what, "due": each.due.isoformat() if each.due else ""} for each in lines]
