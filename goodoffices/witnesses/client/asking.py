"""A host, asked over HTTP with the token of a seat. It is believed in nothing: what it answers is examined elsewhere."""

import ipaddress
import json
import re
import urllib.error
import urllib.request
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode, urlsplit

PATIENCE = 30.0  # seconds for one answer
LONGEST = 4 << 20  # bytes of one answer
NO_PROOF = (404, 422)  # by these a host says that it has none
_PROCESS = re.compile(r"(https?://[^/?#\s]+(?:/[^?#\s]*?)?)/(?:api/)?processes/([a-z0-9]+)(?:[/?#].*)?")


class Unreached(Exception):
    """The host did not answer, or not as it should. Its message is a sentence."""


class Unasked(Exception):
    """It cannot be asked like this: the address, or how it is reached, has to be another. Its message is a sentence."""


class Declined(Exception):
    """The host said no, with a status; `detail` is its sentence."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


class _NoDetour(urllib.request.HTTPRedirectHandler):
    """A redirection would take the token elsewhere."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Host:
    """One process on one host, through the eyes of one seat."""

    def __init__(self, address: str, token: str) -> None:
        found = _PROCESS.fullmatch(address.strip())
        if not found:
            raise Unasked("The address is not that of a process. Copy it from the browser: https://…/processes/….")
        if urlsplit(address).scheme == "http" and not _is_here(urlsplit(address).hostname or ""):
            raise Unasked("Over http everybody on the way could read the token. Use an address that begins with https.")
        if not re.fullmatch(r"[!-~]+", token):
            raise Unasked(
                "The token file holds no token. Make one on the page “Tokens”, and put it into the file alone."
            )
        self.process, self._token = found[2], token
        self._base = f"{found[1]}/api/processes/{self.process}"
        self._opener = urllib.request.build_opener(_NoDetour())

    def books(self) -> list[dict[str, Any]]:
        """The books that the seat reads: `book`, `name`, `kind`."""
        found = self._asked("/books").get("books")
        if not isinstance(found, list) or not all(isinstance(each, dict) and "book" in each for each in found):
            raise Unreached("The host did not answer as it should: it named no books.")
        return found

    def offered(self, book: str) -> dict[str, Any]:
        """The checkpoint of a book that witnesses are offered, the host's key, and what others have signed."""
        return self._asked(f"/books/{book}/witnesses")

    def proof(self, book: str, old: int, new: int) -> list[Any] | None:
        """The hashes between two sizes as they were spelled; None if the host says that it has none.

        Unreached for whatever else happens on the way: that proves nothing against the host.
        """
        try:
            found = self._asked(f"/books/{book}/consistency?{urlencode({'from': old, 'to': new})}").get("proof")
        except Declined as problem:
            if problem.status in NO_PROOF:
                return None
            raise Unreached(f"The host did not answer as it should when asked for a proof: {problem}") from None
        if not isinstance(found, list):
            raise Unreached("The host did not answer as it should: there is no proof in its answer.")
        return found

    def send(self, book: str, note: str) -> None:
        self._asked(f"/books/{book}/cosignatures", {"note": note})

    def _asked(self, path: str, sent: dict[str, Any] | None = None) -> dict[str, Any]:
        body = None if sent is None else json.dumps(sent).encode()
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        request = urllib.request.Request(self._base + path, body, headers)  # noqa: S310 - its scheme was looked at
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                return _object(answer.read(LONGEST + 1))
        except urllib.error.HTTPError as problem:
            raise Declined(problem.code, _detail(problem)) from None
        except (OSError, ValueError, HTTPException) as problem:
            raise Unreached(f"The host could not be reached: {_reason(problem)}.") from None


def _is_here(name: str) -> bool:
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _object(content: bytes) -> dict[str, Any]:
    if len(content) > LONGEST:
        raise Unreached("The host did not answer as it should: its answer has no end.")
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise Unreached("The host did not answer as it should: this is not JSON.") from None
    if not isinstance(found, dict):
        raise Unreached("The host did not answer as it should: this is no object.")
    return found


def _detail(problem: urllib.error.HTTPError) -> str:
    """The host's own sentence, safe to print; else the status."""
    try:
        said = str(_object(problem.read(LONGEST + 1)).get("detail", ""))
    except (OSError, HTTPException, Unreached):
        said = ""
    shown = "".join(letter for letter in said[:300] if letter.isprintable())
    return shown or f"status {problem.code}"


def _reason(problem: Exception) -> str:
    reason = getattr(problem, "reason", None) or getattr(problem, "strerror", None) or problem
    return str(getattr(reason, "strerror", None) or reason) or type(problem).__name__
