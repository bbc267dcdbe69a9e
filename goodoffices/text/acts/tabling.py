"""A draft is put before a room: read from a file or from words, corrected by people, one row a provision."""

import re
from dataclasses import replace
from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from goodoffices.agenda.acts.references import IssueId, demand_room
from goodoffices.engines.brackets.operations import identified
from goodoffices.engines.brackets.storing import Row, assembled, rows
from goodoffices.files import storing
from goodoffices.files.acts import AttachFile
from goodoffices.process.acts.rules import Language
from goodoffices.process.attribution import Attributed, named_how
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import Act, InBook, Line, NotThere, Refused, Touched
from goodoffices.record.fields import already_recorded
from goodoffices.record.models import Book, Entry
from goodoffices.record.source import Draw, derived
from goodoffices.text import reading
from goodoffices.text.acts.base import demand_mandate
from goodoffices.text.labels import STATUSES
from goodoffices.text.models import STEP, Draft, Provision, Wording
from goodoffices.text.sent_files import sent_file
from goodoffices.text.working import alternatives_in, columns_of, shape_of, stances_in, write_alternatives

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb]")
Kind = Literal["heading", "article", "preambular", "operative", "paragraph", "subparagraph", "option", "item", "plain"]


def _one_sort_of_line_end(value: Any) -> Any:
    """Line ends, form feeds and line separators as \\n; other control characters, which a text taken from a PDF brings, go."""
    if not isinstance(value, str):
        return value
    return _CONTROL.sub("", re.sub("\r\n|[\r\x0c\u2028\u2029]", "\n", value))


def _words(text: str, info: ValidationInfo) -> str:
    if not text.strip() and not already_recorded(info):
        raise PydanticCustomError("blank", "Enter some text.")
    return text


DraftWords = Annotated[
    str,
    StringConstraints(max_length=reading.MOST_CHARACTERS),
    BeforeValidator(_one_sort_of_line_end),
    AfterValidator(_words),
]
FileToken = Annotated[str, StringConstraints(max_length=40)]
Place = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,5}$")]
Places = Annotated[list[Annotated[int, Field(ge=1)]], Field(max_length=reading.MOST_PROVISIONS)]


class TableDraft(Attributed, InBook):
    """Put a text before a room: pasted, or a file for Word, Markdown or plain text. What is in brackets stays so."""

    kind: ClassVar[str] = "text.table_draft"
    says: ClassVar = gettext_lazy("%(by)s put the text “%(title)s” before the room.")
    label: ClassVar = gettext_lazy("Put this text before the room")
    counts_as_unread: ClassVar[bool] = True
    choice_labels: ClassVar = {"status": STATUSES}
    field_labels: ClassVar = {
        "status": gettext_lazy("What it is"),
        "text": gettext_lazy("The text, with its brackets"),
        "issues": gettext_lazy("Issues that it is about"),
    }

    title: Line
    text: DraftWords | None = None
    file: FileToken | None = None  # an upload of this seat for this book, or a file that this seat reads
    source: FileToken | None = None  # an upload that the words of `text` were taken from, such as a PDF; it is attached
    status: Literal["non_paper", "elements", "zero_draft", "compilation", "rolling", "chairs_text"] = "zero_draft"
    issues: Annotated[list[IssueId], Field(max_length=200)] = []
    language: Language | None = None
    joined: Places = []  # corrections of the reading: see `reading.py`
    kinds: Annotated[dict[Place, Kind], Field(max_length=reading.MOST_PROVISIONS)] = {}
    names: Annotated[dict[str, str], Field(max_length=500)] = {}

    @model_validator(mode="after")
    def _one_source(self) -> "TableDraft":
        if (self.text is None) == (self.file is None):
            raise PydanticCustomError("one_source", "Paste the text or choose a file, and not both.")
        return self

    def allowed(self, seat: Seat) -> bool:
        """Each party’s seats, and the third party as far as its mandate goes."""
        return seat.speaks

    def possible(self, seat: Seat) -> None:
        demand_room(self.audience(seat))
        seat.process.demand_open(self.audience(seat))
        demand_mandate(seat)

    def check(self, seat: Seat) -> None:
        known = set(Party.objects.seen_by(seat).values_list("key", flat=True)) | {""}
        if unknown := sorted(set(self.names.values()) - known):
            raise Refused(
                _("There is no party “%(key)s” at the table. Choose one that is, or leave the name as it is.")
                % {"key": unknown[0]},
                "names",
            )

    def _book(self, seat: Seat) -> Book:
        book = seat.shelf().of(self.audience(seat))
        if book is None:
            raise NotThere
        return book

    def _read(self, seat: Seat) -> reading.Read:
        if self.text is not None:
            return reading.read_text(self.text, self.names)
        assert self.file is not None
        return reading.read_bytes(*sent_file(seat, self.file, self._book(seat).id, self.audience(seat)))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        read, id = self._read(seat), draw.id()
        kinds = {int(place): kind for place, kind in self.kinds.items()}
        found = permanent(reading.corrected(read.draft, self.joined, kinds, self.names), id)
        numbers = iter(range(1, 10_000_000))
        whole = identified(
            assembled(found, markdown=read.draft.markdown), lambda: derived(id, "alternative", next(numbers))
        )
        cited = reading.citations(found)
        return {
            "id": id,
            "named": named_how(seat, self.audience(seat)),
            "party": seat.party_id,
            "sha256": read.sha256,
            "markdown": read.draft.markdown,
            "remarks": list(read.remarks),
            "rows": [
                {"id": row.id, "words": row.words, "shape": {**shape_of(row), "cited": cited[row.id]}}
                for row in rows(whole)
            ],
            "alternatives": {"made": alternatives_in(whole), "gone": [], "stances": stances_in(whole)},
        }

    def thing(self, facts: dict[str, Any]) -> str | None:
        return str(facts["id"])

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        Draft.make(
            entry,
            seat_id=entry.actor,
            party_id=facts["party"],
            named=facts["named"],
            title=self.title,
            status=self.status,
            mode="single" if facts.get("single") else "table",
            language=self.language or "",
            issues=list(self.issues),
            names=self.names,
            markdown=facts["markdown"],
            remarks=facts["remarks"],
            sha256=facts["sha256"],
            at=entry.at,
        )
        lay_out(entry, entry.id, facts["rows"], facts["alternatives"])

    def entails(self, seat: Seat, entry: Entry) -> list[Act]:
        """An upload is attached to the draft that was read from it, where the host can keep it."""
        token = self.file or self.source
        waiting = storing.waiting_of(seat.id, token) if token else None
        if waiting is None:
            return []
        return [AttachFile(about=entry.id, file=waiting.token, title=self.title)]

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("draft", entry.id)]


def permanent(found: list[Row], draft: str) -> list[Row]:
    """The rows with ids that no other draft has: the engine's are paths of labels."""
    ids = {row.id: derived(draft, "provision", place) for place, row in enumerate(found, 1)}
    return [replace(row, id=ids[row.id], parent=ids.get(row.parent, "")) for row in found]


def lay_out(entry: Entry, draft: str, found: list[dict[str, Any]], alternatives: dict[str, Any]) -> None:
    """Make the provisions of a draft, in order, and the alternatives in them."""
    for place, row in enumerate(found, 1):
        Provision.make(
            entry,
            id=row["id"],
            draft_id=draft,
            place=place * STEP,
            **columns_of(row),
            worded=entry.number,
        )
        id = derived(row["id"], "wording", entry.number)
        Wording.make(entry, id=id, provision_id=row["id"], words=row["words"], shape=row["shape"], at=entry.at)
    write_alternatives(entry, alternatives)
