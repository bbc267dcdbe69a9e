"""Kinds of acts: frozen, documented, put into words when they are read."""

import os
import re
from pathlib import Path

import pytest
from django.utils.functional import Promise

from goodoffices.record.acts import KINDS

FROZEN = Path(__file__).parents[1] / "kinds.txt"


def kinds() -> list[str]:
    """Every kind and every field, a line each; a needed field is marked, for it can never be added later."""
    lines = []
    for kind, act in sorted(KINDS.items()):
        lines.append(kind)
        lines += [
            f"{kind} {name}{' needed' if field.is_required() else ''}"
            for name, field in sorted(act.model_fields.items())
        ]
    return lines


def freeze() -> None:
    """Write down every kind that there is now."""
    FROZEN.write_text("\n".join(kinds()) + "\n", encoding="utf-8")


def test_kinds_are_frozen() -> None:
    """What has been recorded somewhere is read for ever: kinds and fields are added, never taken away."""
    if os.environ.get("GOODOFFICES_FREEZE"):
        freeze()
    frozen, now = FROZEN.read_text(encoding="utf-8").split("\n")[:-1], kinds()
    gone = [line for line in frozen if line not in now]
    assert gone == [], (
        "these kinds or fields are in somebody's record: bring them back, or retire the act and keep its apply"
    )
    added = [line for line in now if line not in frozen]
    needed = [line for line in added if line.endswith(" needed") and line.split(" ")[0] in frozen]
    assert needed == [], "a field that is added to a kind which is out may not be needed"
    assert added == [], "new; freeze them with GOODOFFICES_FREEZE=1 pytest tests/house_rules -k frozen"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_kind_is_documented_and_says_what_it_does(kind: str) -> None:
    act = KINDS[kind]
    assert act.__dict__.get("__doc__"), "an act begins with what it is, in a sentence"
    assert isinstance(act.says, Promise), "an act is put into words when it is read, in the reader's language"
    assert re.fullmatch(r"[a-z_]+\.[a-z_]+", kind)
