"""The host's signing key, and the names under which it signs."""

from functools import lru_cache

from django.conf import settings

from goodoffices.engines import ledger


# house: kept between requests: the host's key
@lru_cache
def host_key() -> ledger.SigningKey:
    """The Ed25519 key that signs checkpoints, made from the host's seed."""
    return ledger.SigningKey(settings.ORIGIN, settings.RECORD_KEY)


def verifier_key() -> str:
    """What others verify with, as a line of text."""
    return str(host_key().verifier)


def origin(process: str, book: str) -> str:
    """The name of a book's log in its checkpoints."""
    return str(ledger.origin_of(settings.ORIGIN, process, book))
