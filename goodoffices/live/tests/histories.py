"""What the live floor keeps, for the two-world test."""

TABLES = {
    "live.CredentialVersion": "one number, moved by triggers whenever somebody is signed out or a token is revoked"
}
