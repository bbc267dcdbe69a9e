"""What every template may use: people's words are shown and never obeyed, citations lead where all readers may go."""

from html import unescape
from types import SimpleNamespace

import pytest
from django.template import Context
from django.utils import translation

from goodoffices.record.source import derived
from goodoffices.site.templatetags import house

PLENARY = SimpleNamespace(id=derived("p", "book", "plenary"), process_id="p", kind="plenary", name="Plenary")
CAUCUS = SimpleNamespace(id="north-book", process_id="p", kind="caucus", name="North caucus")
ODD = SimpleNamespace(id="odd-book", process_id="p", kind="task_force", name="A & B (2) <x>")
HERE = Context({"zone": "Asia/Kolkata", "field": "diplomacy"})

MARKUP = [
    "<script>x</script>",
    "a & b",
    "\"'",
    "<b",
    "&lt;b&gt;",
    "{{ seat }}",
    "{% load x %}",
    "<bdi>",
    "%(by)s",
    "{0}",
]


@pytest.mark.parametrize("text", MARKUP)
@pytest.mark.parametrize("tag", [house.paragraphs, lambda text: house.said(text, CAUCUS)], ids=["paragraphs", "said"])
def test_markup_in_what_people_wrote_is_shown_and_not_obeyed(tag, text):
    shown = tag(text)
    plain = shown.replace("<p>", "").replace("</p>", "")
    assert "<" not in plain and unescape(plain) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("\n\n\n", ""),
        ("One", "<p>One</p>"),
        ("One\nTwo", "<p>One<br>Two</p>"),
        ("One\n\n\n\nTwo\n", "<p>One</p><p>Two</p>"),
        ("  One", "<p>  One</p>"),
    ],
)
def test_a_blank_line_begins_a_paragraph(text, shown):
    assert house.paragraphs(text) == shown


# ---- citations -------------------------------------------------------------------------------------------------------


def links(text, book=CAUCUS):
    shown = house.said(text, book)
    return [part.split('"')[0].split("/")[-3:-1] for part in shown.split('href="')[1:]]


def test_a_citation_of_this_book_or_of_the_plenary_is_a_link():
    assert links("As in Plenary 4 and North caucus 12.") == [[PLENARY.id, "4"], [CAUCUS.id, "12"]]


@pytest.mark.parametrize(
    "text", ["South caucus 3", "Third party 1", "plenary 4", "Plenary", "Plenary four", "Plenarys 4", "XPlenary 4"]
)
def test_what_names_no_entry_that_all_readers_may_read_is_left_alone(text):
    assert links(text) == []


def test_a_name_with_signs_of_its_own_is_found_and_stays_escaped():
    assert links("See A & B (2) <x> 7.", ODD) == [[ODD.id, "7"]]
    assert "<x>" not in house.said("See A & B (2) <x> 7.", ODD)


def test_a_citation_is_found_in_every_language_of_the_interface():
    with translation.override("ar"):
        name = house.book_name(HERE, PLENARY)
    assert name != "Plenary"
    assert links(f"{name} 4") == [[PLENARY.id, "4"]]


def test_a_citation_stands_by_itself_and_its_link_escapes_its_address():
    assert house.citation(HERE, CAUCUS, 3) == "<bdi>North caucus 3</bdi>"
    assert house.citation(HERE, ODD, 3) == "<bdi>A &amp; B (2) &lt;x&gt; 3</bdi>"
    assert house.cited(HERE, '/x"><script>', CAUCUS, 3).startswith('<a class="cite" href="/x&quot;&gt;&lt;script&gt;">')


# ---- moments and names -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "said"),
    [("full", "11 April 2025, 02:00 Kolkata"), ("time", "02:00 Kolkata"), ("date", "11 April 2025")],
)
def test_a_moment_is_told_in_the_citys_own_day(shape, said):
    shown = house.when(HERE, "2025-04-10T20:30:00.000Z", shape)
    assert shown.startswith('<time datetime="2025-04-10T20:30:00.000Z"')
    plain = shown.replace('<span class="date">', "").replace("</span>", "").replace("<bdi>", "").replace("</bdi>", "")
    assert plain.split(">", 1)[1].removesuffix("</time>") == said


def test_there_is_no_moment_where_none_was_recorded():
    assert house.when(HERE, "") == house.day("") == ""


@pytest.mark.parametrize(
    ("zone", "city"), [("UTC", "UTC"), ("America/Port_of_Spain", "Port of Spain"), ("America/Indiana/Knox", "Knox")]
)
def test_a_zone_is_called_by_its_city(zone, city):
    assert f"<bdi>{city}</bdi>" in house.when(Context({"zone": zone}), "2025-04-10T20:30:00.000Z", "time")


@pytest.mark.parametrize(("name", "shown"), [("North", "<bdi>North</bdi>"), ("<b>", "<bdi>&lt;b&gt;</bdi>")])
def test_somebody_is_called_by_role_and_party(name, shown):
    who = SimpleNamespace(title="Head of delegation", party=SimpleNamespace(name=name))
    assert house.office(who) == f"Head of delegation, {shown}"
    assert house.office(SimpleNamespace(title="<Mediator>", party=None)) == "&lt;Mediator&gt;"


@pytest.mark.parametrize(
    ("text", "groups"), [("abcd-efgh ij", ["abcd", "efgh", "ij"]), ("", []), ("<>", []), ("é12345", ["é123", "45"])]
)
def test_a_fingerprint_is_read_in_fours(text, groups):
    assert house.fours(text) == " ".join(f"<span>{group}</span>" for group in groups)


@pytest.mark.parametrize(("name", "called"), [("title-xx", "Title"), ("no_such_field", "no_such_field"), ("", "")])
def test_a_field_is_called_as_forms_call_it(name, called):
    assert house.field_name(name) == called
