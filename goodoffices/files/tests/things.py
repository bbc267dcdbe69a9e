"""A file and an upload that waits, for tests that open every address there is."""

from typing import Any

from goodoffices.files.acts import AttachFile, SupersedeFile
from goodoffices.files.tests.samples import laid
from goodoffices.record.perform import perform

NAMES = {"file", "upload"}


def things_in(seat: Any, lead: Any, room: Any, said: str) -> dict[str, str]:
    """What this office's addresses name: made in this room, about this statement. An upload is its seat's own."""
    attached = AttachFile(file=laid(seat.id, room.id, "Levels by day.", said), about=said, title="Annex")
    file = perform(attached, seat).entry.id
    return {"file": file, "upload": laid(seat.id, room.id, "Levels by hour.", said + "2")}


def filled(mediator: Any, north: Any, south: Any) -> None:
    """A file with a newer version, one in a right-to-left script, and one that was withdrawn."""
    from goodoffices.consultation.models import Statement
    from goodoffices.files.acts import WithdrawFile
    from tests.table import book

    plenary = book(mediator, "plenary")
    said = Statement.objects.seen_by(north).filter(book=plenary, state="standing").earliest("number").id

    def attach(text: str, title: str, **more: Any) -> str:
        token = laid(north.id, plenary.id, text, title)
        return perform(AttachFile(file=token, about=said, title=title, **more), north).entry.id

    levels = attach("Levels by day.", "Annex: levels of the river, as both gauges read them in the dry years")
    perform(SupersedeFile(file=levels, new_file=laid(north.id, plenary.id, "By hour.", "newer")), north)
    attach("مستوى النهر", "ملحق: مستوى النهر", language="ar")
    perform(WithdrawFile(file=attach("Another river.", "Sent by mistake")), north)
