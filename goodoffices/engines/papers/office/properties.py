"""Who wrote a document, when and with what: which of the properties are filled in."""

from collections.abc import Mapping

from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.office.markup import Reader
from goodoffices.engines.papers.told import Told

_NAMES = {
    "creator": "author",
    "initial-creator": "author",
    "lastModifiedBy": "last-author",
    "printed-by": "author",
    "Company": "company",
    "Manager": "manager",
    "title": "title",
    "subject": "subject",
    "keywords": "subject",
    "keyword": "subject",
    "category": "subject",
    "description": "description",
    "contentStatus": "description",
    "created": "dates",
    "modified": "dates",
    "lastPrinted": "dates",
    "creation-date": "dates",
    "date": "dates",
    "print-date": "dates",
    "revision": "revision",
    "TotalTime": "revision",
    "editing-cycles": "revision",
    "editing-duration": "revision",
    "Application": "program",
    "AppVersion": "program",
    "generator": "program",
    "Template": "template",
    "HyperlinkBase": "path",
    "Pages": "statistics",
    "Words": "statistics",
    "Characters": "statistics",
    "Slides": "statistics",
    "user-defined": "custom",
    "property": "custom",
}
_EMPTY = {"template": "template", "document-statistic": "statistics", "property": "custom"}  # what counts without words


class _Properties(Reader):
    def __init__(self, limits: Limits, told: Told) -> None:
        super().__init__(limits.depth)
        self._told = told

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _EMPTY:
            self._told.name("metadata-removed", _EMPTY[name])

    def words(self, words: str) -> None:
        if self.path and self.path[-1] in _NAMES and words.strip():
            self._told.name("metadata-removed", _NAMES[self.path[-1]])


def tell_properties(data: bytes, limits: Limits, told: Told) -> None:
    """Tell which properties a part holds that is going to be removed: core, app or custom (OPC), or meta.xml (ODF 1.3)."""
    _Properties(limits, told).read(data)
