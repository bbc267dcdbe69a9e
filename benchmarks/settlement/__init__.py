"""How fast the settlement engine is: `python -m benchmarks.settlement [ROW …]`.

instances     the cases, drawn by chance
rows          what is measured, with the figure to reach
frontiers, direct, domains    the rows themselves
measuring     five seeds, medians, compilation apart
peers, codes  other programs on the same instances, in an environment of their own, and what they are asked
hangs, watched    drawn cases in a child that is watched: does everything end, is the budget kept?
agreeing      whether they found what we found
"""
