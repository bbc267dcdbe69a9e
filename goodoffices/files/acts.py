"""A file is attached to a thing, superseded by a newer one, or withdrawn."""

from functools import partial
from typing import Annotated, Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import StringConstraints

from goodoffices.consultation.acts.rooms import demand_open_room
from goodoffices.files import storing
from goodoffices.files.models import File
from goodoffices.process.acts.rules import Language
from goodoffices.process.attribution import Attributed, named_how
from goodoffices.process.audience import is_third_party
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import Seat
from goodoffices.record.about import AboutThing, demand_standing
from goodoffices.record.acts import Id, Line, Names, Refused, Touched
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw
from goodoffices.record.things import Noun

FileId = Annotated[Id, Names("files.File")]
UploadToken = Annotated[str, StringConstraints(max_length=40)]  # of what this seat sent, and has not attached yet

LABELS = {
    "file": gettext_lazy("File"),
    "title": gettext_lazy("What it is"),
    "language": gettext_lazy("Language"),
    "original_of": gettext_lazy("It is the original of"),
}


def outlasts_now(seat: Seat, subject: Noun) -> bool:
    """Whether the talks are over, and this belongs to what follows them."""
    return subject.outlasts and seat.process.state in ("concluded", "adjourned")


class BringsFile(Attributed):
    """An act that puts an upload on record. The upload belongs to one seat and one book."""

    field_labels: ClassVar = LABELS
    choice_labels: ClassVar = {"language": LANGUAGES}
    upload_field: ClassVar[str] = "file"

    def upload(self) -> str:
        """The token of the upload."""
        return str(getattr(self, self.upload_field))

    def book_id(self, seat: Seat) -> str:
        raise NotImplementedError

    def allowed(self, seat: Seat) -> bool:
        """Whoever may speak there."""
        return seat.speaks or (seat.interprets and is_third_party(self.audience(seat)))

    def check(self, seat: Seat) -> None:
        self._waiting(seat)
        if File.objects.seen_by(seat).filter(token=self.upload()).exists():
            raise Refused(_("This upload has been attached already. Choose the file again."), "file")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        waiting = self._waiting(seat)
        transaction.on_commit(partial(storing.attached, seat.id, waiting.token), robust=True)
        named = named_how(seat, self.audience(seat))
        facts: dict[str, Any] = {
            "id": draw.id(),
            "named": named,
            "name": waiting.name,
            "type": waiting.type,
            "size": waiting.size,
            "sha256": waiting.sha256,
            "sha256_before": waiting.sha256_before,
            "told": waiting.told,
        }
        if named != "nobody" and seat.party_id:
            facts["party"] = seat.party_id
        return facts

    def _waiting(self, seat: Seat) -> storing.Waiting:
        found = storing.waiting_of(seat.id, self.upload())
        if found is None or found.book != self.book_id(seat):
            raise Refused(_("This upload is no longer here. Choose the file again."), "file")
        return found

    def _make(self, entry: Entry, about: str, **more: Any) -> None:
        facts = entry.facts
        File.make(
            entry,
            about_id=about,
            seat_id=entry.actor,
            party_id=facts.get("party"),
            named=facts["named"],
            token=self.upload(),
            name=facts["name"],
            type=facts["type"],
            size=facts["size"],
            sha256=facts["sha256"],
            remarks=facts["told"],
            at=entry.at,
            **more,
        )


class AttachFile(BringsFile, AboutThing):
    """Attach a file to a thing, in the thing’s own book: its readers may fetch it, and nobody else."""

    kind: ClassVar[str] = "files.attach"
    says: ClassVar = gettext_lazy("%(by)s attached a file: “%(title)s”.")
    label: ClassVar = gettext_lazy("Attach it")

    file: UploadToken
    title: Line
    language: Language | None = None
    original_of: FileId | None = None

    def book_id(self, seat: Seat) -> str:
        return str(self.subject(seat).book_id)

    def possible(self, seat: Seat) -> None:
        subject = self.subject(seat)
        if not outlasts_now(seat, subject):
            seat.process.demand_open(subject.audience)
            demand_open_room(seat, subject.book_id)
        demand_standing(subject)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return str(facts["id"])

    def apply(self, entry: Entry) -> None:
        self._make(
            entry,
            self.subject_id,
            title=self.title,
            language=self.language or "",
            original_of_id=self.original_of,
            supersedes_id=None,
        )

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("attached", self.subject_id)]


class OnFile(Attributed):
    """An act about a file of one’s own, in the file’s own book."""

    file: FileId

    def audience(self, seat: Seat) -> Audience:
        """The file’s own book."""
        return self.found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Whoever attached it."""
        return self.found(seat).seat_id == seat.id

    def possible(self, seat: Seat) -> None:
        found = self.found(seat)
        seat.process.demand_open(found.audience)
        demand_open_room(seat, found.book_id)
        if found.state == "superseded":
            raise Refused(_("A newer version has taken its place. Open that one."))
        if found.state == "withdrawn":
            raise Refused(_("This file has been withdrawn. Attach it again if it is needed."))

    def found(self, seat: Seat) -> File:
        file: File = visible_or_404(File, seat, self.file)
        return file

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("attached", File.objects.of(entry).get(id=self.file).about_id)]


class SupersedeFile(OnFile, BringsFile):
    """Attach a newer version of a file; the older one stays, marked as superseded."""

    kind: ClassVar[str] = "files.supersede"
    says: ClassVar = gettext_lazy("%(by)s replaced a file by a newer version: “%(name)s”.")
    label: ClassVar = gettext_lazy("Replace it by this version")
    field_labels: ClassVar = {**LABELS, "new_file": gettext_lazy("Newer version")}
    upload_field: ClassVar[str] = "new_file"

    new_file: UploadToken
    title: Line | None = None  # as before, if left out; and so is the language
    language: Language | None = None

    def book_id(self, seat: Seat) -> str:
        return str(self.found(seat).book_id)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return str(facts["id"])

    def apply(self, entry: Entry) -> None:
        before = File.objects.of(entry).get(id=self.file)
        self._make(
            entry,
            before.about_id,
            title=self.title or before.title,
            language=self.language or before.language,
            original_of_id=before.original_of_id,
            supersedes_id=before.id,
        )
        File.change(entry, before.id, state="superseded", ended=entry.number)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"name": entry.facts["name"]}


class WithdrawFile(OnFile):
    """Take a file back: the record keeps what it was, and its bytes are no longer given out."""

    kind: ClassVar[str] = "files.withdraw"
    says: ClassVar = gettext_lazy("%(by)s withdrew a file.")
    label: ClassVar = gettext_lazy("Withdraw this file")

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.file

    def apply(self, entry: Entry) -> None:
        File.change(entry, self.file, state="withdrawn", ended=entry.number)
