"""Files on a real host: larger than a form may be, from seats alone, and through a back-up."""

import http.client
import json
from urllib.parse import urlsplit

from tests.contract.host import ran
from tests.serving import Host

LARGE = b"North, South, a line of a table.\n" * 150_000  # 5 MB


def post(host, token, about, content):
    edge = "edge"
    parts = [(f'name="{name}"', value.encode()) for name, value in (("about", about), ("title", "The table"))]
    parts.append(('name="file"; filename="table.txt"', content))
    body = b"".join(
        f"--{edge}\r\nContent-Disposition: form-data; {names}\r\n\r\n".encode() + value + b"\r\n"
        for names, value in parts
    )
    headers = {"Content-Type": f"multipart/form-data; boundary={edge}", "Authorization": f"Bearer {token}"}
    line = http.client.HTTPConnection(urlsplit(host.url).netloc, timeout=30)
    try:
        line.request("POST", f"/api/processes/{host.told['process']}/files", body + f"--{edge}--\r\n".encode(), headers)
        answer = line.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        line.close()


def fetched(host, seat, id):
    line = http.client.HTTPConnection(urlsplit(host.url).netloc, timeout=30)
    path = f"/api/processes/{host.told['process']}/files/{id}"
    line.request("GET", path, headers={"Authorization": f"Bearer {seat['token']}"})
    answer = line.getresponse()
    return answer.status, answer.read(), answer.headers


def test_a_large_file_comes_from_a_seat_alone_and_through_a_backup(folders, tmp_path):
    host = Host(folders.played(tmp_path / "data"))
    try:
        lena, room = host.seat("head", "north"), host.room(host.seat("head", "north"), "plenary")
        said = host.act(lena, "consultation.make_statement", room=room["id"], text="See the table.")["id"]
        try:
            status, _told = post(host, "go_nobody", said, LARGE)
            assert status == 422  # too long for a form, and nothing of it was taken in
        except (ConnectionError, http.client.HTTPException):
            pass  # cut off while it was sending
        status, told = post(host, lena["token"], said, LARGE)
        assert status == 201, told
        ran("backup", tmp_path / "kept.tar.gz", "--data", tmp_path / "data")
    finally:
        host.stop()
    ran("restore", tmp_path / "kept.tar.gz", "--data", tmp_path / "again")
    again = Host(tmp_path / "again")
    try:
        status, content, headers = fetched(again, again.seat("head", "south"), told["id"])
        assert (status, content) == (200, LARGE)
        assert headers["Content-Security-Policy"].startswith("sandbox")
    finally:
        again.stop()
