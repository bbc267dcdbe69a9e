"""A text as a file, for the reader who asks: with the stances that this reader may see, under the names of the parties."""

from dataclasses import replace
from datetime import date

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from goodoffices.engines.brackets import Draft as Bracketed
from goodoffices.engines.brackets.model import Note
from goodoffices.engines.brackets.rendering import RenderOptions, rendered
from goodoffices.process.days import day_of
from goodoffices.process.models import Seat
from goodoffices.record.scope import seen_by
from goodoffices.text import frozen
from goodoffices.text.bases import language_of_files, stamp_of, stamp_of_revision
from goodoffices.text.models import Draft, Provision, Revision
from goodoffices.text.stance_days import stance_days
from goodoffices.text.stances import with_party_names
from goodoffices.text.working import names_of_sides, provisions_of, whole

#: In the order in which pages offer them.
FORMS = {
    "docx": _("Word"),
    "pdf": _("PDF"),
    "html": _("Web page"),
    "txt": _("Text with its brackets"),
    "akn": _("Akoma Ntoso"),
}
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "akn": "application/akn+xml",
}
ENDINGS = {"akn": "xml"}
MOST_OF_TITLE = 40  # characters of a file's name


def made(seat: Seat, draft: Draft, form: str) -> bytes:
    """The bytes of a text as it stands."""
    read = whole(draft, provisions_of(seen_by(seat), draft.id))
    options = RenderOptions(title=draft.title, dated=day_of(seat.process, draft.at))
    if form == "docx":
        options = replace(options, days=_days(seat, draft, read), base=stamp_of(seat, draft))
    return _rendered(seat, read, form, options)


def made_of_revision(seat: Seat, revision: Revision, form: str) -> bytes:
    """The bytes of a revision: the same for ever, in one language."""
    read = frozen.draft_of(revision)
    options = RenderOptions(title=revision.title, dated=day_of(seat.process, revision.at))
    if form == "docx":
        days = _days(seat, revision.draft, read, revision.number)
        options = replace(options, days=days, base=stamp_of_revision(revision))
    return _rendered(seat, read, form, options)


def _days(seat: Seat, draft: Draft, read: Bracketed, upto: int | None = None) -> dict[Note, date]:
    return stance_days(seat, draft, read, names_of_sides(seat), upto)


def _rendered(seat: Seat, read: Bracketed, form: str, options: RenderOptions) -> bytes:
    options = replace(options, language=language_of_files())
    return rendered(with_party_names(read, names_of_sides(seat)), form, options)


def file_name(draft: Draft, form: str, revision: int = 0) -> str:
    """ASCII, whatever the title is written in: its number, what Latin letters of the title can be kept, and the stage."""
    stage = f"rev{revision}" if revision else f"at-{_last_change(draft)}"
    title = slugify(draft.title)[:MOST_OF_TITLE].strip("-")
    return "-".join(filter(None, ["text", str(draft.number), title, stage])) + f".{ENDINGS.get(form, form)}"


def _last_change(draft: Draft) -> int:
    """As the stamp in the file says it: a draft's own row does not change with its provisions."""
    rows = Provision.objects.of(draft).filter(draft_id=draft.id).order_by("-changed")
    return max(draft.number, rows.values_list("changed", flat=True).first() or 0)
