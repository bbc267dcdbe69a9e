"""Whether memory had ended, whatever a library made of that."""

import errno
import zlib
from collections.abc import Iterator
from xml.parsers import expat

_IN_ZLIB = "Error -4 "  # Z_MEM_ERROR (zlib.h); Python tells the number in the message alone
_IN_EXPAT = 1  # XML_ERROR_NO_MEMORY (expat.h)


def is_out_of_memory(problem: BaseException) -> bool:
    """Whether this exception, or one that it was raised from or in the handling of, says that memory ended.

    Libraries wrap a MemoryError in an error of their own, which would tell of a damaged file; and zlib, Expat and the kernel have
    their own words for it. SystemError is what CPython's C code raises where an allocation fails unnoticed.
    """
    return any(map(_says_so, _chain(problem)))


def demand_memory(problem: BaseException) -> None:
    """MemoryError if `problem` is one in disguise; for where a library's error is borne with."""
    if is_out_of_memory(problem):
        raise MemoryError from problem


def _chain(problem: BaseException) -> Iterator[BaseException]:
    """Each once: contexts too that `from None` hides, and the members of groups."""
    met, waiting = set(), [problem]
    while waiting:
        here = waiting.pop()
        if id(here) in met:
            continue
        met.add(id(here))
        yield here
        inner = here.exceptions if isinstance(here, BaseExceptionGroup) else ()
        waiting += [each for each in (here.__cause__, here.__context__, *inner) if each is not None]


def _says_so(problem: BaseException) -> bool:
    if isinstance(problem, OSError):
        return problem.errno == errno.ENOMEM
    if isinstance(problem, expat.ExpatError):
        return problem.code == _IN_EXPAT
    if isinstance(problem, zlib.error):
        return str(problem).startswith(_IN_ZLIB)
    return isinstance(problem, MemoryError | SystemError)
