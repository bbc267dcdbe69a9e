"""The floor of a room: asked for, given, given back; turns, points of order, adjournments; and nobody named who may not be."""

import pytest

from goodoffices.chairing.acts import (
    Adjourn,
    AskFloor,
    EndTurns,
    GiveFloor,
    RaisePointOfOrder,
    Resume,
    RuleOnPoint,
    TakeTurns,
    WithdrawRequest,
    YieldFloor,
)
from goodoffices.chairing.models import Floor, Hand, Point
from goodoffices.chairing.queries import chairing_in, times_in
from goodoffices.consultation.acts import MakeStatement
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.cast import Api, client_of
from tests.forms import form_on, forms_on
from tests.table import admit, not_there, now, refused, rules, say, task_force


@pytest.fixture
def marek(lena):
    return admit(lena, "delegate", "Delegate, North", "north")


def raised(seat, room, **more):
    return perform(AskFloor(room=room.id, **more), now(seat)).entry.id


def given(amara, hand):
    return perform(GiveFloor(request=hand), amara).entry


def standing(seat, room):
    return chairing_in(now(seat), room.id)


def api_floor(seat, room):
    return next(each for each in Api(now(seat)).get("/floor").json()["rooms"] if each["room"] == room.id)


def seconds_between(one, other):
    from goodoffices.record.timestamps import moment

    return round((moment(other.at) - moment(one.at)).total_seconds())


# ---- the list and the floor


def test_a_hand_is_raised_called_and_the_floor_given_back(river, amara, lena, idris, plenary):
    first, second = raised(idris, plenary, words="On the gauge."), raised(lena, plenary)
    assert [hand.id for hand in standing(lena, plenary).hands] == [first, second]

    given(amara, second)
    room = standing(idris, plenary)
    assert (room.floor.seat_id, [hand.id for hand in room.hands]) == (lena.id, [first])
    perform(YieldFloor(room=plenary.id), lena)
    assert standing(idris, plenary).floor is None
    refused(YieldFloor(room=plenary.id), lena, "Nobody has the floor")


def test_only_the_chair_gives_the_floor(river, amara, lena, idris, plenary):
    hand = raised(lena, plenary)
    not_there(GiveFloor(request=hand), lena, idris)
    not_there(GiveFloor(room=plenary.id, seat=lena.id), lena, idris)
    perform(GiveFloor(room=plenary.id, seat=lena.id), amara)
    assert standing(lena, plenary).hands == ()  # who was on the list is called
    refused(GiveFloor(room=plenary.id, seat=lena.id), amara, "already")
    refused(GiveFloor(request=hand), amara, "no longer on the list")


def test_the_floor_passes_on_in_one_deed(river, amara, lena, idris, plenary):
    one = given(amara, raised(lena, plenary))
    other = given(amara, raised(idris, plenary))
    north, south = Floor.objects.seen_by(idris)
    assert (north.ended_at, south.ended_at) == (other.at, "")
    (time,) = [time for time in times_in(now(idris), plenary.id, None) if time.party and time.party.key == "north"]
    assert (time.times, time.used) == (1, seconds_between(one, other))


def test_a_hand_is_lowered_by_whoever_raised_it_or_the_chair(river, amara, lena, idris, marek, plenary):
    hand = raised(lena, plenary)
    not_there(WithdrawRequest(request=hand), idris, marek)
    refused(AskFloor(room=plenary.id), lena, "already raised")
    perform(WithdrawRequest(request=hand), lena)
    refused(WithdrawRequest(request=hand), lena, "no longer on the list")
    perform(WithdrawRequest(request=raised(lena, plenary)), amara)
    assert standing(lena, plenary).quiet


def test_who_has_the_floor_gives_it_back_and_the_chair_takes_it_back(river, amara, lena, idris, plenary):
    given(amara, raised(lena, plenary))
    refused(YieldFloor(room=plenary.id), idris, "do not have the floor")
    perform(YieldFloor(room=plenary.id), amara)
    assert standing(lena, plenary).floor is None


def test_the_floor_goes_to_somebody_who_speaks_in_the_room(river, amara, lena, idris):
    caucus = river.book("caucus", "north")
    refused(GiveFloor(room=caucus.id, seat=idris.id), amara, "does not speak in this room")
    observer = admit(amara, "observer", "Observer")
    refused(GiveFloor(room=river.book("plenary").id, seat=observer.id), now(amara), "does not speak")


def test_a_head_chairs_the_room_of_its_delegation(river, amara, lena, idris, marek):
    ours = river.book("delegation", "north")
    hand = raised(marek, ours)
    not_there(GiveFloor(request=hand), amara, idris, marek)
    perform(GiveFloor(request=hand), lena)
    perform(TakeTurns(room=ours.id), lena)
    say(lena, ours, "I chair, and may say so.")
    say(now(marek), ours, "Fourteen days.")


def test_what_is_asked_in_a_caucus_is_not_there_for_the_other_side(river, amara, lena, idris, plenary):
    caucus = river.book("caucus", "north")
    before = client_of(idris).get(f"/processes/{river.process}/rooms/{plenary.id}/").text
    hand = raised(lena, caucus)
    given(amara, hand)
    not_there(WithdrawRequest(request=hand), idris)
    assert not Hand.objects.seen_by(idris).exists()
    assert client_of(idris).get(f"/processes/{river.process}/chairing/rooms/{caucus.id}/").status_code == 404
    after = client_of(idris).get(f"/processes/{river.process}/rooms/{plenary.id}/").text
    assert "Nobody has the floor" in after and len(after) == len(before)


@pytest.mark.parametrize("data", [{}, {"request": "x", "room": "y", "seat": "z"}, {"room": "y"}, {"seat": "z"}])
def test_the_floor_is_given_to_a_hand_or_to_a_seat(river, amara, data):
    assert Api(amara).act("chairing.give_floor", data).status_code == 422


# ---- turns


def test_while_turns_are_taken_only_who_has_the_floor_speaks(river, amara, lena, idris, plenary):
    not_there(TakeTurns(room=plenary.id), lena)
    perform(TakeTurns(room=plenary.id, minutes=10), amara)
    refused(TakeTurns(room=plenary.id), amara, "already")
    refused(MakeStatement(room=plenary.id, text="We begin."), lena, "nobody has the floor")
    given(amara, raised(lena, plenary))
    say(now(lena), plenary, "We begin.")
    refused(MakeStatement(room=plenary.id, text="We object."), idris, "someone else has the floor")
    say(idris, plenary, "The list was closed.", speech_act="point_of_order")
    say(amara, plenary, "It was not.")
    perform(EndTurns(room=plenary.id), amara)
    refused(EndTurns(room=plenary.id), amara, "do not take turns")
    say(now(idris), plenary, "Then we speak.")


def test_an_interpreter_raises_points_of_order_and_takes_turns_in_the_third_party_s_own_room(river, amara, plenary):
    interpreter, ours = admit(amara, "interpreter", "Interpreter"), river.book("third_party")
    for room in (plenary, ours):
        perform(TakeTurns(room=room.id), now(amara))
    perform(RaisePointOfOrder(room=plenary.id, text="The channel is silent."), now(interpreter))
    not_there(MakeStatement(room=plenary.id, text="Rendered."), now(interpreter))
    refused(MakeStatement(room=ours.id, text="Between us."), now(interpreter), "nobody has the floor")


def test_turns_in_one_room_bind_no_other(river, amara, lena, plenary):
    perform(TakeTurns(room=plenary.id), amara)
    say(now(lena), river.book("caucus", "north"), "Between us.")


def test_time_is_counted_by_side_and_what_is_left_since_turns_began(river, amara, lena, idris, plenary):
    one = given(amara, raised(lena, plenary))
    end = perform(YieldFloor(room=plenary.id), lena).entry
    perform(TakeTurns(room=plenary.id, minutes=10), amara)
    two = given(amara, raised(lena, plenary))
    last = perform(YieldFloor(room=plenary.id), now(lena)).entry
    turns = standing(amara, plenary).turns
    (north,) = [t for t in times_in(now(amara), plenary.id, turns) if t.party and t.party.key == "north"]
    assert north.used == seconds_between(one, end) + seconds_between(two, last)
    assert north.left == 600 - seconds_between(two, last)
    room = api_floor(amara, plenary)
    assert (room["chairs"], room["turns"]["minutes"]) == (True, 10)
    assert {time["party"]: time["left"] for time in room["time"]}["north"] == north.left


# ---- points of order


def test_a_point_of_order_is_ruled_upon_before_the_floor_passes_on(river, amara, lena, idris, plenary):
    hand = raised(lena, plenary)
    point = perform(RaisePointOfOrder(room=plenary.id, text="The list was closed."), idris).entry.id
    refused(RaisePointOfOrder(room=plenary.id, text="Another."), lena, "Another point")
    refused(GiveFloor(request=hand), amara, "Rule on it")
    not_there(RuleOnPoint(point=point, ruling="upheld"), lena, idris)
    perform(RuleOnPoint(point=point, ruling="overruled", words="It is open until noon."), amara)
    refused(RuleOnPoint(point=point, ruling="upheld"), amara, "has been ruled")
    given(amara, hand)
    assert Point.objects.seen_by(idris).get().state == "overruled"


# ---- adjourning


def test_an_adjourned_room_takes_no_statements_until_it_is_resumed(river, amara, lena, idris, plenary):
    waiting = raised(idris, plenary)
    given(amara, raised(lena, plenary))
    not_there(Adjourn(room=plenary.id), lena)
    perform(Adjourn(room=plenary.id, until="tomorrow at nine"), amara)
    refused(Adjourn(room=plenary.id), amara, "already")
    room = standing(lena, plenary)
    assert room.floor is None and [hand.id for hand in room.hands] == [waiting]
    refused(MakeStatement(room=plenary.id, text="One more word."), lena, "adjourned")
    refused(GiveFloor(request=waiting), amara, "adjourned")
    refused(RaisePointOfOrder(room=plenary.id, text="We sit."), lena, "adjourned")
    say(now(amara), plenary, "We meet tomorrow.")
    raised(lena, plenary)
    perform(Resume(room=plenary.id), amara)
    refused(Resume(room=plenary.id), amara, "not adjourned")
    say(now(lena), plenary, "Good morning.")


def test_an_adjournment_is_not_a_closing(river, amara, lena, plenary):
    """The mediator’s closing keeps a room; adjourning it leaves the list open, and the room."""
    perform(Adjourn(room=plenary.id), amara)
    page = client_of(lena).get(f"/processes/{river.process}/rooms/{plenary.id}/").text
    assert "Adjourned." in page and "closed this room" not in page and "Raise hand" in page


# ---- speakers who are not named


def test_where_sides_are_named_the_floor_is_the_side_s(river, amara, lena, idris, marek, plenary):
    rules(amara, [lena, idris], attribution="party")
    hand = raised(lena, plenary)
    refused(AskFloor(room=plenary.id), now(marek), "Your side")
    assert Entry.objects.filter(book=plenary).order_by("number").last().by is None
    page = client_of(now(idris)).get(f"/processes/{river.process}/rooms/{plenary.id}/").text
    list_of = page[page.index('class="speakers"') : page.index("</ol>", page.index('class="speakers"'))]
    assert "North" in list_of and "Head of delegation" not in list_of and lena.id not in list_of
    perform(TakeTurns(room=plenary.id), now(amara))
    given(now(amara), hand)
    refused(GiveFloor(room=plenary.id, seat=idris.id), now(amara), "not named")
    say(now(marek), plenary, "For our side.")
    refused(MakeStatement(room=plenary.id, text="For ours."), now(idris), "someone else")
    perform(YieldFloor(room=plenary.id), now(marek))


def test_under_chatham_house_the_list_holds_numbers_and_nobody_is_held_to_a_turn(
    river, amara, lena, idris, marek, plenary
):
    rules(amara, [lena, idris], chatham_house=True)
    hand, second = raised(lena, plenary, words="On the gauge."), raised(lena, plenary)
    for seat in (idris, marek, amara):
        page = client_of(now(seat)).get(f"/processes/{river.process}/chairing/rooms/{plenary.id}/").text
        list_of = page[page.index('class="speakers"') : page.index("</ol>", page.index('class="speakers"'))]
        assert list_of.count("A participant") == 2 and "North" not in list_of and lena.id not in list_of
        told = api_floor(seat, plenary)
        assert [(each["seat"], each["party"], each["mine"]) for each in told["requests"]] == [(None, None, False)] * 2
    assert "number 1 on the list" in client_of(now(lena)).get(f"/processes/{river.process}/rooms/{plenary.id}/").text
    not_there(WithdrawRequest(request=second), now(marek), now(idris))
    refused(TakeTurns(room=plenary.id), now(amara), "not named here")
    given(now(amara), hand)
    told = api_floor(idris, plenary)
    assert (told["floor"]["seat"], told["floor"]["party"]) == (None, None)
    perform(YieldFloor(room=plenary.id), now(lena))
    times = times_in(now(idris), plenary.id, None)
    assert [(time.named, time.times) for time in times if time.times] == [("nobody", 1)]


def test_turns_that_began_under_names_bind_nobody_once_there_are_none(river, amara, lena, idris, plenary):
    hand = raised(lena, plenary)
    perform(TakeTurns(room=plenary.id), amara)
    given(amara, raised(idris, plenary))
    rules(now(amara), [now(lena), now(idris)], chatham_house=True)
    say(now(lena), plenary, "Somebody says so.")
    refused(GiveFloor(request=hand), now(amara), "now name speakers differently")


# ---- late members, pages


def test_a_member_welcomed_later_is_bound_by_turns_and_does_not_see_earlier_hands(river, amara, lena, idris, marek):
    from goodoffices.process.acts import ChangeTaskForce

    gauges = task_force(amara, "gauges", amara, lena)
    given(now(amara), raised(lena, gauges))
    perform(TakeTurns(room=gauges.id), now(amara))
    perform(ChangeTaskForce(task_force="gauges", welcome=[idris.id]), now(amara))
    refused(MakeStatement(room=gauges.id, text="I am here."), now(idris), "nobody has the floor")
    assert not Floor.objects.seen_by(now(idris)).exists()


def test_hands_go_up_and_down_through_the_pages(river, amara, lena, idris, plenary):
    room, hers, mine = f"/processes/{river.process}/rooms/{plenary.id}/", client_of(amara), client_of(lena)
    at_once, with_words = forms_on(mine, room, "chairing.ask_floor")  # in the bar, and beside it
    assert "Raise hand" in at_once.words and "Everyone at the table" in with_words.words
    assert with_words.send(mine, words="On the gauge.").status_code == 302
    assert "number 1 on the list" in mine.get(room).text
    assert form_on(mine, room, "chairing.withdraw_request").send(mine).status_code == 302
    forms_on(mine, room, "chairing.ask_floor")[0].send(mine)
    assert form_on(hers, room, "chairing.give_floor", room=plenary.id).send(hers, seat=idris.id).status_code == 302
    (calling,) = standing(amara, plenary).hands
    first, _beside = forms_on(hers, room, "chairing.give_floor", request=calling.id)
    assert first.send(hers).status_code == 302
    assert "You have the floor" in mine.get(room).text
    assert form_on(mine, room, "chairing.yield_floor").send(mine).status_code == 302
    assert form_on(mine, room, "chairing.raise_point_of_order").send(mine, text="It is late.").status_code == 302
    point = standing(amara, plenary).point
    ruling = form_on(hers, room, "chairing.rule_on_point", point=point.id)
    assert {"Uphold the point", "Overrule it"} <= set(ruling.words.split("\n"))
    assert hers.post(ruling.action, {**dict(ruling.fields), "ruling": "upheld"}).status_code == 302
    assert form_on(hers, room, "chairing.take_turns").send(hers, minutes="5").status_code == 302
    assert "5 minutes for each side" in mine.get(room).text
    assert form_on(hers, room, "chairing.end_turns").send(hers).status_code == 302
    assert form_on(hers, room, "chairing.adjourn").send(hers, until="noon").status_code == 302
    assert form_on(hers, room, "chairing.resume").send(hers).status_code == 302
    speakers = mine.get(f"/processes/{river.process}/chairing/rooms/{plenary.id}/").text
    assert "Upheld" in speakers and "Turns so far" in speakers


def test_what_is_pushed_names_nobody_the_ground_rules_do_not(river, amara, lena, idris, plenary):
    from goodoffices.live.rendering import Rendering

    rules(amara, [lena, idris], chatham_house=True)
    entry = perform(AskFloor(room=plenary.id), now(lena)).entry
    line, floor = [piece.block.decode() for piece in Rendering().shown(entry, "en")]
    assert "1 hand raised" in line
    block = line + floor
    assert "A participant" in block and lena.id not in block and "North" not in block
    assert f"/chairing/rooms/{plenary.id}/" in block
