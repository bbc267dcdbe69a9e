"""Renderings beside an original: who makes them, what is asked about them, and that the original is kept for ever."""

import re

import pytest
from django.test import Client
from pydantic import ValidationError

from goodoffices.agenda.acts import RaiseIssue, StatePosition, TableSolution
from goodoffices.consultation.acts import AmendStatement, StrikeStatement
from goodoffices.consultation.models import Statement
from goodoffices.interpretation import partials
from goodoffices.interpretation.acts import AnswerQuery, ProposeTerm, QueryRendering, Render, WithdrawRendering
from goodoffices.interpretation.models import FirstReading, Rendering
from goodoffices.live.rendering import Rendering as Rendered
from goodoffices.process.fragments import fragments_of
from goodoffices.record.acts import Refused
from goodoffices.record.models import Entry
from goodoffices.record.office import declared_for
from goodoffices.record.perform import perform
from goodoffices.record.things import SORTS
from tests.cast import Api, client_of
from tests.forms import form_on, forms_in
from tests.table import admit, concluded, not_there, now, refused, rules, say, task_force


@pytest.fixture
def joon(amara):
    return admit(amara, "interpreter", "Interpreter")


@pytest.fixture
def said(river, idris) -> str:
    return say(idris, river.book("plenary"), "نأخذ علماً بما عرضه الشمال.").id


def rendered(by, statement, text="We take note.", **more):
    return perform(Render(statement=statement, language="en", text=text, **more), by).entry


def page_of(river, statement):
    return f"/processes/{river.process}/rooms/statements/{statement}/"


def room_page(river, kind="plenary", key=""):
    return f"/processes/{river.process}/rooms/{river.book(kind, key).id}/"


def renderings_on(client: Client, page: str) -> str:
    html = client.get(page).text
    html = html[: html.index("<aside")] if "<aside" in html else html
    return html[html.index('class="renderings"') :] if 'class="renderings"' in html else ""


# ---- Rendering


def test_an_interpreter_puts_a_rendering_beside_an_original_that_stays(river, joon, lena, said):
    entry = rendered(joon, said, original="ar")
    assert entry.citation.startswith("Plenary")
    row = Rendering.objects.seen_by(lena).get()
    assert (row.about_id, row.language, row.original, row.made, row.named) == (said, "en", "ar", "human", "seat")
    assert row.rendered == Statement.objects.seen_by(lena).get(id=said).number

    html = client_of(lena).get(room_page(river)).text
    assert "نأخذ علماً" in html
    assert '<div class="text" lang="en" dir="auto"><p>We take note.</p></div>' in html
    shown = renderings_on(client_of(lena), room_page(river))
    assert "Rendered into <bdi>English</bdi> by <bdi>Interpreter</bdi>" in shown
    assert "Original in <bdi>العربية</bdi>." in shown


@pytest.mark.parametrize("role", ["co_mediator", "secretariat"])
def test_everyone_of_the_third_party_may_render_and_no_party(river, amara, lena, idris, said, role):
    rendered(admit(amara, role, "Of the third party"), said)
    not_there(Render(statement=said, language="en", text="Ours."), lena, idris)


def test_a_delegation_renders_in_its_own_room_since_nobody_else_reads_it(river, amara, lena, idris):
    ours = say(lena, river.book("delegation", "north"), "Our red line.").id
    perform(Render(statement=ours, language="ar", text="خطنا الأحمر."), lena)
    not_there(Render(statement=ours, language="ar", text="خطنا الأحمر."), amara, idris)


def test_an_observer_renders_and_queries_nothing(river, amara, lena, idris, joon, said):
    marek = admit(amara, "observer", "Observer")
    rules(amara, [lena, idris], observers=True)
    later = say(idris, river.book("plenary"), "نعم.").id
    rendering = rendered(joon, later).id
    assert Rendering.objects.seen_by(now(marek)).count() == 1
    not_there(Render(statement=later, language="fr", text="Oui."), now(marek))
    not_there(QueryRendering(rendering=rendering, words="Is it so?"), now(marek))


def test_solutions_and_positions_are_rendered_too(river, amara, joon, lena, idris):
    issue = perform(RaiseIssue(title="Water"), amara).entry.id
    solution = perform(TableSolution(issue=issue, title="Half of it"), lena).entry.id
    position = perform(StatePosition(issue=issue, position="All of it."), lena).entry.id
    perform(Render(solution=solution, language="ar", text="النصف"), joon)
    perform(Render(position=position, language="ar", text="الكل"), lena)
    issue_page = f"/processes/{river.process}/agenda/issues/{issue}/"
    assert "النصف" in client_of(idris).get(issue_page).text
    assert "الكل" not in client_of(idris).get(issue_page).text
    assert "الكل" in client_of(lena).get(issue_page).text


def test_beside_an_issue_and_a_term_they_stand_in_the_part_of_the_page_that_fetches_itself_anew(
    river, amara, joon, lena
):
    issue = perform(RaiseIssue(title="Water"), amara).entry.id
    term = perform(ProposeTerm(called={"en": "notice"}), amara).entry.id
    pages = {
        issue: ("issue", f"/processes/{river.process}/agenda/issues/{issue}/"),
        term: ("term", f"/processes/{river.process}/interpretation/terms/{term}/"),
    }
    for about, (part, page) in pages.items():
        entry = perform(Render(about=about, language="ar", text="الماء"), joon).entry
        assert fragments_of(entry) == []  # the page is told that its book grew, and asks
        html = client_of(lena).get(page).text
        fetched = html[html.index(f'<div id="{part}" hx-get="{page}" hx-trigger="grew from:#live') :]
        assert f'id="renderings-{about}"' in fetched and "الماء" in fetched


def test_what_is_reworded_has_its_renderings_shown_anew_whatever_sort_it_is():
    assert {sort for sort in SORTS if partials.renderings not in declared_for("refresh", sort)} == set()


def test_renderings_are_pushed_once_though_every_sort_of_thing_refreshes_them(river, joon, said):
    assert [each.target for each in fragments_of(rendered(joon, said))] == [f"#statement-{said}"]


@pytest.mark.parametrize("about", [{}, {"statement": "a", "solution": "b"}])
def test_a_rendering_is_of_one_thing(about):
    with pytest.raises(ValidationError, match="Name one thing"):
        Render(language="en", text="We.", **about)


def test_what_is_done_with_it_is_refused_with_a_way_forward(river, amara, joon, lena, idris, said):
    struck = say(idris, river.book("plenary"), "Sent to the wrong room.").id
    perform(StrikeStatement(statement=struck), idris)
    refused(Render(statement=struck, language="en", text="Gone."), joon, "withdrawn")
    refused(Render(statement=said, language="ar", original="ar", text="Same."), joon, "language of the original")

    first = rendered(joon, said).id
    other = say(idris, river.book("plenary"), "شكرا").id
    refused(Render(statement=other, language="en", text="Thanks.", revises=first), joon, "same thing")
    refused(Render(statement=said, language="fr", text="Note.", revises=first), joon, "same language")
    perform(WithdrawRendering(rendering=first), joon)
    refused(Render(statement=said, language="en", text="Note.", revises=first), joon, "no longer stands")
    refused(QueryRendering(rendering=first, words="Is it?"), idris, "withdrawn")
    refused(WithdrawRendering(rendering=first), joon, "withdrawn")
    second = rendered(joon, said).id
    concluded(amara, lena, idris)
    refused(QueryRendering(rendering=second, words="Is it?"), now(idris), "concluded")


def test_machine_output_is_labelled_and_a_person_revises_it(river, joon, lena, said):
    raw = rendered(joon, said, "We take knowledge.", made="machine").id
    warning = "No person has checked it. It is not quoted in agreed text."
    assert warning in renderings_on(client_of(lena), room_page(river))

    rendered(joon, said, "We take note.", made="revised", revises=raw)
    assert [row.state for row in Rendering.objects.seen_by(lena)] == ["replaced", "standing"]
    shown = renderings_on(client_of(lena), room_page(river))
    standing, past = shown.split("Renderings that no longer stand")
    assert "By a machine, revised by a person" in standing
    assert warning not in standing
    assert "Replaced by a later one" in past
    assert "We take knowledge." in past


# ---- The original changes


def test_renderings_of_an_earlier_wording_say_so(river, joon, lena, idris, said):
    rendered(joon, said)
    perform(AmendStatement(statement=said, text="نأخذ علماً جيداً."), idris)
    assert "Of an earlier wording" in renderings_on(client_of(lena), room_page(river))
    assert Api(lena).get(f"/renderings?statement={said}").json()["renderings"][0]["earlier_wording"] is True

    new = rendered(joon, said, "We take good note.")
    assert Rendering.objects.seen_by(lena).get(id=new.id).rendered > Rendering.objects.seen_by(lena).first().rendered
    assert [row["earlier_wording"] for row in Api(lena).get("/renderings").json()["renderings"]] == [True, False]


def test_a_correction_and_a_striking_push_the_renderings_anew(river, joon, idris, said):
    rendered(joon, said)
    for act, word in (
        (AmendStatement(statement=said, text="نعم."), "Of an earlier wording"),
        (StrikeStatement(statement=said), "The original has been struck."),
    ):
        entry = perform(act, idris).entry
        itself, beside = fragments_of(entry)
        assert itself.target == f"#statement-{said}"
        assert (beside.target, beside.swap) == (f"#renderings-{said}", "outerHTML")
        assert word in Rendered().shown(entry, "en")[-1].block.decode()
    assert "The original has been struck." in renderings_on(client_of(idris), room_page(river))


def test_a_statement_without_renderings_pushes_itself_alone(river, idris, said):
    entry = perform(AmendStatement(statement=said, text="نعم."), idris).entry
    assert len(fragments_of(entry)) == 1


# ---- Queries


def test_a_reader_queries_a_rendering_and_the_interpreter_answers(river, joon, lena, idris, said):
    rendering = rendered(joon, said).id
    query = perform(QueryRendering(rendering=rendering, words="Is “note” not too weak?"), lena).entry.id
    shown = renderings_on(client_of(idris), room_page(river))
    assert "Queried" in shown
    assert "Is “note” not too weak?" in shown

    not_there(AnswerQuery(query=query, words="No."), lena, idris)
    better = rendered(joon, said, "We take due note.", revises=rendering).id
    perform(AnswerQuery(query=query, words="It was.", rendering=better), joon)
    told = Api(lena).get(f"/renderings?statement={said}").json()["renderings"]
    assert told[0]["queries"][0]["state"] == "answered"
    assert told[0]["queries"][0]["answers"][0]["rendering"] == better

    other = rendered(joon, say(idris, river.book("plenary"), "شكرا").id, "Thanks.").id
    query = perform(QueryRendering(rendering=better, words="And now?"), lena).entry.id
    refused(AnswerQuery(query=query, words="See there.", rendering=other), joon, "something else")


def test_its_maker_and_who_leads_take_a_rendering_back(river, amara, joon, lena, said):
    second = admit(amara, "interpreter", "Interpreter, Arabic")
    rendering = rendered(joon, said).id
    not_there(WithdrawRendering(rendering=rendering), lena, second)
    perform(WithdrawRendering(rendering=rendering), amara)
    assert "Withdrawn" in renderings_on(client_of(lena), room_page(river))


# ---- Who is named


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"attribution": "party"}, "by the third party"),
        ({"chatham_house": True}, "Rendered into <bdi>English</bdi></p>"),
    ],
)
def test_its_maker_is_named_as_far_as_the_ground_rules_say(river, amara, lena, idris, joon, said, terms, words):
    rules(amara, [lena, idris], **terms)
    entry = rendered(now(joon), said)
    assert entry.by is None
    shown = renderings_on(client_of(now(lena)), room_page(river))
    assert words in re.sub(r"\s+</", "</", shown)
    assert "Interpreter" not in shown


# ---- What the others must not notice


def test_a_rendering_in_a_caucus_leaves_no_trace_for_the_other_side(river, joon, lena, idris):
    ours = say(lena, river.book("caucus", "north"), "Between us.").id
    pages = [room_page(river), f"/processes/{river.process}/interpretation/glossary/marks"]
    before = [_plain(client_of(idris), page) for page in pages]
    rendering = rendered(joon, ours).id
    assert Api(idris).get("/renderings").json() == {"renderings": []}
    assert Api(idris).get(f"/renderings?statement={ours}").status_code == 404
    assert Api(idris).get(f"/renderings?room={river.book('caucus', 'north').id}").status_code == 404
    assert [_plain(client_of(idris), page) for page in pages] == before
    not_there(QueryRendering(rendering=rendering, words="What is it?"), idris)


def _plain(client, page):
    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w+', "", client.get(page).text)


def test_a_task_forces_renderings_are_its_members(river, amara, lena, idris):
    room = task_force(amara, "gauges", amara, lena)
    statement = say(lena, room, "One to five thousand.").id
    rendered(now(amara), statement)
    assert Rendering.objects.seen_by(now(idris)).count() == 0
    assert Rendering.objects.seen_by(now(lena)).count() == 1


# ---- Pages


def test_everything_is_done_from_the_things_page_without_javascript(river, joon, lena, said):
    page = page_of(river, said)
    client = client_of(joon)
    answer = form_on(client, page, "interpretation.render").send(
        client, language="en", text="We take note.", made="machine"
    )
    assert (answer.status_code, answer["Location"]) == (302, page)
    entry = Entry.objects.get(kind="interpretation.render")
    assert entry.data == {"language": "en", "text": "We take note.", "made": "machine", "statement": said}

    reader = client_of(lena)
    form_on(reader, page, "interpretation.query_rendering").send(reader, words="Is that so?")
    form_on(client, page, "interpretation.answer_query").send(client, words="It is.")
    form_on(client, page, "interpretation.withdraw_rendering").send(client)
    assert [e.kind.split(".")[1] for e in Entry.objects.filter(kind__startswith="interpretation").order_by("position")] == [
        "render", "query_rendering", "answer_query", "withdraw_rendering",
    ]  # fmt: skip
    assert not [form for form in forms_in(page, reader.get(page).text) if form.action.endswith("withdraw_rendering")]


def test_each_chooses_what_to_read_first_and_nothing_is_recorded(river, joon, lena, idris, said):
    assert "reads-first" not in client_of(lena).get(room_page(river)).text
    rendered(joon, said)
    client, head = client_of(lena), Entry.objects.count()
    answer = form_on(client, room_page(river), "/reading").send(client, language="en")
    assert answer["Location"] == room_page(river)
    assert Entry.objects.count() == head
    told = f"/processes/{river.process}/interpretation/glossary/marks"
    assert client.get(told).json()["first"] == "en"
    assert client_of(idris).get(told).json()["first"] == ""

    form_on(client, room_page(river), "/reading").send(client, language="")
    assert client.get(told).json()["first"] == ""
    client.post(f"/processes/{river.process}/interpretation/reading", {"language": "xx"})
    assert FirstReading.objects.count() == 0


def test_a_room_without_the_talks_takes_no_forms(river, amara, joon, lena, idris, said):
    rendered(joon, said)
    concluded(amara, lena, idris)
    html = client_of(now(joon)).get(page_of(river, said)).text
    assert "/renderings/" not in html
    with pytest.raises(Refused):
        rendered(now(joon), said)
