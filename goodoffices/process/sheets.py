"""A page of the record as a file: for Word, or as PDF, from right to left where the reader's language is."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpResponse
from django.utils.translation import get_language

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def sheet(title: str, blocks: Iterable[str], dated: date, form: str) -> bytes:
    """The bytes of the file, set by the engine that sets drafts; the same for the same words and language."""
    from goodoffices.engines.brackets import parse
    from goodoffices.engines.brackets.rendering import RenderOptions, rendered

    options = RenderOptions(title=title, language=str(get_language() or ""), dated=dated)
    text = "\n\n".join([one_block(block) for block in blocks])
    return rendered(parse(text + "\n"), form, options)


def one_block(words: str) -> str:
    """Words of several paragraphs as lines of one: a blank line would begin another."""
    return "\n".join([line for line in words.splitlines() if line.strip()])


def download_sheet(name: str, content: bytes, form: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer
