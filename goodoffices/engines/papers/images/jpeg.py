"""JPEG (ITU-T T.81): segments up to the end of the picture; those for programs go, but not what its colours need."""

import re
import struct

from goodoffices.engines.papers.images.checks import check_pixels, tell_trailing
from goodoffices.engines.papers.images.exif import orientation_alone, read_exif
from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.told import NotTaken, Told

_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
_FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
_TABLES = {0xC4, 0xCC, 0xDB, 0xDC, 0xDD}
_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_MOST_SCANS = 500  # some decoders take a whole pass for each


def clean_jpeg(data: bytes, limits: Limits, told: Told) -> bytes:
    """The picture with JFIF, colour profile, Adobe's colour mark and orientation alone. `NotTaken` if it is unsafe."""
    kept, orientation = [], 1
    at, scans, framed = 2, 0, False
    while True:
        marker, body, at = _segment(data, at)
        if marker == _END:
            break
        segment = struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
        if marker in _FRAMES:
            framed = _check_frame(body, framed, limits)
            kept.append(segment)
        elif marker in _TABLES:
            kept.append(segment)
        elif marker == _SCAN:
            scans += 1
            if not framed or scans > _MOST_SCANS:
                raise NotTaken("damaged")
            end = _MARKER.search(data, at)
            if not end:
                raise NotTaken("truncated")
            kept += [segment, data[at : end.start()]]
            at = end.start()
        elif marker == 0xE1 and body.startswith(b"Exif\x00"):
            orientation, names = read_exif(body[6:])
            told.name("metadata-removed", *names)
        elif part := _kept_for_programs(marker, body, told):
            kept.append(part)
    if not scans:
        raise NotTaken("damaged")
    tell_trailing(data[at:], told)
    return b"".join([b"\xff\xd8", *_oriented(kept, orientation, told), b"\xff\xd9"])


def _segment(data: bytes, at: int) -> tuple[int, bytes, int]:
    """Marker and content of the segment here, and where the next one begins."""
    if at >= len(data):
        raise NotTaken("truncated")
    found = _MARKER.match(data, at)
    if not found:
        raise NotTaken("damaged" if at + 1 < len(data) else "truncated")
    marker, at = found[0][-1], found.end()
    if marker == _END:
        return marker, b"", at
    if marker == 0x01 or marker == 0xD8 or at + 2 > len(data):
        raise NotTaken("damaged" if at + 2 <= len(data) else "truncated")
    (length,) = struct.unpack_from(">H", data, at)
    if length < 2:
        raise NotTaken("damaged")
    if at + length > len(data):
        raise NotTaken("truncated")
    return marker, data[at + 2 : at + length], at + length


def _check_frame(body: bytes, framed: bool, limits: Limits) -> bool:
    if framed or len(body) < 6:
        raise NotTaken("damaged")
    _precision, height, width = struct.unpack_from(">BHH", body)
    check_pixels(width, height, limits)
    return True


def _kept_for_programs(marker: int, body: bytes, told: Told) -> bytes:
    """The segment as it is kept, or nothing: colours need JFIF, ICC profiles and Adobe's mark; nobody needs the rest."""
    if marker == 0xE0 and body.startswith(b"JFIF\x00") and len(body) >= 14:
        if len(body) > 14:
            told.tell("thumbnail-removed")
        return struct.pack(">BBH", 0xFF, marker, 16) + body[:12] + b"\x00\x00"
    if (marker == 0xE2 and body.startswith(b"ICC_PROFILE\x00")) or (marker == 0xEE and body.startswith(b"Adobe")):
        return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
    if marker == _COMMENT:
        told.name("metadata-removed", "comment")
    elif marker == 0xE0 and body.startswith(b"JFXX"):
        told.tell("thumbnail-removed")
    elif marker == 0xE1:
        told.name("metadata-removed", "xmp" if b"adobe.com/x" in body[:40] else "private")
    elif marker == 0xED:
        told.name("metadata-removed", "iptc")
    elif 0xE0 <= marker <= 0xEF:
        told.name("metadata-removed", "private")
    else:
        raise NotTaken("damaged")
    return b""


def _oriented(kept: list[bytes], orientation: int, told: Told) -> list[bytes]:
    """Puts the orientation behind JFIF, where Exif belongs, if the picture does not stand upright as it is."""
    if orientation == 1:
        return kept
    told.tell("orientation-kept")
    exif = b"Exif\x00\x00" + orientation_alone(orientation)
    behind = 1 if kept and kept[0][1] == 0xE0 else 0
    return [*kept[:behind], struct.pack(">BBH", 0xFF, 0xE1, len(exif) + 2) + exif, *kept[behind:]]
