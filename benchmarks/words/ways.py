"""The ways of finding that are compared. A way says which words of a vocabulary a word asked for finds."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache

import snowballstemmer

from goodoffices.engines.words import nearby
from goodoffices.engines.words.folding import folded, lowered, without_points
from goodoffices.engines.words.forms import form_of
from goodoffices.engines.words.stemming import stem

Finder = Callable[[str], set[str]]
Way = Callable[[Sequence[str], str], Finder]
SNOWBALL = {"en": "english", "ru": "russian", "tr": "turkish", "fr": "french", "ar": "arabic"}


def by_key(key: Callable[[str, str], str]) -> Way:
    """Words are the same if their keys are."""

    def way(vocabulary: Sequence[str], language: str) -> Finder:
        groups = defaultdict(set)
        for word in vocabulary:
            groups[key(word, language)].add(word)
        return lambda asked: groups.get(key(asked, language), set())

    return way


def exact(word: str, language: str) -> str:
    return folded(lowered(word, language))


def first_five(word: str, language: str) -> str:
    return exact(word, language)[:5]


@cache
def _stemmer(language: str):
    return snowballstemmer.stemmer(SNOWBALL[language])


@cache
def snowball(word: str, language: str) -> str:
    low = lowered(word, language)
    return folded(_stemmer(language).stemWord(without_points(low) if language == "ar" else low))


@cache
def fold_first(word: str, language: str) -> str:
    return stem(folded(lowered(word, language)), language)


def grams(word: str) -> set[str]:
    padded = f" {word} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def substring(vocabulary: Sequence[str], language: str) -> Finder:
    """What FTS5's trigram tokenizer finds: words that contain the word asked for."""
    forms = {word: exact(word, language) for word in vocabulary}
    return lambda asked: {word for word, form in forms.items() if exact(asked, language) in form}


def trigrams(least: float, key: Callable[[str, str], str] = exact) -> Way:
    """Words whose trigrams are the same to a share of at least `least` (Dice's)."""

    def way(vocabulary: Sequence[str], language: str) -> Finder:
        of = {word: grams(key(word, language)) for word in vocabulary}
        having = defaultdict(set)
        for word, its in of.items():
            for gram in its:
                having[gram].add(word)

        def found(asked: str) -> set[str]:
            own = grams(key(asked, language))
            near: Iterable[str] = set().union(*(having.get(gram, ()) for gram in own))
            return {word for word in near if 2 * len(own & of[word]) >= least * (len(own) + len(of[word]))}

        return found

    return way


def prefix(kept: int) -> Way:
    """Words that begin like the word asked for, up to `kept` letters before its end, and not fewer than four."""

    def way(vocabulary: Sequence[str], language: str) -> Finder:
        forms = {word: exact(word, language) for word in vocabulary}

        def found(asked: str) -> set[str]:
            asked = exact(asked, language)
            begin = asked[: max(4, len(asked) - kept)]
            return {word for word, form in forms.items() if form.startswith(begin)}

        return found

    return way


def fall_back(first: Way, then: Way) -> Way:
    """The second way where the first finds nothing."""

    def way(vocabulary: Sequence[str], language: str) -> Finder:
        one, two = first(vocabulary, language), then(vocabulary, language)
        return lambda asked: one(asked) or two(asked)

    return way


def near_forms(vocabulary: Sequence[str], language: str) -> Finder:
    """Words whose forms are few letters from that of the word asked for: what the index falls back to."""
    groups = defaultdict(set)
    for word in vocabulary:
        groups[form_of(word, language)].add(word)

    def found(asked: str) -> set[str]:
        form = form_of(asked, language)
        most = nearby.allowed(form)
        near = (other for other in groups if abs(len(other) - len(form)) <= most)
        ranked = sorted((steps, other) for other in near if (steps := nearby.distance(form, other)) <= most)
        kept = ranked[: nearby.MOST] if len(form) >= nearby.SHORTEST else []
        return set().union(*(groups[other] for _steps, other in kept))

    return found


STEM = by_key(form_of)
WAYS: dict[str, Way] = {
    "exact, folded": by_key(exact),
    "snowball": by_key(snowball),
    "first five letters": by_key(first_five),
    "stem, fold first": by_key(fold_first),
    "stem": STEM,
    "substring (FTS5 trigram)": substring,
    "trigrams ≥ 0.5": trigrams(0.5),
    "trigrams ≥ 0.6": trigrams(0.6),
    "prefix −2": prefix(2),
    "prefix −3": prefix(3),
    "stem or trigrams ≥ 0.5": fall_back(STEM, trigrams(0.5, form_of)),
    "stem or near (chosen)": fall_back(STEM, near_forms),
}
