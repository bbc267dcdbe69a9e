"""What is read from the query of an address: found in the sources and in the API's description, so that a new name joins by itself."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import goodoffices

# Read wherever their pages, lines and lists are: by what stands in the frame of a page, and by those below every office.
SHARED = ("consultation", "process", "record", "site")


def heeded_at(address: Any) -> list[str]:
    """The names that this address may read from its query: those that its office reads, and those below every office."""
    if address.api:
        return sorted(described().get(address.route, query_names()))
    read = read_in_offices()
    if not address.office or ANY in read.get(address.office, ()):
        return sorted(query_names())
    return sorted(frozenset().union(*[read.get(office, ()) for office in (address.office, *SHARED)]))


@cache
def query_names() -> frozenset[str]:
    """What is read from the query of an address, anywhere in the product."""
    return frozenset().union(*read_in_offices().values(), *described().values()) - {ANY}


ANY = ""  # a query that is copied may be read by any name
_LOOKED_UP = re.compile(r"""\.GET(?:\.get\(|\.getlist\(|\[)["'](\w+)""")
_LOOKED_FOR = re.compile(r"""["'](\w+)["'] (?:not )?in (?:\w+\.)*GET\b""")
_TAKEN_WHOLE = re.compile(r"\.GET(?!\.get\(|\.getlist\(|\[|\w)")


@cache
def read_in_offices() -> dict[str, frozenset[str]]:
    """By office: the names that it looks up in a query."""
    found: dict[str, set[str]] = {}
    root = Path(goodoffices.__file__).parent
    for file in root.rglob("*.py"):
        if "tests" in file.parts:
            continue
        source, names = file.read_text(encoding="utf-8"), found.setdefault(file.relative_to(root).parts[0], set())
        names |= {*_LOOKED_UP.findall(source), *_LOOKED_FOR.findall(source)}
        names |= {ANY} if _TAKEN_WHOLE.search(_LOOKED_FOR.sub("", source)) else set()
    return {office: frozenset(names) for office, names in found.items()}


@cache
def described() -> dict[str, frozenset[str]]:
    """By address of the API: the names that its description says it reads from the query."""
    from goodoffices.site.api import api

    found = {}
    for path, operations in api.get_openapi_schema()["paths"].items():
        parameters = [each for operation in operations.values() for each in operation.get("parameters", [])]
        route = path.replace("{", "%(").replace("}", ")s")
        found[route] = frozenset(each["name"] for each in parameters if each["in"] == "query")
    return found
