"""Whether what a text refers to in itself is there: “Article 7 (2)”, “paragraphs 1 to 3 of this Article”.

What is said of another instrument (“Article 4 of the Convention”) is left alone.
"""

import re
from collections.abc import Iterable, Iterator

from goodoffices.engines.clauses.model import Clause, Finding

_NUMBER = r"\d{1,3}(?:\s?(?:bis|ter|quater))?"
_ONE = rf"{_NUMBER}(?:\s?\(\w{{1,4}}\))*"
_JOIN = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|to)\s+|\s?[–-]\s?)"
_LIST = rf"{_ONE}(?:{_JOIN}{_ONE})*"
_ARTICLE = re.compile(
    rf"\b[Aa]rt(?:icles?|s?\.)\s+(?P<list>{_LIST})(?:,?\s+para(?:graph)?s?\.?\s+(?P<paragraphs>{_LIST}))?"
)
_PARAGRAPH = re.compile(
    rf"\b[Pp]aragraphs?\s+(?P<list>{_LIST})(?:\s+of\s+(?:(?P<this>(?:this|the\s+present)\s+[Aa]rticle)"
    rf"|[Aa]rticle\s+(?P<article>{_NUMBER})))?"
)
#: What follows a reference to another instrument.
_ELSEWHERE = re.compile(
    r"^[\s,]*(?:\([a-z]{1,4}\)[\s,]*)*(?:thereof|(?:of|in|to|under|annexed to)\s+"
    r"(?!this\b|the present\b)(?:the|that|its|their|such|those|said|decision|resolution|Annex|Protocol|any)\b\s*(?P<name>[A-Z]\w+)?)"
)
#: What stands before a paragraph of another instrument: “decision 2/CP.17, paragraph 83”.
_BEFORE = re.compile(
    r"\b(?:decisions?|resolutions?|document|report)\s+[\w/.-]+(?:\s+\([IVXLC]+\))?,?\s*$", re.IGNORECASE
)
#: An editor's note, not words of the text.
_NOTE = re.compile(r"\{[^{}]*\}")
_OWN = re.compile(r"\b(?:[Tt]his|[Tt]he present)\s+([A-Z][a-z]+)\b")


def references(clauses: Iterable[Clause]) -> Iterator[Finding]:
    """Every reference of the text to itself that leads nowhere.

    >>> text = [Clause("a", ("1",), "Article 1", True), Clause("b", ("1", "1"), "1. As in Article 3.", True)]
    >>> [(f.sort, f.words, f.other) for f in references(text)]
    [('no_article', 'Article 3', '3')]
    """
    every = [each._replace(words=_NOTE.sub(_blank, each.words)) for each in clauses]
    own = {name for each in every for name in _OWN.findall(each.words)} - {"Article"}
    paths = {each.path[:depth] for each in every for depth in range(1, len(each.path) + 1)}
    articles = {each.path[0] for each in every if each.article and each.path}
    for each in every:
        yield from _in(each, own, paths, articles)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _in(clause: Clause, own: set[str], paths: set[tuple[str, ...]], articles: set[str]) -> Iterator[Finding]:
    taken: list[tuple[int, int]] = []
    here = clause.path[0] if clause.article and clause.path else ""
    begins = _heading_end(clause)
    for found in _ARTICLE.finditer(clause.words, begins):
        taken.append(found.span())
        if articles and not _of_another(clause.words[found.end() :], own):
            yield from _articles(clause, found, paths, articles)
    for found in _PARAGRAPH.finditer(clause.words, begins):
        if any(start <= found.start() < end for start, end in taken):
            continue
        if _BEFORE.search(clause.words[: found.start()]):
            continue
        article = _plain(found["article"] or "") or here
        if article in articles and not _of_another(clause.words[found.end() :], own):
            yield from _paragraphs(clause, found[0], article, _labels(found["list"]), paths)


def _heading_end(clause: Clause) -> int:
    """Past “Article 5” where that is the clause's own number."""
    found = re.match(r"[\s#*_]*Article\s+\w+", clause.words)
    return found.end() if found else 0


def _of_another(after: str, own: set[str]) -> bool:
    found = _ELSEWHERE.match(after)
    return bool(found) and (found["name"] or "") not in own  # type: ignore[index]


def _articles(
    clause: Clause, found: re.Match[str], paths: set[tuple[str, ...]], articles: set[str]
) -> Iterator[Finding]:
    named = _labels(found["list"])
    for label, steps in named:
        if label not in articles:
            yield Finding("no_article", clause.id, found[0], label)
        elif steps and steps[0].isdigit():
            yield from _paragraphs(clause, found[0], label, [(steps[0], steps[1:])], paths)
    if found["paragraphs"] and named and named[-1][0] in articles:
        yield from _paragraphs(clause, found[0], named[-1][0], _labels(found["paragraphs"]), paths)


def _paragraphs(
    clause: Clause, words: str, article: str, named: list[tuple[str, list[str]]], paths: set[tuple[str, ...]]
) -> Iterator[Finding]:
    """Only where the article has numbered paragraphs: else they are counted, and rules do not count."""
    numbered = {path[1] for path in paths if len(path) > 1 and path[0] == article}
    if not any(label[:1].isdigit() for label in numbered):
        return
    absent = [label for label, _steps in named if label not in numbered]
    if absent:
        yield Finding("no_paragraph", clause.id, words, "; ".join([f"{article} ({label})" for label in absent]))


def _labels(listed: str) -> list[tuple[str, list[str]]]:
    """“4, 7 (2) and 9” → [("4", []), ("7", ["2"]), ("9", [])]; “1 to 3” names all three."""
    found = [(m.start(), _plain(m[1]), re.findall(r"\((\w+)\)", m[2])) for m in _each(listed)]
    named: list[tuple[str, list[str]]] = []
    for at, (start, label, steps) in enumerate(found):
        before = listed[:start].rstrip()
        if at and re.search(r"(?:\bto|[–-])$", before) and label.isdigit() and found[at - 1][1].isdigit():
            named += [(str(number), []) for number in range(int(found[at - 1][1]) + 1, int(label))]
        named.append((label, steps))
    return named


def _each(listed: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"({_NUMBER})((?:\s?\(\w{{1,4}}\))*)", listed)


def _plain(label: str) -> str:
    return re.sub(r"\s*(bis|ter|quater)$", r" \1", label.strip())
