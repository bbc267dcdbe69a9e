"""Playing a case: its acts are performed one after another on their days, as the cast; all of them or none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from goodoffices.cases.reading import BadCase, Case, Step
from goodoffices.process.acts import Founder, FoundProcess
from goodoffices.process.seats import seat_with_id
from goodoffices.record.acts import KINDS, NotThere, Refused
from goodoffices.record.models import Book
from goodoffices.record.moments import written
from goodoffices.record.perform import found, one_writer, perform
from goodoffices.record.source import Source, drawing_from, source


@dataclass(frozen=True)
class Played:
    """A process as it came out of a case: `names` maps the file's names to ids, `cast` to those of seats."""

    process: str
    names: dict[str, str]
    cast: dict[str, str]
    done: int


class OnItsDay(Source):
    """Draws chance from another source, and the time from the case."""

    def __init__(self, other: Source) -> None:
        self.other, self.at = other, ""

    def raw(self, place: str, size: int) -> bytes:
        return self.other.raw(place, size)

    def now(self, place: str) -> str:
        return self.at


def play(case: Case, until: date | None = None, told: Callable[[Step], None] | None = None) -> Played:
    """Found the process of this case and play it up to the end of the day `until` (the file's own, if none is given)."""
    last = until or case.until
    clock = OnItsDay(source())
    with one_writer(), drawing_from(clock):
        names, cast = _found(case, clock)
        done = go_on(case, names, cast, 0, last, clock, told)
        return Played(names["process"], names, cast, done)


def go_on(
    case: Case,
    names: dict[str, str],
    cast: dict[str, str],
    after: int,
    until: date,
    clock: OnItsDay | None = None,
    told: Callable[[Step], None] | None = None,
) -> int:
    """Play the steps after the first `after` ones, up to the end of the day `until`; how many have been played in all."""
    clock = clock or OnItsDay(source())
    with one_writer(), drawing_from(clock):
        done = after
        for step in case.steps[after:]:
            if step.at.date() > until:
                break
            clock.at = written(step.at)
            _play(step, names, cast)
            if told:
                told(step)
            done += 1
        return done


def _found(case: Case, clock: OnItsDay) -> tuple[dict[str, str], dict[str, str]]:
    clock.at = written(case.founded_at)
    try:
        entry = found(FoundProcess(**{"zone": str(case.zone), **case.found}), Founder(case.title))
    except ValidationError as problem:
        raise BadCase(1, f"found: {_sentence(problem)}") from None
    names = {"process": entry.facts["id"], case.founder: entry.facts["mediator"]}
    return names, {case.founder: entry.facts["mediator"]}


def _play(step: Step, names: dict[str, str], cast: dict[str, str]) -> None:
    seat = seat_with_id(cast.get(step.by, ""))
    if seat is None:
        raise BadCase(step.line, f"nobody called “{step.by}” sits at the table yet")
    try:
        act = KINDS[step.kind](**_resolved(step.data, names, step))
        done = perform(act, seat).entry
    except ValidationError as problem:
        raise BadCase(step.line, f"{step.kind}: {_sentence(problem)}") from None
    except Refused as refusal:
        raise BadCase(step.line, f"{step.kind}: {refusal}") from None
    except NotThere:
        raise BadCase(step.line, f"{step.kind}: “{step.by}” may not do this, or does not see what it names") from None
    made = act.thing(done.facts)
    if step.name and made:
        names[step.name] = made
        if step.kind == "process.admit_seat":
            cast[step.name] = made


def _resolved(value: Any, names: dict[str, str], step: Step) -> Any:
    if isinstance(value, dict):
        return {key: _resolved(each, names, step) for key, each in value.items()}
    if isinstance(value, list):
        return [_resolved(each, names, step) for each in value]
    if isinstance(value, str) and value.startswith("@"):
        return _id_of(value[1:], names, step)
    if isinstance(value, datetime):
        return value.isoformat()
    return value


def _id_of(name: str, names: dict[str, str], step: Step) -> str:
    if name in names:
        return names[name]
    kind, _, key = name.partition(":")
    book = Book.objects.filter(register_id=names["process"], kind=kind, key=key).first()
    if book is None:
        raise BadCase(step.line, f"“@{name}” has not been made above, and is no room of this process")
    return book.id


def _sentence(problem: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, e['loc'])) or 'data'}: {e['msg']}" for e in problem.errors())
