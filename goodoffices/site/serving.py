"""Running the server: one process, one ASGI callable, uvicorn."""

import gc
import socket
from collections.abc import Callable

import uvicorn

from goodoffices.live.fd_limits import RESERVE, granted, take_all
from goodoffices.live.head_timeout import ImpatientProtocol
from goodoffices.live.hub import current
from goodoffices.site.clock import Clock
from goodoffices.site.config import config
from goodoffices.site.failed import Failed
from goodoffices.site.worker import Worker


def serve(port: int | None, ready: Callable[[str], None]) -> int:
    """Serve until stopped; `ready` is told the address once the socket listens."""
    host = config()
    take_all()
    listening = _listen(host.host, host.port if port is None else port)
    name = "localhost" if host.host in ("127.0.0.1", "::1") else host.host
    url = host.public_url or f"http://{name}:{listening.getsockname()[1]}"

    clock, worker = Clock(f"{url}/"), Worker()

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            # What is loaded now stays: the collector need not scan it again while people wait.
            gc.freeze()
            gc.enable()
            clock.start()
            worker.start()
            ready(url)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            clock.stop()
            worker.stop()
            # Open streams are told first; otherwise the stop waits for each of them.
            if hub := current():
                hub.close()
            await super().shutdown(sockets)

    settings = uvicorn.Config(
        "goodoffices.site.asgi:application",
        log_level="warning",
        log_config=None,  # its lines go where ours go, and hold as little
        access_log=False,
        lifespan="on",
        http=ImpatientProtocol,
        # Whoever opens connections is answered 503 before there is none left for the database.
        limit_concurrency=max(granted() - RESERVE // 2, 2),
        # An open stream would delay the stop for ever.
        timeout_graceful_shutdown=2,
        server_header=False,
        proxy_headers=False,
    )
    gc.disable()  # while loading, since nothing that is loaded is freed again
    Server(settings).run([listening])
    return 0


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), backlog=2048)
    except OSError as problem:
        raise Failed(f"Port {port} on {host} cannot be used ({problem.strerror}). Take another with --port.") from None
