"""Certificates: what a checker needs to see for itself that a result is right.

A certificate is JSON: what is claimed of which case (by digest), and proofs. A proof is a search tree with weights; whoever
checks it computes every bound anew (`checking`). The digest over the whole finds accidents; that a claim is true, only the
proofs show.
"""

import hashlib
import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from goodoffices.engines.settlement.model import Case, Choice

FORMAT = "goodoffices-settlement-certificate/1"


def plain(case: Case) -> dict[str, Any]:
    """The case as plain JSON: numbers as "3" or "1/3", options by place. What the checker reads."""
    return {
        "issues": [{"name": issue.name, "options": list(issue.options)} for issue in case.domain.issues],
        "exclusions": [
            {"issues": list(exclusion.issues), "options": list(exclusion.options)}
            for exclusion in case.domain.exclusions
        ],
        "parties": [
            {
                "name": mandate.party,
                "worth": [[str(cell) for cell in row] for row in mandate.worth],
                "base": str(mandate.base),
                "reservation": str(mandate.floor),
                "dependencies": [
                    {
                        "issues": list(term.issues),
                        "worth": [[list(at), str(cell)] for at, cell in sorted(term.worth.items())],
                    }
                    for term in mandate.terms
                ],
            }
            for mandate in case.mandates
        ],
    }


def solution(
    case: Case,
    rule: str,
    choice: Choice,
    utilities: Sequence[Fraction],
    proof: dict[str, Any] | None,
    evidence: dict[str, Any],
) -> dict[str, Any]:
    """That no acceptable package ranks above this one under the rule."""
    claim = {"kind": "solution", "rule": rule, "package": list(choice), "utilities": [str(each) for each in utilities]}
    return sealed(case, {**claim, **evidence, "proof": proof})


def nothing_acceptable(case: Case, proof: dict[str, Any] | None) -> dict[str, Any]:
    """That no package meets every reservation value."""
    return sealed(case, {"kind": "nothing acceptable", "proof": proof})


def sealed(case: Case, claim: dict[str, Any]) -> dict[str, Any]:
    body = {"format": FORMAT, "case": digest(plain(case)), **claim}
    return {**body, "digest": digest(body)}


def renamed(certificate: dict[str, Any], rule: str) -> dict[str, Any]:
    body = {key: value for key, value in certificate.items() if key != "digest"} | {"rule": rule}
    return {**body, "digest": digest(body)}


def digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
