"""What the host can set: by environment (`GOODOFFICES_…`) or in `goodoffices.toml` in the data folder.

Validated once, at start, in words.
"""

import os
import secrets
import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource


class WrongSetting(Exception):
    """A setting that the host has to mend; its text says which and how."""


class Config(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="GOODOFFICES_", extra="forbid")

    data: Path = Field(Path("data"), description="Folder of the database, the keys, mail files and collected statics.")
    demo: bool = Field(False, description="Anyone on this machine may take any seat. Never on a public address.")
    debug: bool = Field(False, description="Show tracebacks in the browser. Never on a public address.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    workers: int = Field(1, ge=1, description="App processes.")
    public_url: str = Field("", description="Where people reach this host, e.g. https://talks.example.org.")
    proxies: int = Field(0, ge=0, description="Reverse proxies in front that add X-Forwarded-For; usually 1, or 0.")
    session_days: int = Field(14, ge=1, le=365, description="How long somebody stays signed in on a device.")
    idle_minutes: int = Field(
        30, ge=0, le=10_000, description="After how long without doing anything somebody is signed out; 0: not at all."
    )
    clock_minutes: int = Field(
        10,
        ge=1,
        le=10_000,
        description="By how much the clock may jump, or be behind the books, before nothing is written.",
    )
    clock_days: int = Field(
        60,
        ge=1,
        le=10_000,
        description="How long the host may rest before its clock has to be confirmed at the next start.",
    )
    checkpoint_minutes: int = Field(
        60,
        ge=1,
        le=1_440,
        description="How often a checkpoint of each book that grew is kept for witnesses, in minutes from midnight UTC.",
    )
    witness_hour: int = Field(
        3, ge=0, le=23, description="At which hour (UTC) the day’s cosignatures of witnesses are put on record."
    )
    file_megabytes: int = Field(
        50, ge=1, le=500, description="How large an attached file may be, in millions of bytes."
    )
    seat_megabytes: int = Field(
        1_000,
        ge=1,
        description="How much one seat may attach in all, in millions of bytes; what waits to be attached counts.",
    )
    book_megabytes: int = Field(
        5_000, ge=1, description="How much may be attached in one book, such as a caucus’s, in millions of bytes."
    )
    origin: str = Field("goodoffices.local", description="Name in the signed checkpoints of this host's books.")
    time_zone: str = Field("UTC", description="The host's own zone, where a process names none.")
    smtp: str = Field("", description="smtp://user:password@host:587 for mail; empty writes mail to files.")
    mail_from: str = Field("Good Offices <office@localhost>", description="Sender of mail.")

    @field_validator("workers")
    @classmethod
    def one_worker(cls, workers: int) -> int:
        if workers > 1:
            raise ValueError(
                "more than one app process would lose live updates on SQLite; leave workers at 1 "
                "(several become possible with PostgreSQL, which is not built yet)"
            )
        return workers

    @model_validator(mode="after")
    def demo_stays_here(self) -> "Config":
        if self.demo and (self.public_url or self.proxies or self.host not in ("127.0.0.1", "::1", "localhost")):
            raise ValueError(
                "a demonstration lets anyone take any seat, so it runs on this machine alone: leave out public_url and "
                "proxies and keep the host at 127.0.0.1, or turn demo off"
            )
        return self

    @field_validator("public_url")
    @classmethod
    def whole_address(cls, url: str) -> str:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("write the whole address, beginning with https:// or http://")
        return url.rstrip("/")

    @field_validator("time_zone")
    @classmethod
    def known_zone(cls, zone: str) -> str:
        from zoneinfo import ZoneInfo

        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, OSError):
            raise ValueError("write a zone of the IANA database, such as Europe/Istanbul") from None
        return zone

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        folder = Path(os.environ.get("GOODOFFICES_DATA", "data"))
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, folder / "goodoffices.toml")


# house: kept between requests: the host's settings
@lru_cache
def config() -> Config:
    try:
        return Config()
    except ValidationError as problem:
        lines = [f"{'.'.join(map(str, e['loc'])) or 'setting'}: {e['msg']}" for e in problem.errors()]
        raise WrongSetting(
            "A setting is wrong. Mend it in the environment (GOODOFFICES_…) or in goodoffices.toml:\n  "
            + "\n  ".join(lines)
        ) from None
    except ValueError as problem:  # the TOML file itself
        raise WrongSetting(f"goodoffices.toml cannot be read: {problem}") from None


def secret(name: str, size: int = 32) -> bytes:
    """A secret of this host, made once and kept in the data folder, readable by its owner alone."""
    folder = config().data / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / name
    if not file.exists():
        _make(file, size)
    made = file.read_bytes()
    if len(made) != size:
        raise WrongSetting(f"{file} is damaged. Put it back from a backup: without it this host is another one.")
    return made


def _make(file: Path, size: int) -> None:
    """Whole or not at all, also if the power goes: it is on the disk before it has its name, and then the name is."""
    handle, new = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            # house: clock or chance: the host's secrets
            out.write(secrets.token_bytes(size))
            out.flush()
            os.fsync(out.fileno())
        with suppress(FileExistsError):  # another command was first; use its secret
            Path(file).hardlink_to(new)
    finally:
        Path(new).unlink()
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
