"""The loops of `passing`, `dual` and `polishing`, compiled. Imports numba; only searches that are worth it come here."""

from types import FunctionType
from typing import Any

from goodoffices.engines.settlement.pareto.compiling import compiled, inner
from goodoffices.engines.settlement.solutions import dual, passing, polishing

#: Callees first: each finds the compiled ones before it.
INNER = (
    "open_rows", "_picked", "_gathered", "best", "trace", "_weigh", "_required", "_slacks", "note", "_project", "_step", "_branch", "_measure",
    "_score", "_worst", "_single", "_pair",
)  # fmt: skip


def _over_compiled(name: str, names: dict[str, Any]) -> Any:
    """The function of this name, to be compiled over compiled callees: numba wants to find these among its globals."""
    return FunctionType(names[name].__code__, names, name)


_names: dict[str, Any] = {**vars(passing), **vars(dual), **vars(polishing)}
for _name in INNER:
    _names[_name] = inner(_over_compiled(_name, _names))

bound = compiled(_over_compiled("bound", _names))
descend = compiled(_over_compiled("descend", _names))
polish = compiled(_over_compiled("polish", _names))
