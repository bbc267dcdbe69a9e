"""A Word file without what could do harm: only the parts that hold words, changes and comments, in a package of our own.

Word calls files with macros .docm, embeds others, and loads templates and pictures from elsewhere. A delegation's changes are
read all the same. Source: ECMA-376 part 2 (packages), part 1, 11.3 (parts of a document).
"""

import io
import zipfile
import zlib

_MAIN = "word/document.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BESIDE = ("styles", "numbering", "comments", "footnotes", "endnotes")
_MOST = 100_000_000  # bytes of one part
_MOST_RATIO = 250  # of a part over a megabyte
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def stripped(data: bytes) -> bytes | None:
    """The same words in a plain .docx; None where this is no Word file, or is damaged or protected."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if _MAIN not in names:
                return None
            beside = [name for name in _BESIDE if f"word/{name}.xml" in names]
            parts = {f"word/{name}.xml": _part(archive, f"word/{name}.xml") for name in ("document", *beside)}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        return None
    return _packed({"[Content_Types].xml": _types(beside), **_rels(beside), **parts})


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    entry = archive.getinfo(name)
    if entry.file_size > min(_MOST, 1_000_000 + _MOST_RATIO * entry.compress_size):
        raise ValueError(name)
    with archive.open(entry) as file:
        return file.read(_MOST)


def _types(beside: list[str]) -> bytes:
    inner = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}{"document.main" if name == "document" else name}+xml"/>'
        for name in ("document", *beside)
    )
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{inner}</Types>'
    ).encode()


def _rels(beside: list[str]) -> dict[str, bytes]:
    return {
        "_rels/.rels": _relationships([("officeDocument", _MAIN)]),
        "word/_rels/document.xml.rels": _relationships([(name, f"{name}.xml") for name in beside]),
    }


def _relationships(targets: list[tuple[str, str]]) -> bytes:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{_REL}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{space}">{inner}</Relationships>'.encode()


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
