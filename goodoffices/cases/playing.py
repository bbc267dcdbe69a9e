"""Playing a case: its acts are performed one after another on their days, as the cast; all of them or none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from goodoffices.cases.lines import BadCase, Items, Mapping
from goodoffices.cases.loading import SEATING, Case, Step
from goodoffices.files.acts import BringsFile
from goodoffices.files.sending import discard_waiting, send_text
from goodoffices.process.acts import Founder, FoundProcess
from goodoffices.process.audience import audience_called, is_sidebar
from goodoffices.process.models import Seat, Sidebar
from goodoffices.process.seats import seat_with_id
from goodoffices.record.acts import KINDS, NotThere, Refused
from goodoffices.record.audience import Audience
from goodoffices.record.models import Book, Entry
from goodoffices.record.office import declared
from goodoffices.record.perform import found, perform, ring
from goodoffices.record.source import Source, derived, drawing_from, source
from goodoffices.record.timestamps import written
from goodoffices.record.writing import one_writer


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
    if case.steps and last < case.steps[0].at.date():
        raise BadCase(
            case.steps[0].line, f"the first act is on {case.steps[0].at:%Y-%m-%d}; up to {last} nothing happens"
        )
    clock = OnItsDay(source())
    cast: dict[str, str] = {}
    try:
        with one_writer(), drawing_from(clock):
            names = _found(case, clock)
            cast[case.founder] = names[case.founder]
            done = _play_on(case, names, cast, 0, last, clock, told)
            return Played(names["process"], names, cast, done)
    except BaseException:
        discard_waiting(cast.values())
        raise


def go_on(
    case: Case,
    names: dict[str, str],
    cast: dict[str, str],
    after: int,
    until: date,
    told: Callable[[Step], None] | None = None,
) -> int:
    """Play the steps after the first `after` ones, up to the end of the day `until`; how many have been played in all.

    People may have acted since. Their acts stay where they are, and what the case adds comes after them. If a step is no
    longer possible, nothing is played and `names` and `cast` are as before.
    """
    if after > len(case.steps):
        raise BadCase(1, f"{after} acts have been played, and this file has {len(case.steps)}: it is another case")
    new_names, new_cast = dict(names), dict(cast)
    clock = OnItsDay(source())
    try:
        with one_writer(), drawing_from(clock):
            done = _play_on(case, new_names, new_cast, after, until, clock, told)
    except BadCase as bad:
        line, reason = bad.faults[0]
        way_out = "if people have acted since, play the case afresh to see the rest"
        raise BadCase(line, f"{reason}. Nothing more has been played; {way_out}") from None
    names.update(new_names)
    cast.update(new_cast)
    return done


def _found(case: Case, clock: OnItsDay) -> dict[str, str]:
    _not_to_come(case.founded_at, 1)
    clock.at = written(case.founded_at)
    entry = found(FoundProcess.model_validate(case.found), Founder(case.title))
    return {"process": entry.facts["id"], case.founder: entry.facts["mediator"]}


def _play_on(
    case: Case,
    names: dict[str, str],
    cast: dict[str, str],
    after: int,
    until: date,
    clock: OnItsDay,
    told: Callable[[Step], None] | None,
) -> int:
    done = after
    for step in case.steps[after:]:
        if step.at.date() > until:
            break
        _not_to_come(step.at, step.line)
        clock.at = written(step.at)
        ring(clock.at, names["process"])
        _play(step, names, cast)
        while any(work(names["process"]) for work in declared("work")):
            pass  # what waits for the host is done before the next step
        if told:
            told(step)
        done += 1
    clock.at = written(_end_of(until))
    ring(clock.at, names["process"])
    return done


def _end_of(day: date) -> datetime:
    """When a day ends, or now, if that comes first."""
    # house: clock or chance: what is still to come is not played
    return min(datetime.combine(day, time.max, UTC), datetime.now(UTC))


def _not_to_come(at: datetime, line: int) -> None:
    # Times in a book never go back, so an act dated in the future would move every later act there, too.
    # house: clock or chance: a case that lies in the future is not played
    if at > datetime.now(UTC):
        raise BadCase(
            line, f"{at:%Y-%m-%d %H:%M} is still to come, by this host’s clock; a case is played on past days"
        )


def _play(step: Step, names: dict[str, str], cast: dict[str, str]) -> None:
    seat = seat_with_id(cast.get(step.by, ""))
    if seat is None:
        raise BadCase(step.line, f"“{step.by}” has left the table")
    data = _resolved(step.data, names, step.line)
    try:
        done = _done(step, data, seat)
    except Refused as refusal:
        raise BadCase(step.line, f"{step.kind}: {str(refusal).rstrip('.')}") from None
    except NotThere:
        raise BadCase(step.line, f"{step.kind}: “{step.by}” may not do this, or does not see what it names") from None
    if step.name:
        _name(step, done.act.thing(done.facts), names, cast)
        for sort, ids in done.act.parts(done.facts).items():
            names |= {f"{step.name}:{sort}:{place}": id for place, id in enumerate(ids, 1)}


def _done(step: Step, data: dict[str, Any], seat: Seat) -> Entry:
    kind = KINDS[step.kind]
    if step.file and issubclass(kind, BringsFile):
        return send_text(seat, kind, data, *step.file).entry
    return perform(kind.model_validate(data), seat).entry


def _name(step: Step, made: str | None, names: dict[str, str], cast: dict[str, str]) -> None:
    if made is None:
        raise BadCase(step.line, f"{step.kind} makes nothing that could be called “{step.name}”; leave “as” out")
    names[step.name] = made
    if step.kind == SEATING:
        cast[step.name] = made


def _resolved(value: Any, names: dict[str, str], line: int) -> Any:
    """The data with ids in place of `@names`."""
    if isinstance(value, Mapping):
        return {key: _resolved(each, names, value.lines[key]) for key, each in value.items()}
    if isinstance(value, Items):
        return [_resolved(each, names, at) for each, at in zip(value, value.lines, strict=True)]
    if isinstance(value, str) and value.startswith("@@"):
        return value[1:]
    if isinstance(value, str) and value.startswith("@"):
        return _id_of(value[1:], names, line)
    return value


def _id_of(name: str, names: dict[str, str], line: int) -> str:
    if name in names:
        return names[name]
    kind, _, key = name.partition(":")
    if (
        kind in names and audience_called(name) is None
    ):  # a part of it, such as a paragraph, whose id is derived from its own
        return derived(names[kind], *key.split(":"))
    if is_sidebar(Audience(kind, key)) and key in names:  # its key is drawn; a case calls it as it called the opening
        # house: read for nobody: the host plays a case: names of rooms become ids
        return str(Sidebar._base_manager.values_list("book_id", flat=True).get(id=names[key]))
    # house: record read: the host plays a case: names of rooms become ids
    book = Book.objects.filter(register_id=names["process"], kind=kind, key=key).first()
    if book is None:
        raise BadCase(line, f"“@{name}” is no room of this process, or not yet")
    return book.id
