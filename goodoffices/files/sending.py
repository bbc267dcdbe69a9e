"""A form with a file in it: the upload is examined and kept, then the act puts it on record, or nothing stays of either."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple

from django.http import HttpRequest

from goodoffices.files.acts import AttachFile, BringsFile, SupersedeFile
from goodoffices.files.storing import Waiting, all_waiting, attached, discard
from goodoffices.files.uploading import attached_before, drawn_token, forget, path_of, take_in, token_of
from goodoffices.process.models import Seat
from goodoffices.process.posting import posted
from goodoffices.record.acts import NotThere
from goodoffices.record.perform import Done, perform

NOT_YET = "-"  # stands for the token until the upload has one


class Sent(NamedTuple):
    """What a form asks for: the kind, and its data without the upload."""

    kind: type[BringsFile]
    data: dict[str, Any]
    file: Any  # what Django made of the file; None where the form names an upload by its token

    def act(self, token: str) -> BringsFile:
        return self.kind(**{**self.data, self.kind.upload_field: token})


def sent_in(request: HttpRequest) -> Sent:
    """A file for a thing, or a newer version of a file (`supersedes`)."""
    file = request.FILES.get("file")
    older = request.POST.get("supersedes", "").strip()
    kind = SupersedeFile if older else AttachFile
    data = {name: value for name, value in posted(request.POST, kind).items() if name != "file" or not older}
    if older:
        token = request.POST.get("file", "").strip()
        data = {**data, "file": older, **({"new_file": token} if token else {})}
    return Sent(kind, data, file)


def send(seat: Seat, sent: Sent, key: str | None) -> Done:
    """Do it; raises what the act's shape and `perform` raise. An act that comes to nothing leaves no file."""
    if sent.file is None:
        return perform(sent.kind(**sent.data), seat, key=key)
    asked, path = sent.act(NOT_YET), path_of(sent.file)
    token = token_of(seat, key, path, sent.file.name) if key else drawn_token(seat)
    if key and attached_before(seat, token):
        return perform(sent.act(token), seat, key=key)
    return _attached(seat, sent, take_in(seat, book_for(seat, asked), token, path, sent.file.name), key)


def _attached(seat: Seat, sent: Sent, waiting: Waiting, key: str | None = None) -> Done:
    try:
        done = perform(sent.act(waiting.token), seat, key=key)
        if done.repeated:  # another request was faster with the same file: its bytes stay, and wait no longer
            attached(seat.id, waiting.token)
        return done
    except BaseException:
        forget(seat, waiting)
        raise


def send_text(seat: Seat, kind: type[BringsFile], data: dict[str, Any], name: str, text: str) -> Done:
    """The same for a file that is a text and comes from no form, such as one that a case has in it."""
    with NamedTemporaryFile(suffix=Path(name).suffix) as file:
        file.write(text.encode())
        file.flush()
        asked, token = Sent(kind, data, None), drawn_token(seat)
        waiting = take_in(seat, book_for(seat, asked.act(NOT_YET)), token, Path(file.name), name)
    return _attached(seat, asked, waiting)


def discard_waiting(seats: Iterable[str]) -> None:
    """Nothing came of what these seats were to attach."""
    for seat in seats:
        for waiting in all_waiting(seat):
            discard(waiting)


def placeholder(about: str, supersedes: str) -> BringsFile:
    """The act that an upload is for, as far as it is known before the upload."""
    if supersedes:
        return SupersedeFile(file=supersedes, new_file=NOT_YET)
    return AttachFile(about=about, file=NOT_YET, title=NOT_YET)


def book_for(seat: Seat, asked: BringsFile) -> str:
    """The book that it goes into; raises NotThere or Refused where nothing could come of it."""
    book = asked.book_id(seat)
    if not asked.allowed(seat):
        raise NotThere
    asked.possible(seat)
    return book
