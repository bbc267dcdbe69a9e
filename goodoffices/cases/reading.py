"""Reading a case file: every fault is reported with its line and what to do about it, before anything is played.

Format `goodoffices-case/1`:

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

In `with`, a value `@name` stands for the id of a thing made earlier, `@plenary`, `@caucus:north`, `@delegation:north`,
`@third_party`, `@task_force:key` for a room or book.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from goodoffices.record.acts import KINDS

FORMAT = "goodoffices-case/1"
SHIPPED = Path(__file__).parent


class BadCase(Exception):
    """A case file that cannot be played; the text names line and reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")


@dataclass(frozen=True)
class Step:
    """One act of a case."""

    line: int
    at: datetime
    by: str
    kind: str
    data: dict[str, Any]
    name: str = ""


@dataclass(frozen=True)
class Case:
    title: str
    founder: str
    found: dict[str, Any]
    founded_at: datetime
    zone: ZoneInfo
    until: date
    steps: list[Step] = field(default_factory=list)


class _Mapping(dict[str, Any]):
    """A mapping of the file that knows its line."""

    line = 0


class _Loader(yaml.SafeLoader):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Any:
        seen: set[Any] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise BadCase(key.start_mark.line + 1, f"“{key.value}” stands here twice; keep one")
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _marked(loader: _Loader, node: yaml.MappingNode) -> _Mapping:
    mapping = _Mapping(loader.construct_mapping(node, deep=True))
    mapping.line = node.start_mark.line + 1
    return mapping


def _as_written(loader: _Loader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _marked)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _as_written)


def shipped(name: str) -> Path:
    """The file of a case that comes with the product."""
    return SHIPPED / f"{name}.yaml"


def read(path: Path) -> Case:
    """The case in this file; BadCase says what is wrong and where."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as problem:
        raise BadCase(1, f"this is not UTF-8 text ({problem.reason} at byte {problem.start})") from None
    return parse(text)


def parse(text: str) -> Case:
    try:
        whole = yaml.load(text, _Loader)  # noqa: S506  (a SafeLoader)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        raise BadCase(mark.line + 1 if mark else 1, f"not YAML: {getattr(problem, 'problem', problem)}") from None
    if not isinstance(whole, _Mapping) or whole.get("format") != FORMAT:
        raise BadCase(1, f"a case file begins with “format: {FORMAT}”")
    _only(whole, {"format", "until", "zone", "found", "founded", "founder", "acts"})

    zone = _zone(whole)
    found = _mapping(whole, "found")
    acts = whole.get("acts") or []
    if not isinstance(acts, list):
        raise BadCase(whole.line, "“acts” is a list")
    steps = [_step(act, zone) for act in acts]
    _in_order(steps)
    first = steps[0].at if steps else datetime(2025, 1, 1, 9, tzinfo=zone)
    founded = _moment(whole, "founded", zone) if "founded" in whole else first
    return Case(
        title=str(found.get("title", "")),
        founder=str(whole.get("founder", "mediator")),
        found=dict(found),
        founded_at=founded,
        zone=zone,
        until=_day(whole, "until") if "until" in whole else date.max,
        steps=steps,
    )


def _step(act: Any, zone: ZoneInfo) -> Step:
    if not isinstance(act, _Mapping):
        raise BadCase(1, f"an act is a mapping with at, by and do; this is {act!r}")
    _only(act, {"at", "by", "do", "with", "as"})
    kind = act.get("do")
    if kind not in KINDS:
        raise BadCase(act.line, f"there is no act of the kind “{kind}”")
    if not isinstance(act.get("by"), str):
        raise BadCase(act.line, "say who does it: “by: …”")
    data = _mapping(act, "with") if "with" in act else {}
    return Step(act.line, _moment(act, "at", zone), act["by"], kind, dict(data), str(act.get("as", "")))


def _in_order(steps: list[Step]) -> None:
    for before, after in zip(steps, steps[1:], strict=False):
        if after.at < before.at:
            raise BadCase(
                after.line, f"{after.at:%Y-%m-%d %H:%M} is before the act above; put the acts in order of time"
            )


def _only(mapping: _Mapping, known: set[str]) -> None:
    for key in mapping:
        if key not in known:
            raise BadCase(mapping.line, f"“{key}” is not known here; known are {', '.join(sorted(known))}")


def _mapping(mapping: _Mapping, key: str) -> _Mapping:
    value = mapping.get(key)
    if not isinstance(value, _Mapping):
        raise BadCase(mapping.line, f"“{key}” is missing, or not a mapping")
    return value


def _zone(whole: _Mapping) -> ZoneInfo:
    try:
        return ZoneInfo(str(whole.get("zone", "UTC")))
    except (KeyError, ValueError, OSError):
        raise BadCase(
            whole.line, f"the zone “{whole.get('zone')}” is not known; write one such as Europe/Istanbul"
        ) from None


def _moment(mapping: _Mapping, key: str, zone: ZoneInfo) -> datetime:
    try:
        return datetime.fromisoformat(str(mapping[key])).replace(tzinfo=zone)
    except (KeyError, ValueError):
        raise BadCase(mapping.line, f"“{key}” is a day and time such as 2025-04-10 09:30") from None


def _day(mapping: _Mapping, key: str) -> date:
    try:
        return date.fromisoformat(str(mapping[key]))
    except ValueError:
        raise BadCase(mapping.line, f"“{key}” is a day such as 2025-04-10") from None
