"""Sessions in the database as Django keeps them; only that they are read in SQL of our own, since every page asks, and that
the signature on the same words is checked once."""

import json
from functools import lru_cache
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as InTheDatabase
from django.db import connection
from django.utils import timezone

_OPEN = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(InTheDatabase):
    def load(self) -> dict[str, Any]:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        # house: sql: a question that every request asks
        with connection.cursor() as cursor:
            cursor.execute(_OPEN, [self.session_key, now])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        found: dict[str, Any] = json.loads(_unsigned(row[0]))
        return found


# house: kept between requests: a session's own signed words → the same, read: no reader is given another's
@lru_cache(maxsize=2_000)
def _unsigned(words: str) -> str:
    """What stands in the table, as JSON: each session has its own words, and only the host can sign any."""
    return json.dumps(SessionStore().decode(words))
