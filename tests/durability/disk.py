"""A disk as pessimists know it: only what was synced is sure; of the rest any part may have come to stand on it."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

SECTOR = 512


class Write(NamedTuple):
    file: str
    offset: int
    data: bytes


class Truncate(NamedTuple):
    file: str
    size: int


class Removal(NamedTuple):
    file: str


FOLDER = ""  # the folder itself, whose sync makes removals sure


class Sync(NamedTuple):
    """Done. `begun` says at which event it began: what was written later it does not answer for."""

    file: str
    begun: int


class Acknowledged(NamedTuple):
    """Somebody was told that this entry stands."""

    book: str
    number: int


Event = Write | Truncate | Removal | Sync | Acknowledged


@dataclass
class Disk:
    """`sure` is what stands after a power cut in any case; `floating` what was asked for since, in its order."""

    sure: dict[str, bytearray] = field(default_factory=dict)
    floating: list[tuple[int, Write | Truncate | Removal]] = field(default_factory=list)
    promised: list[tuple[str, int]] = field(default_factory=list)

    @classmethod
    def holding(cls, folder: Path, names: Iterable[str]) -> "Disk":
        return cls({name: bytearray((folder / name).read_bytes()) for name in names if (folder / name).exists()})

    def copy(self) -> "Disk":
        return Disk({name: bytearray(content) for name, content in self.sure.items()})

    def take(self, at: int, event: Event) -> None:
        if isinstance(event, Acknowledged):
            self.promised.append(tuple(event))
        elif isinstance(event, Sync):
            mine = [(n, e) for n, e in self.floating if n < event.begun and _answers(event, e)]
            for _, each in mine:
                _do(self.sure, each)
            self.floating = [(n, e) for n, e in self.floating if (n, e) not in mine]
        else:
            self.floating.append((at, event))

    def after_a_cut(self, chance: random.Random) -> Iterator[tuple[str, dict[str, bytearray]]]:
        """What may stand on it if the power goes now: nothing more, all of it, or some of it, torn and out of order."""
        floating = [event for _, event in self.floating]
        yield "nothing that was not synced", _files(self.sure, [])
        if floating:
            yield "everything", _files(self.sure, floating)
            yield "some of it", _files(self.sure, _some(floating, chance))


def _answers(sync: Sync, event: Write | Truncate | Removal) -> bool:
    return isinstance(event, Removal) if sync.file == FOLDER else event.file == sync.file


def unsynced(disk: Disk, file: str) -> list[Write]:
    return [event for _, event in disk.floating if isinstance(event, Write) and event.file == file]


def _files(sure: dict[str, bytearray], events: list[Write | Truncate | Removal]) -> dict[str, bytearray]:
    files = {name: bytearray(content) for name, content in sure.items()}
    for event in events:
        _do(files, event)
    return files


def _do(files: dict[str, bytearray], event: Write | Truncate | Removal) -> None:
    if isinstance(event, Removal):
        files.pop(event.file, None)
        return
    content = files.setdefault(event.file, bytearray())
    if isinstance(event, Truncate):
        del content[event.size :]
        content.extend(bytes(max(0, event.size - len(content))))
        return
    content.extend(bytes(max(0, event.offset + len(event.data) - len(content))))
    content[event.offset : event.offset + len(event.data)] = event.data


def _some(events: list[Write | Truncate | Removal], chance: random.Random) -> list[Write | Truncate | Removal]:
    chosen = [event for event in events if chance.random() < 0.5]
    chance.shuffle(chosen)
    return [_torn(event, chance) if isinstance(event, Write) and chance.random() < 0.3 else event for event in chosen]


def _torn(write: Write, chance: random.Random) -> Write:
    sectors = len(write.data) // SECTOR
    return write._replace(data=write.data[: SECTOR * chance.randint(0, sectors)])
