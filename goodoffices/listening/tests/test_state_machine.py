"""The loop as a state machine: whatever anybody does, in whichever order, nothing is confirmed but by the speaker's side."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.listening.acts import AskRestatement, Confirm, Correct, EntrustConfirming, Restate, Waive
from goodoffices.listening.models import Loop, Restatement
from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.table import admit, now, say

STEPS = st.lists(
    st.tuples(
        st.sampled_from(("ask", "restate", "correct", "confirm", "waive", "entrust")),
        st.sampled_from(("amara", "lena", "marek", "idris")),
        st.integers(0, 3),
    ),
    max_size=14,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_path_reaches_confirmed_without_the_speaker_s_side(river, amara, lena, idris, steps):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    seats = {"amara": amara, "lena": lena, "idris": idris, "marek": marek}
    said = say(lena, river.book("plenary"), "40 cubic metres.").id
    named = False
    for step, who, which in steps:
        seat = now(seats[who])
        made = [row.id for row in Restatement.objects.seen_by(amara).filter(loop__about=said)]
        restatement = made[which % len(made)] if made else "none"
        act = {
            "ask": AskRestatement(statement=said),
            "restate": Restate(statement=said, text="As heard."),
            "correct": Correct(restatement=restatement, missing="Something."),
            "confirm": Confirm(restatement=restatement),
            "waive": Waive(statement=said, reason="Enough."),
            "entrust": EntrustConfirming(seat=marek.id),
        }[step]
        try:
            perform(act, seat)
        except (NotThere, Refused):
            continue
        named = named or step == "entrust"
        assert step not in ("confirm", "correct") or who == "lena" or (who == "marek" and named)
        assert step != "waive" or who == "amara"
    for loop in Loop.objects.seen_by(amara).filter(about=said, state="confirmed"):
        confirmed = Restatement.objects.seen_by(amara).get(loop=loop, state="confirmed")
        entries = [
            e for e in Entry.objects.filter(kind="consultation.confirm") if e.data["restatement"] == confirmed.id
        ]
        assert [entry.actor in {lena.id, marek.id} and entry.actor != confirmed.seat_id for entry in entries] == [True]
