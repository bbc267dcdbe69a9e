"""Mark-up: a Word file becomes proposals that a delegation keeps, and what it ticks stands in the text as plain proposals."""

import pytest
from django.utils.translation import override

from goodoffices.files.models import File
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from goodoffices.text.acts import (
    Agree,
    DropMarkup,
    IssueRevision,
    KeepProposal,
    Propose,
    PutInBrackets,
    TableDraft,
    TableMarkup,
    UploadMarkup,
)
from goodoffices.text.models import MarkedChange, Markup, Move
from goodoffices.text.tests.marked import at_desk, ids, kept, stage, uploaded, waiting
from tests.table import admit, not_there, now, refused

ANEW = "2. Notice is given thirty days before water is held back."


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()


@pytest.fixture
def marked(text, lena):
    """Lena's file: one word for another, words added, words struck, a new provision; on one of them a comment."""
    desk = at_desk(lena, text.id)
    desk.comment("ten days", "Our capital wants a month.")
    desk.replace("ten days", "a month")
    desk.insert(" at least", "held back")
    desk.delete("to both gauges")
    desk.add_paragraph("3. In winter nothing is said.", "In summer")
    return desk


def test_a_file_becomes_proposals_of_the_delegation_alone(text, marked, lena, idris, amara):
    entry = uploaded(lena, text.id, marked.saved())
    assert entry.book.kind == "delegation"
    found = [(each.deed, each.old, each.words, each.comment, each.tracked) for each in kept(lena)]
    assert found == [
        ("propose", "ten days", "a month", "Our capital wants a month.", True),
        ("insert", "", " at least", "", True),
        ("delete", "to both gauges", "", "", True),
        ("insert", "", "3. In winter nothing is said.", "", True),
    ]
    assert [each["kind"] for each in entry.facts["proposals"]] == ["propose", "insert", "delete", "insert"]
    for other in (idris, amara):
        assert not Markup.objects.seen_by(now(other)).exists() and not kept(other)
    assert text.words("2") == "2. Notice is given ten days before water is held back."


def test_new_provisions_behind_the_same_one_stand_as_in_the_file(text, lena):
    desk = at_desk(lena, text.id)
    numbers = ("3", "4", "5", "6")
    for number in reversed(numbers):
        desk.add_paragraph(f"{number}. In season {number} nothing is said.", "In summer")
    uploaded(lena, text.id, desk.saved())
    perform(TableMarkup(proposals=ids(kept(lena))), now(lena))
    rows = [row.words.strip() for row in text.provisions()]
    assert rows[-4:] == [f"[{number}. In season {number} nothing is said.]" for number in numbers]


def test_the_file_is_kept_beside_what_was_read_from_it(text, marked, lena, idris):
    entry = uploaded(lena, text.id, marked.saved())
    [file] = File.objects.seen_by(now(lena)).filter(about=entry.id)
    assert file.name == "notice.docx" and file.book_id == entry.book_id
    assert not File.objects.seen_by(now(idris)).exists()


def test_what_is_ticked_is_tabled_as_plain_proposals(text, marked, lena, idris):
    uploaded(lena, text.id, marked.saved())
    changes = kept(lena)
    perform(TableMarkup(proposals=ids(changes)), now(lena))
    assert text.words("2") == "2. Notice is given [ten days][a month] before water is held back[ at least]."
    assert text.stances("a month") == {"north": "proposed"}
    assert text.stances("to both gauges") == {"north": "opposed"}
    assert "[3. In winter nothing is said.]" in "".join(row.words for row in text.provisions())
    assert not kept(lena)
    tabled = MarkedChange.objects.seen_by(now(lena)).get(words="a month").tabled
    assert tabled["id"] == text.target("a month")
    moves = Move.objects.seen_by(now(idris)).filter(provision=text["2"].id)
    assert {move.deed for move in moves} == {"propose", "insert"} and not any(move.words for move in moves)


def test_nothing_in_the_texts_book_says_that_it_was_marked_up(text, marked, lena, idris):
    uploaded(lena, text.id, marked.saved())
    changes = kept(lena)
    perform(TableMarkup(proposals=ids(changes)), now(lena))
    private = {each.id for each in changes}
    for entry in Entry.objects.filter(book=text.draft.book):
        said = f"{entry.kind} {entry.data} {entry.facts}"
        assert "markup" not in said and not any(id in said for id in private)


def test_a_comment_is_said_only_where_the_party_chooses(text, marked, lena, idris):
    uploaded(lena, text.id, marked.saved())
    [change, *_others] = kept(lena)
    perform(TableMarkup(proposals=[change.id], reasons=[change.id]), now(lena))
    assert Move.objects.seen_by(now(idris)).get(provision=text["2"].id).words == "Our capital wants a month."


def test_several_changes_of_one_provision_are_tabled_one_after_another(text, lena):
    desk = at_desk(lena, text.id)
    desk.replace("Notice", "Warning", "Notice is given")
    desk.replace("ten", "thirty")
    desk.replace("water", "any water")
    uploaded(lena, text.id, desk.saved())
    [first, *others] = kept(lena)
    perform(TableMarkup(proposals=[first.id]), now(lena))
    assert "[Notice][Warning] is given ten" in text.words("2")
    perform(TableMarkup(proposals=ids(others)), now(lena))
    assert "[Notice][Warning] is given [ten][thirty] days before " in text.words("2")


def test_what_no_longer_fits_is_named_and_nothing_is_tabled(text, marked, lena, idris):
    uploaded(lena, text.id, marked.saved())
    changes = kept(lena)
    perform(Propose(provision=text["2"].id, words=ANEW), idris)
    before = text.words("2")
    refused(TableMarkup(proposals=ids(changes)), now(lena), "a month")
    refused(TableMarkup(proposals=ids(changes)), now(lena), "Untick these")
    assert text.words("2") == before and len(kept(lena)) == 4
    others = [each for each in changes if each.words != "a month"]
    perform(TableMarkup(proposals=ids(others)), now(lena))
    assert text.words("2") == "2. Notice is given [ten][thirty] days before water is held back[ at least]."


def test_an_agreed_provision_takes_no_mark_up(text, lena, idris):
    desk = at_desk(lena, text.id)
    desk.replace("ten days", "a month")
    uploaded(lena, text.id, desk.saved())
    for head in (lena, idris):
        perform(Agree(provision=text["2"].id), head)
    refused(TableMarkup(proposals=ids(kept(lena))), now(lena), "reopened")


def test_a_revision_is_a_base_and_the_table_goes_on(text, lena, idris, amara):
    revision = perform(IssueRevision(draft=text.id), amara).entry.id
    desk = at_desk(lena, text.id, revision=revision)
    desk.replace("water", "any water")
    desk.replace("In summer", "In the dry season")
    perform(Propose(provision=text["2"].id, words=ANEW), idris)
    entry = uploaded(lena, revision, desk.saved())
    assert (entry.facts["revision"], entry.facts["draft"]) == (revision, text.id)
    assert [(each.old, each.words) for each in kept(lena)] == [
        ("water", "any water"),
        ("In summer", "In the dry season"),
    ]
    perform(TableMarkup(proposals=ids(kept(lena))), now(lena))
    assert text.words("2").startswith("2. Notice is given [ten][thirty] days before ")


def test_the_text_between_two_revisions_is_a_base(text, lena, idris):
    upto = stage(lena, text.id)
    desk = at_desk(lena, text.id)
    desk.replace("ten days", "a month")
    perform(Propose(provision=text["2"].id, words=ANEW), idris)
    perform(PutInBrackets(provision=text["a"].id, span=[4, 13]), idris)
    uploaded(lena, text.id, desk.saved(), wording=upto)
    assert [(each.old, each.words) for each in kept(lena)] == [("ten days", "a month")]
    refused(TableMarkup(proposals=ids(kept(lena))), now(lena), "have changed at the table")


def test_what_stands_beside_the_text_is_no_change_of_ones_own(text, lena, idris):
    """Others' tracked changes, which are in the file, are theirs, at the present text and at an earlier one."""
    perform(Propose(provision=text["2"].id, words=ANEW), idris)
    upto = stage(lena, text.id)
    desk = at_desk(lena, text.id)
    desk.replace("Notice", "Warning", "Notice is given")
    uploaded(lena, text.id, desk.saved())
    assert [(each.old, each.words) for each in kept(lena)] == [("Notice", "Warning")]
    perform(Propose(provision=text["a"].id, words="(a) In summer, to all gauges."), idris)
    perform(Propose(provision=text["2"].id, span=[3, 9], words="Word"), idris)
    uploaded(lena, text.id, desk.saved(), wording=upto)
    assert [(each.old, each.words) for each in kept(lena)] == [("Notice", "Warning")] * 2


def test_a_file_that_says_the_same_is_refused(text, lena):
    refused(
        UploadMarkup(revision=text.id, file=waiting(lena, at_desk(lena, text.id).saved())), now(lena), "says the same"
    )


def test_an_upload_is_its_seats_and_a_text_its_readers(text, marked, lena, idris, amara, river):
    token = waiting(lena, marked.saved())
    refused(UploadMarkup(revision=text.id, file=token), now(idris), "no longer here")
    not_there(UploadMarkup(revision=text.id, file=token), now(amara))
    own = perform(TableDraft(title="Ours", text="1. [x]\n", book=river.book("delegation", "north").id), lena).entry.id
    not_there(UploadMarkup(revision=own, file=token), now(idris))
    not_there(UploadMarkup(revision="nothing", file=token), now(lena))


def test_others_changes_are_not_there(text, marked, lena, idris, amara):
    uploaded(lena, text.id, marked.saved())
    for act in (TableMarkup, DropMarkup):
        not_there(act(proposals=ids(kept(lena))), now(idris))
        not_there(act(proposals=ids(kept(lena))), now(amara))


def test_a_proposal_is_typed_kept_reworded_and_tabled(text, lena, idris):
    perform(KeepProposal(provision=text["2"].id, words=ANEW, comment="For fish."), now(lena))
    [change] = kept(lena)
    assert (change.whole, change.comment, kept(idris)) == (True, "For fish.", [])
    perform(Propose(provision=text["2"].id, span=[3, 9], words="Word"), idris)
    refused(TableMarkup(proposals=[change.id]), now(lena), "reword it")
    words = text.words("2").replace("ten", "thirty")
    perform(KeepProposal(provision=text["2"].id, words=words, instead_of=change.id), now(lena))
    [anew] = kept(lena)
    perform(TableMarkup(proposals=[anew.id]), now(lena))
    assert text.words("2") == "2. [Notice][Word] is given [ten][thirty] days before water is held back."
    refused(KeepProposal(provision=text["2"].id, words=text.words("2")), now(lena), "says that already")


def test_what_was_put_aside_or_tabled_is_kept_no_more(text, marked, lena):
    uploaded(lena, text.id, marked.saved())
    [one, two, *_others] = kept(lena)
    perform(DropMarkup(proposals=[one.id]), now(lena))
    refused(TableMarkup(proposals=[one.id]), now(lena), "put aside")
    perform(TableMarkup(proposals=[two.id]), now(lena))
    refused(TableMarkup(proposals=[two.id]), now(lena), "tabled already")
    refused(TableMarkup(proposals=[]), now(lena), "Nothing is ticked")


def test_a_text_of_the_delegation_itself_is_marked_up_as_well(river, lena):
    own = perform(
        TableDraft(title="Ours", text="1. Ten days.\n", book=river.book("delegation", "north").id), lena
    ).entry.id
    desk = at_desk(lena, own)
    desk.replace("Ten", "Thirty")
    uploaded(lena, own, desk.saved())
    entry = perform(TableMarkup(proposals=ids(kept(lena))), now(lena)).entry
    assert entry.facts["tabled"][0]["book"] == entry.book_id


def test_new_words_with_brackets_of_their_own_are_a_new_provision(text, lena):
    desk = at_desk(lena, text.id)
    desk.add_paragraph("Each Party [may][shall] ask why.", "In summer")
    uploaded(lena, text.id, desk.saved())
    perform(TableMarkup(proposals=ids(kept(lena))), now(lena))
    assert "[Each Party [may][shall] ask why.]" in "".join(row.words for row in text.provisions())
    assert text.stances("Each Party [may][shall] ask why.") == {"north": "proposed"}


def test_a_colleague_who_is_no_head_marks_up_and_tables(text, river, lena):
    nils = admit(lena, "delegate", "Nils", "north")
    desk = at_desk(nils, text.id)
    desk.replace("ten days", "a month")
    uploaded(nils, text.id, desk.saved())
    assert [each.words for each in kept(lena)] == ["a month"]
    perform(TableMarkup(proposals=ids(kept(nils))), now(nils))
    assert text.stances("a month") == {"north": "proposed"}


def test_a_file_taken_away_in_one_language_is_read_in_another(text, lena, amara):
    perform(Propose(provision=text["2"].id, words=ANEW), amara)  # the third party has no name, and is called in words
    with override("ar"):
        desk = at_desk(lena, text.id)
    desk.replace("water is held", "any water is held")
    uploaded(lena, text.id, desk.saved(), language="ar")
    assert [(each.old, each.words) for each in kept(lena)] == [("water is held", "any water is held")]


def test_a_word_is_taken_whole_where_a_letter_was_changed(text, lena):
    desk = at_desk(lena, text.id)
    desk.replace("ys", "te", "ten days")
    uploaded(lena, text.id, desk.saved())
    assert [(each.old, each.words) for each in kept(lena)] == [("days", "date")]
