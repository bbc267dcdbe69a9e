"""How pages find what they show."""

from typing import Any

from goodoffices.record.acts import NotThere


def found_or_404(rows: Any, **wanted: Any) -> Any:
    """One row of what the seat sees; forbidden and absent are the same 404."""
    row = rows.filter(**wanted).first()
    if row is None:
        raise NotThere
    return row
