"""Proof that a result is right, for somebody who does not trust the code that found it.

making   writes certificates: the claim, a search tree with weights, and digests; `proofs` the types of a proof
checker  checks them; one file that needs Python alone

The checker shares no code with anything else here (a contract in `pyproject.toml`), so that a mistake in the search cannot
hide in the check.
"""
