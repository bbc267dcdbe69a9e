"""A server whose pages are all filled, and which pages there are for whom: taken from the resolver."""

import http.cookiejar
import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from tests.noninterference.asking import Address, addresses
from tests.serving import Host

STATES = ("istanbul", "river", "preparing", "open", "suspended", "concluded")
ROLES = ("mediator", "head", "delegate", "observer")

# Tags with their classes, and with the words that colour them: what a page is made of, whatever is written on it.
PIECE = re.compile(r"<(\w+)([^>]*)>")
DRESS = re.compile(r'\b(?:class|data-(?:status|state|audience|party|backing)|role|type)="([^"]*)"')


class Place(NamedTuple):
    route: str
    path: str
    state: str
    role: str
    pieces: frozenset[str]

    def __str__(self) -> str:
        return f"{self.state}, {self.role}: {self.path}"


class House:
    def __init__(self, data: Path) -> None:
        """`data` is the folder of a demonstration that has played the Istanbul case."""
        self.host = Host(data, "--case", "istanbul")
        filled = _filling(data)
        self.talks, self.secrets = filled["talks"], filled["secrets"]
        self.no_page: set[str] = set()  # addresses that only take posts, or give files
        self.seen: set[str] = set()  # those that were pages for somebody
        self._places: dict[tuple[str, str], list[Place]] = {}

    def seat(self, state: str, role: str) -> str:
        return str(self.talks[state]["viewers"][role]["seat"])

    def first(self, state: str, role: str, sort: str, place: int = 0) -> str:
        return str(self.talks[state]["viewers"][role]["ids"][sort][place])

    def table(self, state: str) -> str:
        return f"{self.host.url}/processes/{self.talks[state]['process']}/"

    def enter(self, page: Any, seat: str) -> None:
        page.goto(self.host.url + self.host.way_in(seat))

    def places(self, state: str, role: str) -> list[Place]:
        """The pages about these talks that this one may open, as they were when they were first asked for."""
        if (state, role) not in self._places:
            self._places[state, role] = self._find_places(state, role)
        return self._places[state, role]

    def _find_places(self, state: str, role: str) -> list[Place]:
        viewer = self.talks[state]["viewers"][role]
        ids = viewer["ids"] | {"process": [self.talks[state]["process"]], "number": ["1"]}
        opener = self._opener(viewer["seat"])
        self._open(opener, f"/processes/{self.talks[state]['process']}/")  # what is shown first has been shown then
        found = []
        for address in about_talks():
            for path in _filled(address, ids) if address.route not in self.no_page else ():
                if html := self._page(opener, address, path):
                    found.append(Place(address.route, path, state, role, pieces_of(html)))
        self.seen |= {place.route for place in found}
        return found

    def _opener(self, seat: str) -> Any:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), _Stay())
        self._open(opener, self.host.way_in(seat))
        return opener

    def may_be_a_page(self, address: Address) -> bool:
        """Not where it only takes posts, gives a file, or sends everybody on: that shows whatever the address names."""
        if address.route in self.no_page or {"deed", "restatement"} & set(address.names):  # parts of pages
            return False
        process = self.talks["open"]["process"]
        named = {name: process if name == "process" else "1" for name in address.names}
        opener = self._opener(self.seat("open", "mediator"))
        status, content, _text = self._open(opener, address.route % named)
        return status in (200, 404) and (status == 404 or content == "text/html")

    def _page(self, opener: Any, address: Address, path: str) -> str:
        status, content, text = self._open(opener, path)
        part = content == "text/html" and "<!doctype" not in text[:100]  # fetched into a page that is open
        if status in (204, 405) or (status == 200 and (content != "text/html" or part)):
            self.no_page.add(address.route)
        return text if status == 200 and content == "text/html" and not part else ""

    def _open(self, opener: Any, path: str) -> tuple[int, str, str]:
        try:
            with opener.open(self.host.url + path, timeout=15) as answer:
                taken_away = answer.headers.get_content_disposition() == "attachment"  # a file, not a page
                content = "" if taken_away else answer.headers.get_content_type()
                return answer.status, content, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as problem:
            return problem.code, problem.headers.get_content_type(), ""


class _Stay(urllib.request.HTTPRedirectHandler):
    """A page is what stands at its own address."""

    def redirect_request(self, *_: Any) -> None:
        return None


def about_talks() -> list[Address]:
    return [address for address in addresses() if "process" in address.names and not address.api]


def about_oneself() -> list[Address]:
    """Addresses of pages outside of talks; `/account/…` is there twice where ours stands before allauth's."""
    return [address for address in addresses() if "process" not in address.names and not address.api]


def route_of(path: str, among: list[Address]) -> str:
    """The address that this path was made from; of two that fit, the one that names less."""
    fit = [a for a in among if re.fullmatch(re.sub(r"%\\?\((\w+)\\?\)s", "[^/]+", re.escape(a.route)), path)]
    return min(fit, key=lambda address: len(address.names)).route if fit else ""


#: Parameters that are not called as the table whose ids they take.
CALLED = {"rules": "groundrules", "onto": "descriptor", "scenario_run": "run"}


def _filled(address: Address, ids: dict[str, list[str]]) -> Iterator[str]:
    sorts = [CALLED.get(name, name.replace("_", "")) for name in address.names]
    for values in product(*(ids.get(sort, []) for sort in sorts)):
        yield address.route % dict(zip(address.names, values, strict=True))


def pieces_of(html: str) -> frozenset[str]:
    main = html.partition("<main")[2]
    return frozenset(" ".join([tag, *DRESS.findall(within)]) for tag, within in PIECE.findall(main))


def _filling(data: Path) -> Any:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GOODOFFICES_")}
    filling = subprocess.run(
        [sys.executable, "-m", "tests.journeys.filled"],
        env={**environment, "GOODOFFICES_DATA": str(data)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(filling.stdout)
