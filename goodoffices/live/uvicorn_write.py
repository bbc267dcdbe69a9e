"""Writing to an open stream without a coroutine, where the server lets us: sending to a thousand pages then costs half.

What is used here is uvicorn's own, and promised to nobody. So it stands in one place, is looked at closely before it is
used, and where anything is not as expected the listener goes on with `send`, as under any other server.
"""

from collections.abc import Callable
from typing import Any

Write = Callable[[bytes], bool]


def chunk(block: bytes) -> bytes:
    """A block as HTTP/1.1 frames it, made once for all who are sent it."""
    return b"%x\r\n%b\r\n" % (len(block), block)


def writer(send: Any) -> Write | None:
    """What writes a chunk at once, or says that it cannot now; None where there is no such thing.

    To be asked for once the head of the answer has been sent: only then is it known that the body goes in chunks.
    """
    cycle = getattr(send, "__self__", None)
    if cycle is None or f"{type(cycle).__module__}.{type(cycle).__name__}" != KNOWN:
        return None
    flow: Any = getattr(cycle, "flow", None)
    transport: Any = getattr(cycle, "transport", None)
    if cycle.chunked_encoding is not True or not hasattr(flow, "write_paused") or not hasattr(transport, "write"):
        return None

    write_to_socket = transport.write

    def write(framed: bytes) -> bool:
        # The same conditions that `send` checks before it writes.
        if flow.write_paused or cycle.disconnected or cycle.response_complete:
            return False
        write_to_socket(framed)
        return True

    return write


KNOWN = "uvicorn.protocols.http.httptools_impl.RequestResponseCycle"
