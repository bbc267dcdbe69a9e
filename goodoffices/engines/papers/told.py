"""The codes of what is told about a file, with an English sentence each. An office puts them into its readers' languages.

What is told never holds a value that was removed: a list of authors that is told to everyone would be no list removed.
"""

from typing import Any

REFUSED: dict[str, str] = {
    "empty": "The file is empty. Choose another one.",
    "too-big": "The file is too large: %(size)d bytes, of at most %(most)d. Make its pictures smaller, or split it.",
    "unknown": "This type of file is not accepted. Save it as a PDF, an Office or OpenDocument file, a picture or plain text.",
    "program": "This is a program or a script. Describe what it does in a document instead.",
    "legacy": "This file is in an older format that cannot be checked. Save it as %(save_as)s.",
    "webpage": "Web pages and SVG drawings can run scripts. Save it as a PDF or as a PNG picture.",
    "picture": "Pictures in this format are not accepted. Save it as JPEG or PNG.",
    "archive": "This is an archive. Upload the files in it one by one.",
    "encrypted": "The file is protected with a password, so it cannot be checked. Save it without one.",
    "macros": "The document contains macros, which are programs. Save it without macros, as %(save_as)s.",
    "embedded": "Another file is embedded in the document. Remove it, or upload it as a file of its own.",
    "remote": "The document loads something from elsewhere when it is opened. Save it with that included or removed.",
    "link": "A link in the document opens a file or starts a program. Remove it, or link to a web address.",
    "command": "A field in the document can start a program or fetch data. Replace it with its text.",
    "action": "The PDF contains scripts or actions (%(actions)s). Print it to a new PDF, and upload that.",
    "polyglot": "The file can be read as two different types. Open it in its program and save it again.",
    "bomb": "The file unpacks to far more than its size. If it is genuine, save it as a PDF.",
    "nested": "An archive is hidden inside the document. Remove it, and upload its files one by one.",
    "members": "The file has too many parts: %(count)d, of at most %(most)d. Save it as a PDF.",
    "names": "The parts of the file have unsafe or repeated names. Open it in its program and save it again.",
    "entities": "The file defines entities of its own, which Office programs never do. Save it again in its program.",
    "pixels": "The picture is too large: %(pixels)d pixels, of at most %(most)d. Make it smaller.",
    "truncated": "The end of the file is missing. Upload it again.",
    "damaged": "The file is damaged. Open it in its program, save it again, and upload that.",
    "not-utf-8": "The text is not in UTF-8. Save it with the encoding UTF-8.",
    "too-heavy": "Checking the file takes too much memory or time (%(how)s). Split it, or save it as a simpler PDF.",
    "broke": "The file could not be checked (%(how)s). Save it in another format, such as PDF.",
}
"""Why a file is not taken, and the way forward. Facts are named in the gaps."""

TOLD: dict[str, str] = {
    "metadata-removed": "Removed from the file: %(names)s.",
    "thumbnail-removed": "A small preview picture inside the file was removed.",
    "trailing-removed": "Removed from after the end of the file: %(bytes)d bytes.",
    "unused-removed": "Removed because no reader sees it: %(bytes)d bytes.",
    "earlier-versions-removed": "Removed earlier versions of the document: %(count)d.",
    "custom-data-removed": "Removed parts with data of other programs: %(count)d.",
    "template-removed": "The link to the template of the document was removed.",
    "printer-removed": "Removed printer settings: %(count)d.",
    "people-removed": "The list with account names of those who commented was removed.",
    "signature-removed": "A digital signature was removed: it does not hold for a cleaned file.",
    "pictures-cleaned": "Pictures in the document that were cleaned: %(count)d (%(names)s).",
    "orientation-kept": "The picture is still shown the right way up: of its camera data, only the orientation was kept.",
    "signature-kept": "The PDF is signed. It was left as it is, so that the signature still holds.",
    "metadata-kept": "Still in the file: %(names)s.",
    "earlier-versions-kept": "Earlier versions of the PDF that are still in it and can be restored: %(count)d.",
    "changes": "Tracked changes in it: %(count)d. Authors named: %(authors)d.",
    "comments": "Comments in it: %(count)d. Authors named: %(authors)d.",
    "hidden": "Hidden passages, sheets, slides, rows, columns or layers in it: %(count)d.",
    "speaker-notes": "Slides with speaker notes: %(count)d.",
    "links": "Links to web or mail addresses in it: %(count)d.",
    "form": "Form fields in it: %(count)d.",
    "frames": "Frames or pages of the picture: %(count)d.",
    "as-text": "The file is kept as plain text and does not open in a mail or calendar program.",
    "formulas": "Cells that begin like a formula: %(count)d. Check them before you open the file in a spreadsheet.",
    "bidi": "Characters that change the direction of the text: %(count)d. It may not read as it is stored.",
    "invisible": "Invisible characters in the text: %(count)d.",
}
"""What was removed, and what is in the file that a reader may not see. `names` holds keys of `NAMES`."""

NAMES: dict[str, str] = {
    "author": "author",
    "last-author": "last person who changed it",
    "company": "company",
    "manager": "manager",
    "title": "title",
    "subject": "subject and keywords",
    "description": "description",
    "dates": "dates",
    "revision": "revision number and editing time",
    "program": "program that wrote it",
    "template": "template",
    "statistics": "statistics",
    "custom": "custom properties",
    "revision-marks": "marks of editing sessions",
    "path": "path of the file on a computer",
    "position": "position (GPS)",
    "camera": "camera",
    "serial": "serial number",
    "thumbnail": "preview picture",
    "comment": "comment inside the picture",
    "exif": "other camera data",
    "xmp": "XMP metadata",
    "iptc": "press metadata (IPTC)",
    "private": "data of one program",
}
"""What the names in `metadata-removed` mean."""


class NotTaken(Exception):
    """A file that is not taken. `code` is a key of `REFUSED`; `facts` fill its gaps. The message is in English."""

    def __init__(self, code: str, **facts: Any) -> None:
        self.code = code
        self.facts = facts
        super().__init__(REFUSED[code] % _Gaps(facts))


class _Gaps(dict[str, Any]):
    def __missing__(self, gap: str) -> Any:
        return 0 if gap in {"count", "size", "most", "pixels"} else "?"


class Told:
    """Collects what is told, in the order in which it was found."""

    def __init__(self) -> None:
        self._names: dict[str, set[str]] = {}
        self._counts: dict[str, int] = {}
        self._authors: dict[str, set[str]] = {}

    def tell(self, code: str, count: int = 1) -> None:
        """Add to a count; zero tells nothing."""
        if count:
            self._counts[code] = self._counts.get(code, 0) + count

    def name(self, code: str, *names: str) -> None:
        """Add names of what was removed or kept: keys of `NAMES`."""
        for each in names:
            assert each in NAMES, each
            self._names.setdefault(code, set()).add(each)

    def author(self, code: str, author: str) -> None:
        """Count an author once. Only how many there are is told."""
        self._authors.setdefault(code, set()).add(author)

    def records(self) -> list[dict[str, Any]]:
        """Plain records in the order of the table, so that the same file always tells the same."""
        found = []
        for code, sentence in TOLD.items():
            if code not in self._counts and code not in self._names:
                continue
            record: dict[str, Any] = {"code": code}
            if "%(count)" in sentence:
                record["count"] = self._counts.get(code, 0)
            if "%(bytes)" in sentence:
                record["bytes"] = self._counts.get(code, 0)
            if "%(authors)" in sentence:
                record["authors"] = len(self._authors.get(code, ()))
            if "%(names)" in sentence:
                record["names"] = [name for name in NAMES if name in self._names.get(code, ())]
            found.append(record)
        return found
