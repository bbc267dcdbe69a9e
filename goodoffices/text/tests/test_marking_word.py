"""Round trips: Word → upload → table → download → LibreOffice, and authors, stances and brackets are the same."""

import pytest

from goodoffices.engines.brackets.tests.word_files import by_libreoffice
from goodoffices.engines.brackets.word import read_word
from goodoffices.record.perform import perform
from goodoffices.record.scope import seen_by
from goodoffices.text import exporting
from goodoffices.text.acts import Oppose, Propose, Reserve, Support, TableMarkup
from goodoffices.text.models import Draft
from goodoffices.text.stances import with_party_names
from goodoffices.text.tests.marked import at_desk, ids, kept, uploaded
from goodoffices.text.working import names_of_sides, provisions_of, whole
from tests.table import now


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()


@pytest.fixture
def tabled(text, lena, idris):
    """Both sides worked on it: North from Word, South here; each took a stance on the other's words."""
    perform(Propose(provision=text["a"].id, words="(a) In summer, to both gauges and to the press."), idris)
    desk = at_desk(lena, text.id)
    desk.replace("ten days", "a month")
    desk.insert(" at least", "held back")
    desk.delete("to both gauges")
    desk.add_paragraph("3. In winter nothing is said.", "In summer")
    uploaded(lena, text.id, desk.saved())
    perform(TableMarkup(proposals=ids(kept(lena))), now(lena))
    perform(Oppose(target=text.target("a month")), idris)
    perform(Support(target=text.target("shall")), lena)
    perform(Reserve(target=text.target("should"), pending="instructions"), idris)
    return text


def table_of(seat, text):
    """The text as its reader is shown it."""
    seat = now(seat)
    draft = Draft.objects.seen_by(seat).select_related("book").get(id=text.id)
    return with_party_names(whole(draft, provisions_of(seen_by(seat), draft.id)), names_of_sides(seat))


def taken_away(seat, text):
    seat = now(seat)
    return exporting.made(seat, Draft.objects.seen_by(seat).select_related("book").get(id=text.id), "docx")


def stances_in(draft):
    """By the words of each bracket, who stands how on it."""
    from goodoffices.engines.brackets.operations import stances

    return sorted((draft.inner(one).strip(), sorted(stances(draft, one).items())) for one in draft.brackets)


def words_in(draft):
    return " ".join("".join(sign for sign in draft.text if sign not in "*#").split())


def test_what_was_tabled_from_word_comes_back_from_word(tabled, lena):
    read = read_word(taken_away(lena, tabled)).draft
    table = table_of(lena, tabled)
    assert words_in(read).endswith(words_in(table))
    assert stances_in(read) == stances_in(table)
    assert dict(stances_in(table))["a month"] == [("North", "proposed"), ("South", "opposed")]


def test_libreoffice_keeps_authors_and_brackets(tabled, lena, tmp_path):
    """Without LibreOffice it is skipped, and says how to install it."""
    saved = read_word(by_libreoffice(taken_away(lena, tabled), tmp_path)).draft
    table = table_of(lena, tabled)
    assert words_in(saved).endswith(words_in(table))
    assert stances_in(saved) == stances_in(table)


def test_a_file_saved_by_libreoffice_is_marked_up_like_words_own(text, lena, tmp_path):
    desk = at_desk(lena, text.id)
    desk.replace("ten days", "a month")
    desk.comment("held back", "Why?")
    uploaded(lena, text.id, by_libreoffice(desk.saved(), tmp_path))
    assert [(each.old, each.words) for each in kept(lena)] == [("ten days", "a month")]


def test_a_tracked_change_carries_the_day_on_which_it_was_tabled(tabled, lena):
    import zipfile
    from io import BytesIO

    from goodoffices.process.days import day_of
    from goodoffices.text.models import Move

    move = Move.objects.seen_by(now(lena)).get(target=tabled.target("a month"), deed="propose")
    day = day_of(now(lena).process, move.at)
    body = zipfile.ZipFile(BytesIO(taken_away(lena, tabled))).read("word/document.xml").decode()
    assert f'w:author="North" w:date="{day.isoformat()}' in body
