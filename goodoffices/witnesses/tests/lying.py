"""A host that says whatever a test wants it to say, under its own key or another's: a server on the loopback."""

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from goodoffices.engines.ledger import SigningKey, merkle, notes

PROCESS, BOOK = "riverriver", "plenaryplenary"
KEY, OTHER = SigningKey("desk.example", b"h" * 32), SigningKey("desk.example", b"o" * 32)
ORIGIN = f"desk.example/{PROCESS}/{BOOK}"
HONEST = [merkle.leaf_hash(bytes([i])) for i in range(40)]
FORKED = [*HONEST[:3], merkle.leaf_hash(b"other"), *HONEST[4:]]


@dataclass
class Lying:
    """What it shows: so many entries of this history. `sent`: the notes that it was sent."""

    history: list[bytes] = field(default_factory=lambda: HONEST)
    size: int = 9
    signs: SigningKey = KEY
    key: str = str(KEY.verifier)
    origin: str = ORIGIN
    proves: list[bytes] | None = None  # the history that its proofs are about, if it is another
    others: list[dict[str, Any]] = field(default_factory=list)
    raw: bytes | None = None  # answers this to everything
    status: int = 201  # to what is sent
    proof_status: int = 200  # to who asks for a proof
    sent: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)

    @property
    def note(self) -> str:
        text = notes.checkpoint_text(self.origin, self.size, merkle.root(self.history[: self.size]))
        return notes.sign(text, self.signs)

    def answer(self, path: str, body: bytes) -> tuple[int, Any]:
        address = urlsplit(path)
        if address.path.endswith("/books"):
            return 200, {"books": [{"book": BOOK, "name": "Plenary", "kind": "plenary", "head": self.size}]}
        if address.path.endswith("/witnesses"):
            shown = {"book": BOOK, "key": self.key, "checkpoint": self.note, "witnesses": self.others}
            return 200, shown
        if address.path.endswith("/consistency"):
            asked = parse_qs(address.query)
            old, new = int(asked["from"][0]), int(asked["to"][0])
            history = self.proves or self.history
            steps = [notes.encode(step) for step in merkle.consistency_proof(history, old, new)]
            return self.proof_status, {"proof": steps} if self.proof_status == 200 else {"detail": "Not now."}
        self.sent.append(json.loads(body)["note"])
        return self.status, {"detail": "No witness that your side has named has signed this."}


class Served:
    """`with Served(lying) as address:` – the address of its process."""

    def __init__(self, lying: Lying) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                lying.tokens.add(self.headers.get("Authorization", ""))
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, told = lying.answer(self.path, body)
                content = json.dumps(told).encode() if lying.raw is None else lying.raw
                self.send_response(status)
                if 300 <= status < 400:
                    self.send_header("Location", "http://localhost:1/elsewhere")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_POST = do_GET

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_address[1]}/processes/{PROCESS}/"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)
