"""Audits: can this draft be bettered for somebody at nobody's cost?

draft  finds an improvement, the fairest one, and the most that any improvement adds for each party

The answer comes with a certificate where it is proven, and says so where the budget ended before the proof.
"""

from goodoffices.engines.settlement.audit.draft import PATIENCE, Audit, audit

__all__ = ["PATIENCE", "Audit", "audit"]
