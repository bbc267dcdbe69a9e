"""Threads that act through the API for as long as it is there, and remember what they were promised."""

import http.client
import json
import threading
from dataclasses import dataclass, field
from typing import Any

from tests.serving import Host

GONE = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Asked:
    """An act as it was asked for; its key tells it from every other."""

    seat: str
    key: str
    kind: str
    data: dict[str, Any]


@dataclass
class Promises:
    """`kept` are acts that were acknowledged, with the answers; `open` those whose answer never came.

    `refused` holds what was answered otherwise, which ends a writer.
    """

    kept: dict[str, tuple[Asked, dict[str, Any]]] = field(default_factory=dict)
    open: list[Asked] = field(default_factory=list)
    refused: list[tuple[Asked, int, Any]] = field(default_factory=list)


class Line:
    """One seat's connection to the API."""

    def __init__(self, host: Host, seat: dict[str, Any]) -> None:
        place = host.url.split("://")[1].replace("localhost", "127.0.0.1")
        self._line = http.client.HTTPConnection(place, timeout=20)
        self._base, self._token = f"/api/processes/{host.told['process']}", seat["token"]

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        self._line.request(method, self._base + path, None if body is None else json.dumps(body), headers)
        answer = self._line.getresponse()
        told, kind = answer.read(), answer.getheader("Content-Type") or ""
        return answer.status, told if "jsonl" in kind else json.loads(told)

    def act(self, asked: Asked) -> tuple[int, Any]:
        return self.ask("POST", "/acts", {"kind": asked.kind, "data": asked.data, "key": asked.key})

    def close(self) -> None:
        self._line.close()


class Writer(threading.Thread):
    """Says, raises and tables one thing after the other, until the server is gone."""

    def __init__(self, host: Host, seat: dict[str, Any], name: str, promises: Promises, most: int = 1_000_000) -> None:
        super().__init__(daemon=True)
        self._line, self._seat, self._name, self._promises = Line(host, seat), seat["seat"], name, promises
        rooms = self._line.ask("GET", "/rooms")[1]["rooms"]
        self._rooms = [room["id"] for room in rooms if room["kind"] in ("plenary", "caucus", "delegation")]
        self._plenary = next(room["id"] for room in rooms if room["kind"] == "plenary")
        self._sits_with_a_party = seat["party"] is not None
        self._deeds, self._most = 0, most
        self._issue = self._position = ""

    def run(self) -> None:
        while self._deeds < self._most:
            asked = self._next()
            self._promises.open.append(asked)
            try:
                status, told = self._line.act(asked)
            except GONE:
                return
            if status != 201:
                self._promises.refused.append((asked, status, told))
                return
            self._promises.kept[asked.key] = asked, told
            self._promises.open.remove(asked)
            self._remember(asked, told)

    def _next(self) -> Asked:
        self._deeds += 1
        key = f"{self._name}-{self._deeds}"
        if self._position:  # tabled: an entry in the delegation's book and one in the plenary's, both or neither
            kind, data = "agenda.table_position", {"position": self._position}
        elif self._issue:
            kind, data = "agenda.state_position", {"issue": self._issue, "position": f"Position {key}."}
        elif self._deeds % 7 == 3:
            kind, data = "agenda.raise_issue", {"title": f"Issue {key}", "book": self._plenary}
        else:
            room = self._rooms[self._deeds % len(self._rooms)]
            kind, data = "consultation.make_statement", {"room": room, "text": f"Statement {key}. " + "Words. " * 30}
        return Asked(self._seat, key, kind, data)

    def _remember(self, asked: Asked, told: dict[str, Any]) -> None:
        self._position = told["id"] if asked.kind == "agenda.state_position" else ""
        raised = asked.kind == "agenda.raise_issue" and self._sits_with_a_party
        self._issue = told["id"] if raised else ""
