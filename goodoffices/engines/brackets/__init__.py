"""Bracketed negotiating text as data: read without loss, counted, walked, edited by pure functions.

>>> from goodoffices.engines.brackets import parse, write
>>> draft = parse("Article 5\\n\\nEach Party [shall][should] report.\\n")
>>> [draft.text[b.start : b.end] for b in draft.brackets]
['[shall]', '[should]']
>>> write(draft) == draft.text
True

`tree` holds the model, `parsing` makes it, `metrics` and `trend` count, `docs/reference/brackets.md` describes the syntax.
"""

from goodoffices.engines.brackets.parsing import parse, read, replaced
from goodoffices.engines.brackets.tree import Draft, write

__all__ = ["Draft", "parse", "read", "replaced", "write"]
