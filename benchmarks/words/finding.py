"""How well each way finds: forms of one word by one another, and real texts by inflected words.

Three judges. *Forms*: the lines of `paradigms.py`; recall is the share of pairs of one line that find each other,
precision the share of what is found that stands in the same line. *Texts*: a text is right for a word if a word of it
has the same dictionary form (simplemma, MIT; no dependency, so `uv run --with simplemma`); recall is the share of the
right texts that are found, precision@10 the share of right ones among the ten that bm25 puts first. *Mistyped*: the
same with the fourth and fifth letter of the word swapped.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from statistics import fmean
from typing import Any

from benchmarks.words.paradigms import PARADIGMS
from benchmarks.words.texts import LANGUAGES, texts
from benchmarks.words.ways import WAYS, Finder, exact
from goodoffices.engines.words.cutting import words

QUERIES = 300


@dataclass
class Found:
    """Shares from 0 to 1."""

    way: str
    judge: str
    language: str
    queries: int
    recall: float
    precision: float

    def told(self) -> dict[str, Any]:
        return asdict(self)


def measure() -> Iterator[Found]:
    for name, way in WAYS.items():
        for language in LANGUAGES:
            lines = PARADIGMS[language]
            finder = way([word for line in lines for word in line], language)
            yield _by_forms(name, language, lines, finder)
    try:
        import simplemma
    except ImportError:
        return
    for language in LANGUAGES:
        bed = Bed(language, lambda word, language=language: simplemma.lemmatize(word, lang=language))
        for name, way in WAYS.items():
            finder = way(bed.vocabulary, language)
            yield bed.judged(name, finder)
            yield bed.judged(name, finder, mistyped=True)


def _by_forms(name: str, language: str, lines: list[list[str]], finder: Finder) -> Found:
    right = found = pairs = 0
    for line in lines:
        for word in line:
            met = finder(word) - {word}
            pairs += len(set(line)) - 1
            found += len(met)
            right += len(met & set(line))
    return Found(name, "forms", language, sum(map(len, lines)), right / pairs, right / max(found, 1))


class Bed:
    """Texts of one language, the words in them, and queries: words of which the texts have another form, too."""

    def __init__(self, language: str, lemma: Any) -> None:
        self.language = language
        self.texts = [[exact(word.written, language) for word in words(text)] for text in texts(language)]
        written = Counter(word.written.lower() for text in texts(language) for word in words(text))
        self.vocabulary = sorted({word for word in written if exact(word, language)})
        self.at = defaultdict(set)
        for number, text in enumerate(self.texts):
            for word in text:
                self.at[word].add(number)
        self.lemma = cache(lambda word: exact(lemma(word), language))
        families = defaultdict(set)
        for word in self.vocabulary:
            if len(word) > 2 and word.isalpha():
                families[self.lemma(word)].add(word)
        self.families = {key: words for key, words in families.items() if len({exact(w, language) for w in words}) > 1}
        asked = sorted(word for family in self.families.values() for word in family)
        self.queries = asked[:: max(1, len(asked) // QUERIES)]

    def judged(self, name: str, finder: Finder, *, mistyped: bool = False) -> Found:
        """Precision over the queries that find anything; a query that finds nothing has recall 0."""
        recalls, precisions = [], []
        for word in (word for word in self.queries if not mistyped or len(word) > 5):
            family = {exact(other, self.language) for other in self.families[self.lemma(word)]}
            right = set().union(*(self.at[other] for other in family))
            asked = f"{word[:3]}{word[4]}{word[3]}{word[5:]}" if mistyped else word
            ranked = self.ranked({exact(other, self.language) for other in finder(asked)})
            recalls.append(len(right & set(ranked)) / len(right))
            if ranked:
                precisions.append(len(right & set(ranked[:10])) / len(ranked[:10]))
        judge = "mistyped" if mistyped else "texts"
        return Found(name, judge, self.language, len(recalls), fmean(recalls), fmean(precisions or [0.0]))

    def ranked(self, forms: set[str]) -> list[int]:
        """Texts with any of the forms, by bm25 of all of them as one word."""
        having = set().union(*(self.at[form] for form in forms)) if forms else set()
        mean = fmean(len(text) for text in self.texts)
        weight = math.log(1 + (len(self.texts) - len(having) + 0.5) / (len(having) + 0.5))

        def score(number: int) -> float:
            often = sum(word in forms for word in self.texts[number])
            return weight * often * 2.2 / (often + 1.2 * (0.25 + 0.75 * len(self.texts[number]) / mean))

        return sorted(having, key=lambda number: (-score(number), number))
