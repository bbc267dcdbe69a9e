"""Matrices and solution sets in the formats that people have them in.

source     a file's bytes as text, and where in it something is wrong
scw        ScenarioWizard's project file
sl         ScenarioWizard's list of solutions
table      a matrix as rows of cells, with its names in the margins
csv_file, xlsx_file    such a table as CSV or a workbook
"""

from goodoffices.engines.crossimpact.formats import csv_file, scw, sl
from goodoffices.engines.crossimpact.formats.source import Source
from goodoffices.engines.crossimpact.model import Matrix, Scenario, Unusable
from goodoffices.engines.told import Told

FORMATS = ("scw", "csv", "xlsx")


def read(content: bytes, name: str) -> Matrix:
    """The matrix in a file's bytes; `name` is the file's. What it is, is seen from the bytes. Raises `Unusable`."""
    source = Source(name, content)
    head = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith(b"PK"):
        from goodoffices.engines.crossimpact.formats import xlsx_file

        return xlsx_file.read(source)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise source.refusal(Told("old_workbook", "this is a workbook of an old kind (XLS). Save it as XLSX or CSV."))
    if not head:
        raise source.refusal(Told("empty_file", "there is nothing in it. Choose a file with a cross-impact matrix."))
    if sl.recognise(source):
        said = "this is a list of solutions, not a matrix. Name the .scw file that belongs to it."
        raise source.refusal(Told("solutions", said))
    return scw.read(source) if scw.recognise(source) else csv_file.read(source)


def tells_gaps(content: bytes, name: str) -> bool:
    """Whether a file of this format can leave out what was not judged: in ScenarioWizard’s every pair has a number."""
    return content.startswith(b"PK") or not scw.recognise(Source(name, content))


def write(matrix: Matrix, format: str) -> bytes:
    """The matrix as a file of this format: `scw`, `csv` or `xlsx`. Raises `Unusable` where the format cannot hold it."""
    if format == "scw":
        return scw.write(matrix)
    if format == "csv":
        return csv_file.write(matrix)
    if format == "xlsx":
        from goodoffices.engines.crossimpact.formats import xlsx_file

        return xlsx_file.write(matrix)
    raise Unusable(f"There is no format “{format}”. Write one of {', '.join(FORMATS)}.")


def read_solutions(content: bytes, name: str) -> list[Scenario]:
    """The scenarios in a `.sl` file, variants by place from 0. Raises `Unusable`."""
    return [each.variants for each in sl.read(Source(name, content))]
