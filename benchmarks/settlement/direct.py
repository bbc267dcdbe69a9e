"""Rows about direct solutions and the audit of a draft."""

from benchmarks.settlement.measuring import Row

ROWS: list[Row] = []
