"""Pages of files and the doors through which they come: what is sent, what is refused, and who gets it back."""

import json
from dataclasses import asdict

import pytest
from django.db import OperationalError

from goodoffices.engines.papers import told
from goodoffices.engines.papers.names import SUFFIXES
from goodoffices.files import labels, queries, storing, uploading
from goodoffices.files.acts import AttachFile, SupersedeFile, WithdrawFile
from goodoffices.files.models import File
from goodoffices.files.tests.samples import EXE, laid, named, zipped
from goodoffices.process.acts import ChangeTaskForce, LeaveTalks
from goodoffices.record.acts import NotThere
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from goodoffices.record.things import thing_seen_by
from tests.cast import Api, client_of
from tests.table import now, say, task_force


@pytest.fixture
def words(river, lena):
    return say(lena, river.book("plenary"), "See the map.")


@pytest.fixture
def among_us(river, lena):
    return say(lena, river.book("caucus", "north"), "Between us.")


def attached(seat, entry, text="A map.", title="The map"):
    token = laid(seat.id, entry.book_id, text, str(Entry.objects.filter(book=entry.book_id).count()))
    return perform(AttachFile(about=entry.id, file=token, title=title), seat).entry


def sent(seat, entry, content=b"A map.", name="map.txt", **more):
    api = Api(now(seat))
    return api.client.post(
        api.base + "/files", {"file": named(name, content), "about": entry.id, "title": "Map", **more}
    )


def posted(seat, entry, content=b"A map.", **more):
    form = {"file": named("map.txt", content), "about": entry.id, "title": "The map", **more}
    return client_of(now(seat)).post(f"/processes/{seat.process_id}/files/attach", form)


def get(seat, path):
    return client_of(now(seat)).get(f"/processes/{seat.process_id}/{path}")


def everything_below(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def nothing_is_left(words, among_us, settings):
    """A refused file leaves nothing of itself, nor an entry."""
    folder = settings.DATA / "files"
    before, entries = everything_below(folder), Entry.objects.count()
    yield
    assert everything_below(folder) == before and Entry.objects.count() == entries


def test_a_file_is_sent_examined_recorded_and_fetched(river, lena, idris, words):
    answer = sent(lena, words)
    assert answer.status_code == 201
    told = answer.json()
    assert told["kind"] == "files.attach" and told["id"] == File.objects.seen_by(now(lena)).get().id
    got = Api(now(idris)).get(f"/files/{told['id']}")
    assert got.content == b"A map."
    assert got["Content-Disposition"] == 'attachment; filename="map.txt"'
    assert got["Content-Security-Policy"].startswith("sandbox")
    assert got["X-Content-Type-Options"] == "nosniff" and got["Cache-Control"] == "private, no-store"
    assert storing.all_waiting(lena.id) == []


def test_the_plain_form_works(river, lena, idris, words):
    answer = posted(lena, words)
    file = File.objects.seen_by(now(lena)).get()
    assert answer.status_code == 302 and answer["Location"].endswith(f"/files/{file.id}/")
    assert get(idris, f"files/{file.id}/content").content == b"A map."
    page = get(idris, f"files/{file.id}/").text
    assert file.sha256 in page and "Everyone at the table" in page and "You may read it because" in page
    assert "files.withdraw" not in page and "files.withdraw" in get(lena, f"files/{file.id}/").text


def test_the_form_stands_on_the_page_of_a_thing_and_the_file_beside_it(river, lena, idris, words):
    attached(lena, words)
    page = thing_seen_by(now(idris), words.id).page()
    shown = client_of(now(idris)).get(page).text
    assert "The map" in shown and "Attach a file" in shown and f'value="{words.id}"' in shown


def test_a_file_of_another_room_is_nowhere_for_others(river, lena, idris, amara, among_us):
    id = attached(lena, among_us, title="Our red lines").id
    assert "Our red lines" in get(amara, "files/").text
    assert "Only North and the third party" in get(amara, f"files/{id}/").text
    assert "Our red lines" not in get(idris, "files/").text
    for rest in (f"files/{id}/", f"files/{id}/content", "files/nosuchfile/content"):
        assert get(idris, rest).status_code == 404
    assert Api(now(idris)).get(f"/files/{id}").status_code == 404
    outsider = river.outsider()
    assert Api(outsider).get(f"/files/{id}").status_code == 404
    assert Api(None, river.process).get(f"/files/{id}").status_code == 401


@pytest.mark.parametrize(
    "name, content, because",
    [
        ("plan.docx", EXE, "This is a program or a script"),
        ("empty.txt", b"", "Choose another one"),
        ("page.html", b"<!doctype html><script>alert(1)</script>", "Web pages"),
        ("notes.txt", "caf\u00e9".encode("latin-1"), "UTF-8"),
    ],
    ids=["program", "empty", "page", "encoding"],
)
@pytest.mark.usefixtures("nothing_is_left")
def test_what_could_harm_is_refused_in_words(river, lena, words, name, content, because):
    answer = sent(lena, words, content, name)
    assert answer.status_code == 422
    assert because in answer.json()["detail"]


@pytest.mark.usefixtures("nothing_is_left")
def test_a_bomb_is_not_unpacked(river, lena, words):
    answer = sent(lena, words, zipped(word__document_xml=bytes(450_000_000)), "bomb.docx")
    assert answer.status_code == 422
    assert "unpacks to far more than its size" in answer.json()["detail"]


def test_names_lead_nowhere(river, lena, words, settings):
    for name in ("../../keys/record-key.txt", "C:\\secret\\plan.txt", "a\u202etxt.exe.txt"):
        id = sent(lena, words, name=name).json()["id"]
        file = File.objects.seen_by(now(lena)).get(id=id)
        assert not {"/", "\\", "\u202e"} & set(file.name) and file.name.endswith(".txt")
    assert all(path.is_relative_to(settings.DATA / "files") for path in everything_below(settings.DATA / "files"))


@pytest.mark.usefixtures("nothing_is_left")
def test_bad_input_is_told_and_leaves_nothing(river, lena, idris, words, among_us):
    api = Api(now(lena))
    assert api.client.post(api.base + "/files", {"about": words.id, "title": "x"}).status_code == 422
    assert api.client.post(api.base + "/files", b"{}", content_type="application/json").status_code == 422
    assert sent(lena, words, title="").status_code == 422
    assert sent(lena, words, about="").status_code == 422
    assert sent(lena, words, about="nosuchthing").status_code == 404
    assert sent(idris, among_us).status_code == 404


@pytest.mark.usefixtures("nothing_is_left")
def test_too_much_is_refused_at_the_first_byte_too_much(river, lena, words, settings):
    settings.FILE_MOST = 100_000
    answer = sent(lena, words, b"x" * 100_001)
    assert answer.status_code == 422 and "at most 100000" in answer.json()["detail"]
    assert posted(lena, words, b"x" * 100_001).status_code == 422


def test_a_seat_and_a_book_have_their_room_and_others_do_not_count(river, lena, idris, words, among_us, settings):
    settings.SEAT_FILES_MOST, settings.BOOK_FILES_MOST = 20, 1_000
    attached(lena, among_us, "x" * 15)
    assert "no room left for this file on this host" in sent(lena, words, b"y" * 10).json()["detail"]
    assert sent(idris, words, b"y" * 10).status_code == 201
    settings.SEAT_FILES_MOST, settings.BOOK_FILES_MOST = 1_000, 15
    assert "no room left for this file here" in sent(idris, words, b"y" * 10).json()["detail"]


def test_the_same_key_is_the_same_file(river, lena, words):
    first, again = sent(lena, words, key="k"), sent(lena, words, key="k")
    assert (first.status_code, again.status_code) == (201, 200) and first.json() == again.json()
    assert sent(lena, words, b"Another.", key="k").json()["type"] == "/problems/other-body"
    assert File.objects.seen_by(now(lena)).count() == 1
    assert storing.all_waiting(lena.id) == []


def test_a_newer_version_over_the_api(river, lena, idris, words):
    first = sent(lena, words).json()["id"]
    api = Api(now(lena))
    answer = api.client.post(api.base + "/files", {"file": named("map.txt", b"Better."), "supersedes": first})
    assert answer.status_code == 201 and answer.json()["kind"] == "files.supersede"
    assert Api(now(idris)).get(f"/files/{first}").content == b"A map."
    assert Api(now(idris)).get(f"/files/{answer.json()['id']}").content == b"Better."
    page = get(idris, f"files/{first}/").text
    assert "Superseded" in page and "Newer version:" in page


def test_a_withdrawn_file_is_not_given_out(river, lena, idris, words):
    id = attached(lena, words).id
    perform(WithdrawFile(file=id), lena)
    for seat in (lena, idris):
        assert Api(now(seat)).get(f"/files/{id}").status_code == 410
        assert get(seat, f"files/{id}/content").status_code == 410
        assert "Withdrawn" in get(seat, f"files/{id}/").text


def test_altered_bytes_are_not_given_out(river, lena, words, settings):
    file = File.objects.seen_by(lena).get(id=attached(lena, words).id)
    (settings.DATA / "files" / file.book_id / file.token).write_bytes(b"Forged")
    answer = Api(now(lena)).get(f"/files/{file.id}")
    assert answer.status_code == 500 and "fingerprint" in answer.json()["detail"]
    page = get(lena, f"files/{file.id}/content")
    assert page.status_code == 500 and b"Forged" not in page.content and "fingerprint" in page.text


@pytest.mark.usefixtures("nothing_is_left")
def test_a_full_disk_is_one_sentence(river, lena, words, monkeypatch):
    def full(*_):
        raise OperationalError("files cannot be kept: No space left on device")

    monkeypatch.setattr(uploading.storing, "keep", full)
    assert sent(lena, words).status_code == 507
    answer = posted(lena, words)
    assert answer.status_code == 507 and "cannot write to its disk" in answer.text


@pytest.mark.usefixtures("nothing_is_left")
def test_an_act_that_fails_leaves_no_file(river, lena, words, monkeypatch):
    def fails(*_args, **_kwargs):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("goodoffices.files.sending.perform", fails)
    assert sent(lena, words).status_code == 507


def test_what_waited_too_long_goes(river, lena, words, monkeypatch, settings):
    old = laid(lena.id, words.book_id, "Forgotten.")
    monkeypatch.setattr(storing, "WAITS", -1)
    sent(lena, words)
    assert storing.waiting_of(lena.id, old) is None
    assert not (settings.DATA / "files" / words.book_id / old).exists()


def test_bytes_on_record_stay_though_a_note_says_they_wait_and_their_seat_has_left_the_room(
    river, amara, lena, idris, words, monkeypatch
):
    gauges = task_force(amara, "gauges", lena, idris)
    said = say(now(lena), gauges, "See the map.")
    token = laid(lena.id, gauges.id, "A map.")
    note = storing.waiting_of(lena.id, token)
    file = perform(AttachFile(file=token, about=said.id, title="The map"), now(lena)).entry.id
    storing.write(storing.root() / "waiting" / lena.id / token, json.dumps(asdict(note)).encode())
    perform(ChangeTaskForce(task_force="gauges", release=[lena.id]), amara)
    monkeypatch.setattr(storing, "WAITS", -1)
    assert sent(now(lena), words).status_code == 201
    assert get(idris, f"files/{file}/content").content == b"A map."


def test_a_forged_form_sends_nothing(river, lena, words):
    client = client_of(now(lena), enforce_csrf_checks=True)
    form = {"file": named("map.txt", b"A map."), "about": words.id, "title": "The map"}
    assert client.post(f"/processes/{river.process}/files/attach", form).status_code == 403
    assert not File.objects.seen_by(now(lena)).exists()


def test_a_latecomer_is_not_told_of_earlier_versions(river, amara, lena, idris):
    room = task_force(amara, "maps", lena)
    entry = say(now(lena), room, "See.")
    first = attached(now(lena), entry, title="Before you came")
    perform(ChangeTaskForce(task_force="maps", welcome=[idris.id]), now(amara))
    token = laid(lena.id, entry.book_id, "Newer.", "9")
    second = perform(SupersedeFile(file=first.id, new_file=token, title="Now"), now(lena)).entry
    assert "Before you came" in get(lena, f"files/{second.id}/").text
    page = get(idris, f"files/{second.id}/")
    assert page.status_code == 200 and "Before you came" not in page.text
    assert get(idris, f"files/{first.id}/content").status_code == 404


def test_every_code_of_the_engine_has_words(river):
    assert {code: str(words) for code, words in labels.REFUSED.items()} == told.REFUSED
    assert {code: str(words) for code, words in labels.TOLD.items()} == told.TOLD
    assert {code: str(words) for code, words in labels.NAMES.items()} == told.NAMES
    assert set(labels.TYPES) == set(labels.MEDIA) == set(SUFFIXES)


def test_what_was_removed_is_told_to_every_reader(river, lena, idris, words):
    file = attached(lena, words)
    assert "Removed from the file: author." in get(idris, f"files/{file.id}/").text


def test_a_party_that_left_still_fetches_what_it_could(river, lena, idris, words):
    id = attached(lena, words).id
    perform(LeaveTalks(), idris)
    assert Api(now(idris)).get(f"/files/{id}").content == b"A map."
    assert get(idris, "files/").status_code == 200
    ours = say(now(lena), river.book("delegation", "north"), "They left.")
    assert Api(now(idris)).get(f"/files/{attached(now(lena), ours).id}").status_code == 404


class Left:
    """A reader whose book ended with an entry."""

    def __init__(self, book, last):
        self.id, self._ended = "left", {book: (1, last)}

    def books(self):
        return {}

    def ended(self):
        return self._ended


def test_a_book_that_ended_tells_nothing_of_what_came_later(river, lena, words):
    first, second = attached(lena, words), attached(lena, words)
    last = perform(WithdrawFile(file=first.id), lena).entry.number
    assert queries.file_read_by(Left(words.book_id, last - 1), first.id).given
    assert not queries.file_read_by(Left(words.book_id, last), first.id).given
    with pytest.raises(NotThere):
        queries.file_read_by(Left(words.book_id, second.number - 1), second.id)
    with pytest.raises(NotThere):
        queries.file_read_by(Left(river.book("caucus", "north").id, last), second.id)
