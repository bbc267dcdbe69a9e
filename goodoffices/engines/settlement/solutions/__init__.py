"""Solutions: rules that pick one package among the acceptable, found without the frontier where that is quicker.

solution          the functions `solve` and `pick`, and what they return; `rules` says what each rule looks for
finder            from searches to solutions: something acceptable, ideals, the best package and the first of those alike
rule_levels, levels, measures, level_rows    what a package that ranks higher would have to meet, level by level, with exact verdicts
search            branch and bound: `branch_and_bound` in Python, `compiled_search` with its loop compiled, `proof_tree` the proof
warm              compiled code loaded or compiled ahead
space, buckets, bucket_pass    bounds: the maximum of a weighted sum over packages, by bucket elimination
subgradient, dual_simplex      weights that make such a bound low
local_search      a package made better by changing one or two issues
frontier_lookup   the best package read off the whole frontier; `starting_point`, a package to begin with
adjusted_winner   for two parties and issues that can be divided
"""

from goodoffices.engines.settlement.solutions.solution import SOLUTIONS, NoAcceptablePackage, Solution, pick, solve

__all__ = ["SOLUTIONS", "NoAcceptablePackage", "Solution", "pick", "solve"]
