"""Statements and rooms: who speaks, what binds, what may be named, what is corrected, struck, closed."""

import pytest

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.consultation.acts import AmendStatement, CloseRoom, MakeStatement, ReopenRoom, StrikeStatement
from goodoffices.consultation.models import Amendment, Closure, Mention, ReadMark, Statement, rooms_of
from goodoffices.consultation.queries import mark_read, unread, who_reads
from goodoffices.process.acts import AppointActingHead, HandOver, RemoveSeat
from goodoffices.record.acts import NotThere, Stale
from goodoffices.record.perform import IfUnchangedSince, perform
from tests.cast import Api
from tests.table import admit, not_there, now, refused, rules, say, task_force


@pytest.fixture
def marek(lena):
    return admit(lena, "delegate", "Delegate, North", "north")


# ---- Speaking


def test_whoever_reads_a_room_speaks_in_it_except_observers_and_interpreters(river, amara, lena, idris, marek):
    observer = admit(amara, "observer", "Observer")
    interpreter = admit(amara, "interpreter", "Interpreter")
    rules(amara, [lena, idris], observers=True)
    rooms = {str(b.audience): b for s in (amara, lena, idris) for b in now(s).shelf().values() if b.kind != "public"}
    for name, room in rooms.items():
        for seat in map(now, (amara, lena, idris, marek, observer, interpreter)):
            at_home = seat.interprets and name == "third_party"  # among the third party's own
            if room.id in seat.books() and (seat.speaks or at_home):
                assert str(say(seat, room).book.audience) == name
            else:
                with pytest.raises(NotThere):
                    say(seat, room)


def test_the_public_book_is_no_room(river, amara, lena):
    not_there(MakeStatement(room=river.book("public").id, text="To the world."), amara, lena)
    assert "public" not in {room.kind for room in rooms_of(amara)}


def test_a_room_that_is_not_there_and_one_of_others_are_the_same(river, lena, noor, amara):
    for room in ("nothing", river.book("caucus", "south").id, next(iter(noor.shelf())), river.book("third_party").id):
        not_there(MakeStatement(room=room, text="Let me in."), lena)
    not_there(
        MakeStatement(room=river.book("delegation", "north").id, text="Let me in."), amara
    )  # not even the mediator


def test_a_statement_is_what_was_said(river, lena, idris, plenary):
    entry = say(lena, plenary, "Thirty days.", speech_act="proposal", binding=True)
    statement = Statement.objects.seen_by(idris).get(id=entry.id)
    assert (statement.text, statement.speech_act, statement.binding, statement.seat_id, statement.party) == (
        "Thirty days.", "proposal", True, lena.id, lena.party,
    )  # fmt: skip
    assert (statement.citation, statement.at, statement.state) == (entry.citation, entry.at, "standing")


@pytest.mark.parametrize(
    "speech_act", ["statement", "question", "answer", "proposal", "reservation", "point_of_order", "clarification"]
)
def test_every_speech_act_has_a_word(river, lena, plenary, speech_act):
    entry = say(lena, plenary, speech_act=speech_act)
    assert Statement.objects.seen_by(lena).get(id=entry.id).speech_act_name


def test_only_who_decides_for_a_party_binds(river, amara, lena, idris, marek, plenary):
    refused(MakeStatement(room=plenary.id, text="We will.", binding=True), marek, "Only the head")
    not_there(MakeStatement(room=plenary.id, text="We will.", binding=True), admit(amara, "interpreter", "Interpreter"))
    say(lena, plenary, "We will.", binding=True)
    refused(MakeStatement(room=plenary.id, text="The next session is on Monday.", binding=True), amara, "Only the head")
    perform(AppointActingHead(seat=marek.id), lena)
    say(now(marek), plenary, "We will, and I act for the head.", binding=True)
    perform(HandOver(seat=marek.id), lena)
    refused(MakeStatement(room=plenary.id, text="We will.", binding=True), now(lena), "Only the head")


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b", "\u2060\u200d", "\u3164", "\u2800"])
def test_nothing_is_no_statement(text):
    with pytest.raises(ValueError, match="Enter some text"):
        MakeStatement(room="r", text=text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\0b", "U+0000"), ("a\x1b[31mb", "U+001B"), ("a\x7fb", "U+007F"), ("a\x85b", "U+0085"),
        ("shall \u202enot\u202c agree", "U+202E"), ("\u202aa", "U+202A"), ("\ufeffa", "U+FEFF"), ("a\ufff9b", "U+FFF9"),
        ("a\U000e0041b", "U+E0041"), ("a\ufdd0", "U+FDD0"), ("a\uffff", "U+FFFF"), ("a\U0010ffff", "U+10FFFF"),
    ],
)  # fmt: skip
def test_hidden_characters_are_named_and_refused(text, code):
    with pytest.raises(ValueError, match=f"hidden character \\({code.replace('+', '[+]')}\\)"):
        MakeStatement(room="r", text=text)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("\u200fמים\u200f", "\u200fמים\u200f"),
        ("\u2067ماء\u2069 is water", "\u2067ماء\u2069 is water"),
        ("👩‍🔧 ﷽ ą́", "👩‍🔧 ﷽ ą́"),
        ("tab\tstays", "tab\tstays"),
        ("x" * 20_000, "x" * 20_000),
        ("水" * 20_000, "水" * 20_000),
        ("%(by)s {0} %s %%", "%(by)s {0} %s %%"),
    ],
)
def test_words_are_kept_as_they_are_but_for_their_line_ends(river, lena, plenary, sent, kept):
    entry = say(lena, plenary, sent)
    assert entry.data["text"] == kept
    assert Statement.objects.seen_by(lena).get(id=entry.id).text == kept


@pytest.mark.parametrize("text", ["x" * 20_001, "x" * 1_000_000, "\r\n" * 20_000 + "x"])
def test_a_text_has_an_end(text):
    with pytest.raises(ValueError, match="at most 20000 characters"):
        MakeStatement(room="r", text=text)


@pytest.mark.parametrize(
    "more",
    [
        {"speech_act": "shout"}, {"binding": "perhaps"}, {"issues": "one"}, {"issues": ["i"] * 21}, {"issues": [""]},
        {"answers": ""}, {"answers": ["a"]}, {"named": "nobody"}, {"party": "north"}, {"by": "me"}, {"id": "mine"},
    ],
)  # fmt: skip
def test_a_statement_has_its_shape_and_drawn_values_are_no_fields(more):
    with pytest.raises(ValueError, match=next(iter(more))):
        MakeStatement(room="r", text="Thirty days.", **more)


# ---- Referring to other things: only upwards


def test_a_statement_mentions_issues_once_each(river, lena, plenary):
    issue = perform(RaiseIssue(title="Water"), lena).entry.id
    entry = say(lena, plenary, issues=[issue, issue])
    assert [m.about_id for m in Mention.objects.seen_by(lena).filter(statement=entry.id)] == [issue]


def test_what_the_plenary_knows_may_be_named_anywhere_and_nothing_the_other_way(river, amara, lena, plenary):
    caucus, delegation = river.book("caucus", "north"), river.book("delegation", "north")
    common = perform(RaiseIssue(title="Water"), lena).entry.id
    ours = perform(RaiseIssue(title="Ours", book=caucus.id), lena).entry.id
    said, whispered = say(amara, plenary, "Welcome."), say(lena, caucus, "Between us.")

    for room in (plenary, caucus, delegation):
        say(lena, room, issues=[common], answers=said.id)
    say(lena, delegation, issues=[ours], answers=whispered.id)
    refused(MakeStatement(room=plenary.id, text="As I told the mediator.", issues=[ours]), lena, "cannot see")
    refused(MakeStatement(room=plenary.id, text="As I told the mediator.", answers=whispered.id), lena, "cannot see")
    among_us = say(lena, delegation, "Not even the mediator.")
    refused(MakeStatement(room=caucus.id, text="As we said.", answers=among_us.id), lena, "cannot see")


def test_what_one_does_not_see_cannot_be_named(river, lena, idris, noor, plenary):
    theirs = perform(RaiseIssue(title="Theirs", book=river.book("caucus", "south").id), idris).entry.id
    whispered = say(idris, river.book("caucus", "south"))
    for more in ({"issues": [theirs]}, {"issues": ["nothing"]}, {"answers": whispered.id}, {"answers": "nothing"}):
        not_there(MakeStatement(room=plenary.id, text="I know.", **more), lena)


# ---- Correcting and striking


def test_only_the_speaker_corrects_and_strikes(river, amara, lena, idris, marek, plenary):
    said = say(lena, plenary)
    for act in (AmendStatement(statement=said.id, text="Forty."), StrikeStatement(statement=said.id)):
        not_there(act, amara, idris, marek)
    perform(AmendStatement(statement=said.id, text="Forty days."), lena)
    perform(StrikeStatement(statement=said.id, words="A slip."), lena)


def test_the_original_stays_beside_the_correction(river, lena, idris, plenary):
    said = say(lena, plenary, "Thirty days.")
    for text in ("Forty days.", "Fifty days."):
        perform(AmendStatement(statement=said.id, text=text), lena)
    row = Statement.objects.seen_by(idris).get(id=said.id)
    assert (row.text, row.state) == ("Thirty days.", "amended")
    assert [a.text for a in Amendment.objects.seen_by(idris).filter(statement=said.id)] == [
        "Forty days.",
        "Fifty days.",
    ]


def test_what_is_struck_is_not_corrected_and_not_struck_again(river, lena, plenary):
    said = say(lena, plenary)
    perform(StrikeStatement(statement=said.id), lena)
    refused(AmendStatement(statement=said.id, text="Forty."), lena, "struck")
    refused(StrikeStatement(statement=said.id), lena, "struck")
    say(lena, plenary, "As I said before.", answers=said.id)  # it stays in its place


def test_statements_of_others_rooms_are_not_there(river, lena, idris):
    whispered = say(idris, river.book("caucus", "south"))
    not_there(AmendStatement(statement=whispered.id, text="Mine."), lena)
    not_there(StrikeStatement(statement="nothing"), lena)


# ---- Chatham House, and contributions that carry the party alone


@pytest.mark.parametrize(
    ("terms", "named", "party"),
    [({"attribution": "party"}, "party", True), ({"chatham_house": True}, "nobody", False)],
)
def test_the_rules_say_how_a_speaker_is_named(river, amara, lena, idris, plenary, terms, named, party):
    rules(amara, [lena, idris], **terms)
    lena = now(lena)
    entry = say(lena, plenary, "Thirty days.")
    assert (entry.by, entry.facts["named"], entry.facts.get("party")) == (None, named, lena.party_id if party else None)
    told = [e for e in Api(idris).get(f"/books/{plenary.id}/entries").json()["entries"] if e["number"] == entry.number]
    assert told[0]["by"] is None
    assert lena.id not in str(told)
    copy = Api(idris).get(f"/books/{plenary.id}/copy").getvalue().decode().splitlines()[entry.number]
    assert lena.id not in copy


@pytest.mark.parametrize("terms", [{"attribution": "party"}, {"chatham_house": True}])
def test_the_hidden_speaker_still_corrects_and_strikes_and_stays_hidden(
    river, amara, lena, idris, marek, plenary, terms
):
    rules(amara, [lena, idris], **terms)
    lena, marek = now(lena), now(marek)
    said = say(lena, plenary, "Thirty days.")
    not_there(AmendStatement(statement=said.id, text="Forty."), marek, idris, amara)
    amended = perform(AmendStatement(statement=said.id, text="Forty days."), lena).entry
    struck = perform(StrikeStatement(statement=said.id), lena).entry
    assert (amended.by, struck.by) == (None, None)
    assert lena.id not in str([amended.data, amended.facts, struck.data, struck.facts])


@pytest.mark.parametrize("terms", [{"attribution": "party"}, {"chatham_house": True}])
def test_a_stale_form_does_not_give_the_hidden_speaker_away(river, amara, lena, idris, plenary, terms):
    rules(amara, [lena, idris], **terms)
    lena, idris = now(lena), now(idris)
    said = say(lena, plenary, "Thirty days.")
    perform(AmendStatement(statement=said.id, text="Forty days."), lena)
    act = MakeStatement(room=plenary.id, text="How many?", answers=said.id)
    with pytest.raises(Stale):
        perform(act, idris, seen=IfUnchangedSince(plenary.id, said.number))
    answer = Api(idris).act(
        act.kind, act.model_dump(exclude_unset=True), seen={"book": plenary.id, "number": said.number}
    )
    assert answer.status_code == 412
    assert answer.json()["now"]["text"] == "Thirty days."
    assert lena.id not in answer.text


def test_what_was_said_before_the_rules_keeps_its_name(river, amara, lena, idris, plenary):
    said = say(lena, plenary)
    rules(amara, [lena, idris], chatham_house=True)
    amended = perform(AmendStatement(statement=said.id, text="Forty days."), now(lena)).entry
    assert (said.by, amended.by) == (lena.id, lena.id)


def test_caucuses_and_delegation_rooms_know_who_speaks_under_any_rules(river, amara, lena, idris, plenary):
    rules(amara, [lena, idris], chatham_house=True)
    for kind in ("caucus", "delegation"):
        assert say(now(lena), river.book(kind, "north")).by == lena.id
    assert say(now(amara), river.book("third_party")).by == amara.id
    gauges = task_force(now(amara), "gauges", lena, idris)
    assert say(now(lena), gauges).by is None


# ---- Rooms


def test_the_third_party_closes_a_room_and_opens_it_again(river, amara, lena, plenary):
    not_there(CloseRoom(room=plenary.id), lena, admit(amara, "interpreter", "Interpreter"))
    said = say(lena, plenary)
    perform(CloseRoom(room=plenary.id, words="Until Monday."), amara)
    for act in (
        MakeStatement(room=plenary.id, text="Todo."),
        AmendStatement(statement=said.id, text="Forty."),
        StrikeStatement(statement=said.id),
    ):
        refused(act, lena, "closed this room")
    say(amara, plenary, "We go on on Monday.")  # to those who closed it, it is open
    refused(CloseRoom(room=plenary.id), amara, "already")
    assert [room["open"] for room in Api(lena).get("/rooms").json()["rooms"] if room["id"] == plenary.id] == [False]

    perform(ReopenRoom(room=plenary.id), amara)
    refused(ReopenRoom(room=plenary.id), amara, "is open")
    say(lena, plenary, "Good morning.")
    perform(CloseRoom(room=plenary.id), amara)
    assert Closure.objects.seen_by(lena).count() == 2


def test_one_closed_room_closes_no_other(river, amara, lena, plenary):
    perform(CloseRoom(room=river.book("caucus", "north").id), amara)
    assert [room.open for room in rooms_of(lena)] == [True, False, True]
    say(lena, plenary)


def test_the_third_party_closes_no_delegation_room(river, amara, lena):
    not_there(CloseRoom(room=river.book("delegation", "north").id), amara, lena)


def test_a_closed_caucus_leaves_no_trace_for_the_other_side(river, amara, lena, idris):
    before = [Api(idris).get(path).content for path in ("/rooms", "/books", "/agenda")]
    perform(CloseRoom(room=river.book("caucus", "north").id), amara)
    assert [Api(idris).get(path).content for path in ("/rooms", "/books", "/agenda")] == before


# ---- Who reads, and what is unread


def test_who_will_read_is_said_for_every_room(river, amara, lena, idris, marek):
    observer = admit(amara, "observer", "Observer")
    gauges = task_force(amara, "gauges", lena, amara)

    def readers(seat, kind):
        room = next(room for room in rooms_of(now(seat)) if room.kind == kind)
        found = who_reads(now(seat), room)
        return str(found["phrase"]), {other.name for other in found["seats"]}

    table = {seat.name for seat in (amara, lena, idris, marek)}
    assert readers(lena, "plenary") == ("Everyone at the table", table)
    assert readers(lena, "caucus") == ("Only North and the third party", {amara.name, lena.name, marek.name})
    assert readers(lena, "delegation") == ("Only your own delegation", {lena.name, marek.name})
    assert readers(amara, "third_party") == ("Only the third party", {amara.name})
    assert readers(lena, "task_force") == ("Only the task force", {lena.name, amara.name})

    rules(amara, [lena, idris], observers=True)
    assert readers(lena, "plenary")[1] == table | {observer.name}
    perform(RemoveSeat(seat=marek.id), lena)
    assert marek.name not in readers(lena, "delegation")[1]
    assert gauges.id in now(lena).books()


def test_unread_counts_what_others_said_since(river, amara, lena, idris, plenary):
    def count(seat):
        return unread(now(seat), rooms_of(now(seat))).get(plenary.id, 0)

    before = count(lena)
    said = say(amara, plenary, "Welcome.")
    say(lena, plenary, "Thank you.")
    assert (count(lena), count(idris)) == (before + 1, before + 2)
    room = next(room for room in rooms_of(now(lena)) if room.kind == "plenary")
    mark_read(lena, room, said.number)
    assert count(lena) == 0
    mark_read(lena, room, 1)  # what has been read stays read
    assert count(lena) == 0


def test_a_mark_is_never_ahead_of_the_book_and_nobody_elses(river, lena, idris, plenary, amara):
    room = next(room for room in rooms_of(now(lena)) if room.kind == "plenary")
    mark_read(lena, room, 10**12)
    assert list(ReadMark.objects.values_list("seat", "number")) == [(lena.id, room.book.head)]
    say(amara, plenary, "One more.")
    assert unread(now(lena), rooms_of(now(lena)))[plenary.id] == 1
    assert unread(now(idris), rooms_of(now(idris)))[plenary.id] > 1


def test_nothing_is_counted_from_rooms_one_does_not_read(river, lena, idris):
    before = unread(now(idris), rooms_of(now(idris)))
    for kind in ("caucus", "delegation"):
        say(lena, river.book(kind, "north"))
    assert unread(now(idris), rooms_of(now(idris))) == before
