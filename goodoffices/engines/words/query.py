"""What somebody typed into a search box, understood; nothing that can be typed is an error."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self

from goodoffices.engines.words.forms import base, beginning, terms
from goodoffices.engines.words.stemming import LANGUAGES

Note = Literal["cut", "short"]
"""cut: only the first words are looked for. short: one letter and an asterisk is looked for as a word."""

MOST_CLAUSES = 16
MOST_LETTERS = 4_000
SHORTEST_PREFIX = 2

_PART = re.compile(r'(?P<minus>-?)(?:"(?P<quoted>[^"]*)"|(?P<word>[^\s"]+))|"')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))


@dataclass(frozen=True)
class Clause:
    """A word, a phrase or a beginning that a text must have, or with `without`, must not have.

    words          as typed
    alternatives   runs of forms, one of which does; a run of one form is a word
    begins         beginnings, one of which does as well
    """

    words: str
    alternatives: tuple[tuple[str, ...], ...]
    begins: tuple[str, ...] = ()
    without: bool = False
    quoted: bool = False

    @property
    def plain(self) -> bool:
        """Whether it is one word, for which similar ones may be looked for."""
        alone = all(len(run) == 1 for run in self.alternatives)
        return alone and not (self.begins or self.without or self.quoted)

    def widened(self, forms: Sequence[str]) -> "Clause":
        return replace(self, alternatives=self.alternatives + tuple((form,) for form in forms))


@dataclass(frozen=True)
class Query:
    """All clauses have to be met. `notes` say what was not done as typed."""

    clauses: tuple[Clause, ...] = ()
    notes: tuple[Note, ...] = ()

    @classmethod
    def parse(cls, words: str, languages: Sequence[str] = LANGUAGES) -> Self:
        """Words are all looked for; "in quotes" as a phrase; -without; begin* by its beginning. Never raises.

        languages   in whose texts is looked: each word is inflected by the rules of each, and looked for as written,
        too

        >>> [(clause.words, clause.without) for clause in Query.parse('NEAR "cease fire" -sanctions', ["en"]).clauses]
        [('NEAR', False), ('cease fire', False), ('sanctions', True)]
        >>> Query.parse("délégations", ["fr"]).clauses[0].alternatives
        (('deleg',), ('delegations',))
        """
        notes: list[Note] = ["cut"] if len(words) > MOST_LETTERS else []
        tags = list(dict.fromkeys([*(base(language) for language in languages), ""]))
        clauses: list[Clause] = []
        for part in _parts(words[:MOST_LETTERS]):
            if len(clauses) == MOST_CLAUSES:
                notes.append("cut")
                break
            clause = _clause(part, tags, notes)
            if clause and clause not in clauses:
                clauses.append(clause)
        return cls(tuple(clauses), tuple(dict.fromkeys(notes)))

    @property
    def sought(self) -> tuple[Clause, ...]:
        return tuple(clause for clause in self.clauses if not clause.without)

    @property
    def shunned(self) -> tuple[Clause, ...]:
        return tuple(clause for clause in self.clauses if clause.without)


@dataclass(frozen=True)
class _Part:
    words: str
    without: bool
    quoted: bool


def _parts(typed: str) -> Iterator[_Part]:
    """Words and quoted phrases in order. A quote that is never closed is no quote."""
    typed = typed.translate(_QUOTES)
    if typed.count('"') % 2:
        last = typed.rindex('"')
        typed = f"{typed[:last]} {typed[last + 1 :]}"
    for part in _PART.finditer(typed):
        if part["quoted"] is not None:
            yield _Part(part["quoted"], bool(part["minus"]), True)
        elif part["word"]:
            yield _Part(part["word"], bool(part["minus"]), False)


def _clause(part: _Part, tags: Sequence[str], notes: list[Note]) -> Clause | None:
    """The clause of a part; None if no word is in it."""
    runs = tuple(dict.fromkeys(run for tag in tags if (run := tuple(terms(part.words, tag)))))
    if not runs:
        return None
    clause = Clause(part.words.rstrip("*") or part.words, runs, (), part.without, part.quoted)
    if part.quoted or not part.words.endswith("*") or len(runs[0]) > 1:
        return clause
    begins = tuple(dict.fromkeys(begin for tag in tags if (begin := beginning(part.words, tag))))
    if min(map(len, begins), default=0) < SHORTEST_PREFIX:
        notes.append("short")
        return clause
    return replace(clause, begins=begins)


def begins_with(form: str, begin: str) -> bool:
    """Whether a form may be that of a word that begins so: stemming may have cut up to four letters off the beginning.

    >>> begins_with("negoti", "neg"), begins_with("negoti", "negotiatio"), begins_with("car", "cart")
    (True, True, False)
    """
    return form.startswith(begin) or form in shortened(begin)


def shortened(begin: str) -> list[str]:
    """The beginning without its last one to four letters; five letters stay."""
    return [begin[:kept] for kept in range(max(5, len(begin) - 4), len(begin))]
