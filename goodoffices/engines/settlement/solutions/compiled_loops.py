"""The loops of `plain_loops`, compiled. Imports numba; only larger searches come here."""

from goodoffices.engines.settlement.runtime.compiling import compiled_throughout
from goodoffices.engines.settlement.solutions import plain_loops

bound = compiled_throughout(plain_loops.bound)
descend = compiled_throughout(plain_loops.descend)
improve = compiled_throughout(plain_loops.improve)
visit_nodes = compiled_throughout(plain_loops.visit_nodes)
