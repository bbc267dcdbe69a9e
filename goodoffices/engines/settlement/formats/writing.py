"""What a case must be like to be written, and the names of files."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from goodoffices.engines.settlement.model import Case, Unusable
from goodoffices.engines.settlement.model.numbers import terminates

_UNWRITABLE = {"Cc", "Cs", "Zl", "Zp"}


def cannot(case: Case, what: str, *, terms: bool = False, exclusions: bool = False, base: bool = False) -> None:
    """Refuse a case that holds what this format has no place for: better no file than one that says less."""
    elsewhere = "CSV and XLSX do; write one of them."
    if terms and any(mandate.terms for mandate in case.mandates):
        raise Unusable(f"A {what} file has no place for dependencies between issues. {elsewhere}")
    if exclusions and case.domain.exclusions:
        raise Unusable(f"A {what} file has no place for exclusions. {elsewhere}")
    if base and any(mandate.base for mandate in case.mandates):
        raise Unusable(f"A {what} file has no place for a base value. {elsewhere}")


def all_decimal(case: Case, what: str) -> None:
    """Refuse worths such as 1/3, which this format could only round."""
    for mandate in case.mandates:
        values = [mandate.base, mandate.floor, *(cell for row in mandate.worth for cell in row)]
        values += [cell for term in mandate.terms for cell in term.worth.values()]
        for value in values:
            if not terminates(value):
                raise Unusable(
                    f"{mandate.party} values something at {value}, which no decimal says exactly; a {what} file would "
                    "round it. CSV and XLSX hold such numbers."
                )


def speakable(case: Case) -> None:
    """Refuse names that no file gives back as they were: empty, with space around, with a line break in them."""
    names = [*case.parties]
    for issue in case.domain.issues:
        names += [issue.name, *issue.options]
    for name in names:
        if not _speakable(name):
            raise Unusable(
                f"The name {name!r} cannot be written: it is empty, or has space around it or a control sign in it."
            )


def _speakable(name: str) -> bool:
    return bool(name) and name == name.strip() and not any(
        unicodedata.category(sign) in _UNWRITABLE or ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF
        for sign in name
    )  # fmt: skip


def file_names(parties: Iterable[str], ending: str, taken: Sequence[str] = ("domain",)) -> list[str]:
    """A file's name for each party: its own, as far as every system can hold it; numbered where two would be the same."""
    names: list[str] = []
    met = {each.casefold() for each in taken}
    for party in parties:
        name = plain = re.sub(r"[^\w .,()+-]", "_", party)[:80].strip(" ._") or "party"
        count = 1
        while name.casefold() in met:
            count += 1
            name = f"{plain}-{count}"
        met.add(name.casefold())
        names.append(name + ending)
    return names


def profile_names(count: int, ending: str) -> list[str]:
    """profileA, profileB…, as the peers call them; in an alphabetical folder they keep the parties' order."""
    if count <= 26:
        return [f"profile{chr(ord('A') + at)}{ending}" for at in range(count)]
    return [f"profile{at:0{len(str(count))}}{ending}" for at in range(1, count + 1)]
