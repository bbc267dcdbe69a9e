"""Solutions: rules that pick one package among the acceptable, found without the frontier where that is quicker.

solution          the functions `solve` and `pick`, and what they return; `rules` says what each rule looks for
finder            from searches to solutions: something acceptable, ideals, the best package and the first of those alike
rule_levels, levels, measures, level_rows    what a package that ranks higher would have to meet, level by level, with exact verdicts
branch_and_bound  the search: `nodes` its loop, `node_checks` what the loop does not decide, `search_state` and `proof_tree` the rest
plain_loops, compiled_loops    the same loops as they are written and compiled; `loop_memory`, the lists or arrays they work on
warm              compiled code loaded or compiled ahead
space, buckets, bucket_pass    bounds: the maximum of a weighted sum over packages, by bucket elimination
subgradient, dual_simplex      weights that make such a bound low; `integer_verdicts`, what they decide; `strong_branching`, where next
local_search      a package made better by changing one or two issues
frontier_lookup   the best package read off the whole frontier; `starting_point`, a package to begin with
adjusted_winner   for two parties and issues that can be divided
"""

from goodoffices.engines.settlement.solutions.solution import SOLUTIONS, NoAcceptablePackage, Solution, pick, solve

__all__ = ["SOLUTIONS", "NoAcceptablePackage", "Solution", "pick", "solve"]
