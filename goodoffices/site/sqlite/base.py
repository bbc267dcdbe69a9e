"""Django's SQLite backend on the SQLite that the `pysqlite3` wheel bundles.

Distributions still ship a SQLite without the fix for a rare loss of acknowledged writes when a WAL is reset
(fixed in 3.51.3, https://sqlite.org/wal.html). Where the wheel is installed, Django's backend is imported while the
names `sqlite3` and `sqlite3.dbapi2` point to it; nothing else in the process sees the swap.
"""

import importlib
import sqlite3
import sys
from typing import Any

BACKEND = "django.db.backends.sqlite3.base"


def _backend_on(newer: Any) -> Any:
    """Django's backend module, bound to the module `newer` in place of the standard library's sqlite3."""
    names = {"sqlite3": newer, "sqlite3.dbapi2": newer.dbapi2}
    kept = {name: sys.modules.get(name) for name in names}
    loaded = [name for name in sys.modules if name.startswith("django.db.backends.sqlite3")]
    for name in loaded:
        del sys.modules[name]

    sys.modules.update(names)
    try:
        return importlib.import_module(BACKEND)
    finally:
        for name, module in kept.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


try:
    import pysqlite3
    import pysqlite3.dbapi2
except ImportError:  # no wheel for this machine: the start-up check says what that means
    library: Any = sqlite3
    backend = importlib.import_module(BACKEND)
else:
    library = pysqlite3
    backend = _backend_on(pysqlite3)


class Connection(library.Connection):
    """A connection that knows its limits: pysqlite3 has no `getlimit`, which later versions of Django ask for."""

    LIMITS = {9: 32_766, 2: 2_000}  # SQLITE_LIMIT_VARIABLE_NUMBER, SQLITE_LIMIT_COLUMN: the library's defaults

    def getlimit(self, category: int) -> int:
        return self.LIMITS.get(category, -1)


class DatabaseWrapper(backend.DatabaseWrapper):  # type: ignore[name-defined]
    def get_connection_params(self) -> dict[str, Any]:
        parameters: dict[str, Any] = super().get_connection_params()
        if library is not sqlite3:
            parameters["factory"] = Connection
        return parameters
