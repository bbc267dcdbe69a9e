"""What the child does: from the bytes of a file to its type and its cleaned bytes."""

from goodoffices.engines.papers.kinds import is_crossed, kind_of
from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.told import NotTaken, Told


def look(data: bytes, name: str, limits: Limits, told: Told) -> tuple[str, bytes]:
    """The type, a key of `names.SUFFIXES`, and the cleaned bytes. `NotTaken` says why not.

    What a type needs is imported when a file of that type comes: starting is most of the work for small files.
    """
    kind = kind_of(data)
    type, cleaned = kind, data
    if kind == "zip":
        from goodoffices.engines.papers.office.cleaning import clean_office

        type, cleaned = clean_office(data, limits, told)
    elif kind == "pdf":
        from goodoffices.engines.papers.pdf.cleaning import clean_pdf

        cleaned = clean_pdf(data, limits, told)
    elif kind == "text":
        from goodoffices.engines.papers.texts import text

        type = text(data, name, limits, told)
    else:
        from goodoffices.engines.papers.images import CLEANERS

        cleaned = CLEANERS[kind](data, limits, told)
    if is_crossed(cleaned, type):
        raise NotTaken("polyglot")
    return type, cleaned
