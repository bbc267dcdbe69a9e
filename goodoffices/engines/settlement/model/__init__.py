"""What is negotiated, and what it is worth to whom: the one model that every other room takes.

case     issues with options, packages, mandates, and the case that holds them together
numbers  decimals and ratios as text, read and written without rounding
scaled   the same case in whole numbers, for methods that need machine integers

Exact throughout: worths are `fractions.Fraction` as the source stated them.
"""

from goodoffices.engines.settlement.model.case import (
    Case,
    Choice,
    Domain,
    Exclusion,
    Issue,
    Mandate,
    Package,
    Term,
    Unusable,
)

__all__ = ["Case", "Choice", "Domain", "Exclusion", "Issue", "Mandate", "Package", "Term", "Unusable"]
