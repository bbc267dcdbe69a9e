"""The whole server without a socket: its loop in a thread, streams as lists of bytes. Tests wait for facts, not for time."""

import asyncio
import json
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings

from goodoffices.accounts.models import Token
from goodoffices.process import seats
from goodoffices.process.models import Seat
from goodoffices.site.asgi import application
from tests.cast import client_of
from tests.table import now

PATIENCE = 10.0


def eventually(fact: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """Wait until it is so; fail when patience is at its end."""
    deadline = time.monotonic() + patience
    while not (found := fact()):
        assert time.monotonic() < deadline, f"never came true: {fact}"
        time.sleep(0.005)
    return found


def heads(seat: Seat) -> dict[str, int]:
    """How far the books that the seat reads have come by now."""
    return seats.heads(now(seat))


def as_client(seat: Seat) -> dict[str, str]:
    """What a client of the API sends along."""
    return {"authorization": f"Bearer {Token.issue(seat.id, 'test')}"}


def as_page(seat: Seat) -> dict[str, str]:
    """What a signed-in browser sends along."""
    session = client_of(seat).cookies[settings.SESSION_COOKIE_NAME].value
    return {"cookie": f"other=1; {settings.SESSION_COOKIE_NAME}={session}"}


class House:
    """The application, between its startup and its shutdown."""

    def __enter__(self) -> "House":
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever)
        self._thread.start()
        self._lifespan = Answer(self, {"type": "lifespan"}, [{"type": "lifespan.startup"}])
        eventually(lambda: "lifespan.startup.complete" in self._lifespan.types)
        return self

    def __exit__(self, *_: object) -> None:
        self._lifespan.put({"type": "lifespan.shutdown"})
        eventually(lambda: self._lifespan.done)
        asyncio.run_coroutine_threadsafe(self._last_words(), self.loop).result(PATIENCE)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(PATIENCE)
        self.loop.close()

    async def _last_words(self) -> None:
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0)

    def client(self, seat: Seat, after: str = "", headers: dict[str, str] | None = None, **more: Any) -> "Answer":
        """A client of the API that listens as this seat."""
        return self.get(f"/api/processes/{seat.process_id}/stream?after={after}", headers or as_client(seat), **more)

    def page(self, seat: Seat, after: str = "", headers: dict[str, str] | None = None, **more: Any) -> "Answer":
        """An open page of this seat."""
        return self.get(f"/processes/{seat.process_id}/live?after={after}", headers or as_page(seat), **more)

    def get(self, path: str, headers: dict[str, str] | None = None, **more: Any) -> "Answer":
        return self.ask("GET", path, headers, **more)

    def ask(
        self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b"", **more: Any
    ) -> "Answer":
        address, _mark, query = path.partition("?")
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": address,
            "query_string": query.encode(),
            "headers": [
                (name.lower().encode(), value.encode())
                for name, value in {"host": "testserver", **(headers or {})}.items()
            ],
            "server": ("testserver", 80),
            "client": ("127.0.0.1", 1),
        }
        return Answer(self, scope, [{"type": "http.request", "body": body, "more_body": False}], **more)


class Answer:
    """What the application sends, as it comes. `slow` answers take no body before `let_go`."""

    def __init__(self, house: House, scope: dict[str, Any], asked: list[dict[str, Any]], slow: bool = False) -> None:
        self.house, self.sent, self.done = house, [], False  # type: ignore[var-annotated]
        self._asked: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._open = asyncio.Event()
        for message in asked:
            self._asked.put_nowait(message)
        if not slow:
            self._open.set()
        self.future = asyncio.run_coroutine_threadsafe(self._run(scope), house.loop)

    async def _run(self, scope: dict[str, Any]) -> None:
        try:
            await application(scope, self._asked.get, self._send)
        finally:
            self.done = True

    async def _send(self, message: Any) -> None:
        if message["type"] == "http.response.body":
            await self._open.wait()
        self.sent.append(message)

    def put(self, message: dict[str, Any]) -> None:
        self.house.loop.call_soon_threadsafe(self._asked.put_nowait, message)

    def let_go(self) -> None:
        self.house.loop.call_soon_threadsafe(self._open.set)

    def hang_up(self) -> None:
        self.put({"type": "http.disconnect"})
        eventually(lambda: self.done)

    @property
    def types(self) -> list[str]:
        return [message["type"] for message in list(self.sent)]

    @property
    def status(self) -> int:
        return int(eventually(lambda: self.sent)[0]["status"])

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode(): value.decode() for name, value in eventually(lambda: self.sent)[0]["headers"]}

    @property
    def bytes(self) -> bytes:
        return b"".join(message.get("body", b"") for message in list(self.sent))

    @property
    def whole(self) -> bytes:
        eventually(lambda: self.done)
        return self.bytes

    @property
    def ended(self) -> bool:
        return self.done and not self.sent[-1].get("more_body")

    def opened(self) -> "Answer":
        """Wait until the stream stands."""
        assert self.status == 200, self.whole
        eventually(lambda: self.bytes)
        return self

    def events(self, name: str = "") -> list["Event"]:
        found = [Event(block) for block in self.bytes.decode().split("\n\n")[:-1] if not block.startswith(":")]
        return [event for event in found if not name or event.name == name]

    def await_events(self, name: str, count: int = 1) -> list["Event"]:
        eventually(lambda: len(self.events(name)) >= count)
        return self.events(name)


class Event:
    """One event of a stream, read as the standard says."""

    def __init__(self, block: str) -> None:
        fields = [line.partition(": ") for line in block.split("\n")]
        self.name = next((value for name, _, value in fields if name == "event"), "message")
        self.id = next((value for name, _, value in fields if name == "id"), "")
        self.data = "\n".join(value for name, _, value in fields if name == "data")

    @property
    def json(self) -> Any:
        return json.loads(self.data)

    @property
    def place(self) -> tuple[str, int]:
        return self.json["book"], self.json["number"]

    def __repr__(self) -> str:
        return f"{self.name} {self.data} @{self.id}"
