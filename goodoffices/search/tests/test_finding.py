"""What is found, by whom, and in which order."""

import pytest

from goodoffices.agenda.acts import RaiseIssue, TableSolution, WithdrawSolution
from goodoffices.consultation.acts import AmendStatement, StrikeStatement
from goodoffices.interpretation.acts import ProposeTerm, Render
from goodoffices.record.acts import NotThere
from goodoffices.record.perform import perform
from goodoffices.search.finding import search
from goodoffices.search.question import Question
from tests.table import admit, now, rules, say


def found(seat, q: str = "", **given: str) -> list[str]:
    """The citations of what is found, the best first."""
    return [each.thing.citation for each in search(now(seat), Question.of({"q": q, **given})).found]


def cited(entry) -> str:
    return f"{entry.book.name} {entry.number}"


def test_any_inflection_finds_it_for_those_who_read_it(river, lena, idris, amara):
    entry = say(lena, river.book("caucus", "north"), "Our observers withdrew from the crossings.")
    assert found(lena, "observer crossing") == found(amara, "crossing observer") == [cited(entry)]
    assert found(idris, "crossing") == []


def test_the_words_of_every_sort_are_found(river, amara, lena):
    issue = perform(RaiseIssue(title="Gauges", summary="Who measures."), lena).entry
    solution = perform(TableSolution(issue=issue.id, title="Joint gauges", text="Measured by both."), lena).entry
    term = perform(ProposeTerm(called={"en": "gauge", "fr": "jauge"}), amara).entry
    said = say(lena, river.book("plenary"), "A gauge at each bridge.")
    assert set(found(lena, "gauge")) == {cited(each) for each in (issue, solution, term, said)}
    assert found(lena, "gauge", kind="issue") == [cited(issue)]
    assert found(lena, "jauges") == [cited(term)]
    assert set(found(lena, issue=issue.id)) == {cited(issue), cited(solution)}


def test_a_rendering_is_found_under_its_original(river, amara, lena, idris):
    said = say(lena, river.book("plenary"), "The fields were dry.")
    perform(Render(about=said.id, language="tr", made="human", text="Tarlalar kuruydu, sulama durdu."), amara)
    (one,) = search(now(idris), Question("sulamayı")).found
    assert (one.thing.id, one.thing.sort, one.rendered, one.language) == (said.id, "statement", True, "tr")
    assert ("sulama", True) in one.pieces
    assert found(idris, "sulama", language="tr") == [cited(said)] and found(idris, "sulama", language="en") == []
    assert found(idris, "fields tarla") == []  # two texts, of one thing


def test_a_thing_and_its_rendering_are_one_hit(river, amara, lena):
    said = say(lena, river.book("plenary"), "Hydrology first.")
    perform(Render(about=said.id, language="fr", made="human", text="Hydrology d’abord."), amara)
    assert found(lena, "hydrology") == [cited(said)]


def test_earlier_words_are_not_found_nor_what_renders_them(river, amara, lena):
    said = say(lena, river.book("plenary"), "We insist on sluices.")
    perform(Render(about=said.id, language="fr", made="human", text="Nous insistons sur les écluses."), amara)
    assert found(lena, "sluice") == found(lena, "écluse") == [cited(said)]
    perform(AmendStatement(statement=said.id, text="We suggest weirs."), lena)
    assert found(lena, "sluice") == found(lena, "écluse") == []
    assert found(lena, "weir") == [cited(said)]


def test_what_was_taken_back_is_not_found(river, lena):
    said = say(lena, river.book("plenary"), "An embargo.")
    issue = perform(RaiseIssue(title="Trade"), lena).entry
    solution = perform(TableSolution(issue=issue.id, title="Embargo", text=""), lena).entry
    assert set(found(lena, "embargo")) == {cited(said), cited(solution)}
    perform(StrikeStatement(statement=said.id), lena)
    perform(WithdrawSolution(solution=solution.id), lena)
    assert found(lena, "embargo") == []


def test_who_was_admitted_later_finds_the_table_and_not_the_talk_of_before(river, amara, lena, idris):
    rules(amara, [lena, idris], observers=True, text="Confidential deliberations.")
    issue = perform(RaiseIssue(title="Deliberations on gauges"), lena).entry
    before = say(lena, river.book("plenary"), "Deliberations were long.")
    olga = admit(amara, "observer", "Olga")
    after = say(lena, river.book("plenary"), "Deliberations go on.")
    perform(Render(about=before.id, language="fr", made="human", text="Les délibérations"), amara)

    hits = search(now(olga), Question("deliberation")).found
    assert {each.thing.sort for each in hits} == {"statement", "ground_rules"}
    assert {each.thing.id: bool(each.at) for each in hits if each.thing.sort == "statement"} == {after.id: True}
    assert [each.at for each in hits if each.thing.sort == "ground_rules"] == [""]
    assert found(olga, "deliberation", since="2000-01-01") == [cited(after)]
    assert found(olga, "deliberation", issue=issue.id) == []
    assert cited(before) in found(lena, "deliberation")


@pytest.mark.parametrize(("often", "rare"), [("sluice", "weir"), ("weir", "sluice")])
def test_the_order_of_a_late_reader_tells_nothing_of_before(river, amara, lena, idris, often, rare):
    """What was said often before the admission ranks low for those who read it, and is as good as any to the others."""
    rules(amara, [lena, idris], observers=True)
    plenary = river.book("plenary")
    for _ in range(12):
        say(lena, plenary, f"The {often}.")
    olga = admit(amara, "observer", "Olga")
    said = {"sluice": say(lena, plenary, "Sluice, sluice, weir."), "weir": say(idris, plenary, "Sluice, weir, weir.")}
    assert found(lena, "sluice weir") == [cited(said[rare]), cited(said[often])]
    assert found(olga, "sluice weir") == [cited(said["weir"]), cited(said["sluice"])]  # alike: the later one first


def test_a_hidden_author_matches_no_filter(river, amara, lena, idris):
    open_words = say(idris, river.book("plenary"), "Dams named.")
    rules(amara, [lena, idris], chatham_house=True)
    hidden = say(idris, river.book("plenary"), "Dams unnamed.")
    assert found(lena, "dams") and set(found(lena, "dams")) == {cited(open_words), cited(hidden)}
    assert found(lena, "dams", party="south") == [cited(open_words)]
    assert found(lena, "dams", party="north") == []


@pytest.mark.parametrize(
    ("q", "notes"),
    [
        ('"*', ["nothing"]),
        ("\x00", ["nothing"]),
        ("word " * 10_000, ["cut"]),
        ("\ud800", ["nothing"]),
        ("''", ["nothing"]),
    ],
)
def test_whatever_was_typed_is_answered(river, lena, q, notes):
    answer = search(lena, Question(q))
    assert answer.found == [] and answer.notes == notes


def test_filters_that_name_what_is_not_seen_find_nothing(river, amara, lena, idris):
    issue = perform(RaiseIssue(title="Red line", book=river.book("caucus", "north").id), lena).entry
    for given in (
        {"issue": issue.id},
        {"issue": "x"},
        {"party": "x"},
        {"kind": "x"},
        {"language": "x"},
        {"since": "x"},
    ):
        assert found(idris, "the", **given) == [], given
    with pytest.raises(NotThere):
        search(idris, Question("the", room=river.book("caucus", "north").id))


def test_days_rooms_and_the_number_of_things_narrow(river, lena):
    plenary, caucus = river.book("plenary"), river.book("caucus", "north")
    said = [say(lena, plenary, f"Turbine {number}.") for number in range(3)] + [say(lena, caucus, "A turbine.")]
    assert len(found(lena, "turbine")) == 4
    assert found(lena, "turbine", room=caucus.id) == [cited(said[3])]
    assert found(lena, "turbine", until="2000-01-01") == []
    day = said[0].at[:10]
    assert len(found(lena, "turbine", since=day, until=day)) == 4
    answer = search(now(lena), Question("turbine"), limit=3)
    assert len(answer.found) == 3 and answer.more
    assert not search(now(lena), Question("turbine"), limit=4).more
