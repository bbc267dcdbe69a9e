"""Every page below a process, for each of the cast: what it shows, whom it turns away, and what its forms do."""

import re
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from goodoffices.agenda.acts import RaiseIssue, StatePosition, SupportSolution, TableSolution
from goodoffices.chairing.acts import AskFloor, RaisePointOfOrder
from goodoffices.consultation.acts import AmendStatement, StrikeStatement
from goodoffices.interpretation.acts import ProposeTerm, QueryRendering, Render
from goodoffices.listening.acts import Restate
from goodoffices.live.rendering import Rendering
from goodoffices.process.acts import (
    AdmitParty,
    AppointActingHead,
    CloseSession,
    ConcludeRound,
    FrameRound,
    OpenRound,
    OpenSession,
    ProposeGroundRules,
    WithdrawConsent,
)
from goodoffices.process.models import GroundRules, Process, Round, Seat, Session, TaskForce
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from goodoffices.shuttle.acts import ReleaseForTravel
from tests.cast import client_of
from tests.forms import act_at, acting, form_on, forms_in
from tests.offices import brought
from tests.table import admit, concluded, founded, now, refused, rules, say, task_force

BESIDE_EVERY_BUTTON = ("will read this", "Who will read this")
# Forms that write into no book: they stand on many pages, or are about accounts.
UNRECORDED = re.compile(
    r"/(language|account|demo|invitations|tokens|reading|typing|caught-up|digest|pulse|signal)(/|$)|/pulse/[^/]+/answer$|/calendar/feed/(revocation)?$|/invitation(/revocation)?$"
    r"|/(text|assessment)/(.+/)?(check|mark-up|judgements)(\?|$)"
)


@dataclass
class Whole:
    """The river case with one of everything, and everyone who may come to its pages."""

    process: str
    seats: dict[str, Seat]
    things: dict[str, str]  # what the plenary knows, by the name it has in addresses
    souths: dict[str, str]  # the same, of South's caucus

    def client(self, who: str) -> Client:
        return client_of(now(self.seats[who]))


@pytest.fixture
def whole(river, amara, lena, idris, noor) -> Whole:
    marek = admit(lena, "delegate", "Delegate, North", "north")
    unadmitted = admit(amara, "observer", "Observer of the Hills")
    framed = perform(FrameRound(title="Round 1", venue="Vienna", begins="2025-05-05", items=["Water"]), amara).entry.id
    perform(OpenRound(round=framed), amara)
    session = perform(OpenSession(round=framed, title="Day 1"), amara).entry.id
    task_force(amara, "gauges", lena, idris)

    def things_in(kind: str, key: str, seat: Seat) -> dict[str, str]:
        room = river.book(kind, key)
        issue = perform(RaiseIssue(title="Water", book=room.id), seat).entry.id
        solution = perform(TableSolution(issue=issue, title="Share it", book=room.id), seat).entry.id
        perform(SupportSolution(solution=solution), seat)
        position = perform(StatePosition(issue=issue, position="Half of it."), seat).entry.id
        said = say(seat, room, issues=[issue])
        heard = perform(Restate(statement=said.id, text="Half of it."), amara).entry.id
        hand = perform(AskFloor(room=room.id), seat).entry.id
        point = perform(RaisePointOfOrder(room=room.id, text="It is late."), seat).entry.id
        rendering = perform(Render(statement=said.id, language="fr", text="La moitié."), amara).entry.id
        query = perform(QueryRendering(rendering=rendering, words="All of it?"), seat).entry.id
        term = perform(ProposeTerm(called={"en": "half"}, book=room.id), seat).entry.id
        perform(AmendStatement(statement=said.id, text="Forty days."), seat)
        return {
            "room": room.id, "book": room.id, "number": "1", "issue": issue, "solution": solution,
            "position": position, "statement": said.id, "about": said.id, "thing": said.id,
            "restatement": heard, "hand": hand, "point": point,
            "rendering": rendering, "query": query, "term": term, **of_offices(seat, amara, room, said.id),
        }  # fmt: skip

    ours = say(lena, river.book("caucus", "north")).id
    released = perform(ReleaseForTravel(statement=ours, form="verbatim", to="south"), lena).entry.id
    things = {
        **things_in("plenary", "", lena),
        "release": released,
        "seat": marek.id,
        "rules": GroundRules.objects.seen_by(lena).get().id,
        "round": framed,
        "session": session,
        "token": "1",
        "kind": "agenda.raise_issue",
        "deed": "answer",
        "code": "somebody-elses",  # each seat has its own for what is in its calendar
    }
    seats = {"amara": amara, "lena": lena, "idris": idris, "marek": marek, "unadmitted": unadmitted, "noor": noor}
    return Whole(river.process, seats, things, things_in("caucus", "south", idris))


def of_offices(seat: Seat, lead: Seat, room, said: str) -> dict[str, str]:
    """What offices name in their own addresses, one of each: made in this room, about this statement."""
    made: dict[str, str] = {}
    for office in brought("things").values():
        made |= office.things_in(now(seat), now(lead), room, said)
    return made


def addresses() -> list[tuple[str, list[str]]]:
    """Every address below a process, and the names in it."""
    found: list[tuple[str, list[str]]] = []

    def walk(patterns, prefix=""):
        for pattern in patterns:
            whole = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, whole)
            elif isinstance(pattern, URLPattern) and whole.startswith("processes/<str:process>/"):
                found.append(("/" + whole, re.findall(r"<(?:\w+:)?(\w+)>", whole)))

    walk(get_resolver().url_patterns)
    return found


def filled(address: str, values: dict[str, str]) -> str:
    if "<str:scenario_run>" in address:  # of a run it is the first future, not an entry
        values = {**values, "number": "1"}
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda name: values[name[1]], address)


PAGES = sorted(address for address, _names in addresses())


def test_there_are_pages_to_look_at():
    assert len(PAGES) > 25


@pytest.mark.parametrize("who", ["amara", "lena", "idris", "marek"])
def test_every_page_opens_for_everyone_at_the_table(whole, who):
    client = whole.client(who)
    opened = []
    for address in PAGES:
        answer = client.get(filled(address, {"process": whole.process, **whole.things}))
        if "<str:code>" in address or ("<str:upload>" in address and who != "lena"):  # whose it is
            expected = {404}
        else:
            expected = {405} if "position" in address else {200, 204, 301, 405}
        assert answer.status_code in expected, (address, answer.status_code)
        html = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
        if html and "<!doctype" in answer.text[:100]:  # others answer with a part of a page
            opened.append(address)
            assert 'id="main"' in answer.text, address
            assert "<title>" in answer.text
    assert len(opened) >= 13


def test_pages_open_for_observers_as_far_as_they_see(whole, amara, lena, idris):
    things = {"process": whole.process, **whole.things}
    before = whole.client("unadmitted")
    names = set().union(*(office.NAMES for office in brought("things").values()))
    inner = "|".join({"issue", "room", "statement", "book", "term", "thing", "restatement", "code", *names})
    narrow = [address for address in PAGES if not re.search(f"<str:({inner})>", address)]
    for address in narrow:
        assert before.get(filled(address, things)).status_code in (200, 301, 405), address
    for address in set(PAGES) - set(narrow):
        assert before.get(filled(address, things)).status_code in (404, 405), address

    rules(amara, [lena, idris], observers=True)
    after = whole.client("unadmitted")
    said = say(lena, amara.shelf()[whole.things["book"]])
    issue = perform(RaiseIssue(title="A later issue"), lena).entry
    term = perform(ProposeTerm(called={"en": "gauge"}), lena).entry.id
    later = {**things, "statement": said.id, "issue": issue.id, "number": str(issue.number), "term": term}
    later |= {"thing": said.id, **of_offices(lena, amara, amara.shelf()[whole.things["book"]], said.id)}
    for address in PAGES:
        if not re.search("restatement|upload|code", address):  # nobody has said anything back since; some are one’s own
            assert after.get(filled(address, later)).status_code in (200, 301, 405), address
    for earlier in ("statement", "issue"):
        page = f"/processes/{whole.process}/{'rooms/statements' if earlier == 'statement' else 'agenda/issues'}"
        assert after.get(f"{page}/{things[earlier]}/").status_code == 404  # from the admission on


def test_a_stranger_finds_nothing_at_any_address(whole):
    nothing = whole.client("noor").get(f"/processes/{'x' * 24}/")
    assert nothing.status_code == 404
    for address in PAGES:
        for method in ("get", "post"):
            answer = getattr(whole.client("noor"), method)(filled(address, {"process": whole.process, **whole.things}))
            assert answer.status_code == 404, (method, address)
            assert _untokened(answer.text) == _untokened(nothing.text), address


def test_who_is_not_signed_in_is_asked_to(whole):
    for address in PAGES:
        page = filled(address, {"process": whole.process, **whole.things})
        answer = Client().get(page)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/login/"), address
        assert "next=" in answer["Location"]
        assert Client().post(page).status_code == 401, address


def test_what_belongs_to_others_and_what_is_nowhere_are_the_same_page(whole):
    client = whole.client("lena")
    things = {"process": whole.process, **whole.things}
    head = Entry.objects.count()
    for name, theirs in whole.souths.items():
        if name == "number":
            continue
        for address in (a for a, names in addresses() if name in names):
            for method in ("get", "post"):
                private = getattr(client, method)(filled(address, {**things, name: theirs}))
                absent = getattr(client, method)(filled(address, {**things, name: "nothing"}))
                assert private.status_code == absent.status_code, (method, address, name)
                assert private.status_code in (404, 405, 422), (method, address, name)
                same = [answer.text.replace(theirs, "nothing") for answer in (private, absent)]
                assert _untokened(same[0]) == _untokened(same[1]), (method, address, name)
    assert Entry.objects.count() == head


def _untokened(html: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w+', "", html)


@pytest.mark.parametrize(
    "tail",
    ["99999999999999999999999/", "0/", "00000001/", "99999999999999999999999/proof", "0/proof"],
)
def test_numbers_that_no_entry_has_are_nothing(whole, tail):
    answer = whole.client("lena").get(f"/processes/{whole.process}/record/{whole.things['book']}/{tail}")
    assert answer.status_code == (200 if tail == "00000001/" else 404)


@pytest.mark.parametrize(
    "query", ["before=0", "before=-1", "before=x", "before=" + "9" * 30, "before=%00", "before=1e3", "before="]
)
def test_pages_of_a_long_book_take_any_query(whole, query):
    client = whole.client("lena")
    for page in (f"record/{whole.things['book']}/", f"rooms/{whole.things['room']}/"):
        assert client.get(f"/processes/{whole.process}/{page}?{query}").status_code == 200


def test_every_kind_of_entry_is_put_into_words(whole, amara, lena):
    perform(ProposeGroundRules(text="New ones."), amara)
    perform(AppointActingHead(seat=whole.seats["marek"].id), lena)
    perform(StrikeStatement(statement=whole.things["statement"]), lena)
    client = whole.client("lena")
    kinds = set()
    for book in now(lena).shelf().values():
        page = client.get(reverse("record:book", args=[whole.process, book.id])).text
        for entry in book.entries.all():
            kinds.add(entry.kind)
            assert f'id="n{entry.number}"' in page
            one = client.get(reverse("record:entry", args=[whole.process, book.id, entry.number]))
            assert one.status_code == 200
            assert not re.search(r"%\(|\bNone\b|__proxy__", one.text), entry.kind
    assert len(kinds) > 15


# ---- Beside every send button stands who will read it


@pytest.mark.parametrize("who", ["amara", "lena", "marek", "unadmitted"])
@pytest.mark.parametrize("state", ["open", "suspended", "concluded", "preparing"])
def test_beside_every_send_button_stands_who_will_read_it(whole, amara, idris, who, state):
    process, seats, things = whole.process, whole.seats, {"process": whole.process, **whole.things}
    if state == "suspended":
        perform(WithdrawConsent(), idris)
    elif state == "concluded":
        perform(CloseSession(session=whole.things["session"]), amara)
        perform(ConcludeRound(round=whole.things["round"]), amara)
        concluded(amara, seats["lena"], idris)
    elif state == "preparing":
        mediator = founded("Talks on the Sea", "north", "south")
        head = admit(mediator, "head", "Head, North", "north")
        seats = {"amara": mediator, "lena": head, "marek": admit(head, "delegate", "Delegate", "north")}
        seats["unadmitted"] = admit(mediator, "observer", "Observer of the Sea")
        perform(ProposeGroundRules(), mediator)
        process = mediator.process_id
        things = {"process": process, "room": head.book_id, "book": head.book_id, "number": "1"}
    client = client_of(now(seats[who]))
    seen = 0
    for address in PAGES:
        if not set(re.findall(r"<(?:\w+:)?(\w+)>", address)) <= things.keys():
            continue
        page = filled(address, things)
        answer = client.get(page)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        for form in forms_in(page, answer.text):
            if form.method != "post" or UNRECORDED.search(form.action):
                continue
            seen += 1
            assert any(words in form.words for words in BESIDE_EVERY_BUTTON), (page, form.action)
            assert {"csrfmiddlewaretoken", "key"} <= form.names, (page, form.action)
    assert seen >= {"unadmitted": 0, "marek": 1}.get(who, 5)


# ---- Forms: plain ones, and those that htmx sends


def test_a_seat_is_admitted_by_a_plain_form(whole, amara):
    form = form_on(whole.client("amara"), f"/processes/{whole.process}/seats/", "process.admit_seat")
    answer = form.send(whole.client("amara"), role="observer", name="Observer of the Lakes")
    assert (answer.status_code, answer["Location"]) == (302, f"/processes/{whole.process}/seats/")
    assert Seat.objects.seen_by(amara).filter(name="Observer of the Lakes").count() == 1


def test_a_form_sent_twice_is_one_act_and_a_page_drawn_afresh_another(river, whole):
    """A double click, a reload of the answer, the way back: without a script the form is the same to the byte."""
    client, page = whole.client("amara"), f"/processes/{whole.process}/ground-rules/"
    form = form_on(client, page, "process.set_mandate")

    before = river.book("plenary").head
    for _ in range(2):
        assert form.send(client, mandate="mediation").status_code == 302
    assert river.book("plenary").head == before + 1
    assert form_on(client, page, "process.set_mandate").send(client, mandate="mediation").status_code == 302
    assert river.book("plenary").head == before + 2


def test_other_words_from_the_same_page_are_another_act(whole, amara):
    client = whole.client("amara")
    form = form_on(client, f"/processes/{whole.process}/seats/", "process.admit_seat")
    for name in ("Observer of the Lakes", "Observer of the Hills"):
        assert form.send(client, role="observer", name=name).status_code == 302
    names = Seat.objects.seen_by(amara).filter(name__startswith="Observer of the").values_list("name", flat=True)
    assert {"Observer of the Lakes", "Observer of the Hills"} <= set(names)


def test_what_was_refused_is_not_taken_for_done(whole, amara):
    client = whole.client("amara")
    form = form_on(client, f"/processes/{whole.process}/rounds/", "process.frame_round")
    for _ in range(2):
        assert form.send(client, title="Round", begins="2025-06-09", ends="2025-06-05").status_code == 422


def test_htmx_is_told_where_to_go(whole):
    form = form_on(whole.client("amara"), f"/processes/{whole.process}/seats/", "process.admit_seat")
    answer = form.send(whole.client("amara"), htmx=True, role="observer", name="Observer of the Lakes")
    assert (answer.status_code, answer["HX-Redirect"], answer.content) == (
        204,
        f"/processes/{whole.process}/seats/",
        b"",
    )


@pytest.mark.parametrize("htmx", [False, True])
def test_a_refused_form_comes_back_with_its_sentence_and_the_words(whole, htmx):
    client = whole.client("amara")
    form = form_on(client, f"/processes/{whole.process}/rounds/", "process.frame_round")
    answer = form.send(
        client, htmx, title="Round <2>", begins="2025-06-09", ends="2025-06-05", items="One\nTwo", venue="Vienna"
    )
    assert answer.status_code == 422
    assert "The round ends before it begins. Check the dates." in answer.text
    if htmx:
        assert "error-summary" in answer.text and "<form" not in answer.text
        return
    (again,) = acting(forms_in("", answer.text), "process.frame_round")
    assert dict(again.fields)["title"] == "Round <2>"
    assert dict(again.fields)["items"] == "One\nTwo"
    assert "will read this" in again.words
    assert again.send(client, ends="2025-06-12").status_code == 302
    assert Round.objects.seen_by(whole.seats["amara"]).get(title="Round <2>").items == ["One", "Two"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": ""}, "Fill this in."),
        ({"name": "   "}, "Fill this in."),
        ({"name": "x" * 301}, "300 characters at most"),
        ({"name": "a\u202eb"}, "hidden character (U+202E)"),
        ({"name": "a\0b"}, "hidden character (U+0000)"),
        ({"name": "two\nlines"}, "Keep this to one line."),
        ({"role": "emperor", "name": "x"}, "“Role” cannot be read"),
        ({"role": "delegate", "name": "x"}, "belong to a party"),
    ],
)
def test_what_is_wrong_with_a_form_is_said_in_words(whole, values, sentence):
    client = whole.client("amara")
    head = Entry.objects.count()
    form = form_on(client, f"/processes/{whole.process}/seats/", "process.admit_seat")
    for htmx in (False, True):
        answer = form.send(client, htmx, **values)
        assert answer.status_code == 422
        assert sentence in answer.text
    assert Entry.objects.count() == head


def test_sent_twice_with_one_key_is_one_entry(whole):
    client = whole.client("amara")
    form = form_on(client, f"/processes/{whole.process}/seats/", "process.admit_seat")
    head = Entry.objects.count()
    answers = [form.send(client, key="k1", role="observer", name="Observer of the Lakes") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302] * 3
    assert Entry.objects.count() == head + 1
    other = form.send(client, key="k1", role="observer", name="Observer of the Woods")
    assert (other.status_code, Entry.objects.count()) == (422, head + 1)
    assert "Send it again" in other.text
    (again,) = acting(forms_in("", other.text), "process.admit_seat")
    assert again.send(client).status_code == 302  # and it may be: the key that was used is not sent again
    assert Entry.objects.count() == head + 2


def test_a_form_without_its_token_is_turned_away(whole, lena):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = whole.client("amara").cookies
    sent = {"role": "observer", "name": "x"}
    assert strict.post(act_at(whole.process, "process.admit_seat"), sent).status_code == 403
    page = strict.get(f"/processes/{whole.process}/seats/")
    (form,) = acting(forms_in(page.request["PATH_INFO"], page.text), "process.admit_seat")
    assert form.send(strict, role="observer", name="x").status_code == 302


def test_ground_rules_go_from_proposal_to_force_through_pages(whole, amara, lena, idris):
    page = f"/processes/{whole.process}/ground-rules/"
    client = whole.client("amara")
    form = form_on(client, page, "process.propose_ground_rules")
    answer = form.send(
        client, attribution="party", observers="true", languages=["en", "ar"], text="Be brief.\nBe kind."
    )
    assert answer.status_code == 302
    proposed = GroundRules.objects.seen_by(amara).get(state="proposed")
    assert (proposed.languages, proposed.observers, proposed.text) == (["en", "ar"], True, "Be brief.\nBe kind.")
    for who in ("lena", "idris"):
        client = whole.client(who)
        assert (
            form_on(client, page, "process.accept_ground_rules", rules=proposed.id).confirm(client).status_code == 302
        )
    assert now(amara).rules.id == proposed.id
    assert "In force" in client.get(page).text


def test_accepting_rules_that_changed_meanwhile_is_stale(whole, amara, lena):
    page = f"/processes/{whole.process}/ground-rules/"
    proposed = perform(ProposeGroundRules(text="First."), amara).entry.id
    client = whole.client("lena")
    form = form_on(client, page, "process.accept_ground_rules", rules=proposed)
    perform(ProposeGroundRules(text="Second."), amara)
    for htmx in (False, True):
        answer = form.send(client, htmx)
        assert answer.status_code == 412
        assert "This has changed since you opened it." in answer.text
    (again,) = acting(forms_in("", form.send(client).text), "process.accept_ground_rules")
    assert "seen_number" not in again.names  # who has been told decides again, and is then told more
    assert "have been replaced" in again.send(client).text


def test_consent_is_withdrawn_and_given_again_through_pages(whole, lena):
    page = f"/processes/{whole.process}/ground-rules/"
    client = whole.client("lena")
    assert (
        form_on(client, page, "process.withdraw_consent").confirm(client, words="Shots at the bridge.").status_code
        == 302
    )
    assert Process.objects.seen_by(lena).get().state == "suspended"
    assert "The talks are suspended" in client.get(f"/processes/{whole.process}/rooms/{whole.things['room']}/").text
    assert not acting(forms_in(page, client.get(page).text), "process.withdraw_consent")
    other = whole.client("idris")
    assert acting(forms_in(page, other.get(page).text), "process.withdraw_consent")
    form = form_on(client, page, "process.accept_ground_rules")
    assert form.confirm(client).status_code == 302
    assert Process.objects.seen_by(lena).get().state == "open"


def test_a_round_goes_its_way_through_pages(whole, amara, lena):
    page = f"/processes/{whole.process}/rounds/"
    client = whole.client("amara")
    assert (
        form_on(client, page, "process.close_session", session=whole.things["session"]).send(client).status_code == 302
    )
    assert form_on(client, page, "process.open_session").send(client, title="Day 2").status_code == 302
    assert "A session of this round is still open. Close it first." in client.get(page).text  # and no button
    assert not acting(forms_in(page, client.get(page).text), "process.conclude_round")
    session = Session.objects.seen_by(amara).get(title="Day 2").id
    form_on(client, page, "process.close_session", session=session).send(client)
    form_on(client, page, "process.conclude_round").confirm(client, highlights="One\n\nTwo", framework="Next.")
    assert Round.objects.seen_by(lena).get(id=whole.things["round"]).highlights == ["One", "Two"]
    form_on(client, page, "process.frame_round").send(client, title="Round 2", items="Gauges")
    second = Round.objects.seen_by(lena).get(title="Round 2").id
    for who in ("lena", "idris"):
        other = whole.client(who)
        assert form_on(other, page, "process.adopt_agenda", round=second).send(other).status_code == 302
    assert "Agenda, adopted:" in client.get(page).text
    assert form_on(client, page, "process.open_round", round=second).send(client).status_code == 302


def test_no_session_is_offered_while_one_is_open(whole, amara):
    page, client = f"/processes/{whole.process}/rounds/", whole.client("amara")
    perform(FrameRound(title="Round 2"), amara)
    offered = acting(forms_in(page, client.get(page).text), "process.open_session")
    assert offered == []
    refused(OpenSession(round=whole.things["round"], title="Another"), amara, "A session is open")
    perform(CloseSession(session=whole.things["session"]), amara)
    assert form_on(client, page, "process.open_session").send(client, title="Day 2").status_code == 302


def test_a_round_is_reframed_through_its_page_and_what_stays_is_not_said_again(river, whole, amara, lena):
    page, client = f"/processes/{whole.process}/rounds/", whole.client("amara")
    form = form_on(client, page, "process.reframe_round")
    assert form.send(client, venue="Geneva").status_code == 302
    assert river.entries("plenary")[-1].data == {"round": whole.things["round"], "venue": "Geneva"}
    assert form.send(client, venue="Graz").status_code == 412
    head, adoption = whole.client("lena"), form_on(whole.client("lena"), page, "process.adopt_agenda")
    assert form_on(client, page, "process.reframe_round").send(client, items="Fish\r\nWater").status_code == 302
    assert adoption.send(head).status_code == 412


def test_the_head_settles_the_delegation_through_pages(whole, lena):
    page = f"/processes/{whole.process}/seats/"
    client = whole.client("lena")
    marek = whole.seats["marek"]
    client_of(marek)  # somebody sits there
    for form in acting(forms_in(page, client.get(page).text), "process.appoint_acting_head"):
        assert form.send(client).status_code == 302
    assert now(marek).acting
    form_on(client, page, "process.hand_over", seat=marek.id).confirm(client)
    assert (now(marek).role, now(lena).role) == ("head", "delegate")
    assert not acting(forms_in(page, client.get(page).text), "process.remove_seat")


def test_a_task_force_is_set_up_and_changed_through_pages(whole, amara, lena, idris):
    page = f"/processes/{whole.process}/seats/"
    client = whole.client("amara")
    form_on(client, page, "process.set_up_task_force").send(
        client, name="Fish", task_force="fish", members=[lena.id, idris.id]
    )
    assert TaskForce.objects.seen_by(lena).get(key="fish").members == [lena.id, idris.id]
    form_on(client, page, "process.change_task_force", task_force="fish").send(
        client, release=[idris.id], welcome=[amara.id]
    )
    assert TaskForce.objects.seen_by(lena).get(key="fish").members == [lena.id, amara.id]


def test_the_table_says_what_this_is_and_who_sees_what(whole):
    for who in ("amara", "lena", "marek"):
        page = whole.client(who).get(f"/processes/{whole.process}/").text
        for heading in ("What this is", "Who sees what", "What is binding", "Whom to ask"):
            assert heading in page
        assert ("North delegation" in page) == (who != "amara")
        assert "South caucus" not in page if who != "amara" else "South caucus" in page


# ---- Hostile words


BAD = "<script>x('{}')</script><img src=x onerror=y()>\"'&amp;{{{{ 7*7 }}}}"


def test_markup_in_any_field_is_shown_and_never_obeyed(database, keyed, replayed):
    mediator = founded(
        BAD.format("title"), notice=BAD.format("notice"), summary=BAD.format("summary"), place=BAD.format("place")
    )
    for key in ("north", "south"):
        perform(AdmitParty(party=key, name=BAD.format(key)), mediator)
    mediator = now(mediator)
    heads = [admit(mediator, "head", BAD.format(f"head-{key}"), key) for key in ("north", "south")]
    rules(mediator, heads, text=BAD.format("rules"))
    mediator, (lena, idris) = now(mediator), map(now, heads)
    framed = perform(
        FrameRound(title=BAD.format("round"), venue=BAD.format("venue"), items=[BAD.format("item")]), mediator
    ).entry.id
    perform(OpenRound(round=framed), mediator)
    perform(OpenSession(round=framed, title=BAD.format("session")), mediator)
    task_force(mediator, "force", lena)
    issue = perform(
        RaiseIssue(title=BAD.format("issue"), summary=BAD.format("about"), words=BAD.format("words")), lena
    ).entry.id
    solution = perform(TableSolution(issue=issue, title=BAD.format("solution"), text=BAD.format("text")), lena).entry.id
    perform(SupportSolution(solution=solution, words=BAD.format("stance")), idris)
    perform(StatePosition(issue=issue, position=BAD.format("position"), interest=BAD.format("interest")), lena)
    said = say(lena, mediator.shelf()[lena.book_id], BAD.format("statement") + " Plenary 1", issues=[issue])
    perform(AmendStatement(statement=said.id, text=BAD.format("amended")), lena)
    struck = say(lena, mediator.shelf()[lena.book_id], BAD.format("struck"), answers=said.id)
    perform(StrikeStatement(statement=struck.id, words=BAD.format("striking")), lena)
    things = {
        "process": lena.process_id, "room": lena.book_id, "book": lena.book_id, "issue": issue, "statement": said.id,
        "number": str(said.number),
    }  # fmt: skip

    shown = ""
    client = client_of(now(lena))
    for address in PAGES:
        if set(re.findall(r"<(?:\w+:)?(\w+)>", address)) <= things.keys():
            answer = client.get(filled(address, things))
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                shown += answer.text
    shown += client.get(
        filled("/processes/<str:process>/rooms/statements/<str:statement>/", {**things, "statement": struck.id})
    ).text
    shown += client.post(
        act_at(lena.process_id, "agenda.raise_issue"), {"title": "", "summary": BAD.format("refused")}
    ).text

    shown += "".join(piece.block.decode() for entry in (said, struck) for piece in Rendering().shown(entry, "en"))

    assert "<script>x(" not in shown
    assert "<img src=x" not in shown
    for name in (
        "title", "notice", "summary", "north", "head-north", "rules", "round", "venue", "item", "session", "issue",
        "about", "words", "solution", "text", "stance", "position", "interest", "statement", "amended", "struck",
        "striking", "refused",
    ):  # fmt: skip
        assert f"&lt;script&gt;x(&#x27;{name}&#x27;)&lt;/script&gt;" in shown, f"{name} is shown nowhere"


def test_declined_ground_rules_stand_beside_the_acceptances_and_wait_for_the_third_party(river, amara, lena, idris):
    proposed = perform(ProposeGroundRules(text="New ones."), amara).entry.id
    page, desk = f"/processes/{river.process}/ground-rules/", reverse("briefing:today", args=[river.process])

    def today(seat) -> str:
        client = client_of(seat)
        client.get(desk)  # the first page tells what these talks are
        return client.get(desk).text

    assert "Ground rules are waiting for you to accept them." in today(lena)
    form = form_on(client_of(lena), page, "process.decline_ground_rules", rules=proposed)
    assert "Everyone at the table" in form.words
    assert form.send(client_of(lena), words="Too <b>open</b>.", instead="Closed, as before.").status_code == 302
    for seat in (amara, idris):
        shown = client_of(seat).get(page).text
        assert "Why <bdi>North</bdi> declined" in shown and "Too &lt;b&gt;open&lt;/b&gt;." in shown
        assert "What <bdi>North</bdi> proposes instead" in shown and "Closed, as before." in shown
    assert "North declined the ground rules and proposes something else." in today(amara)
    assert "Ground rules are waiting for you to accept them." not in today(lena)
    assert "Ground rules are waiting for you to accept them." in today(idris)
    assert not acting(forms_in(page, client_of(amara).get(page).text), "process.decline_ground_rules")
