"""`goodoffices witness`: a party's own witness at its own machine. Wakes neither Django nor a database."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from goodoffices.engines.ledger.keys import BadNote, VerifierKey, fingerprint
from goodoffices.site.commands import answer, say
from goodoffices.site.failed import Failed, NotDone
from goodoffices.witnesses.client.asking import Declined, Host, Unasked, Unreached
from goodoffices.witnesses.client.folder import FILE, Damaged, Kept, alone, opened
from goodoffices.witnesses.client.watching import Look, look


def run(options: Any) -> int:
    try:
        host = _host(options)
        with alone(options.keep):
            return _run(options, host, _memory(options))
    except (Unasked, Damaged) as problem:
        raise Failed(str(problem)) from None
    except Unreached as problem:
        raise NotDone(str(problem)) from None
    except Declined as problem:
        raise Failed(f"The host does not let this token in: {problem}") from None


def _run(options: Any, host: Host, memory: Kept) -> int:
    if not options.once:
        return _every(options, host, memory)
    looks = _all(options, host, memory)
    whole = {"verifier": str(memory.signer.verifier), "books": [each.as_json() for each in looks]}
    answer(options, whole, "\n".join(each.sentence for each in looks) or "There is no such book to witness.")
    return _status(looks)


def _host(options: Any) -> Host:
    try:
        token = options.token_file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise Failed(
            f"The token file {options.token_file} cannot be read. Name the file that holds the token."
        ) from None
    return Host(options.address, token)


def _memory(options: Any) -> Kept:
    first = not (options.keep / FILE).exists()
    memory = opened(options.keep, options.name)
    if options.host_key:
        _pin(memory, options.host_key)
    if first:
        say("A key has been made. Have this verifier key named at the table, on the page “Witnesses”:")
        say(str(memory.signer.verifier))
    return memory


def _pin(memory: Kept, given: str) -> None:
    """The host's key as it was learnt another way, or a file that holds it."""
    text = Path(given).read_text(encoding="utf-8").strip() if Path(given).is_file() else given
    try:
        key = str(VerifierKey.parse(text))
    except BadNote as problem:
        raise Failed(f"The host's key is not one: {problem} Copy it from the page of the record.") from None
    if memory.host and memory.host != key:
        raise Failed(
            f"This folder keeps another key of the host, whose fingerprint is {fingerprint(memory.host)}. "
            "Ask its administrator why, over another line; then use a folder of its own for the new key."
        )
    memory.host = key
    memory.write()


def _all(options: Any, host: Host, memory: Kept, looked: Callable[..., Look] = look) -> list[Look]:
    """One look at each book that was asked for."""
    # house: clock or chance: the time at which a witness signs
    return [looked(host, memory, book, called, time.time) for book, called in _books(options, host)]


def _tried(host: Host, memory: Kept, book: str, called: str, now: Callable[[], float]) -> Look:
    """The same for one book; that this machine cannot keep what it saw, on a full disk say, ends neither the others nor the run."""
    try:
        return look(host, memory, book, called, now)
    except OSError as problem:
        sentence = f"{called}: not signed, since this machine could not keep it: {problem.strerror or problem}."
        return Look(book, "unkept", f"{sentence} It is tried again.", wrong=True)


def _books(options: Any, host: Host) -> list[tuple[str, str]]:
    found = [
        (str(each["book"]), _shown(each.get("name")), str(each.get("kind")))
        for each in host.books()
        if each.get("head")
    ]
    wanted = set(options.books)
    if missing := wanted - {word for each in found for word in each} - {"all"}:
        raise Failed(
            f"This seat reads nothing in a book {min(missing)}. Name books by id, name or kind, or leave --books out."
        )
    chosen = [each for each in found if wanted & {*each, "all"}]
    return [(book, called) for book, called, _kind in chosen]


def _shown(name: Any) -> str:
    return "".join(letter for letter in str(name)[:80] if letter.isprintable())


def _every(options: Any, host: Host, memory: Kept) -> int:
    """Look again and again, and say only what is new, until stopped. Then the status is that of all that was seen."""
    status, told = 0, ""
    try:
        while True:
            try:
                looks = _all(options, host, memory, _tried)
            except (Unreached, Declined) as problem:
                looks = [Look("", "unreached", str(problem))]
            sentences = "\n".join(each.sentence for each in looks)
            if sentences != told:
                print(sentences, file=sys.stderr if options.json else sys.stdout, flush=True)
                told = sentences
            status = status or int(_status(looks) == 1)
            time.sleep(options.every)
    except KeyboardInterrupt:
        return status or 130


def _status(looks: list[Look]) -> int:
    if any(each.wrong for each in looks):
        return 1
    return NotDone.status if any(each.outcome == "unreached" for each in looks) else 0
