"""A strict reader of iCalendar (RFC 5545), written from the standard and apart from the library that writes ours.

It refuses what a lenient calendar would mend: a bare line end, a line of more than 75 octets, a character cut in two, a
comma that is not escaped, a property that is missing or there twice, a zone that is not described. Hours are put into UTC by
the VTIMEZONE of the file alone.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

NAME = r"[A-Za-z0-9-]+"
PARAMETER = re.compile(rf';({NAME})=("[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)')
TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "X-WR-CALNAME", "UID", "PRODID"}
ONCE = {
    "VCALENDAR": ({"PRODID", "VERSION"}, {"CALSCALE", "METHOD"}),
    "VEVENT": (
        {"UID", "DTSTAMP", "DTSTART"},
        {"CLASS", "CREATED", "DESCRIPTION", "DTEND", "LAST-MODIFIED", "LOCATION", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP",
         "URL"},
    ),
    "VALARM": ({"ACTION", "TRIGGER", "DESCRIPTION"}, set()),
    "VTIMEZONE": ({"TZID"}, {"LAST-MODIFIED", "TZURL"}),
    "STANDARD": ({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"}, {"RRULE"}),
    "DAYLIGHT": ({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"}, {"RRULE"}),
}  # fmt: skip
INSIDE = {
    "": {"VCALENDAR"}, "VCALENDAR": {"VEVENT", "VTIMEZONE"}, "VEVENT": {"VALARM"}, "VTIMEZONE": {"STANDARD", "DAYLIGHT"},
    "VALARM": set(), "STANDARD": set(), "DAYLIGHT": set(),
}  # fmt: skip
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Broken(Exception):
    """The file is not iCalendar."""


def demand(holds: object, why: str) -> None:
    if not holds:
        raise Broken(why)


@dataclass
class Property:
    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """A TEXT value without its escapes."""
        demand(not re.search(r"(?<!\\)(?:\\\\)*[;,]", self.value), f"{self.name} has a , or ; that is not escaped")
        demand(not re.search(r"\\(?![\\;,nN])", re.sub(r"\\\\", "", self.value)), f"{self.name} escapes something else")
        return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass
class Component:
    name: str
    properties: list[Property] = field(default_factory=list)
    inside: "list[Component]" = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        return [each for each in self.properties if each.name == name]

    def one(self, name: str) -> Property:
        found = self.all(name)
        demand(len(found) == 1, f"{self.name} has {len(found)} {name}")
        return found[0]

    def parts(self, name: str) -> "list[Component]":
        return [each for each in self.inside if each.name == name]


def read(data: bytes) -> Component:
    """The calendar, or `Broken`."""
    stack = [Component("")]
    for line in _unfolded(data):
        each = _property(line)
        if each.name == "BEGIN":
            demand(each.value in INSIDE[stack[-1].name], f"{each.value} stands in {stack[-1].name}")
            stack.append(Component(each.value))
            stack[-2].inside.append(stack[-1])
        elif each.name == "END":
            demand(stack[-1].name == each.value, f"{stack[-1].name} ends as {each.value}")
            _demand_whole(stack.pop())
        else:
            demand(len(stack) > 1, "a property outside")
            stack[-1].properties.append(each)
    demand(len(stack) == 1 and len(stack[0].inside) == 1, "it is not one calendar")
    calendar = stack[0].inside[0]
    demand(calendar.one("VERSION").value == "2.0", "another version")
    uids = [event.one("UID").value for event in calendar.parts("VEVENT")]
    demand(len(uids) == len(set(uids)), "two events share a UID")
    for event in calendar.parts("VEVENT"):
        _demand_event(calendar, event)
    return calendar


def _unfolded(data: bytes) -> list[str]:
    demand(data.endswith(b"\r\n"), "the last line does not end")
    demand(not re.search(rb"(?<!\r)\n|\r(?!\n)", data), "a line end that is not CRLF")
    lines: list[str] = []
    for raw in data[:-2].split(b"\r\n"):
        demand(len(raw) <= 75, "a line of more than 75 octets")
        text = raw.decode("utf-8")  # raises where a character is cut in two
        demand(raw, "an empty line")
        if text[0] in " \t":
            lines[-1] += text[1:]
        else:
            lines.append(text)
    return lines


def _property(line: str) -> Property:
    demand(not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line), "a control character")
    found = re.match(NAME, line)
    demand(found, f"no name: {line}")
    name, at, parameters = found[0], found.end(), {}
    while more := PARAMETER.match(line, at):
        demand(more[1] not in parameters, f"{more[1]} twice")
        parameters[more[1].upper()], at = more[2].strip('"'), more.end()
    demand(line[at : at + 1] == ":", f"no value: {line}")
    return Property(name.upper(), parameters, line[at + 1 :])


def _demand_whole(component: Component) -> None:
    needed, optional = ONCE[component.name]
    names = [each.name for each in component.properties]
    for name in needed:
        demand(names.count(name) == 1, f"{component.name} has {names.count(name)} {name}")
    for name in optional:
        demand(names.count(name) <= 1, f"{component.name} has {name} more than once")
    for each in component.properties:
        if each.name in TEXTS:
            _ = each.text
    if component.name == "VTIMEZONE":
        demand(component.inside, "a zone that says nothing")


def _demand_event(calendar: Component, event: Component) -> None:
    for name in ("DTSTAMP", "CREATED", "LAST-MODIFIED"):
        for each in event.all(name):
            demand(re.fullmatch(r"\d{8}T\d{6}Z", each.value), f"{name} is not in UTC")
    demand(re.fullmatch(r"\d+", event.one("SEQUENCE").value), "SEQUENCE is no number")
    demand(event.one("STATUS").value in ("TENTATIVE", "CONFIRMED", "CANCELLED"), "an unknown STATUS")
    begins = event.one("DTSTART")
    for ends in event.all("DTEND"):
        demand(ends.parameters.get("VALUE") == begins.parameters.get("VALUE"), "DTEND is of another type")
        demand(at(calendar, ends) > at(calendar, begins), "it ends before it begins")
    for alarm in event.inside:
        demand(alarm.one("ACTION").value == "DISPLAY", "an unknown alarm")
        demand(re.fullmatch(r"-P(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?", alarm.one("TRIGGER").value), "no duration")


# ---- times -----------------------------------------------------------------------------------------------------------


def at(calendar: Component, each: Property) -> date | datetime:
    """A day, or a moment in UTC by the zones of the file."""
    if each.parameters.get("VALUE") == "DATE":
        demand(re.fullmatch(r"\d{8}", each.value), "no day")
        return datetime.strptime(each.value, "%Y%m%d").date()
    found = re.fullmatch(r"(\d{8}T\d{6})(Z?)", each.value)
    demand(found, f"no time: {each.value}")
    local = datetime.strptime(found[1], "%Y%m%dT%H%M%S")
    if found[2]:
        demand("TZID" not in each.parameters, "UTC with a zone")
        return local.replace(tzinfo=UTC)
    zones = [z for z in calendar.parts("VTIMEZONE") if z.one("TZID").value == each.parameters.get("TZID")]
    demand(len(zones) == 1, f"{len(zones)} descriptions of {each.parameters.get('TZID')}")
    return (local - _offset(zones[0], local)).replace(tzinfo=UTC)


def _offset(zone: Component, local: datetime) -> timedelta:
    """What the zone's clocks are ahead of UTC. Onsets are by the clock before the change, so an hour that comes twice is the first."""
    changes = sorted(
        (onset, _duration(each.one("TZOFFSETTO").value))
        for each in zone.inside
        for onset in _onsets(each, local.year + 1)
    )
    before = [ahead for onset, ahead in changes if onset <= local]
    demand(before, "a time before all that the zone describes")
    return before[-1]


def _onsets(each: Component, until: int) -> list[datetime]:
    first = datetime.strptime(each.one("DTSTART").value, "%Y%m%dT%H%M%S")
    found = [first]
    for dates in each.all("RDATE"):
        found += [datetime.strptime(value, "%Y%m%dT%H%M%S") for value in dates.value.split(",")]
    for rule in each.all("RRULE"):
        found += _by_rule(dict(part.split("=") for part in rule.value.split(";")), first, until)
    return found


def _by_rule(rule: dict[str, str], first: datetime, until: int) -> list[datetime]:
    demand(
        rule.get("FREQ") == "YEARLY" and {*rule} <= {"FREQ", "BYMONTH", "BYDAY", "UNTIL"},
        f"a rule of another sort: {rule}",
    )
    nth, weekday = re.fullmatch(r"(-?\d)([A-Z]{2})", rule["BYDAY"]).groups()
    last = datetime.strptime(rule["UNTIL"].rstrip("Z"), "%Y%m%dT%H%M%S") if "UNTIL" in rule else datetime(until, 12, 31)
    days = [
        _nth(year, int(rule["BYMONTH"]), int(nth), WEEKDAYS.index(weekday)) for year in range(first.year, until + 1)
    ]
    return [onset for day in days if first < (onset := datetime.combine(day, first.time())) <= last + timedelta(days=1)]


def _nth(year: int, month: int, nth: int, weekday: int) -> date:
    days = [date(year, month, 1) + timedelta(n) for n in range(31)]
    fitting = [day for day in days if day.month == month and day.weekday() == weekday]
    return fitting[nth - 1 if nth > 0 else nth]


def _duration(text: str) -> timedelta:
    found = re.fullmatch(r"([+-])(\d\d)(\d\d)(\d\d)?", text)
    demand(found, f"no offset: {text}")
    lasts = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    return lasts if found[1] == "+" else -lasts
