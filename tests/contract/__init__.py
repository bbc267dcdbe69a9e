"""The contract with outside clients, held to its words: a real server, driven from outside with the standard library alone.

Nothing here imports the product. What it knows stands in `docs/reference/` and in the first lines of each file.
"""
