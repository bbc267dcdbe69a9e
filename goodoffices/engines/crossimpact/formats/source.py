"""A file's bytes as text, and where in it something is wrong."""

from dataclasses import dataclass
from functools import cached_property

from goodoffices.engines.crossimpact.model import Unusable
from goodoffices.engines.told import Told

#: A matrix of 2,000 variants has 4 million cells.
MOST_BYTES = 64 * 2**20
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True)
class Source:
    name: str
    content: bytes

    def __post_init__(self) -> None:
        if len(self.content) > MOST_BYTES:
            said = "it is larger than %(most)s MB. Judge parts of the system apart."
            raise self.refusal(Told("large_file", said, most=MOST_BYTES // 2**20))

    @cached_property
    def text(self) -> str:
        """UTF-8 or UTF-16 with its mark; else Windows-1252, which older versions of ScenarioWizard write, or Latin-1."""
        for mark, encoding in _MARKS:
            if self.content.startswith(mark):
                try:
                    return self.content.decode(encoding)
                except UnicodeDecodeError:
                    raise self.refusal(Told("damaged_text", "its text is damaged. Save it again as UTF-8.")) from None
        if b"\0" in self.content[:4096]:
            said = Told("no_text", "this is not text. Choose a .scw, CSV or XLSX file.")
            raise self.refusal(said, self._line(b"\0"))
        for encoding in ("utf-8", "cp1252"):
            try:
                return self.content.decode(encoding)
            except UnicodeDecodeError:
                continue
        return self.content.decode("latin-1")

    @property
    def lines(self) -> list[str]:
        """However they end: a form feed or the like in a name ends none."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def refusal(self, sentence: str, place: int | str | None = None) -> Unusable:
        """What is wrong, with its place: a line, or words such as “cell B4”."""
        if not place:
            return Unusable(Told("of_file", "%(name)s: %(sentence)s", name=self.name, sentence=sentence))
        where = Told("line", "line %(number)s", number=place) if isinstance(place, int) else place
        said = "%(name)s, %(place)s: %(sentence)s"
        return Unusable(Told("in_file", said, name=self.name, place=where, sentence=sentence))

    def _line(self, sign: bytes) -> int:
        return self.content[: self.content.index(sign)].count(b"\n") + 1


def distinct(names: list[str], blank: str) -> list[str]:
    """The names, those that are empty or there twice made different: some files have them, and number their variants.

    >>> distinct(["A", "", "A", ""], "variant")
    ['A', 'variant 2', 'A (2)', 'variant 4']
    """
    found: list[str] = []
    taken = set(names)
    for at, name in enumerate(names, 1):
        own, again = name or f"{blank} {at}", 1
        while own in found or (own != name and own in taken):
            again += 1
            own = f"{name or f'{blank} {at}'} ({again})"
        found.append(own)
    return found
