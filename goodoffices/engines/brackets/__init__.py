"""Bracketed negotiating text as data: read without loss, counted, edited by pure functions, compared, exported.

>>> from goodoffices.engines.brackets import parse, write
>>> draft = parse("Article 5\\n\\nEach Party [shall][should] report.\\n")
>>> [draft.text[b.start : b.end] for b in draft.brackets]
['[shall]', '[should]']
>>> write(draft) == draft.text
True

Rooms, each importing only those before it: `model` (what a draft is), `reading`, `operations` (what parties do to a draft),
`counting` (figures, and what remains open), `comparing` and `rendering` (exports), `word` (reading .docx) and `storing` (a draft as
rows of a table, one a provision). `loading` reads any file, `reports` puts answers into words, and `cli` is where the command line
enters. docs/reference/brackets.md describes the
syntax.
"""

from goodoffices.engines.brackets.model.draft import Draft, write
from goodoffices.engines.brackets.reading.edits import replaced
from goodoffices.engines.brackets.reading.parsing import parse, read

__all__ = ["Draft", "parse", "read", "replaced", "write"]
