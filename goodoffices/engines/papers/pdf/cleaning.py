"""A PDF without information about its making, written anew; or, if it is signed, as it came."""

import io
import logging
import re
import zlib
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.generic import DictionaryObject, IndirectObject, PdfObject

from goodoffices.engines.papers.images.checks import tell_trailing
from goodoffices.engines.papers.kinds import ends_as_archive
from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.memory import demand_memory
from goodoffices.engines.papers.pdf.checking import INFO, Checks
from goodoffices.engines.papers.pdf.walking import Walk
from goodoffices.engines.papers.told import NotTaken, Told

_VERSION = re.compile(rb"%PDF-([12]\.\d)")
_REVISION = re.compile(rb"startxref\s+([1-9]\d*)\s+%%EOF")
_ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToR|GoToE|Rendition)\b"
)
_STREAM = re.compile(rb"\bstream\r?\n")
_PAIRS = re.compile(rb"\s*(?:\d+\s+\d+\s+)+")
_MOST_PACKED, _MOST_OBJECTS = 2_000_000, 10_000_000  # bytes of one stream of objects, packed and unpacked
BROKEN = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, NotImplementedError,
          OverflowError, RecursionError, OSError)  # fmt: skip
"""What pypdf raises for files that are none."""
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def clean_pdf(data: bytes, limits: Limits, told: Told) -> bytes:
    """The cleaned bytes. `NotTaken` for scripts, actions, embedded files, passwords and what cannot be read."""
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise NotTaken("truncated")
    if ends_as_archive(data):
        raise NotTaken("polyglot")
    try:
        return _cleaned(data, data[end + 5 :].strip(b"\x00\t\n\f\r "), limits, told)
    except LimitReachedError:
        raise NotTaken("too-heavy", how="objects") from None
    except BROKEN:
        raise NotTaken("damaged") from None


def _cleaned(data: bytes, trailing: bytes, limits: Limits, told: Told) -> bytes:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if "/Encrypt" in reader.trailer:
        raise NotTaken("encrypted")
    root = reader.trailer.raw_get("/Root")
    if not isinstance(root, IndirectObject) or not isinstance(root.get_object(), DictionaryObject):
        raise NotTaken("damaged")
    names = _information(reader)
    checks = Checks(limits, told)
    walk = Walk(reader, checks, limits)
    walk.go(root)
    names |= walk.removed
    earlier = len(_REVISION.findall(data)) - 1
    if checks.signed:
        return _as_it_came(data, trailing, names, earlier, limits, told)
    told.name("metadata-removed", *names)
    told.tell("earlier-versions-removed", max(0, earlier))
    if trailing:
        tell_trailing(trailing, told)
    version = _VERSION.match(data)
    return _written(walk.objects, version[1] if version else b"1.7")


def _information(reader: PdfReader) -> set[str]:
    """Names of what the information dictionary holds."""
    if "/Info" not in reader.trailer:
        return set()
    found = reader.trailer["/Info"]
    return {INFO.get(key, "custom") for key in found} if isinstance(found, DictionaryObject) else set()


def _as_it_came(data: bytes, trailing: bytes, names: set[str], earlier: int, limits: Limits, told: Told) -> bytes:
    """A signed file stays; but then nothing active may lie anywhere in its bytes, nor anything behind its end."""
    for plain in (data, *_packed_objects(data, limits)):
        active = _ACTIVE.search(_ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), plain))
        if active:
            raise NotTaken("action", actions=active[0].decode().lstrip("/"))
    if trailing:
        raise NotTaken("polyglot")
    told.tell("signature-kept")
    told.name("metadata-kept", *names)
    told.tell("earlier-versions-kept", max(0, earlier))
    return data


def _packed_objects(data: bytes, limits: Limits) -> Iterator[bytes]:
    """What unpacks to a stream of objects, whether pypdf found it or not: it begins with pairs of numbers."""
    left, packed = limits.unpacked, memoryview(data)
    for found in _STREAM.finditer(data):
        end = data.find(b"endstream", found.end(), found.end() + _MOST_PACKED)
        inflate = zlib.decompressobj()
        try:
            objects = inflate.decompress(
                packed[found.end() : end if end > 0 else found.end() + _MOST_PACKED], _MOST_OBJECTS
            )
        except zlib.error as problem:
            demand_memory(problem)
            continue
        left -= len(objects)
        if left < 0:
            raise NotTaken("bomb")
        if _PAIRS.match(objects):
            yield objects


def _written(objects: list[PdfObject], version: bytes) -> bytes:
    """A file with a plain table of its objects, of which the first is the root."""
    out = io.BytesIO()
    out.write(b"%PDF-" + version + b"\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, found in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number)
        found.write_to_stream(out)
        out.write(b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()
