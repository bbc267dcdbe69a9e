"""The loops of `passing`, `dual` and `polishing`, compiled. Imports numba; only searches that are worth it come here."""

from types import FunctionType
from typing import Any

from numba import njit

from goodoffices.engines.settlement.solutions import dual, passing, polishing

#: Callees first: each finds the compiled ones before it.
INNER = (
    "open_rows", "_picked", "_gathered", "best", "trace", "_weigh", "_required", "_slacks", "note", "_project", "_step", "_branch", "_measure",
    "_score",
)  # fmt: skip


def _compiled(name: str, names: dict[str, Any]) -> Any:
    """The function of this name over compiled callees: numba wants to find these among its globals."""
    plain = names[name]
    function = FunctionType(plain.__code__, names, name)
    try:
        return njit(cache=True)(function)
    except RuntimeError:  # nowhere to keep what is compiled: a read-only folder is no error
        return njit(function)


_names: dict[str, Any] = {**vars(passing), **vars(dual), **vars(polishing)}
for _name in INNER:
    _names[_name] = _compiled(_name, _names)

bound = _compiled("bound", _names)
descend = _compiled("descend", _names)
polish = _compiled("polish", _names)
