"""Lists of objects in forms: drawn as lines of fields, read back as objects, named rows checked like any other."""

import json
from typing import Annotated, ClassVar, Literal
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from pydantic import BeforeValidator, Field, ValidationError

from goodoffices.process.form_rows import MOST, Parts, fields_of_rows
from goodoffices.process.kept import kept_fields
from goodoffices.process.posting import misfits, posted
from goodoffices.record.acts import KINDS, Act, Id, Line, Names
from goodoffices.record.rows import Row


class Level(Row):
    field_labels: ClassVar = {"name": "Level"}
    blank: ClassVar = ({"days": "30"},)

    name: Line
    days: Annotated[int, Field(ge=1, le=365)] = 15
    count: Literal["working", "calendar"] = "working"
    places: list[Line] = []
    issue: Annotated[Id, Names("agenda.Issue")] | None = None


@pytest.fixture(scope="module")
def act():
    """A kind that lists rows, for these tests alone."""

    class Ladder(Act):
        kind: ClassVar[str] = "tests.ladder"

        levels: Annotated[list[Level], Field(max_length=3)] = []
        due: Annotated[str, Parts(), BeforeValidator(lambda value: "/".join(value.values()))] = ""

    yield Ladder
    KINDS.pop("tests.ladder")


def sent(**fields: str) -> QueryDict:
    return QueryDict(urlencode({name.replace("_", "-"): value for name, value in fields.items()}))


def test_lines_are_read_in_their_order_and_empty_ones_are_none(act):
    form = sent(levels_10_name="Ministers", levels_2_name="Commission", levels_2_days="5", levels_3_name=" ",
                levels_3_count="working", levels_2_places="Geneva\r\n Oslo\r\n")  # fmt: skip
    assert posted(form, act) == {
        "levels": [{"name": "Commission", "days": "5", "places": ["Geneva", "Oslo"]}, {"name": "Ministers"}]
    }
    assert [level.days for level in act(**posted(form, act)).levels] == [5, 15]


def test_other_keys_are_not_read_as_lines(act):
    form = sent(levels_x_name="A", levels_="B", levels_1="C", levelsx_1_name="D", levels_1000_name="E")
    assert posted(form, act) == {}


def test_no_more_lines_are_read_than_anybody_writes(act):
    form = QueryDict(urlencode({f"levels-{n}-name": "A" for n in range(MOST + 50)}))
    assert len(posted(form, act)["levels"]) == MOST


def test_a_value_of_several_parts_is_composed_by_its_type(act):
    assert act(**posted(sent(due_days="30", due_event="Day 1", due_kind=""), act)).due == "30/Day 1"


def test_each_line_has_fields_with_names_of_their_own():
    lines = fields_of_rows("levels", Level, [{"name": "Commission", "days": 5}], 2)
    assert [[field.name for field in line][:2] for line in lines] == [
        ["levels-0-name", "levels-0-days"], ["levels-1-name", "levels-1-days"], ["levels-2-name", "levels-2-days"],
    ]  # fmt: skip
    assert [line[0].value for line in lines] == ["Commission", "", ""]
    assert [line[1].value for line in lines] == ["5", "15", "15"]


def test_what_was_sent_stands_in_the_page_that_says_what_is_wrong(act):
    shown = kept_fields(act, sent(levels_0_name="Commission", levels_0_days="900"), {"levels": "Too long."})
    assert [field.value for field in shown[0].rows[0]][:2] == ["Commission", "900"]
    assert shown[0].error == "Too long."


def test_rows_that_a_line_names_are_named_by_the_act(act):
    assert [id for _names, id in act(levels=[{"name": "A", "issue": "i1"}, {"name": "B"}]).named()] == ["i1"]


def test_a_line_in_which_only_something_was_chosen_is_no_empty_one(act):
    with pytest.raises(ValidationError, match="name"):
        act(**posted(sent(levels_0_count="calendar"), act))


def test_a_line_that_says_nothing_without_its_name_is_an_empty_one(act):
    lines = sent(levels_0_name="Notice", levels_0_days="30", levels_1_name="", levels_1_days="30")
    assert posted(lines, act)["levels"] == [{"name": "Notice", "days": "30"}]


def test_no_field_of_a_line_is_called_optional_by_itself():
    assert not any(field.optional for line in fields_of_rows("levels", Level, (), 1) for field in line)


# ---- Which line is meant, where some were left empty or as they were


UNCHANGED = {"levels_1_name": "A", "levels_3_name": "B", "levels_6_name": "C\u202e"}
SHOWN = '[{"name": "A", "days": ""}, {"name": "B"}]'


def test_the_line_that_does_not_fit_is_the_one_that_was_sent(act):
    form = sent(**UNCHANGED)
    form = QueryDict(form.urlencode() + "&" + urlencode({"was-levels": SHOWN}))
    assert posted(form, act) == {"levels": [{"name": "C\u202e"}]}
    with pytest.raises(ValidationError) as problem:
        act(**posted(form, act))
    (misfit,) = misfits(problem.value, act, form)
    assert misfit.control == "levels-6-name" and "line 7" in misfit.label
    kept = kept_fields(act, form, {"levels": "No."})
    assert [line[0].name for line in kept[0].rows] == [f"levels-{n}-name" for n in (1, 3, 6, 7)]
    assert [line[0].value for line in kept[0].rows] == ["A", "B", "C\u202e", ""]


def test_of_rows_that_were_shown_no_more_are_read_than_a_form_has(act):
    shown = json.dumps([{"name": str(n)} for n in range(MOST + 1)])
    both = {"levels-0-name": str(MOST - 1), "levels-1-name": str(MOST), "was-levels": shown}
    assert posted(QueryDict(urlencode(both)), act) == {"levels": [{"name": str(MOST)}]}


def test_rows_that_come_as_text_are_taken_as_they_are_whatever_was_shown():
    text = sent(judgements='[{"cell": "a"}]', was_judgements="[]")
    assert posted(text, KINDS["assessment.judge_many"]) == {"judgements": '[{"cell": "a"}]'}


def test_yes_or_no_that_a_line_needs_may_stay_empty_with_the_whole_line():
    class Held(Row):
        choice_labels: ClassVar = {"met": {"true": "met", "false": "not met"}}
        name: Line
        met: bool

    _name, met = fields_of_rows("held", Held, (), 1)[0]
    assert [option.value for option in met.options] == ["", "true", "false"]
    assert (met.value, met.required, met.unchosen) == ("", False, False)
