"""Tables as files: the same table is the same bytes, whenever it is written, and no cell is computed."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import time_machine

from goodoffices.process.tables import Table, workbook

GAUGES = Table("Gauges", ["Day", "Level"], [["2025-05-06", "=1+1"]])


def test_the_same_table_is_the_same_bytes_years_later():
    with time_machine.travel(datetime(2025, 5, 6, 10, tzinfo=UTC)):
        first = workbook(GAUGES)
    with time_machine.travel(datetime(2031, 1, 1, 23, 59, 59, tzinfo=UTC)):
        again = workbook(GAUGES)
    assert first == again


def test_it_says_nothing_of_when_it_was_made():
    with time_machine.travel(datetime(2025, 5, 6, 10, tzinfo=UTC)):
        content = workbook(GAUGES)
    with ZipFile(BytesIO(content)) as parts:
        assert parts.testzip() is None
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
        assert b"2025-05-06T" not in b"".join(parts.read(name) for name in parts.namelist())
    properties = openpyxl.load_workbook(BytesIO(content)).properties
    assert properties.created == properties.modified == datetime(2000, 1, 1)


def test_tables_of_one_name_stand_on_sheets_of_their_own_and_compute_nothing():
    book = openpyxl.load_workbook(BytesIO(workbook(GAUGES, Table("Gauges", ["Day"], []))))
    assert len(book.sheetnames) == 2
    cell = book.worksheets[0]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
