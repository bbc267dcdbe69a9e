"""How-tos: short pages that each office ships in its folder `help/`, as Markdown, and says in `apps.py` which of its pages
they explain (`Office.help`). They are the same for everybody and hold nothing of any process.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from goodoffices.record.office import ANY, Office

if TYPE_CHECKING:
    from markdown_it.token import Token

# Pages outside of talks, by the beginning of their names. The check of copies stands alone: it explains itself.
OUTSIDE = {
    "front": "signing-in",
    "account": "signing-in",
    "sign": "signing-in",
    "mfa": "signing-in",
    "passkey": "signing-in",
    "session": "signing-in",
    "token-end": "signing-in",
    "usersessions": "signing-in",
    "invitation": "take-a-seat",
    "administrator": "take-a-seat",
    "demo": "take-a-seat",
    "founding": "found-a-process",
    "go": "print-and-access",
}


class Heading(NamedTuple):
    words: str
    anchor: str


class HowTo(NamedTuple):
    name: str
    title: str
    headings: tuple[Heading, ...]
    words: str  # all of it, as written
    language: str


class Rendered(NamedTuple):
    html: str
    language: str


def name_for(view_name: str) -> str:
    """Which how-to explains a page, by the name of its view; empty if none does."""
    namespace, colon, view = view_name.rpartition(":")
    if colon and namespace != "demo":
        office = next((each for each in apps.get_app_configs() if each.label == namespace), None)
        pages = office.help if isinstance(office, Office) else {}
        return pages.get(view) or pages.get(ANY, "")
    return next((name for beginning, name in OUTSIDE.items() if view_name.startswith(beginning)), "")


def name_of_page(request: HttpRequest | None) -> str:
    """The same for the page that is asked for."""
    match = request.resolver_match if request else None
    return name_for(match.view_name) if match else ""


# house: kept between requests: files of the product, the same for everybody
@lru_cache(maxsize=8)
def all_howtos(language: str | None) -> dict[str, HowTo]:
    """By name, in the order of their titles; in English where there is none in this language."""
    found = {file.stem: _read(file, "en") for file in _files() if "." not in file.stem}
    others = {file.stem.removesuffix(f".{language}"): file for file in _files() if file.stem.endswith(f".{language}")}
    found |= {name: _read(file, str(language)) for name, file in others.items()}
    return dict(sorted(found.items(), key=lambda item: item[1].title.casefold()))


def _files() -> Iterator[Path]:
    for config in apps.get_app_configs():
        if config.name.startswith("goodoffices."):
            yield from sorted(Path(config.path, "help").glob("*.md"))


def _read(file: Path, language: str) -> HowTo:
    words = file.read_text(encoding="utf-8")
    prose = re.sub(r"^```.*?^```$", "", words, flags=re.MULTILINE | re.DOTALL)
    title, *headings = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    name = file.stem.partition(".")[0]
    return HowTo(name, title, tuple([Heading(each, anchor_of(each)) for each in headings]), words, language)


def anchor_of(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def found(howtos: dict[str, HowTo], asked: str) -> list[HowTo]:
    """Those that hold every word asked for, in any of their forms from the beginning on."""
    words = asked.casefold().split()
    return [each for each in howtos.values() if all(word in each.words.casefold() for word in words)]


# house: kept between requests: files of the product, the same for everybody
@lru_cache(maxsize=128)
def rendered(name: str, language: str | None) -> Rendered | None:
    """A how-to as HTML. Its links lead to other how-tos; what is not shipped with the server keeps its words alone."""
    from markdown_it import MarkdownIt  # imported late: few pages need it

    howto = all_howtos(language).get(name)
    if howto is None:
        return None
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(howto.words)
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            opening.attrSet("id", anchor_of(inline.content))
    for token in tokens:
        _lead_on(token.children or [])
    return Rendered(markdown.renderer.render(tokens, markdown.options, {}), howto.language)


def _lead_on(tokens: "list[Token]") -> None:
    """Let the links in a paragraph lead to pages of this server; what leads nowhere here is no link."""
    address = ""
    for token in tokens:
        if token.type == "link_open":
            address = _address(str(token.attrGet("href")))
            token.attrs = {"href": address} if address else {}
        if token.type in ("link_open", "link_close") and not address:
            token.tag = "span"


def _address(link: str) -> str:
    """Where a link of the repository leads on this server; empty if nowhere."""
    place, _hash, anchor = link.partition("#")
    name = Path(place).stem
    if link.startswith(("https://", "/")):
        return link
    if place and name not in all_howtos(settings.LANGUAGE_CODE):
        return ""
    page = reverse("how-to", args=[name]) if place else ""
    return f"{page}#{anchor}" if anchor else page
