"""Reading a case file: every fault of shape is reported with its line and what to do about it, before anything is played.

Format `goodoffices-case/1` (docs/reference/case-files.md has it all):

    format: goodoffices-case/1
    until: 2025-04-10            # the day up to which it is played
    zone: Europe/Istanbul        # in which the file's times are read
    found: {title: …, mandate: …, mediator: …}
    founder: amara               # the name of the founding seat in this file
    acts:
      - at: 2025-04-01 09:00
        by: amara                # a seat made earlier in this file
        do: process.admit_seat   # a kind of act
        with: {role: head, party: north, name: "Head of delegation, North"}
        as: lena                 # the name, in this file, of the thing it makes

An act that brings a file has `file: {name: levels.csv, text: …}` beside `with`. In `with`, a value `@name` stands for the id of a thing made earlier, `@plenary`, `@caucus:north`, `@delegation:north`,
`@third_party`, `@task_force:key` for a room or book. `@@` begins a text that itself begins with `@`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from goodoffices.cases.lines import BadCase, Items, Mapping, line_at, text_of, texts, values
from goodoffices.files.acts import BringsFile
from goodoffices.files.sending import NOT_YET
from goodoffices.process.audience import audience_called
from goodoffices.record.acts import KINDS

__all__ = ["BadCase", "Case", "Step", "parse", "read", "shipped"]

FORMAT = "goodoffices-case/1"
SHIPPED = Path(__file__).parent
FOUNDING = "process.found"
SEATING = "process.admit_seat"

_NAME = re.compile(r"[a-z][a-z0-9_]{0,37}")
_DAY = re.compile(r"(?:19|20|21)\d\d-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(_DAY.pattern + r"[ T]\d\d:\d\d(?::\d\d)?", re.ASCII)


@dataclass(frozen=True)
class Step:
    """One act of a case."""

    line: int
    at: datetime
    by: str
    kind: str
    data: Mapping
    name: str = ""
    file: tuple[str, str] | None = None  # the name and the text of a file that goes with it

    def line_of(self, *place: int | str) -> int:
        return line_at(self.data, place, self.line)


@dataclass(frozen=True)
class Case:
    title: str
    founder: str
    found: dict[str, Any]
    founded_at: datetime
    zone: ZoneInfo
    until: date
    steps: list[Step] = field(default_factory=list)


def shipped(name: str) -> Path:
    """The file of a case that comes with the product."""
    return SHIPPED / f"{name}.yaml"


def read(path: Path) -> Case:
    """The case in this file; BadCase says what is wrong and where."""
    return parse(text_of(path))


def parse(text: str) -> Case:
    whole = values(text)
    if whole is None:
        raise BadCase(1, f"the file is empty; a case file begins with “format: {FORMAT}”")
    if not isinstance(whole, Mapping) or whole.get("format") != FORMAT:
        raise BadCase(1, f"a case file begins with “format: {FORMAT}”")
    _only(whole, ("format", "until", "zone", "found", "founded", "founder", "acts"))

    zone = _zone(whole)
    found = {"zone": zone.key, **_founding(whole)}
    founder = _name(whole, "founder") if "founder" in whole else "mediator"
    steps = _steps(whole, zone)
    founded = _founded(whole, zone, steps)
    until = _until(whole, steps)
    _raise_all([*_disorder(steps), *_unknown_names(founder, steps)])
    return Case(found["title"], founder, found, founded, zone, until, steps)


def _zone(whole: Mapping) -> ZoneInfo:
    try:
        return ZoneInfo(str(whole.get("zone", "UTC")))
    except (KeyError, ValueError, OSError):
        raise BadCase(
            whole.lines["zone"], f"the zone “{whole['zone']}” is not known; write one such as Europe/Istanbul"
        ) from None


def _founding(whole: Mapping) -> Mapping:
    found = whole.get("found")
    if not isinstance(found, Mapping):
        raise BadCase(whole.lines.get("found", 1), "“found” says what is founded: a mapping with at least a title")
    _raise_all(_misshapen(FOUNDING, found))
    return found


def _steps(whole: Mapping, zone: ZoneInfo) -> list[Step]:
    acts = whole.get("acts")
    if acts is None:
        return []
    if not isinstance(acts, Items):
        raise BadCase(whole.lines["acts"], "“acts” is a list")
    steps, faults = [], []
    for act, line in zip(acts, acts.lines, strict=True):
        try:
            steps.append(_step(act, line, zone))
        except BadCase as bad:
            faults += bad.faults
    _raise_all(faults)
    return steps


def _step(act: Any, line: int, zone: ZoneInfo) -> Step:
    if not isinstance(act, Mapping):
        raise BadCase(line, "an act is a mapping with at, by and do")
    _only(act, ("at", "by", "do", "with", "file", "as"))
    for needed in ("at", "by", "do"):
        if not isinstance(act.get(needed), str):
            raise BadCase(act.lines.get(needed, line), f"an act says “{needed}: …”")

    data = act.get("with", Mapping(line))
    if not isinstance(data, Mapping):
        raise BadCase(act.lines["with"], "“with” is a mapping of what the act carries")
    name = _name(act, "as") if "as" in act else ""
    kind = act["do"]
    if kind not in KINDS or kind == FOUNDING:
        raise BadCase(act.lines["do"], _no_such_kind(kind))
    file = _file(act, line) if issubclass(KINDS[kind], BringsFile) else None
    if file is None and "file" in act:
        raise BadCase(act.lines["file"], f"{kind} takes no file")
    _raise_all(_misshapen(kind, data))
    return Step(line, _moment(act, "at", zone), act["by"], kind, data, name, file)


def _file(act: Mapping, line: int) -> tuple[str, str]:
    """The name and the text of the file that an act brings."""
    file = act.get("file")
    if not isinstance(file, Mapping):
        raise BadCase(act.lines.get("file", line), f"{act['do']} needs “file: {{name: …, text: …}}” beside “with”")
    _only(file, ("name", "text"))
    for needed in ("name", "text"):
        if not isinstance(file.get(needed), str):
            raise BadCase(file.lines.get(needed, file.line), f"a file says “{needed}: …”")
    return file["name"], file["text"]


def _no_such_kind(kind: str) -> str:
    if kind == FOUNDING:
        return "a case founds one process, with “found” in its header"
    near = get_close_matches(kind, KINDS, 1)
    return f"there is no act of the kind “{kind}”" + (f"; did you mean {near[0]}?" if near else "")


def _misshapen(kind: str, data: Mapping) -> list[tuple[int, str]]:
    """What the kind itself has to say about the data. An `@name` has the shape of an id."""
    act = KINDS[kind]
    try:
        act.model_validate({**data, act.upload_field: NOT_YET} if issubclass(act, BringsFile) else data)
    except ValidationError as problem:
        return [(line_at(data, each["loc"], data.line), _in_words(kind, each)) for each in problem.errors()]
    return []


def _in_words(kind: str, error: ErrorDetails) -> str:
    field = ".".join(map(str, error["loc"]))
    match error["type"]:
        case "extra_forbidden":
            return f"{kind} has no “{field}”; it has {_and(KINDS[kind].model_fields)}"
        case "missing":
            return f"{kind} needs “{field}”"
        case "literal_error":
            return f"{kind}: “{field}” is one of {error['ctx']['expected']}"
        case "string_type":
            return f"{kind}: “{field}” is text; if it looks like something else, put it in quotes"
        case "string_pattern_mismatch":
            return f"{kind}: “{field}” is “{error['input']}”, which cannot be; see the kind’s description"
    return f"{kind}: “{field}”: {error['msg']}"


def _founded(whole: Mapping, zone: ZoneInfo, steps: list[Step]) -> datetime:
    if "founded" not in whole:
        if not steps:
            raise BadCase(whole.line, "a case without acts says when it was founded: “founded: 2025-04-10 09:00”")
        return steps[0].at
    founded = _moment(whole, "founded", zone)
    if steps and steps[0].at < founded:
        raise BadCase(steps[0].line, f"the first act is before the founding ({founded:%Y-%m-%d %H:%M})")
    return founded


def _until(whole: Mapping, steps: list[Step]) -> date:
    if "until" not in whole:
        return date.max
    until, line = _day(whole, "until"), whole.lines["until"]
    if steps and until < steps[0].at.date():
        raise BadCase(
            line, f"“until” is before the first act ({steps[0].at:%Y-%m-%d}), so that nothing would be played"
        )
    return until


def _disorder(steps: list[Step]) -> list[tuple[int, str]]:
    return [
        (after.line, f"{after.at:%Y-%m-%d %H:%M} is before the act above; put the acts in order of time")
        for before, after in pairwise(steps)
        if after.at < before.at
    ]


def _unknown_names(founder: str, steps: list[Step]) -> list[tuple[int, str]]:
    faults, made, seats = [], {"process", founder}, {founder}
    for step in steps:
        if step.by not in seats:
            what = "is not a seat" if step.by in made else "has not been admitted above"
            faults.append((step.line, f"“{step.by}” {what}; acts are done by seats that this file has admitted"))
        for text, line in texts(step.data, step.line):
            if text.startswith("@") and not text.startswith("@@") and not _named_above(text[1:], made):
                faults.append((line, f"“{text}” has not been made above, and is no room; “@@” begins a text with “@”"))
        if step.name in made:
            faults.append((step.line, f"“{step.name}” is the name of something above; choose another"))
        if step.name:
            made.add(step.name)
        if step.name and step.kind == SEATING:
            seats.add(step.name)
    return faults


def _named_above(name: str, made: set[str]) -> bool:
    return name.partition(":")[0] in made or audience_called(name) is not None


def _raise_all(faults: list[tuple[int, str]]) -> None:
    if faults:
        first, *others = sorted(faults, key=lambda fault: fault[0])
        raise BadCase(*first, *others)


def _only(mapping: Mapping, known: Iterable[str]) -> None:
    _raise_all(
        [
            (line, f"“{key}” is not known here; known are {_and(known)}")
            for key, line in mapping.lines.items()
            if key not in known
        ]
    )


def _and(words: Iterable[str]) -> str:
    return ", ".join(words) or "nothing"


def _name(mapping: Mapping, key: str) -> str:
    name = mapping[key]
    if not isinstance(name, str) or not _NAME.fullmatch(name) or name == "process" or audience_called(name):
        raise BadCase(mapping.lines[key], f"“{key}” is a name such as lena_2: small letters, digits, _; and no room’s")
    return name


def _moment(mapping: Mapping, key: str, zone: ZoneInfo) -> datetime:
    written = mapping[key]
    line = mapping.lines[key]
    try:
        if not _MOMENT.fullmatch(str(written)):
            raise ValueError
        moment = datetime.fromisoformat(written).replace(tzinfo=zone)
    except ValueError:
        raise BadCase(line, f"“{key}” is a day and time such as 2025-04-10 09:30, in the file’s zone") from None
    if _skipped(moment, zone):
        raise BadCase(line, f"{moment:%Y-%m-%d %H:%M} does not exist in {zone.key}: clocks went forward over it")
    return moment


def _skipped(moment: datetime, zone: ZoneInfo) -> bool:
    there_and_back = moment.astimezone(UTC).astimezone(zone)
    return there_and_back.replace(tzinfo=None) != moment.replace(tzinfo=None)


def _day(mapping: Mapping, key: str) -> date:
    try:
        if not _DAY.fullmatch(str(mapping[key])):
            raise ValueError
        return date.fromisoformat(mapping[key])
    except ValueError:
        raise BadCase(mapping.lines[key], f"“{key}” is a day such as 2025-04-10") from None
