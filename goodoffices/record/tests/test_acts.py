"""What an act is: its kind, its shape, and that each of its references is known as one."""

import string
import unicodedata
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

import goodoffices.site.urls  # noqa: F401 - every office's acts
from goodoffices.record.acts import KINDS, Act, Id, Line, Note, Words, naming_fields
from tests.offices import floors, kinds_of

# Ids of rooms and books: not rows of the record, and looked up by who may enter them.
PLACES = {"room", "book"}
# Keys of parties: everyone at the table knows them.
PARTIES = {"to", "of", "conveyed_for"}


def test_a_kind_is_spelled_out_and_nobodys_else():
    assert all(kind == act.kind and kind.count(".") == 1 for kind, act in KINDS.items())
    with pytest.raises(TypeError, match=r"agenda\.raise_issue"):

        class Other(Act):
            kind = "agenda.raise_issue"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_reference_of_an_act_is_known_as_one(kind):
    """A reference that `perform` does not know of is neither looked for among what the seat sees nor kept from going down."""
    act = KINDS[kind]
    schema = act.model_json_schema()["properties"] if act.model_fields else {}
    named = {act.model_fields[field].alias or field for field, _names in naming_fields(act)}
    ids = {field for field, told in schema.items() if "x21-" in str(told)}
    assert ids - PLACES - (PARTIES - named) == named


def test_marks_are_found_however_deep_they_stand():
    found = {kind: [field for field, _ in naming_fields(act)] for kind, act in KINDS.items()}
    assert found["consultation.make_statement"] == ["issues", "answers"]  # a list, and one that may be absent
    assert found["process.appoint_acting_head"] == ["seat"]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_act_says_what_it_does_and_takes_nothing_unknown(kind):
    act = KINDS[kind]
    assert str(act.says)
    assert act.__doc__
    with pytest.raises(ValidationError, match="surprise"):
        act(surprise=1)
    gaps = {
        name for _, name, _, _ in string.Formatter().parse(str(act.says).replace("%(", "{").replace(")s", "}")) if name
    }
    assert gaps <= {
        "by",
        "item",
        "party",
        "words",
        "outcome",
        "languages",
        "title",
        "name",
        "text",
        "status",
        "mandate",
        "to",
        "channel",
        "label",
        "about",
        "revision",
        "count",
        "number",
        "into",
        "whom",
        "said",
        "why",
        "done",
        "form",
        "missing",
        "reason",
        "language",
        "to_do",
        "version",
        "as_what",
        "chair",
        "day",
        "days",
        "event",
        "how",
        "levels",
        "on",
        "state",
        "sunset",
        "until",
        "what",
    }


def test_every_kind_of_this_house_is_named_by_an_office_and_all_of_one_folder_alike():
    for folder, kinds in kinds_of().items():
        named = {kind.split(".")[0] for kind in kinds}
        assert len(named) == 1 and named <= set(floors()), folder


# ---- Text


def valid(type: Any, value: Any) -> Any:
    return TypeAdapter(type).validate_python(value)


def test_what_is_hidden_does_not_depend_on_the_machines_unicode():
    """What one host records another must be able to read: new letters are no reason to refuse."""
    unassigned = next(chr(code) for code in range(0x1FAF0, 0x1FBFF) if unicodedata.category(chr(code)) == "Cn")
    assert valid(Words, unassigned) == unassigned


@pytest.mark.parametrize("code", [*range(0x20), *range(0x7F, 0xA0)])
@pytest.mark.parametrize("type", [Line, Note, Words])
def test_no_control_gets_through_but_line_ends_and_tabs(type, code):
    text = f"a{chr(code)}b"
    if code == 0x09 or (code in (0x0A, 0x0D) and type is not Line):
        assert valid(type, text) == text.replace("\r", "\n")
    else:
        with pytest.raises(ValidationError):
            valid(type, text)


@pytest.mark.parametrize("type", [Line, Note, Words])
@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", 5, None, ["a"], True])
def test_text_is_text(type, text):
    with pytest.raises(ValidationError):
        valid(type, text)


@pytest.mark.parametrize(("type", "most"), [(Line, 300), (Note, 20_000), (Words, 20_000)])
def test_text_has_an_end_counted_in_characters(type, most):
    assert valid(type, "𝄞" * most)
    with pytest.raises(ValidationError, match=f"at most {most} characters"):
        valid(type, "𝄞" * (most + 1))


def test_a_note_may_be_empty_and_a_line_may_not():
    assert valid(Note, "") == ""
    for type in (Line, Words):
        with pytest.raises(ValidationError, match="Enter some text"):
            valid(type, " \u00a0\u200b\u3000")


@pytest.mark.parametrize("id", ["", "a b", "a\n", "ø", "a" * 41, "\0", "a\u200b"])
def test_an_id_is_plain(id):
    with pytest.raises(ValidationError):
        valid(Id, id)
