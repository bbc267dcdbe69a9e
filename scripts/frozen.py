"""Freezes kinds of acts: what has been recorded somewhere is read for ever.

    make freeze

writes every kind and every field of an office into its `tests/kinds.txt`, and its reference beside them. Freezing only
adds, or asks for less: a field that was needed may be left out from now on. It refuses where a kind or a field of the last
commit is gone, has become needed, or is needed and new: somebody's record may hold the kind without it. What has not been
committed yet may still change.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

if __name__ == "__main__":
    from scripts.starting import start_django

    start_django()

from scripts import kinds, reference

ROOT = Path(__file__).resolve().parents[1]


class Broken(Exception):
    """Lines that somebody's record holds, and that would no longer be read."""


def now() -> dict[str, list[str]]:
    """By office: a line for every kind and for every field; a needed field is marked, for it can never be added later."""
    return {office: [line for act in acts for line in _lines(act)] for office, acts in kinds.by_office().items()}


def frozen(root: Path = ROOT) -> dict[str, list[str]]:
    """The same, as it stands in the files."""
    files = sorted(root.glob("goodoffices/*/tests/kinds.txt"))
    return {file.parts[-3]: file.read_text(encoding="utf-8").splitlines() for file in files}


def broken(before: set[str], after: set[str]) -> list[str]:
    """What a record with the lines `before` would lose: those that are gone, and fields that it does not have but needs.

    A field that was needed may be left out from now on: whoever recorded it gave it.
    """
    gone = {line for line in before - after if line.removesuffix(" needed") not in after}
    needed = {line for line in after - before if line.endswith(" needed") and line.split(" ")[0] in before}
    return sorted(gone | needed)


def freeze(root: Path = ROOT, only: str = "") -> None:
    """Write down the kinds that there are now, of all offices or of one; raises `Broken`, and then writes nothing."""
    if lost := broken(committed(root), lines_of(now())):
        raise Broken(
            "somebody's record may have these; bring them back, or retire the act and keep its apply:\n"
            + "\n".join(lost)
        )
    for office, lines in now().items():
        if only in ("", office):
            file = root / "goodoffices" / office / "tests/kinds.txt"
            file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def committed(root: Path = ROOT) -> set[str]:
    """The lines of the last commit; where there is none, those of the files."""
    call = ["git", "grep", "-h", "", "HEAD", "--", "goodoffices/*/tests/kinds.txt"]
    found = subprocess.run(call, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603 (our own command)
    return set(found.stdout.splitlines()) if found.returncode in (0, 1) else lines_of(frozen(root))


def lines_of(by_office: dict[str, list[str]]) -> set[str]:
    return {line for lines in by_office.values() for line in lines}


def _lines(act: type[kinds.Act]) -> Iterator[str]:
    yield act.kind
    for name, field in sorted(act.model_fields.items()):
        yield f"{act.kind} {field.alias or name}{' needed' if field.is_required() else ''}"


if __name__ == "__main__":
    try:
        freeze()
    except Broken as problem:
        raise SystemExit(str(problem)) from None
    reference.write()
