"""All efficient packages, exactly, by dynamic programming over the issues.

build, result    the function `frontier` and what it returns
stage_builder    adds block after block: one stage of the dynamic program each
stage, stages    one stage, and all of them with the way back from a point to its packages
blocks           what is added: an issue, or several that depend on each other
elimination, messages    bucket elimination, which turns issues that depend on each other into one block
plain_stage      a stage in plain Python lists: the reference, and small work
array_stage, array_steps, kernels    a stage in numpy arrays, and the compiled code that makes the next one
dominance        which candidates are efficient: of two parties, of three (`sweeping`), of more (`weeding`)
warm             kernels loaded or compiled ahead
cut_short, supported, covering, zones, weighing, nearby    what is shown when time ran out: points spread evenly, and what they miss at most
thinning         fewer points, once a budget is spent or where a coarser answer was asked for
exact_counts     how many packages there are where doubles no longer count
"""

from goodoffices.engines.settlement.frontier.build import frontier
from goodoffices.engines.settlement.frontier.result import Frontier, Status
from goodoffices.engines.settlement.runtime.budget import Budget

__all__ = ["Budget", "Frontier", "Status", "frontier"]
