"""Invented drafts and their revisions, of any length: the density of brackets is that of a long negotiating text.

Words are drawn by rank (Zipf), as in any language; about one word in 22 opens a bracket or a pair of alternatives. A revision drops
and adds paragraphs, cleans, brackets, rewords, and moves some a little way.
"""

import random
from itertools import product

SMALL = [
    "the", "of", "and", "to", "in", "for", "shall", "with", "as", "by", "under", "this", "Party", "Parties", "Agreement", "Article",
    "any", "such", "their", "may", "should", "be", "on",
]  # fmt: skip
LARGE = ["".join(parts) for parts in product(
    ("re", "con", "de", "pro", "in", "per", "sub", "ad", "trans"), ("port", "tract", "cede", "mit", "form", "sist", "fer", "gress", "serv"),
    ("", "ing", "ed", "ion", "s", "ment", "ance"),
)]  # fmt: skip


def draft(words: int, seed: int = 1) -> str:
    """About so many words in articles of numbered paragraphs."""
    chance = random.Random(seed)
    vocabulary = SMALL + chance.sample(LARGE, len(LARGE))
    weights = [1 / (rank + 2) for rank in range(len(vocabulary))]
    parts, written, article = [], 0, 0
    while written < words:
        article += 1
        parts.append(f"Article {article}")
        for number in range(1, chance.randint(4, 12)):
            said = chance.choices(vocabulary, weights, k=chance.randint(20, 130))
            written += len(said)
            for _ in range(max(1, len(said) // 22)):
                at = chance.randrange(len(said))
                other = " ".join(chance.choices(vocabulary, weights, k=2))
                said[at] = f"[{said[at]}][{other}]" if chance.random() < 0.3 else f"[{said[at]} {other}]"
            parts.append(f"{number}. {' '.join(said)}.")
    return "\n\n".join(parts) + "\n"


def revised(text: str, seed: int = 2) -> str:
    """The next revision of a draft."""
    chance = random.Random(seed)
    parts: list[str] = []
    for paragraph in text.rstrip().split("\n\n"):
        if chance.random() < 0.05:
            continue
        said = paragraph.split(" ")
        for _ in range(len(said) // 15):
            at, what = chance.randrange(len(said)), chance.random()
            if what < 0.4:
                said[at] = said[at].replace("[", "").replace("]", "")
            elif what < 0.7:
                said[at] = chance.choice(LARGE)
            elif what < 0.9:
                said.insert(at, f"[{chance.choice(LARGE)} {chance.choice(LARGE)}]")
            elif len(said) > 3:
                said.pop(at)
        parts.append(" ".join(said))
        if chance.random() < 0.05:
            parts.append(f"9 bis. {' '.join(chance.choices(LARGE, k=40))}.")
    for _ in range(len(parts) // 50):
        at = chance.randrange(len(parts))
        parts.insert(min(len(parts), max(0, at + chance.randint(-6, 6))), parts.pop(at))
    return "\n\n".join(parts) + "\n"
