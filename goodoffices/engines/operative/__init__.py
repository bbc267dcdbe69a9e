"""Operative words: what a restatement must not lose. Numbers, dates, negation, words of obligation, who to whom.

They are found by rules, in English, French, Russian, Turkish and Arabic, and compared across two languages, too. This helps the
speaker and is never a verdict: a rule sees that “40” is missing, not what was meant. No language model is used, because those
that judge meaning were measured as worse than chance here: “North shall” and “South shall” look alike to them.

Pure: no Django, no model, no network.
"""

from goodoffices.engines.operative.comparing import Line, checklist
from goodoffices.engines.operative.finding import Operative, language_of, operative

__all__ = ["Line", "Operative", "checklist", "language_of", "operative"]
