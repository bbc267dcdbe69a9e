"""ZIP archives, read more strictly than by those who open them (PKWARE APPNOTE 6.3.10), and written anew.

The directory at the end counts; each part's own header has to say the same. A reader that goes by the headers then finds the
same parts as one that goes by the directory. Parts are copied as they are packed, so that the same file gives the same bytes.
"""

import struct
import zlib
from dataclasses import dataclass, field

from goodoffices.engines.papers.kinds import is_foreign
from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.told import NotTaken

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_HEADER = struct.Struct("<4s5H3L2H")
_MEGABYTE = 1_000_000
_UTF_8 = 0x800
_DAY = 0x21  # 1 January 1980, the first day there is


@dataclass
class Part:
    """One part of an archive, as it is packed. `method` is 0 (stored) or 8 (deflate)."""

    name: str
    method: int
    sum: int
    size: int
    packed: memoryview | bytes = field(repr=False)

    def unpacked(self) -> bytes:
        """Its bytes; `NotTaken` if they are not what the directory says."""
        try:
            if self.method == 0:
                data = bytes(self.packed)
            else:
                inflate = zlib.decompressobj(-15)
                data = inflate.decompress(self.packed, self.size + 1)
                if not inflate.eof and len(data) <= self.size:
                    raise NotTaken("damaged")
                if len(data) > self.size:
                    raise NotTaken("bomb")
                if inflate.unused_data:
                    raise NotTaken("damaged")
        except zlib.error:
            raise NotTaken("damaged") from None
        if len(data) != self.size or zlib.crc32(data) != self.sum:
            raise NotTaken("damaged")
        return data

    def replace(self, data: bytes) -> None:
        """Give it other bytes."""
        self.sum, self.size = zlib.crc32(data), len(data)
        if self.method:
            deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
            self.packed = deflate.compress(data) + deflate.flush()
        else:
            self.packed = data


def parts_of(data: bytes, limits: Limits) -> dict[str, Part]:
    """The parts by name, in the order of the directory. `NotTaken` for what is damaged, hidden, overlapping or too large."""
    end = _directory_end(data, limits)
    found: dict[str, Part] = {}
    extents, lowered = [], set()
    at, last = end.start, end.start + end.size
    for _each in range(end.count):
        if at + _ENTRY.size > last:
            raise NotTaken("damaged")
        (sign, _by, _needs, flags, method, _time, _day, sum, packed, size, named, extra, comment, _disk, _inside, _outside,
         offset) = _ENTRY.unpack_from(data, at)  # fmt: skip
        raw = data[at + _ENTRY.size : at + _ENTRY.size + named]
        at += _ENTRY.size + named + extra + comment
        if sign != b"PK\x01\x02" or at > last:
            raise NotTaken("damaged")
        if flags & 0x2041 or method == 99:
            raise NotTaken("encrypted")
        if method not in {0, 8} or 0xFFFFFFFF in (packed, size, offset):
            raise NotTaken("damaged")
        name = _safe_name(raw)
        if name.lower() in lowered:
            raise NotTaken("names")
        lowered.add(name.lower())
        begin = _check_header(data, offset, raw, method, flags, packed, size, sum)
        extents.append((offset, begin + packed))
        if name.endswith("/"):
            if size:
                raise NotTaken("names")
            continue
        found[name] = Part(name, method, sum, size, memoryview(data)[begin : begin + packed])
    _check_extents(extents, end.start)
    _check_sizes(found, limits)
    return found


@dataclass
class _Directory:
    start: int
    size: int
    count: int


def _directory_end(data: bytes, limits: Limits) -> _Directory:
    """Where the directory is. There has to be one end, at the end, and the directory right before it."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if at < 0 or len(data) - at < _END.size:
        raise NotTaken("truncated")
    _sign, disk, first_disk, here, count, size, start, comment = _END.unpack_from(data, at)
    if disk or first_disk or here != count or 0xFFFFFFFF in (size, start) or count == 0xFFFF:
        raise NotTaken("damaged")
    if at + _END.size + comment != len(data) or start + size != at:
        raise NotTaken("polyglot")
    if count > limits.members:
        raise NotTaken("members", count=count, most=limits.members)
    return _Directory(start, size, count)


def _safe_name(raw: bytes) -> str:
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        raise NotTaken("names") from None
    steps = name.removesuffix("/").split("/")
    if len(raw) > 250 or any(step in {"", ".", ".."} for step in steps):
        raise NotTaken("names")
    if any(ord(each) < 32 or each in '\\:*?"<>|' for each in name):
        raise NotTaken("names")
    return name


def _check_header(
    data: bytes, offset: int, raw: bytes, method: int, flags: int, packed: int, size: int, sum: int
) -> int:
    """Where the bytes of a part begin; its own header has to agree with the directory."""
    if offset + _HEADER.size > len(data):
        raise NotTaken("damaged")
    sign, _needs, own_flags, own_method, _time, _day, own_sum, own_packed, own_size, named, extra = _HEADER.unpack_from(
        data, offset
    )
    begin = offset + _HEADER.size + named + extra
    if sign != b"PK\x03\x04" or begin + packed > len(data):
        raise NotTaken("damaged")
    if data[offset + _HEADER.size : offset + _HEADER.size + named] != raw or own_method != method:
        raise NotTaken("names")
    if (own_flags ^ flags) & 0x9:
        raise NotTaken("damaged")
    if (
        not flags & 0x8
        and 0xFFFFFFFF not in (own_packed, own_size)
        and (own_packed, own_size, own_sum) != (packed, size, sum)
    ):
        raise NotTaken("damaged")
    return begin


def _check_extents(extents: list[tuple[int, int]], directory: int) -> None:
    """No two parts share bytes, and the first begins the file."""
    before = 0
    if extents and min(extents)[0]:
        raise NotTaken("polyglot")
    for first, last in sorted(extents):
        if first < before:
            raise NotTaken("bomb")
        before = last
    if before > directory:
        raise NotTaken("damaged")


def _check_sizes(parts: dict[str, Part], limits: Limits) -> None:
    if sum(part.size for part in parts.values()) > limits.unpacked:
        raise NotTaken("bomb")
    for part in parts.values():
        if part.size > _MEGABYTE + limits.ratio * len(part.packed):
            raise NotTaken("bomb")


def check_foreign(data: bytes) -> None:
    """`NotTaken` for a part that is a program, an archive or a document of its own."""
    if code := is_foreign(data):
        raise NotTaken(code)


def written(parts: list[Part]) -> bytes:
    """An archive of these parts, in this order, without times, comments or extra fields."""
    body, directory = bytearray(), bytearray()
    for part in parts:
        name = part.name.encode()
        flags = 0 if name.isascii() else _UTF_8
        common = (20, flags, part.method, 0, _DAY, part.sum, len(part.packed), part.size, len(name), 0)
        directory += _ENTRY.pack(b"PK\x01\x02", 20, *common, 0, 0, 0, 0, len(body)) + name
        body += _HEADER.pack(b"PK\x03\x04", *common) + name
        body += part.packed
    end = _END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), len(directory), len(body), 0)
    return bytes(body + directory + end)
