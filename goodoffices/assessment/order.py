"""In which order what stands on a sheet is shown: row by row as they were put there, and no agreement, against which all are held,
last; the recorded place stays."""

from goodoffices.assessment.models import Implication, SheetRow


def compares(row: SheetRow) -> bool:
    """Whether it is what the others are compared with: no agreement."""
    return row.kind == "no_agreement"  # house: audience: what a row says, not a book


def row_shown(row: SheetRow) -> tuple[bool, int]:
    return compares(row), row.place


def place_shown(cell: Implication) -> tuple[bool, int, int]:
    return *row_shown(cell.row), cell.column.place
