"""Functions compiled by numba, cached on disk where that is possible."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

#: What numba compiles takes and gives whatever the function does.
Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Compile the function when it is first called; it then runs without holding the interpreter.

    The compiled code is cached beside the source, in the user's cache folder or in NUMBA_CACHE_DIR. If none of these can be
    written, it is compiled anew in each process.
    """
    try:
        return _njit(function, cache=True)
    except RuntimeError:  # numba found no folder for its cache
        return _njit(function)


def inner(function: Function) -> Function:
    """The same for a function that only compiled code calls. A way in from Python takes longest to compile, so it has none.

    Divisions by 0 are not checked.
    """
    return _njit(function, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)


def _njit(function: Function, **options: Any) -> Function:
    kernel: Any = njit(function, nogil=True, **options)  # called like the function itself
    return cast(Function, kernel)


@inner
def counter(start: int) -> int:
    """`start`, as a number that will change. A variable that begins with a literal and is handed on would have the function it
    is handed to compiled twice, once for that literal."""
    return start + 0  # the sum is no literal
