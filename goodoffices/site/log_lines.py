"""Lines of the log: what went wrong and where in the code, never what somebody wrote or asked for.

The text of an error may quote its input, and a path names a process. Both stay out: of an error its class is told with
where it was raised; of a request, the pattern of its address.
"""

import logging
from http import HTTPStatus
from types import TracebackType
from typing import Any

from django.http import HttpRequest

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutContents(logging.Formatter):
    def formatException(self, ei: ExcInfo) -> str:
        return "\n".join(_told(ei[1])) if ei[1] else ""

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = _without_path(record)
        return super().formatMessage(record)


def _told(error: BaseException) -> list[str]:
    """The classes of an error and of those it came from, each with the places it passed, the latest last."""
    lines: list[str] = []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause:
        lines += _told(cause)
    step = error.__traceback__
    while step:
        code = step.tb_frame.f_code
        lines.append(f"  {code.co_filename}:{step.tb_lineno} in {code.co_name}")
        step = step.tb_next
    kind = type(error)
    return [*lines, f"{kind.__module__}.{kind.__qualname__}"]


def _without_path(record: logging.LogRecord) -> str:
    """Django's own lines about a request end with its path, or with what it claimed to be; ours are as they are."""
    if not record.name.startswith("django."):
        return record.getMessage()
    request: Any = getattr(record, "request", None)
    if not isinstance(request, HttpRequest):
        return record.msg if isinstance(record.msg, str) and record.args else record.getMessage()
    match = request.resolver_match
    status = HTTPStatus(getattr(record, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR))
    return f"{status.value} {status.phrase} at {match.route if match else 'no address of ours'}"
