"""A case as a table: the one format people write by hand. CSV and XLSX hold the same rows.

    issue,option,union,firm
    wage,0 %,0,50
    ,3 %,30,20
    days off,20,0,30
    ,25,25,0
    reservation value,,20,15

The header names the parties; a row is an option with its worth to each; an empty issue is the one above. Beneath, in any
order, rows for the whole: `reservation value`, `base value` (added to every package), and what cannot be said by issue:

    dependency,wage=3 % & days off=25,5,0
    exclusion,wage=0 % & days off=20,,

A dependency adds its worth where a package has all of these options, an empty cell adds nothing; an exclusion is a
combination no package may contain. A name with `&`, `=` or `"` in it stands in double quotes, a quote in it doubled.
Worths are decimals or ratios such as `1/3`. Decimal commas are read where they cannot be anything else.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from goodoffices.engines.settlement.formats.source import MOST_OPTIONS
from goodoffices.engines.settlement.model import Case, Choice, Domain, Exclusion, Mandate, Term, Unusable
from goodoffices.engines.settlement.model.numbers import number, written

#: A row as it stands: where, and its cells.
Row = tuple[str, list[str]]
Refuse = Callable[[str, str], Exception]

HEADER = ("issue", "option")
RESERVATION, BASE, DEPENDENCY, EXCLUSION = "reservation value", "base value", "dependency", "exclusion"
_NAME = r'("(?:[^"]|"")*"|[^"&=\s]+(?:\s+[^"&=\s]+)*)'
_PART = re.compile(rf"\s*{_NAME}\s*=\s*{_NAME}\s*(&|$)")
_WITH_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)


@dataclass
class _Reader:
    refuse: Refuse
    commas: bool
    parties: list[str]
    issues: dict[str, dict[str, list[Fraction]]] = field(default_factory=dict)
    reservation: list[Fraction | None] = field(default_factory=list)
    base: list[Fraction] = field(default_factory=list)
    dependencies: list[tuple[str, str, list[Fraction]]] = field(default_factory=list)
    exclusions: list[tuple[str, str]] = field(default_factory=list)
    points: bool = False


def is_header(cells: list[str]) -> bool:
    return [cell.strip().casefold() for cell in cells[:2]] == list(HEADER)


def read(rows: Iterable[Row], refuse: Refuse, commas: bool, name: str = "") -> Case:
    """The case in these rows. `refuse(sentence, place)` makes the exception; `commas`: may a decimal have a comma?"""
    filled = ((place, [cell.strip() for cell in cells]) for place, cells in rows)
    kept = ((place, cells) for place, cells in filled if any(cells))
    place, header = next(kept, ("", []))
    if not is_header(header):
        raise refuse("the first row is “issue, option” and the parties’ names.", place)
    while header and not header[-1]:
        header.pop()
    parties = header[2:]
    if not parties or not all(parties):
        raise refuse("each column after “option” needs a party’s name.", place)
    for party in parties:
        if parties.count(party) > 1:
            raise refuse(f"the party “{party}” has two columns.", place)
    reader = _Reader(refuse, commas, parties)
    issue = ""
    for place, cells in kept:
        issue = _row(reader, issue, place, cells)
    return _case(reader, name)


def _row(reader: _Reader, issue: str, place: str, cells: list[str]) -> str:
    """Take a row in; returns the issue that an empty cell beneath stands for."""
    width = 2 + len(reader.parties)
    if any(cells[width:]):
        raise reader.refuse(f"there are more cells than the header has parties ({len(reader.parties)}).", place)
    cells = (cells + [""] * width)[:width]
    first, option, *worth = cells
    match first.casefold():
        case "reservation value" | "reservation" if not option:
            if reader.reservation:
                raise reader.refuse("there is a second row of reservation values.", place)
            reader.reservation = [_number(reader, cell, place) if cell else None for cell in worth]
        case "base value" if not option:
            if reader.base:
                raise reader.refuse("there is a second row of base values.", place)
            reader.base = [_number(reader, cell, place) if cell else Fraction(0) for cell in worth]
        case "dependency":
            values = [_number(reader, cell, place) if cell else Fraction(0) for cell in worth]
            reader.dependencies.append((place, option, values))
        case "exclusion":
            if any(worth):
                raise reader.refuse("an exclusion has no worth; leave the cells empty.", place)
            reader.exclusions.append((place, option))
        case _:
            return _option(reader, first or issue, option, worth, place)
    return issue


def _option(reader: _Reader, issue: str, option: str, worth: list[str], place: str) -> str:
    if not issue:
        raise reader.refuse("the first option stands without an issue.", place)
    if not option:
        raise reader.refuse(f"a row of “{issue}” names no option.", place)
    options = reader.issues.setdefault(issue, {})
    if option in options:
        raise reader.refuse(f"“{option}” is listed twice on “{issue}”.", place)
    if len(options) >= MOST_OPTIONS:
        raise reader.refuse(f"“{issue}” has more than {MOST_OPTIONS} options.", place)
    for party, cell in zip(reader.parties, worth, strict=True):
        if not cell:
            raise reader.refuse(f"nothing says what “{option}” is worth to {party}.", place)
    options[option] = [_number(reader, cell, place) for cell in worth]
    return issue


def _number(reader: _Reader, cell: str, place: str) -> Fraction:
    if _WITH_COMMA.fullmatch(cell):
        if not reader.commas or reader.points:
            raise reader.refuse(f"“{cell}” may be read in two ways; write it with a point, or without one.", place)
        return number(cell.replace(",", "."))
    if reader.commas and "." in cell and "/" not in cell:
        reader.points = True
    try:
        return number(cell, ratio=True)
    except ValueError as problem:
        raise reader.refuse(f"“{cell[:40]}” {problem}.", place) from None


def _case(reader: _Reader, name: str) -> Case:
    domain = Domain.of(reader.issues)
    terms = _terms(reader, domain)
    exclusions = []
    for place, text in reader.exclusions:
        exclusion = Exclusion(*_combination(reader, domain, text, place, least=1))
        if exclusion in exclusions:
            raise reader.refuse("this combination is excluded twice.", place)
        exclusions.append(exclusion)
    columns = range(len(reader.parties))
    mandates = tuple(
        Mandate(
            reader.parties[at],
            tuple(tuple(row[at] for row in options.values()) for options in reader.issues.values()),
            reader.reservation[at] if reader.reservation else None,
            terms[at],
            reader.base[at] if reader.base else Fraction(0),
        )
        for at in columns
    )
    return Case(Domain(domain.issues, tuple(exclusions)), mandates, name)


def _terms(reader: _Reader, domain: Domain) -> list[tuple[Term, ...]]:
    """By party: a term for each set of issues, in the order in which the table comes to them."""
    found: list[dict[tuple[int, ...], dict[Choice, Fraction]]] = [{} for _ in reader.parties]
    met = set()
    for place, text, values in reader.dependencies:
        issues, choice = _combination(reader, domain, text, place, least=2)
        if (issues, choice) in met:
            raise reader.refuse("the worth of this combination is stated twice.", place)
        met.add((issues, choice))
        for terms, value in zip(found, values, strict=True):
            if value:
                terms.setdefault(issues, {})[choice] = value
    return [tuple(Term(issues, worth) for issues, worth in terms.items()) for terms in found]


def _combination(reader: _Reader, domain: Domain, text: str, place: str, least: int) -> tuple[tuple[int, ...], Choice]:
    """`wage=3 % & days off=25` as issues and options, by index."""
    chosen: dict[int, int] = {}
    at = 0
    while at < len(text) or not text:
        part = _PART.match(text, at)
        if part is None:
            raise reader.refuse(f"“{text[:80]}” is not “issue=option & issue=option”.", place)
        issue, option = (_unquoted(name) for name in part.groups()[:2])
        where = next((at for at, each in enumerate(domain.issues) if each.name == issue), None)
        if where is None:
            raise reader.refuse(f"there is no issue “{issue}”.", place)
        if option not in domain.issues[where].options:
            raise reader.refuse(f"“{issue}” has no option “{option}”.", place)
        if where in chosen:
            raise reader.refuse(f"“{issue}” stands twice in one combination.", place)
        chosen[where] = domain.issues[where].options.index(option)
        at = part.end()
        if part[3] == "&" and at == len(text):
            raise reader.refuse("nothing follows the last “&”.", place)
    if len(chosen) < least:
        raise reader.refuse("a dependency is between two issues or more; put the worth of one into its row.", place)
    issues = tuple(sorted(chosen))
    return issues, tuple(chosen[issue] for issue in issues)


def _unquoted(name: str) -> str:
    return name[1:-1].replace('""', '"') if name.startswith('"') else name


def rows(case: Case) -> list[list[str | Fraction]]:
    """The table of a case. Raises `Unusable` for an issue that is called like one of the rows for the whole."""
    for issue in case.domain.issues:
        if issue.name.casefold() in (RESERVATION, "reservation", BASE, DEPENDENCY, EXCLUSION):
            raise Unusable(f"In a table no issue can be called “{issue.name}”: such rows mean something else.")
    mandates = case.mandates
    found: list[list[str | Fraction]] = [[*HEADER, *case.parties]]
    for at, issue in enumerate(case.domain.issues):
        for place, option in enumerate(issue.options):
            found.append([issue.name, option, *(mandate.worth[at][place] for mandate in mandates)])
    found += [
        [DEPENDENCY, _combined(case.domain, *key), *(value or "" for value in values)]
        for key, values in _dependencies(case).items()
    ]
    for exclusion in case.domain.exclusions:
        combined = _combined(case.domain, exclusion.issues, exclusion.options)
        found.append([EXCLUSION, combined, *("" for _ in mandates)])
    if any(mandate.base for mandate in mandates):
        found.append([BASE, "", *(mandate.base for mandate in mandates)])
    if any(mandate.reservation is not None for mandate in mandates):
        floors = ["" if mandate.reservation is None else mandate.reservation for mandate in mandates]
        found.append([RESERVATION, "", *floors])
    return found


def _dependencies(case: Case) -> dict[tuple[tuple[int, ...], Choice], list[Fraction]]:
    found: dict[tuple[tuple[int, ...], Choice], list[Fraction]] = {}
    for at, mandate in enumerate(case.mandates):
        for term in mandate.terms:
            for choice, value in term.worth.items():
                found.setdefault((term.issues, choice), [Fraction(0)] * len(case.mandates))[at] += value
    return found


def _combined(domain: Domain, issues: tuple[int, ...], options: Choice) -> str:
    parts = []
    for at, option in zip(issues, options, strict=True):
        issue = domain.issues[at]
        parts.append(f"{_quoted(issue.name)}={_quoted(issue.options[option])}")
    return " & ".join(parts)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"' if re.search(r'[&="]', name) else name


def spelled(cell: str | Fraction) -> str:
    return written(cell) if isinstance(cell, Fraction) else cell
