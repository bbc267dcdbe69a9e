"""Says which sentences of a catalogue have no translation, and where in the sources each of them stands.

python scripts/untranslated.py CATALOGUE       # extracted with locations
"""

import sys
from pathlib import Path

from babel.messages.pofile import read_po


def untranslated(catalogue: Path) -> list[str]:
    """A line for each: the file and the line where it stands first, and its words."""
    with catalogue.open("rb") as file:
        messages = [message for message in read_po(file) if message.id and not _whole(message.string)]
    lines = []
    for message in messages:
        words = message.id if isinstance(message.id, str) else message.id[0]
        place, line = message.locations[0] if message.locations else ("?", 0)
        lines.append(f"goodoffices/{place.removeprefix('./')}:{line}: {words}")
    return sorted(lines)


def _whole(string: object) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


if __name__ == "__main__":
    for line in untranslated(Path(sys.argv[1])):
        print(line)
