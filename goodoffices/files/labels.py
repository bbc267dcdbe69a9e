"""What files are called, and the engine's codes in words: what was refused, what was removed, what is still in a file."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

STATES = {
    "current": _("Current version"),
    "superseded": _("Superseded"),
    "withdrawn": _("Withdrawn"),
}

TONES = {"current": "settled", "superseded": "quiet", "withdrawn": "grave"}

TYPES = {
    "pdf": _("PDF"),
    "docx": _("Word document"),
    "xlsx": _("Excel workbook"),
    "pptx": _("PowerPoint presentation"),
    "odt": _("OpenDocument text"),
    "ods": _("OpenDocument spreadsheet"),
    "odp": _("OpenDocument presentation"),
    "png": _("Picture (PNG)"),
    "jpeg": _("Picture (JPEG)"),
    "gif": _("Picture (GIF)"),
    "webp": _("Picture (WebP)"),
    "tiff": _("Picture (TIFF)"),
    "text": _("Plain text"),
    "csv": _("Table (CSV)"),
    "markdown": _("Text (Markdown)"),
}

#: As which type of media each is served.
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "tiff": "image/tiff",
    "text": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
}

#: What a browser offers when somebody chooses a file. What is taken is found in the content, not by the name.
ACCEPTED = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.png,.jpg,.jpeg,.gif,.webp,.tif,.tiff,.txt,.csv,.md,.eml,.ics"

#: Why a file is not taken, by the engine's codes (`engines.papers.told.REFUSED`).
REFUSED = {
    "empty": _("The file is empty. Choose another one."),
    "too-big": _("The file is too large: %(size)d bytes, of at most %(most)d. Make its pictures smaller, or split it."),
    "unknown": _(
        "This type of file is not accepted. Save it as a PDF, an Office or OpenDocument file, a picture or plain text."
    ),
    "program": _("This is a program or a script. Describe what it does in a document instead."),
    "legacy": _("This file is in an older format that cannot be checked. Save it as %(save_as)s."),
    "webpage": _("Web pages and SVG drawings can run scripts. Save it as a PDF or as a PNG picture."),
    "picture": _("Pictures in this format are not accepted. Save it as JPEG or PNG."),
    "archive": _("This is an archive. Upload the files in it one by one."),
    "encrypted": _("The file is protected with a password, so it cannot be checked. Save it without one."),
    "macros": _("The document contains macros, which are programs. Save it without macros, as %(save_as)s."),
    "embedded": _("Another file is embedded in the document. Remove it, or upload it as a file of its own."),
    "remote": _(
        "The document loads something from elsewhere when it is opened. Save it with that included or removed."
    ),
    "link": _("A link in the document opens a file or starts a program. Remove it, or link to a web address."),
    "command": _("A field in the document can start a program or fetch data. Replace it with its text."),
    "action": _("The PDF contains scripts or actions (%(actions)s). Print it to a new PDF, and upload that."),
    "polyglot": _("The file can be read as two different types. Open it in its program and save it again."),
    "bomb": _("The file unpacks to far more than its size. If it is genuine, save it as a PDF."),
    "nested": _("An archive is hidden inside the document. Remove it, and upload its files one by one."),
    "members": _("The file has too many parts: %(count)d, of at most %(most)d. Save it as a PDF."),
    "names": _("The parts of the file have unsafe or repeated names. Open it in its program and save it again."),
    "entities": _(
        "The file defines entities of its own, which Office programs never do. Save it again in its program."
    ),
    "pixels": _("The picture is too large: %(pixels)d pixels, of at most %(most)d. Make it smaller."),
    "truncated": _("The end of the file is missing. Upload it again."),
    "damaged": _("The file is damaged. Open it in its program, save it again, and upload that."),
    "not-utf-8": _("The text is not in UTF-8. Save it with the encoding UTF-8."),
    "too-heavy": _("Checking the file takes too much memory or time (%(how)s). Split it, or save it as a simpler PDF."),
    "broke": _("The file could not be checked (%(how)s). Save it in another format, such as PDF."),
}

#: What was removed, and what a reader may not see in it (`engines.papers.told.TOLD`).
TOLD = {
    "metadata-removed": _("Removed from the file: %(names)s."),
    "thumbnail-removed": _("A small preview picture inside the file was removed."),
    "trailing-removed": _("Removed from after the end of the file: %(bytes)d bytes."),
    "unused-removed": _("Removed because no reader sees it: %(bytes)d bytes."),
    "earlier-versions-removed": _("Removed earlier versions of the document: %(count)d."),
    "custom-data-removed": _("Removed parts with data of other programs: %(count)d."),
    "template-removed": _("The link to the template of the document was removed."),
    "printer-removed": _("Removed printer settings: %(count)d."),
    "people-removed": _("The list with account names of those who commented was removed."),
    "signature-removed": _("A digital signature was removed: it does not hold for a cleaned file."),
    "pictures-cleaned": _("Pictures in the document that were cleaned: %(count)d (%(names)s)."),
    "orientation-kept": _(
        "The picture is still shown the right way up: of its camera data, only the orientation was kept."
    ),
    "signature-kept": _("The PDF is signed. It was left as it is, so that the signature still holds."),
    "metadata-kept": _("Still in the file: %(names)s."),
    "earlier-versions-kept": _("Earlier versions of the PDF that are still in it and can be restored: %(count)d."),
    "changes": _("Tracked changes in it: %(count)d. Authors named: %(authors)d."),
    "comments": _("Comments in it: %(count)d. Authors named: %(authors)d."),
    "hidden": _("Hidden passages, sheets, slides, rows, columns or layers in it: %(count)d."),
    "speaker-notes": _("Slides with speaker notes: %(count)d."),
    "links": _("Links to web or mail addresses in it: %(count)d."),
    "form": _("Form fields in it: %(count)d."),
    "frames": _("Frames or pages of the picture: %(count)d."),
    "as-text": _("The file is kept as plain text and does not open in a mail or calendar program."),
    "formulas": _("Cells that begin like a formula: %(count)d. Check them before you open the file in a spreadsheet."),
    "bidi": _("Characters that change the direction of the text: %(count)d. It may not read as it is stored."),
    "invisible": _("Invisible characters in the text: %(count)d."),
}

#: What the names among the facts mean (`engines.papers.told.NAMES`).
NAMES = {
    "author": pgettext_lazy("in a file", "author"),
    "last-author": pgettext_lazy("in a file", "last person who changed it"),
    "company": pgettext_lazy("in a file", "company"),
    "manager": pgettext_lazy("in a file", "manager"),
    "title": pgettext_lazy("in a file", "title"),
    "subject": pgettext_lazy("in a file", "subject and keywords"),
    "description": pgettext_lazy("in a file", "description"),
    "dates": pgettext_lazy("in a file", "dates"),
    "revision": pgettext_lazy("in a file", "revision number and editing time"),
    "program": pgettext_lazy("in a file", "program that wrote it"),
    "template": pgettext_lazy("in a file", "template"),
    "statistics": pgettext_lazy("in a file", "statistics"),
    "custom": pgettext_lazy("in a file", "custom properties"),
    "revision-marks": pgettext_lazy("in a file", "marks of editing sessions"),
    "path": pgettext_lazy("in a file", "path of the file on a computer"),
    "position": pgettext_lazy("in a file", "position (GPS)"),
    "camera": pgettext_lazy("in a file", "camera"),
    "serial": pgettext_lazy("in a file", "serial number"),
    "thumbnail": pgettext_lazy("in a file", "preview picture"),
    "comment": pgettext_lazy("in a file", "comment inside the picture"),
    "exif": pgettext_lazy("in a file", "other camera data"),
    "xmp": pgettext_lazy("in a file", "XMP metadata"),
    "iptc": pgettext_lazy("in a file", "press metadata (IPTC)"),
    "private": pgettext_lazy("in a file", "data of one program"),
}

DAMAGED = _(
    "The file on this host is missing, or is not the one that was attached, so it is not given out. Tell the "
    "administrator of this host: the record holds its fingerprint, and a back-up may hold the file."
)
TAKEN_BACK = _("This file has been withdrawn and is no longer given out. Ask whoever attached it.")
OUT_OF_STEP = _("This piece does not follow on what has arrived. Ask how far the file is, and go on from there.")
BUSY = _("Other files are being checked at the moment. Try again in a minute.")


def refused_in_words(code: str, facts: Mapping[str, Any]) -> str:
    """Why a file is not taken, and the way forward, in the reader's language."""
    return str(REFUSED[code]) % _Gaps(facts)


def told_in_words(told: Iterable[Mapping[str, Any]]) -> list[str]:
    """What is told of a file, as sentences in the reader's language."""
    return [str(TOLD[each["code"]]) % _Gaps(each) for each in told if each["code"] in TOLD]


class _Gaps(dict[str, Any]):
    """The facts of a code: lists of names become one phrase, and what is missing is no reason to show nothing."""

    def __getitem__(self, name: str) -> Any:
        found = self.get(name, 0)
        if isinstance(found, list):
            return pgettext("between names in a row", ", ").join(str(NAMES.get(each, each)) for each in found)
        return found
