"""A request's head has a time to arrive: half-sent ones would hold their connections, and files, for ever.

uvicorn bounds only the rest between two requests. What is used of it here is promised to nobody, as in `uvicorn_write`.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_TIMEOUT = 10.0  # seconds from the connection, or from a request's first byte, to the end of its head


class ImpatientProtocol(HttpToolsProtocol):
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._wait()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        self._heard()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._heard()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._heard()
        self._waiting = self.loop.call_later(HEAD_TIMEOUT, self.transport.close)

    def _heard(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
