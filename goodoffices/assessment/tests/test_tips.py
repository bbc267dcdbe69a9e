"""Tips: what is held and wished, from which future to which that leads, and whose judgements it is about."""

import pytest

from goodoffices.assessment import futures, measures
from goodoffices.assessment.acts import LinkToThing, Tip
from goodoffices.assessment.judged import drawn
from goodoffices.assessment.models import Run
from goodoffices.assessment.tests.drawing import Diagram, page_of, work_off
from goodoffices.assessment.tests.test_checkable import checked, files
from goodoffices.assessment.tests.test_influence_pages import address, plain
from goodoffices.followup.tests.test_commitments import in_force
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.forms import acting, forms_in
from tests.table import now, rules


@pytest.fixture
def diagram(river, amara, lena):
    drawn = Diagram(amara)
    drawn.judge(lena)
    return drawn


def test_what_a_measure_tips_is_asked_in_a_form(diagram, lena):
    run = diagram.run(lena)
    client, page = client_of(now(lena)), address(lena, f"runs/{run}/")
    (form,) = acting(forms_in(page, client.get(page).text), "assessment.tip")
    answer = form.send(client, fix=[diagram.variants[4].id], wish=[diagram.variants[1].id])
    assert answer.status_code == 302
    work_off()
    tip = Run.objects.seen_by(now(lena)).get(question="tip")
    shown = plain(page_of(lena, f"runs/{tip.id}/"))
    assert "What is held Border: open" in shown and "From future 2 to future 1." in shown
    assert "One future holds together." in shown and "No further measure is needed: with what is held" in shown


def test_what_is_held_is_chosen_by_descriptor_so_that_no_two_ways_exclude_each_other(diagram, lena):
    run = diagram.run(lena)
    client, page = client_of(now(lena)), address(lena, f"runs/{run}/")
    shown = client.get(page).text
    assert shown.count('<fieldset class="tip-line">') == 3
    assert shown.count('<select name="fix">') == shown.count('<select name="wish">') == 3
    (form,) = acting(forms_in(page, shown), "assessment.tip")
    # What a browser sends: one value for each descriptor, most of them empty.
    assert form.send(client, fix=["", "", diagram.variants[4].id], wish=["", "", ""]).status_code == 302
    assert Run.objects.seen_by(now(lena)).get(question="tip").asked["fix"] == [[2, 0]]


def test_what_was_asked_after_a_run_stands_on_its_page_at_once(diagram, lena, idris):
    run = diagram.run(lena)
    assert "What was asked about these futures" not in page_of(lena, f"runs/{run}/")
    tips = [perform(Tip(run=run, fix=[diagram.variants[at].id]), now(idris)).entry.id for at in (4, 5)]
    page = page_of(lena, f"runs/{run}/")
    assert "What was asked about these futures" in page and page.index(tips[1]) < page.index(tips[0])
    assert 'hx-select="#tips"' in page


def test_lists_say_what_each_tip_holds_and_at_what_time_it_was_asked(diagram, lena, idris):
    run = diagram.run(lena)
    perform(Tip(run=run, fix=[diagram.variants[4].id], wish=[diagram.variants[1].id]), now(idris))
    for page in (f"runs/{run}/", diagram.page(), diagram.page("runs/")):
        shown = page_of(lena, page)
        told = plain(shown)
        assert "Held: Border: open · Wished: Oil: cheap" in told
        listed = shown.partition("What a measure tips")[2]
        assert 'class="date"' in listed.partition("</time>")[0], "a day and an hour"


def test_a_tip_tells_futures_by_the_numbers_of_the_run_that_is_tipped(river, amara, lena):
    diagram = Diagram(amara, dict.fromkeys("ABCDE", ("a", "b")))
    diagram.judge(lena, [(0, 2, "0", "")])
    run = diagram.run(lena)
    known = Run.objects.seen_by(now(lena)).get(id=run).answer["consistent"]
    tip = perform(Tip(run=run, fix=[diagram.variants[1].id]), now(lena)).entry.id
    work_off()
    told = Run.objects.seen_by(now(lena)).get(id=tip)
    begin = next(n for n, each in enumerate(known, 1) if each["variants"][0] == 1)
    end = next(n for n, each in enumerate(known, 1) if each["variants"] == [2, *known[begin - 1]["variants"][1:]])
    assert len(known) == 32 and len(told.asked["from"]) == 24
    assert f"From future {begin} to future {end}. It lasts" in plain(page_of(lena, f"runs/{tip}/"))


def test_a_future_that_lasts_is_not_said_to_hold_together_only_while_something_is_held(diagram, lena):
    run = Run.objects.seen_by(now(lena)).get(id=diagram.run(lena))
    move = {"from": [1, 2, 2], "to": [2, 2, 1], "after": [2, 2, 1], "held": [], "cycle": False, "falls_back": False}
    assert "that is not among those listed" in futures.moved(run, {**move, "lasts": True}).sentence
    assert "only while this is held" in futures.moved(run, {**move, "lasts": False}).sentence


def test_what_moves_nothing_is_said_of_as_many_futures_as_were_looked_at(diagram, lena):
    run = Run.objects.seen_by(now(lena)).get(id=diagram.run(lena))
    run.asked["measures"], run.answer["moves"] = [[1, 0]], []
    one, many = run.answer["consistent"][:1], run.answer["consistent"]

    def told(**answer):
        run.answer |= answer
        (measure,) = measures.measures(now(lena), run, drawn(now(lena), run.influences), []).tabled
        return measure.nothing

    assert told(consistent=one, listed=1).endswith("every future that holds together has it.")
    assert told(consistent=one, listed=1, status="truncated").endswith("every future that was listed has it.")
    assert told(consistent=one * 24, listed=40) == "Of the first 24 futures it moves none: they have it."
    assert told(consistent=many, listed=2).startswith("What it moves was not worked out.")


def test_what_is_held_is_not_said_to_tip(diagram, lena):
    tip = perform(Tip(run=diagram.run(lena), fix=[diagram.variants[2].id]), now(lena)).entry.id
    work_off()
    tips = plain(page_of(lena, f"runs/{tip}/scenarios/1/")).partition("What would tip it")[2]
    assert "Oil: cheap" in tips and "“Peace: breaks” came true" not in tips and "“Peace: holds” would be" not in tips


def test_a_tip_of_an_unnamed_judges_run_is_of_that_judges_judgements(river, amara, lena, idris):
    rules(amara, [lena, idris], attribution="party")
    diagram = Diagram(now(amara))
    diagram.judge(lena)
    tip = perform(Tip(run=diagram.run(lena), fix=[diagram.variants[4].id]), now(idris)).entry.id
    work_off()
    theirs, ours = page_of(idris, f"runs/{tip}/"), page_of(lena, f"runs/{tip}/")
    assert "The judgements of whoever asked for the run that is tipped" in theirs
    assert "Your own judgements" not in theirs and lena.name not in plain(theirs)
    assert "Your own judgements" in ours and idris.name not in plain(ours)


def test_a_wish_that_nothing_brings_about_is_proven(river, amara, lena):
    diagram = Diagram(amara, {"A": ("a", "b"), "B": ("c", "d")})
    diagram.judge(lena, [(2, 0, "1", ""), (3, 0, "1", "")])
    tip = perform(Tip(run=diagram.run(lena), wish=[diagram.variants[1].id]), now(lena)).entry.id
    work_off()
    assert "No set of measures brings it about. That is proven." in plain(page_of(lena, f"runs/{tip}/"))


def test_what_is_agreed_alone_is_not_said_to_be_all_that_may_be_done(diagram, amara, lena, tmp_path):
    """With the border open, peace that breaks makes oil dear; nothing brings that about, and what is agreed does not help."""
    agreed = in_force(amara, lena, what="Keep the truce.")
    perform(LinkToThing(variant=diagram.variants[2].id, about=agreed), now(lena))
    run = diagram.run(lena)
    asked = {"run": run, "fix": [diagram.variants[4].id], "wish": [diagram.variants[0].id]}
    every, linked = (perform(Tip(**asked, linked_only=only), now(lena)).entry.id for only in (False, True))
    work_off()
    assert "1 further measure is enough" in plain(page_of(lena, f"runs/{every}/"))
    shown = plain(page_of(lena, f"runs/{linked}/"))
    assert "Measures were sought among these alone, which something agreed brings about: Peace: holds" in shown
    assert "no set of these measures brings it about. That is proven of these alone." in shown
    assert "no set of measures brings it about" not in shown
    for page in (f"runs/{run}/", diagram.page(), diagram.page("runs/")):
        assert plain(page_of(lena, page)).count("Wished: Oil: dear (by what is agreed alone)") == 1, page
    for tip, said in (
        (every, "1 sets of measures work"),
        (linked, "No set of measures among those that are allowed works."),
    ):
        code, told = checked(*files(lena, tip, tmp_path))
        assert (code, said in told) == (0, True), told


def test_fewer_is_proven_of_what_is_agreed_alone(diagram, amara, lena):
    agreed = in_force(amara, lena, what="Keep the truce.")
    perform(LinkToThing(variant=diagram.variants[3].id, about=agreed), now(lena))
    run = diagram.run(lena)
    tip = perform(
        Tip(run=run, fix=[diagram.variants[4].id], wish=[diagram.variants[0].id], linked_only=True), now(lena)
    )
    work_off()
    shown = plain(page_of(lena, f"runs/{tip.entry.id}/"))
    assert "1 of these is enough, and with what is held alone it does not come true." in shown
    assert "Whether other measures would do with fewer was not asked." in shown


def test_a_measure_may_make_a_future_where_none_holds_together(river, amara, lena):
    """Each pulls the other round in circles; held, one of them lets the other come to rest."""
    diagram = Diagram(amara, {"A": ("x", "y"), "B": ("x", "y")})
    diagram.judge(lena, [(0, 2, "1", ""), (1, 3, "1", ""), (2, 1, "1", ""), (3, 0, "1", "")])
    run = diagram.run(lena)
    page = page_of(lena, f"runs/{run}/")
    assert "No future holds together. That is proven." in plain(page) and "acts/assessment.tip" in page
    tip = perform(Tip(run=run, fix=[diagram.variants[0].id], wish=[diagram.variants[2].id]), now(lena)).entry.id
    work_off()
    answer = Run.objects.seen_by(now(lena)).get(id=tip).answer
    assert answer["count"] == "1" and answer["moves"] == [] and answer["least"]["size"] == 0
    assert "so there is none to follow" in plain(page_of(lena, f"runs/{tip}/"))
