"""A number that grows whenever a token, a session, a password or a seat's holder may have been taken away.

Asking whether thousands of credentials still hold takes 64 ms for ten thousand of them. So it is asked only after this
number has changed. Database triggers change it, whoever writes: this server, the command line, or a bulk update.
What gives a credential to somebody concerns nobody who listens already. A session that runs out at its hour is written
by nobody; the hub's full check finds it.
"""

from typing import Any

from django.db import connection

_NUMBER = "SELECT number FROM live_credentialversion"
_FIRST = "INSERT INTO live_credentialversion (number) SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM live_credentialversion)"
_TRIGGER = "CREATE TRIGGER {name} AFTER {event} ON {table} {when} BEGIN UPDATE live_credentialversion SET number = number + 1; END"

# Table → the condition under which an update takes a credential away. A deletion always does.
_TAKEN_AWAY = {
    "django_session": "NEW.expire_date < OLD.expire_date OR NEW.session_key IS NOT OLD.session_key",
    "accounts_token": "NEW.revoked IS NOT OLD.revoked OR NEW.seat IS NOT OLD.seat OR NEW.hash IS NOT OLD.hash "
    "OR NEW.expires < OLD.expires",
    "accounts_user": "NEW.password IS NOT OLD.password OR NEW.is_active IS NOT OLD.is_active",
    "process_holder": "NEW.user_id IS NOT OLD.user_id OR NEW.seat IS NOT OLD.seat OR NEW.process IS NOT OLD.process",
}


def credential_version() -> int:
    # house: sql: a number of our own, and the triggers that keep it
    with connection.cursor() as cursor:
        row = cursor.execute(_NUMBER).fetchone()
    return int(row[0]) if row else 0


def keep_triggers(**_: Any) -> None:
    """Put the row and the triggers in place after a migration: one that rebuilds a table drops its triggers."""
    # house: sql: a number of our own, and the triggers that keep it
    with connection.cursor() as cursor:
        cursor.execute(_FIRST)
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        present = dict(cursor.fetchall())
        for name, trigger in _triggers().items():
            if present.get(name) != trigger:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(trigger)


def _triggers() -> dict[str, str]:
    found = {}
    for table, condition in _TAKEN_AWAY.items():
        for event, when in (("DELETE", ""), ("UPDATE", f"WHEN {condition}")):
            name = f"{table}_credentials_{event.lower()}"
            found[name] = _TRIGGER.format(name=name, event=event, table=table, when=when)
    return found
