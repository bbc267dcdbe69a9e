"""ScenarioWizard's project file (.scw), versions 3 and 4.

Lines in sections that end with “#”: the descriptors (“&name”) with their variants (“ -name”); short names or descriptions, colours
and texts, which differ from version to version and are passed over; then the matrix, a line for each variant, numbers with commas
between. The matrix is the first section behind the names whose lines are numbers, as many as there are variants.
"""

import re
from fractions import Fraction

from goodoffices.engines.crossimpact.formats.source import Source, distinct
from goodoffices.engines.crossimpact.model import Descriptor, Matrix, Unusable
from goodoffices.engines.crossimpact.model.matrix import Given, written
from goodoffices.engines.settlement.model.numbers import terminates
from goodoffices.engines.told import Told

_NUMBER = re.compile(r"[+\-\N{MINUS SIGN}]?(\d+([.,]\d*)?|[.,]\d+)")
#: A comma that parts numbers where some of them have decimal commas: blanks stand beside it, or a sign follows.
_COMMA_BETWEEN = re.compile(r"\s+,\s*|,\s+|,(?=[-+])")


def recognise(source: Source) -> bool:
    lines = [line.strip() for line in source.text[:100_000].splitlines() if line.strip()]
    return bool(lines) and ("scenariowizard" in lines[0].casefold() or any(line.startswith("&") for line in lines[:3]))


def read(source: Source) -> Matrix:
    lines = source.lines
    descriptors, after = _names(source, lines)
    count = sum(len(each.variants) for each in descriptors)
    rows, places = _matrix(source, lines, after, count)
    title = source.name.rsplit(".", 1)[0]
    try:
        return Matrix.of(descriptors, rows, name=title)
    except Unusable as problem:
        where = Told("lines", "lines %(first)s to %(last)s", first=places[0], last=places[-1]) if places else None
        raise source.refusal(problem.sentence, where) from None


def _names(source: Source, lines: list[str]) -> tuple[list[Descriptor], int]:
    """The descriptors, and the index of the line behind their section."""
    names: list[str] = []
    variants: list[list[str]] = []
    for at, line in enumerate(lines):
        text = line.strip()
        if text.startswith("&"):
            names.append(text[1:].strip())
            variants.append([])
        elif text.startswith("#") and names:
            empty = next((name for name, each in zip(names, variants, strict=True) if not each), None)
            if empty is not None:
                said = "the descriptor “%(name)s” has no variant. Give it one, or leave it out."
                raise source.refusal(Told("empty_descriptor", said, name=empty), at + 1)
            own = distinct(names, "descriptor")
            return [
                Descriptor(name, tuple(distinct(each, "variant"))) for name, each in zip(own, variants, strict=True)
            ], at + 1
        elif text.startswith("-"):
            if not names and at < 3:
                continue  # the title, which may be any name of a file
            if not names:
                said = "a variant stands before any descriptor. Descriptors begin with “&”."
                raise source.refusal(Told("early_variant", said), at + 1)
            variants[-1].append(text[1:].strip())
        elif text and names:
            said = "“%(text)s” is neither a descriptor (“&…”) nor a variant (“-…”). Write one of them."
            raise source.refusal(Told("neither_sort", said, text=text[:40]), at + 1)
    if not names:
        raise source.refusal(Told("none_in_it", "there is no descriptor in it. Descriptors begin with “&”."))
    said = "the list of descriptors does not end with “#”. The file is cut off: save it again."
    raise source.refusal(Told("cut_off", said), len(lines))


def _matrix(source: Source, lines: list[str], after: int, count: int) -> tuple[list[list[Given]], list[int]]:
    """The judgements, and the numbers of their lines."""
    rows: list[list[Given]] = []
    places: list[int] = []
    for at in range(after, len(lines)):
        text = lines[at].strip()
        if rows and text.startswith("#"):
            break
        if not text or text.startswith(("#", "&")):
            continue
        cells = _cells(text, count)
        if cells is not None:
            rows.append(_judged(cells))
            places.append(at + 1)
        elif rows or _looks_judged(text, count):
            raise source.refusal(_wrong(text, count, len(rows) + 1), at + 1)
    if len(rows) != count:
        said = "the matrix has %(lines)s lines; there are %(variants)s variants. The file is cut off or changed."
        told = Told("few_lines", said, lines=len(rows), variants=count)
        raise source.refusal(told, places[-1] if places else len(lines))
    return rows, places


def _looks_judged(text: str, count: int) -> bool:
    """Mostly numbers, and too many of them for a colour or a text: a line of the matrix that is damaged."""
    cells = _split(text)
    numbers = sum(bool(_NUMBER.fullmatch(each)) for each in cells)
    return count > 2 and numbers > max(2, count // 2) and 2 * numbers > len(cells)


def _wrong(text: str, count: int, number: int) -> Told:
    cells = _split(text)
    while len(cells) > count and not cells[-1]:
        cells.pop()
    if len(cells) != count:
        said = "line %(line)s of the matrix has %(numbers)s numbers; there are %(variants)s variants. Complete it."
        return Told("few_numbers", said, line=number, numbers=len(cells), variants=count)
    bad = next((each for each in cells if each and not _NUMBER.fullmatch(each)), "")
    said = "“%(text)s” in line %(line)s of the matrix is not a number. Write one such as -2 or 0.5."
    return Told("no_number", said, text=bad[:20], line=number)


def _split(text: str) -> list[str]:
    return [each.strip() for each in text.split(";" if ";" in text else ",")]


def _cells(text: str, count: int) -> list[str] | None:
    """The numbers of a line, however they are parted, missing ones empty; None where they are none. Signs that part numbers may
    stand behind the last one, too, but only where there are too many of them is nothing missing there."""
    ways = [text.split(","), text.split(";"), _COMMA_BETWEEN.split(text), text.split()]
    fitting = [way for way in ways if len(way) == count] + [way for way in ways if len(way) > count]
    for way in fitting:
        cells = [each.strip() for each in way]
        if not any(cells[count:]) and all(_NUMBER.fullmatch(each) or not each for each in cells):
            return cells[:count]
    return None


def _judged(cells: list[str]) -> list[Given]:
    return [cell.replace(",", ".").replace("\N{MINUS SIGN}", "-") if cell else None for cell in cells]


def write(matrix: Matrix) -> bytes:
    """A project file of version 4, in UTF-8, with the lines ended as Windows does."""
    names = [name for each in matrix.descriptors for name in (each.name, *each.variants)]
    if any("\n" in name or "\r" in name for name in names):
        said = "A name has two lines, which a .scw file cannot hold. Shorten it, or write XLSX."
        raise Unusable(Told("two_lines", said))
    lines = ["$ ScenarioWizard 4.0", f"{matrix.name or 'matrix'}.scw"]
    for each in matrix.descriptors:
        lines += [f"&{each.name}", *(f" -{variant}" for variant in each.variants)]
    lines.append("#")
    for each in matrix.descriptors:
        lines += ["&", *([" "] * len(each.variants))]
    lines += ["#", "#", *(["FFFFFF"] * len(matrix.rows)), "#", "#"]
    for row in matrix.rows:
        cells = [Fraction(cell, matrix.scale) for cell in row]
        if not all(map(terminates, cells)):
            said = "A judgement is no finite decimal, which a .scw file cannot hold. Write CSV or XLSX."
            raise Unusable(Told("no_decimal", said))
        lines.append(",".join(f"{written(cell):>2} " for cell in cells))
    count = len(matrix.descriptors)
    lines += ["#", f"# {0}-{0}", '""', *(["# ", '""'] * max(0, count - 1))]
    return ("\r\n".join(lines) + "\r\n").encode()
