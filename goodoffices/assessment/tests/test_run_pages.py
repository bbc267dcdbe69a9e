"""The pages of runs: what was found, in words that a hand can check, and what none but its readers learns."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.assessment import changes, commentary, engine, futures
from goodoffices.assessment.acts import LinkToThing, RunScenarios, Tip
from goodoffices.assessment.how_far import HowFar
from goodoffices.assessment.models import Job, Run
from goodoffices.assessment.tests.drawing import SAID, Diagram, page_of, work_off
from goodoffices.assessment.tests.test_influence_pages import address, plain, statements
from goodoffices.process.acts import LeaveTalks
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.forms import acting, forms_in
from tests.table import admit, now, rules


@pytest.fixture
def diagram(river, amara, lena):
    drawn = Diagram(amara)
    drawn.judge(lena)
    return drawn


def words(fragment: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", fragment).split())


def test_until_it_is_worked_out_it_says_how_far_it_is(diagram, lena):
    run = diagram.run(lena, worked=False)
    page = page_of(lena, f"runs/{run}/")
    assert 'hx-trigger="every 2s"' in page and "The host works it out" in page and "assessment.cancel_run" in page
    waiting = page_of(lena, f"runs/{run}/progress")
    assert re.search(r"Asked \d+ seconds? ago.\s+It may take 20 seconds", waiting) and '<progress max="20"' in waiting
    assert 'role="status"' not in waiting  # that stays, and is told the end alone
    Job.objects.create(run=run, began="2025-04-10T10:00Z", seen="2025-04-10T10:00Z")
    at_work = page_of(lena, f"runs/{run}/progress")
    # Since when the host is at it, and so how busy it is with others, is not to be learnt from it.
    assert re.sub(r"\d+", "", at_work) == re.sub(r"\d+", "", waiting)
    Job.objects.update(found=HowFar.of("search", 3, 0.425).packed)
    for page in (page_of(lena, f"runs/{run}/"), page_of(lena, f"runs/{run}/progress")):
        assert "3 futures found so far. Of all configurations 42.5 % are settled" in words(page)
        assert '<progress max="1000" value="425"' in page
    Job.objects.update(found=HowFar.of("least", 1, None).packed)
    page = page_of(lena, f"runs/{run}/progress")
    assert "1 future found so far. The fewest measures" in words(page) and 'max="1000"' not in page
    Job.objects.all().delete()
    work_off()
    ended = page_of(lena, f"runs/{run}/progress")
    assert "every 2s" not in ended and f"runs/{run}/" in ended


def test_how_far_a_run_is_is_told_to_who_reads_the_run(diagram, river, lena, idris):
    """A run in North's room: for South the page is not there, however far the host is."""
    run = perform(RunScenarios(influences=diagram.id, book=river.book("delegation", "north").id), now(lena)).entry.id
    for found in (0, HowFar.of("search", 3, 0.425).packed):
        Job.objects.update_or_create(
            run=run, defaults={"began": "2025-04-10T10:00Z", "seen": "2025-04-10T10:00Z", "found": found}
        )
        assert [
            client_of(idris).get(address(idris, f"runs/{run}/{page}")).status_code for page in ("", "progress")
        ] == [404] * 2
    assert "3 futures found so far" in words(page_of(lena, f"runs/{run}/progress"))


def test_a_run_is_cancelled_by_who_asked(diagram, lena, idris):
    run = diagram.run(lena, worked=False)
    page = address(lena, f"runs/{run}/")
    assert "assessment.cancel_run" not in page_of(idris, f"runs/{run}/")
    (form,) = acting(forms_in(page, client_of(lena).get(page).text), "assessment.cancel_run")
    form.send(client_of(lena))
    assert "cancelled before it was worked out" in page_of(lena, f"runs/{run}/")


def test_the_futures_stand_side_by_side_with_what_is_proven(diagram, lena):
    # By hand: {cheap, holds, open} and {dear, breaks, shut} hold together; with a border that does not fit, peace would turn.
    page = page_of(lena, f"runs/{diagram.run(lena)}/")
    shown = plain(page)
    assert "2 futures hold together. That there is no other is proven." in shown
    assert "18 not judged, which count as 0" in shown and "Configurations 8" in shown and "crossimpact/" in shown
    assert re.findall(r'<td colspan="1" data-tint="\d"\s*><bdi>(\w+)</bdi>', page) == [
        "cheap", "dear", "holds", "breaks", "open", "shut",
    ]  # fmt: skip
    assert "The shares are exact." in shown and page.count("<rect") == 6


def test_one_future_says_exactly_what_holds_it_together(diagram, lena, idris):
    run = diagram.run(lena)
    first = plain(page_of(idris, f"runs/{run}/scenarios/1/"))
    # “holds” gives cheap 3 and open 3; “open” gives holds 1; nothing promotes the rivals dear, breaks and shut.
    assert "Oil: cheap “cheap” scores 3, its nearest rival “dear” 0: it is ahead by 3." in first
    assert first.count("Peace: holds promotes strongly (+3)") == 4 and "Border: open promotes weakly (+1)" in first
    assert f"{lena.name} N: +3 · Tankers pass ·" in first
    assert "If “Peace: breaks” came true, “dear” would be ahead by 2." in first
    # “dear” is 3 behind “cheap”; no judgement on either can move by more than 3 but the one that is +3 now, and may fall to −3.
    hanging = first.partition("If a single judgement were another")[2]
    assert (
        "“Oil: cheap” would be behind “Oil: dear” if one of these judgements on it fell by more than 3: "
        "Peace: holds promotes strongly (+3)" in hanging
    )
    # “breaks” is 1 behind “holds”: whatever is said of either may move so far, also where nobody judged. It comes first.
    assert hanging.index("Peace: holds” would be behind “Peace: breaks” if one") < hanging.index("Oil: cheap” would be")
    assert (
        "“Peace: breaks” would be ahead of “Peace: holds” if one of these judgements on it rose by more than 1: "
        "no influence (0): Oil: cheap, Border: open" in hanging
    )
    assert "further judgement" not in hanging and "What two or more judgements would do together" in hanging
    page_of(lena, f"runs/{run}/scenarios/3/", 404)
    page_of(lena, f"runs/{run}/scenarios/0/", 404)


def test_a_future_is_opened_by_a_name_that_says_what_it_leads_to(diagram, lena):
    page = page_of(lena, f"runs/{diagram.run(lena)}/")
    links = re.findall(r'<a class="to-future"[^>]*>(.*?)</a>', page, re.DOTALL)
    names = [" ".join(re.sub(r"<[^>]+>", "", link).split()) for link in links]
    assert names == ["Future 1: what holds it together", "Future 2: what holds it together"]


def test_what_its_words_mean_stands_on_the_pages_of_a_run(diagram, lena):
    run = diagram.run(lena)
    for page in (f"runs/{run}/", f"runs/{run}/scenarios/1/"):
        shown = plain(page_of(lena, page)).partition("What these words mean")[2]
        assert "Consistency value By how much the weakest descriptor" in shown and "Fingerprint of the matrix" in shown
    assert "The tint shows" in page_of(lena, f"runs/{run}/")


def test_what_nearly_holds_together_is_numbered_apart_and_says_what_fails(diagram, lena):
    page = page_of(lena, f"runs/{diagram.run(lena, near=3)}/")
    near = plain(page).partition("Nearly holding together")[2].partition("Which of our agreed measures")[0]
    assert "Nearly 1" in near and "Future 1" not in near and "What fails" in near
    assert re.search(r"Nearly 1 (Oil|Peace|Border): .+: it is behind by [123]\.", near)
    assert "What fails" not in page_of(lena, f"runs/{diagram.run(lena)}/")


def test_reasons_that_a_reader_may_not_read_do_not_stand_beside_a_future(river, diagram, lena, idris):
    diagram.judge(lena, [(2, 1, "3", "Our red line")], book=river.book("delegation", "north").id)
    run = diagram.run(lena)
    assert "Our red line" in page_of(lena, f"runs/{run}/scenarios/1/")
    assert "Our red line" not in page_of(idris, f"runs/{run}/scenarios/1/")


def test_a_run_is_asked_by_another_judges_judgements_in_a_form(diagram, lena, idris):
    page = address(idris, diagram.page())
    (form,) = acting(forms_in(page, client_of(idris).get(page).text), "assessment.run")
    refused = form.send(client_of(idris), judge=lena.id, whose="joint")
    assert refused.status_code == 422 and "not both. Choose one of them." in refused.text
    assert form.send(client_of(idris), judge=lena.id).status_code == 302
    work_off()
    assert f"Judgements of \u2068{lena.name}\u2069" in page_of(idris, diagram.page("runs/"))
    assert "Your own judgements" in page_of(lena, diagram.page("runs/"))


def test_asking_leads_to_the_page_of_the_run(diagram, lena):
    client, page = client_of(lena), address(lena, diagram.page())
    (form,) = acting(forms_in(page, client.get(page).text), "assessment.run")
    there = form.send(client)["Location"]
    work_off()
    shown = client.get(there).text
    assert "2 futures hold together" in shown
    (form,) = acting(forms_in(there, shown), "assessment.tip")
    tipped = form.send(client, fix=diagram.variants[2].id)["Location"]
    assert tipped != there and "What a measure tips" in client.get(tipped).text


def test_a_linked_measure_says_from_where_to_where_it_tips(diagram, amara, lena, idris):
    issue = perform(RaiseIssue(title="Open crossing"), amara).entry.id
    perform(LinkToThing(variant=diagram.variants[2].id, about=issue), now(lena))
    shown = plain(page_of(idris, f"runs/{diagram.run(lena)}/"))
    tipped = shown.partition("What is only on the table, and what it would tip")[2]
    assert "comes true with Open crossing (when this was run: open, not agreed; today: Open)" in tipped
    assert "From future 2 to future 1. It lasts: it stays so once this is let go." in tipped
    assert "Then also: Oil: cheap, Border: open" in tipped


def test_disagreement_names_the_judgements_on_which_it_hangs(diagram, lena, idris):
    diagram.judge(idris, [(3, 0, "-3", "")])
    shown = plain(page_of(lena, f"runs/{diagram.run(lena)}/")).partition("disagreement matters")[2]
    assert "Compared with 1 other judge." in shown
    # By hand: −3 for “dear”, where peace breaks, leaves it 3 behind “cheap”; what holds with peace is not touched.
    assert "By each judge’s own judgements these hold together: 1." in shown
    assert "Whatever mixture of their judgements is right, these hold together: 1." in shown
    assert f"Peace: breaks Oil: dear +2 You: +2 {idris.name} S: −3" in shown, "who differs"
    # At 0 there is a tie of “dear” and “cheap”, and a tie holds together.
    assert "lowered by 2: 1 other comes" in shown and "raised" not in shown


def test_of_judges_who_are_not_told_apart_none_is_said_to_agree(river, amara, lena, idris):
    rules(amara, [lena, idris], attribution="party")
    diagram = Diagram(now(amara))
    diagram.judge(lena)
    diagram.judge(idris, [(3, 0, "-3", "")])
    shown = plain(page_of(lena, f"runs/{diagram.run(lena)}/")).partition("disagreement matters")[2]
    assert "Compared with the least and the most that any judge says." in shown and "By each judge" not in shown
    assert "Whatever mixture of their judgements is right" in shown


def test_lists_of_runs_load_no_matrix_and_changes_no_answer(diagram, lena):
    diagram.run(lena)
    seat = now(lena)
    with CaptureQueriesContext(connection) as asked:
        page_of(lena, diagram.page("runs/"))
        list(changes.scenarios(seat, dict.fromkeys(seat.books(), 0)))
    runs = [each["sql"] for each in asked if 'FROM "assessment_run"' in each["sql"]]
    assert runs and not any(f'"assessment_run"."{name}"' in sql for sql in runs for name in ("matrix", "asked"))
    assert not any('"assessment_run"."answer"' in sql for sql in runs[-1:])


def test_over_the_rounds_a_run_says_what_it_changed(diagram, lena, idris):
    diagram.run(lena)
    diagram.judge(lena, [(3, 5, "-3", ""), (3, 0, "-3", "")])
    diagram.run(lena)
    shown = plain(page_of(lena, diagram.page("runs/")))
    assert "1 future stayed; 0 came; 1 fell away." in shown
    assert "Fell away Oil: dear, Peace: breaks, Border: shut" in shown
    assert shown.count("Against the run of") == 1


def test_runs_by_unnamed_judges_are_not_told_apart(river, amara, lena, idris):
    rules(amara, [lena, idris], attribution="party")
    diagram = Diagram(now(amara))
    diagram.judge(lena)
    diagram.run(lena)
    diagram.run(lena)
    assert "Against the run of" in plain(page_of(lena, diagram.page("runs/")))
    theirs = page_of(idris, diagram.page("runs/"))
    assert "Against the run of" not in plain(theirs) and lena.id not in theirs.partition("<main")[2]
    assert "The judgements of whoever asked" in plain(theirs)


def test_futures_beyond_twelve_come_in_pages(river, amara, lena):
    diagram = Diagram(amara, dict.fromkeys("ABCD", ("a", "b")))
    diagram.judge(lena, [(0, 2, "0", "")])
    run = diagram.run(lena)
    first, further = plain(page_of(lena, f"runs/{run}/")), plain(page_of(lena, f"runs/{run}/?from=13"))
    assert "Futures 1 to 12 of 16" in first and "Futures 13 to 16 of 16" in further
    assert "Future 99" not in page_of(lena, f"runs/{run}/?from=99")


def test_more_configurations_than_anybody_counts_end_with_a_status(river, amara, lena):
    diagram = Diagram(amara, {f"D{n}": ("a", "b") for n in range(64)})
    diagram.judge(
        lena,
        [(a, b, "3" if (a + b) % 3 else "-2", "") for a in range(0, 128, 10) for b in range(128) if a // 2 != b // 2],
    )
    run = diagram.run(lena, budget=1)
    shown = plain(page_of(lena, f"runs/{run}/"))
    assert "Configurations 18,446,744,073,709,551,616" in shown.replace("\xa0", ",")
    assert Run.objects.seen_by(now(lena)).get(id=run).state in ("complete", "truncated")
    assert "hold together" in shown


def test_names_stand_by_themselves_in_a_sentence(diagram, lena):
    # The pair runs as its first words do: within an isolate, those of another isolate do not count.
    assert commentary.paired("السلام", "holds") == "\u2068السلام: \u2068holds\u2069\u2069"
    page = page_of(lena, f"runs/{diagram.run(lena)}/scenarios/1/")
    assert "“\u2068Peace: \u2068breaks\u2069\u2069”" in page and "<bdi>\u2068Oil: \u2068cheap\u2069\u2069</bdi>" in page


def test_what_one_said_in_two_rooms_is_told_apart_where_judges_differ(river, diagram, lena, idris):
    own = river.book("delegation", "north").id
    diagram.judge(idris, [(2, 4, "-3", ""), (3, 0, "-3", ""), (3, 5, "-3", "")])
    diagram.judge(lena, [(3, 0, "1", "")], book=own)
    page = plain(page_of(lena, f"runs/{diagram.run(lena, book=own)}/"))
    assert "You: +1" in page and "You (Plenary): +2" in page and "You :" not in page


def test_a_future_is_read_in_the_marks_of_the_readers_language(diagram, lena):
    page = f"runs/{diagram.run(lena)}/scenarios/1/"
    assert "Peace: holds, Border: open" in plain(page_of(lena, page))
    answer = client_of(lena, headers={"accept-language": "ar"}).get(address(lena, page))
    assert "holds ، Border" in plain(answer.text) and "holds;" not in plain(answer.text)


def test_what_is_proven_in_words():
    told = {"status": "truncated", "listed": 3, "count": None, "undecided": "5000"}
    assert commentary.proven(told) == (
        "At least 3 hold together. The time ran out: 5,000 configurations were not looked at, and among them there may be more."
    )
    none = commentary.proven({**told, "listed": 0})
    assert none.startswith("None was found in the time allowed. 5,000 configurations were not looked at")
    assert commentary.proven({"status": "complete", "listed": 0}) == "No future holds together. That is proven."
    assert "Exactly 200,000" in commentary.proven({**told, "count": "200000", "listed": 100_000})


def test_an_observer_reads_runs_and_asks_nothing(diagram, amara, lena, idris):
    run = diagram.run(lena)
    rules(now(amara), [now(lena), now(idris)], observers=True)
    observer = admit(now(amara), "observer", "Observer")
    page_of(observer, f"runs/{run}/", 404)  # it was asked before they were admitted
    later = Diagram(now(amara))
    later.judge(lena)
    waiting = page_of(observer, later.page())
    assert "Open a section below" not in waiting and "Link one" not in waiting
    page = page_of(observer, f"runs/{later.run(lena)}/")
    assert "Link one" not in page and "no variant was linked" in page
    assert "2 futures hold together" in page and "acts/assessment." not in page


def test_who_has_left_reads_a_run_of_its_own_room_and_asks_nothing_further(river, diagram, lena, idris):
    room = river.book("delegation", "north").id
    diagram.judge(lena, [(2, 1, "3", "Our red line")], book=room)
    run = diagram.run(lena, book=room)
    tip = perform(Tip(run=run, fix=[diagram.variants[0].id]), now(lena)).entry.id
    work_off()
    perform(LeaveTalks(words="We go."), now(lena))
    page_of(lena, diagram.page(), 404)
    for rest, words in (
        (f"runs/{run}/", "You do not read the diagram that this was asked of."),
        (f"runs/{run}/", f"runs/{tip}/"),
        (f"runs/{run}/scenarios/1/", "Oil: cheap “cheap” scores 3"),
        (f"runs/{tip}/", "What is held"),
    ):
        page = page_of(lena, rest)
        assert words in page or words in plain(page), rest
        assert "acts/assessment." not in page and diagram.id not in page and "Futures:" not in page
        page_of(idris, rest, 404)


def test_as_many_statements_for_many_futures_as_for_two(diagram, amara, lena):
    many = Diagram(amara, {f"D{n}": ("a", "b", "c") for n in range(6)})
    many.judge(lena, [(0, 3, "1", "")])
    few, more = diagram.run(lena), many.run(lena)
    for rest in ("runs/{}/", "runs/{}/scenarios/1/"):
        assert statements(lena, rest.format(more)) <= statements(lena, rest.format(few))


def test_the_engine_is_given_what_was_judged(diagram, lena):
    run = Run.objects.seen_by(now(lena)).get(id=diagram.run(lena))
    assert engine.hash_of(run.matrix) == run.input and len(run.matrix["judgements"]) == len(SAID)


def test_a_share_is_rounded_as_it_is_written():
    assert [commentary.percent(share) for share in ("0.0720", "0.0576", "0.0288", "0.3663")] == [
        "7.2 %",
        "5.8 %",
        "2.9 %",
        "36.6 %",
    ]


def test_of_many_futures_that_fall_away_it_is_said_how_many_more_do(river, amara, lena, idris):
    # Nothing is judged but one 0, so all 64 hold together; restrained, A's “a” turns B's “a” away, in 16 of them.
    diagram = Diagram(amara, dict.fromkeys("ABCDEF", ("a", "b")))
    diagram.judge(lena, [(0, 2, "0", "")])
    diagram.judge(idris, [(0, 2, "-3", "")])
    shown = plain(page_of(lena, f"runs/{diagram.run(lena)}/")).partition("disagreement matters")[2]
    assert "lowered, however little: futures 1, 2, 3, 4, 5, 6, 7, 8 fall away; 8 more fall away" in shown


def test_a_wish_for_near_futures_takes_nothing_from_what_is_proven():
    cut = {"status": "truncated", "count": "5", "listed": 5, "undecided": "0"}
    assert commentary.proven(cut) == "5 futures hold together. That there is no other is proven."
    assert commentary.proven({**cut, "count": "7"}) == "Exactly 7 futures hold together; 5 of them were listed."


def test_what_goes_round_is_no_place_to_settle_however_much_of_it_is_listed():
    cycle = {"scenarios": [[1, 1]], "length": 10, "share": "0.8500", "exact": True}
    assert futures.cycles_share({"weights": [cycle]}) == "85.0 %"
    assert futures.cycles_share({"weights": [{**cycle, "length": 1}]}) == ""


def test_judges_who_are_not_named_are_a_range_where_a_judgement_decides(river, amara, lena, idris):
    diagram = Diagram(amara)
    rules(now(amara), [now(lena), now(idris)], attribution="party")
    diagram.judge(lena)
    diagram.judge(idris, [(3, 5, "-3", "")])
    page = plain(page_of(lena, f"runs/{diagram.run(now(lena))}/"))
    assert "Judges who are not named: −3 … +3" in page
