"""What came back, byte for byte; masks, each by its position and with its why; and the comparison."""

import difflib
import io
import json
import random
import re
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple
from unittest.mock import patch
from wsgiref.types import StartResponse, WSGIApplication

from django.conf import settings
from django.core import mail
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import got_request_exception, request_finished, request_started
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.dispatch import receiver
from django.test import override_settings
from django.utils import translation

# It draws when it is imported, and a page imports it: that has to be over before the first world is asked.
from goodoffices.process.templatetags import cached  # noqa: F401
from goodoffices.record import cache as remembering
from tests.noninterference.asking import Probe
from tests.noninterference.worlds import World, remember, remembered

FRESH_CSRF = "c" * 32


@dataclass
class Mask:
    """A place where two answers may differ, and why that tells nothing; in a header's value if it names one."""

    why: str
    name: str
    place: re.Pattern[bytes]  # what stands before, what is covered, what stands after
    header: str = ""
    used: int = 0

    def over(self, answer: "Answer") -> "Answer":
        if self.header:
            headers = tuple((n, self._cover(v.encode()).decode() if n == self.header else v) for n, v in answer.headers)
            return answer._replace(headers=headers)
        return answer._replace(body=self._cover(answer.body), then=self._cover(answer.then))

    def _cover(self, text: bytes) -> bytes:
        covered, count = self.place.subn(rb"\g<1>(" + self.name.encode() + rb")\g<3>", text)
        self.used += count
        return covered


class Answer(NamedTuple):
    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    then: bytes = b""  # what the page says afterwards, where something was done
    mails: tuple[str, ...] = ()  # what was sent for it

    def under(self, masks: Sequence["Mask"]) -> "Answer":
        answer = self
        for mask in masks:
            answer = mask.over(answer)
        return answer


class Difference(NamedTuple):
    probe: Probe
    here: Answer
    there: Answer

    def __str__(self) -> str:
        lines = [f"{self.probe}", f"  answers {self.here.status} and {self.there.status}"]
        lines += [f"  mail {m}" for m in sorted(set(self.here.mails) ^ set(self.there.mails))]
        lines += [f"  header {n}: {v}" for n, v in sorted(set(self.here.headers) ^ set(self.there.headers))]
        bodies = [
            (answer.body + answer.then).decode(errors="replace").replace(">", ">\n").splitlines()
            for answer in (self.here, self.there)
        ]
        lines += [
            f"  {line[:400]}" for line in difflib.unified_diff(*bodies, "one world", "the other", lineterm="", n=0)
        ][:40]
        return "\n".join(lines)


class Broken(AssertionError):
    """The product answered with an error of its own."""


@contextmanager
def _same_chance() -> Iterator[None]:
    """Fresh secrets, salted tokens and challenges are drawn alike in both worlds: better than a mask over each of them."""
    chance = random.Random("asked").randbytes
    with patch("random._urandom", chance), patch("os.urandom", chance):
        yield


@cache
def _application() -> WSGIApplication:
    """The whole of Django, but for the layer that answers for files and knows no process: it doubles the time."""
    layers = [layer for layer in settings.MIDDLEWARE if not layer.startswith("servestatic.")]
    with override_settings(MIDDLEWARE=layers):
        return WSGIHandler()


class _AsServed:
    """The connection as a server's own request knows it: the transaction around each question is ours, not the product's.

    Inside a transaction little is remembered, since it may be taken back. Here that would be everything: each page would be
    put together anew, and what readers are told from the cache would never be compared.
    """

    @property
    def in_atomic_block(self) -> bool:
        return bool(connection.savepoint_ids)


class _Undo(Exception):
    pass


_problems: list[str] = []


@receiver(got_request_exception)
def _noted(**_: object) -> None:
    _problems.append(traceback.format_exc(limit=-8))


def ask(world: World, probe: Probe, credentials: dict[str, str]) -> Answer:
    """Ask it in this world (entered before), and take back whatever it did there."""
    answer: Answer
    _problems.clear()
    before, mail.outbox = remembered() if probe.method == "POST" else [], []
    try:
        with transaction.atomic():
            answer = _asked(probe, credentials)
            if probe.method == "POST" and answer.status[0] in "23":
                connection.check_constraints()  # what a commit would find, were there one
                answer = answer._replace(mails=tuple(f"{m.to} {m.subject}\n{m.body}" for m in mail.outbox))
                if page := _page_after(probe, answer):
                    answer = answer._replace(then=_asked(Probe("GET", page), credentials).body)
            raise _Undo
    except _Undo:
        translation.activate("en")
        if probe.method == "POST":
            remember(before)  # what was done is taken back, and the next to be done may bear the same id
    except IntegrityError as problem:
        raise Broken(f"{probe} could not be committed: {problem}") from None
    if answer.status.startswith("5"):
        raise Broken("\n".join([f"{probe} answers {answer.status}", *_problems]))
    return answer


def look_in(world: World, credentials: dict[str, str]) -> None:
    """See a page, so that the server remembers what stands in the frame of every page: what is asked next is answered sooner.

    (After a form it remembers what it did before: had it remembered nothing, each would work all of that out.)
    """
    ask(world, Probe("GET", f"/processes/{world.process}/"), credentials)


def _page_after(probe: Probe, answer: Answer) -> str:
    """Where one looks after a deed: where the form leads, or, after an act by the API, the room of its book."""
    then = dict(answer.headers).get("Location", "")
    if probe.path.endswith("/acts"):
        return f"{probe.path.removeprefix('/api').removesuffix('acts')}rooms/{json.loads(answer.body)['book']}/"
    return then if then.startswith("/") else ""


def _asked(probe: Probe, credentials: dict[str, str]) -> Answer:
    path, _, query = probe.path.partition("?")
    key = "authorization" if path.startswith("/api/") else "cookie"
    headers = {"host": "testserver", "accept-language": "en"}
    headers |= {key: credentials[key]} if key in credentials else {}
    headers |= {"x-csrftoken": FRESH_CSRF} if probe.method != "GET" else {}
    headers |= dict(probe.headers)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": probe.method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "203.0.113.7",
        "CONTENT_TYPE": probe.content,
        "CONTENT_LENGTH": str(len(probe.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(probe.body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    environ |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    begun: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        begun[:] = [status, tuple(headers)]

    begin: StartResponse = start  # type: ignore[assignment]
    # What is asked is taken back at the end; a server would close a connection that it finds inside a transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        with _same_chance(), patch.object(remembering, "connection", _AsServed()):
            response = _application()(environ, begin)
            body = b"".join(response)
            response.close()  # type: ignore[attr-defined]
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
    return Answer(begun[0], begun[1], body)


def differences(
    a: World, b: World, member: str, probes: Iterable[Probe], masks: Sequence[Mask] = ()
) -> Iterator[Difference]:
    """Ask everything in both worlds, as this member, and yield what does not come out the same to the byte."""
    credentials = []
    for world in (a, b):
        with world:
            credentials.append(world.sign_in(member))
            look_in(world, credentials[-1])
    assert credentials[0] == credentials[1]
    for probe in probes:
        answers = []
        for world in (a, b):
            with world:
                answers.append(ask(world, probe, credentials[0]).under(masks))
        if answers[0] != answers[1]:
            yield Difference(probe, *answers)
