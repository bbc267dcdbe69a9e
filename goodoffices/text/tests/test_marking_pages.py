"""Pages of mark-up: a file is sent, what was read is shown, and what is ticked is tabled; what goes wrong is a sentence."""

import io
import re
import zipfile

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goodoffices.record.perform import perform
from goodoffices.text.acts import IssueRevision, KeepProposal, Propose, TableDraft
from goodoffices.text.models import Markup
from goodoffices.text.tests.marked import at_desk, kept, uploaded
from tests.cast import client_of
from tests.forms import acting, forms_in
from tests.table import now

ANEW = "2. Notice is given thirty days before water is held back."


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()


@pytest.fixture
def base(river):
    return f"/processes/{river.process}/text"


@pytest.fixture
def marked(text, lena):
    desk = at_desk(lena, text.id)
    desk.comment("ten days", "Our capital wants a month.")
    desk.replace("ten days", "a month")
    desk.delete("to both gauges")
    return desk.saved()


def the_form(page, kind):
    (found,) = acting(forms_in(page.request["PATH_INFO"], page.text), kind)
    return found


def sent(seat, base, draft, data, name="notice.docx"):
    return client_of(seat).post(f"{base}/mark-up?draft={draft}", {"file": SimpleUploadedFile(name, data)})


def unkeyed(page):
    """A page without the tokens that differ between two sign-ins."""
    return re.sub(r"[A-Za-z0-9]{64}", "", page)


def with_part(data, name, content, replace=""):
    """The same package with one more part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            if each != replace:
                new.writestr(each, old.read(each))
        new.writestr(name, content)
    return out.getvalue()


def unstamped(data):
    """The same file as an editor saves it that keeps nothing of what it was made from."""
    plain = with_part(data, "docProps/custom.xml", b"<Properties/>", replace="docProps/custom.xml")
    return with_part(plain, "customXml/item1.xml", b"<none/>", replace="customXml/item1.xml")


def test_from_word_to_the_table(river, base, text, marked, lena, idris):
    page = sent(lena, base, text.id, marked)
    assert page.status_code == 200 and "2 changes, compared with the text at Plenary" in page.text
    answer = the_form(page, "text.upload_markup").send(client_of(lena))
    assert answer.status_code == 302
    kept_page = client_of(lena).get(answer["Location"])
    assert "<del>ten days</del><ins>a month</ins>" in kept_page.text
    assert "Our capital wants a month." in kept_page.text
    assert "Only your delegation reads this until you table it." in kept_page.text
    change = kept(lena)[0]
    done = the_form(kept_page, "text.table_markup").send(client_of(lena), proposals=[change.id])
    assert done.status_code == 302
    assert text.words("2") == "2. Notice is given [ten days][a month] before water is held back."
    assert "Our capital" not in client_of(idris).get(f"{base}/provisions/{text['2'].id}/").text


def test_a_revision_sent_late_is_shown_beside_the_table(river, base, text, lena, idris, amara):
    revision = perform(IssueRevision(draft=text.id), amara).entry.id
    desk = at_desk(lena, text.id, revision=revision)
    desk.replace("ten days", "a month")
    desk.replace("held back", "kept")
    perform(Propose(provision=text["2"].id, words=ANEW), idris)
    perform(IssueRevision(draft=text.id), amara)
    page = sent(lena, base, text.id, desk.saved())
    assert "compared with Rev. 1." in page.text
    the_form(page, "text.upload_markup").send(client_of(lena))
    [markup] = Markup.objects.seen_by(now(lena))
    shown = client_of(lena).get(markup.page())
    assert "This is Rev. 1; the table is at Rev. 2." in shown.text
    assert "The provision has changed since, but not at these words" in shown.text
    assert "These words have changed at the table since" in shown.text
    form = the_form(shown, "text.keep_proposal")
    words = text.words("2").replace("[ten][thirty] days", "[ten][thirty] days or a month")
    assert form.send(client_of(lena), words=words).status_code == 302
    assert {each.words for each in kept(lena)} == {"kept", words}


def test_a_file_that_does_not_say_what_it_was_made_from_is_asked(river, base, text, marked, lena, amara):
    revision = perform(IssueRevision(draft=text.id), amara).entry.id
    page = sent(lena, base, text.id, unstamped(marked))
    assert page.status_code == 200 and "does not say which text it was made from" in page.text
    assert f'<option value="{revision}"' in page.text and "Rev. 1" in page.text
    assert the_form(page, "text.upload_markup").send(client_of(lena), revision=revision).status_code == 302
    assert [each.words for each in kept(lena)] == ["a month", ""]


def test_a_file_of_quite_another_text_is_refused(river, base, text, lena, amara):
    perform(IssueRevision(draft=text.id), amara)
    out, other = io.BytesIO(), docx.Document()
    for words in ("Protocol on data", "1. The Secretariat keeps a register.", "2. Wheat is free of duty.", "Annex"):
        other.add_paragraph(words)
    other.save(out)
    page = sent(lena, base, text.id, out.getvalue())
    assert page.status_code == 422 and "This seems to be another text" in page.text


def test_a_file_that_changes_little_or_much_of_the_text_is_taken(river, base, text, lena):
    little = at_desk(lena, text.id)
    little.retype("ten days", "a month")
    much = at_desk(lena, text.id)
    much.retype("Notice is given ten days before water is held back.", "Gauges are read twice.")
    much.replace("to both gauges", "to all")
    tracked = at_desk(lena, text.id)
    for words in ("Notice is given ten days before water is held back.", "In summer, to both gauges.", "Each Party"):
        tracked.replace(words, "Other words")
    for desk in (little, much, tracked):
        page = sent(lena, base, text.id, unstamped(desk.saved()))
        assert page.status_code == 200 and "does not say which text" in page.text


def test_a_file_of_an_earlier_revision_is_compared_with_that_one(river, base, text, lena, idris, amara):
    revision = perform(IssueRevision(draft=text.id), amara).entry.id
    desk = at_desk(lena, text.id, revision=revision)
    desk.retype("ten days", "a month")
    more = " ".join(f"gauge {number} is read every day and by both of them," for number in range(12))
    perform(Propose(provision=text["2"].id, words=f"2. Whenever {more} it is told."), idris)
    perform(IssueRevision(draft=text.id), amara)
    page = sent(lena, base, text.id, unstamped(desk.saved()))
    assert "1 change, compared with Rev. 1." in page.text
    options = re.findall(r'<option value="[a-z2-7]{24}"[^>]*>\s*(?:<bdi>)?([^<]+)', page.text)
    assert options[0].strip() == "Rev. 1"


def test_what_was_changed_is_shown_before_it_is_kept(river, base, text, lena):
    desk = at_desk(lena, text.id)
    desk.replace("ten days", "a month")
    desk.comment("a month", "Our capital wants this.")
    desk.retype("to both gauges", "to all")
    desk.add_paragraph("3. Flow is measured daily.", "In summer")
    page = sent(lena, base, text.id, desk.saved())
    assert "<del>ten days</del><ins>a month</ins>" in page.text and "Our capital wants this." in page.text
    assert "3. Flow is measured daily." in page.text
    assert page.text.count("not tracked in the file") == 1
    assert page.text.index("a month") < page.text.index("both gauges<") < page.text.index("3. Flow")
    assert not kept(lena)


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("word/vbaProject.bin", "macros"),
    ],
)
def test_macros_and_embedded_files_are_left_out_and_named(river, base, text, marked, lena, part, why):
    page = sent(lena, base, text.id, with_part(marked, part, b"\xd0\xcf\x11\xe0 program"), "notice.docm")
    assert page.status_code == 200, page.text
    assert why in page.text and "Its words and changes were read" in page.text
    form = the_form(page, "text.upload_markup")
    assert form.send(client_of(lena)).status_code == 302
    assert [each.words for each in kept(lena)] == ["a month", ""]


def test_what_cannot_be_read_is_told(river, base, text, marked, lena):
    for data, name, told in (
        (b"%PDF-1.7\n", "notice.pdf", "no Word file"),
        (b"PK\x03\x04broken", "notice.docx", "The end of the file is missing"),
        (at_desk(lena, text.id).saved(), "notice.docx", "says the same"),
    ):
        page = sent(lena, base, text.id, data, name)
        assert page.status_code == 422 and told in page.text, name
    page = client_of(lena).post(f"{base}/mark-up?draft={text.id}")
    assert page.status_code == 422 and "no file yet" in page.text


def test_a_file_of_another_text_is_sent_there(river, base, text, marked, lena, amara, idris):
    other = perform(TableDraft(title="Fish", text="1. Fish swim.\n"), amara).entry.id
    assert "was made from “Notice”" in sent(lena, base, other, marked).text
    own = perform(
        TableDraft(title="Ours", text="1. Ten days.\n", book=river.book("delegation", "north").id), lena
    ).entry.id
    desk = at_desk(lena, own)
    desk.replace("Ten", "Thirty")
    told = sent(idris, base, text.id, desk.saved()).text
    assert "not in these talks" in told and "Ours" not in told


def test_a_file_that_is_too_large_is_told(river, base, text, lena, settings):
    settings.FILE_MOST = 20_000
    page = sent(lena, base, text.id, b"PK\x03\x04" + bytes(30_000))
    assert page.status_code in (413, 422) and "too large" in page.text


def test_half_a_bracket_is_told_and_nothing_of_it_is_kept(river, base, text, lena):
    desk = at_desk(lena, text.id)
    desk.insert(" [at least", "held back")
    desk.replace("ten days", "a month")
    page = sent(lena, base, text.id, desk.saved())
    assert "half a bracket in Art. 5 (2)" in page.text
    the_form(page, "text.upload_markup").send(client_of(lena))
    assert all("[" not in each.words for each in kept(lena))


def test_nobody_else_sees_anything_of_it(river, base, text, marked, lena, idris, amara):
    addresses = [f"{base}/", f"{base}/{text.id}/", f"{base}/provisions/{text['2'].id}/", f"{base}/{text.id}/remains/"]
    before = {who: [unkeyed(client_of(who).get(each).text) for each in addresses] for who in (idris, amara)}
    entry = uploaded(lena, text.id, marked)
    perform(KeepProposal(provision=text["2"].id, words=ANEW), now(lena))
    for who in (idris, amara):
        client = client_of(who)
        assert [unkeyed(client.get(each).text) for each in addresses] == before[who]
        assert "a month" not in client.get(f"{base}/{text.id}/kept/").text
    assert client_of(idris).get(f"{base}/{text.id}/kept/?markup={entry.id}").status_code == 404
    assert "Only a delegation keeps" in client_of(amara).get(f"{base}/{text.id}/kept/?markup={entry.id}").text


def test_two_colleagues_at_the_same_words_are_told(river, base, text, marked, lena):
    uploaded(lena, text.id, marked)
    perform(KeepProposal(provision=text["2"].id, words=ANEW), now(lena))
    page = client_of(lena).get(f"{base}/{text.id}/kept/").text
    assert page.count("1 other kept change is at the same words.") == 2


def test_what_is_put_aside_is_gone_from_the_page(river, base, text, marked, lena):
    uploaded(lena, text.id, marked)
    page = client_of(lena).get(f"{base}/{text.id}/kept/")
    change = kept(lena)[0]
    assert the_form(page, "text.drop_markup").send(client_of(lena), proposals=[change.id]).status_code == 302
    assert "a month" not in client_of(lena).get(f"{base}/{text.id}/kept/").text


def test_markup_in_a_file_is_words(river, base, text, lena):
    desk = at_desk(lena, text.id)
    desk.replace("ten days", "<script>alert(1)</script>")
    uploaded(lena, text.id, desk.saved())
    page = client_of(lena).get(f"{base}/{text.id}/kept/").text
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
