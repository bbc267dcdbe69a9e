"""Files on record: who attaches them, what takes their place, and what is never possible."""

import pytest
from django.conf import settings

from goodoffices.files import storing
from goodoffices.files.acts import AttachFile, SupersedeFile, WithdrawFile
from goodoffices.files.models import File
from goodoffices.files.tests.samples import laid
from goodoffices.record.acts import OtherBody
from goodoffices.record.perform import perform
from tests.table import admit, not_there, now, refused, say


@pytest.fixture
def words(river, lena):
    return say(lena, river.book("plenary"), "See the map.")


@pytest.fixture
def among_us(river, lena):
    return say(lena, river.book("caucus", "north"), "Between us.")


def upload(seat, entry, text="A map.", place="1"):
    return laid(seat.id, entry.book_id, text, place)


def attach(seat, entry, text="A map.", place="1", **more):
    act = AttachFile(about=entry.id, file=upload(seat, entry, text, place), title="The map", **more)
    return perform(act, seat).entry


def found(seat, id):
    return File.objects.seen_by(now(seat)).select_related("book").get(id=id)


def bytes_of(file):
    with storing.whole(file.book_id, file.token, file.sha256) as content:
        return content.read()


def test_the_record_holds_what_it_is_and_the_bytes_lie_beside(river, lena, idris, words):
    entry = attach(lena, words, language="en")
    file = found(idris, entry.id)
    assert entry.facts["sha256"] == file.sha256 and entry.facts["size"] == file.size == len("A map.")
    assert file.remarks == [{"code": "metadata-removed", "names": ["author"]}]
    assert bytes_of(file) == b"A map."


def test_the_bytes_lie_in_a_folder_that_others_on_the_machine_cannot_read(river, lena, words):
    file = found(lena, attach(lena, words).id)
    path = settings.DATA / "files" / file.book_id / file.token
    assert path.stat().st_mode & 0o077 == 0 and path.parent.stat().st_mode & 0o077 == 0


def test_an_upload_is_one_seats_and_for_one_book(river, lena, idris, words, among_us):
    token = upload(lena, among_us)
    refused(AttachFile(about=words.id, file=token, title="x"), lena, "no longer here")
    mine = upload(idris, words)
    refused(AttachFile(about=words.id, file=mine, title="x"), lena, "no longer here")
    for odd in ("../../keys/record-key", "nosuchtoken", token.upper()):
        refused(AttachFile(about=words.id, file=odd, title="x"), lena, "no longer here")


def test_an_upload_is_attached_once(river, lena, words):
    token = attach(lena, words).data["file"]
    refused(AttachFile(about=words.id, file=token, title="Again"), lena, "no longer here")


def test_after_a_power_cut_between_act_and_note_it_is_attached_once_too(river, lena, words):
    token = attach(lena, words).data["file"]
    upload(lena, words)  # its note is back, as if it had never been taken away
    assert storing.waiting_of(lena.id, token)
    refused(AttachFile(about=words.id, file=token, title="Again"), lena, "already")


def test_who_may_not_speak_there_may_not_attach(river, amara, lena, idris, words, among_us):
    observer = admit(amara, "observer", "Olga")
    interpreter = admit(amara, "interpreter", "Ilse")
    not_there(AttachFile(about=words.id, file="x", title="x"), now(observer), now(interpreter), river.outsider())
    not_there(AttachFile(about=among_us.id, file="x", title="x"), now(idris))


def test_a_newer_version_takes_its_place_and_the_older_one_stays(river, lena, idris, words):
    first = attach(lena, words)
    token = upload(lena, words, "A better map.", "2")
    second = perform(SupersedeFile(file=first.id, new_file=token), lena).entry
    older, newer = found(idris, first.id), found(idris, second.id)
    assert (older.state, older.ended, newer.state) == ("superseded", second.number, "current")
    assert newer.title == older.title and newer.supersedes_id == older.id
    assert bytes_of(older) == b"A map." and bytes_of(newer) == b"A better map."
    refused(SupersedeFile(file=first.id, new_file=upload(lena, words, "x", "3")), lena, "newer version")
    refused(WithdrawFile(file=first.id), lena, "newer version")


def test_only_who_attached_it_replaces_or_withdraws_it(river, amara, lena, idris, words):
    id = attach(lena, words).id
    for other in (amara, idris):
        not_there(WithdrawFile(file=id), now(other))
        not_there(SupersedeFile(file=id, new_file="x"), now(other))
    perform(WithdrawFile(file=id), lena)
    assert found(idris, id).state == "withdrawn" and not found(idris, id).given
    refused(WithdrawFile(file=id), lena, "withdrawn")


def test_a_repeated_key_is_the_same_file(river, lena, words):
    act = AttachFile(about=words.id, file=upload(lena, words), title="The map")
    first, again = perform(act, lena, key="k"), perform(act, lena, key="k")
    assert again.repeated and again.entry.id == first.entry.id
    with pytest.raises(OtherBody):
        perform(AttachFile(about=words.id, file=upload(lena, words, "x", "2"), title="The map"), lena, key="k")


def test_equal_bytes_are_not_shared(river, lena, words, among_us):
    one, other = found(lena, attach(lena, words).id), found(lena, attach(lena, among_us).id)
    assert one.sha256 == other.sha256
    paths = [settings.DATA / "files" / each.book_id / each.token for each in (one, other)]
    assert len({path.stat().st_ino for path in paths}) == 2


def test_missing_and_altered_bytes_are_noticed(river, lena, words):
    file = found(lena, attach(lena, words).id)
    path = settings.DATA / "files" / file.book_id / file.token
    path.write_bytes(b"A mop.")
    with pytest.raises(storing.Damaged):
        bytes_of(file)
    path.unlink()
    with pytest.raises(storing.Damaged):
        bytes_of(file)
