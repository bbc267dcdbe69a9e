"""What we measure, against whom: `python -m benchmarks`, or `make bench`. How to read it: docs/reference/benchmarks.md.

host        the real server as a subprocess on one core, with a data folder seeded through its own front door
load        the other core: keep-alive requests, senders, listeners; raw asyncio on uvloop
yardsticks  W, S, H and E, measured in the same run, so that goals are ratios and not the speed of a machine
rows        the measurements, one file a question
table       what came out, as one table and as JSON

Nothing here is imported by the product, and no figure is printed that this run has not measured.
"""
