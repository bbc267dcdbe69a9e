"""What a file is, by its first bytes and never by its name."""

import re

from goodoffices.engines.papers.told import NotTaken

_PROGRAMS = (b"\x7fELF", b"#!", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",
             b"\xca\xfe\xba\xbe", b"\xbe\xba\xfe\xca", b"dex\n", b"\x00asm", b"L\x00\x00\x00\x01\x14\x02\x00")  # fmt: skip
_ARCHIVES = (b"PK\x05\x06", b"PK\x07\x08", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"\xfd7zXZ\x00",
             b"\x28\xb5\x2f\xfd", b"MSCF\x00", b"!<arch>")  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_IN_OLE = {
    ".docx": "WordDocument".encode("utf-16-le"),
    ".xlsx": "Workbook".encode("utf-16-le"),
    ".pptx": "PowerPoint Document".encode("utf-16-le"),
}
_PICTURES = (b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"avif", b"avis")
_ARCHIVE_END = b"PK\x05\x06"


def kind_of(data: bytes) -> str:
    """`pdf`, `zip`, `png`, `jpeg`, `gif`, `webp`, `tiff` or `text`; `NotTaken` for what is known to be none of ours."""
    if not data:
        raise NotTaken("empty")
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "zip"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if data.startswith((b"II*\x00", b"MM\x00*")):
        return "tiff"
    _refuse_known(data)
    return "text"


def is_foreign(data: bytes) -> str:
    """What the first bytes of a part of a document are that must not be in one: a code of a refusal, or nothing."""
    if _is_program(data):
        return "program"
    if data.startswith((*_ARCHIVES, b"PK\x03\x04")):
        return "nested"
    if data.startswith((_OLE, b"%PDF-", b"{\\rtf")):
        return "embedded"
    return ""


def is_crossed(data: bytes, type: str) -> bool:
    """Whether a cleaned file could be read as a PDF or an archive as well, though it is neither."""
    if type != "pdf" and re.search(rb"%PDF-\d", data[:1_100]):
        return True
    return type not in {"docx", "xlsx", "pptx", "odt", "ods", "odp"} and ends_as_archive(data)


def ends_as_archive(data: bytes) -> bool:
    """Whether a reader of archives, which starts at the end, would find one: its end record, with a directory or none.

    What a comment's length says is not believed, because some readers do not.
    """
    end = data.rfind(_ARCHIVE_END, max(0, len(data) - 66_000))
    while end >= 0:
        size = int.from_bytes(data[end + 12 : end + 16], "little")
        directory = data[max(0, end - size) : end]
        if len(data) - end >= 22 and directory.startswith(b"PK\x01\x02"):
            return True
        end = data.rfind(_ARCHIVE_END, max(0, len(data) - 66_000), end)
    return False


def _is_program(data: bytes) -> bool:
    return data.startswith(_PROGRAMS) or (data.startswith(b"MZ") and b"\x00" in data[:128])


def _refuse_known(data: bytes) -> None:
    """The refusal that says most about a file that is not taken, if its first bytes tell what it is."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise NotTaken("encrypted")
        for save_as, stream in _IN_OLE.items():
            if stream in data:
                raise NotTaken("legacy", save_as=save_as)
        raise NotTaken("unknown")
    if data.startswith(b"{\\rtf"):
        raise NotTaken("legacy", save_as=".docx")
    if _is_program(data):
        raise NotTaken("program")
    if data.startswith(_ARCHIVES) or (data.startswith(b"BZh") and data[4:10] == b"1AY&SY") or data[257:262] == b"ustar":
        raise NotTaken("archive")
    if data[4:8] == b"ftyp" and data[8:12] in _PICTURES:
        raise NotTaken("picture")
    if (
        data.startswith((b"BM", b"8BPS", b"II+\x00", b"MM\x00+", b"\x00\x00\x01\x00", b"\xff\x0a"))
        and b"\x00" in data[:64]
    ):
        raise NotTaken("picture")
    if b"%PDF-" in data[:1_100] and b"\x00" in data:
        raise NotTaken("polyglot")
