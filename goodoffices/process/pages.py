"""From a form to an act: what every office's views use, so that they only read `seen_by` and perform."""

import json
import logging
import types
from collections.abc import Mapping
from hashlib import sha256
from http import HTTPStatus
from typing import Any, get_args, get_origin

from django.db import OperationalError
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import CSRF_TOKEN_LENGTH
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import AfterValidator, ValidationError

from goodoffices.process.extensions import Warning, warnings_of
from goodoffices.process.labels import FIELDS_OF_FORMS, NOT_KEPT
from goodoffices.record.acts import Act, NotThere, OtherBody, Refused, Stale
from goodoffices.record.perform import IfUnchangedSince, perform
from goodoffices.record.requests import SeatedRequest, number_in

log = logging.getLogger(__name__)

# What the shapes of our own say when a value does not fit; the shapes themselves know no languages.
MISFITS = {
    "hidden_character": gettext_lazy(
        "The text holds a hidden character (%(code)s). Remove it, or paste the text as plain text."
    ),
    "blank": gettext_lazy("Write something first."),
    "one_line": gettext_lazy("Keep this on one line."),
    "zone": gettext_lazy("Write a time zone such as Europe/Istanbul."),
}


def submit(
    request: SeatedRequest, act: type[Act], then: str, now: Mapping[str, Any] | None = None, /, **fixed: Any
) -> HttpResponse:
    """Perform `act` with the posted fields, and go on to `then`. What is refused comes back with its sentence and words.

    A form that changes a thing holds what it says `now`: what comes back as it is stays out, and is not said again.
    A page that sends through htmx gets the sentence alone, for the form's `.problem`, and keeps its own words. What an
    office warns of comes back once in the same way, with a button that sends it all the same.
    """
    data = {**_changed(posted(request, act), now or {}), **fixed}
    try:
        asked = act(**data)
        if "warned" not in request.POST and (warnings := warnings_of(request.seat, asked)):
            return _warned(request, act, data, warnings, then)
        perform(asked, request.seat, key=_key(request, act), seen=_seen(request))
    except ValidationError as problem:
        return _refused(request, act, data, " ".join(dict.fromkeys(sentences(problem))), then)
    except (Refused, Stale, OtherBody) as refusal:
        sentence = str(refusal) or _("This form was sent before with other words. Send it once more.")
        return _refused(request, act, data, sentence, then, 412 if isinstance(refusal, Stale) else 422)
    except OperationalError as problem:  # the form's own key makes a second sending harmless
        log.error("an act was not written: %s", problem)
        return _refused(request, act, data, str(NOT_KEPT), then, HTTPStatus.INSUFFICIENT_STORAGE)
    return gone_to(request, then)


def _key(request: SeatedRequest, act: type[Act]) -> str | None:
    """What makes a second sending of the same form the same act.

    A page that stays open after sending puts a fresh key into each sending. Any other form is known by the token against
    forgery that it was drawn with: Django masks it anew for each page. So a double click, a reload and the way back send
    the same act again; other words, or a page drawn afresh, are another one.
    """
    if given := request.POST.get("key", "")[:200]:
        return given
    token = request.POST.get("csrfmiddlewaretoken", "")
    if len(token) != CSRF_TOKEN_LENGTH:  # the bare secret, which is no page's own
        return None
    sent = sorted((name, values) for name, values in request.POST.lists() if name != "key")
    return "form-" + sha256(json.dumps([act.kind, request.path, sent]).encode()).hexdigest()


def gone_to(request: SeatedRequest, then: str) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(then)
    answer = HttpResponse(status=204)
    if "stay" not in request.POST:
        answer["HX-Redirect"] = then
    return answer


def posted(request: SeatedRequest, act: type[Act]) -> dict[str, Any]:
    """The posted fields that the act has, as its shape wants them; what was left empty stays out."""
    data: dict[str, Any] = {}
    for name, field in act.model_fields.items():
        if _plain(field.annotation) is dict:  # a field for each of its keys, such as `called-en`
            keys = [key for key in request.POST if key.startswith(f"{name}-") and str(request.POST[key]).strip()]
            if keys:
                data[name] = {key.removeprefix(f"{name}-"): str(request.POST[key]).strip() for key in keys}
            continue
        if name not in request.POST:
            continue
        if _plain(field.annotation) is list:
            lines = [line.strip() for value in request.POST.getlist(name) for line in value.splitlines()]
            data[name] = [line for line in lines if line]
        elif request.POST[name].strip() and request.POST[name].strip() != field.default:
            # What is as it would be anyway is left out: an act in a page and the same act by a client or by another act
            # are the same to the byte.
            data[name] = request.POST[name].strip()
    return data


def _changed(data: dict[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in now or _lines(value) != _lines(now[name])}


def _lines(value: Any) -> Any:
    """Words as a form sends them, whose lines end otherwise than ours."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _plain(annotation: Any) -> Any:
    """`list[str]` → list, `Id | None` → Id."""
    origin = get_origin(annotation)
    if origin in (types.UnionType,):
        return _plain(next(arg for arg in get_args(annotation) if arg is not type(None)))
    return origin or annotation


def _seen(request: SeatedRequest) -> IfUnchangedSince | None:
    book, number = request.POST.get("seen_book", ""), number_in(request.POST.get("seen_number"))
    return IfUnchangedSince(book, number) if book and number is not None else None


def sentences(problem: ValidationError) -> list[str]:
    said = []
    for error in problem.errors():
        if error["type"] in ("missing", "string_too_short"):
            said.append(_("Something needed was left empty."))
        elif error["type"] == "string_too_long":
            said.append(
                _("That is too long: at most %(most)s characters. Shorten it, or send it in parts.")
                % {"most": error["ctx"]["max_length"]}
            )
        elif error["type"] in MISFITS:
            said.append(str(MISFITS[error["type"]]) % error.get("ctx", {}))
        else:
            said.append(
                _("“%(field)s” cannot be read: %(why)s.")
                % {
                    "field": FIELDS_OF_FORMS.get(str(error["loc"][0]), error["loc"][0]) if error["loc"] else "",
                    "why": error["msg"],
                }
            )
    return said


def _refused(
    request: SeatedRequest, act: type[Act], data: dict[str, Any], sentence: str, then: str, status: int = 422
) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(request, "process/_problem.html", {"sentence": sentence}, status=status)
    context = {"sentence": sentence, **_kept(request, act, data, then)}
    return render(request, "process/refused.html", context, status=status)


def _warned(
    request: SeatedRequest, act: type[Act], data: dict[str, Any], warnings: list[Warning], then: str
) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(request, "process/_warned.html", {"warnings": warnings}, status=422)
    context = {"warnings": warnings, **_kept(request, act, data, then)}
    return render(request, "process/refused.html", context, status=422)


def _kept(request: SeatedRequest, act: type[Act], data: dict[str, Any], then: str) -> dict[str, Any]:
    """What a page needs to show what was sent, and to send it again."""
    fields = act.model_fields
    sent = [(name, value) for name, values in request.POST.lists() for value in values if name.split("-")[0] in fields]
    return {
        "words": [(name, value) for name, value in sent if _in_words(act, name)],
        "chosen": [(name, value) for name, value in sent if not _in_words(act, name)],
        "then": then,
        "book": _book_of(act, data, request.seat),
    }


def _book_of(act: type[Act], data: dict[str, Any], seat: Any) -> Any:
    """Where it would go, for saying who will read it; nothing where that cannot be told from what was sent."""
    try:
        audience = act.model_construct(**data).audience(seat)
    except NotThere:
        return None
    return next((book for book in seat.shelf().values() if book.audience == audience), None)


def _in_words(act: type[Act], name: str) -> bool:
    """Whether a person wrote this field, rather than chose it."""
    field = act.model_fields[name.split("-")[0]]
    written = [mark.func for mark in field.metadata if isinstance(mark, AfterValidator)]
    return bool(written) or "AfterValidator" in repr(get_args(field.annotation))


def found_or_404(rows: Any, **wanted: Any) -> Any:
    """One row of what the seat sees; forbidden and absent are the same 404."""
    row = rows.filter(**wanted).first()
    if row is None:
        raise NotThere
    return row
