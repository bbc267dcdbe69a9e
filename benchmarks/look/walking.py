"""Which pages a seat can see: found by following links, one of each kind, beginning at all that need nothing to be named."""

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import Any

from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

NOWHERE = "/no/such/page/"
LINK = re.compile(r'href="(/[^"#?]*)')
LEFT_OUT = {"demo:seat", "account_logout", "sign-out"}  # they would make somebody else of us


@dataclass(frozen=True)
class Viewer:
    """A seat to look as; nobody has no seat."""

    name: str
    seat: dict[str, Any] | None = None


@dataclass
class Walk:
    """What was found: page → viewer → address."""

    pages: dict[str, dict[str, str]] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)

    def missed(self) -> list[str]:
        """Addresses of which no page was seen: most only take posts, the others no link led to."""
        return sorted({name for name in _names(get_resolver()) if not name.startswith("api")} - self.met)


def viewers(told: dict[str, Any]) -> list[Viewer]:
    """The mediator, a head, and somebody who sees less: an observer, or the other head."""
    seats = told["seats"]
    heads = [seat for seat in seats if seat["role"] == "head"]
    others = [seat for seat in seats if seat["role"] == "observer"] + heads[1:]
    mediator = next(seat for seat in seats if seat["role"] == "mediator")
    return [Viewer("nobody"), *[Viewer(_named(seat), seat) for seat in (mediator, heads[0], *others[:1])]]


def _named(seat: dict[str, Any]) -> str:
    return "-".join(filter(None, [seat["role"], seat["party"]])).replace("_", "-")


def walk(told: dict[str, Any], people: list[Viewer]) -> Walk:
    found = Walk()
    for viewer in people:
        _as(viewer, told, found)
    return found


def _as(viewer: Viewer, told: dict[str, Any], found: Walk) -> None:
    open_url = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open
    kinds: dict[str, str] = {}
    if viewer.seat:
        open_url(viewer.seat["sign_in"]).read()
        kinds = _kinds_of_rooms(told, viewer.seat)
    waiting = ["/", f"/processes/{told['process']}/"] * bool(viewer.seat) + _plain_addresses() + [NOWHERE]
    seen = set(waiting)
    while waiting:
        address = waiting.pop(0)
        page = _page(address, kinds)
        if page is None or viewer.name in found.pages.get(page, {}):
            continue
        html = _html(open_url, told["url"] + address)
        if html is None:
            continue  # no page, or another's address
        found.pages.setdefault(page, {})[viewer.name] = address
        found.met.add(_name(address) or page)
        for link in LINK.findall(html):
            if link not in seen and viewer.seat:
                seen.add(link)
                waiting.append(link)


def _kinds_of_rooms(told: dict[str, Any], seat: dict[str, Any]) -> dict[str, str]:
    request = urllib.request.Request(
        f"{told['url']}/api/processes/{told['process']}/rooms", headers={"Authorization": f"Bearer {seat['token']}"}
    )
    with urllib.request.urlopen(request) as answer:
        return {room["id"]: room["kind"] for room in json.load(answer)["rooms"]}


def _page(address: str, kinds: dict[str, str]) -> str | None:
    """What the page at this address is called here; None if it is not to be looked at."""
    if address == NOWHERE:
        return "not-found"
    try:
        match = resolve(address)
    except Resolver404:
        return None
    name = match.view_name
    if name in LEFT_OUT or address.startswith(("/static/", "/api/")):
        return None
    kind = kinds.get(match.kwargs.get("room", ""), "") if name == "consultation:room" else ""
    return "-".join(filter(None, [name.replace(":", "-").replace("_", "-"), kind.replace("_", "-")]))


def _name(address: str) -> str | None:
    try:
        return resolve(address).view_name
    except Resolver404:
        return None


def _html(open_url: Any, url: str) -> str | None:
    """The page, if there is one: not a download, not what only takes posts, not what leads elsewhere."""
    try:
        with open_url(url) as answer:
            told = answer.headers
            if answer.url.split("?")[0] != url or told.get_content_type() != "text/html":
                return None
            if told.get_content_disposition() == "attachment":
                return None
            return str(answer.read().decode())
    except urllib.error.HTTPError as problem:
        return problem.read().decode() if url.endswith(NOWHERE) else None


def _plain_addresses() -> list[str]:
    """Those of pages that need nothing to be named."""
    found = []
    for name in _names(get_resolver()):
        with suppress(NoReverseMatch):
            found.append(reverse(name))
    return found


def _names(resolver: URLResolver, space: str = "") -> list[str]:
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found += _names(pattern, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.append(space + pattern.name)
    return found
