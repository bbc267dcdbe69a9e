"""All checks of a text at once."""

from collections.abc import Iterable, Iterator

from goodoffices.engines.clauses.elements import elements
from goodoffices.engines.clauses.model import Clause, Elements, Finding, Report
from goodoffices.engines.clauses.numbers import numbers
from goodoffices.engines.clauses.references import references
from goodoffices.engines.clauses.terms import terms


def report(clauses: Iterable[Clause], language: str = "en") -> Report:
    """What to look at, in the order of the text, and who does what. O(n · quantities)."""
    every = list(clauses)
    said = tuple(elements(every)) if language == "en" else ()
    order = {each.id: at for at, each in enumerate(every)}
    found = sorted(_found(every, said, language), key=lambda each: order.get(each.clause, -1))
    return Report(tuple(found), said)


def checked(clauses: Iterable[Clause], language: str = "en") -> list[Finding]:
    """The findings alone."""
    return list(report(clauses, language).findings)


def _found(clauses: list[Clause], said: Iterable[Elements], language: str) -> Iterator[Finding]:
    yield from numbers(clauses, language)
    if language != "en":
        return
    yield from references(clauses)
    yield from terms(clauses)
    duties = [each for each in said if each.binding]
    if duties and not any(each.verified for each in said):
        yield Finding("no_verification", "", "")
    if duties and not any(each.interpreted for each in said):
        yield Finding("no_interpretation", "", "")
