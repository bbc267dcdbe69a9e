"""Which addresses may be clicked in a document."""

import re

_HARMLESS = re.compile(
    r"(?:https?://|mailto:|tel:|#)|(?![a-z][a-z0-9+.-]*:|//|[/\\])[^\\\x00]*\Z",
    re.IGNORECASE,
)
_LEAVES = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|\.\./", re.IGNORECASE)
_WEB = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


def is_harmless(address: str) -> bool:
    """Whether it leads to the web, to a mail or within the document, and not to a file or a program.

    >>> [is_harmless(each) for each in ("https://un.org", "#annex", "file:///etc/passwd", r"\\\\host\\share", "ms-word:x")]
    [True, True, False, False, False]
    """
    return bool(_HARMLESS.match(address.strip()))


def leaves_package(target: str) -> bool:
    """Whether it leads out of a package, within which a single slash leads to its root."""
    return bool(re.match(r"[a-z][a-z0-9+.-]*:|//|\\", target.strip(), re.IGNORECASE))


def is_web(address: str) -> bool:
    """Whether it leads out of the document, to the web or to a mail."""
    return bool(_WEB.match(address.strip()))


def leaves(address: str) -> bool:
    """Whether it leads out of the document at all."""
    return bool(_LEAVES.match(address.strip()))
