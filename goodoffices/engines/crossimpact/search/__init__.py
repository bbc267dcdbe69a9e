"""All scenarios that hold together, by branch and bound with exact bounds.

problem    one connected part of a matrix as tables: what each set of variants can add, at most, to each difference of scores
kernels    the compiled search: bounds, domains, probing, branching
running    slices of the search on several cores, between which the clock and the caller are asked
clock      how long
parts      which descriptors have to do with each other
solving    the whole matrix: its parts solved apart and put together, with what is proven
"""
