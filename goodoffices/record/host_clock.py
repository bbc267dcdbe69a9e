"""Whether the machine's clock can be believed. An entry keeps its time for ever, and so do all after it in its book.

A clock that jumps ahead by a year would put every later entry of a book at that hour, since times never go back within a
book. So a server compares its clock with the books' last entries and with when it last ran, at its start, and with a clock
that nobody sets, at every entry. Beyond a tolerance nothing is written until an operator has confirmed the time.
"""

# house: clock or chance: the clock itself is asked whether it is right
# house: record read: the time of the host's last entry

import json
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db.models import Max
from django.utils.translation import gettext as _

from goodoffices.record.acts import Refused
from goodoffices.record.models import Book
from goodoffices.record.timestamps import moment, written

KEPT_EVERY = 600.0  # seconds
# Linux's goes on while the machine sleeps; elsewhere a long sleep asks for a confirmation.
_STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


@dataclass(frozen=True)
class Tolerance:
    """By how much the clock may be off against a steady one, or behind the books; and for how long a host may rest."""

    off: timedelta
    rest: timedelta


@dataclass
class HostClock:
    """The clock of a server on one data folder. `file` keeps when it last ran, and what an operator has confirmed."""

    file: Path
    tolerance: Tolerance

    def __post_init__(self) -> None:
        self._lock, self._kept_at = threading.Lock(), 0.0
        self._begin()
        self.trouble = self._trouble_at_start()
        self.keep()

    def demand(self) -> None:
        """Raise Refused while the time cannot be believed."""
        self.trouble = self.trouble or self._drifted()
        if self.trouble and self._confirmed():
            self._begin()
            self.trouble = ""
        if self.trouble:
            raise Refused(
                _(
                    "Nothing can be recorded now: this host’s clock is not reliable. Ask its administrator to correct or confirm it."
                )
            )
        self.keep()

    def keep(self) -> None:
        """Note that the host runs, now and then."""
        if self.trouble or time.monotonic() - self._kept_at < KEPT_EVERY:
            return
        self._kept_at = time.monotonic()
        note(self.file, seen=written(_now()))

    def _begin(self) -> None:
        self._wall, self._steady = _now(), time.clock_gettime(_STEADY)

    def _drifted(self) -> str:
        gone = timedelta(seconds=time.clock_gettime(_STEADY) - self._steady)
        off = _now() - self._wall - gone
        if abs(off) <= self.tolerance.off:
            return ""
        return f"The clock has jumped by {_length(off)} since the server began, to {written(_now())}."

    def _trouble_at_start(self) -> str:
        last, seen = last_entry(), _read(self.file).get("seen", "")
        if last and moment(last) - _now() > self.tolerance.off:
            return f"The clock says {written(_now())}, and the last entry of a book is of {last}, which is later."
        latest = max(last, seen)
        if seen and _now() - moment(latest) > self.tolerance.rest and not self._confirmed():
            return f"The clock says {written(_now())}. This host last ran at {latest}: {_length(_now() - moment(latest))} ago."
        return ""

    def _confirmed(self) -> bool:
        """Whether an operator has said that this is the time: since then it may have gone on, and not have jumped."""
        at = _read(self.file).get("confirmed", "")
        return bool(at) and -self.tolerance.off <= _now() - moment(at) <= timedelta(hours=1)


def last_entry() -> str:
    """The latest time of any entry on this host; empty where there is none."""
    return str(Book.objects.aggregate(last=Max("last_at"))["last"] or "")


def note(file: Path, **said: str) -> None:
    """Whole or not at all, beside what is there. A disk that takes nothing is told of elsewhere."""
    new = file.with_suffix(f".{threading.get_ident()}.new")
    try:
        new.write_text(json.dumps({**_read(file), **said}))
        new.replace(file)
    except OSError:
        new.unlink(missing_ok=True)


def _read(file: Path) -> dict[str, str]:
    try:
        return dict(json.loads(file.read_text()))
    except (OSError, ValueError):
        return {}


def _now() -> datetime:
    return datetime.now(UTC)


def _length(span: timedelta) -> str:
    days, rest = divmod(abs(span), timedelta(days=1))
    return f"{days} days" if days else f"{rest // timedelta(minutes=1)} minutes"


_watched: HostClock | None = None


def watch(file: Path, tolerance: Tolerance) -> HostClock:
    """From here on, entries of this process are written only while its clock can be believed."""
    # house: kept between requests: this server's one clock
    global _watched
    _watched = HostClock(file, tolerance)
    return _watched


def demand_right() -> None:
    if _watched is not None:
        _watched.demand()
