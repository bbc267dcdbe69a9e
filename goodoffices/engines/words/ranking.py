"""Okapi bm25 in whole numbers, so that equal texts have equal scores on every machine.

S. Robertson and H. Zaragoza, “The Probabilistic Relevance Framework: BM25 and Beyond” (2009); the weight of a word
never negative.
"""

import math

K1, B = 1.2, 0.75
UNIT = 1_000


class Scores(dict[tuple[int, int], int]):
    """The score of a text in which a word stands so often and that is so long, in thousandths.

    texts     that the reader reads, `having` of them with the word
    words     in all texts that the reader reads
    """

    def __init__(self, texts: int, having: int, words: int) -> None:
        rarity = round(UNIT * math.log(1 + (texts - having + 0.5) / (having + 0.5)))
        self.weight = max(rarity, 1)
        self.mean = max(words / max(texts, 1), 1.0)

    def __missing__(self, key: tuple[int, int]) -> int:
        often, length = key
        share = often * (K1 + 1) / (often + K1 * (1 - B + B * length / self.mean))
        self[key] = score = round(self.weight * share)
        return score
