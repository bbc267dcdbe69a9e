"""Acts, their checks and their rows ask `record/source.py` for times and chance: a test replaces it."""

import ast
import re

from tests.house_rules.excuses import unexcused
from tests.house_rules.reading import Finding, dotted, names_imported, place, sources, tree
from tests.offices import offices

# What is asked, by where it comes from, whatever a file calls it.
CLOCKS = re.compile(
    r"datetime\.(datetime|date)\.(now|utcnow|today)|django\.utils\.timezone\.(now|localtime|localdate)"
    r"|time\.(time|time_ns|monotonic|monotonic_ns|localtime|gmtime)|django\.db\.models\.functions\.(\w+\.)?Now|.*\.loop\.time"
)
CHANCE = re.compile(
    r"(random|secrets|uuid|numpy\.random)\.\w+|os\.(urandom|getrandom)|goodoffices\.accounts\.secrets\.fresh"
)
# The source itself is for pages: an act is given what it draws.
SOURCE = re.compile(r"goodoffices\.(record\.source\.source|process\.days\.host_day)")

INSTEAD = {
    CLOCKS: "in an act: `draw.now()` in `draw`, `entry.at` in `apply`; on a page: `host_day` of process/days.py, or `source().now()`",
    CHANCE: "in an act: `draw.id()` in `draw`, and `derived` for what else it makes",
    SOURCE: "in an act: `draw.now()` in `draw`, which may refuse, and `entry.at` in `apply`; a query takes the day as an argument",
}


def test_no_clock_and_no_chance_but_in_the_source() -> None:
    found = [Finding(file, *each) for file in sources() for each in asked_in(tree(file), CLOCKS, CHANCE)]
    assert unexcused("clock or chance", found) == []


def test_an_act_and_its_queries_are_given_the_time() -> None:
    acts = re.compile(rf"({'|'.join(o for o in offices() if o != 'record')})/(acts|models|audience|queries)")
    inner = [file for file in sources() if acts.match(place(file))]
    assert [str(Finding(file, *each)) for file in inner for each in asked_in(tree(file), CLOCKS, CHANCE, SOURCE)] == []


def test_a_clock_is_known_by_where_it_comes_from() -> None:
    code = """
import datetime as dt, time
from datetime import date, datetime as moment
from django.utils import timezone
from django.utils.timezone import now
from random import shuffle
from goodoffices.followup.queries import today
from goodoffices.record.source import source

dt.datetime.now(); moment.now(dt.UTC); date.today(); time.time(); timezone.now(); now()
shuffle([])
default = now
today(); draw.now(); source().now("today/1"); self.today(); time.sleep(1); dt.date(2025, 4, 10)

def now_later(today): return today()
"""
    found = [(line, what.partition(":")[0]) for line, what in asked_in(ast.parse(code), CLOCKS, CHANCE)]
    clocks = ["datetime.datetime.now"] * 2 + ["datetime.date.today", "time.time"] + ["django.utils.timezone.now"] * 2
    assert sorted(found) == sorted(
        [(10, clock) for clock in clocks] + [(11, "random.shuffle"), (12, "django.utils.timezone.now")]
    )
    assert [what.partition(":")[0] for _, what in asked_in(ast.parse(code), SOURCE)] == [
        "goodoffices.record.source.source"
    ]


def asked_in(code: ast.Module, *sorts: re.Pattern[str]) -> list[tuple[int, str]]:
    """Where a file names something of these sorts: the line, what it is, and what to say instead."""
    imported, found = names_imported(code), []
    for node in ast.walk(code):
        first, dot, rest = _whole_name(node).partition(".")
        name = imported.get(first, f".{first}") + dot + rest
        found += [(node.lineno, f"{name}: {INSTEAD[sort]}") for sort in sorts if sort.fullmatch(name)]  # type: ignore[attr-defined]
    return found


def _whole_name(node: ast.AST) -> str:
    """`a.b.c`, where that begins with a name; not of what a call returned."""
    first = node
    while isinstance(first, ast.Attribute):
        first = first.value
    return dotted(node) if isinstance(first, ast.Name) else ""
