"""GIF 89a: frames and the loop; comments and blocks of programs go."""

import struct

from goodoffices.engines.papers.images.checks import check_pixels, tell_trailing
from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.told import NotTaken, Told

_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def clean_gif(data: bytes, limits: Limits, told: Told) -> bytes:
    """The picture without comments and blocks of programs. `NotTaken` if it is unsafe."""
    if len(data) < 13:
        raise NotTaken("truncated")
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    check_pixels(width, height, limits)
    at = 13 + _colours(flags)
    kept, frames = [data[:at]], 0
    while True:
        sign = data[at : at + 1]
        if not sign:
            raise NotTaken("truncated")
        if sign == b";":
            break
        if sign == b",":
            last = _image_end(data, at, limits)
            frames += 1
            kept.append(data[at:last])
        elif sign == b"!":
            last = _blocks_end(data, at + 2)
            if _is_needed(data[at:last], told):
                kept.append(data[at:last])
        else:
            raise NotTaken("damaged")
        at = last
    if not 0 < frames <= limits.frames:
        raise NotTaken("members", count=frames, most=limits.frames) if frames else NotTaken("damaged")
    told.tell("frames", frames if frames > 1 else 0)
    tell_trailing(data[at + 1 :], told)
    return b"".join([*kept, b";"])


def _colours(flags: int) -> int:
    """Bytes of the table of colours that follows."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _image_end(data: bytes, at: int, limits: Limits) -> int:
    if at + 10 > len(data):
        raise NotTaken("truncated")
    width, height, flags = struct.unpack_from("<HHB", data, at + 5)
    check_pixels(width, height, limits)
    return _blocks_end(data, at + 10 + _colours(flags) + 1)


def _blocks_end(data: bytes, at: int) -> int:
    """Where a run of sub-blocks ends: each begins with its length, the last with none."""
    while at < len(data):
        length = data[at]
        at += 1 + length
        if not length:
            return at
    raise NotTaken("truncated")


def _is_needed(block: bytes, told: Told) -> bool:
    kind = block[1]
    if kind == 0xF9:
        return True
    if kind == 0xFF and block[3:14] in _LOOPS and len(block) == 19:
        return True
    if kind == 0xFE:
        told.name("metadata-removed", "comment")
    else:
        told.name("metadata-removed", "xmp" if block[3:11] == b"XMP Data" else "private")
    return False
