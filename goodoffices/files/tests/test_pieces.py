"""Files in pieces: they go on where they broke off, and nobody else can add to them."""

import pytest

from goodoffices.files import resuming, storing, uploading
from goodoffices.files.models import File
from goodoffices.files.tests.samples import EXE
from tests.cast import Api, client_of
from tests.table import now, say

PLAN = b"The plan. " * 20


@pytest.fixture
def words(river, lena):
    return say(lena, river.book("plenary"), "See the plan.")


class Door:
    """The door of pages or of the API, for one seat."""

    def __init__(self, seat, api):
        seat = now(seat)
        self.api, self.client = api, Api(seat).client if api else client_of(seat)
        self.base = f"{'/api' if api else ''}/processes/{seat.process_id}/files/uploads"

    def begin(self, **given):
        kind = {"content_type": "application/json"} if self.api else {}
        return self.client.post(self.base, given, **kind)

    def piece(self, upload, offset, content):
        return self.client.patch(
            f"{self.base}/{upload}", content, content_type="application/offset+octet-stream",
            headers={"Upload-Offset": str(offset)},
        )  # fmt: skip

    def state(self, upload):
        return self.client.get(f"{self.base}/{upload}")

    def give_up(self, upload):
        return self.client.delete(f"{self.base}/{upload}")


@pytest.fixture(params=[True, False], ids=["api", "page"])
def door(request, lena):
    return Door(lena, request.param)


def files_below(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_in_pieces_is_attached_whole(river, lena, idris, words, door):
    begun = door.begin(about=words.id, name="plan.txt", size=len(PLAN))
    assert begun.status_code == 201
    upload = begun.json()["upload"]
    assert door.piece(upload, 0, PLAN[:50]).json()["offset"] == 50
    assert door.state(upload).json() | {"piece": None} == {
        "upload": upload, "offset": 50, "size": len(PLAN), "file": None, "piece": None,
    }  # fmt: skip
    token = door.piece(upload, 50, PLAN[50:]).json()["file"]
    assert door.piece(upload, 50, PLAN[50:]).json()["file"] == token  # the answer was lost, and it is sent again
    done = Api(now(lena)).act("files.attach", {"about": words.id, "file": token, "title": "The plan"})
    assert done.status_code == 201
    assert Api(now(idris)).get(f"/files/{done.json()['id']}").content == PLAN


def test_a_form_may_name_what_came_in_pieces(river, lena, words):
    door = Door(lena, api=False)
    upload = door.begin(about=words.id, name="plan.txt", size=len(PLAN)).json()["upload"]
    token = door.piece(upload, 0, PLAN).json()["file"]
    form = {"about": words.id, "title": "The plan", "file": token}
    answer = client_of(now(lena)).post(f"/processes/{river.process}/files/attach", form, headers={"HX-Request": "true"})
    assert answer.status_code == 204 and File.objects.seen_by(now(lena)).get().id in answer["HX-Redirect"]


def test_a_piece_out_of_step_changes_nothing(river, lena, words, door):
    upload = door.begin(about=words.id, name="plan.txt", size=len(PLAN)).json()["upload"]
    door.piece(upload, 0, PLAN[:50])
    for offset in (0, 49, 51, "x", -1):
        assert door.piece(upload, offset, b"z").status_code == 409
    assert door.state(upload).json()["offset"] == 50
    assert door.piece(upload, 50, PLAN).status_code == 422  # more than was announced
    assert door.state(upload).json()["offset"] == 50


def test_an_upload_is_its_seats_alone(river, lena, idris, words, door):
    upload = door.begin(about=words.id, name="plan.txt", size=len(PLAN)).json()["upload"]
    for api in (True, False):
        other = Door(idris, api)
        for answer in (other.state(upload), other.piece(upload, 0, b"x"), other.give_up(upload)):
            assert answer.status_code == 404
    assert door.state("../../keys/record-key").status_code == 404


def test_what_is_refused_or_given_up_leaves_nothing(river, lena, words, door, settings):
    upload = door.begin(about=words.id, name="plan.docx", size=len(EXE)).json()["upload"]
    answer = door.piece(upload, 0, EXE)
    assert answer.status_code == 422 and "This is a program" in answer.text
    upload = door.begin(about=words.id, name="plan.txt", size=len(PLAN)).json()["upload"]
    assert door.give_up(upload).status_code == 204
    assert door.state(upload).status_code == 404
    assert files_below(settings.DATA / "files") == []


def test_its_room_is_kept_from_the_beginning(river, lena, idris, words, door, settings):
    settings.SEAT_FILES_MOST = 300
    assert door.begin(about=words.id, name="a.txt", size=200).status_code == 201
    assert door.begin(about=words.id, name="b.txt", size=200).status_code == 422
    assert Door(idris, api=True).begin(about=words.id, name="c.txt", size=200).status_code == 201
    settings.FILE_MOST = 100
    assert door.begin(about=words.id, name="d.txt", size=101).status_code == 422


def test_it_begins_only_where_it_could_be_attached(river, lena, idris, words, door):
    among_us = say(idris, river.book("caucus", "south"), "Between us.")
    assert door.begin(about=among_us.id, name="a.txt", size=10).status_code == 404
    assert door.begin(about="nosuchthing", name="a.txt", size=10).status_code == 404


def test_what_never_arrives_goes_in_time(river, lena, words, door, monkeypatch):
    door.begin(about=words.id, name="a.txt", size=10)
    monkeypatch.setattr(storing, "WAITS", -1)
    door.begin(about=words.id, name="b.txt", size=10)
    assert [each.name for each in resuming.all_coming(now(lena))] == ["b.txt"]


def test_two_files_come_at_once(river, lena, words, door):
    one, other = (door.begin(about=words.id, name=name, size=4).json()["upload"] for name in ("a.txt", "b.txt"))
    assert door.piece(one, 0, b"1111").json()["file"] == one
    assert door.piece(other, 0, b"2222").json()["file"] == other


def test_a_busy_host_keeps_what_has_arrived(river, lena, words, door):
    upload = door.begin(about=words.id, name="plan.txt", size=len(PLAN)).json()["upload"]
    for _ in range(uploading.IN_LINE):
        assert uploading._line.acquire(blocking=False)
    try:
        assert door.piece(upload, 0, PLAN).status_code == 503
    finally:
        for _ in range(uploading.IN_LINE):
            uploading._line.release()
    assert door.state(upload).json()["offset"] == len(PLAN)
    assert door.piece(upload, len(PLAN), b"").json()["file"] == upload
