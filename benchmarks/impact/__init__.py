"""How fast the engine for cross-impact balances is: `python -m benchmarks.impact [ROW …]`.

instances   matrices of the sizes that are published, drawn by chance
odometer    every configuration, one after the other, in plain C: what the engine is measured against
"""
