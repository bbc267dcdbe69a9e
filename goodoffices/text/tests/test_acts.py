"""Texts: who tables, words, stands, agrees, bridges and freezes; and that nothing is agreed that nobody accepted."""

import pytest

from goodoffices.engines.brackets.storing import Row
from goodoffices.record.acts import KINDS, Stale
from goodoffices.record.perform import IfUnchangedSince, perform
from goodoffices.text.acts import (
    AcceptBridge,
    Agree,
    AgreeDeletion,
    ConsentToReopening,
    Delete,
    EndTrust,
    Entrust,
    GiveReason,
    Insert,
    IssueRevision,
    Merge,
    NameEditors,
    Oppose,
    Propose,
    PutBridge,
    PutInBrackets,
    Renumber,
    Reopen,
    Reserve,
    ShowReason,
    Split,
    StateReason,
    Support,
    TableDraft,
    Withdraw,
)
from goodoffices.text.agreed import agreement_on
from goodoffices.text.models import Draft, Move, Provision, Reason, Revision, ShownReason, Wording
from goodoffices.text.tests.conftest import Text
from tests.table import admit, not_there, now, refused


def agreed(text, label):
    seat = now(text.reader)
    provision = Provision.objects.seen_by(seat).select_related("book", "draft", "draft__book").get(id=text[label].id)
    return agreement_on(seat, provision).state


# ---- Tabling


def test_a_text_is_one_row_a_provision_and_loses_nothing(text):
    rows = text.provisions()
    assert [row.shape["kind"] for row in rows] == ["article", "paragraph", "paragraph", "subparagraph"]
    assert "".join(row.words for row in rows).startswith("Article 5\n\n1. Each Party [shall][should]")
    assert [row.shape["cited"] for row in rows] == ["Art. 5", "Art. 5 (1)", "Art. 5 (2)", "Art. 5 (2) (a)"]
    assert isinstance(rows[0].row, Row)
    assert [choice.words for choice in text.choices()] == ["shall", "should", "in writing"]


def test_names_in_brackets_become_stances_of_the_parties_they_mean(river, amara, idris):
    words = "1. [US: Ten][EU: Thirty] days. [Chile: In writing.]\n"
    entry = perform(TableDraft(title="Days", text=words, names={"US": "north", "EU": "south"}), amara).entry
    row = Provision.objects.seen_by(idris).get(draft=entry.id, words__contains="days")
    assert row.words == "1. [Ten][Thirty] days. [Chile: In writing.]\n"
    assert {(note[2], note[3]) for note in row.shape["notes"] if note[2]} == {
        ("north", "proposed"),
        ("south", "proposed"),
    }


def test_a_reading_can_be_corrected(river, amara):
    words = "1. One.\n\n2. Two,\n\n3. which goes on.\n"
    entry = perform(TableDraft(title="T", text=words, joined=[3], kinds={"1": "operative"}), amara).entry
    rows = list(Provision.objects.seen_by(amara).filter(draft=entry.id).order_by("place"))
    assert [row.words for row in rows] == ["1. One.\n\n", "2. Two,\n\n3. which goes on.\n"]
    assert rows[0].shape["kind"] == "operative"


def test_unbalanced_brackets_are_never_refused(river, lena):
    entry = perform(TableDraft(title="T", text="1. Left [open.\n\n2. Closed] twice.\n"), lena).entry
    assert Draft.objects.seen_by(lena).get(id=entry.id).in_words() == "1. Left [open.\n\n2. Closed] twice."


def test_a_party_that_is_not_there_is_named_by_nobody(river, amara):
    refused(TableDraft(title="T", text="[US: x]", names={"US": "east"}), amara, "no party")


def test_a_text_of_a_delegation_is_its_own(river, lena, idris, amara):
    own = perform(TableDraft(title="Ours", text="1. [x]\n", book=river.book("delegation", "north").id), lena).entry
    assert not Draft.objects.seen_by(now(idris)).filter(id=own.id).exists()
    assert not Draft.objects.seen_by(now(amara)).filter(id=own.id).exists()


# ---- Wording


def test_an_edit_becomes_the_smallest_alternatives(text, idris):
    perform(Propose(provision=text["2"].id, words="2. Notice is given thirty days before water is held back."), idris)
    assert text.words("2") == "2. Notice is given [ten][thirty] days before water is held back."
    assert text.stances("thirty") == {"south": "proposed"}
    assert text.stances("ten") == {"south": "opposed"}
    assert text.words("1") == "1. Each Party [shall][should] give notice [in writing]."


def test_a_span_is_proposed_in_other_words_and_its_alternative_is_the_thing(text, lena):
    start = text["2"].words.index("ten days")
    entry = perform(Propose(provision=text["2"].id, span=[start, start + 8], words="a week"), lena).entry
    assert text.words("2") == "2. Notice is given [ten days][a week] before water is held back."
    assert entry.facts["id"] == text.target("a week")


def test_words_are_inserted_deleted_and_bracketed(text, lena, idris):
    two = text["2"].id
    at = text["2"].words.index(" before")
    perform(Insert(provision=two, at=at, words=" at least"), lena)
    start = text["2"].words.index("held back")
    perform(Delete(provision=two, span=[start, start + 9]), idris)
    start = text["2"].words.index("Notice")
    perform(PutInBrackets(provision=two, span=[start, start + 6]), lena)
    assert text.words("2") == "2. [Notice] is given ten days[ at least] before water is [held back]."
    assert text.stances("held back") == {"south": "opposed"}
    assert text.stances("Notice") == {"north": "reserved"}


def test_a_whole_provision_is_put_in_brackets_after_its_number(text, lena):
    perform(PutInBrackets(provision=text["2"].id), lena)
    assert text.words("2") == "2. [Notice is given ten days before water is held back.]"


def test_a_new_provision_stands_after_another_and_goes_with_its_withdrawal(text, lena, idris):
    entry = perform(Insert(provision=text["2"].id, number="2 bis", words="Notice is free."), lena).entry
    assert [row.shape["label"] for row in text.provisions()] == ["5", "1", "2", "2 bis", "a"]
    assert text.words("2 bis") == "2 bis. [Notice is free.]"
    refused(Withdraw(target=entry.facts["id"]), idris, "has said nothing")
    perform(Withdraw(target=entry.facts["id"]), lena)
    assert [row.shape["label"] for row in text.provisions()] == ["5", "1", "2", "a"]


def test_who_edits_an_older_wording_is_shown_the_newer_one(text, lena, idris):
    two = text["2"]
    seen = IfUnchangedSince(two.book_id, two.changed)
    perform(Propose(provision=two.id, words="2. Notice is given thirty days before water is held back."), idris)
    with pytest.raises(Stale) as stale:
        perform(Propose(provision=two.id, words="2. Notice is given ten days earlier."), lena, seen=seen)
    assert "[ten][thirty]" in stale.value.thing.words


def test_a_stance_overtakes_no_edit(text, lena, idris):
    one = text["1"]
    seen = IfUnchangedSince(one.book_id, one.changed)
    perform(Support(target=text.target("shall")), lena)
    start = one.words.index("Each")
    perform(Propose(provision=one.id, span=[start, start + 4], words="Every"), idris, seen=seen)
    assert "[Each][Every] Party" in text.words("1")


def test_an_id_stays_when_words_around_it_change(text, lena, idris):
    shall = text.target("shall")
    start = text["1"].words.index("Each")
    perform(Propose(provision=text["1"].id, span=[start, start + 4], words="Every"), idris)
    assert text.target("shall") == shall
    assert text.alternatives() == {choice.id for choice in text.choices()}


def test_other_blanks_are_no_other_words(text, lena):
    refused(Propose(provision=text["2"].id, words=text["2"].words.replace(" ", "  ")), lena, "says that already")


def test_half_a_bracket_is_refused_with_a_sentence_and_changes_nothing(text, lena):
    before = text.words("2")
    refused(Propose(provision=text["2"].id, words="2. Notice is [given."), lena, "bracket")
    assert text.words("2") == before


def test_the_third_party_proposes_only_with_a_mandate(text, amara):
    entry = perform(Propose(provision=text["2"].id, words="2. Notice is given in time."), amara)
    assert entry.entry.facts["party"] is None
    assert "third" not in [
        side
        for choice in text.choices()
        for side in text.stances(choice.words)
        if text.stances(choice.words)[side] == "opposed"
    ]


# ---- Stances


def test_a_party_has_one_stance_and_its_last_counts(text, lena):
    shall = text.target("shall")
    perform(Support(target=shall), lena)
    perform(Reserve(target=shall, pending="instructions", words="Capital is asked."), lena)
    assert text.stances("shall") == {"north": "reserved"}
    [choice] = [each for each in text.choices() if each.words == "shall"]
    assert choice.stances[0].pending == "pending instructions"
    perform(Withdraw(target=shall), lena)
    assert text.stances("shall") == {}


def test_only_heads_and_whom_they_entrust_take_stances(text, amara, lena, idris):
    nils = admit(lena, "delegate", "Nils of North", party="north")
    not_there(Support(target=text.target("shall")), nils, amara)
    perform(Entrust(draft=text.id, seat=nils.id), now(lena))
    perform(Support(target=text.target("shall")), now(nils))
    assert text.stances("shall") == {"north": "supported"}
    refused(Entrust(draft=text.id, seat=idris.id), now(lena), "own delegation")


def test_a_trust_is_ended_and_the_stances_stay(text, amara, lena, idris):
    nils = admit(lena, "delegate", "Nils of North", party="north")
    refused(EndTrust(draft=text.id, seat=nils.id), now(lena), "not entrusted")
    perform(Entrust(draft=text.id, seat=nils.id), now(lena))
    perform(Support(target=text.target("shall")), now(nils))
    not_there(EndTrust(draft=text.id, seat=nils.id), now(nils))
    refused(EndTrust(draft=text.id, seat=nils.id), now(idris), "not entrusted")
    perform(EndTrust(draft=text.id, seat=nils.id), now(lena))
    not_there(Support(target=text.target("in writing")), now(nils))
    assert text.stances("shall") == {"north": "supported"}
    perform(Entrust(draft=text.id, seat=nils.id), now(lena))


def test_nobody_withdraws_another_partys_reservation(text, lena, idris):
    perform(Reserve(target=text.target("shall")), lena)
    refused(Withdraw(target=text.target("shall")), idris, "has said nothing")
    assert text.stances("shall") == {"north": "reserved"}


# ---- Agreement


def test_a_clean_provision_is_agreed_once_every_head_has(text, lena, idris):
    perform(Agree(provision=text["2"].id, ad_ref=True), lena)
    assert agreed(text, "2") == ""
    perform(Agree(provision=text["2"].id), idris)
    assert agreed(text, "2") == "agreed_ad_ref"
    perform(Agree(provision=text["2"].id), lena)
    assert agreed(text, "2") == "agreed"
    refused(Propose(provision=text["2"].id, words="2. Other."), idris, "reopened")


def test_brackets_are_not_agreed_to(text, lena):
    refused(Agree(provision=text["1"].id), lena, "brackets")


def test_one_of_two_wordings_is_agreed_and_the_other_goes(text, lena, idris):
    shall = text.target("shall")
    perform(Agree(provision=text["1"].id, target=shall), lena)
    assert "[shall][should]" in text.words("1")
    perform(Agree(provision=text["1"].id, target=shall), idris)
    assert text.words("1") == "1. Each Party shall give notice [in writing]."
    assert text.alternatives() == {text.target("in writing")}


def test_words_go_once_every_head_has_agreed_that_they_go(text, lena, idris):
    id, target = text["1"].id, text.target("in writing")
    perform(AgreeDeletion(provision=id, target=target), lena)
    assert text.stances("in writing") == {"north": "opposed"}
    refused(AgreeDeletion(provision=id, target=target), now(lena), "waiting for the other parties")
    perform(Oppose(target=target), idris)
    assert text.words("1").endswith("[in writing].")  # opposing is not agreeing
    perform(AgreeDeletion(provision=id, target=target), now(idris))
    assert text.words("1") == "1. Each Party [shall][should] give notice."
    assert target not in text.alternatives()


def test_who_agreed_that_words_go_and_then_to_the_words_lets_nothing_go(text, lena, idris):
    id, target = text["1"].id, text.target("in writing")
    perform(AgreeDeletion(provision=id, target=target), lena)
    perform(Agree(provision=id, target=target), now(lena))
    perform(AgreeDeletion(provision=id, target=target), idris)
    assert text.words("1").endswith("[in writing].")
    perform(Agree(provision=id, target=target), now(idris))
    assert text.words("1") == "1. Each Party [shall][should] give notice in writing."


def test_nobody_lets_go_of_words_that_were_put_in_later(text, lena, idris):
    id, target = text["1"].id, text.target("in writing")
    perform(AgreeDeletion(provision=id, target=target), lena)
    start = text["1"].words.index("writing")
    perform(Propose(provision=id, span=[start, start + 7], words="a cable"), idris)
    perform(AgreeDeletion(provision=id, target=target), now(idris))
    assert "[in [writing][a cable]]" in text.words("1")
    perform(AgreeDeletion(provision=id, target=target), now(lena))
    assert text.words("1") == "1. Each Party [shall][should] give notice."


def test_none_of_several_wordings_stays_and_a_whole_provision_may_go(text, lena, idris):
    for head in (lena, idris):
        perform(AgreeDeletion(provision=text["1"].id, target=text.target("shall")), now(head))
    assert text.words("1") == "1. Each Party give notice [in writing]."
    perform(PutInBrackets(provision=text["a"].id), now(lena))
    gone = text["a"].id
    for head in (lena, idris):
        perform(AgreeDeletion(provision=gone, target=text.choices("a")[0].id), now(head))
    assert gone not in [row.id for row in text.provisions()]


def test_agreed_words_do_not_go(text, lena, idris):
    for head in (lena, idris):
        perform(Agree(provision=text["2"].id), head)
    refused(AgreeDeletion(provision=text["2"].id, target=text.target("in writing")), lena, "reopened")


def test_a_name_on_paper_that_is_no_party_here_keeps_no_bracket(river, amara, lena, idris):
    draft = perform(TableDraft(title="Old", text="1. Notice is given [Chile: delete: in writing].\n"), amara).entry.id
    [row] = Provision.objects.seen_by(lena).filter(draft=draft)
    old = Text(draft, lena)
    target = old.choices()[0].id
    for head in (lena, idris):
        perform(Agree(provision=row.id, target=target), now(head))
    assert "[" not in old.provisions()[0].words


def test_only_a_provision_is_agreed_ad_referendum(text, lena):
    for kind in (Agree, AgreeDeletion):
        act = kind(provision=text["1"].id, target=text.target("shall"), ad_ref=True)
        refused(act, lena, "Only a provision")


def test_agreement_is_to_the_words_as_they_stand(text, lena, idris):
    perform(Agree(provision=text["2"].id), lena)
    start = text["2"].words.index("ten")
    entry = perform(Propose(provision=text["2"].id, span=[start, start + 3], words="thirty"), idris).entry
    perform(Withdraw(target=entry.facts["id"]), idris)
    perform(Agree(provision=text["2"].id), idris)
    assert agreed(text, "2") == ""  # North agreed to an earlier wording, and is asked again
    perform(Agree(provision=text["2"].id), lena)
    assert agreed(text, "2") == "agreed"


def test_opposition_takes_agreement_to_a_wording_back(text, lena, idris):
    shall = text.target("shall")
    perform(Agree(provision=text["1"].id, target=shall), lena)
    perform(Oppose(target=shall), lena)
    perform(Agree(provision=text["1"].id, target=shall), idris)
    assert "[shall][should]" in text.words("1")


def test_agreed_text_is_reopened_only_with_those_who_agreed(text, lena, idris, amara):
    for head in (lena, idris):
        perform(Agree(provision=text["2"].id), head)
    reopening = perform(Reopen(provision=text["2"].id, words="Our engineers disagree."), idris).entry.id
    refused(Propose(provision=text["2"].id, words="2. Other."), idris, "reopened")
    not_there(ConsentToReopening(reopening=reopening), amara)
    refused(ConsentToReopening(reopening=reopening), idris, "waiting")
    perform(ConsentToReopening(reopening=reopening), lena)
    assert agreed(text, "2") == ""
    perform(Propose(provision=text["2"].id, words="2. Notice is given thirty days before water is held back."), idris)


# ---- Bridges


def test_bridging_words_take_the_place_of_brackets_once_all_accept(text, amara, lena, idris):
    start = text["2"].words.index("ten")
    perform(Propose(provision=text["2"].id, span=[start, start + 3], words="thirty"), idris)
    refused(PutBridge(provision=text["1"].id, words="1. None."), amara, "nothing to bridge")
    bridge = perform(PutBridge(provision=text["2"].id, words="Notice is given twenty days before."), amara).entry.id
    not_there(AcceptBridge(bridge=bridge), lena)  # none of her words go
    perform(AcceptBridge(bridge=bridge), idris)
    assert text.words("2") == "2. Notice is given twenty days before."
    assert agreed(text, "2") == ""


def test_bridging_words_are_overtaken_by_a_newer_wording(text, amara, lena, idris):
    start = text["2"].words.index("ten")
    perform(Propose(provision=text["2"].id, span=[start, start + 3], words="thirty"), idris)
    bridge = perform(PutBridge(provision=text["2"].id, words="Twenty days."), amara).entry.id
    start = text["2"].words.index("water")
    perform(Propose(provision=text["2"].id, span=[start, start + 5], words="a flow"), lena)
    refused(AcceptBridge(bridge=bridge), idris, "changed since")


def test_a_provision_put_in_may_have_brackets_of_its_own(text, lena, idris):
    words = "Notice is sent [in writing][by any means] to both gauges."
    made = perform(Insert(provision=text["2"].id, number="(b)", words=words), lena).entry
    assert made.act.thing(made.facts) == text.target(words)
    assert made.act.parts(made.facts)["provision"] == [text["(b)"].id]
    assert text.words("(b)") == f"(b) [{words}]"
    assert text["(b)"].shape["cited"] == "Art. 5 (2) (b)"
    assert [choice.words for choice in text.choices("(b)")] == [words, "in writing", "by any means"]
    refused(Insert(provision=text["2"].id, words="Notice] is [sent"), lena, "do not match")


def test_what_was_proposed_is_the_whole_wording_and_not_a_bracket_in_it(text, lena):
    words = text["2"].words
    span = [words.index("ten"), words.index(" days")]
    made = perform(Propose(provision=text["2"].id, span=span, words="[fourteen][thirty] working"), lena).entry
    assert made.act.thing(made.facts) == text.target("[fourteen][thirty] working")
    parts = made.act.parts(made.facts)["alternative"]
    assert parts == [text.target(each) for each in ("ten", "[fourteen][thirty] working", "fourteen", "thirty")]


# ---- Editors


def test_an_editor_is_whom_every_head_has_named(text, amara, lena, idris):
    not_there(Renumber(provision=text["2"].id, number="7"), amara)
    perform(NameEditors(draft=text.id, seats=[amara.id, lena.id]), lena)
    not_there(Renumber(provision=text["2"].id, number="7"), amara)
    perform(NameEditors(draft=text.id, seats=[amara.id]), idris)
    id = text["2"].id
    perform(Renumber(provision=id, number="7"), now(amara))
    assert text["7"].id == id and text.words("7").startswith("7. Notice")
    not_there(Renumber(provision=id, number="8"), lena)


def test_a_number_can_be_given_and_given_back(text, amara, lena, idris):
    for head in (lena, idris):
        perform(NameEditors(draft=text.id, seats=[amara.id]), head)
    id = text["2"].id
    for number in ("4", "2"):
        perform(Renumber(provision=id, number=number), now(amara))
        assert text[number].id == id and text.words(number).startswith(f"{number}. Notice")
        assert text[number].shape["kind"] == "paragraph"
        assert text[number].shape["cited"] == f"Art. 5 ({number})"
        assert text["a"].shape["cited"] == f"Art. 5 ({number}) (a)"


def test_a_merger_is_the_editors_proposal_and_nobodys_consent(text, amara, lena, idris):
    for head in (lena, idris):
        perform(NameEditors(draft=text.id, seats=[amara.id]), head)
    perform(Support(target=text.target("shall")), lena)
    perform(Support(target=text.target("should")), idris)
    targets = [text.target("shall"), text.target("should")]
    perform(Merge(provision=text["1"].id, targets=targets, words="is bound to"), now(amara))
    assert text.stances("is bound to").get("north") is None
    assert text.stances("is bound to").get("south") is None


def test_the_number_of_an_option_and_one_that_is_read_as_other_words_are_refused(river, amara, lena, idris):
    words = "1. Choose.\n\nOption 1: Now.\n\nOption 2: Later.\n\n2. Done.\n"
    draft = perform(TableDraft(title="O", text=words), amara).entry.id
    for head in (lena, idris):
        perform(NameEditors(draft=draft, seats=[amara.id]), now(head))
    other = Text(draft, lena)
    [option] = [row for row in other.provisions() if "Now" in row.words]
    assert option.shape["cited"] == "1, Option 1"
    refused(Renumber(provision=option.id, number="3"), now(amara), "keeps its label")
    for wrong in ("hello", "annex", "Option 3"):
        refused(Renumber(provision=other["2"].id, number=wrong), now(amara), "no number")
    perform(Renumber(provision=other["1"].id, number="7"), now(amara))
    assert [row.shape["cited"] for row in other.provisions()] == ["7", "7, Option 1", "7, Option 2", "2"]


def test_an_editor_splits_a_wording_and_merges_no_options(river, text, amara, lena, idris):
    options = perform(TableDraft(title="O", text="1. Choose.\n\nOption 1: Now.\n\nOption 2: Later.\n"), amara).entry.id
    for head in (lena, idris):
        for draft in (text.id, options):
            perform(NameEditors(draft=draft, seats=[amara.id]), now(head))
    perform(
        Split(provision=text["1"].id, target=text.target("in writing"), pieces=["in writing", "by cable"]), now(amara)
    )
    assert text.words("1").endswith("[in writing][by cable].")
    other = Text(options, lena)
    two = [each.id for each in other.choices()]
    [first] = [row for row in other.provisions() if "Now" in row.words]
    refused(Merge(provision=first.id, targets=two, words="In time"), now(amara), "Options are not merged")


# ---- Reasons


def test_a_reason_is_said_where_its_words_stand(text, lena):
    wrong = GiveReason(provision=text["2"].id, target=text.target("shall"), reason="tactical")
    refused(wrong, lena, "another provision")


def test_a_reason_is_the_delegations_own_until_it_is_shown(text, lena, idris, amara):
    entry = perform(StateReason(target=text.target("shall"), reason="tactical", words="Until flow."), lena).entry
    assert entry.book.kind == "delegation"
    for other in (idris, amara):
        assert not Reason.objects.seen_by(now(other)).exists()
    perform(ShowReason(reason=entry.id), lena)
    [shown] = ShownReason.objects.seen_by(now(idris))
    assert (shown.reason, shown.words, shown.book.kind) == ("tactical", "Until flow.", "plenary")


def test_showing_a_reason_says_who_will_read_it_and_shows_it_once(text, lena, idris):
    entry = perform(StateReason(target=text.target("shall"), reason="tactical", words="Until flow."), lena).entry
    act = ShowReason(reason=entry.id)
    assert act.reaches(now(lena)).kind == "plenary"
    assert ("What others will read", "Tactical: held until something else is settled. Until flow.") in [
        (str(name), words) for name, words in act.recited(now(lena))
    ]
    perform(act, now(lena))
    refused(act, now(lena), "has been shown")
    [choice] = [each for each in text.choices() if each.words == "shall"]
    assert [type(each) for each in choice.reasons] == [ShownReason]


# ---- Revisions


def test_a_revision_stays_as_it_is(text, amara, lena, idris):
    not_there(IssueRevision(draft=text.id), lena)
    revision = perform(IssueRevision(draft=text.id), amara).entry.id
    before = Revision.objects.seen_by(lena).get(id=revision).in_words()
    refused(IssueRevision(draft=text.id), amara, "Nothing has changed")
    perform(Propose(provision=text["2"].id, words="2. Notice is given thirty days before water is held back."), idris)
    found = Revision.objects.seen_by(lena).get(id=revision)
    assert found.in_words() == before and found.figures["brackets"] == 3
    assert perform(IssueRevision(draft=text.id), amara).entry.facts["revision"] == 2


def test_history_says_who_did_what_and_every_wording_is_kept(text, lena, idris):
    perform(Propose(provision=text["2"].id, words="2. Notice is given thirty days before water is held back."), idris)
    [move] = Move.objects.seen_by(lena).filter(provision=text["2"].id)
    assert (move.deed, move.party.key) == ("propose", "south")
    wordings = Wording.objects.seen_by(lena).filter(provision=text["2"].id).order_by("number")
    assert [each.words.strip()[:18] for each in wordings] == ["2. Notice is given"] * 2


def test_every_kind_of_the_office_is_written_down():
    assert {kind for kind in KINDS if kind.startswith("text.")} >= {"text.table_draft", "text.propose", "text.agree"}


def test_there_is_always_room_for_another_provision(text, lena):
    made = [perform(Insert(provision=text["2"].id, words=f"Sentence {n}."), lena).entry for n in range(30)]
    rows = [row.words.strip() for row in text.provisions()]
    assert rows[3:-1] == [f"[Sentence {n}.]" for n in reversed(range(30))]
    places = [row.place for row in text.provisions()]
    assert places == sorted(set(places)) and any("others" in entry.facts["added"] for entry in made)


def test_an_option_is_still_open_although_it_has_no_bracket(river, amara, lena):
    words = "1. The Parties choose.\n\nOption 1: They pay now.\n\nOption 2: They pay later.\n"
    draft = perform(TableDraft(title="Options", text=words), amara).entry.id
    option = Provision.objects.seen_by(lena).get(draft=draft, words__contains="pay now")
    refused(Agree(provision=option.id), lena, "brackets")


def test_the_third_party_stands_on_no_words_and_takes_its_own_back(text, amara, lena, idris):
    perform(PutInBrackets(provision=text["2"].id), amara)
    assert "third party" not in {side for choice in text.choices("2") for side in text.stances(choice.words)}
    target = text.choices("2")[0].id
    for head in (lena, idris):
        perform(Agree(provision=text["2"].id, target=target), head)
    assert "[" not in text.words("2")
    made = perform(Insert(provision=text["2"].id, words="A thought of the mediator."), amara).entry
    perform(Withdraw(target=made.facts["id"]), amara)
    assert "A thought" not in "".join(row.words for row in text.provisions())


def test_a_number_is_a_number(text, amara, lena, idris):
    for head in (lena, idris):
        perform(NameEditors(draft=text.id, seats=[amara.id]), head)
    for wrong in ("[1", "1. The Parties shall pay"):
        refused(Renumber(provision=text["2"].id, number=wrong), now(amara), "no number")
    assert text["2"]


def test_an_older_question_reopens_no_newer_agreement(text, lena, idris):
    for head in (lena, idris):
        perform(Agree(provision=text["2"].id), head)
    first = perform(Reopen(provision=text["2"].id, words="Once more."), idris).entry.id
    perform(ConsentToReopening(reopening=first), lena)
    start = text["2"].words.index("ten")
    made = perform(Propose(provision=text["2"].id, span=[start, start + 3], words="nine"), idris).entry
    for head in (lena, idris):
        perform(Agree(provision=text["2"].id, target=made.facts["id"]), head)
    for head in (lena, idris):
        perform(Agree(provision=text["2"].id), head)
    refused(ConsentToReopening(reopening=first), lena, "reopened")
    assert agreed(text, "2") == "agreed"


@pytest.mark.parametrize("kinds", [{"abc": "article"}, {"0": "article"}, {"9" * 5000: "article"}])
def test_a_correction_of_nothing_is_told(kinds):
    with pytest.raises(ValueError, match="kinds"):
        TableDraft(title="T", text="1. x\n", kinds=kinds)
