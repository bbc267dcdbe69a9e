"""How work runs, whatever it is about.

budget     how long and how large a piece of work may become; the only place with a clock
loading    time that no budget counts: loading and compiling
compiling  functions compiled by numba, cached on disk where that is possible
counting   a number that will change, for loops that run plain and compiled
arrays     names for the array types that the rooms above hand to one another

Nothing here knows what is negotiated.
"""
