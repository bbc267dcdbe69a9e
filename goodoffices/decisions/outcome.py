"""What the clock finds when the time for a decision runs out. It looks into every delegation's book, and what it may carry
from there is drawn into one entry: how many receipts, or one bit. Nothing else of these books reaches anybody."""

# house: read for nobody: the clock looks for the outcome; what it tells is a count, or one bit

from typing import Any

from goodoffices.decisions.models import Answer, Consent, Decision, Receipt
from goodoffices.process.models import Party, Seat
from goodoffices.record.things import SORTS


def at_expiry(decision: str) -> dict[str, Any]:
    """`outcome` (adopted, void), `why` if void; of a silence also how many parties had noted receipt."""
    found = _found(decision)
    parties = _still_asked(found)
    received = parties & set(_parties_of(Receipt, found))
    why = _why_void(found, parties, received)
    outcome: dict[str, Any] = {"outcome": "void", "why": why} if why else {"outcome": "adopted"}
    return outcome if found.method == "consent" else {**outcome, "receipts": len(received)}


def is_match(decision: str) -> bool:
    """Whether every party's answer is yes; a missing one and a conditional one count as no."""
    found = _found(decision)
    parties = _still_asked(found)
    said_yes = set(_parties_of(Answer, found).filter(current=True, answer="yes"))
    return bool(parties) and parties <= said_yes and not overtaken(found)


def _found(decision: str) -> Decision:
    found: Decision = Decision._base_manager.select_related("book", "subject").get(id=decision)
    return found


def _why_void(found: Decision, parties: set[str], received: set[str]) -> str:
    if not parties:
        return "nobody"
    if why := overtaken(found):
        return why
    if found.method == "consent":
        consents = set(_parties_of(Consent, found).filter(withdrawn=False))
        return "" if parties <= consents else "no_consent"
    headed = set(
        Seat._base_manager.filter(party__in=parties, decides=True, left__isnull=True).values_list("party_id", flat=True)
    )
    if not parties <= headed:
        return "no_head"
    return "" if found.in_session or parties <= received else "no_receipt"


def overtaken(found: Decision) -> str:
    """Whether its thing has been reworded or withdrawn since: empty if not."""
    if found.subject is None:
        return ""
    if found.subject.changed != found.of_wording:
        return "reworded"
    noun = SORTS[found.subject.sort]._base_manager.select_related("book").get(id=found.subject_id)
    return "" if noun.stands else "withdrawn"


def _still_asked(found: Decision) -> set[str]:
    here = Party._base_manager.filter(id__in=found.parties, left__isnull=True)
    return set(here.values_list("id", flat=True))


def _parties_of(model: Any, found: Decision) -> Any:
    return model._base_manager.filter(decision_id=found.id).values_list("party_id", flat=True)
