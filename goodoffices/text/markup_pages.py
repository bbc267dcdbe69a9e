"""A delegation marks a text up in Word: it takes the file away, sends it, sees what was read, and ticks what it tables.

Which text a file was made from stands in a part of it that does not survive the files' cleaning: so it is read before. A file
with macros, embedded files or links that load something is kept without them.
"""

from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from goodoffices.engines.brackets.rendering import Base as Stamp
from goodoffices.engines.brackets.word import Refused as NotRead
from goodoffices.engines.brackets.word import read_word
from goodoffices.files.storing import Waiting
from goodoffices.files.uploading import Busy, bound, drawn_token, path_of, take_in
from goodoffices.process.audience import delegation_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.requests import SeatedRequest
from goodoffices.text import kept, queries
from goodoffices.text.acts.marking import demand_changes
from goodoffices.text.bases import Base, base_of, named_by
from goodoffices.text.marking import Found, is_another_text, marked_in
from goodoffices.text.models import Draft
from goodoffices.text.stripping import stripped

MOST_COMPARED = 5  # revisions that a file is compared with which does not say what it was made from
MOST_SHOWN = 300  # changes on the page of a file; all of them are on the page of what is kept


class Sent(NamedTuple):
    """A file that waits, and what was read from it. `stated`: whether it said itself what it was made from."""

    waiting: Waiting
    base: Base
    stated: bool
    language: str | None  # in which it says that it was made
    found: Found
    left_out: str


# house: submits: a file that is examined and shown before anything of it is on record
@csrf_exempt
@require_POST
def take(request: SeatedRequest, process: str) -> HttpResponse:
    """What was read from a marked-up file. The form is read, and its token checked, only once it is bounded."""
    bound(request, request.seat)
    seat: Seat = request.seat
    draft = queries.draft_with_id(seat, request.GET.get("draft", ""))
    if not kept.may_mark(seat, draft):
        raise NotThere
    try:
        return _take(request, draft)
    except Refused as refusal:
        known = {"draft": draft, "sentence": str(refusal), "revisions": queries.revisions_of(seat, draft)}
        return render(request, "text/mark_up.html", {**known, **kept.beside(seat, draft)}, status=422)


@csrf_protect
def _take(request: SeatedRequest, draft: Draft) -> HttpResponse:
    seat: Seat = request.seat
    sent = _sent(seat, draft, request.FILES.get("file"))
    changes = kept.as_read(seat, sent.base, sent.found.proposals)
    context = {
        "draft": draft,
        "sent": sent,
        "untracked": any(not each["tracked"] for each in sent.found.proposals),
        "wording": None if sent.base.revision else sent.base.upto,
        "base": sent.base.revision or sent.base.draft,
        "bases": _bases(seat, draft, sent.base),
        "changes": changes[:MOST_SHOWN],
        "left": max(0, len(changes) - MOST_SHOWN),
        "then": reverse("text:marked", args=[seat.process_id, draft.id]),
    }
    return render(request, "text/markup_check.html", context)


def _sent(seat: Seat, draft: Draft, file: Any) -> Sent:
    if file is None:
        raise Refused(_("There is no file yet. Choose the Word file with your changes."))
    path, name = path_of(file), Path(file.name).name
    if path.read_bytes()[:4] != b"PK\x03\x04":
        raise Refused(_("This is no Word file. Save it as .docx, and send that."))
    stamp = _stamp(path.read_bytes())
    bases = [_base(seat, draft, stamp)] if stamp else _likely(seat, draft)
    waiting, data, left_out = _taken_in(seat, path, name)
    language = stamp.reader if stamp and stamp.reader in dict(settings.LANGUAGES) else None
    base, found = _compared(seat, bases, data, language or "", stated=stamp is not None)
    demand_changes(base, found.proposals, found.remarks)
    return Sent(waiting, base, stamp is not None, language, found, left_out)


def _compared(seat: Seat, bases: Sequence[Base], data: bytes, language: str, *, stated: bool) -> tuple[Base, Found]:
    """What the file changes, in the first of these texts that it can have been made from."""
    for base in bases:
        found = marked_in(seat, base, data, language)
        if stated or not is_another_text(base, found.proposals):
            return base, found
    raise Refused(
        _(
            "This seems to be another text: hardly anything in it matches %(base)s. Choose the right file, or take this text away for Word and change that."
        )
        % {"base": bases[0].name}
    )


def _stamp(data: bytes) -> Stamp | None:
    """What the file says that it was made from, if it can be read and says so."""
    try:
        return read_word(data).base
    except NotRead:
        return None


def _likely(seat: Seat, draft: Draft) -> list[Base]:
    """What a file that does not say it is compared with: the latest revisions, then the text as it stands."""
    latest = [each.id for each in reversed(queries.revisions_of(seat, draft))][:MOST_COMPARED]
    return [base_of(seat, id) for id in (*latest, draft.id)]


def _base(seat: Seat, draft: Draft, stamp: Stamp) -> Base:
    """The text that the file says it was made from."""
    if stamp.draft != draft.id:
        raise Refused(_of_another_text(seat, stamp))
    try:
        return base_of(seat, *named_by(stamp))
    except NotThere:
        raise Refused(
            _(
                "This file was made from a revision that is not here. Take the text away again, and put your changes into that file."
            )
        ) from None


def _of_another_text(seat: Seat, stamp: Stamp) -> str:
    try:
        other = queries.draft_with_id(seat, stamp.draft)
    except NotThere:
        return _(
            "This file was made from a text that is not in these talks. Take this text away for Word, and change that file."
        )
    return _("This file was made from “%(title)s”. Send it on the page of that text.") % {"title": other.title}


def _taken_in(seat: Seat, path: Path, name: str) -> tuple[Waiting, bytes, str]:
    """The file as it waits, its bytes, and what was left out of it so that it could be kept."""
    book = seat.shelf().of(delegation_of(seat.party_key))
    if book is None:
        raise NotThere
    try:
        return take_in(seat, book.id, drawn_token(seat), path, name), path.read_bytes(), ""
    except Busy:
        raise
    except Refused as refusal:
        words = stripped(path.read_bytes())
        if words is None:
            raise
        sentence = str(refusal)
    with NamedTemporaryFile(suffix=".docx") as plain:
        plain.write(words)
        plain.flush()
        named = Path(name).with_suffix(".docx").name
        return take_in(seat, book.id, drawn_token(seat), Path(plain.name), named), words, sentence


def _bases(seat: Seat, draft: Draft, likely: Base) -> list[tuple[str, str]]:
    """What a file that does not say it can have been made from: the one that it was compared with, then the latest first."""
    revisions = [(each.id, each.name) for each in reversed(queries.revisions_of(seat, draft))]
    every = [*revisions, (draft.id, _("The text as it stands now"))]
    compared = likely.revision.id if likely.revision else draft.id
    return sorted(every, key=lambda each: each[0] != compared)


@require_safe
def marked(request: SeatedRequest, process: str, draft: str) -> HttpResponse:
    """All that one's delegation keeps of a text; of one file alone, if it is named (`markup`)."""
    seat: Seat = request.seat
    found = queries.draft_with_id(seat, draft)
    if not kept.may_mark(seat, found):
        return render(request, "text/marked_by_nobody.html", {"draft": found})
    markup = kept.markup_with_id(seat, found, request.GET.get("markup", ""))
    context = {
        "draft": found,
        "markup": markup,
        "stage": kept.stage_of(seat, markup) if markup else "",
        "kept": kept.kept_of(seat, found, markup),
        "markups": kept.markups_of(seat, found),
    }
    return render(request, "text/marked.html", context)
