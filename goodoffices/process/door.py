"""The one door through which a form on a page performs an act: `POST processes/<process>/acts/<kind>`.

What is refused comes back with its sentence and with the words that were written. A page that sends through htmx keeps its
own words and gets the sentence alone, for the form's `.problem`; any other gets a page that shows them, to send again. What an
office warns of comes back once in the same way, with a button that sends it all the same. A solemn act is first read back
(`read_back.py`): only the button of its sheet performs it.
"""

import json
import logging
import re
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.db import OperationalError
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import CSRF_TOKEN_LENGTH
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from pydantic import ValidationError

from goodoffices.process.extensions import warnings_of
from goodoffices.process.form_fields import label_of
from goodoffices.process.form_rows import WAS
from goodoffices.process.forms import book_of, tried
from goodoffices.process.kept import filled_in, from_a_file, kept_fields, written_by_hand
from goodoffices.process.labels import NOT_KEPT, OTHER_WORDS
from goodoffices.process.posting import Misfit, by_field, misfits, posted
from goodoffices.process.read_back import digest_of, sheet_of
from goodoffices.record.acts import KINDS, Act, NotThere, OtherBody, Refused, Stale
from goodoffices.record.models import Book, Entry
from goodoffices.record.perform import IfUnchangedSince, perform, rehearse
from goodoffices.record.requests import SeatedRequest, number_in

log = logging.getLogger(__name__)

# Fields that are sent again after a refusal. Not `seen_book`: whoever sends again has seen the change. Not `read_back`:
# what is sent again is read back again.
ALONG = ("then", "stay")
MADE = "-made-"  # in the address of the page that follows: the id of what the act makes

CHANGED = gettext_lazy("The words have changed since they were read back. Read them once more.")


@require_POST
def act(request: SeatedRequest, process: str, kind: str) -> HttpResponse:
    """Perform an act of any kind that one may ask for, and go on to where the form says."""
    found = KINDS.get(kind)
    if found is None or found.only_entailed:
        raise NotThere
    return Sending(request, found).answer()


class Sending:
    """One form that was sent, and what comes of it."""

    def __init__(self, request: SeatedRequest, kind: type[Act]) -> None:
        self.request, self.kind, self.seat = request, kind, request.seat
        self.sent = by_field(request.POST)
        self.data = posted(self.sent, kind)
        # What the form has shown so far. Whoever is told how a thing reads now has seen that, and may send again.
        self.looked = [(name, self.sent[name]) for name in ("seen_book", "seen_number") if name in self.sent]

    def answer(self) -> HttpResponse:
        try:
            return self._answered()
        except OperationalError as problem:  # the form's own key makes a second sending harmless
            log.error("an act was not written: %s", problem)
            return self._refused(str(NOT_KEPT), HTTPStatus.INSUFFICIENT_STORAGE)

    def _answered(self) -> HttpResponse:
        asked: Act | None = None
        try:
            asked = self.kind(**self.data)
            return self._asked_back(asked) or gone_to(self.request, self._then(self._perform(asked)))
        except ValidationError as problem:
            return self._misfit(misfits(problem, self.kind, self.sent, self.seat))
        except OtherBody:
            return self._refused(str(OTHER_WORDS))
        except Refused as refusal:
            if refusal.field in self.kind.model_fields:
                return self._misfit([Misfit(refusal.field, str(label_of(self.kind, refusal.field)), str(refusal))])
            return self._refused(str(refusal), overtaken=self._overtaken(asked))
        except Stale as stale:
            if asked and asked.commits() and (sheet := self._reads_now(asked, stale)):
                return sheet
            self.looked = [("seen_book", stale.thing.book_id), ("seen_number", str(stale.thing.changed))]
            now = self._as_it_is(stale)
            return self._refused(str(stale), HTTPStatus.PRECONDITION_FAILED, now, self._overtaken(asked))

    def _perform(self, asked: Act) -> Entry:
        return perform(asked, self.seat, key=self._key(), seen=self._seen()).entry

    def _seen(self) -> IfUnchangedSince | None:
        """What the form showed; where it was read back, what its sheet did, which stands after it."""
        book, number = self.sent.get("seen_book", ""), number_in(self.sent.get("seen_number"))
        return IfUnchangedSince(book, number) if book and number is not None else None

    def _key(self) -> str | None:
        """What makes a second sending of the same form the same act.

        A page that stays open after sending puts a fresh key into each sending. Any other form is known by the token
        against forgery that it was drawn with: Django masks it anew for each page. So a double click, a reload and the way
        back send the same act again; other words, or a page drawn afresh, are another one.
        """
        sent = self.sent
        if given := sent.get("key", "")[:200]:
            return given
        if (
            len(sent.get("csrfmiddlewaretoken", "")) != CSRF_TOKEN_LENGTH
        ):  # the bare secret, which does not identify a page
            return None
        fields = sorted((name, values) for name, values in sent.lists() if name != "key")
        return "form-" + sha256(json.dumps([self.kind.kind, self.request.path, fields]).encode()).hexdigest()

    # ---- what is asked back once

    def _asked_back(self, asked: Act) -> HttpResponse | None:
        """What to think of first, unless it was read: what a solemn act commits to, and warnings of the offices."""
        sent = self.sent
        if asked.commits():
            if sent.get("read_back") == digest_of(asked):
                return None
            rehearse(asked, self.seat, self._seen())
            return self._read_back(asked, CHANGED if "read_back" in sent else "")
        if "warned" not in sent and (warnings := warnings_of(self.seat, asked)):
            return self._shown("process/_warned.html", warnings=warnings)
        return None

    def _read_back(self, asked: Act, sentence: str | Promise = "", status: int = 422) -> HttpResponse:
        answer = self._shown("process/_sheet.html", status, sheet=sheet_of(self.seat, asked, str(sentence)))
        answer["HX-Retarget"] = "find .sheet-place"
        return answer

    def _reads_now(self, asked: Act, stale: Stale) -> HttpResponse | None:
        """The sheet of what the thing has become, which says so; none where the act is not possible on that."""
        try:
            rehearse(asked, self.seat)
        except (Refused, Stale):  # it names a version of its own, which is not the one that stands
            return None
        return self._read_back(asked, str(stale), HTTPStatus.PRECONDITION_FAILED)

    # ---- what is refused

    def _as_it_is(self, stale: Stale) -> list[tuple[Any, Any]]:
        """How the thing reads now, by the names of the fields in which the form has other words."""
        now = [(name, getattr(stale.thing, name, None)) for name in self.data if written_by_hand(self.kind, name)]
        return [(label_of(self.kind, name), value) for name, value in now if isinstance(value, str) and value]

    def _overtaken(self, asked: Act | None) -> str:
        """Whether the page that was sent from is older than what forbids this: drawn now, it would not have the form. Then where the
        page as it is now is shown: “here”, or “beside” where that would lose what was written. Empty where the page is none that
        can be drawn now, since a file was read for it."""
        if asked is None or any(from_a_file(self.kind, name, self.sent) for name in self.data):
            return ""
        try:
            asked.possible(self.seat)
        except (Refused, NotThere):
            return "beside" if any(filled_in(self.kind, name) for name in self.data) else "here"
        return ""

    def _refused(
        self, sentence: str, status: int = 422, now: list[tuple[Any, Any]] | None = None, overtaken: str = ""
    ) -> HttpResponse:
        return self._shown("process/_problem.html", status, sentence=sentence, now=now or [], overtaken=overtaken)

    def _misfit(self, found: list[Misfit]) -> HttpResponse:
        return self._shown("process/_problem.html", misfits=found)

    def _shown(self, part: str, status: int = 422, **known: Any) -> HttpResponse:
        context = {"part": part, "book": self._book(), "looked": self.looked, **known}
        if self.request.headers.get("HX-Request"):
            return render(self.request, part, context, status=status)
        kept = self._kept({each.field: each.sentence for each in known.get("misfits", ())})
        return render(self.request, "process/refused.html", {**context, **kept, "whole": True}, status=status)

    def _kept(self, errors: dict[str, str]) -> dict[str, Any]:
        """What a page needs to show what was sent, and to send it again."""
        shown = kept_fields(self.kind, self.sent, errors, self.seat)
        names = {field.name for field in shown}
        names |= {n for n in self.sent for field in shown if field.shape == "rows" and n.startswith(f"{field.name}-")}
        lists = list(self.sent.lists())
        sent = [(n, v) for n, values in lists for v in values if n.split("-")[0] in self.kind.model_fields]
        along = [(n, v) for n, values in lists for v in values if n in ALONG or n.startswith(WAS)]
        return {
            "form": {"id": "f"},
            "fields": shown,
            "chosen": [*[(n, v) for n, v in sent if n not in names], *along],
            "then": self._then(None),
            "sent_from": "" if MADE in self.sent.get("then", MADE) else self._then(None),
        }

    def _book(self) -> Book | None:
        """The book that it would go into, for saying who will read it; none where that cannot be told from what was sent."""
        try:
            return book_of(self.seat, tried(self.kind, self.data).reaches(self.seat))
        except (NotThere, Refused, OperationalError):
            return None

    # ---- where one goes

    def _then(self, entry: Entry | None) -> str:
        """The page that the form names, if it is one of this process; else the entry that has been made. Its address may hold
        the id of what was made (`MADE`), which is known once it has been."""
        then, home = self.sent.get("then", ""), reverse("briefing:today", args=[self.seat.process_id])
        made = str(entry.facts.get("id", "")) if entry is not None else ""
        if _is_below(home, then) and (made or MADE not in then):
            return then.replace(MADE, made)
        if entry is None or entry.book_id not in self.seat.books():
            return home
        return reverse("record:entry", args=[self.seat.process_id, entry.book_id, entry.number])


def _is_below(home: str, address: str) -> bool:
    """Whether an address that a form sent is one of this site, below this one, also once a browser has read its dots."""
    path = re.split(r"[?#]", address)[0]
    dots = re.search(r"(^|/)(\.|%2e){1,2}(/|$)", path, re.IGNORECASE)
    return (
        path.startswith(home)
        and not dots
        and "\\" not in address
        and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    )


def gone_to(request: SeatedRequest, then: str) -> HttpResponse:
    """On to another page; a form that htmx sent, and whose page stays as it is, gets an empty answer."""
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(then)
    answer = HttpResponse(status=204)
    if "stay" not in request.POST:
        answer["HX-Redirect"] = then
    return answer
