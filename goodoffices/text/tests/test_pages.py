"""Pages of texts: bringing one in, the document with its margin, one provision, what remains, files, and what is pushed."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goodoffices.engines.brackets.tests.word_edits import Desk
from goodoffices.engines.brackets.tests.word_files import inserted, paragraph, run, word_file
from goodoffices.record.perform import perform
from goodoffices.text.acts import IssueRevision, Propose, Reserve, StateReason, TableDraft
from goodoffices.text.models import Draft, Provision
from tests.cast import Api, client_of
from tests.forms import acting, forms_in
from tests.table import admit, now


def the_form(page, kind):
    (found,) = acting(forms_in(page.request["PATH_INFO"], page.text), kind)
    return found


@pytest.fixture
def base(river):
    return f"/processes/{river.process}/text"


def test_a_pasted_text_is_shown_as_it_is_read_and_then_tabled(river, base, amara):
    client = client_of(amara)
    sent = {"title": "Days", "status": "elements", "text": "1. [US: Ten][EU: Thirty] days.\n\n2. Done.\n"}
    page = client.post(f"{base}/check", sent)
    assert page.status_code == 200
    assert 'name="names-US"' in page.text and 'name="kinds-2"' in page.text
    form = the_form(page, "text.table_draft")
    answer = form.send(client, **{"names-US": "north", "joined": ["2"]})
    assert answer.status_code == 302
    draft = Draft.objects.seen_by(now(amara)).get(title="Days")
    [row] = Provision.objects.seen_by(now(amara)).filter(draft=draft)
    assert row.words == "1. [Ten][EU: Thirty] days.\n\n2. Done."
    assert (draft.status, draft.names) == ("elements", {"US": "north"})


def test_a_file_is_kept_and_attached_to_the_text_read_from_it(river, base, amara, tmp_path):
    from goodoffices.files.models import File

    client = client_of(amara)
    file = SimpleUploadedFile("draft.md", b"# Water\n\n1. Each Party [shall][should] report.\n")
    page = client.post(f"{base}/check", {"title": "", "status": "zero_draft", "file": file})
    answer = the_form(page, "text.table_draft").send(client)
    assert answer.status_code == 302
    draft = Draft.objects.seen_by(now(amara)).get(title="Water")
    assert [each.name for each in File.objects.seen_by(now(amara)).filter(about=draft.id)] == ["draft.md"]


def test_nothing_and_a_pdf_without_words_are_told_with_a_sentence(river, base, amara):
    client = client_of(amara)
    empty = client.post(f"{base}/check", {"title": "T", "status": "zero_draft", "text": "  "})
    assert empty.status_code == 422 and "Choose a file" in empty.text
    file = SimpleUploadedFile("draft.pdf", b"%PDF-1.7\n")
    pdf = client.post(f"{base}/check", {"title": "T", "status": "zero_draft", "file": file})
    assert pdf.status_code == 422 and "The file is damaged" in pdf.text


def test_a_pdf_comes_in_by_the_words_on_its_pages_and_is_attached(river, base, text, amara):
    from goodoffices.files.models import File
    from goodoffices.text import exporting

    client = client_of(amara)
    file = SimpleUploadedFile("notice.pdf", exporting.made(now(amara), text.draft, "pdf"))
    page = client.post(f"{base}/check", {"title": "From paper", "status": "zero_draft", "file": file})
    assert page.status_code == 200 and "This is a PDF" in page.text
    assert the_form(page, "text.table_draft").send(client).status_code == 302
    draft = Draft.objects.seen_by(now(amara)).get(title="From paper")
    rows = Provision.objects.seen_by(now(amara)).filter(draft=draft.id).order_by("place")
    words = [" ".join(row.words.split()) for row in rows]
    assert "1. Each Party [shall][should] give notice [in writing]." in words
    assert "2. Notice is given ten days before water is held back." in words
    assert [each.name for each in File.objects.seen_by(now(amara)).filter(about=draft.id)] == ["notice.pdf"]


def test_a_text_file_is_read_in_the_characters_that_it_is_written_in(river, base, amara):
    words = "1. The café’s “quota” is [ten] days.\n"
    for data in (words.encode("cp1252"), words.encode("utf-8-sig"), words.encode("utf-16")):
        page = client_of(amara).post(f"{base}/check", {"title": "T", "file": SimpleUploadedFile("draft.txt", data)})
        assert page.status_code == 200 and "The café’s “quota” is [ten] days." in page.text
        assert ("read as Western European" in page.text) == (data == words.encode("cp1252"))
        answer = the_form(page, "text.table_draft").send(client_of(amara))
        assert answer.status_code == 302
    assert {each.text for each in Draft.objects.seen_by(now(amara)).filter(title="T")} == {words.strip()}


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"a\0b", b"a \x81\x8d b", b"\xff\xfea"])
def test_what_is_no_text_is_refused_with_a_sentence(river, base, amara, data):
    file = SimpleUploadedFile("picture.png", data)
    page = client_of(amara).post(f"{base}/check", {"title": "T", "status": "zero_draft", "file": file})
    assert page.status_code == 422 and "neither Word nor plain text" in page.text


def test_a_file_and_pasted_words_together_are_refused(river, base, amara):
    file = SimpleUploadedFile("draft.txt", b"1. From the file.\n")
    page = client_of(amara).post(f"{base}/check", {"title": "T", "file": file, "text": "1. Pasted.\n"})
    assert page.status_code == 422 and "Send one of them." in page.text and "1. Pasted." in page.text


def test_a_speaker_with_the_name_or_key_of_a_party_is_that_party_unless_somebody_says_otherwise(river, base, amara):
    words = "1. [North: Ten][SOUTH: Thirty][Norway: Forty] days.\n"
    page = client_of(amara).post(f"{base}/check", {"title": "Days", "text": words})
    form = the_form(page, "text.table_draft")
    meant = {name: value for name, value in form.fields if name.startswith("names-")}
    assert meant == {"names-North": "north", "names-SOUTH": "south", "names-Norway": ""}


@pytest.mark.parametrize("language", ["fr", "", "xx"])
def test_the_language_of_a_text_is_asked_and_recorded(river, base, amara, language):
    page = client_of(amara).get(f"{base}/new/")
    assert 'name="language"' in page.text
    sent = {"title": "Jours", "text": "1. Dix jours.\n", "language": language}
    form = the_form(client_of(amara).post(f"{base}/check", sent), "text.table_draft")
    said = "fr" if language == "fr" else ""
    assert ("language", said) in form.fields
    assert form.send(client_of(amara)).status_code == 302
    assert Draft.objects.seen_by(now(amara)).get(title="Jours").language == said


def test_what_is_told_of_a_reading_names_places_as_people_do(river, base, amara):
    words = "Article 1\n\n1. Done.\n\n2. Each Party [shall.\n"
    page = client_of(amara).post(f"{base}/check", {"title": "T", "text": words}).text
    assert "A bracket is opened in Art. 1 (2) and not closed there." in page and "article-1" not in page


@pytest.mark.parametrize("name", ["draft.md", "draft.txt"])
def test_headings_are_shown_without_marks_and_stay_as_they_are_written(river, base, amara, name):
    file = SimpleUploadedFile(name, b"# Protocol\n\n1. The **data** of *all* Parties.\n")
    page = client_of(amara).post(f"{base}/check", {"title": "T", "file": file})
    assert '<td dir="auto">Protocol</td>' in page.text
    assert ("The data of all Parties." in page.text) == name.endswith(".md")
    the_form(page, "text.table_draft").send(client_of(amara))
    [draft] = Draft.objects.seen_by(now(amara)).filter(title="T")
    assert draft.text.startswith("# Protocol") and "**data**" in draft.text


def test_a_provision_without_a_number_is_called_by_whole_words(river, amara):
    words = "Recalling that the first round set the flow at two gauges,\n\n# Protocol on the waters\n\n1. One.\n"
    draft = perform(TableDraft(title="T", text=words), amara).entry.id
    labels = [each.label for each in Provision.objects.seen_by(now(amara)).filter(draft=draft).order_by("place")]
    assert labels == ["Recalling that the first round set the…", "Protocol on the waters", "1"]


def by_adviser(words, new, after):
    """A file as Word writes it, with these words inserted."""
    out, empty = io.BytesIO(), docx.Document()
    empty.add_paragraph(words)
    empty.save(out)
    desk = Desk(out.getvalue(), "U.S. adviser")
    desk.insert(new, after)
    return desk.saved()


@pytest.mark.parametrize("kept", [False, True])
def test_an_author_whose_name_has_dots_and_small_letters_is_asked_about(river, base, amara, kept):
    body = paragraph(run("1. Each Party "), inserted("U.S. adviser", run("will")), run(" report."))
    data = by_adviser("1. Each Party report.", " will", after="Party") if kept else word_file(body)
    page = client_of(amara).post(f"{base}/check", {"title": "T", "file": SimpleUploadedFile("draft.docx", data)})
    assert ("The file itself is not kept" in page.text) != kept
    form = the_form(page, "text.table_draft")
    assert form.send(client_of(amara), **{"names-U.S. adviser": "north"}).status_code == 302
    [draft] = Draft.objects.seen_by(now(amara)).filter(title="T")
    assert draft.text == "1. Each Party [will] report."


def test_the_document_shows_who_stands_where(river, base, text, lena, idris):
    perform(Propose(provision=text["2"].id, words="2. Notice is given thirty days before water is held back."), idris)
    perform(Reserve(target=text.target("shall"), pending="instructions"), lena)
    page = client_of(lena).get(f"{base}/{text.id}/").text
    assert "thirty" in page and "pending instructions" in page
    assert page.count('class="provision"') == 4
    only = client_of(lena).get(f"{base}/{text.id}/?show=bracketed&party=south").text
    assert f'id="provision-{text["2"].id}"' in only and f'id="provision-{text["1"].id}"' not in only


def test_a_provisions_forms_do_what_they_say(river, base, text, lena, idris):
    client = client_of(lena)
    address = f"{base}/provisions/{text['2'].id}/"
    page = client.get(address)
    form = the_form(page, "text.propose")
    assert form.send(client, words="2. Notice is given a week before water is held back.").status_code == 302
    assert "[ten days][a week]" in text.words("2")
    assert "proposed other words" in client.get(address).text


def test_whoever_was_slower_is_shown_both_wordings(river, base, text, lena, idris):
    client = client_of(lena)
    page = client.get(f"{base}/provisions/{text['2'].id}/")
    form = the_form(page, "text.propose")
    perform(Propose(provision=text["2"].id, words="2. Notice is given thirty days before water is held back."), idris)
    answer = form.send(client, words="2. Notice is given nine days before water is held back.")
    assert answer.status_code == 412
    assert "[ten][thirty]" in answer.text


def test_a_private_reason_is_on_its_own_delegations_page_alone(river, base, text, lena, idris, amara):
    perform(StateReason(target=text.target("shall"), reason="tactical", words="Until the flow is settled."), lena)
    address = f"{base}/{text.id}/"
    assert "Until the flow is settled." in client_of(lena).get(address).text
    for other in (idris, amara):
        assert "Until the flow is settled." not in client_of(other).get(address).text


def test_every_view_of_a_text_opens(river, base, text, amara, lena):
    revision = perform(IssueRevision(draft=text.id), amara).entry.id
    client = client_of(lena)
    target = text.target("should")
    for address in (
        "/",
        f"/{text.id}/remains/",
        f"/{text.id}/trend/",
        f"/{text.id}/compare/",
        f"/{text.id}/screen/",
        f"/{text.id}/figures",
        f"/revisions/{revision}/",
        f"/provisions/{text['1'].id}/part",
    ):
        assert client.get(base + address).status_code == 200, address
    adopted = client.get(f"{base}/{text.id}/screen/?with={target}").text
    assert "Each Party should give notice" in adopted


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "txt", "akn"])
def test_a_text_is_taken_away_in_every_form(river, base, text, amara, lena, form):
    revision = perform(IssueRevision(draft=text.id), amara).entry.id
    for address in (f"{base}/{text.id}/file/{form}", f"{base}/revisions/{revision}/file/{form}"):
        answer = client_of(lena).get(address)
        assert answer.status_code == 200 and len(answer.content) > 100
        assert answer["Content-Disposition"].startswith("attachment")


def test_a_file_is_named_after_its_title_and_the_last_change_in_the_text(river, base, text, lena, idris):
    entry = perform(Propose(provision=text["2"].id, words="2. Notice is given in time."), idris).entry
    answer = client_of(lena).get(f"{base}/{text.id}/file/txt")
    name = f"text-{text.draft.number}-notice-at-{entry.number}.txt"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_title_without_latin_letters_leaves_its_place_in_the_name_empty(river, base, amara):
    entry = perform(TableDraft(title="مشروع اتفاق", text="1. One.\n"), amara).entry
    answer = client_of(amara).get(f"{base}/{entry.id}/file/docx")
    assert f'filename="text-{entry.number}-at-{entry.number}.docx"' in answer["Content-Disposition"]


@pytest.mark.parametrize("words", ["# Notice\n\n# Scope\n\n1. One.\n", "NOTICE\n\n1. One.\n", "1. One.\n"])
def test_a_word_file_says_the_title_once(river, base, amara, words):
    draft = perform(TableDraft(title="Notice", text=words), amara).entry.id
    answer = client_of(amara).get(f"{base}/{draft}/file/docx")
    lines = [each.text.casefold() for each in docx.Document(io.BytesIO(answer.content)).paragraphs]
    assert lines.count("notice") == 1 and lines[0] == "notice"


def test_an_unknown_form_and_a_text_of_others_are_not_there(river, base, text, lena, idris):
    assert client_of(lena).get(f"{base}/{text.id}/file/exe").status_code == 404
    own = perform(TableDraft(title="Ours", text="1. [x]\n", book=river.book("delegation", "north").id), lena).entry.id
    for address in (f"{base}/{own}/", f"{base}/{own}/file/txt", f"{base}/{own}/remains/"):
        assert client_of(idris).get(address).status_code == 404


def test_markup_in_a_text_is_words(river, base, amara, idris):
    words = "1. <script>alert(1)</script> [<b onmouseover=x>a</b>][b].\n"
    draft = perform(TableDraft(title="<i>T</i>", text=words), amara).entry.id
    page = client_of(idris).get(f"{base}/{draft}/").text
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page and "<b onmouseover" not in page


def test_a_change_is_pushed_as_a_mark_that_fetches_its_provision(river, text, idris):
    from goodoffices.process.fragments import fragments_of

    entry = perform(Propose(provision=text["2"].id, words="2. Notice is given in time."), idris).entry
    [fragment] = fragments_of(entry)
    assert fragment.target == f"#changed-{text['2'].id}"
    assert f'hx-target="#provision-{text["2"].id}"' in fragment.html


def test_over_the_api_a_text_has_its_provisions_and_alternatives(river, text, lena, idris):
    perform(Propose(provision=text["2"].id, words="2. Notice is given thirty days before water is held back."), idris)
    answer = Api(lena).get(f"/drafts/{text.id}")
    assert answer.status_code == 200
    two = next(each for each in answer.json()["provisions"] if each["label"] == "2")
    stances = [stance for each in two["alternatives"] for stance in each["stances"]]
    assert {"side": "south", "stance": "proposed", "words": ""} in stances


def test_who_reads_no_room_brings_in_no_text(river, amara):
    outside = admit(amara, "observer", "Observer of the Hills")
    client = client_of(outside)
    assert client.post(f"/processes/{outside.process_id}/text/check", {"text": "1. A text."}).status_code == 404
