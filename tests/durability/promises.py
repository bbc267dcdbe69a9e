"""What must hold of a data folder, whatever happened to it. Read from the file itself, past the product's own code."""

import json
import sqlite3
from collections import Counter
from pathlib import Path

ROWS = {  # kinds of entries that make exactly one row
    "consultation.make_statement": "consultation_statement",
    "agenda.raise_issue": "agenda_issue",
}


def broken(database: Path) -> list[str]:
    """What is half done in this database: a sentence each."""
    line = sqlite3.connect(database)
    try:
        found = [row[0] for row in line.execute("PRAGMA integrity_check") if row[0] != "ok"]
        return found or _gaps(line) + _half_applied(line)
    except sqlite3.DatabaseError as problem:
        return [f"it cannot be read: {problem}"]
    finally:
        line.close()


def entries(database: Path) -> "Counter[tuple[str, int]]":
    """Book and number of every entry."""
    line = sqlite3.connect(database)
    try:
        return Counter(line.execute("SELECT book_id, number FROM record_entry").fetchall())
    finally:
        line.close()


def texts(database: Path) -> "Counter[str]":
    """How often each text, title or position stands in the record."""
    line = sqlite3.connect(database)
    try:
        told = [json.loads(row[0]) for row in line.execute("SELECT data FROM record_entry")]
    finally:
        line.close()
    return Counter(data.get("text") or data.get("title") or json.dumps(data, sort_keys=True) for data in told)


def _gaps(line: sqlite3.Connection) -> list[str]:
    found = []
    for book, head in line.execute("SELECT id, head FROM record_book").fetchall():
        numbers = [n for (n,) in line.execute("SELECT number FROM record_entry WHERE book_id = ? ORDER BY 1", [book])]
        if numbers != list(range(1, head + 1)):
            found.append(f"book {book} has the head {head} and the numbers {numbers[:3]} … {numbers[-3:]}")
    positions = [p for (p,) in line.execute("SELECT position FROM record_entry ORDER BY 1")]
    registered = line.execute("SELECT position FROM record_register").fetchall()
    if positions != list(range(1, len(positions) + 1)) or registered != [(len(positions),)]:
        found.append(f"the register says {registered}, and {len(positions)} entries stand")
    return found


def _half_applied(line: sqlite3.Connection) -> list[str]:
    found = []
    for kind, table in ROWS.items():
        entered = set(line.execute("SELECT book_id, number FROM record_entry WHERE kind = ?", [kind]))
        rows = set(line.execute(f"SELECT book_id, number FROM {table}"))
        if entered != rows:
            found.append(f"{kind}: {len(entered - rows)} entries without a row, {len(rows - entered)} rows without one")
    tabled = line.execute("SELECT facts FROM record_entry WHERE facts LIKE '%\"tabled\"%'").fetchall()
    standing = set(line.execute("SELECT book_id, number FROM record_entry"))
    for (facts,) in tabled:
        for other in json.loads(facts)["tabled"]:
            if (other["book"], other["number"]) not in standing:
                found.append(f"an entry tabled {other['book']} {other['number']}, which is not there")
    return found
