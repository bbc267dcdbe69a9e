"""Compiled code, kept on disk where that is possible."""

from collections.abc import Callable
from typing import Any, TypeVar

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Compile when first called, without holding the interpreter; keep the code beside the source, in the user's cache
    folder or in NUMBA_CACHE_DIR, and if none of them can be written, do without."""
    kernel: Any
    try:
        kernel = njit(function, cache=True, nogil=True)
    except RuntimeError:  # numba found no folder to keep it in
        kernel = njit(function, nogil=True)
    return kernel


def inner(function: Function) -> Function:
    """The same for what only compiled code calls: a way in from Python, through many arrays, takes longest to compile.

    Divisions by 0 are not looked for.
    """
    alone: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    kernel: Any = njit(nogil=True, error_model="numpy", **alone)(function)
    return kernel
