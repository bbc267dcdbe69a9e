"""Small files of each type, made from their parts so that a test can say what is in them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from goodoffices.engines.papers.images.png import SIGNATURE, chunk
from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.looking import look
from goodoffices.engines.papers.told import NotTaken, Told

SCAN = bytes(range(1, 200)) + b"\xff\x00" + b"\x55" * 40


def looked_at(data: bytes, name: str = "paper", limits: Limits | None = None) -> tuple[str, bytes, dict[str, dict]]:
    """Type, cleaned bytes and what is told, by code: what the child does, in this process."""
    told = Told()
    type, cleaned = look(data, name, limits or Limits(), told)
    return type, cleaned, {record["code"]: record for record in told.records()}


def refusal(data: bytes, name: str = "paper", limits: Limits | None = None) -> str:
    """The code of the refusal; nothing if the file is taken."""
    try:
        looked_at(data, name, limits)
    except NotTaken as refused:
        return refused.code
    return ""


def exif(orientation: int = 6, author: bytes = b"Lena of North\x00", latitude: bytes = b"N\x00\x00\x00") -> bytes:
    """Camera data: orientation, author and a position."""
    directory = struct.pack(">H", 3)
    directory += struct.pack(">HHLHH", 0x0112, 3, 1, orientation, 0)
    directory += struct.pack(">HHLL", 0x013B, 2, len(author), 50 + 18)
    directory += struct.pack(">HHLL", 0x8825, 4, 1, 50)
    position = struct.pack(">HHHL4sL", 1, 1, 2, 2, latitude, 0)
    return b"MM\x00*\x00\x00\x00\x08" + directory + b"\x00" * 4 + position + author


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def jpeg(*extra: bytes, width: int = 40, height: int = 30, scan: bytes = SCAN, after: bytes = b"") -> bytes:
    """A JPEG by its segments; `extra` ones stand behind JFIF."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return b"".join([
        b"\xff\xd8", segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"), *extra, segment(0xDB, b"\x00" + b"\x01" * 64),
        segment(0xC0, frame), segment(0xC4, b"\x00" + bytes(16)), segment(0xDA, b"\x01\x01\x00\x00\x3f\x00"), scan, b"\xff\xd9", after,
    ])  # fmt: skip


def photo() -> bytes:
    """A JPEG as a phone writes it: camera data, XMP, press metadata, a comment."""
    xmp = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>Lena</x:xmpmeta>")
    return jpeg(
        segment(0xE1, b"Exif\x00\x00" + exif()), xmp, segment(0xED, b"Photoshop 3.0\x00Lena"), segment(0xFE, b"by Lena")
    )


def png(*extra: bytes, width: int = 8, height: int = 8, pixels: bytes | None = None, after: bytes = b"") -> bytes:
    """A grey PNG; `extra` chunks stand before the pixels."""
    rows = zlib.compress((b"\x00" + b"\x7f" * width) * height) if pixels is None else pixels
    header = struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"".join([SIGNATURE, chunk(b"IHDR", header), *extra, chunk(b"IDAT", rows), chunk(b"IEND", b""), after])


def gif(*extra: bytes, width: int = 4, height: int = 4, frames: int = 1, after: bytes = b"") -> bytes:
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\x00" * 3 + b"\xff" * 3
    image = b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x4c\x01\x00"
    return b"".join([head, *extra, image * frames, b";", after])


def webp(*extra: tuple[bytes, bytes], width: int = 16, height: int = 16) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    pixels = b"\x2f" + ((width - 1) | (height - 1) << 14).to_bytes(4, "little") + b"\x07\x10\x11"
    chunks = [(b"VP8X", b"\x0c\x00\x00\x00" + size), (b"VP8L", pixels), *extra]
    body = b"WEBP" + b"".join(struct.pack("<4sL", kind, len(b)) + b + b"\x00" * (len(b) % 2) for kind, b in chunks)
    return b"RIFF" + struct.pack("<L", len(body)) + body


def tiff(order: str = "<", author: bytes = b"Lena of North\x00", width: int = 4, height: int = 4) -> bytes:
    """One grey page with an author, and something between its parts that no tag leads to."""
    pixels, lost = bytes(range(min(width * height, 256))), b"nobody sees this"
    tags = [(256, 3, 1, width), (257, 3, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8),
            (279, 4, 1, len(pixels)), (315, 2, len(author), 8 + len(pixels) + len(lost))]  # fmt: skip
    start = 8 + len(pixels) + len(lost) + len(author)
    entries = b"".join(
        struct.pack(order + "HHL", tag, type, many)
        + (struct.pack(order + "HH", value, 0) if type == 3 else struct.pack(order + "L", value))
        for tag, type, many, value in tags
    )
    head = (b"II*\x00" if order == "<" else b"MM\x00*") + struct.pack(order + "L", start)
    return head + pixels + lost + author + struct.pack(order + "H", len(tags)) + entries + b"\x00" * 4


def zipped(parts: Mapping[str, bytes | str], stored: tuple[str, ...] = ()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument"
_MAIN = {
    "docx": ("word/document.xml", f"{_TYPE}.wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{_TYPE}.spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{_TYPE}.presentationml.presentation.main+xml"),
}


def relationships(*found: tuple[str, str] | tuple[str, str, str]) -> str:
    """A .rels part: kind or whole type, target, and “External” where it is."""
    lines = [
        f'<Relationship Id="rId{number}" Type="{kind if ":" in kind else f"{OFFICE}/{kind}"}" Target="{target}"'
        + (f' TargetMode="{mode[0]}"/>' if mode else "/>")
        for number, (kind, target, *mode) in enumerate(found, 1)
    ]
    return f'<Relationships xmlns="{PACKAGE}">{"".join(lines)}</Relationships>'


def core(author: str = "Lena of North") -> str:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:creator>{author}</dc:creator><cp:lastModifiedBy>Idris of South</cp:lastModifiedBy>"
        "<cp:revision>14</cp:revision><dcterms:created>2026-03-01T10:00:00Z</dcterms:created></cp:coreProperties>"
    )


def office(
    kind: str, main: str, parts: Mapping[str, bytes | str] | None = None, root: tuple = (), own: tuple = (), **more: str
) -> bytes:
    """A package with a main part, its relationships `own`, those of the package `root`, and further parts."""
    name, type = _MAIN[kind]
    type = more.get("type", type)
    folder, file = name.rsplit("/", 1)
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
        f'<Override PartName="/{name}" ContentType="{type}"/></Types>'
    )
    core_type = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return zipped({
        "[Content_Types].xml": more.get("types", types),
        "_rels/.rels": relationships(("officeDocument", name), (core_type, "docProps/core.xml"), *root),
        "docProps/core.xml": core(),
        name: main,
        f"{folder}/_rels/{file}.rels": relationships(*own),
        **(parts or {}),
    })  # fmt: skip


def document(body: str = "<w:p><w:r><w:t>Article 1</w:t></w:r></w:p>") -> str:
    return f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>'


def docx(
    body: str = "<w:p><w:r><w:t>Article 1</w:t></w:r></w:p>", parts: Mapping[str, bytes | str] | None = None, **more
) -> bytes:
    return office("docx", document(body), parts, **more)


def xlsx(
    cells: str = "<row><c><v>1</v></c></row>",
    parts: Mapping[str, bytes | str] | None = None,
    own: tuple = (),
    sheets: str = "",
) -> bytes:
    book = f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/>{sheets}</sheets></workbook>'
    sheet = f'<worksheet xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheetData>{cells}</sheetData><pageSetup r:id="rId1" orientation="portrait"/></worksheet>'
    return office(
        "xlsx",
        book,
        {"xl/worksheets/sheet1.xml": sheet, **(parts or {})},
        own=(("worksheet", "worksheets/sheet1.xml"), *own),
    )


def odt(
    content: str = "<text:p>Article 1</text:p>",
    parts: Mapping[str, bytes | str] | None = None,
    entries: str = "",
    kind: str = "text",
) -> bytes:
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    )
    type = f"application/vnd.oasis.opendocument.{kind}"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{type}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        '<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>'
        f"{entries}</manifest:manifest>"
    )
    settings = '<config:config-item config:name="PrinterName">\\\\NORTH\\laser</config:config-item><config:config-item config:name="Zoom">100</config:config-item>'
    return zipped({
        "mimetype": type,
        "content.xml": f"<office:document-content {spaces}><office:body><office:text>{content}</office:text></office:body></office:document-content>",
        "meta.xml": f"<office:document-meta {spaces}><office:meta><meta:initial-creator>Lena of North</meta:initial-creator></office:meta></office:document-meta>",
        "settings.xml": f"<office:document-settings {spaces}>{settings}</office:document-settings>",
        "META-INF/manifest.xml": manifest,
        **(parts or {}),
    }, stored=("mimetype",))  # fmt: skip


def pdf(
    *extra: str | bytes,
    root: str = "",
    page: str = "",
    info: str = "/Author (Lena of North) /Title (Draft)",
    trailer: str = "",
    after: bytes = b"",
) -> bytes:
    """One page. `extra` objects have the numbers from 5; `root` and `page` are further keys of the catalogue and the page."""
    words = b"BT /F1 12 Tf 72 720 Td (Article 1) Tj ET"
    objects: list[str | bytes] = [
        f"<< /Type /Catalog /Pages 2 0 R {root} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> {page} >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words),
        *extra,
    ]
    if info:
        objects.append(f"<< {info} >>")
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, found in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, found if isinstance(found, bytes) else found.encode("latin-1"))
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    keys = f"/Size {len(objects) + 1} /Root 1 0 R {f'/Info {len(objects)} 0 R' if info else ''} {trailer}"
    out += b"trailer\n<< %s >>\nstartxref\n%d\n%%%%EOF\n" % (keys.encode(), start)
    return bytes(out) + after


def stream(keys: str, data: bytes) -> bytes:
    """An object of a PDF with bytes."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (keys.encode(), len(data), data)


def ole(*streams: str) -> bytes:
    """The beginning of an OLE file, and names of its streams."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(504)
        + b"".join(name.encode("utf-16-le") + bytes(64) for name in streams)
    )


def one_of_each() -> dict[str, bytes]:
    """A file of every type that is taken, by the type."""
    return {
        "pdf": pdf(), "docx": docx(), "xlsx": xlsx(), "pptx": office("pptx", "<presentation/>"), "odt": odt(),
        "ods": odt(kind="spreadsheet"), "odp": odt(kind="presentation"), "png": png(), "jpeg": photo(), "gif": gif(), "webp": webp(),
        "tiff": tiff(), "text": "Article 1\nالمادة ١\n".encode(), "csv": b"issue,share\nWater,40\n", "markdown": b"# Article 1\n",
    }  # fmt: skip
