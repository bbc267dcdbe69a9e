"""Three verifiers asked the same: `checker.py`, the modules that write books, and the check in JavaScript."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from goodoffices.engines.ledger import checker
from goodoffices.engines.ledger.tests import checks
from goodoffices.engines.ledger.tests.judging import judged
from goodoffices.engines.ledger.tests.spoiling import Case
from goodoffices.record.tests.javascript import JavaScript

AT_ONCE = 500


class Compared(NamedTuple):
    """One case, what each of the three says, and in what they differ: empty if they agree."""

    case: Case
    checker: dict[str, Any]
    javascript: dict[str, Any]
    engine: set[str]

    @property
    def differences(self) -> list[str]:
        ours, theirs = self.checker, self.javascript
        found = [
            f"{name}: {ours.get(name)!r}, JavaScript {theirs.get(name)!r}"
            for name in ours
            if ours[name] != theirs.get(name)
        ]
        if ours["ok"] != (not self.engine) or not (ours["ok"] or self.engine & set(ours["codes"])):
            found.append(f"codes: {ours['codes']}, the engine {sorted(self.engine)}")
        return found


def compared(cases: Iterable[Case], javascript: JavaScript) -> Iterator[Compared]:
    """Each case in turn; the checker's verdict and codes, sentences and what it read, have to be the same in JavaScript.

    The engine stops at the first fault that it finds, so its code has to be one of the checker's.
    """
    waiting: list[Case] = []
    for case in cases:
        waiting.append(case)
        if len(waiting) == AT_ONCE:
            yield from _compared(waiting, javascript)
            waiting = []
    yield from _compared(waiting, javascript)


def _compared(cases: list[Case], javascript: JavaScript) -> Iterator[Compared]:
    theirs = javascript.verify([case[1:] for case in cases])
    for case, report in zip(cases, theirs, strict=True):
        lines, older = checks.lines_of(case.copy), case.against
        ours = checker.verify(lines, case.key, None if older is None else checks.lines_of(older)).as_dict()
        for told in (ours, report):
            told["sentences"] = checks.plain(told["sentences"])
            told["size"] = str(told.get("size"))  # beyond 2^53 JSON carries no number
        yield Compared(case, ours, report, judged(case.copy, older, case.key))
