"""Operative words: what a restatement must not lose. Numbers, dates, negation, words of obligation, who to whom.

By rule, in English, French, Russian, Turkish and Arabic; also across two of them. A help for the speaker, never a verdict:
a rule sees that “40” is missing, not what was meant. Machines that judge meaning were measured as worse than chance here
(a swapped “North shall” and “South shall” look alike to them), so none is used.

Pure: no Django, no model, no network.
"""

from goodoffices.engines.operative.comparing import Line, checklist
from goodoffices.engines.operative.finding import Operative, language_of, operative

__all__ = ["Line", "Operative", "checklist", "language_of", "operative"]
