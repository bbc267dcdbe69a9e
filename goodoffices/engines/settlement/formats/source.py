"""A file as it came: read once, bounded, decoded; and where in it something is wrong."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from goodoffices.engines.settlement.model import Unusable
from goodoffices.engines.settlement.model.numbers import number

#: Far above any case people wrote, far below what could hurt.
MOST_BYTES = 16 * 2**20
MOST_OPTIONS = 100_000

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True)
class Source:
    """One file's content."""

    path: Path
    content: bytes

    @classmethod
    def of(cls, path: Path) -> "Source":
        try:
            if path.stat().st_size > MOST_BYTES:
                raise Unusable(f"{path.name} is larger than {MOST_BYTES // 2**20} MB: no case needs that.")
            if not path.is_file():
                raise Unusable(f"{path.name} is not a file.")
            return cls(path, path.read_bytes())
        except OSError as problem:
            raise Unusable(f"{path} cannot be read: {problem.strerror or problem}.") from None
        except ValueError:
            raise Unusable("The name of a file holds a character that no name can have.") from None

    @property
    def name(self) -> str:
        return self.path.name

    def text(self) -> str:
        """As text. UTF-8, or UTF-16 with its mark; anything else would be guessing what the letters are."""
        encoding = next((_MARKS[mark] for mark in _MARKS if self.content.startswith(mark)), "utf-8")
        try:
            return self.content.decode(encoding)
        except UnicodeDecodeError as problem:
            line = self.content[: problem.start].count(b"\n") + 1
            raise self.refusal(
                "this is not UTF-8. Save the file again as UTF-8 (“CSV UTF-8” in Excel).", line
            ) from None

    def refusal(self, sentence: str, place: int | str | None = None) -> Unusable:
        """What is wrong, with its place: a line, or words such as “row 4”."""
        where = f", line {place}" if isinstance(place, int) else f", {place}" if place else ""
        return Unusable(f"{self.name}{where}: {sentence}")

    def number(self, text: str, what: str, place: int | str | None = None) -> Fraction:
        """A number that must be there. `what` begins the sentence otherwise: “the weight of …”."""
        try:
            return number(text)
        except ValueError as problem:
            shown = f" “{text[:40]}”" if text.strip() else ""
            raise self.refusal(f"{what}{shown} {problem}.", place) from None
