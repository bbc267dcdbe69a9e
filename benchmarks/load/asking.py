"""Plain requests, one after the other: for seeding, and for what is asked once."""

import http.client
import json
import socket
from typing import Any


class Api:
    """The contract's calls on one kept connection."""

    def __init__(self, port: int, process: str) -> None:
        self.line, self.base = http.client.HTTPConnection("127.0.0.1", port, timeout=60), f"/api/processes/{process}"

    def get(self, token: str, path: str) -> Any:
        return self._call("GET", path, token)

    def act(self, token: str, kind: str, data: dict[str, Any]) -> Any:
        return self._call("POST", "/acts", token, json.dumps({"kind": kind, "data": data}))

    def _call(self, method: str, path: str, token: str, body: str | None = None) -> Any:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.line.request(method, self.base + path, body, headers)
        answer = self.line.getresponse()
        told = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path} was answered {answer.status}: {told[:300]!r}")
        return json.loads(told)

    def close(self) -> None:
        self.line.close()


def signed_in(port: int, link: str) -> str:
    """The session's cookie that a demonstration's link gives."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", link)
    answer = line.getresponse()
    answer.read()
    cookies = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    line.close()
    return next(cookie for cookie in cookies if "session" in cookie)


def once(port: int, request: bytes) -> int:
    """The status that a whole request is answered with, on a connection of its own."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(request)
        return int(line.recv(65536).split(b" ", 2)[1])


def page(port: int, path: str, session: str) -> bytes:
    """A page's whole body."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", path, headers={"Cookie": session, "Accept-Language": "en"})
    body = line.getresponse().read()
    line.close()
    return body
