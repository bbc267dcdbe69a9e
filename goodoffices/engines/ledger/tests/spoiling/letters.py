"""Manipulations of bytes and lines, whatever they mean."""

from __future__ import annotations

from ..checks import lines_of
from .editing import Chance, in_objects, joined, loaded
from .valid import valid


def nothing(content: bytes, chance: Chance) -> bytes:
    return content


def bit_flipped(content: bytes, chance: Chance) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + bytes([content[place] ^ (1 << chance.randrange(8))]) + content[place + 1 :]


def byte_changed(content: bytes, chance: Chance) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]


def cut_off(content: bytes, chance: Chance) -> bytes:
    return content[: chance.randrange(len(content))]


def taken_out(content: bytes, chance: Chance) -> bytes:
    first = chance.randrange(len(content))
    return content[:first] + content[first + chance.choice([1, 1, 2, 10, 100]) :]


def put_in(content: bytes, chance: Chance) -> bytes:
    place = chance.randrange(len(content) + 1)
    more = [
        b'"',
        b"0",
        b"-",
        b"e",
        b"\\",
        b"\n",
        b" ",
        b"}",
        b"{",
        b"]",
        b",",
        b"\x00",
        b"\xff",
        b"\t",
        b"\\u0000",
        b"\xc2\x85",
    ]
    return content[:place] + chance.choice(more) + content[place:]


def byte_order_mark(content: bytes, chance: Chance) -> bytes:
    place = chance.choice([0, 0, 1, content.find(b"\n") + 1, chance.randrange(len(content))])
    return chance.choice([
        content[:place] + b"\xef\xbb\xbf" + content[place:],
        content.decode("utf-8", "replace").encode("utf-16"),
        content.decode("utf-8", "replace").encode("utf-8-sig"),
    ])  # fmt: skip


def line_dropped(content: bytes, chance: Chance) -> bytes:
    lines = lines_of(content)
    del lines[chance.randrange(len(lines))]
    return joined(lines)


def line_doubled(content: bytes, chance: Chance) -> bytes:
    lines = lines_of(content)
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
    return joined(lines)


def lines_swapped(content: bytes, chance: Chance) -> bytes:
    lines = lines_of(content)
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return joined(lines)


def lines_shuffled(content: bytes, chance: Chance) -> bytes:
    first, *lines = lines_of(content)
    chance.shuffle(lines)
    return joined([first, *lines])


def line_endings(content: bytes, chance: Chance) -> bytes:
    ending = chance.choice(
        [b"\r\n", b"\r", b"\n\n", b"", b" \n", b"\t\n", b"\x0b\n", b"\xc2\x85\n", b"\xe2\x80\xa8", b"\n\r", b"\x00\n"]
    )
    if chance.random() < 0.5:
        return content.replace(b"\n", ending)
    lines = lines_of(content)
    line = chance.randrange(len(lines))
    return joined([*lines[:line], lines[line].rstrip(b"\n") + ending, *lines[line + 1 :]])


def spliced(content: bytes, chance: Chance) -> bytes:
    """With another valid file."""
    other = chance.choice(valid())[0]
    mine, theirs = lines_of(content), lines_of(other)
    one, two = chance.randrange(len(mine) + 1), chance.randrange(len(theirs) + 1)
    return chance.choice([
        joined(mine[:one] + theirs[one:]),
        joined(mine[:one] + theirs[two:]),
        joined(theirs[:1] + mine[1:]),
        joined([*mine[:one], chance.choice(theirs), *mine[one + 1 :]]),
        content + other,
        content[: chance.randrange(len(content))] + other[chance.randrange(len(other)) :],
        _with_field_of(content, other, chance),
    ])  # fmt: skip


def _with_field_of(content: bytes, other: bytes, chance: Chance) -> bytes:
    theirs = loaded(other) or loaded(lines_of(other)[0])
    name = chance.choice(list(theirs))
    return in_objects(content, chance, lambda found: found.update({name: theirs[name]}))
