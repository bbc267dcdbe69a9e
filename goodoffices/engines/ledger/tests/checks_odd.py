"""Files for `checks.py` that readers had judged differently, until chance brought it up."""

from __future__ import annotations

import json
from typing import Any

from goodoffices.engines.ledger import bookfile

from .books import KEY, Entry, checkpoint, entries, file, header, with_line


def odd(told: list[Entry], whole: list[bytes]) -> dict[str, bytes]:
    """By name. `whole`: the lines of the book of what was `told`, some of it withheld."""
    second = whole[2]
    numbers = {
        "an exponent without end": b"0e99999999999999999999999",
        "a small exponent without end": b"0e-99999999999999999999999",
        "zero with a far exponent": b"0e10000",
        "zero with an exponent": b"0e9999",
        "infinity": b"Infinity",
        "not a number": b"NaN",
    }
    found = {
        name: b"".join([*whole[:2], second.replace(b"0.25", number), *whole[3:]]) for name, number in numbers.items()
    }
    salt = json.loads(second)["salt"]
    found |= {
        "as deep as may be": _of_host(data={"in": _nested(198)}),
        "deeper than may be": _of_host(data={"in": []}).replace(b'"in":[]', b'"in":' + b"[" * 199 + b"]" * 199),
        "a letter beyond 16 bits in a salt": b"".join(with_line(whole, 2, salt="😀" + salt[1:])),
        "fields named beyond 16 bits": b"".join(with_line(whole, 2, **{"😀": 1, "דּ": 2})),
        "a number that is not whole": b"".join(with_line(whole, 2, number=2.5)),
        "at midnight of the day before": _of_host(at="2026-02-28T24:00:00.000Z"),
        "without a time": _of_host(at=""),
        "a key of control characters": b"".join(with_line(whole, 0, key="\x01" + str(KEY.verifier))),
        "a signature of nothing": _noted(told, "— witness.example/w1 jWbPPw==\n"),
        "a witness": _noted(told, "— witness.example/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiI\n"),
    }
    return found


def _nested(depth: int) -> list[Any]:
    return [_nested(depth - 1)] if depth > 1 else []


def _of_host(**change: Any) -> bytes:
    """One entry that the host itself has sealed so."""
    return b"".join(file(entries(1, lambda each: each.update(change))))


def _noted(told: list[Entry], line: str) -> bytes:
    """With a further line under the checkpoint."""
    return b"".join(bookfile.write(header(told, checkpoint=checkpoint(told) + line), told))
