"""A party's witness, for tests: its key, and what it sends."""

from typing import Any

from goodoffices.engines.ledger import WitnessSigner, notes
from goodoffices.record.perform import perform
from goodoffices.witnesses.acts import NameWitness

SIGNED_AT = 1_744_300_000  # 10 April 2025


def signer(name: str) -> WitnessSigner:
    return WitnessSigner(f"witness.example/{name}", name.encode().ljust(32, b"."))


def named(seat: Any, name: str) -> WitnessSigner:
    """A witness that this seat has named."""
    made = signer(name)
    perform(NameWitness(verifier=str(made.verifier)), seat)
    return made


def cosigned(note: str, by: WitnessSigner, at: int = SIGNED_AT) -> str:
    """A note with this witness's line below it."""
    return notes.cosign(note, [str(by.cosign(notes.parse_note(note).text, at))])
