"""What is handed out once, in clear, and kept as a hash."""

import hashlib
import secrets


def fresh() -> str:
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
