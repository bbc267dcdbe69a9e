"""Texts for the tests: drawn ones, and a naive search over them that the index is compared with."""

import math
import sqlite3
from collections.abc import Sequence
from contextlib import closing

from hypothesis import settings
from hypothesis import strategies as st

from goodoffices.engines.words import Found, Index, Query, Text, terms
from tests.profiles import examples

drawn = settings(max_examples=examples(ci=60, long=2_000), deadline=None)

VOCABULARY = {
    "en": "border borders withdrawal withdraw treaty treaties water the of sanctions prisoners released agreement",
    "ru": "граница границы переговоры переговоров вода договор договоры и о мир мира",
    "tr": "sınır sınırlar müzakere müzakereler su anlaşma ışık İstanbul ve barış",
    "fr": "frontière frontières l'accord accords eau traité traités de la paix",
    "ar": "الحدود حدود المفاوضات مفاوضات والمياه سلام السلام في معاهدة",
    "de": "Grenze Grenzen Vertrag Wasser und Frieden",
}


@st.composite
def texts(draw: st.DrawFn, most: int = 12) -> list[Text]:
    """A book: numbers ascend, some entries say several texts, all ids differ."""
    found, number = [], 0
    for at in range(draw(st.integers(0, most))):
        number += draw(st.sampled_from([0, 1, 1, 1, 300]))
        language = draw(st.sampled_from(sorted(VOCABULARY)))
        words = draw(st.lists(st.sampled_from(VOCABULARY[language].split()), min_size=0, max_size=8))
        party = draw(st.sampled_from(["north", "south"]))
        id = f"{draw(st.integers(0, 9))}-{at}"
        found.append(Text(number, id, language, " ".join(words), {"party": party, "day": f"2025-01-{at + 1:02}"}))
    return found


ASKED = [*sorted({word for words in VOCABULARY.values() for word in words.split()}), "nowhere", "bordre", "sınırrlar"]


@st.composite
def queries(draw: st.DrawFn) -> str:
    """One to three words, some of them quoted, shunned, or beginnings."""
    parts = []
    for _each in range(draw(st.integers(1, 3))):
        word = draw(st.sampled_from(ASKED))
        sort = draw(st.sampled_from(["word", "word", "phrase", "without", "begin"]))
        other = draw(st.sampled_from(ASKED))
        parts.append(
            {"word": word, "phrase": f'"{word} {other}"', "without": f"-{word}", "begin": f"{word[:3]}*"}[sort]
        )
    return " ".join(parts)


def answered(books: dict[str, list[Text]], query: str, reads: Sequence[tuple[str, int]], **how: object) -> Found:
    """What a fresh index of these books answers."""
    with closing(sqlite3.connect(":memory:")) as connection:
        index = Index(connection)
        index.create()
        for name, its in books.items():
            index.add_all(name, its)
        return index.search(Query.parse(query), reads, **how)  # type: ignore[arg-type]


def naive(books: dict[str, list[Text]], word: str, reads: Sequence[tuple[str, int]]) -> list[tuple[str, str, int]]:
    """Book, id and score of each text with a form of one word, in order, by the textbook's formula and no index."""
    forms = {run[0] for run in Query.parse(word).clauses[0].alternatives}
    all_ = [
        (rank, name, text, terms(text.text, text.language))
        for rank, (name, first) in enumerate(reads)
        for text in books[name]
        if text.number >= first
    ]
    having = [(rank, name, text, said) for rank, name, text, said in all_ if forms & set(said)]
    mean = max(sum(len(said) for *_rest, said in all_) / max(len(all_), 1), 1.0)
    weight = max(round(1000 * math.log(1 + (len(all_) - len(having) + 0.5) / (len(having) + 0.5))), 1)
    found = []
    for rank, name, text, said in having:
        often = sum(form in forms for form in said)
        score = round(weight * (often * 2.2 / (often + 1.2 * (0.25 + 0.75 * len(said) / mean))))
        found.append(((-score, rank, -text.number, text.id), (name, text.id, score)))
    return [hit for _order, hit in sorted(found)]
