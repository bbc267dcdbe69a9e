"""Minutes: who drafts, corrects and approves them, when they are locked, and that locked is locked."""

import pytest

from goodoffices.decisions.acts import BreakSilence, ConsentToDecision, NoteReceipt, PutDecision
from goodoffices.decisions.models import Decision
from goodoffices.minutes.acts import (
    ApproveMinutes,
    DeclineCorrection,
    DraftMinutes,
    LockMinutes,
    ProposeCorrection,
    TakeInCorrection,
    WithdrawCorrection,
)
from goodoffices.minutes.models import Approval, Correction, Minutes, Paragraph, Wording
from goodoffices.process.tests.test_coming_and_going import accepts_rules, admitted
from goodoffices.record.acts import KINDS, NotThere, Stale
from goodoffices.record.models import Entry
from goodoffices.record.perform import IfUnchangedSince, perform
from tests.table import admit, book, founded, not_there, now, refused, rules, say


def found(seat, id):
    return Minutes.objects.seen_by(now(seat)).select_related("book", "session").get(id=id)


def paragraphs(seat, id):
    return list(Paragraph.objects.seen_by(now(seat)).filter(minutes=id).select_related("book").order_by("place"))


def corrected(by, id, words="North asked for forty days of notice.", place=2):
    return perform(ProposeCorrection(paragraph=paragraphs(by, id)[place - 1].id, words=words), by).entry.id


def correction(seat, id):
    return Correction.objects.seen_by(now(seat)).get(id=id)


def approve(id, *heads, version=1):
    for head in heads:
        perform(ApproveMinutes(minutes=id, version=version), now(head))


# ---- Drafting


def test_a_draft_is_cut_into_paragraphs_in_the_rooms_book(river, lena, held, minutes):
    one = found(lena, minutes)
    assert (one.book, one.version, one.state, one.session_id) == (river.book("plenary"), 1, "circulated", held.id)
    assert [each.place for each in paragraphs(lena, minutes)] == [1, 2, 3]
    assert one.in_words().startswith("Opened at ten.\n\nNorth asked for forty days (Plenary ")


def test_the_kind_of_minutes_is_recorded_under_its_name(river, sara, held):
    entry = perform(DraftMinutes(session=held.id, kind="verbatim", text="All of it."), sara).entry
    assert entry.data == {"session": held.id, "kind": "verbatim", "text": "All of it."}
    assert found(sara, entry.id).style == "verbatim"
    assert Entry.objects.get(book=entry.book, number=entry.number).act.style == "verbatim"


def test_parties_draft_nothing_and_a_room_has_one_draft_of_a_session(river, amara, lena, idris, sara, held, minutes):
    not_there(DraftMinutes(session=held.id, text="Ours."), lena, idris)
    refused(DraftMinutes(session=held.id, text="Again."), sara, "has minutes")
    caucus = river.book("caucus", "north").id
    entry = perform(DraftMinutes(session=held.id, text="Among us.", book=caucus), now(amara)).entry
    assert entry.book_id == caucus
    assert not Minutes.objects.seen_by(now(idris)).filter(id=entry.id).exists()


def test_minutes_need_somebody_who_could_approve_them(river, sara, held):
    third = book(sara, "third_party").id
    refused(DraftMinutes(session=held.id, text="Among us.", book=third), sara, "No party could approve")


def test_a_session_of_another_process_is_not_there(river, sara, held):
    other = founded("Talks on the Sea", "north")
    not_there(DraftMinutes(session=held.id, text="Theirs."), other)
    not_there(DraftMinutes(session="x" * 24, text="None."), sara)


def test_citations_lead_to_entries_that_everyone_in_the_room_reads(river, amara, lena, sara, held):
    head = book(sara, "plenary").head
    refused(DraftMinutes(session=held.id, text=f"As said (Plenary {head + 1})."), sara, "is not in the record")
    between = say(lena, river.book("caucus", "north"), "Between us.")
    refused(DraftMinutes(session=held.id, text=f"As said ({between.citation})."), sara, "cannot be read by everyone")
    arabic = perform(DraftMinutes(session=held.id, text=f"الجلسة العامة {held.north.number}"), sara).entry
    refused(
        ProposeCorrection(paragraph=paragraphs(lena, arabic.id)[0].id, words=f"See Plenary {head + 99}."),
        now(lena),
        "is not in the record",
    )


def test_a_citation_of_a_book_one_does_not_read_is_no_oracle(river, amara, lena, sara, held):
    """What the secretariat does not read it cannot find out: the words are words, whether or not there is such an entry."""
    said = say(lena, river.book("delegation", "north"), "Our red line.")
    text = f"{said.citation}\n\nNorth delegation 9999"
    assert perform(DraftMinutes(session=held.id, text=text), sara).entry.id


# ---- Corrections


def test_a_correction_taken_in_makes_a_new_version_and_keeps_the_old_words(river, amara, lena, minutes):
    before = found(lena, minutes).in_words()
    id = corrected(lena, minutes)
    entry = perform(TakeInCorrection(correction=id, why="North is right."), amara).entry
    after = found(lena, minutes)
    assert (after.version, entry.facts["version"], after.wording) == (2, 2, entry.number)
    assert "forty days of notice" in after.in_words()
    assert after.in_words_at(after.number) == before
    paragraph = paragraphs(lena, minutes)[1]
    wordings = Wording.objects.seen_by(now(lena)).filter(paragraph=paragraph)
    assert [each.version for each in wordings] == [1, 2]
    assert paragraph.in_words_at(after.number).startswith("North asked for forty days (")
    done = correction(lena, id)
    assert (done.state, done.why, done.ended) == ("taken_in", "North is right.", entry.number)


def test_a_declined_correction_stays_on_record_and_may_come_again(river, amara, lena, minutes):
    id = corrected(lena, minutes)
    perform(DeclineCorrection(correction=id, why="It was said later."), amara)
    assert (correction(lena, id).state, found(lena, minutes).version) == ("declined", 1)
    refused(TakeInCorrection(correction=id), amara, "has been decided")
    again = corrected(lena, minutes)
    assert again != id and correction(lena, again).open


def test_two_corrections_of_one_paragraph_do_not_overwrite_each_other(river, amara, lena, idris, minutes):
    first, second = corrected(lena, minutes), corrected(idris, minutes, "North asked for thirty days.")
    perform(TakeInCorrection(correction=first), amara)
    refused(TakeInCorrection(correction=second), amara, "changed since")
    assert correction(idris, second).open
    assert "forty days of notice" in found(lena, minutes).in_words()


def test_a_correction_from_a_page_drawn_before_another_was_taken_in_is_stale(river, amara, lena, idris, minutes):
    paragraph = paragraphs(idris, minutes)[1]
    seen = IfUnchangedSince(paragraph.book_id, paragraph.changed)
    perform(TakeInCorrection(correction=corrected(lena, minutes)), amara)
    with pytest.raises(Stale) as stale:
        perform(ProposeCorrection(paragraph=paragraph.id, words="Thirty."), idris, seen=seen)
    assert stale.value.thing.told()["words"] == "North asked for forty days of notice."


def test_who_proposes_and_who_decides(river, amara, lena, idris, sara, minutes):
    noor = admit(amara, "observer", "Observer")
    paragraph = paragraphs(lena, minutes)[1].id
    not_there(ProposeCorrection(paragraph=paragraph, words="Mine."), noor)
    delegate = admit(now(lena), "delegate", "Delegate of North", "north")
    id = perform(ProposeCorrection(paragraph=paragraph, words="North spoke."), delegate).entry.id
    for act in (TakeInCorrection(correction=id), DeclineCorrection(correction=id, why="No.")):
        not_there(act, now(lena), now(idris), now(sara))
    not_there(WithdrawCorrection(correction=id), now(idris), now(amara))
    perform(WithdrawCorrection(correction=id), now(lena))
    assert correction(lena, id).state == "withdrawn"
    perform(ProposeCorrection(paragraph=paragraph, words="A slip of ours."), now(sara))


def test_the_same_words_are_no_correction(river, lena, minutes):
    paragraph = paragraphs(lena, minutes)[0]
    refused(ProposeCorrection(paragraph=paragraph.id, words="Opened at ten.\n"), lena, "says that already")


# ---- Approval and the lock


def test_with_the_last_approval_they_are_locked_in_the_same_transaction(river, amara, lena, idris, minutes):
    approve(minutes, lena)
    assert not found(lena, minutes).locked
    refused(ApproveMinutes(minutes=minutes, version=1), now(lena), "has approved")
    approve(minutes, idris)
    locked = found(lena, minutes)
    assert (locked.state, locked.how) == ("locked", "approved")
    entry = Entry.objects.get(book=locked.book, number=locked.locked_by)
    assert (entry.kind, entry.by, entry.number) == ("minutes.lock", None, locked.book.head)


def test_only_heads_approve_and_nobody_locks(river, amara, lena, sara, minutes):
    delegate = admit(now(lena), "delegate", "Delegate of North", "north")
    not_there(ApproveMinutes(minutes=minutes, version=1), amara, delegate, sara)
    for seat in (amara, lena, sara):
        with pytest.raises(NotThere):
            perform(LockMinutes(minutes=minutes, how="approved"), now(seat))


def test_a_new_version_asks_for_approval_again(river, amara, lena, idris, minutes):
    approve(minutes, idris)
    perform(TakeInCorrection(correction=corrected(lena, minutes)), amara)
    with pytest.raises(Stale) as stale:
        perform(ApproveMinutes(minutes=minutes, version=1), now(lena))
    told = stale.value.thing.told()
    assert told["version"] == 2 and "forty days of notice" in told["text"]
    approve(minutes, lena, version=2)
    assert not found(lena, minutes).locked, "South has approved version 1 only"
    approve(minutes, idris, version=2)
    assert found(lena, minutes).locked
    assert Approval.objects.seen_by(now(lena)).filter(minutes=minutes).count() == 3


def test_what_is_still_open_at_the_lock_stands_as_a_note(river, amara, lena, idris, minutes):
    taken, open, gone = corrected(lena, minutes), corrected(idris, minutes, "We said thirty.", 3), None
    gone = corrected(idris, minutes, "We said so at ten.", 1)
    perform(TakeInCorrection(correction=taken), amara)
    perform(WithdrawCorrection(correction=gone), now(idris))
    approve(minutes, lena, idris, version=2)
    assert [correction(lena, id).state for id in (taken, open, gone)] == ["taken_in", "note", "withdrawn"]


def test_locked_is_locked(river, amara, lena, idris, sara, clock, minutes):
    """Every act about minutes, by whoever may do it, is refused with a way forward, and nothing of them changes."""
    open = corrected(idris, minutes, "We said thirty.", 3)
    decision = perform(PutDecision(about=minutes, method="consent"), amara).entry.id
    approve(minutes, lena, idris)
    before = found(lena, minutes).told()
    tried = [
        (DraftMinutes(session=before["session_id"], text="Anew."), sara),
        (ProposeCorrection(paragraph=paragraphs(lena, minutes)[0].id, words="Otherwise."), lena),
        (TakeInCorrection(correction=open), amara),
        (DeclineCorrection(correction=open, why="No."), amara),
        (WithdrawCorrection(correction=open), idris),
        (ApproveMinutes(minutes=minutes, version=1), lena),
        (PutDecision(about=minutes, method="silence"), amara),
    ]
    assert {act.kind for act, _seat in tried} >= {kind for kind in KINDS if kind.startswith("minutes.")} - {
        "minutes.lock"
    }
    for act, seat in tried:
        refused(act, now(seat))
    for head in (lena, idris):  # what was put before goes on, and changes nothing
        perform(ConsentToDecision(decision=decision), now(head))
    assert found(lena, minutes).told() == before
    assert Entry.objects.filter(kind="minutes.lock").count() == 1


def test_silence_that_nobody_breaks_locks_them_at_its_expiry(river, amara, lena, idris, clock, minutes):
    corrected(lena, minutes)
    id = perform(PutDecision(about=minutes, method="silence"), amara).entry.id
    decision = Decision.objects.seen_by(now(amara)).get(id=id)
    assert decision.frozen == found(amara, minutes).in_words()
    for head in (lena, idris):
        perform(NoteReceipt(decision=id), now(head))
    clock.at(decision, -1)
    clock.ring()
    assert not found(amara, minutes).locked
    clock.at(decision, 5)
    clock.ring()
    locked = found(amara, minutes)
    assert (locked.state, locked.how, locked.locked_at) == ("locked", "silence", decision.expires)
    last, before = Entry.objects.filter(book=locked.book).order_by("-number")[:2]
    assert (last.kind, before.kind, last.by) == ("minutes.lock", "decisions.expire", None)
    assert Correction.objects.seen_by(now(amara)).get().state == "note"


def test_silence_over_words_that_were_corrected_meanwhile_locks_nothing(river, amara, lena, idris, clock, minutes):
    id = perform(PutDecision(about=minutes, method="silence"), amara).entry.id
    decision = Decision.objects.seen_by(now(amara)).get(id=id)
    for head in (lena, idris):
        perform(NoteReceipt(decision=id), now(head))
    perform(TakeInCorrection(correction=corrected(lena, minutes)), now(amara))
    clock.at(decision, 5)
    clock.ring()
    again = Decision.objects.seen_by(now(amara)).get(id=id)
    assert (again.state, again.why, found(amara, minutes).locked) == ("void", "reworded", False)


def test_broken_silence_locks_nothing(river, amara, lena, idris, clock, minutes):
    id = perform(PutDecision(about=minutes, method="silence"), amara).entry.id
    perform(BreakSilence(decision=id, words="Paragraph 2 is not what we said."), now(idris))
    clock.at(Decision.objects.seen_by(now(amara)).get(id=id), 5)
    clock.ring()
    assert not found(amara, minutes).locked


def test_consent_of_all_heads_locks_them(river, amara, lena, idris, minutes):
    id = perform(PutDecision(about=minutes, method="consent"), amara).entry.id
    for head in (lena, idris):
        perform(ConsentToDecision(decision=id), now(head))
    assert found(amara, minutes).how == "consent"


def test_a_caucus_approves_its_own_minutes_alone(river, amara, lena, idris, held):
    caucus = river.book("caucus", "north")
    id = perform(DraftMinutes(session=held.id, text="Among us.", book=caucus.id), amara).entry.id
    not_there(ApproveMinutes(minutes=id, version=1), idris)
    approve(id, lena)
    assert found(lena, id).locked


def test_under_the_chatham_house_rule_nobody_is_named(river, amara, lena, idris, minutes):
    rules(amara, [lena, idris], chatham_house=True)
    id = perform(ProposeCorrection(paragraph=paragraphs(lena, minutes)[1].id, words="Forty."), now(lena)).entry
    assert id.by is None and "party" not in id.facts
    assert (correction(idris, id.id).party, correction(idris, id.id).named) == (None, "nobody")
    perform(WithdrawCorrection(correction=id.id), now(lena))


def test_whoever_joins_after_they_were_drafted_is_not_waited_for(river, amara, lena, idris, minutes):
    accepts_rules(admitted(amara, lena, idris))
    approve(minutes, lena, idris)
    assert found(lena, minutes).locked
