"""One look at one book: fetch what is offered, examine it, remember it, sign it, send it; or say why not, and keep the evidence."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from goodoffices.engines.ledger import cosigning, notes
from goodoffices.engines.ledger.keys import BadNote, decode
from goodoffices.engines.ledger.witnessing import Reason, Refused, Seen, examine
from goodoffices.witnesses.client.asking import Declined, Host, Unreached
from goodoffices.witnesses.client.folder import Kept

NEW_KEY = "new key"


@dataclass(frozen=True)
class Look:
    """What came of it: `outcome` is signed, unchanged, nothing, declined, unreached, unkept, or the reason for which it was not
    signed.

    `wrong`: it was not signed, and somebody should look into it.
    """

    book: str
    outcome: str
    sentence: str
    size: int = 0
    wrong: bool = False
    evidence: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"book": self.book, "outcome": self.outcome, "size": self.size, "sentence": self.sentence} | (
            {"evidence": self.evidence} if self.evidence else {}
        )


def look(host: Host, memory: Kept, book: str, called: str, now: Callable[[], float]) -> Look:
    """Witness one book once. `called`: its name, for sentences; `now`: seconds since 1970."""
    try:
        return _looked(host, memory, book, called, now)
    except Unreached as problem:
        return Look(book, "unreached", f"{called}: {problem}")
    except Declined as problem:
        return Look(book, "declined", f"{called}: the host did not take it: {problem}", wrong=problem.status != 404)


def _looked(host: Host, memory: Kept, book: str, called: str, now: Callable[[], float]) -> Look:
    told = host.offered(book)
    if problem := _pinned(memory, told.get("key")):
        return Look(book, NEW_KEY, f"{called}: {problem}", wrong=True)
    note = told.get("checkpoint")
    if note is None:
        return Look(book, "nothing", f"{called}: no checkpoint has been made yet.")

    origin = f"{memory.host.split('+', 1)[0]}/{host.process}/{book}"
    seen, proof = memory.of(origin), _Proof(host, book)
    try:
        found = examine(str(note), origin, memory.host, seen, proof.between(note, seen))
        _demand_agreement(told, memory, origin, Seen(found.size, found.root, str(note)), _Proof(host, book))
    except Refused as refused:
        return _refused(memory, book, called, refused, origin, str(note), seen, proof)

    if _is_signed(told, memory, found.size):
        memory.remember(origin, str(note))
        return Look(book, "unchanged", f"{called}: {found.size} entries, signed already.", found.size)
    memory.remember(origin, str(note))  # before the signature leaves: whatever happens then, nothing smaller is signed
    line = memory.signer.cosign(notes.parse_note(str(note)).text, int(now()))
    host.send(book, notes.cosign(str(note), [str(line)]))
    return Look(book, "signed", f"{called}: {found.size} entries, signed.", found.size)


def _pinned(memory: Kept, key: Any) -> str:
    """The host's key is believed once, and then no other; why not, in a sentence."""
    try:
        spelled = str(notes.VerifierKey.parse(str(key)))
    except BadNote:
        return "the host names no key that proves anything. Nothing is signed."
    if memory.host and spelled != memory.host:
        return (
            f"the host signs with another key than before: its fingerprint is {notes.fingerprint(spelled)}, and was "
            f"{notes.fingerprint(memory.host)}. Nothing is signed. Ask its administrator why, over another line."
        )
    if not memory.host:
        memory.host = spelled
        memory.write()
    return ""


class _Proof:
    """The hashes between what was seen and what is shown, fetched once; `given` is what the host gave, as evidence."""

    def __init__(self, host: Host, book: str) -> None:
        self._host, self._book = host, book
        self.sizes: tuple[int, int] | None = None
        self.given: list[Any] | None = None

    def between(self, note: Any, seen: Seen | None) -> list[bytes]:
        size = _size_of(note)
        if seen is None or size is None or size == seen.size or not size:
            return []
        self.sizes = min(size, seen.size), max(size, seen.size)
        self.given = self._host.proof(self._book, *self.sizes)
        try:
            return [decode(step) for step in self.given or [] if isinstance(step, str)]
        except BadNote:
            return []


def _size_of(note: Any) -> int | None:
    """What a note says of its size, nothing verified; None if it is no checkpoint."""
    try:
        return notes.parse_checkpoint(notes.parse_note(str(note)).text).size
    except BadNote:
        return None


def _demand_agreement(told: dict[str, Any], memory: Kept, origin: str, found: Seen, proof: _Proof) -> None:
    """What others have signed of the same checkpoint must hold for it: else they were shown another one."""
    text = notes.parse_note(found.note).text
    for each in _witnesses(told):
        if each.get("size") != found.size or each.get("mine"):
            continue
        try:
            key = cosigning.WitnessKey.parse(str(each.get("verifier")))
            signed = notes.parse_note(f"{text}\n{each.get('line')}")
            holds = cosigning.cosignature_of(signed, key) is not None
        except BadNote:
            holds = False
        if not holds:
            raise Refused(
                Reason.FORK,
                "What the host shows as another witness's signature is not one of this checkpoint: the two of you may have been "
                "shown different books. Compare fingerprints with them.",
            )


def _is_signed(told: dict[str, Any], memory: Kept, size: int) -> bool:
    mine = str(memory.signer.verifier)
    return any(each.get("verifier") == mine and each.get("size") == size for each in _witnesses(told))


def _witnesses(told: dict[str, Any]) -> list[dict[str, Any]]:
    found = told.get("witnesses")
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _refused(
    memory: Kept, book: str, called: str, refused: Refused, origin: str, note: str, seen: Seen | None, proof: _Proof
) -> Look:
    sentence, kept = f"{called}: not signed. {refused}", ""
    if refused.accuses:
        told = {
            "reason": refused.reason.value,
            "sentence": str(refused),
            "origin": origin,
            "key": memory.host,
            "seen": seen.note if seen else None,
            "shown": note,
            "proof": {"from": proof.sizes[0], "to": proof.sizes[1], "hashes": proof.given} if proof.sizes else None,
        }
        file, _new = memory.keep_evidence(told)
        kept, sentence = str(file), f"{sentence} The evidence is in {file}: show it to the others."
    wrong = refused.reason is not Reason.EMPTY
    return Look(book, refused.reason.value, sentence, wrong=wrong, evidence=kept)
