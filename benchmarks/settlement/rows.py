"""All rows, in the order of the table."""

from benchmarks.settlement import apart, direct, domains, frontiers

ROWS = {row.name: row for row in [*frontiers.ROWS, *direct.ROWS, *domains.ROWS, *apart.ROWS]}
