"""What the camera wrote: which tags there are, and which way up the picture is (CIPA DC-008, Exif 2.32)."""

import struct

ORIENTATION = 0x0112

_NAMES = {
    0x010D: "title", 0x010E: "description", 0x010F: "camera", 0x0110: "camera", 0x0131: "program", 0x0132: "dates",
    0x013B: "author", 0x013C: "path", 0x02BC: "xmp", 0x8298: "author", 0x83BB: "iptc", 0x8649: "private", 0x8825: "position",
    0x9003: "dates", 0x9004: "dates", 0x927C: "private", 0x9286: "comment", 0x9C9B: "title", 0x9C9C: "comment",
    0x9C9D: "author", 0x9C9E: "subject", 0x9C9F: "subject", 0xA420: "serial", 0xA430: "author", 0xA431: "serial",
    0xA433: "camera", 0xA434: "camera", 0xA435: "serial",
}  # fmt: skip
_SUBDIRECTORY = 0x8769
_MOST_TAGS = 1_000


def name_of(tag: int) -> str:
    """The key of `NAMES` that a tag belongs to."""
    return _NAMES.get(tag, "exif")


def read_exif(data: bytes) -> tuple[int, set[str]]:
    """Orientation, 1 to 8 (1 if it does not say), and the names of what else there is. Damage gives what was read before it."""
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(data[:4])
    names: set[str] = set()
    orientation = 1
    if not order:
        return 1, {"exif"} if data else names
    try:
        (first,) = struct.unpack_from(order + "L", data, 4)
        seen: set[int] = set()
        directories, thumbnail = [(first, False)], False
        while directories and len(seen) < 20:
            at, thumbnail = directories.pop()
            if at in seen or at == 0:
                continue
            seen.add(at)
            (count,) = struct.unpack_from(order + "H", data, at)
            for number in range(min(count, _MOST_TAGS)):
                tag, _type, _many, value = struct.unpack_from(order + "HHLL", data, at + 2 + 12 * number)
                if thumbnail:
                    names.add("thumbnail")
                elif tag == ORIENTATION:
                    (said,) = struct.unpack_from(order + "H", data, at + 10 + 12 * number)
                    orientation = said if 1 <= said <= 8 else 1
                elif tag == _SUBDIRECTORY:
                    directories.append((value, False))
                else:
                    names.add(name_of(tag))
            if at == first:
                directories.append((struct.unpack_from(order + "L", data, at + 2 + 12 * count)[0], True))
    except struct.error:
        names.add("exif")
    return orientation, names


def orientation_alone(orientation: int) -> bytes:
    """Exif data that say which way up a picture is, and nothing else."""
    return struct.pack(">4sLHHHLHHL", b"MM\x00*", 8, 1, ORIENTATION, 3, 1, orientation, 0, 0)
