"""Scorable games: a folder with a text file of scores a party (Abdelnabi et al., LLM-Deliberation, NeurIPS 2024).

A line for each issue holds what its options are worth, with commas between; the last line is the least the party accepts.
Issues are A, B, C…, options A1, A2…, as in the games' own deals (`A1,B2,…`). `config.txt` names the parties and their files.
"""

import re
from pathlib import Path

from goodoffices.engines.settlement.formats.profiles import Profile, Template
from goodoffices.engines.settlement.formats.source import Source
from goodoffices.engines.settlement.formats.writing import all_decimal, cannot, file_names
from goodoffices.engines.settlement.model import Case, Unusable
from goodoffices.engines.settlement.model.numbers import decimal

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CONFIG = "config.txt"
_LINE = re.compile(r"[\s\d.,+\-eE]*\d[\s\d.,+\-eE]*", re.ASCII)


def recognise(source: Source) -> Profile | None:
    """The scores in this file; None if it is some other text (instructions, a deal, the configuration)."""
    lines = [(at, line.strip()) for at, line in enumerate(source.text().splitlines(), 1) if line.strip()]
    if len(lines) < 2 or not all(_LINE.fullmatch(line) for _, line in lines):
        return None
    *rows, (end, last) = lines
    if "," in last:
        raise source.refusal("the last line is the least the party accepts, one number.", end)
    if len(rows) > len(LETTERS):
        raise source.refusal(f"there are more than {len(LETTERS)} issues.", rows[len(LETTERS)][0])
    worth = {}
    for letter, (at, row) in zip(LETTERS, rows, strict=False):
        cells = row.split(",")
        worth[letter] = {
            f"{letter}{place}": source.number(cell, f"the score of {letter}{place}", at)
            for place, cell in enumerate(cells, 1)
        }
    return Profile(source.path.stem, worth, source, source.number(last, "the minimum", end))


def parties(source: Source) -> Template:
    """The configuration: which file is whose. It names no issues."""
    named = {}
    for at, line in enumerate(source.text().splitlines(), 1):
        cells = [cell.strip() for cell in line.split(",")]
        if not line.strip():
            continue
        if len(cells) < 2 or not cells[1]:
            raise source.refusal("a line names a party, its file and its role, with commas between.", at)
        named[f"{cells[1]}.txt"] = cells[0]
    return Template(source.path.parent.name, {}, source, named)


def write(case: Case, folder: Path) -> list[Path]:
    """Scores, and a configuration that names the parties. The issues must be A, B… and the options A1, A2…"""
    cannot(case, "scorable-game", terms=True, exclusions=True, base=True)
    all_decimal(case, "scorable-game")
    for letter, issue in zip(LETTERS, case.domain.issues, strict=False):
        if issue.name != letter or issue.options != tuple(f"{letter}{at + 1}" for at in range(len(issue.options))):
            raise Unusable(
                "Scorable games call their issues A, B, C and the options A1, A2; this case has names. Write CSV."
            )
    if len(case.domain.issues) > len(LETTERS):
        raise Unusable(f"A scorable game has at most {len(LETTERS)} issues.")
    if any("," in party for party in case.parties):
        raise Unusable("A scorable game cannot hold a party whose name has a comma in it.")
    files = file_names(case.parties, ".txt", taken=("config",))
    config = folder / CONFIG
    lines = [f"{party},{file.removesuffix('.txt')},player" for party, file in zip(case.parties, files, strict=True)]
    config.write_text("\n".join(lines) + "\n", encoding="utf-8")
    written = [config]
    for mandate, file in zip(case.mandates, files, strict=True):
        rows = [", ".join(decimal(cell) for cell in row) for row in mandate.worth]
        written.append(folder / file)
        written[-1].write_text("\n".join([*rows, decimal(mandate.floor)]) + "\n", encoding="utf-8")
    return written
