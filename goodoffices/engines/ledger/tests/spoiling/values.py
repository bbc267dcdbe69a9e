"""Manipulations of JSON: other values, other spellings of the same, fields, numbers, letters."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from .editing import Chance, edited, in_objects, objects

VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 2, 3, 1.5, -0.0, 1e300, 2**53 - 1, -(2**53) + 1, "", "x", "2", "é", "😀", "\u200b", "a\u0301",
    [], [1], {}, {"a": 1}, [[]], "A" * 43, "null", "p", "q", "d1", "s1", "adopted", "put", "void", "match", "consent", "silence",
    "decisions.put", "decisions.consent", "decisions.withdraw_consent", "decisions.expire", "decisions.reveal", "decisions.withdraw",
    "decisions.break_silence", "2026-03-01T09:00:03.000Z", "2026-02-30T09:00:03.000Z", "2024-02-29T24:00:00.000Z", "Plenary 2",
    "__proto__", "constructor", "toString", "\x7f", "\ufeff", "\u2028", ["p"], ["p", "q"], ["p", "p"], ["p", 1],
]  # fmt: skip


def value_edited(content: bytes, chance: Chance) -> bytes:
    return edited(content, chance, lambda _value: chance.choice(VALUES))


def value_nudged(content: bytes, chance: Chance) -> bytes:
    """To one like it."""
    return edited(content, chance, lambda value: _nudged(value, chance))


def field_gone(content: bytes, chance: Chance) -> bytes:
    return edited(content, chance, lambda _value: ...)


def field_more(content: bytes, chance: Chance) -> bytes:
    name = chance.choice(
        ["more", "proof", "number", "format", "earlier", "__proto__", "", "é", "\U0001f600", "\ufb33", "position"]
    )
    return in_objects(
        content, chance, lambda found: chance.choice(objects(found)).setdefault(name, chance.choice(VALUES))
    )


def fields_moved(content: bytes, chance: Chance) -> bytes:
    """Another order and other white space: it means the same."""

    def moved(found: Any) -> None:
        for each in objects(found):
            pairs = list(each.items())
            chance.shuffle(pairs)
            each.clear()
            each.update(pairs)

    return in_objects(content, chance, moved, ascii=chance.random() < 0.5, indent=chance.choice([None, None, 1, 0]))


def field_doubled(content: bytes, chance: Chance) -> bytes:
    """In the text, with the same value or another, perhaps spelled with an escape."""
    found = list(re.finditer(rb'[{,]\s*("[a-z_]+")\s*:', content))
    if not found:
        return content
    at = chance.choice(found)
    name = at[1] if chance.random() < 0.6 else b'"\\u%04x' % at[1][1] + at[1][2:]
    more = name + b":" + chance.choice([b"null", b"1", b'"x"', b"[]", b"{}"]) + b","
    place = at.start() + 1
    return content[:place] + more + content[place:]


NUMBER = re.compile(rb"(?<=[:,\[])(\s*)(-?[0-9]+(?:\.[0-9]+)?)(?=\s*[,\]}])")
FORMS = ["%s.0", "%se0", "%sE+0", "%s.", "+%s", "0%s", "-%s", "%s0e-1", "%s.00000000000000000000000001", "%se400", "%se-400", "0x%s",
         "%s_0", "%s.0e0", "%s00000000000000000000e-20", " %s", '"%s"', "%sn", "%s.5", "-0", "1e-7", "NaN", "Infinity", "-Infinity",
         "%s,", "%s\u0661", "\u0661", "%s" + "0" * 30, "0." + "0" * 500 + "%s", "9007199254740993", "9007199254740992", "1" * 500,
         "123456789012345678901234567890", "1e23", "0.1e1", "5e-324", "2e-324", "1.7976931348623157e308", "1.7976931348623159e308",
         "%s" + "." + "0" * 380, "1e99999999999999999999999", "0e99999999999999999999999", "4.35", "0.3e00000000000000000001"]  # fmt: skip


def number_respelled(content: bytes, chance: Chance) -> bytes:
    found = list(NUMBER.finditer(content))
    if not found:
        return content
    at, form = chance.choice(found), chance.choice(FORMS)
    told = (form % at[2].decode() if "%s" in form else form).encode()
    return content[: at.start(2)] + told + content[at.end(2) :]


def letters_respelled(content: bytes, chance: Chance) -> bytes:
    """The same letters as escapes, or others that look alike."""
    text = content.decode("utf-8", "replace")
    places = [at for at, letter in enumerate(text) if letter.isalpha()]
    if not places:
        return content
    at = chance.choice(places)
    letter = text[at]
    form = chance.choice([
        f"\\u{ord(letter):04x}" if ord(letter) < 0x10000 else letter, f"\\u{ord(letter):04X}" if ord(letter) < 0x10000 else letter,
        letter + "\u0301", letter + "\u200d", letter + "\u200b", "\\ud800", "\\ud83d\\ude00", "\\ude00\\ud83d", "\\uD83D", "\ufb33",
        letter.upper(), "\\u00", "\\x41", "\\/", "\\u0000", "\u0430", "\u202e", "\U0001f600", "\\'", "\\b", "\x7f", "\x85", "\u2028",
    ])  # fmt: skip
    spelled = text[:at] + form + text[at + 1 :]
    if chance.random() < 0.2:
        spelled = unicodedata.normalize(chance.choice(["NFC", "NFD", "NFKC"]), text)
    return spelled.encode("utf-8", "surrogatepass")


def nested(content: bytes, chance: Chance) -> bytes:
    depth = chance.choice([1, 5, 150, 195, 196, 197, 198, 199, 200, 201, 202, 300, 900, 1100, 5000, 20_000])
    opening, closing = chance.choice([(b"[", b"]"), (b'{"a":', b"}")])
    inner = chance.choice([b"1", b"[]", b"{}", b'"["', b""])
    hole = opening * depth + inner + (closing * depth if chance.random() < 0.8 else b"")
    found = list(re.finditer(rb'(?<=[:\[,])\s*(?:-?[0-9.]+|null|true|"[^"\\]*"|\[\]|\{\})(?=[,\]}])', content))
    if not found:
        return content[:1] + hole + content[1:]
    at = chance.choice(found)
    return content[: at.start()] + hole + content[at.end() :]


def _nudged(value: Any, chance: Chance) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return chance.choice([value + 1, value - 1, -value, value * 10, float(value), value + 0.5, str(value)])
    if isinstance(value, str):
        at = chance.randrange(len(value) + 1)
        return chance.choice(
            [
                value[:at] + value[at + 1 :],
                value + " ",
                value.upper(),
                value[::-1],
                value[:at] + "é" + value[at:],
                value + "\n",
            ]
        )
    if isinstance(value, list):
        return chance.choice([value[::-1], value[1:], value * 2, [value], [*value, None]])
    return {} if value else None
