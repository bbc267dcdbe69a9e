"""A matrix as rows of cells with its names in the margins.

Either two rows and two columns of names, descriptors and their variants (a descriptor named once reaches to the next); or one row
and one column of labels that hold both, such as “Oil: dear”, “Pop-L”, “A1”. Then what is before the last sign that parts names is
the descriptor, or what is before the last letters or digits; the parting that leaves the diagonal empty is taken.
"""

import re
from collections.abc import Callable, Sequence

from goodoffices.engines.crossimpact.formats.source import distinct
from goodoffices.engines.crossimpact.model import Descriptor, Matrix, Unusable
from goodoffices.engines.crossimpact.model.matrix import Given, written
from goodoffices.engines.told import Told

#: A row with its place in words (“line 4”).
Row = tuple[str, Sequence[str]]
Refusal = Callable[[str, str], Unusable]

_NUMBER = re.compile(r"[+\-\N{MINUS SIGN}]?(\d+([.,]\d*)?|[.,]\d+|\d+/\d+)")
_WITH_COMMA = re.compile(r"[+\-\N{MINUS SIGN}]?\d*,\d*")
_THOUSANDS = re.compile(r"[+\-\N{MINUS SIGN}]?[1-9]\d{0,2},\d{3}")
_PARTINGS = (
    *(re.compile(rf"(?P<descriptor>.*\S)\s*{re.escape(sign)}\s*(?P<variant>\S.*?)") for sign in (":", "=", "|", "/")),
    *(re.compile(rf"(?P<descriptor>.*?\S)\s*{re.escape(sign)}\s*(?P<variant>[^{re.escape(sign)}]+)") for sign in ("-", "_", ".", " ")),
    re.compile(r"(?P<descriptor>.*?\D)(?P<variant>\d+)"),
    re.compile(r"(?P<descriptor>.*?\d)(?P<variant>\D+)"),
)  # fmt: skip


def read(rows: Sequence[Row], refusal: Refusal, name: str) -> Matrix:
    """Raises what `refusal(sentence, place)` gives."""
    filled = [(place, [cell.strip() for cell in cells]) for place, cells in rows if any(cell.strip() for cell in cells)]
    if len(filled) < 2:
        raise refusal(
            Told("no_matrix", "there is no matrix in it. Write a row of names, and a row for each variant."), ""
        )
    heads = 2 if _two_heads(filled) else 1
    width = max(len(cells) for _, cells in filled)
    padded = [(place, [*cells, *[""] * (width - len(cells))]) for place, cells in filled]
    while width > heads and not any(cells[width - 1] for _, cells in padded):
        width -= 1  # columns that a spreadsheet leaves behind
    body = padded[heads:]
    if len(body) != width - heads:
        said = "there are %(rows)s rows of judgements and %(columns)s columns. A matrix has as many rows as columns."
        raise refusal(Told("not_square", said, rows=len(body), columns=width - heads), padded[0][0])
    _demand_no_thousands(body, heads, width, refusal)
    judged = [_judgements(place, cells[heads:width], heads, refusal) for place, cells in body]
    if heads == 2:
        descriptors = _named_apart(padded, width, refusal)
    else:
        descriptors = _named_together(padded, width, judged, refusal)
    try:
        return Matrix.of(descriptors, judged, name=name)
    except Unusable as problem:
        raise refusal(problem.sentence, "") from None


def _two_heads(rows: Sequence[Row]) -> bool:
    """Two empty cells in the corner of both rows decide: then names may be numbers. Where the second row has something in its corner, it
    has to have a name that could be no judgement."""
    first, second = rows[0][1], rows[1][1]
    if len(rows) < 3 or not any(second[2:]) or any((*first[:2], *second[:1])):
        return _labelled(first, second)
    return not any(second[:2]) or not all(_NUMBER.fullmatch(cell) for cell in second[2:] if cell)


def _labelled(first: Sequence[str], second: Sequence[str]) -> bool:
    """As `rows` writes it: the corner says what the margins hold."""
    return len(first) > 2 and first[1].casefold() == "descriptor" and second[1].casefold() == "variant"


def _demand_no_thousands(body: Sequence[Row], heads: int, width: int, refusal: Refusal) -> None:
    """A comma before three digits may part thousands or decimals; what other cells have says which, if they have any."""
    commas = [
        (place, at, cells[at])
        for place, cells in body
        for at in range(heads, width)
        if _WITH_COMMA.fullmatch(cells[at])
    ]
    if commas and all(_THOUSANDS.fullmatch(cell) for _, _, cell in commas):
        place, at, cell = commas[0]
        said = "“%(cell)s” may be a thousand or a decimal. Write %(thousand)s or %(decimal)s."
        decimal = cell.replace(",", ".")
        told = Told("thousand", said, cell=cell, thousand=cell.replace(",", ""), decimal=decimal)
        raise refusal(told, _in_column(place, at))


def _judgements(place: str, cells: Sequence[str], heads: int, refusal: Refusal) -> list[Given]:
    found: list[Given] = []
    for at, cell in enumerate(cells):
        if cell and not _NUMBER.fullmatch(cell):
            said = "“%(cell)s” is not a judgement. Write a number such as -2 or 0.5."
            raise refusal(Told("no_judgement", said, cell=cell[:40]), _in_column(place, at + heads))
        found.append(cell.replace(",", ".").replace("\N{MINUS SIGN}", "-") if cell else None)
    return found


def column(at: int) -> str:
    """As a spreadsheet names it.

    >>> column(0), column(25), column(26), column(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    return (column(at // 26 - 1) if at >= 26 else "") + chr(65 + at % 26)


def _named_apart(rows: Sequence[Row], width: int, refusal: Refusal) -> list[Descriptor]:
    (top, names), (_, variants) = rows[0], rows[1]
    found: list[tuple[str, list[str]]] = []
    for at in range(2, width):
        if names[at] and (not found or names[at] != found[-1][0]):
            found.append((names[at], []))
        if not found:
            said = "the first descriptor has no name. Write it above its first variant."
            raise refusal(Told("nameless", said), _in_column(top, at))
        found[-1][1].append(variants[at])
    across = [(name, v) for name, each in found for v in each]
    last = ""
    for (place, cells), (name, v) in zip(rows[2:], across, strict=True):
        last = cells[0] or last
        if (last, cells[1]) != (name, v):
            raise refusal(_unlike(f"{last}: {cells[1]}", f"{name}: {v}"), place)
    return [Descriptor(name, tuple(distinct(each, "variant"))) for name, each in found]


def _unlike(row: str, column: str) -> Told:
    said = "this row is “%(row)s”, and the column it should match is “%(column)s”. Write both in the same order."
    return Told("unlike", said, row=row, column=column)


def _in_column(place: str, at: int) -> Told:
    return Told("in_column", "%(place)s, column %(column)s", place=place, column=column(at))


def _named_together(rows: Sequence[Row], width: int, judged: list[list[Given]], refusal: Refusal) -> list[Descriptor]:
    labels = rows[0][1][1:width]
    for (place, cells), label in zip(rows[1:], labels, strict=True):
        if cells[0] != label:
            raise refusal(_unlike(cells[0], label), place)
    ways = []
    for parting in _PARTINGS:
        matched = [parting.fullmatch(label) for label in labels]
        if not all(matched):
            continue
        found: list[tuple[str, list[str]]] = []
        for each in matched:
            assert each is not None
            if not found or found[-1][0] != each["descriptor"]:
                found.append((each["descriptor"], []))
            found[-1][1].append(each["variant"])
        names = [name for name, _ in found]
        if len(set(names)) == len(names) and any(len(variants) > 1 for _, variants in found):
            ways.append(found)
    if not ways:
        said = (
            "the labels do not say which variants belong together. Write “descriptor: variant”, or two rows of names."
        )
        raise refusal(Told("labels", said), rows[0][0])
    best = next((way for way in ways if _diagonal_is_empty(way, judged)), ways[0])
    return [Descriptor(name, tuple(distinct(each, "variant"))) for name, each in best]


def _diagonal_is_empty(way: list[tuple[str, list[str]]], judged: list[list[Given]]) -> bool:
    begin = 0
    for _, variants in way:
        end = begin + len(variants)
        for row in judged[begin:end]:
            if any(cell is not None and cell.strip("+-0.") for cell in row[begin:end] if isinstance(cell, str | None)):
                return False
        begin = end
    return True


def rows(matrix: Matrix) -> list[list[str]]:
    """The table that is written: two rows and two columns of names. What was not judged stays empty."""
    places = [(each.name, variant) for each in matrix.descriptors for variant in each.variants]
    found = [["", "descriptor", *(name for name, _ in places)], ["descriptor", "variant", *(v for _, v in places)]]
    for x, ((name, variant), row) in enumerate(zip(places, matrix.rows, strict=True)):
        told = (written(matrix.value(cell)) if matrix.judged(x, y) else "" for y, cell in enumerate(row))
        found.append([name, variant, *told])
    return found
