"""Cases from files, and to files. The format of a file is recognised by its content.

    read([Path("AMPOvsCity")])                      a folder with a domain and its profiles, or with one table
    read([Path("domain.xml"), Path("a.xml"), …])    a domain with these parties' profiles, in this order
    read([Path("case.csv")])                        a table

Every format has a module with `write(case, where)`, which refuses what the format cannot hold: reading back what was
written gives the same case. Refusals are sentences that name the file and the place. Worths are never rounded.
"""

from importlib import import_module
from pathlib import Path

from goodoffices.engines.settlement.formats.reading import read
from goodoffices.engines.settlement.formats.writing import speakable
from goodoffices.engines.settlement.model import Case, Unusable

#: What `write` can write: by name, the module, and whether it makes one file or a folder of them.
FORMATS = {
    "csv": ("csv_file", "file"),
    "xlsx": ("xlsx_file", "file"),
    "genius": ("genius", "folder"),
    "geniusweb": ("geniusweb", "folder"),
    "negmas": ("negmas", "folder"),
    "negolog": ("negolog", "folder"),
    "scorable": ("scorable", "folder"),
}


def write(case: Case, format: str, where: Path) -> list[Path]:
    """Write the case; returns the files. A folder is made, and must be empty. Raises `Unusable` for what does not fit."""
    module, makes = FORMATS[format]
    speakable(case)
    try:
        if makes == "folder":
            where.mkdir(parents=True, exist_ok=True)
            if any(where.iterdir()):
                raise Unusable(
                    f"The folder {where} is not empty. Name another, so that no file gets mixed up with these."
                )
        files: list[Path] = import_module(f"{__name__}.{module}").write(case, where)
    except OSError as problem:
        raise Unusable(f"{where} cannot be written: {problem.strerror}.") from None
    return files


__all__ = ["FORMATS", "read", "write"]
