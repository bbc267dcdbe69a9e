"""A decision as a signed file: the entries that put, settled and explained it, each proved under the book's checkpoint."""

import base64
from typing import Any

from goodoffices.decisions.models import Decision, Explanation
from goodoffices.process.models import Seat
from goodoffices.record.copy import entries_proved, header

FORMAT = "goodoffices-decision/1"


def decision_file(seat: Seat, decision: Decision) -> dict[str, Any]:
    """`decision` says it in short; `entries` are what it rests on, with the path of each to the signed root."""
    book = seat.shelf().get(decision.book_id, decision.book)
    numbers = _numbers(seat, decision)
    head = header(book)
    return {
        "format": FORMAT,
        **{name: head[name] for name in ("process", "book", "name", "origin", "checkpoint", "key")},
        "decision": summary(decision),
        "entries": [
            {
                "number": number,
                "salt": _letters(salt),
                **payload,
                "proof": [_letters(step) for step in path],
            }
            for number, salt, payload, path in entries_proved(book, numbers)
        ],
    }


def summary(decision: Decision) -> dict[str, Any]:
    """As the API tells it."""
    return {
        "id": decision.id,
        "about": decision.subject_id,
        "wording": decision.of_wording or decision.number,
        "wording_hash": decision.wording_hash,
        "method": decision.method,
        "state": decision.state,
        "expires": decision.expires or None,
        "citation": decision.citation,
    }


def _numbers(seat: Seat, decision: Decision) -> list[int]:
    found = {decision.number, *([decision.ended] if decision.ended else [])}
    found |= {consent.number for consent in decision.consents}
    rows = Explanation.objects.seen_by(seat).filter(decision=decision)
    return sorted(found | set(rows.values_list("number", flat=True)))


def _letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
