"""Certificates: what a checker needs to verify that a result is right.

A certificate is JSON: what is claimed of which case (by digest), and proofs. A proof is a search tree with weights; whoever
checks it computes every bound anew (`checker`). The digest over the whole finds accidents; that a claim is true, only the
proofs show.
"""

import hashlib
import json
from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from goodoffices.engines.settlement.certificates.proofs import Proof
from goodoffices.engines.settlement.model import Case, Choice

#: JSON: what is claimed of which case, and the proof.
Certificate: TypeAlias = dict[str, object]
#: A case as plain JSON.
PlainCase: TypeAlias = dict[str, object]

FORMAT = "goodoffices-settlement-certificate/1"


def plain(case: Case) -> PlainCase:
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
    proof: Proof | None,
    evidence: dict[str, object],
) -> Certificate:
    """That no acceptable package ranks above this one under the rule."""
    claim = {"kind": "solution", "rule": rule, "package": list(choice), "utilities": [str(each) for each in utilities]}
    return sealed(case, {**claim, **evidence, "proof": proof})


def nothing_acceptable(case: Case, proof: Proof | None) -> Certificate:
    """That no package meets every reservation value."""
    return sealed(case, {"kind": "nothing acceptable", "proof": proof})


def sealed(case: Case, claim: dict[str, object]) -> Certificate:
    """The claim with the format and the digests of the case and of the whole."""
    body = {"format": FORMAT, "case": digest(plain(case)), **claim}
    return {**body, "digest": digest(body)}


def renamed(certificate: Certificate, rule: str) -> Certificate:
    """The same certificate for a rule that always picks the same package."""
    body = {key: value for key, value in certificate.items() if key != "digest"} | {"rule": rule}
    return {**body, "digest": digest(body)}


def digest(value: object) -> str:
    """SHA-256 over the value as JSON with sorted keys."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
