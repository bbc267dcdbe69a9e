"""How far a text is: brackets, provisions, those that are clean; for its page, its trend and each revision."""

from typing import Any

from goodoffices.engines.brackets import Draft as Bracketed
from goodoffices.engines.brackets.counting import metrics


def figures_of(draft: Bracketed) -> dict[str, Any]:
    """Counts of a draft: brackets (placeholders apart), alternatives, options, provisions and those without a bracket."""
    counts = metrics.whole(draft)
    return {
        "brackets": sum(
            one.kind == "negotiable" for one in draft.brackets
        ),  # house: audience: of a bracket, not of a book
        "placeholders": counts.placeholders,
        "alternatives": counts.alternatives,
        "options": counts.options,
        "provisions": counts.provisions,
        "clean": counts.clean,
        "words": counts.words,
        "bracketed_words": counts.bracketed_words,
        "loose": len(draft.loose),
    }


def clean_share(figures: dict[str, Any]) -> float:
    """The share of provisions without a bracket, from 0 to 1."""
    return figures["clean"] / figures["provisions"] if figures["provisions"] else 1.0
