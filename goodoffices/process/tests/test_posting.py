"""From what a browser sent, or anybody else, to the data of an act; and to sentences where it does not fit."""

from datetime import date
from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from pydantic import Field, ValidationError
from pydantic_core import PydanticUndefined

from goodoffices.process.acts import ProposeGroundRules
from goodoffices.process.form_fields import Option, field_of, label_of, plain_type, value_of
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.posting import posted, sentences
from goodoffices.record.acts import KINDS, Act, Id, Line, Names, Note, Words
from goodoffices.record.models import Entry
from goodoffices.record.rows import Row
from tests.cast import client_of
from tests.forms import form_on


class Named(Row):
    name: Line
    words: Note = ""


@pytest.fixture(scope="module")
def act():
    """A kind with a field of every shape, for these tests alone."""

    class Everything(Act):
        kind: ClassVar[str] = "tests.everything"
        field_labels: ClassVar = {"title": "What it is called"}
        choice_labels: ClassVar = {"state": {"open": "Open", "shut": "Shut"}, "mood": {"": "no mood"}}

        title: Line
        text: Note = ""
        speech: Words = "None."
        summary: Note | None = None
        state: Literal["open", "shut"] = "open"
        mood: Literal["calm", "tense"] | None = None
        binding: bool = False
        minutes: Annotated[int, Field(ge=1, le=90)] = 5
        day: date | None = None
        items: Annotated[list[Line], Field(max_length=3)] = []
        moods: list[Literal["calm", "tense"]] = []
        issues: list[Annotated[Id, Names("agenda.Issue")]] = []
        called: dict[Literal["en", "ar"], Line] = {}
        rows: list[Named] = []

    yield Everything
    KINDS.pop("tests.everything")


def sent(*pairs: tuple[str, str], **fields: str) -> QueryDict:
    return QueryDict(urlencode([*pairs, *fields.items()]))


# ---- what was sent ---------------------------------------------------------------------------------------------------


def test_fields_that_the_act_has_are_read_and_no_others(act):
    assert posted(sent(title="Water", csrfmiddlewaretoken="x", kind="y", __class__="z", audience="public"), act) == {
        "title": "Water"
    }


def test_what_is_empty_or_as_it_would_be_anyway_stays_out(act):
    form = sent(title=" Water ", text="  ", speech="None.", state="open", mood="", day="", minutes="7")
    assert posted(form, act) == {"title": "Water", "minutes": "7"}


def test_a_list_is_a_line_each_however_it_was_sent(act):
    assert posted(sent(items="One\r\n\r\n  Two \nThree"), act)["items"] == ["One", "Two", "Three"]
    assert posted(sent(("issues", "a"), ("issues", "b"), ("issues", "")), act)["issues"] == ["a", "b"]
    assert posted(sent(items=""), act)["items"] == []


def test_of_a_field_that_was_sent_twice_the_last_counts(act):
    assert posted(sent(("title", "One"), ("title", "Two")), act) == {"title": "Two"}


def test_a_field_for_each_language_is_one_mapping(act):
    form = sent(**{"called-en": " water ", "called-ar": "", "called-": "x", "calledfr": "eau"})
    assert posted(form, act) == {"called": {"en": "water", "": "x"}}
    assert posted(sent(**{"called-en": " ", "called-ar": ""}), act) == {}
    with pytest.raises(ValidationError):
        act(title="x", **posted(form, act))  # the shape of the act refuses a language that there is not


@pytest.mark.parametrize(
    ("field", "was", "now", "said"),
    [
        ("summary", "One\nTwo", "One\r\nTwo", {}),
        ("summary", "One", "Two", {"summary": "Two"}),
        ("summary", "", "Two", {"summary": "Two"}),
        ("summary", "One", "One ", {}),
        ("mood", "calm", "calm", {}),
        ("mood", "calm", "tense", {"mood": "tense"}),
        ("text", "One", "One", {"text": "One"}),  # left out it would mean that there is none
    ],
)
def test_what_was_left_as_it_was_is_not_said_again(act, field, was, now, said):
    assert posted(sent(**{field: now, f"was-{field}": was}), act) == said


def test_what_stood_there_cannot_be_sent_in_place_of_what_is_written(act):
    assert posted(sent(**{"was-title": "Water"}), act) == {}


def test_what_was_emptied_is_null_where_the_act_says_that_this_clears_it(act, monkeypatch):
    form = sent(**{"was-mood": "calm", "mood": "", "was-summary": "One", "summary": " "})
    assert posted(form, act) == {}
    monkeypatch.setattr(act, "clears", ("mood",))
    assert posted(form, act) == {"mood": None}
    assert posted(sent(**{"was-mood": "calm"}), act) == {}, "what the form has not is left alone"
    assert posted(sent(**{"was-mood": "", "mood": ""}), act) == {}
    assert [option.value for option in field_of(act, "mood", "calm").options] == ["", "calm", "tense"]


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ('[{"name": "A", "words": "One\\ntwo"}]', [{"name": "B", "words": "One"}]),
        ("[]", [{"name": "A", "words": "One\r\ntwo"}, {"name": "B", "words": "One"}]),
        ("[" * 100_000, [{"name": "A", "words": "One\r\ntwo"}, {"name": "B", "words": "One"}]),
        ('[7, {"name": ["A"]}, {"name": "A"}]', [{"name": "A", "words": "One\r\ntwo"}, {"name": "B", "words": "One"}]),
        ('[{"name": "A", "words": "One\\ntwo"}, {"name": "B", "words": "One"}]', None),
    ],
    ids=["one", "none", "unreadable", "something else", "both"],
)
def test_rows_that_are_as_the_form_showed_them_are_not_said_again(act, shown, said):
    rows = {"rows-0-name": "A", "rows-0-words": "One\r\ntwo", "rows-1-name": "B", "rows-1-words": "One"}
    assert posted(sent(**rows, **{"was-rows": shown}), act).get("rows") == said


HOSTILE = ["\x00", "\u202egnp.exe", "{{ 7*7 }}", "${7*7}", "<script>alert(1)</script>", "%(by)s", "%s%s%s", "A" * 100_000,
           "../../etc/passwd", "\ud83d".encode("utf-8", "surrogatepass").decode("utf-8", "replace"), "﷽" * 50]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words[:12]))
def test_whatever_is_written_becomes_data_or_a_sentence(act, words):
    data = posted(sent(title=words, text=words, items=words, minutes=words, day=words, state=words), act)
    try:
        act(**data)
    except ValidationError as problem:
        said = sentences(problem, act)
        assert said == list(dict.fromkeys(said)) and all(said)
        assert not any(words in sentence for sentence in said if len(words) > 2), (
            "what was written is not put into a sentence"
        )
    else:
        pytest.fail("no day is spelled like that")


# ---- why it does not fit ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, ["Fill in everything that is not optional."]),
        ({"title": ""}, ["Enter some text."]),
        ({"title": "a" * 301}, ["That is too long: 300 characters at most. Shorten it, or send it in parts."]),
        ({"title": "a\nb"}, ["Keep this to one line."]),
        (
            {"title": "a\u202eb"},
            ["The text holds a hidden character (U+202E). Remove it, or paste the text as plain text."],
        ),
    ],
)
def test_each_misfit_has_a_sentence_for_people(act, data, said):
    with pytest.raises(ValidationError) as problem:
        act(**data)
    assert sentences(problem.value, act) == said


def test_a_sentence_calls_the_field_as_the_form_does_and_says_each_reason_once(act):
    with pytest.raises(ValidationError) as problem:
        act(title="Water", minutes="soon", items=["a\nb", "c\nd"])
    said = sentences(problem.value, act)
    assert len(said) == 2 and said[1] == "Keep this to one line."
    assert said[0].startswith(f"“{label_of(act, 'minutes')}” cannot be read: ")


# ---- the fields of a form --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "shape", "required", "value", "lines"),
    [
        ("title", "line", True, "", 0),
        ("text", "line", False, "", 0),
        ("speech", "text", False, "None.", 3),
        ("summary", "line", False, "", 0),
        ("state", "choice", False, "open", 0),
        ("mood", "choice", False, "", 0),
        ("binding", "check", False, "", 0),
        ("minutes", "number", False, "5", 0),
        ("day", "date", False, "", 0),
        ("items", "text", False, "", 4),
        ("moods", "checks", False, "", 0),
        ("issues", "checks", False, "", 0),
        ("called", "languages", False, "{}", 0),
    ],
)
def test_the_type_of_a_field_says_how_it_is_drawn(act, name, shape, required, value, lines):
    found = field_of(act, name, None)
    assert (found.shape, found.required, found.value, found.lines) == (shape, required, value, lines)


def test_a_template_may_ask_for_more_lines_and_bring_what_stands_there(act):
    found = field_of(act, "text", "As it was", lines=6)
    assert (found.shape, found.lines, found.value, found.most) == ("text", 6, "As it was", 20_000)


def test_a_number_has_its_bounds_and_a_line_its_length(act):
    minutes, title = field_of(act, "minutes", None), field_of(act, "title", None)
    assert (minutes.least, minutes.most, title.least, title.most) == (1, 90, None, 300)


def test_choices_are_called_as_the_act_says_and_nothing_can_be_chosen_where_nothing_is_needed(act):
    state, mood = field_of(act, "state", None), field_of(act, "mood", None)
    assert [(option.value, option.label) for option in state.options] == [("open", "Open"), ("shut", "Shut")]
    assert [(option.value, option.label) for option in mood.options] == [
        ("", "no mood"), ("calm", "calm"), ("tense", "tense"),
    ]  # fmt: skip
    assert [option.value for option in field_of(act, "mood", "calm").options] == ["calm", "tense"]


def test_rows_to_choose_from_are_tried_and_what_is_ticked_is_not(act):
    rows = [Option("a", "Water", written=True), Option("b", "Land", written=True)]
    one, several = field_of(act, "summary", None), field_of(act, "issues", ["a", "b"])
    one.offer(rows), several.offer(rows)
    assert (one.shape, one.tried, [option.value for option in one.options]) == ("choice", True, ["", "a", "b"])
    assert (several.shape, several.tried, several.chosen) == ("checks", False, ["a", "b"])
    needed = field_of(act, "title", None)
    needed.offer(rows)
    assert [option.value for option in needed.options] == ["a", "b"] and not needed.optional


def test_a_label_comes_from_the_act_then_from_the_house_then_is_the_name(act):
    assert label_of(act, "title") == "What it is called"
    assert label_of(act, "of_no_kind") == "of_no_kind"
    assert label_of(act, "title-en") == f"What it is called ({LANGUAGES['en']})"
    assert label_of(act, "title-xx") == "What it is called"


@pytest.mark.parametrize(
    ("value", "held"),
    [
        (None, ""),
        (True, "true"),
        (False, ""),
        (0, "0"),
        (["a", 1], "a\n1"),
        ((), ""),
        (date(2026, 11, 28), "2026-11-28"),
    ],
)
def test_a_value_is_held_as_a_form_holds_it(value, held):
    assert value_of(value) == held


@pytest.mark.parametrize(
    ("annotation", "plain"),
    [(str, str), (list[str], list), (str | None, str), (None | int, int), (Line, str), (list[Id] | None, list),
     (dict[str, int], dict), (Annotated[int | None, "x"], int), (Literal["a"], Literal), (Any, Any)],
)  # fmt: skip
def test_a_type_is_seen_through_its_marks(annotation, plain):
    assert plain_type(annotation) == plain


# ---- boxes that are ticked where nothing is said ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, {}),  # as a client sends it that says nothing
        ({"nothing_agreed": ["false"]}, {"nothing_agreed": "false"}),
        ({"nothing_agreed": ["false", "true"]}, {"nothing_agreed": "true"}),
        ({"nothing_agreed": ["true"]}, {"nothing_agreed": "true"}),
    ],
)
def test_an_unticked_box_is_read_as_the_form_says(form, said):
    found = posted(QueryDict(urlencode(form, doseq=True)), ProposeGroundRules)
    assert found == said
    assert ProposeGroundRules(**found).nothing_agreed is (said.get("nothing_agreed") != "false")


def test_only_a_box_that_is_ticked_by_itself_says_that_it_was_unticked():
    assert field_of(ProposeGroundRules, "nothing_agreed", None).says_no
    assert not field_of(ProposeGroundRules, "observers", None).says_no


def test_ground_rules_say_what_was_ticked_and_no_more(river, amara):
    client = client_of(amara)
    form = form_on(client, f"/processes/{amara.process_id}/ground-rules/", "process.propose_ground_rules")
    assert form.send(client, nothing_agreed="false", sidebars="true").status_code == 302
    entry = Entry.objects.filter(kind="process.propose_ground_rules").latest("number")
    assert not entry.act.nothing_agreed and entry.act.sidebars
    assert not {"observers", "chatham_house", "heads_put"} & entry.data.keys()


def test_yes_or_no_that_is_needed_and_has_words_is_chosen_consciously(act, monkeypatch):
    monkeypatch.setattr(act.model_fields["binding"], "default", PydanticUndefined)
    words = {**act.choice_labels, "binding": {"true": "it binds", "false": "it does not"}}
    monkeypatch.setattr(act, "choice_labels", words)
    found = field_of(act, "binding", None)
    assert (found.shape, found.value, found.required, found.unchosen) == ("choice", "", True, True)
    assert [option.value for option in found.options] == ["", "true", "false"]
    for said in (True, False):
        assert field_of(act, "binding", said).value == ("true" if said else "false")
    assert field_of(act, "binding", "false").options[0].value == "true"
