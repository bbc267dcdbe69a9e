"""Moments as the record writes them: UTC, RFC 3339, milliseconds."""

from datetime import UTC, datetime


def written(at: datetime) -> str:
    """
    >>> written(datetime(2025, 4, 10, 9, 30, tzinfo=UTC))
    '2025-04-10T09:30:00.000Z'
    """
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def moment(text: str) -> datetime:
    """
    >>> moment('2025-04-10T09:30:00.000Z')
    datetime.datetime(2025, 4, 10, 9, 30, tzinfo=datetime.timezone.utc)
    """
    if len(text) != 24 or text[-1] != "Z":
        raise ValueError(f"{text!r} is no moment as the record writes them")
    return datetime.fromisoformat(text)


def seconds_between(begin: str, end: str) -> float:
    """From one recorded moment to a later one."""
    return (moment(end) - moment(begin)).total_seconds()
