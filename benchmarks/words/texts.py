"""Real texts in five languages: of the repository's cases and catalogue, of libraries it installs, of shared/.

Nothing is downloaded, and nothing that is not the project's own is kept here: it is read where it is.
"""

import csv
import gettext
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
LANGUAGES = ("en", "ru", "tr", "fr", "ar")


@cache
def texts(language: str) -> list[str]:
    """The texts at hand in a language, each once, in a fixed order; of at least two words."""
    found = [*_catalogues(language), *_glossary(language)]
    if language == "en":
        found = [*_cases(), *_shared(), *found]
    plain = (_plain(text) for text in found)
    return list(dict.fromkeys(text for text in plain if len(text.split()) > 1))


def _plain(text: str) -> str:
    """Without the gaps, tags and entities of a catalogue."""
    text = re.sub(r"<[^>]*>|&\w+;|%\(\w+\)[sd]|%[sd%]|\{\w*\}", " ", text)
    return re.sub(r"\s+", " ", text).strip()


def _catalogues(language: str) -> Iterator[str]:
    import allauth
    import django

    folders = [ROOT / "goodoffices", Path(django.__file__).parent, Path(allauth.__file__).parent]
    paths = [path for folder in folders for path in sorted(folder.rglob(f"locale/{language}/LC_MESSAGES/*.mo"))]
    if language == "en":  # what they translate from
        paths = [path for folder in folders for path in sorted(folder.rglob("locale/ar/LC_MESSAGES/*.mo"))]
    for path in paths:
        with path.open("rb") as file:
            catalogue: dict[Any, str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        for key, words in catalogue.items():
            said = key[0] if isinstance(key, tuple) else key
            if said:
                yield said.rpartition("\x04")[2] if language == "en" else words


def _glossary(language: str) -> Iterator[str]:
    for path in sorted((SHARED / "glossary").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from (row[language] for row in csv.DictReader(file) if row[language])


def _cases() -> Iterator[str]:
    for path in sorted((ROOT / "goodoffices" / "cases").glob("*.yaml")):
        yield from _strings(yaml.safe_load(path.read_text(encoding="utf-8")))


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            yield from (text for each in value.values() for text in _strings(each))
        case list():
            yield from (text for each in value for text in _strings(each))


def _shared() -> Iterator[str]:
    for path in sorted((SHARED / "texts").glob("*.*")):
        yield from re.split(r"\n\s*\n", path.read_text(encoding="utf-8", errors="replace"))
    if (talks := SHARED / "dialogue" / "casino_valid.json").exists():
        yield from (line["text"] for talk in json.loads(talks.read_text()) for line in talk["chat_logs"])
    if (treaty := SHARED / "treaties" / "vcdr.json").exists():
        yield from _english(json.loads(treaty.read_text(encoding="utf-8")))


def _english(value: object) -> Iterable[str]:
    return (text for text in _strings(value) if text.isascii())
