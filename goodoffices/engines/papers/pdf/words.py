"""The words of a PDF, page by page, for those who want to work on them. Pictures of pages hold none."""

import io

from pypdf import PdfReader
from pypdf.errors import LimitReachedError

from goodoffices.engines.papers.pdf.cleaning import BROKEN
from goodoffices.engines.papers.told import NotTaken

PAGE_BREAK = "\f"
MOST_PAGES = 2_000


def words_of_pdf(data: bytes) -> str:
    """The text of all pages in order, a form feed between two; empty if there is none. `NotTaken` if it cannot be read."""
    try:
        return _words(data)
    except LimitReachedError:
        raise NotTaken("too-heavy", how="objects") from None
    except BROKEN:
        raise NotTaken("damaged") from None


def _words(data: bytes) -> str:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if "/Encrypt" in reader.trailer:
        raise NotTaken("encrypted")
    if len(reader.pages) > MOST_PAGES:
        raise NotTaken("too-heavy", how="objects")
    return PAGE_BREAK.join(page.extract_text() for page in reader.pages)
