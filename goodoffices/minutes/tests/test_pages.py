"""Pages of minutes, the draft that is made from the record, their files, and what other pages show of them."""

import io
from datetime import timedelta

import docx
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from goodoffices.chairing.acts import LogMeeting
from goodoffices.consultation.acts import StrikeStatement
from goodoffices.interpretation.acts import Render
from goodoffices.minutes.acts import ApproveMinutes, DraftMinutes, ProposeCorrection, TakeInCorrection
from goodoffices.minutes.drafting import draft_of
from goodoffices.minutes.models import Paragraph
from goodoffices.minutes.tests.conftest import hold
from goodoffices.process.acts import OpenSession
from goodoffices.process.models import Round, Session
from goodoffices.record.perform import perform
from goodoffices.record.timestamps import moment, written
from tests.cast import Api, client_of
from tests.forms import form_on
from tests.table import now, rules, say


def get(seat, rest="", **extra):
    return client_of(now(seat)).get(f"/processes/{seat.process_id}/{rest}", **extra)


def page_of(seat, rest=""):
    answer = get(seat, f"minutes/{rest}")
    assert answer.status_code == 200, rest
    return answer.text


def today_of(seat):
    client = client_of(now(seat))
    client.get(f"/processes/{seat.process_id}/")  # the first visit is to what these talks are about
    return client.get(f"/processes/{seat.process_id}/").text


def second(seat, minutes):
    return Paragraph.objects.seen_by(now(seat)).get(minutes=minutes, place=2)


def drafted(seat, held, book, style="summary"):
    here = now(seat)
    return draft_of(here, Session.objects.seen_by(here).select_related("book").get(id=held.id), book, style)


def locked(amara, lena, idris, minutes):
    for head in (lena, idris):
        perform(ApproveMinutes(minutes=minutes, version=1), now(head))


# ---- The draft


def test_a_draft_tells_the_session_from_opening_to_close_with_citations(river, sara, held):
    text = drafted(sara, held, river.book("plenary"))
    assert f"Head of delegation, North ({held.north.citation}): Forty days." in text
    assert f"Head of delegation, South ({held.south.citation}): Thirty days." in text
    first, *_between, last = text.split("\n\n")
    assert first.startswith("The session “On water” was opened on 10 April 2025 at 09:30 (")
    assert last.startswith("The session was closed on 10 April 2025 at 09:30 (")
    assert perform(DraftMinutes(session=held.id, text=text), sara), "all its citations resolve"


def test_what_was_rendered_into_the_readers_language_is_told_in_it(river, amara, sara, held):
    """As long as the rendering is of what the statement says now."""
    rendering = perform(Render(statement=held.south.id, language="ar", text="ثلاثون يوما."), amara).entry
    with override("ar"):
        text = drafted(sara, held, river.book("plenary"))
    assert "ثلاثون يوما." in text and f" {rendering.number})" in text and "Thirty days." not in text
    assert "Thirty days." in drafted(sara, held, river.book("plenary"))
    assert perform(DraftMinutes(session=held.id, text=text), sara), "all its citations resolve"


def test_agreed_minutes_leave_out_what_was_said(river, sara, held):
    text = drafted(sara, held, river.book("plenary"), "agreed")
    assert "Forty days." not in text and text.startswith("The session “On water”")


def test_what_was_struck_or_said_elsewhere_is_not_in_it(river, amara, lena, idris, sara):
    held = hold(river, amara, lena, idris)
    say(lena, river.book("caucus", "north"), "Between us.")
    say(lena, river.book("plenary"), "After the session.")
    perform(StrikeStatement(statement=held.north.id), lena)
    text = drafted(sara, held, river.book("plenary"))
    assert "Forty days." not in text and "Between us." not in text and "After the session." not in text


@pytest.mark.parametrize("terms", [{"chatham_house": True}, {"attribution": "party"}])
def test_where_the_rules_hide_who_speaks_no_name_gets_into_it(river, amara, lena, idris, sara, clock, held, terms):
    """Also of what was said before they did."""
    present = [lena.id, idris.id]
    session = Session.objects.seen_by(amara).get(id=held.id)
    clock.set("2025-05-02T11:00:00.000Z")
    ended = written(moment(session.opened_at) + timedelta(minutes=5))
    perform(
        LogMeeting(
            room=river.book("plenary").id, channel="in_person", present=present, began=session.opened_at, ended=ended
        ),
        amara,
    )
    assert "Present: Head of delegation" in drafted(sara, held, river.book("plenary"))
    rules(amara, [lena, idris], **terms)
    text = drafted(sara, held, river.book("plenary"))
    for seat in (amara, lena, idris, sara):
        assert seat.name not in text
    assert ("North (" in text) is ("attribution" in terms)


def test_the_draft_page_is_for_who_drafts(river, amara, lena, sara, held):
    page = page_of(sara, f"draft/?session={held.id}")
    assert "acts/minutes.draft" in page and "Forty days." in page
    assert "acts/minutes.draft" in page_of(sara, "draft/?session=nothing&room=nowhere&kind=odd")
    theirs = page_of(lena, f"draft/?session={held.id}")
    assert "acts/minutes.draft" not in theirs and "The secretariat drafts minutes." in theirs
    assert "Forty days." not in theirs


def test_drafting_asks_as_much_for_many_statements_as_for_few(river, amara, lena, idris, sara, held):
    def queries(id):
        with CaptureQueriesContext(connection) as asked:
            page_of(sara, f"draft/?session={id}")
        return len(asked)

    queries(held.id)
    few = queries(held.id)
    round = Round.objects.seen_by(amara).get(state="open").id
    session = perform(OpenSession(round=round, title="A long one"), now(amara)).entry.id
    for n in range(12):
        say(lena, river.book("plenary"), f"Number {n}.")
    queries(session)
    assert queries(session) <= few


# ---- The minutes


def test_everyone_reads_the_minutes_and_heads_find_their_approval(river, lena, amara, minutes):
    page = page_of(lena, f"{minutes}/")
    assert "acts/minutes.approve" in page and "acts/minutes.take_in" not in page
    assert "has not approved this version yet" in page
    assert "acts/minutes.approve" not in page_of(amara, f"{minutes}/")
    assert "acts/decisions.put" in page_of(amara, f"{minutes}/")


def test_citations_in_minutes_are_links(river, lena, held, minutes):
    assert f'/{held.north.book_id}/{held.north.number}/">{held.north.citation}</a>' in page_of(lena, f"{minutes}/")


def test_a_correction_shows_beside_its_paragraph_and_the_lead_decides(river, amara, lena, idris, minutes):
    perform(ProposeCorrection(paragraph=second(lena, minutes).id, words="Forty, of notice."), lena)
    page = page_of(amara, f"{minutes}/")
    assert "Forty, of notice." in page and "acts/minutes.take_in" in page and "acts/minutes.decline" in page
    assert "acts/minutes.withdraw_correction" in page_of(lena, f"{minutes}/")
    assert "acts/minutes.withdraw_correction" not in page_of(idris, f"{minutes}/")


def test_a_paragraph_keeps_what_it_said_and_what_was_proposed(river, amara, lena, minutes):
    id = perform(ProposeCorrection(paragraph=second(lena, minutes).id, words="Forty, of notice."), lena).entry.id
    perform(TakeInCorrection(correction=id, why="So it was."), amara)
    page = page_of(lena, f"paragraphs/{second(lena, minutes).id}/")
    assert "Forty, of notice." in page and "North asked for forty days" in page and "So it was." in page
    assert "From version 1 on" in page


def test_locked_minutes_show_notes_and_no_form(river, amara, lena, idris, minutes):
    perform(ProposeCorrection(paragraph=second(idris, minutes).id, words="It was thirty."), idris)
    locked(amara, lena, idris, minutes)
    for seat in (amara, lena, idris):
        page = page_of(seat, f"{minutes}/")
        assert "Note by <bdi>South</bdi>" in page and "It was thirty." in page
        assert "acts/minutes." not in page and "acts/decisions.put" not in page
        assert "acts/minutes." not in page_of(seat, f"paragraphs/{second(seat, minutes).id}/")


def test_a_note_under_the_chatham_house_rule_is_a_participants(river, amara, lena, idris, minutes):
    rules(amara, [lena, idris], chatham_house=True)
    perform(ProposeCorrection(paragraph=second(idris, minutes).id, words="It was thirty."), now(idris))
    locked(amara, lena, idris, minutes)
    page = page_of(lena, f"{minutes}/")
    assert "Note by a participant" in page and "Note by <bdi>" not in page


def test_minutes_of_a_room_are_not_there_for_those_who_do_not_read_it(river, amara, lena, idris, held):
    caucus = river.book("caucus", "north").id
    id = perform(DraftMinutes(session=held.id, text="Among us.", book=caucus), amara).entry.id
    paragraph = Paragraph.objects.seen_by(now(lena)).get(minutes=id).id
    assert "Among us." in page_of(lena, f"{id}/")
    for rest in (f"{id}/", f"{id}/minutes.docx", f"{id}/minutes.pdf", f"paragraphs/{paragraph}/"):
        assert get(lena, f"minutes/{rest}").status_code == 200
        assert get(idris, f"minutes/{rest}").status_code == 404
    assert Api(now(idris)).get(f"/minutes/{id}").status_code == 404
    assert Api(now(idris)).get("/minutes").json() == {"minutes": []}
    assert "On water" not in page_of(idris)


def test_it_asks_as_much_for_many_paragraphs_as_for_one(river, lena, sara, amara, idris, held, minutes):
    def queries(id):
        with CaptureQueriesContext(connection) as asked:
            page_of(lena, f"{id}/")
        return len(asked)

    queries(minutes)
    few = queries(minutes)
    other = hold(river, amara, lena, idris, "Once more")
    text = "\n\n".join(f"Number {n}." for n in range(30))
    id = perform(DraftMinutes(session=other.id, text=text), now(sara)).entry.id
    queries(id)
    assert queries(id) <= few


# ---- What waits, and the next session


def test_the_last_session_waits_for_the_secretariat_until_it_has_minutes(river, amara, lena, sara, held):
    waits = "“On water” has no minutes yet."
    assert waits in today_of(sara)
    assert waits not in today_of(amara) and waits not in today_of(lena)
    perform(DraftMinutes(session=held.id, text="It was held."), sara)
    assert waits not in today_of(sara)


def test_minutes_wait_for_each_head_and_corrections_for_the_mediator(river, amara, lena, idris, sara, minutes):
    assert "version 1 is waiting for your approval" in today_of(lena)
    id = perform(ProposeCorrection(paragraph=second(lena, minutes).id, words="Forty."), lena).entry.id
    assert "1 correction is waiting for you" in today_of(amara)
    assert "correction waits" not in today_of(sara)
    perform(ApproveMinutes(minutes=minutes, version=1), now(lena))
    assert "waiting for your approval" not in today_of(lena)
    perform(TakeInCorrection(correction=id), amara)
    assert "correction waits" not in today_of(amara)
    assert "version 2 is waiting for your approval" in today_of(lena)


def test_the_next_session_opens_with_the_minutes_of_the_last(river, amara, lena, idris, minutes):
    round = Round.objects.seen_by(amara).get(state="open").id
    perform(OpenSession(round=round, title="The next one"), now(amara))
    page = today_of(lena)
    assert "The next one" in page
    at = page.index("Minutes of the last session")
    assert at > page.index("in session since")
    assert f"minutes/{minutes}/" in page[at - 200 : at]
    if "Agenda, adopted:" in page:
        assert at < page.index("Agenda, adopted:")
    assert "Circulated for approval" in page[at : at + 400]
    room = client_of(now(lena)).get(reverse("consultation:room", args=[river.process, river.book("plenary").id])).text
    assert "The session opens with" in room and "Minutes of the last session" in room
    locked(amara, lena, idris, minutes)
    after = today_of(lena)
    assert "Locked" in after[after.index("Minutes of the last session") :][:400]


def test_who_came_later_is_not_told_that_there_were_no_minutes(river, amara, lena, idris, minutes):
    """An observer who is admitted afterwards does not read them, so nothing is said of them."""
    from tests.table import admit

    olga = admit(now(amara), "observer", "Observer")
    assert "Minutes of the last session" not in today_of(olga)


def test_the_page_of_rounds_leads_to_the_minutes_of_a_session(river, lena, minutes):
    assert f"minutes/{minutes}/" in get(lena, "rounds/").text


# ---- Files and API


def test_the_file_for_word_holds_paragraphs_and_notes(river, amara, lena, idris, minutes):
    perform(ProposeCorrection(paragraph=second(idris, minutes).id, words="It was thirty."), idris)
    locked(amara, lena, idris, minutes)
    answer = get(lena, f"minutes/{minutes}/minutes.docx")
    assert "attachment" in answer["Content-Disposition"]
    words = "\n".join(each.text for each in docx.Document(io.BytesIO(answer.content)).paragraphs)
    assert "North asked for forty days" in words and "Note by South: It was thirty." in words
    assert "Approved by: North; South." in words and "every party approved them" in words
    assert words.index("North asked for forty days") < words.index("Note by South") < words.index("Closed at noon.")


def test_the_pdf_is_read_from_right_to_left_in_arabic(river, lena, sara, amara, idris):
    held = hold(river, amara, lena, idris)
    id = perform(DraftMinutes(session=held.id, text="افتتحت الجلسة في العاشرة."), sara).entry.id
    answer = get(lena, f"minutes/{id}/minutes.pdf", headers={"accept-language": "ar"})
    assert answer["Content-Type"] == "application/pdf"
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("ar")
    with override("ar"):
        again = get(lena, f"minutes/{id}/minutes.pdf", headers={"accept-language": "ar"})
    assert again.content == answer.content, "the same words make the same bytes"


def test_the_api_tells_minutes_with_their_corrections(river, amara, lena, idris, held, minutes):
    perform(ProposeCorrection(paragraph=second(idris, minutes).id, words="It was thirty."), idris)
    perform(ApproveMinutes(minutes=minutes, version=1), lena)
    (told,) = Api(now(lena)).get("/minutes").json()["minutes"]
    assert (told["id"], told["session"], told["kind"], told["state"]) == (minutes, held.id, "summary", "circulated")
    one = Api(now(lena)).get(f"/minutes/{minutes}").json()
    assert {key: one[key] for key in told} == told
    (correction,) = one["paragraphs"][1]["corrections"]
    assert (correction["party"], correction["state"], correction["words"]) == ("south", "open", "It was thirty.")
    assert {each["party"]: each["approved"] for each in one["approvals"]} == {"north": True, "south": False}


def test_a_stale_approval_is_412_with_the_version_that_stands_and_a_locked_one_422(river, amara, lena, idris, minutes):
    id = perform(ProposeCorrection(paragraph=second(lena, minutes).id, words="Forty."), lena).entry.id
    perform(TakeInCorrection(correction=id), amara)
    answer = Api(now(lena)).act("minutes.approve", {"minutes": minutes, "version": 1})
    assert answer.status_code == 412
    assert answer.json()["now"]["version"] == 2 and "Forty." in answer.json()["now"]["text"]
    for head in (lena, idris):
        assert Api(now(head)).act("minutes.approve", {"minutes": minutes, "version": 2}).status_code == 201
    data = {"paragraph": second(lena, minutes).id, "words": "Fifty."}
    answer = Api(now(lena)).act("minutes.propose_correction", data)
    assert answer.status_code == 422 and "locked" in answer.json()["detail"]
    assert Api(now(amara)).act("minutes.lock", {"minutes": minutes, "how": "approved"}).status_code == 404


def test_a_form_for_an_earlier_version_is_412_with_a_sentence(river, amara, lena, minutes):
    client, page = client_of(now(lena)), f"/processes/{lena.process_id}/minutes/{minutes}/"
    form = form_on(client, page, "minutes.approve")
    id = perform(ProposeCorrection(paragraph=second(lena, minutes).id, words="Forty."), lena).entry.id
    perform(TakeInCorrection(correction=id), amara)
    answer = form.send(client)
    assert (answer.status_code, "This has changed since you opened it." in answer.text) == (412, True)


def test_search_finds_paragraphs_as_they_stand_and_leads_to_their_place(river, amara, lena, idris, minutes):
    id = perform(ProposeCorrection(paragraph=second(lena, minutes).id, words="Cormorants were counted."), lena).entry.id
    perform(TakeInCorrection(correction=id), amara)
    found = Api(now(idris)).get("/search?q=cormorants").json()["hits"]
    assert {hit["sort"] for hit in found} >= {"minutes", "minutes_paragraph", "correction"}
    assert second(lena, minutes).id in {hit["thing"] for hit in found}
    page = client_of(now(idris)).get(f"/processes/{river.process}/search/", {"q": "cormorants"}).text
    assert f"minutes/{minutes}/#paragraph-{second(lena, minutes).id}" in page


def test_one_may_go_to_minutes_by_their_name(river, lena, idris, amara, held):
    caucus = river.book("caucus", "north").id
    perform(DraftMinutes(session=held.id, text="Among us.", book=caucus), amara)
    assert "Minutes of “On water”" in get(lena, "go/").text
    assert "Minutes of “On water”" not in get(idris, "go/").text
