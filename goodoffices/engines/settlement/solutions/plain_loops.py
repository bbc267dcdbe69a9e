"""The loops as they are written; `compiled_loops` has the same ones under the same names."""

from goodoffices.engines.settlement.solutions.bucket_pass import bound
from goodoffices.engines.settlement.solutions.local_search import improve
from goodoffices.engines.settlement.solutions.nodes import visit_nodes
from goodoffices.engines.settlement.solutions.subgradient import descend

__all__ = ["bound", "descend", "improve", "visit_nodes"]
