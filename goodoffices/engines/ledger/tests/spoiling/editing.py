"""How a value somewhere in a file is changed."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any, TypeAlias

from ..checks import lines_of

Chance: TypeAlias = random.Random
Doing: TypeAlias = Callable[[bytes, Chance], bytes]


def edited(content: bytes, chance: Chance, change: Callable[[Any], Any]) -> bytes:
    """One value somewhere changed; ... takes it away."""

    def edit(found: Any) -> None:
        holder = chance.choice(holders(found) or [[None]])
        at = chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        value = change(holder[at])
        if value is ...:
            del holder[at]
        else:
            holder[at] = value

    return in_objects(content, chance, edit)


def in_objects(
    content: bytes,
    chance: Chance,
    does: Callable[[Any], Any],
    ascii: bool = False,
    indent: int | None = None,
    newline: bool = True,
) -> bytes:
    """Done to the object of a whole decision, or of one line; in what is no JSON, a letter is changed."""
    whole = loaded(content)
    if whole is not None and not (b"\n" in content and content.count(b"\n") == 1):
        does(whole)
        return json.dumps(whole, ensure_ascii=ascii, indent=indent if indent is not None else 1).encode(
            "utf-8", "surrogatepass"
        )
    lines = lines_of(content)
    line = chance.randrange(len(lines)) if lines else 0
    found = loaded(lines[line]) if lines else None
    if found is None:
        place = chance.randrange(len(content) + 1)
        return content[:place] + b"x" + content[place + 1 :]
    does(found)
    told = json.dumps(found, ensure_ascii=ascii, separators=chance.choice([(",", ":"), (", ", ": "), ("\t,\r", " : ")]))
    return joined(
        [*lines[:line], told.encode("utf-8", "surrogatepass") + (b"\n" if newline else b""), *lines[line + 1 :]]
    )


def loaded(content: bytes) -> Any:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def objects(found: Any) -> list[dict[str, Any]]:
    return [each for each in [found, *holders(found)] if isinstance(each, dict)]


def holders(found: Any) -> list[Any]:
    """Every object and array that holds something."""
    inner = list(found.values()) if isinstance(found, dict) else found if isinstance(found, list) else []
    return [found] * bool(inner) + [each for value in inner for each in holders(value)]


def joined(lines: list[bytes]) -> bytes:
    return b"".join(lines)
