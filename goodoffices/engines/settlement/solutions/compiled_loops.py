"""The loops of `bucket_pass`, `subgradient` and `local_search`, compiled. Imports numba; only larger searches come here."""

from collections.abc import Callable
from types import FunctionType
from typing import TypeVar

from goodoffices.engines.settlement.runtime.compiling import compiled, inner
from goodoffices.engines.settlement.solutions import bucket_pass, local_search, subgradient

Function = TypeVar("Function", bound=Callable[..., object])

#: Callees first: each finds the compiled ones before it.
INNER = (
    "open_rows", "_without_messages", "_with_messages", "best", "trace", "_bound_at", "_required", "_slacks", "keep_chosen", "_project",
    "_step", "_issue_to_branch", "_measure", "_score", "_worst", "_single", "_pair",
)  # fmt: skip

_names: dict[str, object] = {**vars(bucket_pass), **vars(subgradient), **vars(local_search)}


def _over_compiled(function: Function) -> Function:
    """The same function with compiled callees: numba looks for these among its globals."""
    assert isinstance(function, FunctionType)
    made: Function = FunctionType(function.__code__, _names, function.__name__)  # type: ignore[assignment]
    return made


for _name in INNER:
    _function = _names[_name]
    assert isinstance(_function, FunctionType)
    _names[_name] = inner(_over_compiled(_function))

bound = compiled(_over_compiled(bucket_pass.bound))
descend = compiled(_over_compiled(subgradient.descend))
improve = compiled(_over_compiled(local_search.improve))
