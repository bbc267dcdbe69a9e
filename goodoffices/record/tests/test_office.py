"""What offices declare is there, whoever asks for it first."""

import pytest
from django.contrib.staticfiles.finders import find
from django.template.loader import get_template
from django.urls import reverse

from goodoffices.process.extensions import GROUPS
from goodoffices.record.acts import KINDS
from goodoffices.record.office import ANY, Office, declared_for, offices

OFFICES = list(offices())
PATHS = (
    "panels",
    "rail",
    "places",
    "finds",
    "warnings",
    "todo",
    "unrecorded_todo",
    "dates",
    "measures",
    "read_marks",
    "page_data",
)
BY_KEY = ("annotations", "actions", "fragments", "refresh", "conditions")

each_office = pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.label)


@each_office
def test_every_path_leads_to_a_function(office: Office) -> None:
    paths = [value for name, value in vars(type(office)).items() if name in PATHS and value]
    paths += [path for name in BY_KEY for path in getattr(office, name).values()]
    paths += [section.find for section in office.changes.values()]
    assert [path for path in paths if not callable(office.resolve(path))] == []


@each_office
def test_what_pages_show_of_it_is_there(office: Office) -> None:
    for file in (*office.stylesheets, *office.scripts):
        assert find(file), file
    for section in office.changes.values():
        assert not section.template or get_template(section.template)
    assert office.group in GROUPS
    assert not office.home or reverse(office.home, args=["p"])


@each_office
def test_conditions_are_on_kinds_that_there_are(office: Office) -> None:
    assert set(office.conditions) <= {*KINDS, ANY}


def test_no_two_offices_use_one_name() -> None:
    for what in ("changes", "todo_sorts"):
        names = [name for office in OFFICES for name in getattr(office, what)]
        assert len(names) == len(set(names)), what
    places = [sort.place for office in OFFICES for sort in office.todo_sorts.values()]
    assert len(places) == len(set(places))


def test_a_key_for_any_sort_serves_also_a_sort_that_nobody_knows_yet() -> None:
    anyone = [office for office in OFFICES if ANY in office.annotations]
    assert anyone and len(declared_for("annotations", "commitment")) == len(anyone)
