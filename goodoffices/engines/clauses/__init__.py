"""Clauses checked against each other: who does what by when, references, defined terms, numbers. A list, never a gate.

Found by rules, for drafting lawyers to look at: a rule sees that “Article 31” is not there, not whether that matters. The
rules for words are for English; in French, Russian, Turkish and Arabic only numbers in words and figures are compared.

`model`       a clause, a finding
`elements`    who, what, by when, how verified, interpreted by whom
`references`  whether “Article 7 (2)” exists here
`terms`       definitions that nothing uses; names of bodies and instruments that nothing here explains
`numbers`     “ten (10) days”; the same quantity said otherwise elsewhere

Pure: no Django, no model of language, no network.
"""

from goodoffices.engines.clauses.checking import checked, report
from goodoffices.engines.clauses.elements import elements
from goodoffices.engines.clauses.model import SORTS, Clause, Elements, Finding, Report

__all__ = ["SORTS", "Clause", "Elements", "Finding", "Report", "checked", "elements", "report"]
