"""Small files to send, and a place to wait for them without a child process."""

import hashlib
import io
import zipfile
from pathlib import Path

from goodoffices.files import storing
from goodoffices.record.source import derived

PNG_HEAD = b"\x89PNG\r\n\x1a\n"
EXE = b"MZ" + bytes(58) + b"\x40\x00\x00\x00" + b"PE\x00\x00" + bytes(200)


def named(name: str, content: bytes) -> io.BytesIO:
    """A file as a browser sends it."""
    file = io.BytesIO(content)
    file.name = name
    return file


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def laid(seat: str, book: str, text: str, place: str = "1") -> str:
    """An upload of this seat for this book, as if it had just been examined; its token."""
    content = text.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    token = derived("upload", seat, book, place)
    bytes_at = Path(storing.folder_for_examining()) / token
    bytes_at.write_bytes(content)
    told = [{"code": "metadata-removed", "names": ["author"]}]
    storing.keep(storing.Waiting(token, seat, book, "paper.txt", "text", len(content), sha256, sha256, told), bytes_at)
    return token
