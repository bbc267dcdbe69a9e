"""Word files for tests, made part by part: as Word writes them, and as nobody honest does."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def word_file(body: str, **parts: str) -> bytes:
    """A .docx with these elements as its body. `numbering`, `styles`, `comments`, `footnotes` are parts' inner XML."""
    inside = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    inside |= {f"word/{name}.xml": f"<w:{name} {W}>{inner}</w:{name}>" for name, inner in parts.items()}
    return packed(inside)


def packed(inside: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in inside.items():
            archive.writestr(name, words)
    return out.getvalue()


def paragraph(*runs: str, style: str = "", number: tuple[int, int] | None = None) -> str:
    """Runs in a paragraph; `number` is list and level."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def inserted(author: str, *runs: str) -> str:
    return f'<w:ins w:id="1" w:author="{author}" w:date="2026-01-01T00:00:00Z">{"".join(runs)}</w:ins>'


def deleted(author: str, words: str) -> str:
    return f'<w:del w:id="2" w:author="{author}"><w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:del>'


def parts_of(data: bytes) -> dict[str, str]:
    """Every part's name and what is in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def by_libreoffice(data: bytes, folder: Path) -> bytes:
    """The document as LibreOffice saves it again; the test is skipped where it is not installed."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed: apt-get install --no-install-recommends libreoffice-writer.")
    (folder / "draft.docx").write_bytes(data)
    subprocess.run(
        [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx:MS Word 2007 XML",
         "--outdir", folder / "saved", folder / "draft.docx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / "saved" / "draft.docx").read_bytes()
