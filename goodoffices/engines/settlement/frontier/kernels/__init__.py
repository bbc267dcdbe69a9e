"""Compiled code that finds the efficient points among many candidates; which one is used is decided in `dominance`.

two_parties, two_parties_wide        a merge of sorted lists; wide: values beyond 64 bits
three_parties, three_parties_grid    a sweep with a staircase; grid: where few different values meet many lists
many_parties                         four and more: kd-trees against each other
pairwise                             few candidates of any number of parties, each compared with those kept

A candidate is a point of one stage, moved by one option of the block that is added. Imports numba.
"""
