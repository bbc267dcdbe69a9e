"""Words: find texts by any inflected form, in English, Russian, Turkish, French and Arabic; in others as written.

Pure: a connection to an SQLite database in, hits out. What is found, how much, and in what order depends on the texts
that the reader reads and on nothing else: statistics are counted anew for each search, over exactly those texts.
"""

from goodoffices.engines.words.filters import Between, Filters
from goodoffices.engines.words.forms import terms
from goodoffices.engines.words.index import Index, Text
from goodoffices.engines.words.query import Clause, Query
from goodoffices.engines.words.searching import Found, Hit
from goodoffices.engines.words.snippets import snippet
from goodoffices.engines.words.stemming import LANGUAGES, RULES
from goodoffices.engines.words.tables import SCHEMA

__all__ = [
    "LANGUAGES",
    "RULES",
    "SCHEMA",
    "Between",
    "Clause",
    "Filters",
    "Found",
    "Hit",
    "Index",
    "Query",
    "Text",
    "snippet",
    "terms",
]
