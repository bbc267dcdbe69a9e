"""Even-handedness in figures: what is counted, for whom, and how it is put into words."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from goodoffices.agenda.acts import RaiseIssue, TableSolution
from goodoffices.agenda.measures import TABLED
from goodoffices.briefing.charts import by_day
from goodoffices.briefing.measures import in_words, lasting, measures_of
from goodoffices.chairing.acts import AskFloor, GiveFloor, YieldFloor
from goodoffices.consultation.acts import StrikeStatement
from goodoffices.consultation.measures import WAITED, talk_of
from goodoffices.consultation.scripts import counted
from goodoffices.interpretation.acts import Render
from goodoffices.listening.acts import Confirm, Restate
from goodoffices.listening.measures import CONFIRMED
from goodoffices.process.extensions import Measure
from goodoffices.process.models import Party
from goodoffices.record.perform import perform
from goodoffices.record.source import KeyedSource, drawing_from
from tests.cast import client_of
from tests.table import now, rules, say

NORTH, SOUTH = Party(id="n", name="North", mark=1), Party(id="s", name="South", mark=2)


class Minutes(KeyedSource):
    """Chance as ever; the clock is set by hand."""

    at = "2025-04-20T09:00:00.000Z"

    def now(self, place: str) -> str:
        return self.at


@pytest.fixture
def clock(river):
    source = Minutes("measures")
    with drawing_from(source):
        yield lambda minutes: setattr(
            source, "at", f"2025-04-{20 + minutes // 1440}T{9 + minutes % 1440 // 60:02d}:{minutes % 60:02d}:00.000Z"
        )


def figures(seat, key, plenary_only=False):
    """One side's figures, by name."""
    party = Party.objects.seen_by(now(seat)).get(key=key)
    found = {each.name: each.values.get(party.id, 0) for each in measures_of(now(seat), plenary_only)}
    return SimpleNamespace(**found)


def test_words_count_for_the_side_that_said_them(river, amara, lena, idris):
    say(lena, river.book("plenary"), "One.")
    before = figures(amara, "north").words_latin, figures(amara, "south").words_latin
    say(lena, river.book("plenary"), "One two three four.")
    say(amara, river.book("plenary"), "I say nothing for either.")
    struck = say(idris, river.book("plenary"), "Five six.")
    assert figures(amara, "south").words_latin == before[1] + 2
    perform(StrikeStatement(statement=struck.id), idris)
    assert (figures(amara, "north").words_latin, figures(amara, "south").words_latin) == (before[0] + 4, before[1])


def test_time_counts_while_people_talk_and_not_while_they_are_away(river, amara, lena, clock):
    here = river.book("caucus", "north")
    before = figures(amara, "north").caucus_time
    for minute, speaker in ((0, lena), (4, amara), (9, lena), (60, lena)):
        clock(minute)
        say(speaker, here, "A word.")
    assert figures(amara, "north").caucus_time - before == 9 * 60


def test_the_floor_counts_for_who_had_it_and_renderings_for_whose_words_they_are(river, amara, lena, idris, clock):
    plenary = river.book("plenary").id
    before = figures(amara, "south")
    hand = perform(AskFloor(room=plenary), idris).entry.id
    clock(1)
    perform(GiveFloor(request=hand), amara)
    clock(8)
    perform(YieldFloor(room=plenary), idris)
    said = say(idris, river.book("plenary"), "نأخذ علماً.").id
    perform(Render(statement=said, language="en", text="We take note."), amara)
    after = figures(amara, "south")
    assert (after.floor_time - before.floor_time, after.rendered - before.rendered) == (7 * 60, 1)
    assert figures(amara, "north").floor_time == figures(lena, "north", True).floor_time


def test_a_side_waits_from_its_question_to_the_first_answer_of_another(river, amara, lena, idris, clock):
    asked = {}
    for minute, speaker in ((0, lena), (1, idris)):
        clock(minute)
        asked[speaker.id] = say(speaker, river.book("plenary"), "When?", speech_act="question").id
    assert figures(amara, "north").unanswered == 1
    clock(20)
    say(idris, river.book("plenary"), "Soon.", answers=asked[lena.id])
    clock(11 + 20)
    say(lena, river.book("plenary"), "Soon enough.", answers=asked[idris.id])
    clock(50)
    say(amara, river.book("plenary"), "Once more.", answers=asked[lena.id])
    talk = {party.key: talk_of(now(amara), False)[party.id] for party in Party.objects.seen_by(now(amara))}
    assert talk["north"].waits[-1] == 20 * 60 and talk["south"].waits[-1] == 30 * 60
    assert "for answers as North." not in page(river, amara)


def test_loops_and_solutions_count_for_whose_they_are(river, amara, lena, idris):
    said = say(lena, river.book("plenary"), "Thirty days.").id
    restated = perform(Restate(statement=said, text="You want thirty days."), idris).entry.id
    before = figures(amara, "north")
    assert before.heard_open >= 1
    perform(Confirm(restatement=restated), lena)
    issue = perform(RaiseIssue(title="Water"), amara).entry.id
    perform(TableSolution(issue=issue, title="A dam"), lena)
    after = figures(amara, "north")
    assert (after.heard_open, after.confirmed, after.tabled) == (
        before.heard_open - 1,
        before.confirmed + 1,
        before.tabled + 1,
    )


def test_where_speakers_are_not_named_nothing_is_counted(river, amara, lena, idris):
    rules(amara, [lena, idris], chatham_house=True)
    before = figures(amara, "north").statements
    say(lena, river.book("plenary"), "One two three.", speech_act="question")
    assert (figures(amara, "north").statements, figures(amara, "north").unanswered) == (before, 0)


@pytest.mark.parametrize(
    ("north", "south", "said"),
    [
        (0, 0, []),
        (5, 0, ["Only North has tabled solutions so far."]),
        (5, 5, ["All sides have tabled about as many solutions."]),
        (5, 4, ["All sides have tabled about as many solutions."]),
        (5, 3, ["North has tabled 1.7 times as many solutions as South."]),
        (2, 4, ["South has tabled twice as many solutions as North."]),
        (3, 1, []),
        (4, 0, []),
        (6, 2, ["North has tabled 3 times as many solutions as South."]),
        (31, 2, ["North has tabled 16 times as many solutions as South."]),
    ],
)
def test_figures_are_put_into_whole_sentences(north, south, said):
    assert in_words([Measure("tabled", "Tabled", 1, {"n": north, "s": south}, reading=TABLED)], [NORTH, SOUTH]) == said


def test_of_three_sides_the_furthest_apart_are_compared():
    parties = [Party(id="e", name="East"), NORTH, Party(id="w", name="West")]
    confirmed = Measure("confirmed", "Confirmed", 1, {"e": 2, "n": 4, "w": 3}, reading=CONFIRMED)
    assert in_words([confirmed], parties) == ["North has been heard, and confirmed it, twice as often as East."]


def test_a_length_of_time_is_said_as_one_says_it():
    assert [lasting(s) for s in (0, 89, 7_100, 7_200, 172_000, 172_800, 600_000)] == [
        "0 min", "1 min", "118 min", "2 h", "48 h", "2 days", "7 days",
    ]  # fmt: skip


# ---- who sees them ---------------------------------------------------------------------------------------------------


def page(river, seat):
    return client_of(seat).get(reverse("briefing:even-handedness", args=[river.process])).text


def test_the_figures_are_the_third_party_s_alone(river, amara, lena):
    assert "Even-handedness" in page(river, amara) and "Time in caucus" in page(river, amara)
    assert "Time in caucus" not in page(river, lena) and "the third party’s alone" in page(river, lena)


def test_ground_rules_open_what_the_table_has_in_common_and_no_caucus(river, amara, lena, idris):
    rules(amara, [lena, idris], even_handedness="table")
    before = page(river, idris)
    assert "Even-handedness" in before and "Statements in the plenary" in before
    for word in ("caucus", "Released", "conveyed"):
        assert word not in before.partition('class="figures"')[2].partition("</section>")[0]
    say(lena, river.book("caucus", "north"), "Between us?", speech_act="question")
    assert [(each.name, each.values) for each in measures_of(now(lena), True)] == [
        (each.name, each.values) for each in measures_of(now(idris), True)
    ]


def test_the_chart_shows_days_only_once_there_are_two(river, amara, lena, clock):
    words = Measure("words", "Words", 1, {}, by_day={"n": {"2025-04-10": 5}}, chart="Words <&>")
    assert by_day(words, [NORTH, SOUTH]) == ""
    chart = by_day(words._replace(by_day={"n": {"2025-04-10": 5}, "s": {"2025-04-11": 10}}), [NORTH, SOUTH])
    assert chart.count("<rect") == 4 and "11 April 2025 · South: 10" in chart and "Words &lt;&amp;&gt;" in chart


# ---- in several languages ---------------------------------------------------------------------------------------------


def test_a_case_spoken_in_two_languages_is_read_as_even(river, amara, lena, idris, clock):
    plenary = river.book("plenary")
    before = figures(amara, "north").statements, figures(amara, "south").statements
    for minute in range(6):
        clock(2 * minute)
        say(lena, plenary, "We will let the water pass in the dry months of the year.")
        say(idris, plenary, "Мы пропустим воду в засушливые месяцы года.")
    assert figures(amara, "north").statements == before[0] + 6
    parties = list(Party.objects.seen_by(now(amara)).order_by("name"))
    sentences = in_words(
        [each for each in measures_of(now(amara), True) if each.name.startswith(("words", "state"))], parties
    )
    assert sentences == ["All sides have spoken about as often in the plenary."]


@pytest.mark.parametrize(
    ("text", "by_script"),
    [
        ("Thirty days' notice, and no more.", {"latin": 6}),
        ("Мы пропустим воду.", {"cyrillic": 3}),
        ("نريد الماء في الصيف", {"arabic": 4}),
        ("我们同意放水。", {"han": 6}),
        ("See Пленум 3: 水", {"latin": 1, "cyrillic": 1, "han": 1}),
        ("1,000 — 2026!", {}),
    ],
)
def test_words_are_counted_by_script_and_chinese_by_characters(text, by_script):
    assert dict(counted(text)) == by_script


def test_a_length_of_time_is_compared_only_where_it_is_of_enough():
    waited = Measure("waited", "Waited", 1, {"n": 600, "s": 60}, lasts=True, reading=WAITED, of=4)
    assert in_words([waited], [NORTH, SOUTH]) == []
    assert in_words([waited._replace(of=5)], [NORTH, SOUTH]) == [
        "North has waited 10 times as long for answers as South."
    ]


def test_the_chart_names_its_days_and_numbers():
    days = {f"2025-04-{day:02d}": day for day in range(1, 21)}
    chart = by_day(Measure("s", "S", 1, {}, by_day={"n": days}, chart="S"), [NORTH, SOUTH])
    assert ">20</text>" in chart and ">0</text>" in chart and ">1 Apr</text>" in chart
    assert chart.count('text-anchor="middle"') == 7  # of twenty days, every third
