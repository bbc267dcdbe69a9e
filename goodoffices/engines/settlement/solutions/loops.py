"""The inner loops as they are written; `compiled` has the same three under the same names."""

from goodoffices.engines.settlement.solutions.dual import descend
from goodoffices.engines.settlement.solutions.passing import bound
from goodoffices.engines.settlement.solutions.polishing import polish

__all__ = ["bound", "descend", "polish"]
