"""Manipulations of what is signed, by others; and of what stands in the entries, by the host that can sign."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .. import decisions
from ..books import KEY, OTHER_KEY, checkpoint, entries, file, withheld
from ..checks import lines_of
from .editing import Chance, in_objects, joined
from .values import VALUES


def signature_edited(content: bytes, chance: Chance) -> bytes:
    """Somewhere in a note: the base64 of a signature or a root, the name, the dash, the lines."""
    found = list(re.finditer(rb"[A-Za-z0-9+/]{20,}={0,2}|\xe2\x80\x94 |desk\.example(?:/[a-z0-9]+)*|\\n", content))
    if not found:
        return content
    at = chance.choice(found)
    place = chance.randrange(at.start(), at.end())
    letters = b"ABCDwxyz0189+/=- \\"
    return chance.choice([
        content[:place] + bytes([chance.choice(letters)]) + content[place + 1 :],
        content[: at.start()] + at[0][::-1] + content[at.end() :],
        content[: at.start()] + content[at.end() :],
        content[: at.start()] + at[0] * 2 + content[at.end() :],
        content[: at.start()] + at[0].swapcase() + content[at.end() :],
        content[: at.end()] + "\\n— witness.example/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiI".encode() + content[at.end() :],
        content[: at.end()] + "\\n— witness.example/w1 AAAA".encode() + content[at.end() :],
        content[: at.start()] + at[0].rstrip(b"=") + content[at.end() :],
    ])  # fmt: skip


def header_edited(content: bytes, chance: Chance) -> bytes:
    lines = lines_of(content)
    names = ["format", "process", "book", "name", "origin", "checkpoint", "key", "earlier"]
    others = [str(OTHER_KEY.verifier), checkpoint(entries(9), 2), checkpoint(entries(9), 9, OTHER_KEY), "goodoffices-book/1",
              "goodoffices-decision/1", "desk.example/lake/pl3nary", "a-log", [checkpoint(entries(9), 3)], [1], ["x"]]  # fmt: skip

    def edit(found: Any) -> None:
        if isinstance(found, dict):
            found[chance.choice(names)] = chance.choice([*VALUES, *others])

    if lines[0].strip() == b"{":
        return in_objects(content, chance, edit)
    return in_objects(lines[0], chance, edit, newline=True) + joined(lines[1:])


def signed_anew(content: bytes, chance: Chance) -> bytes:
    """A book that the host itself has changed, and signed."""
    count, number = chance.randrange(1, 10), chance.randrange(1, 10)
    name = chance.choice(["kind", "by", "at", "data", "facts", "data", "facts"])
    told = entries(count)
    if number <= count:
        told[number - 1][name] = chance.choice(VALUES)
    shown = [withheld(each) if chance.random() < 0.2 else each for each in told]
    earlier = tuple(size for size in range(count + 1) if chance.random() < 0.2)
    lines = file(told, shown, earlier=earlier, key=KEY if chance.random() < 0.9 else OTHER_KEY)
    return joined(lines)


def decided_otherwise(content: bytes, chance: Chance) -> bytes:
    """A decision whose book the host itself has changed, and signed; what is said in short follows, or does not."""
    sealed = decisions.payloads(chance.choice(list(decisions.ENDINGS)), chance.choice([None, "s1"]))
    for _ in range(chance.choice([1, 1, 2])):
        what = chance.choice(sealed[decisions.PUT - 1 :])
        part = what[chance.choice(["data", "facts", "facts"])]
        if chance.random() < 0.15:
            what[chance.choice(["kind", "by", "at"])] = chance.choice(VALUES)
        elif part and isinstance(part, dict):
            part[chance.choice(list(part))] = chance.choice(VALUES)
    if chance.random() < 0.3:
        sealed.insert(chance.randrange(2, len(sealed) + 1), {**chance.choice(sealed), "at": sealed[-1]["at"]})
    told = decisions.file(sealed)
    told["decision"]["state"] = chance.choice([each[1] for each in decisions.ENDINGS.values()])
    return decisions.spelled(told, chance.choice([1, None]))


def decision_edited(content: bytes, chance: Chance) -> bytes:
    """What is said in short, the entries shown, their proofs: by somebody who cannot sign."""
    told = decisions.decided(chance.choice(list(decisions.ENDINGS)), chance.choice([None, "s1"]))
    shown, short = told["entries"], told["decision"]
    entry = chance.choice(shown)
    other = decisions.decided(chance.choice(list(decisions.ENDINGS)))
    doing: list[Callable[[], Any]] = [
        lambda: short.update({chance.choice(list(short)): chance.choice(VALUES)}),
        lambda: shown.remove(entry),
        lambda: shown.append(entry),
        lambda: chance.shuffle(shown),
        lambda: shown.insert(chance.randrange(len(shown) + 1), chance.choice(other["entries"])),
        lambda: entry.update(number=chance.choice([0, 1, 2, 3, 9, -1, 2.5, "2", None, True, 2**53 - 1])),
        lambda: entry["proof"].reverse(),
        lambda: entry.update(proof=entry["proof"][: chance.randrange(len(entry["proof"]) + 1)]),
        lambda: entry["proof"].append(chance.choice([*entry["proof"], "A" * 43, "A" * 42, 1, None])),
        lambda: entry.update({chance.choice(list(entry)): chance.choice(VALUES)}),
        lambda: entry.update(commitment="A" * 43),
        lambda: told.update(decision=other["decision"]),
        lambda: told.update(entries=chance.choice([other["entries"], [], {}, None, [1], [[]]])),
        lambda: told.update(checkpoint=other["checkpoint"]),
        lambda: told.update(earlier=[]),
    ]
    chance.choice(doing)()
    return decisions.spelled(told, chance.choice([1, None]))
