"""Functions compiled by numba, cached on disk where that is possible."""

from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import Any, TypeVar, cast

from numba import njit

from goodoffices.engines.settlement.runtime import counting

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


def compiled_throughout(function: Function) -> Function:
    """Compile a function as it is written for plain Python, and whatever functions it calls. These stay as they are elsewhere."""
    return compiled(_over_compiled(function))


def _over_compiled(function: Function) -> Function:
    """The same function with compiled callees: numba looks for these among its globals."""
    assert isinstance(function, FunctionType)
    names = dict(function.__globals__)
    for name in function.__code__.co_names:
        if isinstance(names.get(name), FunctionType):
            names[name] = _inner_throughout(names[name])
    return cast(Function, FunctionType(function.__code__, names, function.__name__))


@cache
def _inner_throughout(function: Function) -> Function:
    return inner(_over_compiled(function))


counter = inner(counting.counter)
