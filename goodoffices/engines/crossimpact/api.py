"""The engine in ten lines: a matrix in, the scenarios that hold together out, and what would move one into another.

In `fix`, `wish`, `measures` and `hold` variants go by their names, or by their numbers from 1; what comes back counts them from 0.

>>> from goodoffices.engines.crossimpact import api
>>> matrix = api.Matrix.of({"oil": ["dear", "cheap"], "peace": ["yes", "no"]},
...     [[0, 0, -2, 2], [0, 0, 1, -1], [-1, 1, 0, 0], [3, -3, 0, 0]])
>>> found = api.solve(matrix)
>>> found.status, [(matrix.named(each.variants), each.consistency, each.impact) for each in found.consistent]
('complete', [({'oil': 'dear', 'peace': 'no'}, 4, 5), ({'oil': 'cheap', 'peace': 'yes'}, 2, 2)])
>>> [matrix.named(each.scenario) for each in api.least_flips(matrix, {"peace": "yes"}).answers]
[{'oil': 'cheap', 'peace': 'yes'}]
>>> api.solve(matrix, fix={"oil": 1}).fixed == api.solve(matrix, fix=["oil=dear"]).fixed == {0: 0}
True
>>> api.balances(matrix, {"oil": "dear", "peace": "no"})[0].margin
6
"""

from goodoffices.engines.crossimpact import ENGINE
from goodoffices.engines.crossimpact.formats import FORMATS, read, read_solutions, write
from goodoffices.engines.crossimpact.model import Descriptor, Matrix, Scenario, Unusable
from goodoffices.engines.crossimpact.questions.attractors import attractors
from goodoffices.engines.crossimpact.questions.balances import balances
from goodoffices.engines.crossimpact.questions.flips import flips, moved
from goodoffices.engines.crossimpact.questions.least_flips import least_flips
from goodoffices.engines.crossimpact.questions.robust import robust
from goodoffices.engines.crossimpact.search.solving import Found, Result, solve

__all__ = [
    "ENGINE", "FORMATS", "Descriptor", "Found", "Matrix", "Result", "Scenario", "Unusable", "attractors", "balances", "flips",
    "least_flips", "moved", "read", "read_solutions", "robust", "solve", "write",
]  # fmt: skip
